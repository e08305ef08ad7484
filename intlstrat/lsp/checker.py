"""Checks in the background: one thread, always the newest state of a data repo, and an older check gives way."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic

from msgspec import Struct, field

from intlstrat.check import Asked, Checked, check
from intlstrat.files import Inputs
from intlstrat.language import Language
from intlstrat.lsp.diagnose import Diagnoser, Diagnostic
from intlstrat.lsp.library import Key, Library
from intlstrat.lsp.state import Disk, Overlay, PackShelf, Rules, inputs_of, library_of, read_disk, rules_of
from intlstrat.lsp.words import warm
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.selection import Selection


class Job(Struct, frozen=True):
    """One state of a data repo that is to be checked. Without `disk`, that is read first."""

    number: int
    root: Path
    rules: Path
    overlay: Overlay
    library: Library
    disk: Disk | None
    day: str
    language: Callable[[str | None], Language]
    """The language of the texts, for that of the strategy."""
    not_before: float = 0.0
    """When it may begin, by the monotonic clock: who is typing in a rule is not done at every letter."""


class Prepared(Struct, frozen=True):
    """What is known before the verdict: enough to answer questions with."""

    number: int
    disk: Disk
    library: Library
    rules: Rules
    language: Language


class Judged(Struct, frozen=True):
    """The verdict as diagnostics, by file."""

    number: int
    diagnostics: Mapping[Key, tuple[Diagnostic, ...]]


class Failed(Struct, frozen=True):
    """Something that should not have happened, and must not take the server with it."""

    number: int
    error: Exception


Result = Prepared | Judged | Failed


class Superseded(Exception):
    """A newer state is waiting, or the data repo has been closed."""


class Bench(Struct):
    """What the checks of one data repo share."""

    diagnoser: Diagnoser
    memory: Memory = field(default_factory=Memory)
    shelf: PackShelf = field(default_factory=PackShelf)


def verdict(inputs: Inputs, pack: Pack, day: str, tick: Callable[[], None], bench: Bench) -> Checked:
    """The same check as `intlstrat check` without any options."""
    return check(inputs, pack, day, Selection(), Asked(), tick, bench.memory)


def work(job: Job, bench: Bench, tick: Callable[[], None], post: Callable[[Result], None]) -> None:
    """Does a job, and posts what comes of it as soon as it is known."""
    disk = job.disk or read_disk(job.root, job.rules)
    inputs, found = inputs_of(disk, job.overlay), rules_of(disk, job.overlay)
    library = job.library if job.disk is not None else library_of(inputs, found, job.library)
    library.warm()
    rules = bench.shelf.rules(found, saved=not any(area == "rules" for area, _ in job.overlay))
    language = job.language(rules.pack.strategy.language if rules.pack is not None else None)
    post(Prepared(job.number, disk, library, rules, language))
    tick()
    diagnostics: dict[Key, tuple[Diagnostic, ...]] = {}
    if rules.pack is not None:
        checked = verdict(inputs, rules.pack, job.day, tick, bench)
        diagnostics |= bench.diagnoser.of_report(checked.report, rules.pack, language, library)
    for key, problems in bench.diagnoser.of_problems(rules.problems, language, library).items():
        diagnostics[key] = (*problems, *diagnostics.get(key, ()))
    post(Judged(job.number, diagnostics))


class Checker:
    """The thread that does the jobs. Results are handed to `post` on that thread, with the root of the data repo."""

    def __init__(self, encoding: str, post: Callable[[Path, Result], None]) -> None:
        self._encoding, self._post = encoding, post
        self._waiting: dict[Path, Job] = {}
        self._benches: dict[Path, Bench] = {}
        self._turn = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="checker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Takes a job in place of any older one of the same data repo that is not done."""
        with self._turn:
            self._waiting[job.root] = job
            self._turn.notify()

    def forget(self, root: Path) -> None:
        """Gives up what is waiting or being done for a data repo, and everything that was kept for its next check."""
        with self._turn:
            self._waiting.pop(root, None)
            self._benches.pop(root, None)

    def stop(self) -> bool:
        """Gives up what is being done, and ends. False where that takes too long to wait for."""
        with self._turn:
            self._stopped = True
            self._waiting.clear()
            self._turn.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=1)
        return not self._thread.is_alive()

    def _next(self) -> tuple[Job, Bench] | None:
        with self._turn:
            while not self._stopped:
                now = monotonic()
                due = [job for job in self._waiting.values() if job.not_before <= now]
                if due:
                    job = self._waiting.pop(due[0].root)
                    return job, self._benches.setdefault(job.root, Bench(Diagnoser(self._encoding)))
                soonest = min((job.not_before for job in self._waiting.values()), default=None)
                self._turn.wait(None if soonest is None else soonest - now)
        return None

    def _run(self) -> None:
        while (taken := self._next()) is not None:
            job, bench = taken
            root, number = job.root, job.number
            try:
                warm()
                work(job, bench, partial(self._tick, root, bench), partial(self._post, root))
            except Superseded:
                continue
            except Exception as error:
                self._post(root, Failed(number, error))
            _tidy()

    def _tick(self, root: Path, bench: Bench) -> None:
        if self._stopped or root in self._waiting or self._benches.get(root) is not bench:
            raise Superseded


def _tidy() -> None:
    """Looks for what nobody needs any more when a verdict is out; and never again at what has been kept so far.

    All that is kept of many records takes Python more than a tenth of a second to go through, in the middle of an
    answer.
    """
    gc.collect()
    gc.freeze()
