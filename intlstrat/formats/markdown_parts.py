"""A Markdown document in sections that can be made to fit: what there is no room for is left out whole, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

_DETAILS: Final = "</details>"

_SLACK: Final = 32
"""So many bytes may the sentence about what is left out grow by, when its number becomes another."""


class Section(Struct, frozen=True):
    """A stretch of the document: what stands before its items, the items, and what stands after them.

    `rank` says who is given room first, where there is too little. `counted` are the sections whose items are told
    of when they are left out. A section that begins with items and has room for none of them is left out with them.
    """

    head: str
    items: tuple[str, ...] = ()
    tail: str = ""
    rank: int = 0
    counted: bool = True


def folded(title: str, items: Sequence[str], rank: int, *, counted: bool = True) -> Section:
    """A section that opens when its title is clicked. The title is ours: HTML reads it, and no Markdown."""
    return Section(f"<details>\n<summary>{title}</summary>", tuple(items), _DETAILS, rank, counted)


def whole(sections: Sequence[Section]) -> str:
    """All of the sections as one text with a line break at the end."""
    parts = [part for section in sections for part in (section.head, "\n".join(section.items), section.tail)]
    return "\n\n".join(part for part in parts if part) + "\n"


def fit(sections: Sequence[Section], most: int | None, note: Callable[[int], str]) -> str:
    """The document in at most so many bytes of UTF-8, with `note` on how many items are left out, if any are.

    Room is given by rank, within a section from the first item on; when a counted item finds none, no later one is
    asked, so that what is shown is the first of all that there is. Where nothing at all fits, the text is empty.
    """
    text = whole(sections)
    if most is None or _size(text) <= most:
        return text
    total = sum(len(section.items) for section in sections if section.counted)
    left = most - _size(note(total)) - _SLACK
    kept: dict[int, Section] = {}
    is_full = False
    for index in sorted(range(len(sections)), key=lambda number: sections[number].rank):
        section = sections[index]
        if is_full and section.counted and section.items:
            continue
        taken, cost = _taken(section, left)
        if taken is not None:
            kept[index], left = taken, left - cost
        is_full = is_full or (section.counted and (0 if taken is None else len(taken.items)) < len(section.items))
    shown = sum(len(section.items) for section in kept.values() if section.counted)
    made = [kept[index] for index in sorted(kept)]
    if not made:
        return ""
    return whole([made[0], Section(note(total - shown)), *made[1:]] if shown < total else made)


def _taken(section: Section, room: int) -> tuple[Section | None, int]:
    """As much of the section as there is room for, and what that costs."""
    cost = sum(_size(part) + 2 for part in (section.head, section.tail) if part)
    items: list[str] = []
    for item in section.items:
        if cost + _size(item) + 2 > room:
            break
        cost += _size(item) + 2
        items.append(item)
    if cost > room or (section.items and not items):
        return None, 0
    return replace(section, items=tuple(items)), cost


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
