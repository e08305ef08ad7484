"""The numbers of a report: records, outcomes, clauses, and what did nothing; and the order of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from intlstrat.findings import (
    ClauseTally,
    Outcome,
    Outcomes,
    RecordCounts,
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


def results_near(results: Outcomes, portfolio: Portfolio, paths: Sequence[str]) -> Outcomes:
    """The outcomes of the records at the paths; of all where there are none."""
    if not paths:
        return results
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return Outcomes(column.of(near) for column in results.columns)


def by_rule(results: Outcomes) -> dict[str, Tally]:
    """How many there are of each outcome, for every rule that has any."""
    counts = results.counts().items()
    return {rule: Tally(**{outcome.value: found[outcome] for outcome in Outcome}) for rule, found in counts}


def total(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    several = list(tallies)
    return Tally(**{outcome.value: sum(each.of(outcome) for each in several) for outcome in Outcome})


def clause_tallies(pack: Pack, tallies: Mapping[str, Tally]) -> tuple[ClauseTally, ...]:
    """The outcomes of each clause of the strategy, in the strategy's order; `tallies` are those of its rules."""
    of_clause: dict[str, list[Tally]] = {clause.id: [] for clause in pack.strategy.clauses}
    for rule in pack.rules:
        for clause in rule.clauses:
            of_clause[clause].append(tallies.get(rule.id, Tally()))
    return tuple(ClauseTally(clause, total(found)) for clause, found in of_clause.items())


def idle_rules(pack: Pack, failed: frozenset[str], tallies: Mapping[str, Tally], records_only: bool) -> tuple[str, ...]:
    """The rules that applied to nothing; a rule that failed is no idle one."""
    applied = {rule for rule, each in tallies.items() if each != Tally(not_applicable=each.not_applicable)} | failed
    return tuple(
        rule.id for rule in pack.rules if rule.id not in applied and not (records_only and rule.subject == "portfolio")
    )


def idle_records(portfolio: Portfolio, judged: Set[Subject], paths: Sequence[str]) -> tuple[Subject, ...]:
    """The records that no rule applied to, by those that some rule did."""
    near = {record.subject for record in portfolio.records if is_within(record.path, paths)}
    return tuple(sorted(near - judged, key=lambda each: (each.kind, each.id or "")))
