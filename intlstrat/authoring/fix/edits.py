"""Small replacements in a text, and rounds of them seen as replacements in the text as it was at first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """The span (code points from 0, end exclusive) and what takes its place; an empty span is an insertion."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; none of them may overlap another."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=_order):
        parts += [text[at:start], new]
        at = end
    return "".join((*parts, text[at:]))


def overlap(edits: Iterable[Edit]) -> bool:
    """Whether any two edits touch the same characters."""
    at = 0
    for start, end, _ in sorted(edits, key=_order):
        if start < at:
            return True
        at = end
    return False


def origin(edits: Iterable[Edit], index: int) -> tuple[int, bool]:
    """Where a place in the edited text was in the text before; and whether it lies inside what was put in there."""
    shift = 0
    for start, end, new in sorted(edits, key=_order):
        now = start + shift
        if index <= now:
            break
        if index < now + len(new):
            return start, True
        shift += len(new) - (end - start)
    return index - shift, False


def _order(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


class Rounds:
    """Edits of several rounds, each made in what the one before had left, as edits of the first text."""

    def __init__(self) -> None:
        self.edits: tuple[Edit, ...] = ()

    def first(self, edit: Edit) -> Edit | None:
        """An edit of the text as it is now as one of the first text; None where it touches what was put in since."""
        (start, start_is_new), (end, end_is_new) = origin(self.edits, edit.start), origin(self.edits, edit.end)
        if start_is_new or end_is_new:
            return None
        crossed = any(start <= done.start and done.end <= end and done.start != done.end for done in self.edits)
        return None if crossed else Edit(start, end, edit.new)

    def take(self, edits: Sequence[Edit]) -> None:
        """Takes in one round's edits, already seen as edits of the first text."""
        self.edits = tuple(sorted((*self.edits, *edits), key=_order))
