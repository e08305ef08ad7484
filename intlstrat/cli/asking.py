"""Asks for one line in the terminal, with prompt_toolkit: completion, and a line of keys at the bottom.

Everything that has to be read is printed as plain lines before the prompt, so that nothing is lost where the terminal
can do less, or where a screen reader reads it out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from intlstrat.cli import endings

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer

PROMPT = "> "

Suggest = Callable[[str], Sequence[tuple[str, str]]]
"""What has been typed so far to the codes that it may become, each with a name."""


class Asker:
    """One session at the terminal."""

    def __init__(self, color: bool, keys: str) -> None:
        self._color, self._keys = color, keys
        self._session: PromptSession[str] | None = None
        self._is_plain = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
        self._plain = _PlainLines()

    def ask(self, suggest: Suggest | None, many: bool, text: str = "") -> str:
        """The line that was typed; `text` stands there already, to be changed. Raises KeyboardInterrupt, EOFError."""
        if self._is_plain:
            with endings.in_order():
                return self._plain.line()
        if self._session is None:
            self._session = _session(self._color)
        completer = _completer(suggest, many) if suggest is not None else None
        with endings.in_order():
            return self._session.prompt(
                PROMPT,
                default=text,
                completer=completer,
                complete_while_typing=suggest is not None,
                bottom_toolbar=[("", self._keys)],
                reserve_space_for_menu=6 if suggest is not None else 0,
            )


class _PlainLines:
    """Lines from a terminal that cannot place the cursor, and that edits lines itself."""

    def __init__(self) -> None:
        self._rest = b""

    def line(self) -> str:
        """The next line, asked for. Raises KeyboardInterrupt, EOFError."""
        from intlstrat.cli import screen

        screen.write(PROMPT)
        if os.name == "nt":  # only Python's own reading knows the letters of a console
            typed = sys.stdin.readline()
            if not typed:
                raise EOFError
            return typed.rstrip("\r\n")
        file = sys.stdin.fileno()
        while b"\n" not in self._rest:
            endings.wait_for(file)
            try:
                new = os.read(file, 4096)
            except OSError as gone:  # there is no terminal any more
                raise EOFError from gone
            if not new and not self._rest:
                raise EOFError
            self._rest += new or b"\n"
        line, _, self._rest = self._rest.partition(b"\n")
        # What is no UTF-8 is refused as an answer is.
        return line.decode(sys.stdin.encoding, "surrogateescape").rstrip("\r")


def _session(color: bool) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.output import ColorDepth

    return PromptSession(color_depth=None if color else ColorDepth.DEPTH_1_BIT, history=DummyHistory())


def _completer(suggest: Suggest, many: bool) -> Completer:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Choices(Completer):
        """The codes that fit, with their names; of a list, for its last part."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
            typed = document.text_before_cursor
            last = typed.rpartition(",")[2].lstrip() if many else typed
            for code, name in suggest(typed):
                yield Completion(code, start_position=-len(last), display=f"{code}  {name}" if name else code)

    return Choices()
