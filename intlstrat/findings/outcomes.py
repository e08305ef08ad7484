"""What every rule came to for every subject, kept in a byte each: a large portfolio has millions of outcomes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import overload

from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.findings.finding import Item, Outcome, Subject


class RuleOutcome(Struct, frozen=True):
    """What one rule came to for one subject and item."""

    rule: str
    subject: Subject
    item: Item
    outcome: Outcome


OUTCOMES = tuple(Outcome)
"""A code below this length is the place of an outcome here."""
CODES = {outcome: place for place, outcome in enumerate(OUTCOMES)}
ALL_HOLD = 16
"""This code and so many above it: the rule holds for each of so many items, numbered from 0."""
SEVERAL = 255
"""Anything else: it is written out in `Column.several`."""
MOST_HELD = SEVERAL - ALL_HOLD - 1

ByItem = tuple[tuple[Item, Outcome], ...]
"""The outcomes of one rule for one subject, sorted by item."""


def code_of(found: ByItem) -> int:
    """The code of what a rule came to for one subject; `SEVERAL` where it has to be written out."""
    if len(found) == 1 and found[0][0] is None:
        return CODES[found[0][1]]
    if len(found) <= MOST_HELD and all(
        outcome is Outcome.FULFILLED and item == place for place, (item, outcome) in enumerate(found)
    ):
        return ALL_HOLD + len(found)
    return SEVERAL


def by_item(code: int, several: ByItem) -> ByItem:
    """What a code stands for; `several` is what it stands for where it is `SEVERAL`."""
    if code < ALL_HOLD:
        return ((None, OUTCOMES[code]),)
    return several if code == SEVERAL else tuple((place, Outcome.FULFILLED) for place in range(code - ALL_HOLD))


class Column(Struct, frozen=True, dict=True):
    """What one rule came to for many subjects: a code for each."""

    rule: str
    subjects: Sequence[Subject]
    codes: bytes
    several: Mapping[int, ByItem] = field(default_factory=dict)
    """By the subject's place: what its code does not say."""

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How many there are of each outcome."""
        counts: Counter[Outcome] = Counter()
        for code, times in Counter(self.codes).items():
            if code < ALL_HOLD:
                counts[OUTCOMES[code]] += times
            elif code < SEVERAL:
                counts[Outcome.FULFILLED] += times * (code - ALL_HOLD)
        for found in self.several.values():
            for _, outcome in found:
                counts[outcome] += 1
        return counts

    def at(self, place: int) -> ByItem:
        """The outcomes for one subject."""
        return by_item(self.codes[place], self.several.get(place, ()))

    def __iter__(self) -> Iterator[RuleOutcome]:
        for place, subject in enumerate(self.subjects):
            for item, outcome in self.at(place):
                yield RuleOutcome(self.rule, subject, item, outcome)

    def of(self, near: Collection[Subject]) -> Column:
        """Those of some subjects."""
        places = [place for place, subject in enumerate(self.subjects) if subject in near]
        several = {new: self.several[old] for new, old in enumerate(places) if old in self.several}
        codes = bytes(self.codes[place] for place in places)
        return Column(self.rule, [self.subjects[place] for place in places], codes, several)

    def changed(self, places: Mapping[int, ByItem]) -> Column:
        """The column with other outcomes for the subjects at some places."""
        codes, several = bytearray(self.codes), {**self.several}
        for place, found in places.items():
            codes[place] = code_of(found)
            several.pop(place, None)
            if codes[place] == SEVERAL:
                several[place] = found
        return replace(self, codes=bytes(codes), several=several)

    def with_items(self, shown: Callable[[Item], Item]) -> Column:
        """The column with every item that is written out as `shown` gives it."""
        several = {
            place: tuple((shown(item), outcome) for item, outcome in found) for place, found in self.several.items()
        }
        return replace(self, several=several)


class Outcomes(Sequence[RuleOutcome]):
    """Every outcome, sorted by rule, subject and item; each is made when it is asked for."""

    def __init__(self, columns: Iterable[Column] = ()) -> None:
        """Columns of one rule stand beside each other."""
        self.columns = tuple(columns)

    @classmethod
    def of(cls, results: Iterable[RuleOutcome]) -> Outcomes:
        """Outcomes that are sorted already."""
        columns: list[tuple[str, list[Subject], list[ByItem]]] = []
        for each in results:
            if not columns or columns[-1][0] != each.rule:
                columns.append((each.rule, [], []))
            _, subjects, found = columns[-1]
            subjects.append(each.subject)
            found.append(((each.item, each.outcome),))
        return cls(column(rule, subjects, found) for rule, subjects, found in columns)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(sum(column.counts.values()) for column in self.columns))

    def counts(self) -> dict[str, Counter[Outcome]]:
        """How many there are of each outcome, for every rule that has any."""
        found: dict[str, Counter[Outcome]] = {}
        for each in self.columns:
            if each.counts:
                found[each.rule] = found[each.rule] + each.counts if each.rule in found else each.counts
        return found

    def of_rule(self, rule: str) -> tuple[RuleOutcome, ...]:
        """What one rule came to."""
        return tuple(chain.from_iterable(each for each in self.columns if each.rule == rule))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[RuleOutcome]:
        for each in self.columns:
            yield from each

    @overload
    def __getitem__(self, index: int) -> RuleOutcome: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[RuleOutcome]: ...

    def __getitem__(self, index: int | slice) -> RuleOutcome | Sequence[RuleOutcome]:
        if isinstance(index, slice):
            return tuple(self)[index]
        place = range(len(self))[index]
        number = bisect_right(self._ends, place)
        return tuple(self.columns[number])[place - (self._ends[number - 1] if number else 0)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return f"Outcomes({[*self]!r})"

    __hash__ = None  # type: ignore[assignment]  # as for any list


def column(rule: str, subjects: Sequence[Subject], found: Sequence[ByItem]) -> Column:
    """A column of outcomes that are written out."""
    codes = bytes(map(code_of, found))
    several = {place: each for place, each in enumerate(found) if codes[place] == SEVERAL}
    return Column(rule, subjects, codes, several)
