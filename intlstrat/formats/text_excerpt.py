"""The excerpt under a finding: the line of the record, with the place marked by carets under it."""

from __future__ import annotations

import re

from msgspec import Struct

from intlstrat.findings import Place
from intlstrat.formats.terminal import PLAIN, cells, one_line, shown

_TAB = "    "
_AFTER_KEY = re.compile(r"[\"']?\s*(:|$)")
_FAR = 1000
"""Of a line that is longer, so many characters on either side of the place are looked at: all may be on one line."""
_BEFORE = 3
"""Of a line that is cut, at most one part in three stands before the place."""


class Excerpt(Struct, frozen=True):
    """One line as it is shown, and the carets that go under it."""

    number: int
    text: str
    carets: str


def excerpt(place: Place, line: str, room: int, *, ascii: bool = False) -> Excerpt | None:
    """The line in at most `room` cells, cut around the place if it is longer; None where the place has no line."""
    if place.line is None or place.column is None:
        return None
    column = min(max(place.column - 1, 0), len(line))
    first, last = max(0, column - _FAR), min(len(line), column + _FAR)
    seen = line[first:last]
    parts = [_TAB if char == "\t" else part for char, part in zip(seen, shown(seen), strict=True)]
    if ascii:
        parts = [part.translate(PLAIN) for part in parts]
    start, end = column - first, len(parts)
    if place.end_column is not None and place.end_line in (None, place.line):
        end = min(place.end_column - 1 - first, end)
    ellipsis = "..." if ascii else "…"
    is_long = len(seen) < len(line) or cells("".join(parts)) > room
    left, right = _window(parts, start, room - 2 * len(ellipsis)) if is_long else (0, len(parts))
    lead = ellipsis if left or first else ""
    text = lead + "".join(parts[left:right]) + (ellipsis if right < len(parts) or last < len(line) else "")
    blank = " " * cells(lead + "".join(parts[left:start]))
    carets = "^" * max(1, cells("".join(parts[start : min(end, right)]).rstrip(" ")))
    return Excerpt(place.line, text.rstrip(" "), blank + carets)


def field(place: Place, line: str) -> str:
    """The key that a finding is about, where the line does not begin with it: `budget.total` under `budget:`.

    Numbers of list items are left out: a reader would count them from one, a program from nought.
    """
    if not place.pointer or place.column is None:
        return ""
    keys = [key.replace("~1", "/").replace("~0", "~") for key in place.pointer.split("/")[1:]]
    tail: list[str] = []
    for key in keys:
        tail = [] if key.isdecimal() else [*tail, key]
    if not tail or _begins_with(line[place.column - 1 :], tail[-1]):
        return ""
    return one_line(".".join(tail))


def _begins_with(rest: str, key: str) -> bool:
    """Whether a key stands here, in quotes or not, with what ends a key behind it."""
    rest = rest.removeprefix(rest[:1] if rest[:1] in ("'", '"') else "")
    return rest.startswith(key) and _AFTER_KEY.match(rest, len(key)) is not None


def _window(parts: list[str], start: int, room: int) -> tuple[int, int]:
    """The stretch around `start` that fits: some of what stands before, as much as possible of what follows."""
    left, before = _stretch_left(parts, start, room // _BEFORE)
    right, used = left, 0
    while right < len(parts) and used + cells(parts[right]) <= room:
        used += cells(parts[right])
        right += 1
    if right == len(parts):
        left, _ = _stretch_left(parts, start, room - (used - before))
    return left, right


def _stretch_left(parts: list[str], start: int, room: int) -> tuple[int, int]:
    left, used = start, 0
    while left and used + cells(parts[left - 1]) <= room:
        left -= 1
        used += cells(parts[left])
    return left, used
