"""What would be left in halves where a signal ends the process; and the ending itself, from the first import on.

A signal is not answered by an exception. One that arises in a finalizer, in a callback of the import system or in a
function that a library calls is shown as a stack trace and lost, or taken for something else. Nothing here needs what
an exception gives: what is unfinished has said how it is undone, and the process is gone.

`listen` is for a process of our own (`intlstrat.__main__`). Where nobody listens, all this does nothing.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends a process from outside; not every system has all of them."""
INTERRUPTED: Final = 130

_undo: dict[object, Callable[[], object]] = {}
_last_words: list[Callable[[], str]] = []
_holds: list[None] = []
_waiting: list[int] = []
_process: list[int] = []


def listen() -> None:
    """From now on a signal ends the process at once: 130 for Ctrl-C, and of any other it dies. One that is ignored, as
    by a job in the background or under nohup, stays so."""
    _process[:] = [os.getpid()]
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, answer)


def last_words(words: Callable[[], str]) -> None:
    """What to say when Ctrl-C ends the process; an empty text is nothing."""
    _last_words[:] = [words]


@contextmanager
def undone_by(undo: Callable[[], object]) -> Iterator[None]:
    """As long as it is open, `undo` is called if a signal ends the process. It may be called at any moment of it."""
    key = object()
    _undo[key] = undo
    try:
        yield
    finally:
        _undo.pop(key, None)


@contextmanager
def held() -> Iterator[None]:
    """As long as it is open, a signal waits. For what is over in a moment and cannot be undone half-way."""
    _holds.append(None)
    try:
        yield
    finally:
        _holds.pop()
        if _waiting and not _holds:
            answer(_waiting.pop(0), None)


def forked() -> None:
    """This process was forked off another: what that one holds back is nothing to it."""
    _holds.clear()
    _waiting.clear()


def leave(code: int) -> NoReturn:
    """Everything is done and written: ends the process, once what libraries have put off to its end is done.

    Python's own tidying up is left out. It takes a twentieth of a check, gives back what the system gives back anyhow,
    and a signal would find half of it gone.
    """
    last_words(str)  # an interrupt that comes now has nothing to say beside what is written
    _flush()
    atexit._run_exitfuncs()
    _flush()
    os._exit(code)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody can be told any more
            if stream is not None:
                stream.flush()


def answer(number: int, _: FrameType | None) -> None:
    """What `listen` answers a signal with."""
    if _holds:
        _waiting.append(number)
        return
    if _process == [os.getpid()]:  # what is unfinished is not that of a process that was forked off
        for undo in reversed(list(_undo.values())):  # a second signal begins again, and gets to the end
            try:
                undo()
            except Exception:  # the rest is to be undone too
                continue
        if number == signal.SIGINT:
            _say()
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    os._exit(INTERRUPTED if number == signal.SIGINT else 128 + number)  # the first process of a container lives on


def _say() -> None:
    """Past Python's own buffers: the signal may have come while something was being written there."""
    try:
        words = _last_words[0]() if _last_words else ""
        if words and sys.stderr is not None:
            coded = f"{words}\n".encode(sys.stderr.encoding or "ascii", "backslashreplace")
            os.write(sys.stderr.fileno(), coded)
    except Exception:  # nobody can be told
        return
