"""Asks for one line in the terminal, with prompt_toolkit: completion, and a line of keys at the bottom.

Everything that has to be read is printed as plain lines before the prompt, so that nothing is lost where the terminal
can do less, or where a screen reader reads it out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

Suggest = Callable[[str], Sequence[tuple[str, str]]]
"""What has been typed so far to the codes that it may become, each with a name."""


class Asker:
    """One session at the terminal."""

    def __init__(self, color: bool, keys: str) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.output import ColorDepth

        self._keys = keys
        depth = None if color else ColorDepth.DEPTH_1_BIT
        self._session: PromptSession[str] = PromptSession(color_depth=depth, enable_history_search=False)

    def ask(self, suggest: Suggest | None, many: bool, text: str = "") -> str:
        """The line that was typed; `text` stands there already, to be changed. Raises KeyboardInterrupt, EOFError."""
        self._session.history = _no_history()
        return self._session.prompt(
            "> ",
            default="" if self.is_plain else text,
            completer=_completer(suggest, many) if suggest is not None else None,
            complete_while_typing=suggest is not None,
            bottom_toolbar=None if self.is_plain else [("", self._keys)],
            reserve_space_for_menu=6 if suggest is not None else 0,
        )

    @property
    def is_plain(self) -> bool:
        """Whether the terminal cannot place the cursor, and a text that stands there already could not be changed."""
        return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def _no_history() -> Any:
    from prompt_toolkit.history import DummyHistory

    return DummyHistory()


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
