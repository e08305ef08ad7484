"""Asks every rule of every record: outcomes, and a finding for each breach, unknown and failure.

The engine stamps identity: id, severity, clauses and place are added here, once. A rule that fails on one record is
a finding too, and hides nothing else. The result does not depend on the order of files.

A record that was judged before, under the same rules and on the same day, is judged again only by rules that look at
others, and only where those are other records by now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from intlstrat.engine.told import findings_of
from intlstrat.findings import PORTFOLIO, Finding, Outcome, RuleOutcome, Subject
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.court import Bound, Verdict
from intlstrat.rules.fold import PortfolioRule, court_for, portfolio_rules
from intlstrat.rules.judge import RecordRule, applies_to, record_rules
from intlstrat.rules.meter import SpentError
from intlstrat.rules.model import Pack, Rule


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all rules came to."""

    results: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    failed: frozenset[str] = frozenset()
    """The rules that failed on some record."""
    judged: frozenset[Subject] = frozenset()
    """The records that some rule applied to."""


_TOLD = (Outcome.BREACH, Outcome.UNKNOWN)
"""The outcomes that are findings; a rule that fails comes to unknown."""


class _Answer(NamedTuple):
    """What one rule came to for one record, and the work that it was."""

    results: tuple[RuleOutcome, ...]
    findings: tuple[Finding, ...]
    failed: bool
    work: int


class _Judged:
    """What the rules came to for one record: an answer for each rule that its kind has, in their order."""

    def __init__(self, bound: Bound, answers: Sequence[_Answer]) -> None:
        self.linked, self.unresolved, self.subject = bound.linked, bound.unresolved, bound.record.subject
        self.results = [each.results for each in answers]
        self.work = [each.work for each in answers]
        self.told = {number: each.findings for number, each in enumerate(answers) if each.findings}
        self.findings = [*chain.from_iterable(self.told.values())]
        self.failed = [number for number, each in enumerate(answers) if each.failed]
        outcomes = (result.outcome for result in chain.from_iterable(self.results))
        self.is_idle = all(outcome is Outcome.NOT_APPLICABLE for outcome in outcomes)

    def answer(self, number: int) -> _Answer:
        """What one of the rules came to."""
        return _Answer(self.results[number], self.told.get(number, ()), number in self.failed, self.work[number])


class _Bench:
    """The rules of a pack, compiled for a day."""

    def __init__(self, pack: Pack, as_of: str) -> None:
        self.court = court_for(pack, as_of)
        rules = record_rules(pack, self.court)
        self.by_kind = {
            kind: [each for each in rules if applies_to(each.rule, kind)] for kind in ("partner", "project")
        }
        self.folds = portfolio_rules(pack, self.court)


def evaluate(
    portfolio: Portfolio,
    pack: Pack,
    as_of: str,
    whole: bool = True,
    tick: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
) -> Evaluation:
    """Every rule's outcome for every record and, with `whole`, for the portfolio, as of a day (ISO text).

    `tick` is called when a record has been judged, now or in an earlier run that `memory` holds.
    """
    memory, key = memory or Memory(), (pack.digest, as_of)
    known: _Bench | None = memory.get("compiled", (), key)
    bench = known or memory.put("compiled", (), _Bench(pack, as_of), key)
    evaluation = _Round(portfolio, bench, memory).evaluation(whole, tick)
    if known is not None and bench.court.is_spent(nearly=True):
        # Where a rule is stopped depends on all that it was asked before: it is asked everything, in order.
        memory.count("started over")
        return evaluate(portfolio, pack, as_of, whole)
    return evaluation


class _Round:
    """One portfolio held to the rules."""

    def __init__(self, portfolio: Portfolio, bench: _Bench, memory: Memory) -> None:
        self._unreadable, self._bench, self._memory = portfolio.unreadable, bench, memory
        self._bounds = bench.court.bind_all(portfolio.records, memory)
        self._judged: dict[str, list[_Judged]] = {kind: [] for kind in bench.by_kind}
        self._remembered: dict[str, list[_Judged]] = {kind: [] for kind in bench.by_kind}
        self._results: dict[str, list[Iterable[RuleOutcome]]] = {}
        self._findings: list[Finding] = []
        self._failed: set[str] = set()

    def evaluation(self, whole: bool, tick: Callable[[], None]) -> Evaluation:
        for bound in self._bounds:
            self._judge(bound)
            tick()
        for kind in self._bench.by_kind:
            self._charge(kind)
            self._gather(kind)
        for fold in self._bench.folds if whole else ():
            self._fold(fold)
        by_rule = chain.from_iterable(self._results[rule] for rule in sorted(self._results))
        results = tuple(chain.from_iterable(by_rule))
        applied = {each.subject for ones in self._judged.values() for each in ones if not each.is_idle}
        return Evaluation(results, tuple(self._findings), frozenset(self._failed), frozenset(applied))

    def _judge(self, bound: Bound) -> None:
        """What the rules come to for a record. Those that see other records are asked again where these are others."""
        kind, before = bound.record.kind, bound.known.get("judged")
        rules = self._bench.by_kind[kind]
        if before is None or before.unresolved != bound.unresolved:
            judged = _Judged(bound, [self._ask(rule, bound) for rule in rules])
        elif before.linked != bound.linked:
            answers = [self._again(before.answer(number), rule, bound) for number, rule in enumerate(rules)]
            judged = _Judged(bound, answers)
        else:
            judged = before
            self._remembered[kind].append(before)
        if judged is not before:
            self._memory.count("judged")
            if not self._bench.court.is_spent():
                bound.known["judged"] = judged
        self._judged[kind].append(judged)
        self._findings += judged.findings
        if judged.failed:
            self._failed.update(rules[number].rule.id for number in judged.failed)

    def _again(self, before: _Answer, rule: RecordRule, bound: Bound) -> _Answer:
        """What a rule comes to; what it came to before where it does not see other records."""
        if rule.sees_linked:
            return self._ask(rule, bound)
        with suppress(SpentError):
            rule.meter.charge(before.work)
        return before

    def _ask(self, rule: RecordRule, bound: Bound) -> _Answer:
        left, record = rule.meter.left, bound.record
        verdicts = rule.judge(bound)
        results = _results(rule.rule, record.subject, verdicts)
        if len(verdicts) == 1 and verdicts[0].outcome not in _TOLD:
            return _Answer(results, (), False, left - rule.meter.left)
        findings = _findings(verdicts, partial(findings_of, rule.rule, record, unreadable=self._unreadable))
        return _Answer(results, tuple(findings), _fails(verdicts), left - rule.meter.left)

    def _charge(self, kind: str) -> None:
        """The work that was remembered counts as if it were done: a rule may do no more for that."""
        works = zip(*(each.work for each in self._remembered[kind]), strict=True)
        for rule, work in zip(self._bench.by_kind[kind], works, strict=False):
            with suppress(SpentError):
                rule.meter.charge(sum(work))

    def _gather(self, kind: str) -> None:
        """The outcomes of the records of a kind, by rule; each sorted by subject and item."""
        judged = sorted(self._judged[kind], key=lambda each: each.subject.id or "")
        ids_differ = len({each.subject.id for each in judged}) == len(judged)
        columns = zip(*(each.results for each in judged), strict=True)
        for rule, column in zip(self._bench.by_kind[kind], columns, strict=False):
            results = column if ids_differ else [sorted(chain.from_iterable(column), key=_order)]
            self._results.setdefault(rule.rule.id, []).extend(results)

    def _fold(self, fold: PortfolioRule) -> None:
        """What a rule about the portfolio comes to."""

        def told(verdict: Verdict) -> Iterable[Finding]:
            make = partial(self._told, fold.rule, verdict)
            return self._memory.recall("told", (fold, verdict), make, self._unreadable)

        verdicts = fold.judge(self._bounds, self._memory)
        self._results[fold.rule.id] = [_results(fold.rule, PORTFOLIO, verdicts)]
        self._findings += _findings(verdicts, told)
        self._failed |= {fold.rule.id} if _fails(verdicts) else set()

    def _told(self, rule: Rule, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(findings_of(rule, None, verdict, self._unreadable))


def _results(rule: Rule, subject: Subject, verdicts: Iterable[Verdict]) -> tuple[RuleOutcome, ...]:
    """The outcomes of one rule for one subject, sorted by item."""
    results = [RuleOutcome(rule.id, subject, each.item, each.outcome) for each in verdicts if each.fault is None]
    return tuple(sorted(results, key=_order) if len(results) > 1 else results)


def _findings(verdicts: Iterable[Verdict], told: Callable[[Verdict], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of one rule for one subject. That it failed on several items is told once for each file."""
    failed_in: set[str | None] = set()
    for verdict in verdicts:
        for found in told(verdict) if verdict.outcome in _TOLD else ():
            if verdict.fault is None:
                yield found
            elif found.place.path not in failed_in:
                failed_in.add(found.place.path)
                yield found


def _fails(verdicts: Iterable[Verdict]) -> bool:
    return any(verdict.fault is not None for verdict in verdicts)


def _order(result: RuleOutcome) -> tuple[str, bool, str]:
    """Sorts the outcomes of one rule for subjects of one kind."""
    item = result.item
    return result.subject.id or "", isinstance(item, str), f"{item:09}" if isinstance(item, int) else item or ""
