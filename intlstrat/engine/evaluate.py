"""Asks every rule of every record: outcomes, and a finding for each breach, unknown and failure.

The engine stamps identity: id, severity, clauses and place are added here, once. A rule that fails on one record is
a finding too, and hides nothing else. The result does not depend on the order of files.

A record that was judged before, under the same rules and on the same day, is judged again only by rules that look at
others, and only where those are other records by now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from intlstrat.engine.columns import by_items, columns
from intlstrat.engine.judged import Answer, Judged, judged
from intlstrat.engine.told import findings_of
from intlstrat.findings import PORTFOLIO, Column, Finding, Outcome, Outcomes, Subject
from intlstrat.findings.outcomes import column
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.answers import Answers, Parts
from intlstrat.rules.court import Bound, Verdict
from intlstrat.rules.fold import Opened, PortfolioRule, Told, court_for, portfolio_rules
from intlstrat.rules.judge import RecordRule, applies_to, record_rules
from intlstrat.rules.meter import SpentError
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.together import ASK, Together

KINDS = ("partner", "project")
_MANY = 30
"""From so many records on it pays to compile all rules into one program."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What all rules came to."""

    results: Outcomes
    findings: tuple[Finding, ...]
    failed: frozenset[str] = frozenset()
    """The rules that failed on some record."""
    judged: frozenset[Subject] = frozenset()
    """The records that some rule applied to."""


_TOLD = (Outcome.BREACH, Outcome.UNKNOWN)
"""The outcomes that are findings; a rule that fails comes to unknown."""


class _Bench:
    """The rules of a pack, compiled for a day."""

    def __init__(self, pack: Pack, as_of: str) -> None:
        self.court = court_for(pack, as_of)
        rules = record_rules(pack, self.court)
        self.by_kind = {kind: [each for each in rules if applies_to(each.rule, kind)] for kind in KINDS}
        self.folds = portfolio_rules(pack, self.court)
        self._together: dict[bool, dict[str, Together]] = {}
        self._asking: tuple[tuple[PortfolioRule, Opened], ...] | None = None

    def together(self, whole: bool) -> dict[str, Together]:
        """By kind, what asks a record everything at once; `whole` is whether that is for the portfolio's rules too."""
        if whole not in self._together:
            folds = self.asking() if whole else ()
            self._together[whole] = {
                kind: Together(self.court, kind, rules, folds) for kind, rules in self.by_kind.items()
            }
        return self._together[whole]

    def asking(self) -> tuple[tuple[PortfolioRule, Opened], ...]:
        """The rules about the portfolio that ask the records something, and what."""
        if self._asking is None:
            opened = [(fold, fold.opening()) for fold in self.folds]
            self._asking = tuple((fold, each) for fold, each in opened if isinstance(each, Opened))
        return self._asking


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
    memory, key = memory or Memory(keeps=False), (pack.digest, as_of)
    known: _Bench | None = memory.get("compiled", (), key)
    bench = known or memory.put("compiled", (), _Bench(pack, as_of), key)
    evaluation = _Round(portfolio, bench, memory, whole).evaluation(tick)
    if known is not None and bench.court.is_spent(nearly=True):
        # Where a rule is stopped depends on all that it was asked before: it is asked everything, in order.
        memory.count("started over")
        return evaluate(portfolio, pack, as_of, whole)
    return evaluation


class _Round:
    """One portfolio held to the rules."""

    def __init__(self, portfolio: Portfolio, bench: _Bench, memory: Memory, whole: bool) -> None:
        self._portfolio, self._unreadable = portfolio, portfolio.unreadable
        self._bench, self._memory, self._whole = bench, memory, whole
        self._asking = bench.asking() if whole else ()
        is_worth_it = memory.keeps or len(portfolio.records) >= _MANY
        self._together = bench.together(whole) if is_worth_it else {}
        self._subjects: dict[str, list[Subject]] = {kind: [] for kind in KINDS}
        self._judged: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
        self._alike: dict[bytes, Judged] = {}
        self._remembered: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
        self._so_far = [Told() for _ in self._asking]
        self._findings: list[Finding] = []
        self._failed: set[str] = set()
        self._columns: list[Column] = []

    def evaluation(self, tick: Callable[[], None]) -> Evaluation:
        court, memory = self._bench.court, self._memory
        court.begin(self._portfolio.records)
        bounds = []
        for record in self._portfolio.records:
            bound = court.bind(record, memory)
            self._take(bound, self._judge(bound))
            if memory.keeps:
                bounds.append(bound)
            tick()
        for together in self._together.values():
            together.charge()
        for kind in KINDS:
            self._charge(kind)
            rules = [rule.rule.id for rule in self._bench.by_kind[kind]]
            self._columns += columns(rules, self._subjects[kind], self._judged[kind])
        if self._whole:
            self._fold_all(bounds)
        results = Outcomes(sorted(self._columns, key=lambda each: each.rule))
        return Evaluation(results, tuple(self._findings), frozenset(self._failed), frozenset(self._applied()))

    def _applied(self) -> Iterator[Subject]:
        for kind in KINDS:
            for subject, each in zip(self._subjects[kind], self._judged[kind], strict=True):
                if not each.is_idle:
                    yield subject

    def _judge(self, bound: Bound) -> Judged:
        """What the rules come to for a record. Those that see other records are asked again where these are others."""
        kind = bound.record.kind
        before: Judged | None
        linked, unresolved, before = bound.known.get("judged", ((), (), None))
        if before is None or unresolved != bound.unresolved:
            found = self._ask_all(bound)
        elif linked != bound.linked:
            rules = enumerate(self._bench.by_kind[kind])
            answers = {number: self._again(before.answer(number), rule, bound) for number, rule in rules}
            found = judged(answers, before.codes)
        else:
            self._remembered[kind].append(before)
            return before
        self._memory.count("judged")
        if not self._bench.court.is_spent():
            bound.known["judged"] = bound.linked, bound.unresolved, replace(found, parts=())
        return found

    def _ask_all(self, bound: Bound) -> Judged:
        """Asks everything at once, and those rules by themselves that do not simply hold."""
        kind = bound.record.kind
        rules, together = self._bench.by_kind[kind], self._together.get(kind)
        answer = together.ask(bound) if together is not None else None
        if answer is None:
            return judged({number: self._ask(rule, bound) for number, rule in enumerate(rules)}, bytes(len(rules)))
        if ASK not in answer.codes:
            return Judged(answer.codes, parts=answer.parts)
        asked = {number: self._ask(rules[number], bound) for number, code in enumerate(answer.codes) if code == ASK}
        return judged(asked, answer.codes, answer.parts)

    def _take(self, bound: Bound, found: Judged) -> None:
        """Counts what a record came to."""
        record, kind = bound.record, bound.record.kind
        self._tell_folds(bound, found.parts)
        if found.told or found.failed:
            self._findings += found.findings
            self._failed.update(self._bench.by_kind[kind][number].rule.id for number in found.failed)
        elif not self._memory.keeps and not found.several:
            # Most records come to the same as many others, and are kept as one.
            found = self._alike.setdefault(found.codes, Judged(found.codes))
        self._subjects[kind].append(record.subject)
        self._judged[kind].append(found)

    def _tell_folds(self, bound: Bound, told: tuple[Any, ...]) -> None:
        """Keeps what a record says to the rules about the portfolio, while it is in sight."""
        for number, (fold, opened) in enumerate(self._asking):
            part, inquiry = told[number] if told else None, fold.inquiry
            parts: Parts | None = {} if part == () else None
            if part:
                parts = inquiry.told(bound.record, part[0], part[1], len(opened.items))
            if self._memory.keeps:
                if parts is not None:
                    inquiry.keep(bound, parts)
            elif parts is None:
                with suppress(SpentError):  # it is told when all is folded
                    self._so_far[number].parts += self._ask_fold(bound, fold, opened, self._so_far[number].failures)
            elif parts:
                self._so_far[number].parts.append(parts)

    @staticmethod
    def _ask_fold(bound: Bound, fold: PortfolioRule, opened: Opened, failures: list[Answers]) -> list[Parts]:
        """What a record answers to a rule about the portfolio that asks by itself; nothing where it says nothing."""
        if fold.inquiry.asks_twice:
            return []
        if fold.rule.group_by:
            parts, whole = fold.inquiry.ask_by_key(bound)
            failures += [] if whole.is_empty else [whole]
        else:
            parts = fold.inquiry.ask(bound, opened.items, not opened.is_ordered)
        return [parts] if parts else []

    def _again(self, before: Answer, rule: RecordRule, bound: Bound) -> Answer:
        """What a rule comes to; what it came to before where it does not see other records."""
        if rule.sees_linked:
            return self._ask(rule, bound)
        with suppress(SpentError):
            rule.meter.charge(before.work)
        return before

    def _ask(self, rule: RecordRule, bound: Bound) -> Answer:
        left, record = rule.meter.left, bound.record
        verdicts = rule.judge(bound)
        results = by_items(verdicts)
        if len(verdicts) == 1 and verdicts[0].outcome not in _TOLD:
            return Answer(results, (), False, left - rule.meter.left)
        findings = _findings(verdicts, partial(findings_of, rule.rule, record, unreadable=self._unreadable))
        return Answer(results, tuple(findings), _fails(verdicts), left - rule.meter.left)

    def _charge(self, kind: str) -> None:
        """The work that was remembered counts as if it were done: a rule may do no more for that."""
        works = zip(*(each.works for each in self._remembered[kind] if each.works), strict=True)
        for rule, work in zip(self._bench.by_kind[kind], works, strict=False):
            with suppress(SpentError):
                rule.meter.charge(sum(work))

    def _fold_all(self, bounds: Sequence[Bound]) -> None:
        """What the rules about the portfolio come to."""
        court, memory = self._bench.court, self._memory
        told = {id(fold): each for (fold, _), each in zip(self._asking, self._so_far, strict=True)}
        for fold in self._bench.folds:
            if memory.keeps or id(fold) not in told:
                self._fold(fold, fold.judge(bounds, memory))
            elif fold.inquiry.asks_twice:
                self._fold(fold, fold.judge([court.bind(each, memory) for each in self._portfolio.records], memory))
            else:
                self._fold(fold, fold.judge((), memory, told[id(fold)]))

    def _fold(self, fold: PortfolioRule, verdicts: list[Verdict]) -> None:
        """What a rule about the portfolio comes to."""

        def told(verdict: Verdict) -> Iterable[Finding]:
            make = partial(self._told, fold.rule, verdict)
            return self._memory.recall("told", (fold, verdict), make, self._unreadable)

        self._columns.append(column(fold.rule.id, [PORTFOLIO], [by_items(verdicts)]))
        self._findings += _findings(verdicts, told)
        self._failed |= {fold.rule.id} if _fails(verdicts) else set()

    def _told(self, rule: Rule, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(findings_of(rule, None, verdict, self._unreadable))


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
