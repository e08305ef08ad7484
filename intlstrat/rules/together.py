"""Asks a record everything at once: all rules of its kind, and what rules about the portfolio want of it.

One evaluation for a record in place of some eighty: most of what a small evaluation takes is to begin it. Where one
part fails the whole does, so the record is then asked rule by rule (`rules.judge`), which tells what failed and why. A
rule that does not hold is asked again alone, for the words of its breach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct

from intlstrat.findings import Outcome
from intlstrat.findings.outcomes import ALL_HOLD, CODES
from intlstrat.rules.cel import Trouble
from intlstrat.rules.constants import MOST_PARTS
from intlstrat.rules.court import Bound, Court
from intlstrat.rules.expressions import fields_of_linked, without_strings
from intlstrat.rules.fold import Opened, PortfolioRule
from intlstrat.rules.judge import RecordRule
from intlstrat.rules.meter import A_RECORD, MOST_MEMORY, Meter, SpentError
from intlstrat.rules.model import Rule
from intlstrat.rules.nulls import count_nulls
from intlstrat.rules.tree import Many, Tree, tree
from intlstrat.rules.weight import NOTHING, Extent, Weight, weigh

ASK = 254
"""The code of a rule that has to be asked by itself."""
_FULFILLED, _NOT_APPLICABLE = CODES[Outcome.FULFILLED], CODES[Outcome.NOT_APPLICABLE]
_OWN = (
    *(Extent(1 << 12, 32, 1 << 9), Extent(1 << 13, 32, 1 << 11)),
    *(Extent(1 << 14, 32, 1 << 13), Extent(1 << 15, 64, 1 << 13)),
)
_LINKED = (NOTHING, Extent(1 << 15, 16, 1 << 12), Extent(1 << 18, 64, 1 << 14))
"""A record is weighed as if it and what it is linked to were the largest of their class; beyond it is asked rule by
rule."""
_Class = tuple[Extent, Extent]
_RECORD = re.compile(r"(?<![\w.])record\b")


class Answer(Struct, frozen=True):
    """What a record answered."""

    codes: bytes
    """Of each rule, as in `findings.outcomes`; `ASK` where it has to be asked by itself."""
    parts: tuple[tuple[Any, ...] | None, ...]
    """What each rule about the portfolio was told, and whether that took a rate; () where that is nothing, None where
    it has to ask by itself."""


class _Part:
    """A program, and the rules about the portfolio whose answers are in what it gives."""

    def __init__(self, court: Court, kind: str, texts: Sequence[str], meters: Sequence[Meter]) -> None:
        self._court, self.meters = court, meters
        self.texts = [court.runtime.source(text) for text in texts]
        self._source = f"[{', '.join(_named(text, kind) for text in self.texts)}]"

    @cached_property
    def program(self) -> Any:
        """Compiled when it is first wanted."""
        return self._court.runtime.compile(self._source)

    @cached_property
    def _trees(self) -> tuple[Tree, ...]:
        found = tree(self.program.serialize())
        assert isinstance(found, Many)
        return found.parts

    def works(self, size: _Class) -> tuple[Weight, ...]:
        """The most work and memory that each of its expressions may be for records of such a size."""
        own, linked = size
        shared, runtime = self._court.shared_extent, self._court.runtime
        large = {"linked": linked, "params": shared, "strategy": shared}

        def weighed() -> tuple[Weight, ...]:
            return tuple(weigh(each, own, runtime.patterns, large) for each in self._trees)

        _ = self.program  # what is weighed of a source is kept beside its program, and so after it
        return runtime.weights(self._source, (own, linked, shared), weighed)


class _Fold(NamedTuple):
    """Where the answers to a rule about the portfolio stand: in which program, and where among what it gives."""

    part: int
    among: slice


class Together:
    """The rules of one kind of records, in one program."""

    def __init__(
        self, court: Court, kind: str, rules: Sequence[RecordRule], folds: Sequence[tuple[PortfolioRule, Opened]]
    ) -> None:
        """`folds` are the rules about the portfolio that ask the records something."""
        self._court = court
        self._rules = [number for number, rule in enumerate(rules) if _is_simple(rule.rule, rule)]
        self._all = len(rules)
        texts = [_asked(rules[number], kind) for number in self._rules]
        meters = [rules[number].meter for number in self._rules]
        alone: list[_Part] = []
        self._places: list[_Fold | None] = []
        for fold, opened in folds:
            own = _wanted(fold, opened, kind)
            if own is None:
                self._places.append(None)
            elif own and fold.inquiry.uses_rates:
                # Whether a rate was used is told of a whole evaluation.
                alone.append(_Part(court, kind, own, [fold.meter] * len(own)))
                self._places.append(_Fold(len(alone), slice(None)))
            else:
                self._places.append(_Fold(0, slice(len(texts), len(texts) + len(own))))
                texts += own
                meters += [fold.meter] * len(own)
        self._parts = [_Part(court, kind, texts, meters), *alone]
        self._view = fields_of_linked(text for part in self._parts for text in part.texts)
        self._works: dict[_Class, tuple[int, ...] | None] = {}
        self._done = Counter[_Class]()

    def prepare(self, bound: Bound) -> None:
        """Compiles and weighs what a record of this size needs, which is else done when the first such is asked."""
        if (size := _class(bound)) is not None:
            self._work(size)

    def ask(self, bound: Bound) -> Answer | None:
        """What a record answers; None where it has to be asked rule by rule."""
        if bound.record.kept or bound.record.lost or bound.unresolved:
            return None
        size = _class(bound)
        if size is None or self._work(size) is None:
            return None
        runtime, rates = self._court.runtime, self._court.rates
        activation = runtime.activation(bound.view(self._view))
        found, used = list[list[Any]](), list[bool]()
        for part in self._parts:
            rates.forget()
            values = runtime.evaluate(part.program, activation)
            if isinstance(values, Trouble):
                count_nulls(found)
                return None
            found.append(values)
            used.append(rates.used)
        self._done[size] += 1
        codes = bytearray([ASK]) * self._all
        for place, number in enumerate(self._rules):
            truth = found[0][place]
            codes[number] = code = _code(truth)
            if code == ASK:
                count_nulls(truth)
        return Answer(bytes(codes), tuple(_told(place, found, used) for place in self._places))

    def _work(self, size: _Class) -> tuple[int, ...] | None:
        """The most work that each expression may be for a record of a class; None where that is much for any."""
        if size not in self._works:
            self._works[size] = self._weighed(size)
        return self._works[size]

    def _weighed(self, size: _Class) -> tuple[int, ...] | None:
        try:
            weights = [weight for part in self._parts for weight in part.works(size)]
        except RuntimeError:  # how CEL says that these are more rules than it takes at once
            return None
        if not all(work <= A_RECORD and memory <= MOST_MEMORY for work, memory in weights):
            return None
        return tuple(work for work, _ in weights)

    def charge(self) -> None:
        """Takes the work that was done since the last time off what the rules may do.

        Each record brings its rules more than that, so when it is taken off makes no difference to which is stopped.
        """
        done, self._done = self._done, Counter()
        meters = [meter for part in self._parts for meter in part.meters]
        for size, times in done.items():
            for meter, work in zip(meters, self._works[size] or (), strict=True):
                with suppress(SpentError):
                    meter.charge(work * times)


def _class(bound: Bound) -> _Class | None:
    """The class of a record and of what it is linked to; None where either is larger than any."""
    own = [each for each in _OWN if bound.sizes.own.fits(each)]
    linked = [each for each in _LINKED if bound.sizes.linked.fits(each)]
    return (own[0], linked[0]) if own and linked else None


def _wanted(fold: PortfolioRule, opened: Opened, kind: str) -> list[str] | None:
    """What a rule about the portfolio asks a record of a kind; None where it has to ask by itself."""
    if opened.is_ordered:
        return fold.inquiry.texts(kind)
    if len(opened.items) <= MOST_PARTS and all(isinstance(item, str | int) for item in opened.items):
        return fold.inquiry.texts(kind, opened.items)
    return None


def _is_simple(rule: Rule, compiled: RecordRule) -> bool:
    """Whether a rule's outcome can be told from a truth, or from one for each item of a list of the record's own."""
    return (
        rule.effective_from is None
        and (not rule.for_each or compiled.list_path is not None)
        and compiled.has_parameters
        and not any("[" in need for need in rule.needs)
    )


def _asked(rule: RecordRule, kind: str) -> str:
    """An expression for what a rule comes to: an empty list where it does not apply, else its truth, or its items'."""
    own = rule.rule
    truth = f"({own.require})"
    if own.for_each:
        truth = f"({own.for_each}).map(item, {truth})"
    needs = [f"has({kind}.{need})" for need in own.needs if not need.startswith("params.")]
    if needs:
        truth = f"(({' && '.join(needs)}) ? {truth} : false)"
    return f"(({own.when}) ? [{truth}] : [])" if own.when else f"[{truth}]"


def _named(text: str, kind: str) -> str:
    """The expression with `record` called by its kind, so that a record is converted once and not under both names."""
    blanked = without_strings(text)
    if re.search(rf"(?<![\w.]){kind}\b", blanked) is not None:
        return text
    parts, end = [], 0
    for match in _RECORD.finditer(blanked):
        parts += [text[end : match.start()], kind]
        end = match.end()
    return "".join(parts) + text[end:]


def _code(found: list[Any]) -> int:
    if not found:
        return _NOT_APPLICABLE
    truth = found[0]
    if truth is True:
        return _FULFILLED
    if isinstance(truth, list) and all(each is True for each in truth):
        return min(ALL_HOLD + len(truth), ASK)
    return ASK


def _told(place: _Fold | None, found: Sequence[list[Any]], used: Sequence[bool]) -> tuple[Any, ...] | None:
    """What a rule about the portfolio is told: (), or its answers and whether a rate was used; None: it has to ask."""
    if place is None:
        return None
    told = found[place.part][place.among]
    is_used = place.part > 0 and used[place.part]
    if is_used or any(map(any, told)):
        count_nulls(told)
        return told, is_used
    if any(None in answers for answers in told):
        count_nulls(told)
    return ()
