"""A pack's rules, compiled, and what each comes to for one record (`RecordRule`). Portfolio rules: `rules.fold`.

A rule yields a truth and values for its message; identity, severity and place are the engine's to add.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from intlstrat.findings import IsoDate, Item, Outcome, SlotValue
from intlstrat.records.portfolio import Path, Record
from intlstrat.rules.cel import TOO_MANY_TURNS, Program, Sight, Trouble
from intlstrat.rules.court import NO_TRUTH, Bound, Court, Verdict, at_value, distinct
from intlstrat.rules.expressions import parameters_in, record_paths_in, uses
from intlstrat.rules.meter import A_FAILURE, AN_ITEM, Meter, SpentError
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.paths import dotted, is_set, steps
from intlstrat.rules.telling import item_text, slot_uses, slot_value, telling


class RecordRule:
    """One rule about records, compiled."""

    def __init__(self, rule: Rule, court: Court, meter: Meter | None = None) -> None:
        self.rule, self._court = rule, court
        self.meter = meter if meter is not None else court.budget.meter()

        def compile_(expression: str) -> Program:
            return court.runtime.program(expression, self.meter)

        self._when = compile_(rule.when) if rule.when else None
        self._items = compile_(rule.for_each) if rule.for_each else None
        each = f"({rule.for_each}).map(item, ({rule.require}))" if rule.for_each else rule.require
        self._require = compile_(each)
        self.list_path = list_path(rule.for_each) if rule.for_each else None
        self._one = compile_(self._of_one(rule.require)) if rule.for_each else None
        self._values = {name: compile_(self._of_one(text)) for name, text in rule.values.items()}
        self._expressions = [text for text in (rule.when, rule.for_each, rule.require, *rule.values.values()) if text]
        self.sees_linked = any("linked" in text for text in self._expressions)
        parameters = [need for need in rule.needs if need.startswith("params.")]
        self.has_parameters = all(is_set(court.params, steps(need)[1:]) for need in parameters)
        """Whether every parameter that it needs is set."""

    # What is wanted only where a rule does not hold is worked out then.

    @cached_property
    def _parameters(self) -> frozenset[str]:
        """The names of those that any expression of the rule uses."""
        return frozenset(parameters_in(self._expressions))

    @cached_property
    def _slot_uses(self) -> Mapping[str, int]:
        return slot_uses(self.rule)

    @cached_property
    def _touched(self) -> frozenset[tuple[str, ...]]:
        return _touched(self.rule)

    @cached_property
    def _shown(self) -> frozenset[tuple[str, ...]]:
        """Those that decide the truth, and those that the message tells."""
        return self._touched.union(*map(record_paths_in, self.rule.values.values()))

    @cached_property
    def _uses_linked(self) -> bool:
        return any(uses(text, "linked") for text in self._expressions)

    @cached_property
    def _require_uses_linked(self) -> bool:
        return uses(self.rule.require, "linked")

    def _of_one(self, expression: str) -> str:
        """An expression about `item`, asked of one: the item at `position` of the record's own list, or a bound `item`.

        A list that is computed may come in another order each time: CEL's maps do.
        """
        if self.list_path is None:
            return expression
        return f"[({self.rule.for_each})[position]].map(item, ({expression}))[0]"

    def judge(self, bound: Bound) -> list[Verdict]:
        """What the rule comes to for a record; nothing once it has done all that it may, which is told once."""
        if self.meter.is_spent:
            return []
        try:
            verdicts = self._judge(bound)
            if any(each.fault is not None and TOO_MANY_TURNS in each.fault for each in verdicts):
                self.meter.charge(A_FAILURE)
            return verdicts
        except SpentError as spent:
            return [Verdict(Outcome.UNKNOWN, fault=str(spent))]

    def _judge(self, bound: Bound) -> list[Verdict]:
        """`when` first, then `needs`, then the items."""
        court = self._court
        court.rates.forget()
        if self._too_early(bound.record):
            return [Verdict(Outcome.NOT_APPLICABLE)]
        if self._when is not None:
            applies = self._when.run(bound.sight)
            if isinstance(applies, Trouble):
                return [self._trouble(applies, bound, None, None)]
            if applies is False:
                return [self._not_applicable(bound)]
            if applies is not True:
                return [Verdict(Outcome.UNKNOWN, fault=NO_TRUTH)]
        missing = tuple(need for need in self.rule.needs if not self._has(need, bound.record))
        if missing:
            return [Verdict(Outcome.UNKNOWN, missing=missing, interpretations=court.interpretations(self.rule))]
        truth = self._require.run(bound.sight)
        if self._items is None:
            return [self._verdict(truth, bound, None, None)]
        return self._judge_items(truth, bound)

    def _not_applicable(self, bound: Bound) -> Verdict:
        """Where `when` is false: not applicable, or unknown where it might be true but for what could not be read."""
        assert self._when is not None
        if bound.record.kept or bound.unresolved:
            again = self._when.run(self._court.without_what_is_lost(bound))
            if isinstance(again, Trouble):
                lost = (*bound.unresolved, *map(dotted, bound.record.kept))
                return Verdict(Outcome.UNKNOWN, missing=(self._want(again, bound, None) or lost[0],))
        return Verdict(Outcome.NOT_APPLICABLE)

    def _judge_items(self, truths: Any, bound: Bound) -> list[Verdict]:
        """The verdict of each item. `truths` is a list, or the trouble with one of them."""
        if self.list_path is not None and not isinstance(truths, Trouble):
            self.meter.charge(AN_ITEM * len(truths))
            places = [bound.record.index(self.list_path, position) for position in range(len(truths))]
            return [
                self._verdict(truths[position], bound, place, place, {"position": position})
                for position, place in enumerate(places)
            ]
        assert self._items is not None
        assert self._one is not None
        items = self._items.run(bound.sight)
        if isinstance(items, Trouble):
            return [self._trouble(items, bound, None, None)]
        verdicts = []
        self.meter.charge(AN_ITEM * len(items))
        # An item that a computed list has twice is one question.
        for position, item in distinct(items) if self.list_path is None else enumerate(items):
            one = {"position": position, "item": item}
            # One item spoils the list: each is asked alone.
            truth = self._one.run(self._bind(bound, one)) if isinstance(truths, Trouble) else truths[position]
            place = bound.record.index(self.list_path, position) if self.list_path is not None else None
            verdicts.append(self._verdict(truth, bound, item_text(item) if place is None else place, place, one))
        return verdicts

    def _verdict(
        self, truth: Any, bound: Bound, item: Item, place: int | None, one: Mapping[str, Any] | None = None
    ) -> Verdict:
        """What a truth comes to; `one` is what tells the item to expressions that are asked of it alone."""
        if isinstance(truth, Trouble):
            return self._trouble(truth, bound, item, place)
        if truth is True:
            return Verdict(Outcome.FULFILLED, item, place)
        if truth is not False:
            return Verdict(Outcome.UNKNOWN, item, place, fault=NO_TRUTH)
        lost = self._lost(bound.record, place)
        if lost is None and bound.unresolved and self._require_uses_linked:
            lost = bound.unresolved[0]
        interpretations = self._court.interpretations(self.rule)
        if lost is not None:
            return Verdict(Outcome.UNKNOWN, item, place, missing=(lost,), interpretations=interpretations)
        values, paths, fault = self._slots(bound, item, place, one)
        outcome = Outcome.BREACH if fault is None else Outcome.UNKNOWN
        return Verdict(outcome, item, place, values, paths, (), interpretations, fault=fault)

    def _slots(
        self, bound: Bound, item: Item, place: int | None, one: Mapping[str, Any] | None
    ) -> tuple[dict[str, SlotValue], tuple[str, ...], str | None]:
        """The values of the message's slots, the paths that `at` names among them, and what failed."""
        sight = bound.sight if one is None else self._bind(bound, one)
        values: dict[str, SlotValue] = {"title": bound.record.name, "as_of": IsoDate(self._court.as_of)}
        if one is not None:
            assert item is not None
            values |= {"item": item, "number": 1 + (one["position"] if place is None else place)}
        paths: tuple[str, ...] = ()
        for name, program in self._values.items():
            value = program.run(sight)
            if isinstance(value, Trouble):
                if self._want(value, bound, place, self._shown) is None:
                    return values, paths, value.text
                value = "–"
            values[name] = slot_value(value)
            if name == at_value(self.rule):
                paths = tuple(str(path) for path in (value if isinstance(value, list) else [value]))
        self.meter.charge(telling(values, self._slot_uses))
        return values, paths, None

    def _bind(self, bound: Bound, one: Mapping[str, Any]) -> Sight:
        return self._court.bind_item(bound, one)

    def _trouble(self, trouble: Trouble, bound: Bound, item: Item, place: int | None) -> Verdict:
        want = self._want(trouble, bound, place)
        if want is None:
            return Verdict(Outcome.UNKNOWN, item, place, fault=trouble.text)
        if place is not None:
            want = want.replace("[item]", f"[{place}]")
        interpretations = self._court.interpretations(self.rule)
        return Verdict(Outcome.UNKNOWN, item, place, missing=(want,), interpretations=interpretations)

    def _want(
        self, trouble: Trouble, bound: Bound, place: int | None, paths: frozenset[tuple[str, ...]] | None = None
    ) -> str | None:
        """What an expression, which looks at these paths, failed for want of; None where that is the rule's fault."""
        want = self._court.want(trouble, self._parameters) or self._lost(bound.record, place, paths)
        return bound.linked_and_lost() if want is None and self._uses_linked else want

    def _lost(self, record: Record, place: int | None, paths: frozenset[tuple[str, ...]] | None = None) -> str | None:
        """A part of the record that could not be read, at one of these paths, or of those that decide the truth."""
        paths = self._touched if paths is None else paths
        for lost in record.lost:
            names = tuple(step for step in lost if isinstance(step, str))
            if self.list_path is not None and place is not None and lost[: len(self.list_path)] == self.list_path:
                at = lost[len(self.list_path) : len(self.list_path) + 1]
                if at and at != (place,):
                    continue
            if any(names[: len(path)] == path[: len(names)] for path in paths):
                return dotted(lost)
        return None

    def _has(self, need: str, record: Record) -> bool:
        if need.startswith("params."):
            return is_set(self._court.params, steps(need)[1:])
        return is_set(record.data, steps(need))

    def _too_early(self, record: Record) -> bool:
        """A project that started, or an agreement signed, before the rule took effect."""
        if self.rule.effective_from is None:
            return False
        begun = record.data.get("period", {}).get("start") or record.data.get("agreement", {}).get("signed")
        return begun is not None and begun < self.rule.effective_from


def record_rules(pack: Pack, court: Court) -> tuple[RecordRule, ...]:
    """The pack's rules about records, compiled."""
    return tuple(RecordRule(rule, court) for rule in pack.rules if rule.subject != "portfolio")


def applies_to(rule: Rule, kind: str) -> bool:
    """Whether a rule is asked about records of this kind."""
    return rule.subject in (kind, "record")


def list_path(for_each: str) -> Path | None:
    """The record's list that a `for_each` runs over, if it runs over one as it stands in the record."""
    paths = record_paths_in(for_each)
    plain = re.fullmatch(
        r"\s*(?:has\([\w.]+\)\s*\?\s*)?(?:partner|project|record)\.([\w.]+?)(?:\s*:\s*\[\s*\])?\s*", for_each
    )
    return tuple(plain[1].split(".")) if plain is not None and len(paths) == 1 else None


def _touched(rule: Rule) -> frozenset[tuple[str, ...]]:
    """The paths of the record (names only) that decide the rule's truth; of a list that it goes through, all of it."""
    expressions = [each for each in (rule.when, rule.for_each, rule.require) if each]
    needs = {tuple(need.split(".")) for need in rule.needs if not need.startswith("params.")}
    return frozenset(needs.union(*map(record_paths_in, expressions)))
