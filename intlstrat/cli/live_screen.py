"""The terminal while a view stands on it that changes by itself: a screen of its own, keys that are heard at once.

Whatever ends the view, the terminal is given back as it was. What is written to standard error meanwhile would land in
the view; it is kept, and written afterwards.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stderr, suppress
from shutil import get_terminal_size
from types import TracebackType
from typing import TYPE_CHECKING, Self

from intlstrat import unfinished
from intlstrat.formats.repaint import repaint

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class LiveScreen:
    """A context manager; the view is on the screen while it is open."""

    def __init__(self, output: Output, keys: Input | None) -> None:
        self._output, self._input = output, keys
        self._stack, self._kept = ExitStack(), io.StringIO()
        self._stands: Sequence[str] | None = None
        self._size: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.callback(self._say_what_was_kept)
            stack.enter_context(redirect_stderr(self._kept))
            if self._input is not None:
                raw = self._input.raw_mode()
                stack.enter_context(unfinished.undone_by(lambda: raw.__exit__(None, None, None)))
                stack.enter_context(raw)
            stack.enter_context(unfinished.undone_by(_give_back_at_once))
            stack.callback(self._give_back)
            self._output.enter_alternate_screen()
            self._output.disable_autowrap()
            self._output.hide_cursor()
            self._output.flush()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def has_keys(self) -> bool:
        """Whether keys are heard: standard input may be no terminal."""
        return self._input is not None

    @property
    def size(self) -> tuple[int, int]:
        """Its columns and rows, now."""
        with suppress(OSError):
            columns, rows = os.get_terminal_size(sys.stdout.fileno())
            if columns and rows:
                return columns, rows
        return get_terminal_size((80, 24))

    def show(self, lines: Sequence[str]) -> None:
        """Puts the lines on the screen; what stands there already is not written again."""
        if self._size != self.size:
            self._size, self._stands = self.size, None
        text = repaint(self._stands, lines)
        self._stands = lines
        if text:
            self._output.write_raw(text)
            self._output.flush()

    def forget(self) -> None:
        """Everything is written anew the next time: something else may stand there by now."""
        self._stands = None

    def keys(self) -> str:
        """The keys that have been pressed since the last time."""
        return "".join(press.data for press in self._input.read_keys()) if self._input is not None else ""

    def _give_back(self) -> None:
        with suppress(OSError):  # the terminal itself may be gone
            self._output.show_cursor()
            self._output.write_raw("\x1b[?7h")
            self._output.quit_alternate_screen()
            self._output.flush()

    def _say_what_was_kept(self) -> None:
        with suppress(OSError):
            for line in dict.fromkeys(self._kept.getvalue().splitlines()):
                sys.stderr.write(f"{line}\n")


def _give_back_at_once() -> None:
    """Past the buffers of what draws: a signal may come while it does."""
    os.write(sys.stdout.fileno(), b"\x1b[?25h\x1b[?7h\x1b[?1049l")


def live_screen() -> LiveScreen | None:
    """The terminal that standard output is; None where it is none, or one that can only be written to."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    from prompt_toolkit.input import create_input
    from prompt_toolkit.output import create_output

    output = create_output(sys.stdout)
    if type(output).__name__ == "Win32Output":  # a Windows console from before it knew the codes of terminals
        return None
    is_heard = sys.stdin is not None and sys.stdin.isatty()
    return LiveScreen(output, create_input() if is_heard else None)
