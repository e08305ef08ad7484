"""What all rules of a pack share while they are judged: the compiler, the parameters, the day, paths into records."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.findings import Item, Outcome, SlotValue
from intlstrat.memory import Memory
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Record
from intlstrat.rules.budget import Budget
from intlstrat.rules.cel import Runtime, Sight, Trouble
from intlstrat.rules.functions import Rates, comparable, functions
from intlstrat.rules.kept import Kept
from intlstrat.rules.model import Rule, Strategy
from intlstrat.rules.paths import without
from intlstrat.rules.programs import Programs
from intlstrat.rules.weight import A_BYTE, NOTHING, Extent, Sizes, extent, extent_of_file

_KEY_NOT_FOUND = re.compile(r'[Kk]ey not found in map : "([^"]*)"')
NO_TRUTH = "it gives neither true nor false"
"""The fault of a condition that gives something else: the checker cannot tell where `missing` is in it."""


class Verdict(Struct, frozen=True):
    """What a rule came to for one subject and item. `fault` is CEL's own words where the rule failed."""

    outcome: Outcome
    item: Item = None
    position: int | None = None
    """Where the item stands in the file's list, if it is of a record's list."""
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    """Paths that the rule itself computed to point at."""
    missing: tuple[str, ...] = ()
    """What an unknown outcome waits for: paths, or a record of which a part could not be read (`partner aalborg`)."""
    interpretations: tuple[str, ...] = ()
    picked: tuple[Record, ...] = ()
    """The records that a rule about the portfolio counted, sorted by path."""
    lacking: tuple[tuple[Record, str], ...] = ()
    """The records that lack what an unknown outcome of the portfolio waits for, by path, each with what it lacks."""
    fault: str | None = None


class Bound(Struct, eq=False, dict=True):
    """A record that can be judged: its values are bound for evaluation when they are first wanted."""

    court: Court
    record: Record
    shared: Mapping[str, object]
    """What all rules see on the day that the record was bound for."""
    linked: tuple[Record, ...] = ()
    """The partners that a project names, or the projects that name a partner."""
    unresolved: tuple[str, ...] = ()
    """The partners that a project names and that gave no record (`partner aalborg`)."""
    known: dict[Hashable, Any] = field(default_factory=dict)
    """What rules came to for the record before, on the same day, by whoever asked; kept from one run to the next."""
    other_day: Bound | None = None
    """The same record as it was bound for another day."""

    @cached_property
    def values(self) -> Mapping[str, object]:
        """The variables that rules about records see."""
        return self._values(self.court.linked_fields)

    def view(self, fields: frozenset[str] | None) -> Mapping[str, Any]:
        """The variables, with these fields only of linked records (None: all): no others are converted."""
        return self.values if fields is None or not self.linked else self._values(fields)

    def _values(self, fields: frozenset[str] | None) -> Mapping[str, object]:
        places, data = self.record.personal.places, self.record.data
        linked = [other.data if fields is None else self.court.part_of(other, fields) for other in self.linked]
        personal = {kind: list(places.get(kind, ())) for kind in ("national_ids", "emails", "phones")}
        return {**self.shared, "record": data, self.record.kind: data, "linked": linked, "personal": personal}

    @cached_property
    def sizes(self) -> Sizes:
        return self.other_day.sizes if self.other_day is not None else self.court.sizes_of(self)

    @cached_property
    def sight(self) -> Sight:
        return self.court.runtime.bind(self.values, self.sizes)

    def linked_and_lost(self) -> str | None:
        """A linked record of which a part could not be read, by kind and id."""
        return next((f"{other.kind} {other.id}" for other in self.linked if other.lost), None)


class Court:
    """What all rules of a pack share: the compiler, the parameters and the day."""

    def __init__(
        self, strategy: Strategy, as_of: str, rules: int = 1, looks: int = 1, programs: Programs | None = None
    ) -> None:
        """`rules` is how many rules share what a run may do, and `looks` how often it may look at each record.

        `programs` are those of the rules that are kept from one run to the next, if any are.
        """
        parameters = strategy.parameters
        self.as_of = as_of
        self.params = {name: parameter.value for name, parameter in parameters.items() if parameter.value is not None}
        self.unset = frozenset(parameters) - frozenset(self.params)
        rates = self.params.get("exchange_rates")
        self.rates = Rates(rates if isinstance(rates, dict) else {})  # checked by rules.verify
        self._rates_interpreted = parameters["exchange_rates"].interpretation
        constants: dict[str, Mapping[str, object]] = {"params": self.params, "strategy": _plain(strategy)}
        self.runtime = Runtime(functions(self.rates), constants, programs)
        self.shared: dict[str, object] = {**constants, "as_of": as_of}
        self.shared_extent = extent(self.shared)
        self._extents, self._parts = Kept[Extent](), Kept[Mapping[str, Any]]()
        self.linked_fields: frozenset[str] | None = None
        """The fields of linked records that any rule asks for, where that is known."""
        self.budget = Budget(rules, looks, self.shared_extent.size // A_BYTE)
        self.begin(())

    def alone(self, values: Mapping[str, object] = MappingProxyType({})) -> Sight:
        """What is shared, with a few more values, bound without any record."""
        return self.runtime.bind({**self.shared, **values}, Sizes(self.shared_extent, extent(dict(values))))

    def part_of(self, record: Record, fields: frozenset[str]) -> Mapping[str, Any]:
        """Some fields of a record."""
        return self._parts.of(record, lambda: _some(record.data, fields), fields)

    def _extent(self, record: Record) -> Extent:
        """How large a record is."""
        if record.size is not None:
            return extent_of_file(*record.size)
        return self._extents.of(record, lambda: extent(record.data))

    def sizes_of(self, bound: Bound) -> Sizes:
        """How large a record's variables are."""
        others = NOTHING
        for other in bound.linked:
            others |= self._extent(other)
        others = Extent(others.size, max(others.parts, len(bound.linked)), others.text)
        own, places = self._extent(bound.record), bound.record.personal.places
        return Sizes(self.shared_extent, own | extent(bound.values["personal"]) if places else own, others)

    def begin(self, records: Sequence[Record]) -> None:
        """A run begins: over these records, whose links to each other are found."""
        self.budget.begin(len(records))
        self._extents.forget()
        self._parts.forget()
        self._links = _links(records)
        self._partners = {record.id for record in records if record.kind == "partner"}

    def bind(self, record: Record, memory: Memory) -> Bound:
        """One of the records of the run, with those that it is linked to."""
        return self._bind(record, memory.recall("bound", (self, record), dict))

    def _bind(self, record: Record, known: dict[Hashable, Any]) -> Bound:
        linked = tuple(self._links.get((record.kind, record.id), ()))
        lost = [f"partner {name}" for name in record.partners if name not in self._partners]
        return Bound(self, record, self.shared, linked, tuple(lost), known)

    def bind_all(self, records: Sequence[Record]) -> list[Bound]:
        """All records of a portfolio. A run begins with it."""
        self.begin(records)
        return [self._bind(record, {}) for record in records]

    def move_to(self, day: str) -> None:
        """Sits on another day (ISO text) from now on. What was bound before must be bound `again`."""
        self.as_of, self.shared = day, {**self.shared, "as_of": day}

    def again(self, bound: Bound) -> Bound:
        """A record that was bound on another day, bound for this one."""
        return replace(bound, shared=self.shared, known={}, other_day=bound)

    def bind_item(self, bound: Bound, one: Mapping[str, Any]) -> Sight:
        """A record with an item, or with an item's position, in sight too."""
        sizes = bound.sizes._replace(own=bound.sizes.own | extent(dict(one)))
        return self.runtime.bind({**bound.values, **one}, sizes)

    def without_what_is_lost(self, bound: Bound) -> Sight:
        """The record bound without the lists that are not whole, `linked` too, so that touching one is an error."""
        data = without(bound.record.data, bound.record.kept)
        values = {**bound.values, "record": data, bound.record.kind: data}
        if bound.unresolved:
            del values["linked"]
        return self.runtime.bind(values, bound.sizes)

    def want(self, trouble: Trouble, used: frozenset[str]) -> str | None:
        """The path that an expression failed for want of: said by `missing`, or a parameter that is unset."""
        if trouble.missing is not None:
            return trouble.missing
        key = absent_key(trouble.text)
        return f"params.{key}" if key in self.unset & used else None

    def interpretations(self, rule: Rule) -> tuple[str, ...]:
        """The interpretations that the verdict rests on: those the rule names, and rates if one was used."""
        rates = {"exchange_rates"} if self.rates.used and self._rates_interpreted else set()
        return tuple(sorted(rates.union(rule.interpretations)))


def absent_key(error: str) -> str | None:
    """The key that an expression touched and that is not there, if that is what CEL's error text says."""
    found = _KEY_NOT_FOUND.search(error)
    return found[1] if found is not None else None


def at_value(rule: Rule) -> str | None:
    """The value that `at` names; None where it is a path. A key of the record wins over a value of the same name."""
    kinds = ("partner", "project") if rule.subject == "record" else (rule.subject,)
    if rule.subject == "portfolio" or rule.at not in rule.values:
        return None
    return None if any(rule.at in MODELS[kind].model_fields for kind in kinds) else rule.at


def _links(records: Sequence[Record]) -> dict[tuple[str, str], list[Record]]:
    """For each record (by kind and id): the partners that a project names, or the projects that name a partner."""
    partners = {record.id: record for record in reversed(records) if record.kind == "partner"}
    links: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        for name in dict.fromkeys(record.partners) if record.kind == "project" else ():
            if name in partners:
                links.setdefault(("project", record.id), []).append(partners[name])
                links.setdefault(("partner", name), []).append(record)
    return links


def distinct(items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Each item with its position, where it stands for the first time."""
    seen: set[Any] = set()
    for position, item in enumerate(items):
        key = comparable(item)
        if key not in seen:
            seen.add(key)
            yield position, item


def _some(data: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {name: part for name, part in data.items() if name in fields}


def _plain(strategy: Strategy) -> dict[str, object]:
    """The strategy as rules see it."""
    facts = {name: getattr(strategy, name) for name in ("id", "title", "municipality", "version", "language")}
    plain: dict[str, object] = {name: value for name, value in facts.items() if value is not None}
    for kind in ("principles", "goals", "areas", "programmes", "relations"):
        plain[kind] = [
            {"code": code.code, "name": dict(code.name)}
            | ({"clause": code.clause} if code.clause else {})
            | ({"kind": code.kind} if code.kind else {})
            for code in getattr(strategy, kind)
        ]
    return plain
