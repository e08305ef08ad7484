"""What ends a process from outside: its signals, as an exception, so that everything is put in order first."""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from intlstrat import unfinished


class Ended(SystemExit):
    """The process is to end, because of a signal. As an exception it passes by all that must be put in order first.

    It is an exit: an event loop, such as the one that asks at a prompt, lets those pass from anywhere in it.
    """

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number


@contextmanager
def heard() -> Iterator[None]:
    """As long as it is open, what would end the process raises: `KeyboardInterrupt` for Ctrl-C, else `Ended`. Only the
    main thread can hear it.

    For a prompt, and nothing else: it has to put the terminal in order, and wants to know. Elsewhere the process ends
    at once (`unfinished`).
    """
    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in unfinished.SIGNALS if hasattr(signal, name)):
                if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
                    is_interrupt = number == signal.SIGINT
                    stack.enter_context(_answered(number, signal.default_int_handler if is_interrupt else _end))
        yield


@contextmanager
def in_order() -> Iterator[None]:
    """As `heard`; and when everything within it has been put in order, the process dies of that very signal."""
    try:
        with heard():
            yield
    except Ended as ended:
        signal.raise_signal(ended.number)
        raise  # somebody else answers the signal


def wait_for(file: int) -> None:
    """Waits until `file` can be read. A signal that comes at any moment of it is answered at once.

    A read that blocks would not do: a signal in the moment before it is only noted, and answered when the read ends.
    Not for Windows, where only sockets can be waited for.
    """
    bell, rope = os.pipe()
    os.set_blocking(rope, False)
    before = signal.set_wakeup_fd(rope, warn_on_full_buffer=False)
    try:
        while file not in select.select([file, bell], [], [])[0]:
            os.read(bell, 4096)  # Python has called the answer; it did not end the waiting
    finally:
        signal.set_wakeup_fd(before)
        os.close(bell)
        os.close(rope)


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(number)


@contextmanager
def _answered(number: int, answer: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """As long as it is open, a signal is answered so."""
    before = signal.signal(number, answer)
    try:
        yield
    finally:
        signal.signal(number, before)
