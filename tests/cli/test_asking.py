"""Asking for a line at a plain terminal: whatever moment a signal comes in, it is answered at once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from intlstrat.cli.asking import Asker

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this system")


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where to write what is typed at the plain terminal that standard input is."""
    keyboard, terminal = pty.openpty()
    with open(terminal, encoding="utf-8") as standard_input:
        monkeypatch.setattr(sys, "stdin", standard_input)
        monkeypatch.setenv("TERM", "dumb")
        yield keyboard
    os.close(keyboard)


def test_an_interrupt_that_ends_no_read_is_answered(keyboard: int) -> None:
    """As one that comes in the moment before the read begins: it goes to another thread, so no read hears of it."""
    is_over, is_late = threading.Event(), threading.Event()

    def interrupt() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        if not is_over.wait(0.2):
            os.kill(os.getpid(), signal.SIGINT)
        if not is_over.wait(5):
            is_late.set()
            os.write(keyboard, b"\n")

    other = threading.Thread(target=interrupt)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        other.start()
        with pytest.raises(KeyboardInterrupt):
            Asker(color=False, keys="").ask(None, many=False)
    finally:
        is_over.set()
        other.join()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    assert not is_late.is_set()


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (b"one\ntwo\n", ["one", "two"]),
        (b"half\x04 a line\n", ["half a line"]),
        ("æøå\n".encode(), ["æøå"]),
        (b"no UTF-8: \xe6\n", ["no UTF-8: \udce6"]),
    ],
)
def test_lines_are_taken_one_at_a_time(keyboard: int, typed: bytes, lines: list[str]) -> None:
    os.write(keyboard, typed)
    asker = Asker(color=False, keys="")
    assert [asker.ask(None, many=False) for _ in lines] == lines


def test_the_end_of_the_input_ends_the_asking(keyboard: int) -> None:
    os.write(keyboard, b"\x04")
    with pytest.raises(EOFError):
        Asker(color=False, keys="").ask(None, many=False)
