"""The rules that no strategy can change: what makes a file no record, and a waiver no waiver.

The ids stand in every format beside those of the rule packs; here is what each means, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from intlstrat.findings import Finding, Layer, Message, Outcome, Place, Related, Severity, Subject, msg


class ValidityRule(Struct, frozen=True):
    """One reserved rule id, with what `explain` says about it."""

    id: str
    severity: Severity
    title: Message
    meaning: Message
    fix: Message


_RULES: Final = (
    ValidityRule(
        "record-unreadable",
        Severity.ERROR,
        msg("The file gives no record"),
        msg(
            "The file cannot be read as one YAML record: it cannot be opened, is too large, is not UTF-8, breaks the "
            "rules of YAML, is nested too deeply, holds more than one document, is empty, or is no list of keys and "
            "values. Nothing in it is judged, and no rule knows of it; all other files are checked as usual."
        ),
        msg(
            "Go to the line that the finding names and correct what it says. An editor set up for YAML shows the same "
            "place while you write. Save the file as UTF-8."
        ),
    ),
    ValidityRule(
        "record-invalid",
        Severity.ERROR,
        msg("A key or a value is refused"),
        msg(
            "The record has a key that does not exist or stands twice, lacks one that it must have, or has a value of "
            "the wrong kind, such as a date written another way or a code that the strategy does not have. The value "
            "is left out; the rest of the record is held to every rule that it can be held to."
        ),
        msg(
            "The finding says how the value is to be written, and which key or code you may have meant. A key that "
            "the record must have is written at its top."
        ),
    ),
    ValidityRule(
        "record-reference",
        Severity.ERROR,
        msg("A partner that does not exist"),
        msg(
            "The record names a partner by an id that no record has. A partner's id is its file's name without the "
            "ending. Rules that ask about the project's partners do not see this one."
        ),
        msg(
            "Correct the id under “partners”, or write the partner's record under “data/partners”. An organisation "
            "that is no partner of the municipality belongs under “participants”."
        ),
    ),
    ValidityRule(
        "record-id",
        Severity.ERROR,
        msg("A file name that cannot be an id"),
        msg(
            "The file's name without its ending is the record's id, and is what other records point at. It may hold "
            "lower-case letters from a to z, digits and hyphens only, and no two partners, and no two projects, may "
            "share one."
        ),
        msg("Give the file another name, such as “urban-platsinnovasjon.yaml”, and correct what points at it."),
    ),
    ValidityRule(
        "waiver-expired",
        Severity.ERROR,
        msg("A waiver has ended"),
        msg(
            "The last day of the waiver has passed. It waives nothing any more: the breach, if it is still there, "
            "counts again. No other waiver is touched."
        ),
        msg(
            "Remove the waiver, and mend the breach. If the breach is to be accepted for longer, somebody must decide "
            "that anew: write the new decision, with its case and its last day."
        ),
    ),
    ValidityRule(
        "waiver-invalid",
        Severity.ERROR,
        msg("A waiver that waives nothing"),
        msg(
            "The waiver names no rule, names one that cannot be waived, stands in the wrong place, or lacks one of "
            "“rule”, “reason”, “decided_by” and “until”. It is passed over; the rest of its record stands."
        ),
        msg(
            "A rule about a record is waived in that record's file, under “waivers”; a rule about the whole portfolio "
            "is waived in “data/waivers.yaml”. “intlstrat rules” lists the rules."
        ),
    ),
    ValidityRule(
        "waiver-expiring",
        Severity.NOTE,
        msg("A waiver ends soon"),
        msg("The waiver still holds, but its last day is near. After that day the breach counts again."),
        msg("Mend the breach before that day, or have somebody decide anew whether it is to be accepted."),
    ),
    ValidityRule(
        "waiver-unused",
        Severity.NOTE,
        msg("A waiver that is not needed"),
        msg("No breach matches the waiver: what it accepts has been mended, or never was a breach."),
        msg("Remove the waiver, so that it does not hide a later breach. Check “rule” and “item” if it should match."),
    ),
    ValidityRule(
        "rule-failed",
        Severity.ERROR,
        msg("A rule failed while it ran"),
        msg(
            "The rule itself is at fault, not the record: it could not be carried through for the record that the "
            "finding names. That verdict is missing, so the run cannot be trusted to be whole; every other verdict "
            "stands."
        ),
        msg(
            "Tell whoever keeps the rules. The rule most often touches a key that is not recorded without asking for "
            "it first with has(…); an example of such a record in the rule's file shows the fault."
        ),
    ),
)

VALIDITY_RULES: Final[Mapping[str, ValidityRule]] = MappingProxyType({rule.id: rule for rule in _RULES})
"""Every reserved id, in the order of the specification."""


def finding(
    rule: str,
    subject: Subject,
    place: Place,
    message: Message,
    fix: Message,
    related: tuple[Related, ...] = (),
    mendable: bool = False,
) -> Finding:
    """A finding of the validity layer, stamped with the severity of its rule."""
    severity, layer, outcome = VALIDITY_RULES[rule].severity, Layer.VALIDITY, Outcome.BREACH
    return Finding(rule, layer, severity, outcome, (), subject, None, place, message, fix, related, mendable=mendable)
