"""What each record answers to a rule about the portfolio, put together by item.

A record that has answered before, in the same court, is not asked again; the work that it took is charged again, so
that a rule is stopped at the same place whatever is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from msgspec import Struct, field

from intlstrat.records.portfolio import Record
from intlstrat.rules.cel import Program, Trouble
from intlstrat.rules.constants import literal
from intlstrat.rules.court import Bound, Court
from intlstrat.rules.expressions import parameters_in
from intlstrat.rules.meter import AN_ITEM, Meter
from intlstrat.rules.model import Measure, Rule


class Answers(Struct):
    """What has been counted for one item: of one record, or of many."""

    picked: list[Record] = field(default_factory=list)
    measured: dict[str, list[Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    lacking: dict[str, tuple[Record, str]] = field(default_factory=dict)
    """By the record's path: the record, and what it lacks."""
    fault: str | None = None
    failed_on: Record | None = None
    rates_used: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.picked or self.measured or self.missing or self.fault is not None or self.rates_used)

    def add(self, other: Answers) -> None:
        """Counts what another record answered too."""
        self.picked += other.picked
        for name, values in other.measured.items():
            self.measured.setdefault(name, []).extend(values)
        self.missing += other.missing
        for path, lack in other.lacking.items():
            self.lacking.setdefault(path, lack)
        if self.fault is None:
            self.fault, self.failed_on = other.fault, other.failed_on
        self.rates_used |= other.rates_used


_Answer = TypeVar("_Answer")
Parts = Mapping[Any, Answers]
"""What one record answers, by item (or by an item's number), where it answers anything."""
_Keys = Mapping[Any, bool]
"""The distinct keys of a record, each with whether a rate was used to find it."""


class _Known(NamedTuple):
    """What a record answered, to what, and what work it was."""

    linked: tuple[tuple[Record, ...], tuple[str, ...]] | None
    """What it was linked to, and what it was not; None where the rule does not see that."""
    asked: str
    answer: Any
    work: int


class _Question:
    """An expression that a record is asked for every item at once, or for one where that fails."""

    def __init__(self, expression: str, items: str, court: Court, meter: Meter) -> None:
        self._court, self._meter = court, meter
        self._expression, self.text = expression, f"({items}).map(item, {expression})"
        """For every item at once."""
        self._all = court.runtime.program(self.text, meter)
        self._one = court.runtime.program(expression, meter)

    def over(self, items: Sequence[Any]) -> str:
        """The same for items in an order of our own."""
        return f"{literal(items)}.map(item, {self._expression})"

    def ask(self, bound: Bound, items: Sequence[Any], unordered: bool) -> list[Any]:
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


class Inquiry:
    """What one rule about the portfolio asks of each record."""

    def __init__(self, rule: Rule, court: Court, meter: Meter) -> None:
        self._rule, self._court, self._meter = rule, court, meter
        where, items = rule.where or "true", rule.for_each or "[0]"
        self._keys_text = f"({where}) ? [dyn({rule.group_by})] : []" if rule.group_by else None
        self._picks = _Question(f"({where})", items, court, meter)
        self._measures = [
            (measure, _Question(self._measured(measure), items, court, meter)) for measure in rule.measures
        ]
        texts = [rule.when, rule.for_each, rule.group_by, rule.where, rule.require, *rule.values.values()]
        texts += [text for measure in rule.measures for text in (measure.expression, measure.where)]
        self.parameters = frozenset(parameters_in(text for text in texts if text))
        self._sees_linked = any("linked" in text for text in texts if text)
        self.uses_rates = any("nok" in text for text in texts if text)
        self._kinds = {kind for among in (rule.among, *(each.among or () for each in rule.measures)) for kind in among}

    @cached_property
    def _keys(self) -> Program:
        """What a rule with groups asks for a record's keys."""
        assert self._keys_text is not None
        return self._court.runtime.program(self._keys_text, self._meter)

    def texts(self, kind: str, items: Sequence[Any] | None = None) -> list[str] | None:
        """What a record of a kind is asked, one expression after the other; None where it cannot be asked so.

        Of a rule with groups this is for the record's keys. `items` are written out.
        """
        if self._keys_text is None:
            asked = [question for _, question in self._questions(kind)]
            return [question.text if items is None else question.over(items) for question in asked]
        if any(measure.where is not None or measure.among is not None for measure in self._rule.measures):
            return None
        by, where = f"({self._rule.group_by})", self._rule.where or "true"
        each = [f".map(item, [dyn({measure.expression})])" for measure, _ in self._measures]
        each = [f"(({where}) ? (type({by}) == list ? {by}{ask} : [{by}]{ask}) : [])" for ask in each]
        return [self._keys_text, *each] if kind in self._rule.among else []

    def told(self, record: Record, answers: Sequence[Sequence[Any]], rates_used: bool, items: int) -> Parts | None:
        """What a record answered to `texts`, none of which failed; None where its keys are none."""
        if self._keys_text is not None:
            return self._told_by_key(record, answers, rates_used)
        parts = {number: Answers(rates_used=True) for number in range(items)} if rates_used else {}
        for (measure, _), answer in zip(self._questions(record.kind), answers, strict=True):
            for number, found in enumerate(answer):
                if found:
                    part = parts.setdefault(number, Answers())
                    if measure is None:
                        part.picked.append(record)
                    else:
                        part.measured.setdefault(measure.name, []).extend(found)
        return parts

    def _told_by_key(self, record: Record, answers: Sequence[Sequence[Any]], rates_used: bool) -> Parts | None:
        keys = [key for each in answers[0] for key in (each if isinstance(each, list) else [each])]
        if not all(isinstance(key, str | int | float) for key in keys):
            return None
        parts: dict[Any, Answers] = {}
        columns = answers[1:]
        for place, key in enumerate(keys):
            if key not in parts:
                measured = {m.name: column[place] for (m, _), column in zip(self._measures, columns, strict=True)}
                parts[key] = Answers([record], measured, rates_used=rates_used)
        return parts

    def keep(self, bound: Bound, parts: Parts) -> None:
        """Takes a record's answers for those that it gives when it is asked the next time."""
        linked = (bound.linked, bound.unresolved) if self._sees_linked else None
        if self._keys_text is None:
            bound.known[self._rule.id, "items"] = _Known(linked, "", parts, 0)
        else:
            keys = {key: part.rates_used for key, part in parts.items()}
            bound.known[self._rule.id, "keys"] = _Known(linked, "", (keys, Answers()), 0)
            bound.known[self._rule.id, "groups"] = _Known(linked, "", parts, 0)

    @property
    def asks_twice(self) -> bool:
        """Whether every record has to be asked for its keys before any can be asked for more."""
        return self._keys_text is not None and any(measure.where is not None for measure in self._rule.measures)

    def ask_by_key(self, bound: Bound) -> tuple[Parts, Answers]:
        """What a record answers, by its own keys, and why it has none, if that is not because it was not picked."""
        if bound.record.kind not in self._kinds:
            return {}, Answers()
        own, whole = self._keys_of(bound)
        return self._of_groups(bound, own, [*own]), whole

    def _questions(self, kind: str) -> list[tuple[Measure | None, _Question]]:
        """What a record of a kind is asked: whether it is picked (None), and for each measure."""
        asked: list[tuple[Measure | None, _Question]] = [(None, self._picks)] if kind in self._rule.among else []
        return asked + [each for each in self._measures if kind in (each[0].among or self._rule.among)]

    def by_item(self, portfolio: Iterable[Bound], items: Sequence[Any], unordered: bool) -> Iterator[Parts]:
        """What each record answers, by the item's number. A rule's items are the same as long as its court sits."""
        return self._once(portfolio, "items", lambda bound: self.ask(bound, items, unordered))

    def keys(self, portfolio: Iterable[Bound]) -> Iterator[tuple[_Keys, Answers]]:
        """The distinct keys of each record, and why it has none, if that is not because it was not picked."""
        return self._once(portfolio, "keys", self._keys_of)

    def by_key(self, portfolio: Iterable[Bound], keys: Sequence[Any]) -> Iterator[Parts]:
        """What each record answers, by key; `keys` are those of all records, which have been asked for their own."""
        # A measure with a `where` of its own looks at every key; else each record counts in its own groups.
        asked = repr(keys) if any(measure.where is not None for measure in self._rule.measures) else ""
        return self._once(portfolio, "groups", lambda bound: self._ask_groups(bound, keys), asked)

    def _once(
        self, portfolio: Iterable[Bound], what: str, ask: Callable[[Bound], _Answer], asked: str = ""
    ) -> Iterator[_Answer]:
        """What each record answered before, if it was asked the same and saw the same; else what it answers now."""
        name, work = (self._rule.id, what), 0
        for bound in portfolio:
            if bound.record.kind not in self._kinds:
                continue
            linked = (bound.linked, bound.unresolved) if self._sees_linked else None
            known: _Known | None = bound.known.get(name)
            if known is not None and known.asked == asked and known.linked == linked:
                work += known.work
            else:
                before = self._meter.left
                answer = ask(bound)
                known = bound.known[name] = _Known(linked, asked, answer, before - self._meter.left)
            yield cast(_Answer, known.answer)
        self._meter.charge(work)

    def ask(self, bound: Bound, items: Sequence[Any], unordered: bool) -> Parts:
        """What a record answers, by the item's number; nothing where its kind is not asked."""
        kind, answers = bound.record.kind, [Answers() for _ in items]
        if kind in self._rule.among:
            for each, picked in zip(answers, self._picks.ask(bound, items, unordered), strict=True):
                each.rates_used = self._court.rates.used
                if isinstance(picked, Trouble):
                    self._note(picked, bound, each)
                elif picked:
                    each.picked.append(bound.record)
        for measure, question in self._measures:
            if kind in (measure.among or self._rule.among):
                for each, found in zip(answers, question.ask(bound, items, unordered), strict=True):
                    self._add(measure, found, bound, each)
        return _told(enumerate(answers))

    def _keys_of(self, bound: Bound) -> tuple[_Keys, Answers]:
        """No keys where the record was not picked, or they are no texts or numbers."""
        whole = Answers()
        if bound.record.kind not in self._rule.among:
            return {}, whole
        self._court.rates.forget()
        found = self._keys.run(bound.sight)
        if isinstance(found, Trouble):
            self._note(found, bound, whole)
            return {}, whole
        keys = [key for each in found for key in (each if isinstance(each, list) else [each])]
        if not all(isinstance(key, str | int | float) for key in keys):
            self._note(Trouble(None, "group_by gives what is neither a text nor a number"), bound, whole)
            return {}, whole
        return dict.fromkeys(keys, self._court.rates.used), whole

    def _ask_groups(self, bound: Bound, keys: Sequence[Any]) -> Parts:
        return self._of_groups(bound, bound.known[self._rule.id, "keys"].answer[0], keys)

    def _of_groups(self, bound: Bound, own: _Keys, keys: Sequence[Any]) -> Parts:
        answers = {key: Answers(picked=[bound.record], rates_used=used) for key, used in own.items()}
        for measure, question in self._measures:
            if bound.record.kind in (measure.among or self._rule.among):
                asked = keys if measure.where is not None else [*own]
                for key, found in zip(asked, question.ask_each(bound, asked), strict=True):
                    self._add(measure, found, bound, answers.setdefault(key, Answers()))
        return _told(answers.items())

    def _add(self, measure: Measure, found: Any, bound: Bound, answers: Answers) -> None:
        """Keeps what a measure gave for a record: a list of one value or none, or `Trouble`."""
        answers.rates_used |= self._court.rates.used
        if isinstance(found, Trouble):
            self._note(found, bound, answers)
        elif found:
            answers.measured.setdefault(measure.name, []).extend(found)

    def _measured(self, measure: Measure) -> str:
        where = measure.where or self._rule.where or "true"
        return f"(({where}) ? [dyn({measure.expression})] : [])"

    def _note(self, trouble: Trouble, bound: Bound, answers: Answers) -> None:
        """Keeps why a record gave no answer: it lacks something, part of it could not be read, or the rule failed."""
        want = self._court.want(trouble, self.parameters)
        if want is None and bound.record.lost:
            want = f"{bound.record.kind} {bound.record.id}"
        if want is not None:
            answers.missing.append(want)
            if not want.startswith("params."):
                answers.lacking.setdefault(bound.record.path, (bound.record, want))
        elif answers.fault is None:
            answers.fault, answers.failed_on = trouble.text, bound.record


def _told(answers: Iterable[tuple[Any, Answers]]) -> Parts:
    """The answers without those that say nothing."""
    return {item: each for item, each in answers if not each.is_empty}
