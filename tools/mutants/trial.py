"""The trial of mutants: a plugin of pytest that, once the tests are collected, runs them in forks.

mutmut's own runner starts pytest anew for each mutant and leaves functions with a decorator alone. Here everything is
imported and collected once; each mutant is a fork in which one function has other code, and which runs one after the
other the tests that run those lines of it, until one fails.
"""

from __future__ import annotations

import gc
import resource
import shutil
import signal
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

from tools.mutants.changes import Mutant, defaults
from tools.mutants.forks import each_in_a_fork

_MEMORY = 4 << 30


@dataclass
class Ran:
    """What one test does when nothing is changed."""

    seconds: float
    passed: bool
    lines: dict[str, set[int]]
    """By file of the package, the lines that it runs."""


@dataclass
class Fate:
    """What became of a mutant: the test that noticed it, or why it did not end; both None where it survived."""

    mutant: Mutant
    noticed_by: str | None = None
    ended: str | None = None
    tests: int = 0
    """How many tests were run in vain, where it survived."""

    @property
    def survived(self) -> bool:
        return self.noticed_by is None and self.ended is None


@dataclass
class Trial:
    """Comes to pytest as a plugin, and leaves what became of the mutants in `fates`."""

    package: Path
    mutants: Sequence[Mutant]
    say: Callable[[str], None]
    jobs: int
    most: int
    """So many tests are tried on every mutant first, the quickest ones; then all, on those that are left."""
    apart: bool
    """Whether each test is first run in a process of its own, and not with the others of its file."""
    once: Sequence[str] = ()
    """Functions, by their dotted names, that are costly and give the same each time: they are called once."""
    fates: list[Fate] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._folder = Path(tempfile.mkdtemp(prefix="mutants"))
        try:
            self._all(session.items)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
        return True

    def _all(self, items: list[pytest.Item]) -> None:
        self._warm_up(items)
        self.say(f"{len(items)} tests are run as they are.")
        known: dict[str, Ran] = {}
        started = time.monotonic()
        groups: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in items:
            groups[item.nodeid if self.apart else item.nodeid.partition("::")[0]].append(item)
        for some, found in each_in_a_fork(groups.values(), self._as_they_are, self.jobs):
            known |= found if found is not None else {each.nodeid: Ran(0, False, {}) for each in some}
        bad = sorted(name for name, ran in known.items() if not ran.passed)
        self.say(f"{len(known) - len(bad)} of them pass, in {time.monotonic() - started:.0f} s.")
        for name in bad:
            self.say(f"  not used, for it does not pass here: {name}")
        self._change([item for item in items if known[item.nodeid].passed], known)

    def _warm_up(self, items: Sequence[pytest.Item]) -> None:
        """Has the tests import what they need, by a test of each file, and forgets what the package remembers of it."""
        kept = []
        for name in self.once:
            module, _, function = name.rpartition(".")
            kept.append(cache(getattr(import_module(module), function)))
            setattr(import_module(module), function, kept[-1])
        firsts = {item.nodeid.partition("::")[0]: item for item in reversed(items)}
        for item in firsts.values():
            runtestprotocol(item, nextitem=None, log=False)
        gc.collect()
        for each in gc.get_objects():
            if (
                isinstance(each, _lru_cache_wrapper)
                and each not in kept
                and each.__module__.startswith(self.package.name)
            ):
                each.cache_clear()
        gc.freeze()

    def _as_they_are(self, items: Sequence[pytest.Item]) -> dict[str, Ran]:
        self._settle(items[0])
        known = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            watch = Coverage(data_file=None, config_file=False, include=[f"{self.package}/*"])
            before = time.process_time()
            with watch.collect():
                reports = runtestprotocol(item, nextitem=following, log=False)
            seconds = time.process_time() - before
            data, start = watch.get_data(), f"{self.package}/"
            lines = {file.removeprefix(start): set(data.lines(file) or ()) for file in data.measured_files()}
            known[item.nodeid] = Ran(seconds, all(each.outcome == "passed" for each in reports), lines)
        return known

    def _change(self, items: Sequence[pytest.Item], known: dict[str, Ran]) -> None:
        order = {item.nodeid: item for item in sorted(items, key=lambda each: known[each.nodeid].seconds)}
        by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        for name, ran in known.items():
            for file, lines in ran.lines.items():
                for line in lines:
                    by_line[file, line].add(name)
        functions = _functions(self.package)
        sharp: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        started = last = time.monotonic()

        def tests(mutant: Mutant, all_of_them: bool) -> list[pytest.Item]:
            covering = set().union(*(by_line[mutant.file, line] for line in mutant.lines)) & order.keys()
            first = [name for name in reversed(sharp[mutant.file, mutant.function]) if name in covering]
            names = first + _varied([name for name in order if name in covering and name not in first])
            return [order[name] for name in (names[self.most :] if all_of_them else names[: self.most])]

        def attempt(mutants: Iterable[Mutant], all_of_them: bool) -> list[Mutant]:
            """Tries them; those that survive, though there are tests left."""
            nonlocal last
            again = []
            for mutant, answer in each_in_a_fork(
                mutants, lambda each: self._try(each, tests(each, all_of_them), functions, known), self.jobs
            ):
                fate = Fate(mutant)
                if answer is None:
                    fate.ended = "it did not end, or took the process along"
                elif answer:
                    fate.noticed_by = answer
                    sharp[mutant.file, mutant.function].pop(answer, None)
                    sharp[mutant.file, mutant.function][answer] = None
                elif not all_of_them and tests(mutant, True):
                    again.append(mutant)
                    continue
                else:
                    fate.tests = len(tests(mutant, False)) + len(tests(mutant, True))
                    self.say(f"  survives {fate.tests} tests: {mutant.file}:{mutant.function}: {mutant.change}")
                self.fates.append(fate)
                if time.monotonic() - last > 30:
                    last = time.monotonic()
                    left = sum(each.survived for each in self.fates) + len(again)
                    self.say(f"  {len(self.fates)} of {len(self.mutants)}, {left} survive, {last - started:.0f} s")
            return again

        attempt(attempt(self.mutants, False), True)

    def _try(
        self,
        mutant: Mutant,
        items: Sequence[pytest.Item],
        functions: dict[tuple[str, str], list[FunctionType]],
        known: dict[str, Ran],
    ) -> str:
        """The test that notices the mutant, or nothing."""
        found = functions.get((mutant.file, mutant.function), [])
        assert found, mutant
        _swap(mutant, found)
        if not items:
            return ""
        self._settle(items[0])
        for item, following in zip(items, [*items[1:], None], strict=True):
            # By the processor's time: the machine may have other things to do.
            signal.setitimer(signal.ITIMER_PROF, 2 + 8 * known[item.nodeid].seconds)
            if any(each.failed for each in runtestprotocol(item, nextitem=following, log=False)):
                return item.nodeid
        return ""

    def _settle(self, item: pytest.Item) -> None:
        """In a fork: its own folder for files, and limits."""
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        factory: Any = item.config._tmp_path_factory  # type: ignore[attr-defined]
        factory._given_basetemp = Path(tempfile.mkdtemp(dir=self._folder)) / "tests"
        factory._basetemp = None


def _varied(names: Iterable[str]) -> list[str]:
    """In their order, but first one of each test, then the second case of each, and so on."""
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for place, name in enumerate(names):
        test = name.partition("[")[0]
        turns.append((seen[test], place, name))
        seen[test] += 1
    return [name for _, _, name in sorted(turns)]


def _functions(package: Path) -> dict[tuple[str, str], list[FunctionType]]:
    """Every function of the package that there is in this process, by its file and name."""
    found: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    start = f"{package}/"
    gc.unfreeze()
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(start):
            found[each.__code__.co_filename.removeprefix(start), each.__code__.co_qualname].append(each)
    gc.freeze()
    return dict(found)


def _swap(mutant: Mutant, functions: Iterable[FunctionType]) -> None:
    code: CodeType = mutant.code()
    for function in functions:
        function.__code__ = code.replace(co_filename=function.__code__.co_filename)
        given = [(name, eval(each, function.__globals__)) for name, each in defaults(mutant)]
        if function.__defaults__:
            function.__defaults__ = tuple(value for name, value in given if name is None)
        if function.__kwdefaults__:
            function.__kwdefaults__ = {name: value for name, value in given if name is not None}
