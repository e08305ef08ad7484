"""How the width of a page is shared among the columns of a table, where the medium does not find out by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intlstrat.council.tree import Table, plain

UPRIGHT, SIDEWAYS = 88, 136
"""How many letters of a table's size stand beside each other on A4, between usual margins."""
_PADDING = 2
_LONGEST = 22
"""A word that is longer than that may be broken: the other columns need room too."""
_BREAK = re.compile(r"[ \-–/]+")


def shares(table: Table, rooms: tuple[float, float] = (UPRIGHT, SIDEWAYS)) -> list[float]:
    """Each column's share of the width: as the weights say, but so that words stay whole where there is room.

    `rooms` are how many letters stand beside each other on a page that stands and on one that lies.
    """
    room = rooms[table.wide]
    total = sum(column.weight for column in table.columns) or 1.0
    wanted = [column.weight / total for column in table.columns]
    least = [_longest(table, index) / room for index in range(len(table.columns))]
    if sum(least) >= 1:
        return [share / sum(least) for share in least]
    # What some columns need beyond their weight is taken from those that have more than they need, by how much more.
    lack = sum(max(need - share, 0.0) for share, need in zip(wanted, least, strict=True))
    spare = sum(max(share - need, 0.0) for share, need in zip(wanted, least, strict=True))
    kept = 1 - lack / spare if spare else 1.0
    return [need + max(share - need, 0.0) * kept for share, need in zip(wanted, least, strict=True)]


def _longest(table: Table, index: int) -> int:
    return _PADDING + max((min(len(word), _LONGEST) for word in _words(table, index)), default=0)


def _words(table: Table, index: int) -> Iterator[str]:
    yield from _BREAK.split(table.columns[index].title)
    for row in table.rows:
        for line in row[index].lines:
            yield from _BREAK.split(plain(line))
