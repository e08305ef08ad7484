"""Work done in forks of this process: each starts from what is imported here, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

_Task = TypeVar("_Task")
_LONGEST = 300.0
"""So many seconds of the clock a fork may take, should it wait for what never comes."""


@dataclass
class _Running:
    pid: int
    task: Any
    since: float = field(default_factory=time.monotonic)
    answer: bytes = b""


def each_in_a_fork(tasks: Iterable[_Task], work: Callable[[_Task], Any], jobs: int) -> Iterator[tuple[_Task, Any]]:
    """Each task with what `work` gave for it, as they end; None for one that ended otherwise (killed, say)."""
    waiting = iter(tasks)
    running: dict[int, _Running] = {}
    while True:
        while len(running) < jobs and (task := next(waiting, None)) is not None:
            read, pid = _start(task, work)
            running[read] = _Running(pid, task)
        if not running:
            return
        for read in select.select(list(running), [], [], 1.0)[0]:
            if data := os.read(read, 1 << 16):
                running[read].answer += data
                continue
            done = running.pop(read)
            os.close(read)
            _, status = os.waitpid(done.pid, 0)
            _end_group(done.pid)
            yield done.task, pickle.loads(done.answer) if status == 0 else None
        for each in running.values():
            if time.monotonic() - each.since > _LONGEST:
                _end_group(each.pid)


def _start(task: _Task, work: Callable[[_Task], Any]) -> tuple[int, int]:
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return read, pid
    code = 1
    try:
        os.setpgid(0, 0)
        os.close(read)
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        answer = pickle.dumps(work(task))
        while answer:
            answer = answer[os.write(write, answer) :]
        code = 0
    finally:
        os._exit(code)


def _end_group(pid: int) -> None:
    """What a fork has started and left behind ends too."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
