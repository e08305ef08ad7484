"""What the formats for other programs say about a finding, in the same words: plain text without any markup.

Every text that is given back is clean (nothing invisible, one line); each format escapes it for its own medium.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from intlstrat.findings import Finding, IsoDate, Outcome, Place, Report, Subject, Waiver, msg
from intlstrat.formats.page_words import parameter_value
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import STANDINGS, WORDS, Desk, TextOptions, basis, counts, standing
from intlstrat.language import Language
from intlstrat.rules.model import Pack

DATA_FOLDER: Final = "data"
"""Where every data repo has its records: what a finding without a place points at where no rule's file is at hand."""


CAUSES: Final = {
    "data": msg("a record was changed"),
    "rules": msg("the strategy or a rule was changed"),
    "waiver": msg("a waiver was added, ended or removed"),
    "clock": msg("only time has passed"),
}
"""What a comparison lays a difference at the door of."""


def desk_for(report: Report, pack: Pack, language: Language) -> Desk:
    """The report with what is needed to put it into words, where nothing is left out for want of room."""
    return Desk(report, pack, language, TextOptions(show_all=True))


def path_of(place: Place, prefix: str) -> str | None:
    """The place's path from the root of the checked-out repository; None for what stands nowhere."""
    return prefix + place.path if place.path else None


def position(place: Place, prefix: str) -> str:
    """`path:line`, as far as it is known; empty for what stands nowhere."""
    path = path_of(place, prefix)
    if path is None:
        return ""
    return clean(path if place.line is None else f"{path}:{place.line}")


def stand_in(desk: Desk, finding: Finding, prefix: str) -> str:
    """The path for a finding that stands nowhere, in a format that demands one.

    It is the file of the rule, which says what the finding is about; where that does not lie in the repository, the
    folder of the records.
    """
    rule = desk.pack.rule(finding.rule)
    if rule is None or desk.report.rules_folder is None:
        return prefix + DATA_FOLDER
    folder = desk.report.rules_folder.rstrip("/")
    return prefix + (f"{folder}/{rule.path}" if folder not in ("", ".") else rule.path)


def spans(place: Place) -> tuple[int, int | None] | None:
    """The first line and, where it is a later one or the same, the last; None for what has no line."""
    if place.line is None:
        return None
    return place.line, place.end_line if place.end_line is not None and place.end_line >= place.line else None


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, warnings, notes, unknowns, waived; among equals the order of the report."""
    return tuple(sorted(findings, key=lambda finding: STANDINGS.index(standing(finding))))


def word(desk: Desk, finding: Finding) -> str:
    """Error, Warning, Note or Unknown; `Waived (error)` for what is waived."""
    text = desk.language.message(WORDS[standing(finding)])
    if finding.outcome is not Outcome.WAIVED:
        return text
    return f"{text} ({desk.language.message(WORDS[finding.severity.value]).lower()})"


def rests_on(desk: Desk, finding: Finding) -> str:
    """The clauses that a finding rests on, or that it rests on none."""
    return basis(desk, finding.layer, finding.clauses)


def what_to_do(desk: Desk, finding: Finding) -> str:
    """`What to do: …`"""
    lead = desk.language.text("What to do:")
    return f"{lead} {desk.message(finding.fix)}"


def asides(desk: Desk, finding: Finding, prefix: str) -> list[str]:
    """What else there is to say: whom it concerns too, what it rests on, what brought it, and why it is waived."""
    language, lines = desk.language, []
    if finding.related:
        others = "; ".join(_other(desk, one.subject, one.place, prefix) for one in finding.related)
        lines.append(" ".join((language.text("Concerns also:"), others)))
    if finding.interpretations:
        lines.append(resting_on(desk, finding.interpretations))
    if desk.report.comparison is not None and (why := cause(desk, finding)):
        lines.append(language.text("Cause: {cause}.", cause=why))
    if finding.waiver is not None:
        reason = " ".join((language.text("Reason:"), one_line(finding.waiver.reason)))
        lines += [reason, decision(desk, finding.waiver)]
    return lines


def name(desk: Desk, subject: Subject) -> str:
    """`Kotka (partner)`, or the portfolio; a very long name is visibly cut."""
    if subject.kind == "portfolio":
        return desk.kind(subject)
    return f"{desk.name(subject)} ({desk.kind(subject)})"


def cause(desk: Desk, finding: Finding) -> str:
    """Why a finding is new or gone, as the end of a line; empty where it is neither."""
    if finding.change is None or finding.change.cause is None:
        return ""
    return desk.message(CAUSES[finding.change.cause])


def decision(desk: Desk, waiver: Waiver) -> str:
    """Who decided that a breach is accepted, in which case, and how long."""
    language = desk.language
    parts = [language.text("decided by {body}", body=waiver.decided_by)]
    if waiver.case:
        parts.append(language.text("case {case}", case=waiver.case))
    if waiver.granted:
        parts.append(language.text("granted {date}", date=IsoDate(waiver.granted)))
    parts.append(language.text("holds until and including {date}", date=IsoDate(waiver.until)))
    text = one_line(", ".join(parts))
    return f"{text[:1].upper()}{text[1:]}."


def resting_on(desk: Desk, names: Iterable[str]) -> str:
    """What a finding rests on that the strategy itself does not say: parameters, each with its value."""
    parameters = ", ".join(_parameter(desk, one) for one in names)
    return desk.language.text(
        "Rests on the municipality's own interpretation of the strategy: {parameters}.", parameters=parameters
    )


def result(desk: Desk, findings: Iterable[Finding]) -> str:
    """The findings in numbers, or that there are none, or none that counts."""
    findings = tuple(findings)
    if not findings:
        return desk.language.text("no findings")
    numbers = counts(desk.language, findings)
    if any(finding.counts for finding in findings):
        return numbers
    return desk.language.text("no breach that counts, {waived}", waived=numbers)


def at(place: Place, prefix: str) -> Place:
    """The place, with its path from the root of the checked-out repository."""
    return replace(place, path=path_of(place, prefix))


def _other(desk: Desk, subject: Subject, place: Place, prefix: str) -> str:
    where = position(place, prefix)
    return f"{name(desk, subject)}, {where}" if where else name(desk, subject)


def _parameter(desk: Desk, parameter_name: str) -> str:
    """A parameter and its value in one piece, a list or map within brackets."""
    parameter = desk.pack.strategy.parameters.get(parameter_name)
    if parameter is None:
        return one_line(parameter_name)
    value = parameter_value(desk.language, parameter.value)
    sign, value = ("\u00a0=\u00a0", value) if not isinstance(parameter.value, list | dict) else (" ", f"({value})")
    return one_line(parameter_name) + sign + value
