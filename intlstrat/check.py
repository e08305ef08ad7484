"""The use case: inputs and a pack to a report. Load → evaluate → waive → choose what is shown → Report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from intlstrat import __version__
from intlstrat.engine import evaluate
from intlstrat.files import Inputs
from intlstrat.findings import (
    PORTFOLIO,
    ClauseTally,
    Finding,
    Layer,
    Outcome,
    RecordCounts,
    Report,
    Revision,
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
    Tally,
)
from intlstrat.load import load
from intlstrat.masking import excerpts, masked
from intlstrat.records.personal import mask
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.validity import VALIDITY_RULES
from intlstrat.waivers import waive


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the findings is shown. Patterns are globs over rule ids, clause ids and layers; none shows all.

    `paths` are files or folders relative to the root, with "/"; with any, rules about the portfolio are not asked.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """The report, and the findings that the exit counts: those shown and every finding of the validity layer."""

    report: Report
    counted: tuple[Finding, ...]

    def worst(self) -> Severity | None:
        """The worst severity that is not waived, or None."""
        found = [finding.severity for finding in self.counted if finding.counts]
        return min(found, key=lambda severity: severity.rank, default=None)


def check(
    inputs: Inputs,
    pack: Pack,
    as_of: str,
    selection: Selection,
    revision: Revision | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Checked:
    """Holds the records of `inputs` to the rules of `pack`, as of a day (ISO text).

    `tick` is called twice for each record: when it has been read, and when it has been judged.
    """
    portfolio = load(inputs, strategy_codes(pack.strategy), tick)
    evaluation = evaluate(portfolio, pack, as_of, whole=not selection.paths, tick=tick)
    waived = waive(evaluation.results, (*portfolio.findings, *evaluation.findings), portfolio, pack, as_of)
    near = [finding for finding in waived.findings if _is_near(finding, selection.paths)]
    private = frozenset(value for record in portfolio.records for value in record.personal.values)
    results = _results(waived.results, portfolio, selection.paths)
    results = tuple(
        replace(each, item=mask(each.item, private)) if isinstance(each.item, str) else each for each in results
    )
    near = [masked(finding, private) for finding in sorted(near, key=_order)]
    shown = tuple(finding for finding in near if _is_selected(finding, selection))
    report = Report(
        tool_version=__version__,
        strategy=StrategyRef(pack.strategy.id, pack.strategy.title, pack.strategy.version, pack.digest),
        as_of=as_of,
        revision=revision,
        records=_counts(portfolio, selection.paths),
        outcomes=_tally(results),
        clauses=_clauses(pack, results),
        findings=shown,
        results=results,
        idle_rules=_idle_rules(pack, evaluation.failed, waived.results, bool(selection.paths)),
        idle_records=_idle_records(portfolio, results, selection.paths),
        excerpts=excerpts(shown, portfolio, private),
        selected=_selected_rules(pack, selection),
        names={record.subject: mask(record.name, private) for record in portfolio.records},
        incomplete=any(finding.rule == "rule-failed" or finding.place.path in portfolio.failed for finding in near),
    )
    hidden = (finding for finding in near if finding.layer is Layer.VALIDITY and not _is_selected(finding, selection))
    return Checked(report, (*shown, *hidden))


def known_names(pack: Pack) -> frozenset[str]:
    """Everything that a pattern of `--select` or `--ignore` can answer to."""
    rules = (rule.id for rule in pack.rules)
    clauses = (clause.id for clause in pack.strategy.clauses)
    return frozenset({*rules, *clauses, *VALIDITY_RULES, *(layer.value for layer in Layer)})


def _is_selected(finding: Finding, selection: Selection) -> bool:
    """`--ignore` wins over `--select`; the validity layer is shown whatever is selected."""
    names = (finding.rule, finding.layer.value, *finding.clauses)
    if _matches(names, selection.ignore):
        return False
    return not selection.select or finding.layer is Layer.VALIDITY or _matches(names, selection.select)


def _selected_rules(pack: Pack, selection: Selection) -> frozenset[str] | None:
    """The rules that the patterns leave to be shown; None where there are no patterns."""
    if not selection.select and not selection.ignore:
        return None
    named = {rule.id: (rule.id, rule.layer.value, *rule.clauses) for rule in pack.rules}
    return frozenset(
        rule
        for rule, names in named.items()
        if not _matches(names, selection.ignore) and (not selection.select or _matches(names, selection.select))
    )


def _matches(names: Iterable[str], patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def is_within(path: str | None, paths: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or lies below one."""
    return not paths or (path is not None and any(each in (path, "") or path.startswith(f"{each}/") for each in paths))


def _is_near(finding: Finding, paths: Sequence[str]) -> bool:
    """Whether a finding is of the paths. A rule that was not asked cannot tell that its waiver is unused."""
    unasked = paths and finding.rule == "waiver-unused" and finding.subject == PORTFOLIO
    return not unasked and is_within(finding.place.path, paths)


def _order(finding: Finding) -> tuple[object, ...]:
    """By path (those without last), validity errors first, then line, column, rule and item."""
    place, item = finding.place, finding.item
    return (
        place.path is None,
        place.path or "",
        not (finding.layer is Layer.VALIDITY and finding.severity is Severity.ERROR),
        place.line or 0,
        place.column or 0,
        finding.rule,
        isinstance(item, str),
        f"{item:09}" if isinstance(item, int) else item or "",
        finding.place.pointer or "",
        str(finding.subject.id),
    )


def _counts(portfolio: Portfolio, paths: Sequence[str]) -> RecordCounts:
    near = [record for record in portfolio.records if is_within(record.path, paths)]
    partners = sum(1 for record in near if record.kind == "partner")
    unreadable = sum(1 for path in portfolio.unreadable_paths if is_within(path, paths))
    return RecordCounts(partners, len(near) - partners, unreadable)


def _results(results: Iterable[RuleOutcome], portfolio: Portfolio, paths: Sequence[str]) -> tuple[RuleOutcome, ...]:
    if not paths:
        return tuple(results)
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return tuple(result for result in results if result.subject in near)


def _tally(results: Iterable[RuleOutcome]) -> Tally:
    counts = dict.fromkeys(Outcome, 0)
    for result in results:
        counts[result.outcome] += 1
    return Tally(**{outcome.value: count for outcome, count in counts.items()})


def _clauses(pack: Pack, results: Iterable[RuleOutcome]) -> tuple[ClauseTally, ...]:
    """The outcomes of each clause of the strategy, in the strategy's order."""
    clauses_of = {rule.id: rule.clauses for rule in pack.rules}
    by_clause: dict[str, list[RuleOutcome]] = {clause.id: [] for clause in pack.strategy.clauses}
    for result in results:
        for clause in clauses_of[result.rule]:
            by_clause[clause].append(result)
    return tuple(ClauseTally(clause, _tally(found)) for clause, found in by_clause.items())


def _idle_rules(
    pack: Pack, failed: frozenset[str], results: Iterable[RuleOutcome], records_only: bool
) -> tuple[str, ...]:
    """The rules that applied to nothing; a rule that failed is no idle one."""
    applied = {result.rule for result in results if result.outcome is not Outcome.NOT_APPLICABLE} | failed
    return tuple(
        rule.id for rule in pack.rules if rule.id not in applied and not (records_only and rule.subject == "portfolio")
    )


def _idle_records(portfolio: Portfolio, results: Iterable[RuleOutcome], paths: Sequence[str]) -> tuple[Subject, ...]:
    """The records that no rule applied to."""
    applied = {result.subject for result in results if result.outcome is not Outcome.NOT_APPLICABLE}
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return tuple(
        sorted((subject for subject in near if subject not in applied), key=lambda each: (each.kind, each.id or ""))
    )
