"""The numbers of a report: records, outcomes, clauses, and what did nothing; and the order of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intlstrat.findings import (
    ClauseTally,
    Outcome,
    RecordCounts,
    RuleOutcome,
    Subject,
    Tally,
)
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.selection import is_within


def record_counts(portfolio: Portfolio, paths: Sequence[str]) -> RecordCounts:
    """How many records of the paths were read, and how many files gave none."""
    near = [record for record in portfolio.records if is_within(record.path, paths)]
    partners = sum(1 for record in near if record.kind == "partner")
    unreadable = sum(1 for path in portfolio.unreadable_paths if is_within(path, paths))
    return RecordCounts(partners, len(near) - partners, unreadable)


def results_near(results: Iterable[RuleOutcome], portfolio: Portfolio, paths: Sequence[str]) -> tuple[RuleOutcome, ...]:
    """The outcomes of the records at the paths; of all where there are none."""
    if not paths:
        return tuple(results)
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return tuple(result for result in results if result.subject in near)


def tally(results: Iterable[RuleOutcome]) -> Tally:
    """How many there are of each outcome."""
    counts = dict.fromkeys(Outcome, 0)
    for result in results:
        counts[result.outcome] += 1
    return Tally(**{outcome.value: count for outcome, count in counts.items()})


def clause_tallies(pack: Pack, results: Iterable[RuleOutcome]) -> tuple[ClauseTally, ...]:
    """The outcomes of each clause of the strategy, in the strategy's order."""
    clauses_of = {rule.id: rule.clauses for rule in pack.rules}
    by_clause: dict[str, list[RuleOutcome]] = {clause.id: [] for clause in pack.strategy.clauses}
    for result in results:
        for clause in clauses_of[result.rule]:
            by_clause[clause].append(result)
    return tuple(ClauseTally(clause, tally(found)) for clause, found in by_clause.items())


def idle_rules(
    pack: Pack, failed: frozenset[str], results: Iterable[RuleOutcome], records_only: bool
) -> tuple[str, ...]:
    """The rules that applied to nothing; a rule that failed is no idle one."""
    applied = {result.rule for result in results if result.outcome is not Outcome.NOT_APPLICABLE} | failed
    return tuple(
        rule.id for rule in pack.rules if rule.id not in applied and not (records_only and rule.subject == "portfolio")
    )


def idle_records(portfolio: Portfolio, results: Iterable[RuleOutcome], paths: Sequence[str]) -> tuple[Subject, ...]:
    """The records that no rule applied to."""
    applied = {result.subject for result in results if result.outcome is not Outcome.NOT_APPLICABLE}
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return tuple(
        sorted((subject for subject in near if subject not in applied), key=lambda each: (each.kind, each.id or ""))
    )
