"""What the rules about the portfolio come to: told record by record, and folded when all have spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from intlstrat.engine.asking import fails, told
from intlstrat.engine.bench import Bench
from intlstrat.engine.columns import by_items
from intlstrat.engine.told import findings_of
from intlstrat.findings import PORTFOLIO, Column, Finding
from intlstrat.findings.outcomes import column
from intlstrat.memory import Memory
from intlstrat.rules.answers import Parts
from intlstrat.rules.court import Bound, Verdict
from intlstrat.rules.fold import Opened, PortfolioRule, Told
from intlstrat.rules.meter import SpentError
from intlstrat.rules.model import Rule


class Folding:
    """The rules about the portfolio in one round over its records."""

    def __init__(self, bench: Bench, unreadable: int, memory: Memory) -> None:
        """`unreadable` is how many files gave no record."""
        self._bench, self._unreadable, self._memory = bench, unreadable, memory
        self._asking = bench.asking()
        self._so_far = [Told() for _ in self._asking]
        self._bounds: list[Bound] = []

    def take(self, bound: Bound, answers: tuple[Any, ...]) -> None:
        """Keeps what a record says, while it is in sight; `answers` are as in `rules.together`, or empty."""
        if self._memory.keeps:
            self._bounds.append(bound)
        for number, (fold, opened) in enumerate(self._asking):
            part, inquiry = answers[number] if answers else None, fold.inquiry
            if part == () and not self._memory.keeps:
                continue
            parts: Parts | None = {} if part == () else None
            if part:
                parts = inquiry.told(bound.record, part[0], part[1], len(opened.items))
            if self._memory.keeps:
                if parts is not None:
                    inquiry.keep(bound, parts)
            elif parts is None:
                with suppress(SpentError):  # it is told when all is folded
                    self._ask(bound, fold, opened, self._so_far[number])
            else:
                self._so_far[number].add(parts)

    @staticmethod
    def _ask(bound: Bound, fold: PortfolioRule, opened: Opened, so_far: Told) -> None:
        """Asks a record by itself; nothing where it says nothing."""
        if fold.inquiry.asks_twice:
            return
        if fold.rule.group_by:
            parts, whole = fold.inquiry.ask_by_key(bound)
            so_far.failures += [] if whole.is_empty else [whole]
        else:
            parts = fold.inquiry.ask(bound, opened.items, not opened.is_ordered)
        so_far.add(parts)

    def verdicts(self, again: Callable[[], Iterable[Bound]]) -> Iterator[tuple[PortfolioRule, list[Verdict]]]:
        """What each rule comes to; `again` gives the records for a rule that has to see all of them twice."""
        so_far = {id(fold): each for (fold, _), each in zip(self._asking, self._so_far, strict=True)}
        for fold in self._bench.folds:
            if self._memory.keeps or id(fold) not in so_far:
                yield fold, fold.judge(self._bounds, self._memory)
            elif fold.inquiry.asks_twice:
                yield fold, fold.judge([*again()])
            else:
                yield fold, fold.judge((), told=so_far[id(fold)])

    def findings(self, fold: PortfolioRule, verdicts: list[Verdict]) -> Iterator[Finding]:
        """The findings of a rule."""

        def tell(verdict: Verdict) -> Iterable[Finding]:
            make = partial(self._told, fold.rule, verdict)
            return self._memory.recall("told", (fold, verdict), make, self._unreadable)

        return told(verdicts, tell)

    def _told(self, rule: Rule, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(findings_of(rule, None, verdict, self._unreadable))


def folded(fold: PortfolioRule, verdicts: list[Verdict]) -> tuple[Column, frozenset[str]]:
    """The outcomes of a rule about the portfolio, and the rule itself where it failed."""
    return column(fold.rule.id, [PORTFOLIO], [by_items(verdicts)]), frozenset({fold.rule.id} if fails(verdicts) else ())
