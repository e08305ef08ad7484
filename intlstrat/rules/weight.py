"""How much an expression could do at the very most, told before it runs: from its tree and from how large its data is.

CEL stops an evaluation after 10 000 turns of its loops, and bounds nothing else: not what one turn does, nor how
large a text or a list may grow. So each evaluation is weighed first. The weight depends on the expression and on the
size of its data alone, and never on a clock: the same input is stopped at the same place on every machine.

A unit of work is about a tenth of a microsecond. The weight is an upper bound, and most often much too high.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from intlstrat.rules.expressions import scalar_fields
from intlstrat.rules.tree import Call, Const, Loop, Many, Name, Select, Tree

MOST_TURNS = 10_000
"""After so many turns of its loops CEL ends an evaluation by itself ("Iteration budget exceeded")."""
EVALUATION = 30
"""The work of any evaluation."""
TURN = 5
"""The work of one turn of a loop, beside what is asked in it."""
A_BYTE = 4
"""So many bytes of data are converted for CEL with one unit of work."""
_CALL = 50
"""The work of a call into Python and back."""
_HEAVY = re.compile(
    r"\b(?:all|exists|exists_one|existsOne|filter|map|contains|matches|in_order|same_text|sum|duplicates|visits_in)\b"
)


class Extent(NamedTuple):
    """How large a value may be: bytes in all, the longest list or map in it, and the longest text in it."""

    size: int
    parts: int
    text: int

    def __or__(self, other: object) -> Extent:
        """What holds either or both."""
        assert isinstance(other, Extent)
        return Extent(self.size + other.size, max(self.parts, other.parts), max(self.text, other.text))

    def fits(self, other: Extent) -> bool:
        """Whether it is nowhere larger than the other."""
        return self.size <= other.size and self.parts <= other.parts and self.text <= other.text

    def rounded(self) -> Extent:
        """Each number rounded up to a power of two, so that few weights have to be worked out."""
        return Extent(*(1 << max(0, number - 1).bit_length() for number in self))


NOTHING = Extent(0, 0, 0)


class Sizes(NamedTuple):
    """How large the variables of an evaluation are: what all share, the record itself, and those linked to it."""

    shared: Extent
    own: Extent = NOTHING
    linked: Extent = NOTHING


class Weight(NamedTuple):
    """The most work and the most memory (bytes) that an evaluation takes."""

    work: int
    memory: int


_FIELDS = 32
SCALAR = Extent(8, 0, 32)
SMALL = Extent(1 << 16, 256, 4096)
"""Data of which nothing that is done but once is worth weighing."""


def extent(value: Any) -> Extent:
    """How large a plain value is."""
    size = count = text = 0
    pending = [value]
    while pending:
        part = pending.pop()
        size += 8
        if isinstance(part, str):
            size += len(part)
            text = max(text, len(part))
        elif isinstance(part, dict):
            count = max(count, len(part))
            pending += part
            pending += part.values()
        elif isinstance(part, list):
            count = max(count, len(part))
            pending += part
    return Extent(size, count, text)


def extent_of_file(nodes: int, letters: int, parts: int, text: int) -> Extent:
    """How large the values are at most that a file of so many nodes and letters gives.

    Fields that are not in the file are there as empty lists, and a partner or a project has some thirty of them.
    """
    return Extent(8 * nodes + letters + 8 * (_FIELDS + nodes // 2), max(parts, _FIELDS), max(text, 64))


def is_light(expression: str) -> bool:
    """Whether the expression has no loop and looks through no list or text, so that on small data it need not be
    weighed."""
    return _HEAVY.search(expression) is None


def weigh(
    tree: Tree,
    data: Extent,
    patterns: Mapping[str, int],
    large: Mapping[str, Extent] = MappingProxyType({}),
) -> Weight:
    """The most that an evaluation takes where no variable is larger than `data`, but for those in `large`.

    `patterns` has the number of states of every parameter that is a text, for where it is used as a pattern.
    """
    scale = _Scale(data, patterns)
    result = scale.weigh(tree, {**large}, 1)
    return Weight(EVALUATION + scale.work + result.size // 16, scale.memory + result.size)


class _Scale:
    """Adds up work and memory over a tree; `times` is how often a node is asked."""

    def __init__(self, data: Extent, patterns: Mapping[str, int]) -> None:
        self._data, self._patterns = data, patterns
        self._of_records = _RECORDS
        self.work = self.memory = 0

    def weigh(self, node: Tree, variables: dict[str, Extent], times: int) -> Extent:
        self.work += times
        match node:
            case Const(text):
                return SCALAR if text is None else Extent(8 + len(text), 0, len(text))
            case Name(name):
                return variables.get(name, self._data)
            case Select(operand, field, asks):
                found = self.weigh(operand, variables, times)
                if asks:
                    return SCALAR
                if field in scalar_fields() and self._is_of_records(operand):
                    return Extent(found.text + 8, 0, found.text)
                return found
            case Many(parts):
                self.memory += times * 16 * len(parts)
                return self._together([self.weigh(part, variables, times) for part in parts])
            case Call(function, arguments):
                return self._call(
                    function, arguments, [self.weigh(each, variables, times) for each in arguments], times
                )
            case Loop():
                return self._loop(node, variables, times)

    def _is_of_records(self, node: Tree) -> bool:
        """Whether this is a record or a part of one as it stands there, so that its fields are what models say."""
        while isinstance(node, Select) or (isinstance(node, Call) and node.function == "_[_]"):
            node = node.operand if isinstance(node, Select) else node.arguments[0]
        return isinstance(node, Name) and node.name in self._of_records

    @staticmethod
    def _together(parts: list[Extent]) -> Extent:
        """A list of these."""
        size = 8 + sum(part.size + 8 for part in parts)
        count = max([len(parts), *(part.parts for part in parts)])
        return Extent(size, count, max((part.text for part in parts), default=0))

    def _loop(self, loop: Loop, variables: dict[str, Extent], times: int) -> Extent:
        over = self.weigh(loop.over, variables, times)
        turns = min(over.parts, MOST_TURNS)
        asked = min(times * turns, MOST_TURNS)
        # All items together are no larger than the list, so each stands for its part of it.
        item = Extent(over.size // max(1, turns) + 8, over.parts, over.text)
        inside = {**variables, loop.variable: item, loop.result: NOTHING}
        outside = self._of_records
        is_of_records = self._is_of_records(loop.over)
        self._of_records = outside | {loop.variable} if is_of_records else outside - {loop.variable}
        self.work += asked * TURN
        self.weigh(loop.condition, inside, asked)
        step = self.weigh(loop.step, inside, asked)
        self._of_records = outside
        if not isinstance(loop.begin, Many):
            return SCALAR
        # A list that is built up is copied at every turn.
        self.work += asked * turns // 4
        self.memory += asked * turns * 16
        return Extent(turns * (step.size + 8), max(turns, step.parts), step.text)

    def _call(self, function: str, arguments: tuple[Tree, ...], found: list[Extent], times: int) -> Extent:
        if function in _CHOICES:
            return found[-1] if len(found) < 3 else Extent(*map(max, found[1], found[2]))
        if function == "_[_]":
            return found[0]
        if function == "_+_":
            grown = Extent(*(one + other for one, other in zip(*found, strict=True)))
            self.work += times * (grown.text // 1000 + grown.parts // 8)
            self.memory += times * (grown.text + 16 * grown.parts)
            return grown
        if function == "matches":
            self.work += times * (1 + found[0].text * self._states(arguments[1]) // 4)
            return SCALAR
        work = WORK.get(function)
        self.work += times * (work(*found) if work is not None else _CALL)
        if function in ("duplicates", "in_order"):
            return found[0]
        return found[0] if function == "dyn" else SCALAR

    def _states(self, pattern: Tree) -> int:
        if isinstance(pattern, Const) and pattern.text is not None:
            return states(pattern.text)
        return self._patterns.get(pattern.field, 0) if isinstance(pattern, Select) else 0


_RECORDS = frozenset({"partner", "project", "record", "linked"})
_CHOICES = frozenset({"_&&_", "_||_", "_?_:_", "!_", "@not_strictly_false"})


def _compared(one: Extent, other: Extent) -> int:
    """Two values held against each other; where one is no list, it is told at once."""
    return min(one.text, other.text) // 1000 + (min(one.size, other.size) // 16 if one.parts and other.parts else 0)


def _searched(one: Extent, other: Extent) -> int:
    """A text looked for in another, letter by letter."""
    return one.text // 10 + one.text * min(other.text, one.text) // 3000


_LOOKED_THROUGH: dict[str, Callable[..., int]] = {
    "_==_": _compared,
    "_!=_": _compared,
    "@in": lambda one, other: other.parts // 4 + (other.size // 16 if one.parts else 0),
    "contains": _searched,
    "size": lambda one: one.text // 100,
    "string": lambda one: one.text // 100,
    "sum": lambda one: _CALL + one.parts * 10,
    "duplicates": lambda one: _CALL + one.parts * 10 + one.size // 4,
    "in_order": lambda one: _CALL + one.parts * 5,
    "visits_in": lambda one, *_: _CALL + one.parts * 10,
    "same_text": lambda one, other: _CALL + one.text + other.text,
}
_ORDERED: dict[str, Callable[..., int]] = dict.fromkeys(
    ("_<_", "_<=_", "_>_", "_>=_", "startsWith", "endsWith"), lambda one, other: min(one.text, other.text) // 1000
)
WORK = _LOOKED_THROUGH | _ORDERED
"""How the work of a function or an operator grows with what it is given; any other is a call into Python."""


_REPEATED = re.compile(r"\{\s*([0-9]*)\s*(?:,\s*([0-9]*)\s*)?\}")
_CLASS = re.compile(r"\\[pP]")


def states(pattern: str) -> int:
    """How many states a regular expression has at most: its length, times all counts in it, for they may be nested."""
    found = len(pattern) + 300 * len(_CLASS.findall(pattern))
    for least, most in _REPEATED.findall(pattern):
        found *= max(1, int((most or least or "1")[:6]))
    return found
