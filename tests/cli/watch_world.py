"""`intlstrat check --watch` in a process of its own, on a terminal or in a pipe, and ways to wait for what it shows."""

from __future__ import annotations

import codecs
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cli_world import Cli
from glass import Glass

PATIENCE = 30.0
"""Seconds that a test waits for what it waits for: many times what it takes, so that only a fault uses it up."""


@dataclass
class Watched:
    """A running watch: `glass` is its terminal, or `text` what it has written to its pipe."""

    process: subprocess.Popen[bytes]
    descriptor: int
    glass: Glass | None = None
    text: str = ""
    sent: list[str] = field(default_factory=list)
    decoder: codecs.IncrementalDecoder = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace"))
    """Keeps the first half of a character that comes in two reads."""

    def until(self, text: str, is_there: bool = True) -> str:
        """Waits until a text stands there (or no more does), and gives everything that stands there then."""
        return self.wait(lambda: (text in self.seen) is is_there, text)

    def wait(self, holds: Callable[[], bool], what: str = "") -> str:
        """Waits until something holds, and nothing is half drawn."""
        end = time.monotonic() + PATIENCE
        while not holds() or (self.glass is not None and self.glass.is_drawing):
            assert time.monotonic() < end, f"{what!r} did not come; there stands:\n{self.seen}"
            assert self._read(end), f"it ended before {what!r} came; there stands:\n{self.seen}"
        return self.seen

    @property
    def seen(self) -> str:
        """What stands there."""
        return self.text if self.glass is None else self.glass.text

    def press(self, keys: str) -> None:
        """Presses keys."""
        os.write(self.descriptor, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Makes the terminal larger or smaller."""
        assert self.glass is not None
        self.glass.resize(columns, rows)
        _size(self.descriptor, columns, rows)

    def end(self) -> int:
        """Waits for the end, reading what is still to come, and gives the exit."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        return self.process.wait(PATIENCE)

    def _read(self, end: float) -> bool:
        """Takes in what has been written; False where nothing more will come."""
        ready, _, _ = select.select([self.descriptor], [], [], max(0.0, end - time.monotonic()))
        part = b""
        if ready:
            with suppress(OSError):  # how a pseudo-terminal says that it has ended
                part = os.read(self.descriptor, 65536)
        written = self.decoder.decode(part, final=not part)
        self.sent.append(written)
        if self.glass is not None:
            self.glass.send(written)
        else:
            self.text += written
        return bool(part)


@contextmanager
def on_terminal(
    cli: Cli, *arguments: str, columns: int = 80, rows: int = 24, script: str | None = None, **environment: str
) -> Iterator[Watched]:
    """On a terminal of that size; `script` is Python that is run in place of the command."""
    import pty

    ours, theirs = pty.openpty()
    _size(ours, columns, rows)
    more = {"COLUMNS": "", "LINES": "", **environment}
    with _running(cli, arguments, script, theirs, theirs, more) as process:
        os.close(theirs)
        try:
            yield Watched(process, ours, Glass(columns, rows))
        finally:
            _stop(process)
            os.close(ours)


@contextmanager
def in_pipe(cli: Cli, *arguments: str, script: str | None = None, **environment: str) -> Iterator[Watched]:
    """With everything that it writes in one pipe."""
    ours, theirs = os.pipe()
    with _running(cli, arguments, script, subprocess.DEVNULL, theirs, environment) as process:
        os.close(theirs)
        try:
            yield Watched(process, ours)
        finally:
            _stop(process)
            with suppress(OSError):
                os.close(ours)


def _running(
    cli: Cli, arguments: tuple[str, ...], script: str | None, stdin: int, out: int, more: dict[str, str]
) -> subprocess.Popen[bytes]:
    command = ["-m", "intlstrat"] if script is None else ["-c", script]
    return subprocess.Popen(
        [sys.executable, *command, "check", "--watch", *arguments],
        cwd=cli.folder, stdin=stdin, stdout=out, stderr=out, env=cli.outer(**more), start_new_session=True,
    )  # fmt: skip


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)


def _size(descriptor: int, columns: int, rows: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def replace_file(path: Path, content: str) -> None:
    """Saves as careful editors do: writes another file, and puts it in the place of the first."""
    other = path.with_name(f".{path.name}.ny")
    other.write_text(content, encoding="utf-8")
    os.replace(other, path)
