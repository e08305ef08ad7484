"""The finding that a verdict gives: its texts and its place. Identity is stamped here, once."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    Awaited,
    Finding,
    Message,
    Outcome,
    Place,
    Related,
    Severity,
    msg,
    msg_n,
)
from intlstrat.records.faults import how_to_write
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Path, Record
from intlstrat.rules.court import Verdict, absent_key, at_value
from intlstrat.rules.meter import SpentError
from intlstrat.rules.model import Rule
from intlstrat.rules.paths import steps
from intlstrat.validity import finding as validity_finding

_MANY = 4
"""So many names are not said over again in the remedy."""


def findings_of(rule: Rule, record: Record | None, verdict: Verdict, unreadable: int) -> Iterator[Finding]:
    """The finding that a verdict gives, if it gives one; `record` is None for a rule about the portfolio.

    `unreadable` is how many files gave no record.
    """
    if verdict.fault is not None:
        yield _failed(rule, record, verdict, verdict.fault)
    elif verdict.outcome is Outcome.BREACH:
        place, related = _places(rule, record, verdict)
        message = Message(rule.message, verdict.values, also=_unread(record, unreadable))
        yield _stamp(rule, record, verdict, place, related, message, Message(rule.fix, verdict.values))
    elif verdict.outcome is Outcome.UNKNOWN:
        place, related = _unknown_place(rule, record, verdict)
        message, fix = _unknown_texts(rule, record, verdict)
        message = replace(message, also=_unread(record, unreadable))
        yield _stamp(rule, record, verdict, place, related, message, fix)


def _stamp(
    rule: Rule,
    record: Record | None,
    verdict: Verdict,
    place: Place,
    related: tuple[Related, ...],
    message: Message,
    fix: Message,
) -> Finding:
    unknown = verdict.outcome is Outcome.UNKNOWN
    return Finding(
        rule.id,
        rule.layer,
        Severity.NOTE if unknown else rule.severity,
        verdict.outcome,
        rule.clauses,
        record.subject if record is not None else PORTFOLIO,
        verdict.item,
        place,
        message,
        fix,
        related,
        verdict.interpretations,
        verdict.missing,
    )


def _places(rule: Rule, record: Record | None, verdict: Verdict) -> tuple[Place, tuple[Related, ...]]:
    """Where a breach stands: at the rule's path in the record, or at the first of the records that were picked."""
    at = steps(rule.at, verdict.position) if rule.at is not None and at_value(rule) is None else ()
    if record is None:
        if not verdict.picked:
            return NOWHERE, ()
        first, *others = verdict.picked
        return first.source.place(at), tuple(Related(other.subject, other.source.place(at)) for other in others)
    if verdict.paths:
        first_path, *rest = (_in_file(record, steps(path)) for path in verdict.paths)
        return record.source.place(first_path), tuple(
            Related(record.subject, record.source.place(path)) for path in rest
        )
    return record.source.place(at), ()


def _unknown_place(rule: Rule, record: Record | None, verdict: Verdict) -> tuple[Place, tuple[Related, ...]]:
    """Where the first thing that is missing would stand; a parameter is not of the record, so then the rule's place."""
    if verdict.lacking:
        (_, first), *others = (
            (each.subject, each.source.place(steps(want) if " " not in want else ())) for each, want in verdict.lacking
        )
        return first, tuple(Related(subject, place) for subject, place in others)
    wanted = [path for path in verdict.missing if not path.startswith("params.") and " " not in path]
    if record is None or not wanted:
        return _places(rule, record, verdict)
    return record.source.place(steps(wanted[0])), ()  # an index in it is the file's own already


def _in_file(record: Record, path: Path) -> Path:
    """A path in the record's data as it stands in the file, where lists may have lost items before it."""
    found: Path = ()
    for step in path:
        found = (*found, record.index(found, step) if isinstance(step, int) else step)
    return found


def _unknown_texts(rule: Rule, record: Record | None, verdict: Verdict) -> tuple[Message, Message]:
    title = rule.title
    parameters = tuple(path.removeprefix("params.") for path in verdict.missing if path.startswith("params."))
    if parameters:
        return (
            msg("Cannot be judged: {title}. The strategy does not set {names}.", title=title, names=parameters),
            msg("Set {names} under “parameters” in the strategy's strategy.yaml.", names=parameters),
        )
    names = tuple(Awaited(path) for path in verdict.missing)
    if any(" " in path or (record is not None and _is_lost(record, path)) for path in verdict.missing):
        return (
            msg("Cannot be judged: {title}. {names} cannot be read.", title=title, names=names),
            msg("Correct {names} first.", names=names) if len(names) < _MANY else msg("Correct them first."),
        )
    if _is_there(record, verdict):
        return (
            msg("Cannot be judged: {title}. {names} is not complete.", title=title, names=names),
            msg(
                "Add what is missing under {names}; “intlstrat explain {rule}” shows what the rule asks for.",
                names=names,
                rule=rule.id,
            ),
        )
    return (
        msg("Cannot be judged: {title}. {names} is not recorded.", title=title, names=names),
        replace(msg("Write {names}.", names=names), also=_what_for(record, verdict.missing)),
    )


def _is_there(record: Record | None, verdict: Verdict) -> bool:
    """Whether all that is missing stands in the records with parts of its own, so that one of these must be meant."""
    wanted = [(record, path) for path in verdict.missing] if record is not None else [*verdict.lacking]
    return bool(wanted) and all(_has_parts(each.data, steps(path)) for each, path in wanted)


def _has_parts(value: object, path: Path) -> bool:
    for step in path:
        parts = value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
        value = parts.get(step)
    return isinstance(value, dict | list) and len(value) > 0


def _what_for(record: Record | None, missing: tuple[str, ...]) -> Message | None:
    """What the key that is missing is for, and how to write it; None where several are, or no record is asked about."""
    if record is None or len(missing) != 1:
        return None
    return how_to_write(MODELS[record.kind], steps(missing[0]))


def _is_lost(record: Record, path: str) -> bool:
    wanted = steps(path)
    return any(lost[: len(wanted)] == wanted or wanted[: len(lost)] == lost for lost in record.lost)


def _unread(record: Record | None, unreadable: int) -> Message | None:
    """What a verdict on the portfolio must add where some files gave no record."""
    if record is not None or unreadable == 0:
        return None
    return msg_n(
        "One file could not be read and is not counted here.",
        "{n} files could not be read and are not counted here.",
        unreadable,
    )


def _failed(rule: Rule, record: Record | None, verdict: Verdict, fault: str) -> Finding:
    """A rule's own fault: it touched something that is not there, or ran too long."""
    reason = fault.splitlines()[0][:200]
    fix = msg(
        "Correct the rule in {path} of the rules: ask with has() for what may be absent. "
        "Nothing is wrong with the record.",
        path=rule.path,
    )
    if (key := absent_key(reason)) is not None:
        message = msg(
            "The rule {rule} failed here: it uses “{key}” without asking whether it is there.", rule=rule.id, key=key
        )
    elif reason == str(SpentError()):
        message = msg(
            "The rule {rule} was stopped here: it would do more work than a rule may in one run.", rule=rule.id
        )
        fix = msg(
            "Write the rule in {path} of the rules so that it looks through less: fewer loops inside each other, and "
            "shorter lists and texts. It was not asked about anything more.",
            path=rule.path,
        )
    elif "budget exceeded" in reason:
        message = msg("The rule {rule} failed here: it takes too many steps.", rule=rule.id)
        fix = msg("Write the rule in {path} of the rules with fewer loops inside each other.", path=rule.path)
    else:
        message = msg("The rule {rule} failed here: {reason}", rule=rule.id, reason=reason)
    subject = record.subject if record is not None else PORTFOLIO
    at = record or next(iter(verdict.picked), None)
    place = at.source.place(()) if at is not None else NOWHERE
    return validity_finding("rule-failed", subject, place, message, fix)
