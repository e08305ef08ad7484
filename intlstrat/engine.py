"""Asks every rule of every record: outcomes, and a finding for each breach, unknown and failure.

The engine stamps identity: id, severity, clauses and place are added here, once. A rule that fails on one record is
a finding too, and hides nothing else. The result does not depend on the order of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    Finding,
    Message,
    Outcome,
    Place,
    Related,
    RuleOutcome,
    Severity,
    Subject,
    msg,
    msg_n,
)
from intlstrat.records.faults import description
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Path, Portfolio, Record
from intlstrat.rules.court import Bound, Court, Verdict, absent_key, at_value, steps
from intlstrat.rules.fold import court_for, portfolio_rules
from intlstrat.rules.judge import applies_to, record_rules
from intlstrat.rules.meter import SpentError
from intlstrat.rules.model import Pack, Rule
from intlstrat.validity import finding as validity_finding


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all rules came to."""

    results: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    failed: frozenset[str] = frozenset()
    """The rules that failed on some record."""


def evaluate(
    portfolio: Portfolio, pack: Pack, as_of: str, whole: bool = True, tick: Callable[[], None] = lambda: None
) -> Evaluation:
    """Every rule's outcome for every record and, with `whole`, for the portfolio, as of a day (ISO text).

    `tick` is called when a record has been judged.
    """
    court = court_for(pack, as_of)
    bounds = court.bind_all(portfolio.records)
    judged = list(_record_verdicts(bounds, pack, court, tick))
    if whole:
        judged += _portfolio_verdicts(bounds, pack, court)
    results: list[RuleOutcome] = []
    findings: dict[tuple[str, Subject, str], Finding] = {}
    for number, (rule, record, verdict) in enumerate(judged):
        subject = record.subject if record is not None else PORTFOLIO
        if verdict.fault is None:
            results.append(RuleOutcome(rule.id, subject, verdict.item, verdict.outcome))
        for found in findings_of(rule, record, verdict, portfolio):
            # A rule that fails on several items of a record is told once; two items may be called the same.
            key = "" if verdict.fault is not None else str(number)
            findings.setdefault((found.rule, subject, f"{rule.id} {key} {found.place.path}"), found)
    failed = frozenset(rule.id for rule, _, verdict in judged if verdict.fault is not None)
    return Evaluation(tuple(sorted(results, key=_result_order)), tuple(findings.values()), failed)


def _record_verdicts(
    bounds: Sequence[Bound], pack: Pack, court: Court, tick: Callable[[], None]
) -> Iterator[tuple[Rule, Record | None, Verdict]]:
    rules = record_rules(pack, court)
    by_kind = {kind: [rule for rule in rules if applies_to(rule.rule, kind)] for kind in ("partner", "project")}
    for bound in bounds:
        for rule in by_kind[bound.record.kind]:
            for verdict in rule.judge(bound):
                yield rule.rule, bound.record, verdict
        tick()


def _portfolio_verdicts(
    bounds: Sequence[Bound], pack: Pack, court: Court
) -> Iterator[tuple[Rule, Record | None, Verdict]]:
    for rule in portfolio_rules(pack, court):
        for verdict in rule.judge(bounds):
            yield rule.rule, None, verdict


def findings_of(rule: Rule, record: Record | None, verdict: Verdict, portfolio: Portfolio) -> Iterator[Finding]:
    """The finding that a verdict gives, if it gives one; `record` is None for a rule about the portfolio."""
    if verdict.fault is not None:
        yield _failed(rule, record, verdict)
    elif verdict.outcome is Outcome.BREACH:
        place, related = _places(rule, record, verdict)
        message = Message(rule.message, verdict.values, also=_unread(record, portfolio))
        yield _stamp(rule, record, verdict, place, related, message, Message(rule.fix, verdict.values))
    elif verdict.outcome is Outcome.UNKNOWN:
        place, related = _unknown_place(rule, record, verdict)
        message, fix = _unknown_texts(rule, record, verdict)
        message = replace(message, also=_unread(record, portfolio))
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
        first, *others = sorted(verdict.picked, key=lambda picked: picked.path)
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
        lacking = sorted(verdict.lacking, key=lambda each: each[0].path)
        places = [each.source.place(steps(want) if " " not in want else ()) for each, want in lacking]
        related = [Related(each.subject, place) for (each, _), place in zip(lacking, places, strict=True)]
        return places[0], tuple(related[1:])
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
    names = verdict.missing
    if any(" " in path or (record is not None and _is_lost(record, path)) for path in verdict.missing):
        return (
            msg("Cannot be judged: {title}. {names} cannot be read.", title=title, names=names),
            msg("Correct {names} first.", names=names),
        )
    return (
        msg("Cannot be judged: {title}. {names} is not recorded.", title=title, names=names),
        replace(msg("Write {names}.", names=names), also=_what_for(record, verdict.missing)),
    )


def _what_for(record: Record | None, missing: tuple[str, ...]) -> Message | None:
    """What the key that is missing is for; None where several are, or no single record is asked about."""
    if record is None or len(missing) != 1:
        return None
    return description(MODELS[record.kind], steps(missing[0]))


def _is_lost(record: Record, path: str) -> bool:
    wanted = steps(path)
    return any(lost[: len(wanted)] == wanted or wanted[: len(lost)] == lost for lost in record.lost)


def _unread(record: Record | None, portfolio: Portfolio) -> Message | None:
    """What a verdict on the portfolio must add where some files gave no record."""
    if record is not None or portfolio.unreadable == 0:
        return None
    return msg_n(
        "One file could not be read and is not counted here.",
        "{n} files could not be read and are not counted here.",
        portfolio.unreadable,
    )


def _failed(rule: Rule, record: Record | None, verdict: Verdict) -> Finding:
    """A rule's own fault: it touched something that is not there, or ran too long."""
    reason = (verdict.fault or "").splitlines()[0][:200]
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


def _result_order(result: RuleOutcome) -> tuple[str, str, str, bool, str]:
    item = result.item
    return (
        result.rule,
        result.subject.kind,
        result.subject.id or "",
        isinstance(item, str),
        f"{item:09}" if isinstance(item, int) else item or "",
    )
