"""Every core of the machine, for a check of many records: a part of the work is done in processes that are forked off.

A forked process has all that was read and compiled so far, and nothing is sent to it. What it finds comes back through
a pipe. Where one cannot be had, or ends too soon, its part is done here, so the result is the same however many there
are.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from intlstrat import unfinished

_Made = TypeVar("_Made")

_MOST = 8
"""More processes than this wait for the first one, which puts everything together."""
_WORTH_A_PROCESS = 150
"""So many records take longer than it takes to begin a process and to send back what it found."""


@dataclass(frozen=True, slots=True)
class Cores:
    """A `Spread` over so many cores."""

    cores: int

    def parts(self, records: int) -> int:
        """One where others run beside this thread: what they hold at that moment would be held for ever."""
        if threading.active_count() > 1:
            return 1
        return max(1, min(self.cores, _MOST, records // _WORTH_A_PROCESS))

    def begin(self, job: Callable[[], _Made]) -> Callable[[], _Made]:
        try:
            reading, writing = os.pipe()
        except OSError:  # too many open files
            return job
        try:
            process = os.fork()
        except OSError:  # too many processes, or no memory
            os.close(reading)
            os.close(writing)
            return job
        if process == 0:
            _work(job, writing)
        os.close(writing)
        return _Begun(job, process, reading).result


def every_core() -> Cores:
    """All cores that this process may use. One where a fork is not safe: macOS's own libraries do not bear it."""
    if sys.platform != "linux":
        return Cores(1)
    return Cores(len(os.sched_getaffinity(0)))


def _work(job: Callable[[], object], writing: int) -> None:
    """What a forked process does from its first to its last moment. It shares the open files, and flushes none."""
    try:
        gc.disable()  # the collector would write to all that is shared, and so copy it
        _send(pickle.dumps(job(), protocol=pickle.HIGHEST_PROTOCOL), writing)
    finally:
        os._exit(0)  # a process that sent less than a whole answer is told by that


def _send(content: bytes, writing: int) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(writing, rest) :]


class _Begun:
    """A job that another process is at."""

    def __init__(self, job: Callable[[], Any], process: int, reading: int) -> None:
        self._job, self._process, self._reading = job, process, reading
        self._undone = unfinished.undone_by(self._stop)
        self._undone.__enter__()

    def result(self) -> Any:
        """What the job came to; done here where the other process did not get to its end."""
        with open(self._reading, "rb") as pipe:
            content = pipe.read()
        self._undone.__exit__(None, None, None)
        with suppress(ChildProcessError):  # whoever ignores SIGCHLD has nothing to wait for
            os.waitpid(self._process, 0)
        try:
            return pickle.loads(content)
        except (EOFError, pickle.UnpicklingError):
            return self._job()

    def _stop(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
