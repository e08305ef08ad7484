"""Turns what stands on a terminal into what is to stand there, and writes no more than that takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

_HOLD, _SHOW = "\x1b[?2026h", "\x1b[?2026l"
"""Between these a terminal that can shows nothing half done; others pass over them."""
_CLEAR: Final = "\x1b[H\x1b[2J"


def repaint(before: Sequence[str] | None, after: Sequence[str]) -> str:
    """What to write: only the lines that differ, each at its place. Nothing where none does.

    Lines hold colour codes and nothing else that moves the cursor, and are no longer than the terminal is wide. What
    stands there is `before`; None where that is not known, so that the whole screen is cleared first.
    """
    start = _CLEAR if before is None else ""
    changed = [
        # Cleared before it is written: a line that fills its row leaves the cursor on its last letter.
        f"\x1b[{row};1H\x1b[2K{line}"
        for row, (old, line) in enumerate(zip_longest(before or (), after, fillvalue=""), 1)
        if old != line
    ]
    return f"{_HOLD}{start}{''.join(changed)}{_SHOW}" if start or changed else ""
