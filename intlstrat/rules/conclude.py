"""What a rule about the portfolio comes to for one item, of all that the records have answered about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from intlstrat.findings import IsoDate, Item, Outcome, SlotValue
from intlstrat.records.portfolio import Record
from intlstrat.rules.answers import Answers
from intlstrat.rules.cel import Program, Trouble
from intlstrat.rules.court import NO_TRUTH, Court, Verdict
from intlstrat.rules.expressions import uses
from intlstrat.rules.functions import total
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import Measure, Rule
from intlstrat.rules.telling import item_text, slot_uses, slot_value, telling

_UNBOUND = re.compile(r'No value with name "([^"]*)"')


class Conclusions:
    """The condition of a rule about the portfolio and the values that it tells, compiled."""

    def __init__(self, rule: Rule, court: Court, meter: Meter, parameters: frozenset[str]) -> None:
        """`parameters` are the names of those that any expression of the rule uses."""
        self._rule, self._court, self._meter, self._parameters = rule, court, meter, parameters

        def compile_(expression: str) -> Program:
            return court.runtime.program(expression, meter)

        self._require = compile_(rule.require)
        self._names_item = uses(rule.require, "item")
        self._fulfilled: dict[str, int] = {}
        """What work the condition was for values of which it was true."""
        self._values = {name: compile_(text) for name, text in rule.values.items()}
        self._uses = slot_uses(rule)

    def begin(self) -> None:
        """The rule is judged, maybe on another day than before: what its condition gave until now is forgotten."""
        self._fulfilled.clear()

    def verdict(self, item: Any, answers: Answers, named: bool) -> Verdict:
        """What the rule comes to for an item, which is `named` where the rule has items."""
        name: Item = item_text(item) if named else None
        self._court.rates.used = answers.rates_used
        if answers.fault is not None:
            assert answers.failed_on is not None
            return Verdict(Outcome.UNKNOWN, name, fault=answers.fault, picked=(answers.failed_on,))
        if answers.missing:
            unknown = self.unknown(name, tuple(dict.fromkeys(answers.missing)), answers.picked)
            return replace(unknown, lacking=tuple(answers.lacking.values()))
        try:
            measures = {
                measure.name: _folded(measure, answers.measured.get(measure.name, []))
                for measure in self._rule.measures
            }
        except (TypeError, ArithmeticError) as error:  # a text in a sum, or text and numbers to compare
            return Verdict(Outcome.UNKNOWN, name, fault=str(error))
        if unset := tuple(need for need in self._rule.needs if need in measures and measures[need] is None):
            return self.unknown(name, unset, answers.picked)
        known = {key: value for key, value in measures.items() if value is not None}
        values = {"count": len(answers.picked), **known}
        truth = self._truth(values | ({"item": item} if self._names_item else {}))
        if isinstance(truth, Trouble):
            return self.trouble(truth, name, answers.picked)
        if truth is True:
            return Verdict(Outcome.FULFILLED, name, picked=tuple(answers.picked))
        if truth is not False:
            return Verdict(Outcome.UNKNOWN, name, fault=NO_TRUTH)
        return self._breach(item, name, answers, values)

    def _truth(self, values: Mapping[str, Any]) -> Any:
        """What the condition gives for these values. Where it was true before, that is remembered."""
        same = repr(values)  # tells 1, 1.0 and true apart
        if (work := self._fulfilled.get(same)) is not None:
            self._meter.charge(work)
            return True
        before = self._meter.left
        truth = self._require.run(self._court.alone(values))
        if truth is True:
            self._fulfilled[same] = before - self._meter.left
        return truth

    def _breach(self, item: Any, name: Item, answers: Answers, values: Mapping[str, Any]) -> Verdict:
        slots: dict[str, SlotValue] = {measure.name: "–" for measure in self._rule.measures}
        slots["as_of"] = IsoDate(self._court.as_of)
        slots["names"] = tuple(record.name for record in answers.picked)
        slots |= {key: slot_value(value) for key, value in values.items()}
        if name is not None:
            slots["item"] = str(name)
        sight = self._court.alone({**values, "item": item})
        for key, program in self._values.items():
            value = program.run(sight)
            if isinstance(value, Trouble):
                if self._want(value) is None:
                    return Verdict(Outcome.UNKNOWN, name, fault=value.text)
                value = None
            slots[key] = slot_value(value)
        self._meter.charge(telling(slots, self._uses))
        interpretations = self._court.interpretations(self._rule)
        picked = tuple(answers.picked)
        return Verdict(Outcome.BREACH, name, values=slots, interpretations=interpretations, picked=picked)

    def unknown(self, item: Item, missing: tuple[str, ...], picked: Sequence[Record] = ()) -> Verdict:
        """The verdict where something is missing."""
        interpretations = self._court.interpretations(self._rule)
        return Verdict(Outcome.UNKNOWN, item, missing=missing, interpretations=interpretations, picked=tuple(picked))

    def trouble(self, trouble: Trouble, item: Item, picked: Sequence[Record] = ()) -> Verdict:
        """The verdict where an expression gave no value: it waits for something, or the rule failed."""
        want = self._want(trouble)
        if want is None:
            return Verdict(Outcome.UNKNOWN, item, fault=trouble.text)
        return self.unknown(item, (want,), picked)

    def _want(self, trouble: Trouble) -> str | None:
        """What an expression about the whole lacks: a parameter, or the smallest or largest of nothing."""
        unbound = _UNBOUND.search(trouble.text)
        if unbound is not None and any(measure.name == unbound[1] for measure in self._rule.measures):
            return unbound[1]
        return self._court.want(trouble, self._parameters)


def _folded(measure: Measure, values: list[Any]) -> Any:
    """The measure over the records' values: the sum as a float, or None for the smallest or largest of nothing."""
    if measure.fold == "sum":
        return total(values)
    if not values:
        return None
    return min(values) if measure.fold == "min" else max(values)
