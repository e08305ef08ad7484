"""The document tree as the JSON that `paper.typ` sets: what to say, in pieces, and on which kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intlstrat.council.pictures import svg
from intlstrat.council.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Line,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    plain,
    walk,
)
from intlstrat.council.writers.typst_text import Json, Setter, room_for
from intlstrat.language import Language

_RUNNING = (70, 40)
"""How many characters of the title and the municipality stand at the top of each page."""
_INTRODUCTION = 600
"""So long may the text between a heading and a wide table be, to go with them to the page on its side."""
_TALL = 20
"""A row of more lines than that may be split between pages: it could be taller than one."""
_WIDTHS = {False: 460, True: 700}
_LETTER = 4.7
"""How wide an upright page and one on its side are, and a letter in a table, in points."""
_LEAST_WORD = 14
_LEAST_HEADING = 20
"""Words up to that length are not broken in a table's cells and headings; longer ones are hyphenated."""
_FULL_LINE = 80
"""A column is not made wider than its longest line; lines longer than that take all the width there is."""

Item = dict[str, Json]


def paper(document: Document, language: Language) -> Item:
    """All that the template needs, as plain JSON values."""
    setter = Setter()
    day = date.fromisoformat(document.date)
    said: Item = {
        "title": document.title,
        "author": document.author,
        "description": document.description,
        "date": [day.year, day.month, day.day],
        "language": document.language,
        "region": "NO" if document.language in {"nb", "nn"} else "GB",
        "heading": _line(setter, (Run(document.title),)),
        "running": [
            _line(setter, (Run(_short(text, most)),))
            for text, most in zip((document.title, document.author), _RUNNING, strict=True)
        ],
        "contents": language.text("Contents"),
        "page-of": language.text("Page {page} of {pages}"),
        "front": [_block(setter, block) for block in document.front],
        "sheets": [
            {"flipped": flipped, "blocks": [_item(setter, item) for item in items]}
            for flipped, items in _sheets(_flow(document))
        ],
    }
    return said | {"note": _note(setter, language)}


def _note(setter: Setter, language: Language) -> str | None:
    if not setter.missing:
        return None
    return language.plural(
        "{n} letter has no shape in the fonts of this file and is given by its number in Unicode, as in [U+4F60].",
        "{n} different letters have no shape in the fonts of this file and are given by their numbers in Unicode, "
        "as in [U+4F60].",
        len(setter.missing),
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# ---- Which page each thing stands on.

Heading = tuple[int, str, str]
"""Level, id, title."""


def _flow(document: Document) -> Iterator[Heading | Block]:
    for level, section in walk(document.sections):
        yield level, section.id, section.title
        yield from section.blocks


def _sheets(flow: Iterator[Heading | Block]) -> list[tuple[bool, list[Heading | Block]]]:
    """Runs of what goes on upright pages and on pages on their sides, in order.

    What leads to a wide table, its headings and a short introduction, goes with it.
    """
    sheets = list[tuple[bool, list[Heading | Block]]]()
    for flipped, run in _runs(flow):
        if sheets and sheets[-1][0] == flipped:
            sheets[-1][1].extend(run)
        else:
            sheets.append((flipped, run))
    return sheets


def _runs(flow: Iterator[Heading | Block]) -> Iterator[tuple[bool, list[Heading | Block]]]:
    """The sheets, with a new one wherever something stands between two wide tables."""
    flipped, run = False, list[Heading | Block]()
    for item in flow:
        wide = isinstance(item, Table) and item.wide
        if wide and not flipped:
            run, lead = _lead(run)
            if run:
                yield False, run
            flipped, run = True, lead
        elif flipped and not wide:
            # What stands after a wide table is upright again, unless it leads to the next one.
            yield True, run
            flipped, run = False, []
        run.append(item)
    if run:
        yield flipped, run


def _lead(run: list[Heading | Block]) -> tuple[list[Heading | Block], list[Heading | Block]]:
    """What stays, and what goes with the wide table that follows."""
    at, length = len(run), 0
    while at and isinstance(block := run[at - 1], Paragraph):
        length += len(plain(block.line))
        at -= 1
    if length > _INTRODUCTION or not at or not isinstance(run[at - 1], tuple):
        return run, []
    while at and isinstance(run[at - 1], tuple):
        at -= 1
    return run[:at], run[at:]


# ---- Things and texts.


def _item(setter: Setter, item: Heading | Block) -> Item:
    if isinstance(item, tuple):
        level, id_, title = item
        return {"kind": "heading", "level": level, "id": id_, "title": _line(setter, (Run(title),))}
    return _block(setter, item)


def _block(setter: Setter, block: Block) -> Item:
    match block:
        case Paragraph(line):
            return {"kind": "paragraph", "line": _line(setter, line)}
        case Bullets(items):
            return {"kind": "bullets", "items": [_line(setter, line) for line in items]}
        case Facts(facts):
            terms: list[Json] = [[_line(setter, (Run(term),)), _line(setter, line)] for term, line in facts]
            return {"kind": "facts", "items": terms}
        case Table():
            return _table(setter, block)
        case Picture(id_, caption, alt, chart):
            drawn = svg(chart).decode("utf-8")
            return {"kind": "picture", "id": id_, "caption": _line(setter, (Run(caption),)), "alt": alt, "svg": drawn}


def _table(setter: Setter, table: Table) -> Item:
    share = _WIDTHS[table.wide] / sum(column.weight for column in table.columns)
    fit = [max(1, int((share * column.weight - 10) / _LETTER)) for column in table.columns]
    columns: list[Json] = [_column(setter, table, index) for index in range(len(table.columns))]
    rows: list[Json] = [_row(setter, row, fit) for row in table.rows]
    caption = _line(setter, (Run(table.caption),))
    return {"kind": "table", "id": table.id, "caption": caption, "columns": columns, "rows": rows}


def _column(setter: Setter, table: Table, index: int) -> Item:
    column: Column = table.columns[index]
    lines = {plain(line) for row in table.rows for line in row[index].lines}
    words = {word for line in lines for word in line.split(" ")}
    return {
        "title": _line(setter, (Run(column.title),), _LEAST_HEADING),
        "weight": column.weight,
        "right": column.align == "right",
        "heading": _longest(setter, set(column.title.split(" ")), _LEAST_HEADING),
        "word": _longest(setter, words, _LEAST_WORD),
        "longest": _longest(setter, lines, _FULL_LINE),
    }


def _longest(setter: Setter, texts: set[str], most: int) -> str:
    """The longest of the texts, cut at that length: the column that is to have room for it is measured by it."""
    cut = {text[: room_for(text, most)] for text in texts}
    return setter.shown(max(cut, key=lambda text: (len(text), text), default=""))


def _row(setter: Setter, row: Row, fit: list[int]) -> Json:
    """A row's cells. `fit` is how many letters have room on a line of each column, roughly."""
    cells: list[Json] = [_cell(setter, cell) for cell in row]
    lines = (sum(len(plain(line)) // most + 1 for line in cell.lines) for cell, most in zip(row, fit, strict=True))
    return {"tall": cells} if max(lines) > _TALL else cells


def _cell(setter: Setter, cell: Cell) -> Json:
    lines: list[Json] = [_line(setter, line, _LEAST_WORD) for line in cell.lines]
    return lines[0] if len(lines) == 1 and isinstance(lines[0], str) else lines


def _line(setter: Setter, line: Line, whole: int | None = None) -> Json:
    """A string where nothing more is to be said: a big table has many of them."""
    runs = [_run(setter, run, whole) for run in line]
    return runs[0] if len(runs) == 1 and isinstance(runs[0], str) else runs


def _run(setter: Setter, run: Run, whole: int | None) -> Json:
    pieces = setter.pieces(run.text, whole)
    if run.style == "plain" and run.to is None and len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    return {"text": pieces, "style": run.style, "to": run.to}
