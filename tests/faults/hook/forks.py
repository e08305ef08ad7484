"""Takes hundreds of moments of one process: at each it forks, and the copy gets the signal. By hand (`sweep.py`).

What is being written is not forked off: two processes would undo the same file.
"""

from __future__ import annotations

import collections
import os
import signal
import sys
from types import FrameType
from typing import Any


class Forks:
    """Forks at every so many entries of a function, and counts what comes of the copies."""

    def __init__(self, every: int, number: int) -> None:
        self._every, self._number, self._calls, self._me = every, number, 0, os.getpid()
        self._found: collections.Counter[str] = collections.Counter()
        self._errors = os.memfd_create("errors")
        self._out = os.dup(2)

    def called(self, frame: FrameType, event: str, _: Any) -> None:
        """What Python's profiling calls."""
        self._calls += 1
        if self._calls % self._every:
            return
        unfinished = sys.modules.get("intlstrat.unfinished")
        if getattr(unfinished, "_undo", None):
            self._found["not forked: something is being written"] += 1
            return
        copy = os.fork()
        if not copy:
            sys.setprofile(None)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(self._errors, 2)
            if process := getattr(unfinished, "_process", None):
                process[:] = [os.getpid()]
            os.kill(os.getpid(), self._number)
            return
        self._note(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), frame)

    def _note(self, code: int, frame: FrameType) -> None:
        said = os.pread(self._errors, 100_000, 0).decode("utf-8", "replace")
        os.ftruncate(self._errors, 0)
        os.lseek(self._errors, 0, os.SEEK_SET)
        last = (said.splitlines() or [""])[-1][:60]
        trace = any(each in said for each in ("Traceback", "Exception ignored", "Warning:"))
        self._found[f"exit {code}, trace {trace}, {last!r}"] += 1
        if trace:
            place = f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}"
            os.write(self._out, f"-- call {self._calls}, {place}\n{said[-600:]}\n".encode())

    def say(self) -> None:
        """How many copies ended in which way."""
        sys.setprofile(None)
        if os.getpid() == self._me:
            lines = [f"  {count:5} × {what}\n" for what, count in self._found.most_common()]
            told = f"{signal.Signals(self._number).name}, {self._calls} calls\n{''.join(lines)}"
            os.write(self._out, told.encode())
