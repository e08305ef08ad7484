"""What a law of a rule is, and how a rule is held to it.

A law says of one rule what turns a breach into fulfilment and back, when the rule is not asked, and when nobody can
tell; and which keys of a record the clause speaks of at all. It is written from the strategy's clause and from the
specification, never from the rule's own expressions: it is a second reading.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import Any

from days import DAYS
from held import Outcomes, outcomes
from hypothesis import strategies as st
from records_made import Draw, Records, Values, portfolios, records

from intlstrat.findings import Item, Outcome, Subject
from intlstrat.findings.finding import Kind
from intlstrat.rules.model import Pack

BREACH, FULFILLED, UNKNOWN, NOT_APPLICABLE = Outcome.BREACH, Outcome.FULFILLED, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE
Allowed = frozenset["Outcome | None"]
QUIET: Allowed = frozenset({FULFILLED, NOT_APPLICABLE, None})
"""No finding, where the specification leaves open whether the rule is asked at all (None: no outcome)."""
UNASKED: Allowed = frozenset({NOT_APPLICABLE, None})


class _Gone:
    """Stands for a key that is taken away."""

    def __repr__(self) -> str:
        return "GONE"


GONE = _Gone()
AS_OF = "as_of"
"""A change under this key sets the day."""
OTHERS = "others"
"""A change under this key gives other records."""
ITEMS = "items"
"""A change under this key says what each item comes to, where that is not the same for all."""
Change = Mapping[str, Any]
"""Path in the record (`budget.total`) → its new value, GONE, or a strategy for one."""


@dataclass(frozen=True)
class Cases:
    """The cases of a rule on a day. Each is a change, or a strategy for one, of a record that `when` was done to."""

    when: Change = field(default_factory=dict)
    """What makes the rule apply."""
    breach: tuple[Any, ...] = ()
    fulfilled: tuple[Any, ...] = ()
    idle: tuple[Any, ...] = ()
    """Not applicable."""
    unknown: tuple[Any, ...] = ()
    nothing: tuple[Any, ...] = ()
    """Nothing to ask about: no outcome at all."""
    unasked: tuple[Any, ...] = ()
    """What the rule is about is not there: it is not passed, but not applicable or not asked at all."""


@dataclass(frozen=True)
class Law:
    """A rule's law, for records of one kind."""

    rule: str
    kind: Kind
    reads: frozenset[str]
    """The keys of a record that the clause speaks of. All others are of no account to the rule."""
    cases: Callable[[str], Cases]

    def is_of(self, key: str) -> bool:
        """Whether the clause speaks of a key; of all of them, where it is about any text."""
        return key in self.reads or "*" in self.reads


LAWS: dict[tuple[str, Kind], Law] = {}
"""Every law of a rule about records, by rule and kind."""


def law(rule: str, reads: str, *kinds: Kind) -> Callable[[Callable[[str], Cases]], Callable[[str], Cases]]:
    """Registers the cases of a rule, as a function of the day. Without `kinds` the rule's name tells the kind."""

    def registered(cases: Callable[[str], Cases]) -> Callable[[str], Cases]:
        for kind in kinds or (_kind(rule),):
            assert (rule, kind) not in LAWS, f"two laws for {rule}"
            LAWS[rule, kind] = Law(rule, kind, frozenset(reads.split()), cache(cases))
        return cases

    return registered


def _kind(rule: str) -> Kind:
    return "partner" if rule.startswith("partner-") else "project"


@dataclass(frozen=True)
class Stage:
    """One case as it was drawn: the record, the records beside it, the day, and what the rule must come to."""

    case: str
    record: Values
    others: Records
    day: str
    expected: Mapping[Item, Outcome | Allowed]


SUBJECT = "den"
"""The id of the record that a law is about; a record that belongs to a stage may name it."""


def changed(record: Values, change: Change) -> Values:
    """A copy of a record with the changes made."""
    made = copy.deepcopy(record)
    for path, value in change.items():
        *parents, last = path.split(".")
        part = made
        for parent in parents:
            part = part.setdefault(parent, {})
        if value is GONE:
            part.pop(last, None)
        else:
            part[last] = copy.deepcopy(value)
    return made


def drawn(draw: Draw, change: Any) -> dict[str, Any]:
    """A change with every strategy in it drawn."""
    made = draw(change) if isinstance(change, st.SearchStrategy) else change
    return {path: draw(value) if isinstance(value, st.SearchStrategy) else value for path, value in made.items()}


class Trial:
    """One record among others, taken through every case of its law."""

    def __init__(self, draw: Draw, law: Law) -> None:
        self._draw, self.law = draw, law
        self.day = draw(st.sampled_from(DAYS))
        self.beside: Records = draw(portfolios(most=1))
        self.cases = law.cases(self.day)
        start = {**draw(records(law.kind)), **{"waivers": []}}
        self.start, beside = self._changed(start, self.cases.when)
        self._belonging: Records = beside[OTHERS]
        self._other = {**draw(records(law.kind)), "waivers": []}

    def _changed(self, record: Values, *changes: Any) -> tuple[Values, dict[str, Any]]:
        notes: dict[str, Any] = {}
        for change in changes:
            made = drawn(self._draw, change)
            # Records beside it stay, for it may name them; the day and the items are of the last change alone.
            notes = {OTHERS: made.pop(OTHERS, notes.get(OTHERS, {}))}
            notes |= {name: made.pop(name) for name in (AS_OF, ITEMS) if name in made}
            record = changed(record, made)
        return record, notes

    def stage(self, name: str, wanted: Outcome | Allowed, *changes: Any) -> Stage:
        record, notes = self._changed(self.start, *changes)
        expected: Mapping[Item, Outcome | Allowed] = notes.get(ITEMS, {None: wanted})
        return Stage(name, record, {**self._belonging, **notes[OTHERS]}, notes.get(AS_OF, self.day), expected)

    def stages(self) -> Iterator[Stage]:
        """Breach and fulfilment by turns, each as many times as it has ways; then the cases without a verdict."""
        cases = self.cases
        last_breach, last_fulfilled = cases.breach[-1], cases.fulfilled[-1]
        for number, (breach, fulfilled) in enumerate(zip_longest(cases.breach, cases.fulfilled)):
            yield self.stage(f"breach {number}", BREACH, last_fulfilled, last_breach if breach is None else breach)
            yield self.stage(
                f"fulfilled {number}",
                FULFILLED,
                last_breach if breach is None else breach,
                last_fulfilled if fulfilled is None else fulfilled,
            )
        for name, wanted, changes in self._others():
            for number, change in enumerate(changes):
                for base, before in (("breach", cases.breach[0]), ("fulfilled", cases.fulfilled[0])):
                    yield self.stage(f"{name} {number} from {base}", wanted, before, change)

    def _others(self) -> Iterator[tuple[str, Outcome | Allowed, tuple[Any, ...]]]:
        yield "not applicable", NOT_APPLICABLE, self.cases.idle
        yield "unknown", UNKNOWN, self.cases.unknown
        yield "nothing", frozenset({None}), self.cases.nothing
        yield "unasked", UNASKED, self.cases.unasked

    def unrelated(self, stage: Stage) -> Stage:
        """The same stage with every key replaced that the clause does not speak of."""
        kept = {key: value for key, value in stage.record.items() if self.law.is_of(key)}
        rest = {key: value for key, value in self._other.items() if not self.law.is_of(key)}
        return Stage(f"{stage.case}, the rest replaced", {**rest, **kept}, stage.others, stage.day, stage.expected)

    def by_day(self) -> dict[str, list[Stage]]:
        """All stages, each also with the rest replaced, by the day that they are judged on."""
        found: dict[str, list[Stage]] = defaultdict(list)
        for stage in self.stages():
            found[stage.day] += [stage, self.unrelated(stage)]
        return found


def judged(trial: Trial, pack: Pack) -> Iterator[tuple[Stage, Outcomes]]:
    """What the rule comes to in each case.

    The cases of a day are judged side by side, each under an id of its own: that is far cheaper than one by one.
    """
    law = trial.law
    for day, stages in trial.by_day().items():
        together = dict(trial.beside)
        for number, stage in enumerate(stages):
            together |= _renamed(law.kind, stage, f"-{number}")
        found, alone = (outcomes(each, pack, day)[law.rule] for each in (together, trial.beside))
        for number, stage in enumerate(stages):
            yield stage, found.get(Subject(law.kind, f"{SUBJECT}-{number}"), {})
        for subject, theirs in alone.items():
            assert found[subject] == theirs, (law.rule, subject, theirs, found[subject])


def hold(trial: Trial, pack: Pack) -> None:
    """Takes a record through its cases: the rule must come to what the law says, and for others to what it did."""
    for stage, mine in judged(trial, pack):
        told = f"{trial.law.rule}, {stage.case}, as of {stage.day}"
        assert matches(mine, stage.expected), f"{told}: {mine}, not {dict(stage.expected)}, for {stage.record}"


def _renamed(kind: Kind, stage: Stage, suffix: str) -> Records:
    """The record of a stage and those that belong to it, under ids that no other stage has."""
    made: Records = {(kind, SUBJECT): stage.record, **stage.others}
    names = {id_ for of, id_ in made if of == "partner"}
    renamed: Records = {}
    for (of, id_), record in made.items():
        linked = [f"{name}{suffix}" if name in names else name for name in record.get("partners", ())]
        renamed[of, f"{id_}{suffix}"] = {**record, "partners": linked} if of == "project" else record
    return renamed


def matches(mine: Outcomes, expected: Mapping[Item, Outcome | Allowed]) -> bool:
    """Whether the outcomes are those expected. One that is allowed to be None may be missing, with any items quiet."""
    if set(expected) == {None} and isinstance(expected[None], frozenset):
        allowed = expected[None]
        return all(outcome in allowed for outcome in mine.values()) and (None in allowed or bool(mine))
    for item in set(mine) | set(expected):
        wanted = expected.get(item, frozenset[Outcome | None]())
        allowed = wanted if isinstance(wanted, frozenset) else frozenset[Outcome | None]({wanted})
        if mine.get(item) not in allowed:
            return False
    return True
