"""Portfolio rules: each record is asked once and the answers are folded here, so that the cost is linear.

Nothing loops over the portfolio inside CEL, whose budget of loop steps is for one record. What loops there are the
items of one rule, of which there are few: a record answers for all of them in one evaluation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from intlstrat.findings import IsoDate, Item, Outcome, SlotValue
from intlstrat.records.portfolio import Record
from intlstrat.rules.cel import Program, Sight, Trouble
from intlstrat.rules.court import (
    NO_TRUTH,
    Bound,
    Court,
    Verdict,
    distinct,
    steps,
)
from intlstrat.rules.expressions import parameters_in
from intlstrat.rules.functions import total
from intlstrat.rules.meter import AN_ITEM, Meter, SpentError
from intlstrat.rules.model import Measure, Pack, Rule
from intlstrat.rules.telling import item_text, slot_uses, slot_value, telling

_UNBOUND = re.compile(r'No value with name "([^"]*)"')


@dataclass
class _Answers:
    """What has been counted for one item."""

    picked: list[Record] = field(default_factory=list)
    measured: dict[str, list[Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    lacking: dict[str, tuple[Record, str]] = field(default_factory=dict)
    """By the record's path: the record, and what it lacks."""
    fault: str | None = None
    failed_on: Record | None = None
    rates_used: bool = False


class _Question:
    """An expression that a record is asked for every item at once, or for one where that fails."""

    def __init__(self, expression: str, items: str, court: Court, meter: Meter) -> None:
        self._court, self._meter = court, meter
        self._all = court.runtime.program(f"({items}).map(item, {expression})", meter)
        self._one = court.runtime.program(expression, meter)

    def ask(self, bound: Bound, items: Sequence[Any], unordered: bool = False) -> list[Any]:
        """The answer for each item: a plain value or `Trouble`."""
        self._court.rates.forget()
        if not unordered:
            answers: list[Any] | Trouble = self._all.run(bound.sight)
            if not isinstance(answers, Trouble):
                return answers
        # Each is asked alone where one spoils the list, or where nothing says which answer is whose.
        return self.ask_each(bound, items)

    def ask_each(self, bound: Bound, items: Sequence[Any]) -> list[Any]:
        """The answer for each item, asked one at a time."""
        self._court.rates.forget()
        self._meter.charge(AN_ITEM * len(items))
        return [self._one.run(self._court.bind_item(bound, {"item": item})) for item in items]


class PortfolioRule:
    """One rule about the portfolio, compiled."""

    def __init__(self, rule: Rule, court: Court, meter: Meter | None = None) -> None:
        self.rule, self._court = rule, court
        self._meter = meter if meter is not None else court.meter()

        def compile_(expression: str) -> Program:
            return court.runtime.program(expression, self._meter)

        self._when = compile_(rule.when) if rule.when else None
        self._items = compile_(rule.for_each) if rule.for_each else None
        where = rule.where or "true"
        self._keys = compile_(f"({where}) ? [dyn({rule.group_by})] : []") if rule.group_by else None
        self._picks = _Question(f"({where})", rule.for_each or "[0]", court, self._meter) if not rule.group_by else None
        self._require = compile_(rule.require)
        self._values = {name: compile_(text) for name, text in rule.values.items()}
        items = rule.for_each or "[0]"
        self._measures = [
            (measure, _Question(self._measured(measure), items, court, self._meter)) for measure in rule.measures
        ]
        texts = [rule.when, rule.for_each, rule.group_by, rule.where, rule.require, *rule.values.values()]
        texts += [text for measure in rule.measures for text in (measure.expression, measure.where)]
        self._uses = slot_uses(rule)
        self._parameters = frozenset(parameters_in(text for text in texts if text))

    def judge(self, portfolio: Sequence[Bound]) -> list[Verdict]:
        """What the rule comes to, for each item; one fault where it takes too much."""
        try:
            return self._judge(portfolio)
        except SpentError as spent:
            return [Verdict(Outcome.UNKNOWN, fault=str(spent))]

    def _judge(self, portfolio: Sequence[Bound]) -> list[Verdict]:
        court = self._court
        court.rates.forget()
        alone = court.alone()
        if self.rule.effective_from is not None and court.as_of < self.rule.effective_from:
            return [Verdict(Outcome.NOT_APPLICABLE)]
        if self._when is not None:
            applies = self._when.run(alone)
            if isinstance(applies, Trouble):
                return [self._trouble(applies, None)]
            if applies is False:
                return [Verdict(Outcome.NOT_APPLICABLE)]
            if applies is not True:
                return [Verdict(Outcome.UNKNOWN, fault=NO_TRUTH)]
        if missing := self._unset_needs():
            return [self._unknown(None, missing)]
        if self._keys is not None:
            return self._judge_groups(portfolio, self._keys)
        items: list[Any] = [None]
        unordered = False
        if self._items is not None:
            found = self._items.run(alone)
            if isinstance(found, Trouble):
                return [self._trouble(found, None)]
            unordered = isinstance(found, dict)  # CEL goes through a map in another order each time
            items = sorted(found) if unordered else [item for _, item in distinct(found)]
            unordered = unordered or len(items) < len(found)
        answers = self._ask(items, portfolio, unordered)
        named = self._items is not None
        return [self._judge_item(item, each, named) for item, each in zip(items, answers, strict=True)]

    def _ask(self, items: Sequence[Any], portfolio: Sequence[Bound], unordered: bool) -> list[_Answers]:
        """Every record's answers, folded by item."""
        answers = [_Answers() for _ in items]
        for bound in portfolio if items else ():
            if self._picks is not None and bound.record.kind in self.rule.among:
                for each, picked in zip(answers, self._picks.ask(bound, items, unordered), strict=True):
                    each.rates_used |= self._court.rates.used
                    if isinstance(picked, Trouble):
                        self._note(picked, bound, each)
                    elif picked:
                        each.picked.append(bound.record)
            self._measure(bound, items, answers, unordered)
        return answers

    def _judge_groups(self, portfolio: Sequence[Bound], keys_of: Program) -> list[Verdict]:
        """The verdicts of a rule with `group_by`: one for every distinct key, in the keys' order.

        The keys come first; then every record is asked for its measures.
        """
        groups: dict[Any, _Answers] = {}
        whole = _Answers()
        own_keys = [self._keys_of_one(keys_of, bound, whole) for bound in portfolio]
        for bound, own in zip(portfolio, own_keys, strict=True):
            for key in own:
                groups.setdefault(key, _Answers()).picked.append(bound.record)
        keys = sorted(groups, key=_key_order)
        for bound, own in zip(portfolio, own_keys, strict=True):
            for measure, question in self._measures:
                if bound.record.kind in (measure.among or self.rule.among):
                    # A measure with a `where` of its own looks at every record; else each counts in its own groups.
                    asked = keys if measure.where is not None else own
                    for key, found in zip(asked, question.ask_each(bound, asked), strict=True):
                        self._add(measure, found, bound, groups[key])
        verdicts = [self._judge_item(key, groups[key], True) for key in keys]
        if whole.missing or whole.fault is not None:
            verdicts.append(self._judge_item(None, whole, False))
        return verdicts

    def _keys_of_one(self, keys_of: Program, bound: Bound, whole: _Answers) -> list[Any]:
        """The distinct keys of a record; none where it was not picked, or its keys are no texts or numbers."""
        if bound.record.kind not in self.rule.among:
            return []
        found = keys_of.run(bound.sight)
        if isinstance(found, Trouble):
            self._note(found, bound, whole)
            return []
        keys = [key for each in found for key in (each if isinstance(each, list) else [each])]
        if not all(isinstance(key, str | int | float) for key in keys):
            self._note(Trouble(None, "group_by gives what is neither a text nor a number"), bound, whole)
            return []
        return list(dict.fromkeys(keys))

    def _measure(self, bound: Bound, items: Sequence[Any], answers: Sequence[_Answers], unordered: bool) -> None:
        """Adds what each measure gives for a record to the answers."""
        for measure, question in self._measures:
            if bound.record.kind in (measure.among or self.rule.among):
                for each, found in zip(answers, question.ask(bound, items, unordered), strict=True):
                    self._add(measure, found, bound, each)

    def _add(self, measure: Measure, found: Any, bound: Bound, answers: _Answers) -> None:
        """Keeps what a measure gave for a record: a list of one value or none, or `Trouble`."""
        answers.rates_used |= self._court.rates.used
        if isinstance(found, Trouble):
            self._note(found, bound, answers)
        else:
            answers.measured.setdefault(measure.name, []).extend(found)

    def _measured(self, measure: Measure) -> str:
        where = measure.where or self.rule.where or "true"
        return f"(({where}) ? [dyn({measure.expression})] : [])"

    def _note(self, trouble: Trouble, bound: Bound, answers: _Answers) -> None:
        """Keeps why a record gave no answer: it lacks something, part of it could not be read, or the rule failed."""
        want = self._court.want(trouble, self._parameters)
        if want is None and bound.record.lost:
            want = f"{bound.record.kind} {bound.record.id}"
        if want is not None:
            answers.missing.append(want)
            if not want.startswith("params."):
                answers.lacking.setdefault(bound.record.path, (bound.record, want))
        elif answers.fault is None:
            answers.fault, answers.failed_on = trouble.text, bound.record

    def _judge_item(self, item: Any, answers: _Answers, named: bool) -> Verdict:
        name: Item = item_text(item) if named else None
        self._court.rates.used = answers.rates_used
        if answers.fault is not None:
            failed_on = (answers.failed_on,) if answers.failed_on is not None else ()
            return Verdict(Outcome.UNKNOWN, name, fault=answers.fault, picked=failed_on)
        if answers.missing:
            unknown = self._unknown(name, tuple(dict.fromkeys(answers.missing)), answers.picked)
            return replace(unknown, lacking=tuple(answers.lacking.values()))
        try:
            measures = {
                measure.name: _folded(measure, answers.measured.get(measure.name, [])) for measure in self.rule.measures
            }
        except (TypeError, ArithmeticError) as error:  # a text in a sum, or text and numbers to compare
            return Verdict(Outcome.UNKNOWN, name, fault=str(error))
        known = {key: value for key, value in measures.items() if value is not None}
        if unset := tuple(need for need in self.rule.needs if need in measures and measures[need] is None):
            return self._unknown(name, unset, answers.picked)
        values = {"count": len(answers.picked), **known} | ({"item": item} if named else {})
        sight = self._court.alone(values)
        truth = self._require.run(sight)
        if isinstance(truth, Trouble):
            return self._trouble(truth, name, answers.picked)
        if truth is True:
            return Verdict(Outcome.FULFILLED, name, picked=tuple(answers.picked))
        if truth is not False:
            return Verdict(Outcome.UNKNOWN, name, fault=NO_TRUTH)
        return self._breach(name, sight, answers, known)

    def _breach(self, name: Item, sight: Sight, answers: _Answers, measures: dict[str, Any]) -> Verdict:
        slots: dict[str, SlotValue] = {measure.name: "–" for measure in self.rule.measures}
        slots |= {"count": len(answers.picked), "as_of": IsoDate(self._court.as_of)}
        slots["names"] = tuple(record.name for record in answers.picked)
        slots |= {key: slot_value(value) for key, value in measures.items()}
        if name is not None:
            slots["item"] = str(name)
        for key, program in self._values.items():
            value = program.run(sight)
            if isinstance(value, Trouble):
                if self._want(value) is None:
                    return Verdict(Outcome.UNKNOWN, name, fault=value.text)
                value = "–"
            slots[key] = slot_value(value)
        self._meter.charge(telling(slots, self._uses))
        interpretations = self._court.interpretations(self.rule)
        picked = tuple(answers.picked)
        return Verdict(Outcome.BREACH, name, values=slots, interpretations=interpretations, picked=picked)

    def _unset_needs(self) -> tuple[str, ...]:
        params = self._court.params
        return tuple(need for need in self.rule.needs if need.startswith("params.") and not _is_given(params, need))

    def _unknown(self, item: Item, missing: tuple[str, ...], picked: Sequence[Record] = ()) -> Verdict:
        interpretations = self._court.interpretations(self.rule)
        return Verdict(Outcome.UNKNOWN, item, missing=missing, interpretations=interpretations, picked=tuple(picked))

    def _trouble(self, trouble: Trouble, item: Item, picked: Sequence[Record] = ()) -> Verdict:
        want = self._want(trouble)
        if want is None:
            return Verdict(Outcome.UNKNOWN, item, fault=trouble.text)
        return self._unknown(item, (want,), picked)

    def _want(self, trouble: Trouble) -> str | None:
        """What an expression about the whole lacks: a parameter, or the smallest or largest of nothing."""
        unbound = _UNBOUND.search(trouble.text)
        if unbound is not None and any(measure.name == unbound[1] for measure in self.rule.measures):
            return unbound[1]
        return self._court.want(trouble, self._parameters)


def _is_given(params: object, need: str) -> bool:
    """Whether a parameter, or a part of one, is set; an empty list is set to nothing, which is something."""
    for step in steps(need)[1:]:
        if not isinstance(params, dict) or step not in params:
            return False
        params = params[step]
    return True


def _key_order(key: object) -> tuple[str, object]:
    return type(key).__name__, key


def _folded(measure: Measure, values: list[Any]) -> Any:
    """The measure over the records' values: the sum as a float, or None for the smallest or largest of nothing."""
    if measure.fold == "sum":
        return total(values)
    if not values:
        return None
    return min(values) if measure.fold == "min" else max(values)


def court_for(pack: Pack, as_of: str, looks: int = 1) -> Court:
    """The court in which a pack's rules are compiled; its variables are the pack's measures too.

    A run may look at each record so many times (`looks`).
    """
    measures = dict.fromkeys(measure.name for rule in pack.rules for measure in rule.measures)
    return Court(pack.strategy, as_of, measures, len(pack.rules), looks)


def portfolio_rules(pack: Pack, court: Court) -> tuple[PortfolioRule, ...]:
    """The pack's rules about the portfolio, compiled."""
    return tuple(PortfolioRule(rule, court) for rule in pack.rules if rule.subject == "portfolio")
