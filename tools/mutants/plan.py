"""Which tests are tried on a mutant, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.mutants.changes import Mutant

_FEW = 1000
"""A test that runs no more lines of the package than this takes next to no time."""
_LONG = 1.0
"""A test that takes so many seconds, with the watch on, comes last."""


@dataclass
class Ran:
    """What one test does when nothing is changed."""

    seconds: float
    passed: bool
    lines: Mapping[str, set[int]]
    """By file of the package, the lines that it runs."""

    @property
    def size(self) -> int:
        """How many lines it runs. With the watch on, every test takes much the same time."""
        return sum(map(len, self.lines.values()))


class Plan:
    """The tests that run the lines of a mutant: those that noticed others in its function, the small, and the rest."""

    def __init__(self, known: Mapping[str, Ran]) -> None:
        passing = {name: ran for name, ran in known.items() if ran.passed}
        self._smallest = sorted(passing, key=lambda name: (known[name].size, known[name].seconds))
        self._small = {name for name in passing if known[name].size <= _FEW}
        self._long = {name for name in passing if known[name].seconds > _LONG}
        self._by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        for name, ran in passing.items():
            for file, lines in ran.lines.items():
                for line in lines:
                    self._by_line[file, line].add(name)
        self._sharp: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._tried: dict[int, list[str]] = defaultdict(list)

    def left(self, mutant: Mutant) -> list[str]:
        """The tests that have not been tried on it yet, the most promising first."""
        names = set().union(*(self._by_line[mutant.file, line] for line in mutant.lines))
        names -= set(self._tried[id(mutant)])
        sharp = [name for name in reversed(self._sharp[mutant.file, mutant.function]) if name in names]
        names -= set(sharp)
        small, rest = names & self._small, names - self._small
        quick, long = rest - self._long, rest & self._long
        return [
            *sharp,
            *(name for name in self._smallest if name in small),
            *_varied(name for name in self._smallest if name in quick),
            *(name for name in self._smallest if name in long),
        ]

    def take(self, mutant: Mutant, most: int | None) -> list[str]:
        """The next so many of them beside the small ones, and none that take long; or all. They are tried now."""
        names = self.left(mutant)
        if most is not None:
            names = [name for name in names if name not in self._long]
            most += sum(name in self._small for name in names)
        self._tried[id(mutant)] += names[:most]
        return names[:most]

    def tried(self, mutant: Mutant) -> int:
        """How many have been tried on it."""
        return len(self._tried[id(mutant)])

    def noticed(self, mutant: Mutant, name: str) -> None:
        """A test has noticed it, and so is promising for others in the same function."""
        sharp = self._sharp[mutant.file, mutant.function]
        if name in sharp:
            sharp.remove(name)
        sharp.append(name)


def _varied(names: Iterable[str]) -> list[str]:
    """In their order, but first one case of each test, then the second of each, and so on."""
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for place, name in enumerate(names):
        test = name.partition("[")[0]
        turns.append((seen[test], place, name))
        seen[test] += 1
    return [name for _, _, name in sorted(turns)]
