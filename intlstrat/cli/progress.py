"""A progress bar on standard error, once the work has taken a second; nothing where nobody is looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from intlstrat import unfinished

if TYPE_CHECKING:
    from intlstrat.language import Language

_PATIENCE = 1.0
"""Seconds before the bar appears."""
_BETWEEN = 0.1
"""Seconds between two drawings of it."""


@contextmanager
def progress(records: int, language: Language) -> Iterator[Callable[[], None]]:
    """Gives a function to call for each record that is read, and for each that is judged."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    bar = _Bar(2 * records, language)
    try:
        yield bar.tick
    finally:
        bar.stop()


class _Bar:
    def __init__(self, total: int, language: Language) -> None:
        self._total, self._done, self._begun, self._language = total, 0, monotonic(), language
        self._stop = ExitStack()
        self._advance: Callable[[], None] | None = None

    def tick(self) -> None:
        self._done += 1
        if self._advance is not None:
            self._advance()
        elif self._done % 32 == 0 and monotonic() - self._begun > _PATIENCE:
            self._start()

    def stop(self) -> None:
        self._stop.close()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        # A thread that draws it would stand in the way of further processes (`intlstrat.cores`): it is drawn from here.
        shown = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        task = shown.add_task(self._language.text("Checking"), total=self._total, completed=self._done)
        self._stop.enter_context(unfinished.undone_by(_give_back))
        self._stop.callback(shown.stop)
        shown.start()
        drawn = monotonic()

        def advance() -> None:
            nonlocal drawn
            if self._done % 16 == 0 and monotonic() - drawn > _BETWEEN:
                shown.update(task, completed=self._done, refresh=True)
                drawn = monotonic()

        self._advance = advance


def _give_back() -> None:
    """The line without the bar, and the cursor again."""
    os.write(sys.stderr.fileno(), b"\r\x1b[2K\x1b[?25h")
