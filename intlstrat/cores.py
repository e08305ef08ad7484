"""Every core of the machine, for a check of many records: its parts are done in processes that are forked off.

A forked process has all that was read and compiled so far, and nothing is sent to it. What it finds comes back through
a pipe. Where one cannot be had, or ends too soon, its part is done here, so the result is the same however many there
are. What CEL forgets to give back of an evaluation goes with the process that evaluated.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from msgspec import Struct

from intlstrat import unfinished

_Made = TypeVar("_Made")

_MOST_CORES = 8
"""More processes than this wait for the one that puts everything together."""
_WORTH_IT = 300
"""So many records take longer than it takes to begin processes and to send back what they found."""
_MOST_AT_ONCE = 1000
"""A core has one part of so many records. Of more it has several, so that what is done can be seen to grow."""
_PARTS_A_CORE, _LARGEST_PART = 4, 3500
"""So many parts, or so many more that none has more records than this: no process grows large over them."""
_LENGTH = 8
"""The bytes of an answer's length."""
_AT_ONCE = 1 << 20
"""So many bytes are read from a pipe at a time."""


class Cores(Struct, frozen=True):
    """A `Spread` over so many cores."""

    cores: int

    def parts(self, records: int) -> int:
        """One where others run beside this thread: what they hold at that moment would be held for ever."""
        if self.cores < 2 or records < _WORTH_IT or _threads() > 1:
            return 1
        cores = min(self.cores, _MOST_CORES, records // (_WORTH_IT // 2))
        if records <= cores * _MOST_AT_ONCE:
            return cores
        return cores * max(_PARTS_A_CORE, -(-records // (cores * _LARGEST_PART)))

    def each(self, jobs: Sequence[Callable[[], _Made]]) -> Iterator[_Made]:
        crew = _Crew(min(self.cores, _MOST_CORES), jobs)
        gc.freeze()  # the collector would write to all that is shared, and so copy it
        try:
            with unfinished.undone_by(crew.stop):
                for number in range(len(jobs)):
                    yield crew.result(number)
        finally:
            crew.stop()
            gc.unfreeze()


def every_core() -> Cores:
    """All cores that this process may use. One where a fork is not safe: macOS's own libraries do not bear it."""
    if sys.platform != "linux":
        return Cores(1)
    return Cores(len(os.sched_getaffinity(0)))


def _threads() -> int:
    """How many threads this process has, also those that Python knows nothing of."""
    with suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return threading.active_count()


class _Crew:
    """The processes that are at some jobs, so many at once.

    Where every job has a core, this process does one of them; where there are more, it puts together what comes.
    """

    def __init__(self, at_once: int, jobs: Sequence[Callable[[], Any]]) -> None:
        self._at_once, self._jobs = at_once, jobs
        self._waiting = deque(range(len(jobs)))
        if len(jobs) <= at_once:
            self._waiting.popleft()
        self._processes: dict[int, int] = {}
        """The process that is at a job, by the job's number."""
        self._pipes: dict[int, int] = {}
        """The job that comes through a pipe, by the pipe's end here."""
        self._sent: dict[int, list[bytes]] = {}

    def result(self, number: int) -> Any:
        """What a job came to; done here where no process got to the end of it."""
        self._begin()
        while number in self._pipes.values():
            self._receive()
            self._begin()
        content = b"".join(self._sent.pop(number, []))
        length, content = content[:_LENGTH], content[_LENGTH:]
        is_whole = len(length) == _LENGTH and len(content) == int.from_bytes(length)
        return pickle.loads(content) if is_whole else self._jobs[number]()

    def stop(self) -> None:
        """Ends every process that is still at something."""
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for pipe in [*self._pipes]:
            self._end(pipe)
        self._waiting.clear()

    def _begin(self) -> None:
        """Begins as many jobs as may be begun. One for which no process can be had is left to `result`."""
        while self._waiting and len(self._pipes) < self._at_once:
            number = self._waiting.popleft()
            # A signal between the beginning of a process and the noting of it would leave it behind.
            with suppress(OSError), unfinished.held():  # too many processes or open files, or no memory
                reading, process = _forked(self._jobs[number], [*self._pipes])
                self._processes[number], self._sent[number], self._pipes[reading] = process, [], number

    def _receive(self) -> None:
        """Takes in what has come through the pipes; waits where nothing has."""
        poll = select.poll()
        for pipe in self._pipes:
            poll.register(pipe, select.POLLIN)
        for pipe, _ in poll.poll():
            content = os.read(pipe, _AT_ONCE)
            self._sent[self._pipes[pipe]].append(content)
            if not content:
                self._end(pipe)

    def _end(self, pipe: int) -> None:
        os.close(pipe)
        process = self._processes.pop(self._pipes.pop(pipe))
        with suppress(ChildProcessError):  # whoever ignores SIGCHLD has nothing to wait for
            os.waitpid(process, 0)


def _forked(job: Callable[[], object], pipes: Sequence[int]) -> tuple[int, int]:
    """Begins a job in a process that is forked off: the end of the pipe through which it comes, and the process.

    `pipes` are others of the kind, which the process must not hold open. Raises OSError where there is none to be had.
    """
    reading, writing = os.pipe()
    caller, exit_code = os.getpid(), 1
    try:
        process = os.fork()
        if process == 0:
            unfinished.forked()
            gc.disable()  # it ends soon, and all that it has with it
            for pipe in (reading, *pipes):
                os.close(pipe)
            _send(pickle.dumps(job(), protocol=pickle.HIGHEST_PROTOCOL), writing)
            exit_code = 0
    except OSError:
        if os.getpid() == caller:
            os.close(reading)
            os.close(writing)
        raise
    finally:
        if os.getpid() != caller:  # whatever came in between: it shares the open files, and flushes none
            os._exit(exit_code)
    os.close(writing)
    return reading, process


def _send(content: bytes, writing: int) -> None:
    """Sends an answer behind its length, so that a part of one is not taken for the whole."""
    for each in (len(content).to_bytes(_LENGTH), content):
        rest = memoryview(each)
        while rest:
            rest = rest[os.write(writing, rest) :]
