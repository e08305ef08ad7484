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
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from tools.mutants.plan import Plan, Ran
from tools.mutants.seen import Seen

_MEMORY = 4 << 30


@dataclass
class Fate:
    """What became of a mutant."""

    mutant: Mutant
    noticed_by: str | None
    """The test that fails; None where none does."""
    ended: bool
    """False where it went on without an end, or took the process along: that is noticed too."""
    tests: int
    """How many tests were tried on it."""

    @property
    def survived(self) -> bool:
        return self.noticed_by is None and self.ended


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
    seen: Seen | None = None
    """What the tests do as they are, from an earlier trial."""
    to_the_end: bool = True
    """Whether those that the first tests do not notice are tried by all others too."""
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
        known = self.seen.known([item.nodeid for item in items]) if self.seen is not None else {}
        self.say(f"{len(items) - len(known)} of {len(items)} tests are run as they are.")
        started = time.monotonic()
        groups: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in [each for each in items if each.nodeid not in known]:
            groups[item.nodeid if self.apart else item.nodeid.partition("::")[0]].append(item)
        died: list[list[pytest.Item]] = []
        for some, found in each_in_a_fork(groups.values(), self._as_they_are, self.jobs):
            known |= found or {}
            died += [] if found is not None else [[item] for item in some]
        for some, found in each_in_a_fork(died, self._as_they_are, self.jobs):
            known |= found if found is not None else {each.nodeid: Ran(0, False, {}) for each in some}
        if self.seen is not None:
            self.seen.keep(known)
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
            watch.set_option("run:disable_warnings", ["no-data-collected"])
            before = time.process_time()
            with watch.collect():
                reports = runtestprotocol(item, nextitem=following, log=False)
            seconds = time.process_time() - before
            data, start = watch.get_data(), f"{self.package}/"
            lines = {file.removeprefix(start): set(data.lines(file) or ()) for file in data.measured_files()}
            known[item.nodeid] = Ran(seconds, all(each.outcome == "passed" for each in reports), lines)
        return known

    def _change(self, items: Sequence[pytest.Item], known: Mapping[str, Ran]) -> None:
        plan, functions = Plan(known), _functions(self.package)
        by_name = {item.nodeid: item for item in items}
        self._started = self._spoke = time.monotonic()

        def attempt(mutants: Iterable[Mutant], most: int | None) -> list[Mutant]:
            """Tries them; those that survive, though there are tests left."""
            again: list[Mutant] = []
            tasks = ((mutant, [by_name[name] for name in plan.take(mutant, most)]) for mutant in mutants)
            tried = each_in_a_fork(tasks, lambda task: self._try(*task, functions, known), self.jobs)
            for (mutant, _), answer in tried:
                if answer == "" and self.to_the_end and plan.left(mutant):
                    again.append(mutant)
                    continue
                if answer:
                    plan.noticed(mutant, answer)
                self._note(Fate(mutant, answer or None, answer is not None, plan.tried(mutant)), len(again))
            return again

        attempt(attempt(self.mutants, self.most), None)

    def _note(self, fate: Fate, waiting: int) -> None:
        self.fates.append(fate)
        if fate.survived:
            self.say(f"  survives {fate.tests} tests: {fate.mutant.function}: {fate.mutant.change}")
        if time.monotonic() - self._spoke > 30:
            self._spoke = time.monotonic()
            alive = sum(each.survived for each in self.fates) + waiting
            passed = self._spoke - self._started
            self.say(f"  {len(self.fates)} of {len(self.mutants)}, {alive} survive, {passed:.0f} s")

    def _try(
        self,
        mutant: Mutant,
        items: Sequence[pytest.Item],
        functions: dict[tuple[str, str], list[FunctionType]],
        known: Mapping[str, Ran],
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
