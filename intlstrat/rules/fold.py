"""Portfolio rules: each record is asked once and the answers are folded here, so that the cost is linear.

Nothing loops over the portfolio inside CEL, whose budget of loop steps is for one record. What loops there are the
items of one rule, of which there are few: a record answers for all of them in one evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from intlstrat.findings import Outcome
from intlstrat.memory import Memory
from intlstrat.rules.answers import Answers, Inquiry, Parts
from intlstrat.rules.cel import Program, Trouble
from intlstrat.rules.conclude import Conclusions
from intlstrat.rules.court import NO_TRUTH, Bound, Court, Verdict, distinct
from intlstrat.rules.meter import Meter, SpentError
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.paths import steps
from intlstrat.rules.programs import kept


class Opened(Struct, frozen=True):
    """What a rule about the portfolio asks of every record: about each of these items, or about None."""

    items: list[Any]
    is_ordered: bool = True
    """Whether CEL goes through the same items in the same order."""


class Told(Struct):
    """What the records have told a rule about the portfolio, put together by item, and why some could not."""

    parts: dict[Any, Answers] = field(default_factory=dict)
    failures: list[Answers] = field(default_factory=list)

    def add(self, parts: Parts) -> None:
        """Counts what one more record says."""
        for item, part in parts.items():
            if item not in self.parts:
                self.parts[item] = Answers()
            self.parts[item].add(part)


class PortfolioRule:
    """One rule about the portfolio, compiled."""

    def __init__(self, rule: Rule, court: Court, meter: Meter | None = None) -> None:
        self.rule, self._court = rule, court
        self.meter = meter if meter is not None else court.budget.meter()

        def compile_(expression: str) -> Program:
            return court.runtime.program(expression, self.meter)

        self._when = compile_(rule.when) if rule.when else None
        self._items = compile_(rule.for_each) if rule.for_each else None
        self.inquiry = Inquiry(rule, court, self.meter)
        self._conclusions = Conclusions(rule, court, self.meter, self.inquiry.parameters)

    def opening(self) -> Opened | list[Verdict]:
        """What the records are to be asked; or the verdicts, where there is nothing to ask them."""
        try:
            return self._opening()
        except SpentError as spent:
            return [Verdict(Outcome.UNKNOWN, fault=str(spent))]

    def judge(
        self, portfolio: Iterable[Bound], memory: Memory | None = None, told: Told | None = None
    ) -> list[Verdict]:
        """What the rule comes to, for each item; one fault where it takes too much.

        What the records answered may be `told`, where they have been asked by others.
        """
        self._conclusions.begin()
        try:
            opened = self._opening()
            if not isinstance(opened, Opened):
                return opened
            memory = memory or Memory()
            if told is None:
                return self._judge(portfolio, opened, memory)
            if self.rule.group_by:
                return self._fold_groups([told.parts], told.failures, memory)
            return self._fold_all(opened, [told.parts], memory)
        except SpentError as spent:
            return [Verdict(Outcome.UNKNOWN, fault=str(spent))]

    def _opening(self) -> Opened | list[Verdict]:
        court = self._court
        court.rates.forget()
        alone = court.alone()
        if self.rule.effective_from is not None and court.as_of < self.rule.effective_from:
            return [Verdict(Outcome.NOT_APPLICABLE)]
        if self._when is not None:
            applies = self._when.run(alone)
            if isinstance(applies, Trouble):
                return [self._conclusions.trouble(applies, None)]
            if applies is False:
                return [Verdict(Outcome.NOT_APPLICABLE)]
            if applies is not True:
                return [Verdict(Outcome.UNKNOWN, fault=NO_TRUTH)]
        if missing := self._unset_needs():
            return [self._conclusions.unknown(None, missing)]
        if self._items is None or self.rule.group_by:
            return Opened([None])
        found = self._items.run(alone)
        if isinstance(found, Trouble):
            return [self._conclusions.trouble(found, None)]
        if isinstance(found, dict):  # CEL goes through a map in another order each time
            return Opened(sorted(found), is_ordered=False)
        items = [item for _, item in distinct(found)]
        return Opened(items, is_ordered=len(items) == len(found))

    def _judge(self, portfolio: Iterable[Bound], opened: Opened, memory: Memory) -> list[Verdict]:
        if self.rule.group_by:
            return self._judge_groups([*portfolio], memory)
        items = opened.items
        told = self.inquiry.by_item(portfolio, items, not opened.is_ordered) if items else ()
        return self._fold_all(opened, told, memory)

    def _fold_all(self, opened: Opened, told: Iterable[Parts], memory: Memory) -> list[Verdict]:
        """The verdict on each item, of what each record has told."""
        parts: list[list[Answers]] = [[] for _ in opened.items]
        for answered in told:
            for number, part in answered.items():
                parts[number].append(part)
        named = self._items is not None
        return [self._fold(item, each, named, memory) for item, each in zip(opened.items, parts, strict=True)]

    def _judge_groups(self, portfolio: Sequence[Bound], memory: Memory) -> list[Verdict]:
        """The verdicts of a rule with `group_by`: one for every distinct key, in the keys' order.

        The keys come first; then every record is asked for its measures.
        """
        found = [*self.inquiry.keys(portfolio)]
        keys = sorted({key for own, _ in found for key in own}, key=_key_order)
        failures = [whole for _, whole in found if not whole.is_empty]
        return self._fold_groups([*self.inquiry.by_key(portfolio, keys)], failures, memory)

    def _fold_groups(self, told: Iterable[Parts], failures: list[Answers], memory: Memory) -> list[Verdict]:
        """The verdict on each key, of what each record has told."""
        groups: dict[Any, list[Answers]] = {}
        for answered in told:
            for key, part in answered.items():
                groups.setdefault(key, []).append(part)
        verdicts = [self._fold(key, groups[key], True, memory) for key in sorted(groups, key=_key_order)]
        if failures:
            verdicts.append(self._fold(None, failures, False, memory))
        return verdicts

    def _fold(self, item: Any, parts: Sequence[Answers], named: bool, memory: Memory) -> Verdict:
        """The verdict on an item; the one of before where the records' answers are the very same."""
        key = repr(item)
        known: tuple[Verdict, int] | None = memory.get("folded", (self, *parts), key)
        if known is not None:
            self.meter.charge(known[1])
            return known[0]
        before, whole = self.meter.left, Answers()
        for part in parts:
            whole.add(part)
        verdict = self._conclusions.verdict(item, whole, named)
        return memory.put("folded", (self, *parts), (verdict, before - self.meter.left), key)[0]

    def _unset_needs(self) -> tuple[str, ...]:
        params = self._court.params
        return tuple(need for need in self.rule.needs if need.startswith("params.") and not _is_given(params, need))


def _is_given(params: object, need: str) -> bool:
    """Whether a parameter, or a part of one, is set; an empty list is set to nothing, which is something."""
    for step in steps(need)[1:]:
        if not isinstance(params, dict) or step not in params:
            return False
        params = params[step]
    return True


def _key_order(key: object) -> tuple[str, object]:
    return type(key).__name__, key


def court_for(pack: Pack, as_of: str, looks: int = 1) -> Court:
    """The court in which a pack's rules are compiled. A run may look at each record so many times (`looks`)."""
    return Court(pack.strategy, as_of, len(pack.rules), looks, kept(pack.digest))


def portfolio_rules(pack: Pack, court: Court) -> tuple[PortfolioRule, ...]:
    """The pack's rules about the portfolio, compiled."""
    return tuple(PortfolioRule(rule, court) for rule in pack.rules if rule.subject == "portfolio")
