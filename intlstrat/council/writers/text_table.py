"""A table on a terminal: in columns where they fit, else row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from intlstrat.council.tree import Cell, Table
from intlstrat.council.tree import Column as Heading
from intlstrat.council.writers.text_cells import GAP, Column, Desk, side_by_side
from intlstrat.formats.sheet import Line as Wrapped
from intlstrat.formats.sheet import Spans, wrap
from intlstrat.formats.sheet import plain as text_of
from intlstrat.formats.terminal import cells

_INDENT: Final = 2

_WORDS: Final = re.compile(" ")
_PIECES: Final = re.compile(" |(?<=[-–/_])")
_UNCUT: Final = ((_WORDS, 30), (_PIECES, 20))
"""What is not cut in two unless it has more cells; where there is no room for the first, the second. Amounts never
are."""

_LEAST: Final = (10, 24)
"""A quarter of the longest text, but within these: narrower, a column of prose is a tower of words."""

_Texts = list[list[Spans]]
"""A row: for each cell its lines."""


class _Extent(Struct, frozen=True):
    """How wide a column must be at least, and how wide it would be without any wrapping."""

    least: int
    whole: int
    weight: float


def table(desk: Desk, what: Table) -> None:
    """The caption and the table below it.

    Rich has tables, but measures every cell several times over: 2 000 rows of 9 cells take it more than five
    seconds. Here every text is measured once.
    """
    desk.sheet.gap()
    desk.sheet.put(*desk.said(what.caption, "strong"), indent=_INDENT)
    head = [[desk.sheet.letters(desk.said(column.title, "strong"))] for column in what.columns]
    rows = [[_texts(desk, cell, is_heading=not at) for at, cell in enumerate(row)] for row in what.rows]
    room = desk.width - _INDENT - GAP * (len(what.columns) - 1)
    widths = fit(_extents(what, [head, *rows], 0), room) or fit(_extents(what, [head, *rows], 1), room)
    desk.sheet.gap()
    if widths is None:
        _row_by_row(desk, what, rows)
    else:
        _in_columns(desk, what, [head, *rows], widths)
    desk.sheet.gap()


def fit(extents: Sequence[_Extent], room: int) -> list[int] | None:
    """The widths of the columns, which share the room by their weights; None where there is too little of it."""
    if sum(each.whole for each in extents) <= room:
        return [each.whole for each in extents]
    if sum(each.least for each in extents) > room:
        return None
    low, high = 0.0, room / max(min(each.weight for each in extents), 0.01)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(_shares(extents, middle)) <= room:
            low = middle
        else:
            high = middle
    widths = _shares(extents, low)
    for at, each in enumerate(extents):
        if widths[at] < each.whole and sum(widths) < room:
            widths[at] += 1
    return widths


def _shares(extents: Sequence[_Extent], unit: float) -> list[int]:
    return [min(max(int(unit * each.weight), each.least), each.whole) for each in extents]


def _texts(desk: Desk, cell: Cell, *, is_heading: bool) -> list[Spans]:
    """The lines of a cell; of the row's heading the first stands out."""
    roles = ["strong" if is_heading and not number else "" for number in range(len(cell.lines))]
    return [desk.sheet.letters(desk.spans(line, role)) for line, role in zip(cell.lines, roles, strict=True)]


def _extents(what: Table, rows: Sequence[_Texts], grade: int) -> list[_Extent]:
    return [_extent(column, [row[at] for row in rows], *_UNCUT[grade]) for at, column in enumerate(what.columns)]


def _extent(column: Heading, texts: Sequence[list[Spans]], pieces: re.Pattern[str], longest: int) -> _Extent:
    lines = {text_of(spans) for cell in texts for spans in cell}
    whole = max(map(cells, lines), default=0)
    if column.align == "right":
        word = max((cells(word) for line in lines for word in line.split(" ")), default=0)
        return _Extent(max(word, 1), max(whole, 1), column.weight)
    word = max((cells(word) for line in lines for word in pieces.split(line)), default=0)
    low, high = _LEAST
    least = max(min(word, longest), min(whole, max(low, min(whole // 4, high))), 1)
    return _Extent(least, max(whole, 1), column.weight)


def _in_columns(desk: Desk, what: Table, rows: Sequence[_Texts], widths: Sequence[int]) -> None:
    """The headings with a double line below them; rows of more than one line have a thin line between them."""
    across = sum(widths) + GAP * (len(widths) - 1)
    made = [[_lines(desk, cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    is_high = any(len(lines) > 1 for row in made[1:] for lines in row)
    for number, row in enumerate(made):
        if number > 1 and is_high:
            desk.rule("─", across, _INDENT)
        columns = [
            Column(lines, width, column.align == "right")
            for lines, width, column in zip(row, widths, what.columns, strict=True)
        ]
        side_by_side(desk, columns, _INDENT)
        if not number:
            desk.rule("═", across, _INDENT)


def _row_by_row(desk: Desk, what: Table, rows: Sequence[_Texts]) -> None:
    """Each row's heading, and below it what stands in which column."""
    first, *others = what.columns
    room = desk.width - 2 * _INDENT
    titles = [desk.wrapped(desk.said(column.title, "label"), room // 3) for column in others]
    name = max((cells(text_of(line)) for lines in titles for line in lines), default=0)
    if first.title:
        desk.sheet.put(*desk.said(first.title, "label"), indent=_INDENT)
        desk.rule("═", desk.width - _INDENT, _INDENT)
    for number, (heading, *texts) in enumerate(rows):
        if number:
            desk.sheet.gap()
        for spans in heading:
            desk.sheet.put(*spans, indent=_INDENT)
        for title, cell in zip(titles, texts, strict=True):
            value = Column(_lines(desk, cell, room - name - GAP), room - name - GAP)
            side_by_side(desk, [Column(title, name), value], 2 * _INDENT)


def _lines(desk: Desk, cell: Sequence[Spans], width: int) -> list[Wrapped]:
    return [line for spans in cell for line in wrap(spans, width, width)]
