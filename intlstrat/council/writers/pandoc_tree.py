"""The pieces of Pandoc's document tree that the paper is made of, as the plain values of its JSON.

A text becomes `Str` and `Space` and nothing else, so that Pandoc escapes it for the medium, and no markup can come of
what a record says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from intlstrat.council.tree import Cell, Line, Run, Section, Table, walk

API_VERSION = [1, 23, 1]

Node = dict[str, Any]

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRETCH = re.compile(rf"([{_RIGHT_TO_LEFT}](?:[{_RIGHT_TO_LEFT}\W\d_]*[{_RIGHT_TO_LEFT}])?)")
"""From a letter that runs from right to left to the last one before a letter that does not."""


def node(kind: str, content: object = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attr(name: str = "", classes: Iterable[str] = (), **pairs: str) -> list[Any]:
    """An id, classes, and attributes (an underscore in a name stands for a hyphen)."""
    return [name, list(classes), [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def ast(blocks: list[Node], language: str) -> Node:
    """A whole document. The title and the other metadata are the writers' own."""
    return {"pandoc-api-version": API_VERSION, "meta": {"lang": node("MetaString", language)}, "blocks": blocks}


def text(said: str) -> list[Node]:
    """A text as it stands; what runs from right to left is a stretch of its own and turns no neighbour around."""
    found: list[Node] = []
    for index, part in enumerate(_STRETCH.split(said)):
        if index % 2:
            found.append(node("Span", [attr(dir="rtl"), _words(part)]))
        elif part:
            found += _words(part)
    return found


def _words(said: str) -> list[Node]:
    parts = re.split("( )", said)
    return [node("Space") if part == " " else node("Str", part) for part in parts if part]


def inlines(line: Line) -> list[Node]:
    return [piece for run in line for piece in _run(run)]


def _run(run: Run) -> list[Node]:
    pieces = [node("Code", [attr(), run.text])] if run.style == "code" else text(run.text)
    if run.style == "strong":
        pieces = [node("Strong", pieces)]
    return pieces if run.to is None else [link(pieces, run.to)]


def link(pieces: list[Node], to: str) -> Node:
    return node("Link", [attr(), pieces, [f"#{to}", ""]])


def span(name: str, pieces: list[Node]) -> Node:
    """What a link can lead to."""
    return node("Span", [attr(name), pieces])


def plain(pieces: list[Node]) -> Node:
    return node("Plain", pieces)


def para(pieces: list[Node]) -> Node:
    return node("Para", pieces)


def div(attributes: list[Any], blocks: list[Node]) -> Node:
    return node("Div", [attributes, blocks])


def raw(form: str, markup: str) -> Node:
    """Markup of ours in an output format; never made from the texts of the paper."""
    return node("RawInline", [form, markup])


def header(level: int, section: Section) -> Node:
    return node("Header", [level, attr(section.id), text(section.title)])


def bullets(items: Iterable[list[Node]]) -> Node:
    return node("BulletList", [[plain(item)] for item in items])


def lines(below: Sequence[Line], heading: bool = False) -> list[Node]:
    """Lines below each other in one cell. Of the heading of a row the first line is its name, and stands out."""
    pieces: list[Node] = []
    for line in below:
        said = inlines(line)
        if not pieces:
            pieces = [node("Strong", said)] if heading else said
        else:
            pieces += [node("LineBreak"), *said]
    return pieces


def table(
    table: Table, attributes: list[Any], caption: list[Node], shares: Sequence[float], style: str | None = None
) -> Node:
    """A table with one heading row and one heading column.

    `shares` are those of the columns in the width, 1 together; `style` is a paragraph style for what stands in it.
    """
    align = {"left": node("AlignDefault"), "right": node("AlignRight")}
    widths = [node("ColWidth", round(share, 4)) for share in shares]
    columns = [[align[column.align], width] for column, width in zip(table.columns, widths, strict=True)]
    heads = [_cell(text(column.title), style, scope="col") for column in table.columns]
    rows = [[attr(), [_body_cell(cell, index == 0, style) for index, cell in enumerate(row)]] for row in table.rows]
    head = [attr(), [[attr(), heads]]]
    return node("Table", [attributes, [None, [plain(caption)]], columns, head, [[attr(), 1, [], rows]], [attr(), []]])


def _body_cell(cell: Cell, heading: bool, style: str | None) -> list[Any]:
    scope = {"scope": "row"} if heading else {}
    return _cell(lines(cell.lines, heading), style, **scope)


def _cell(pieces: list[Node], style: str | None, **pairs: str) -> list[Any]:
    block = plain(pieces) if style is None else div(attr(custom_style=style), [para(pieces)])
    return [attr(**pairs), node("AlignDefault"), 1, 1, [block]]


def contents(sections: tuple[Section, ...], depth: int) -> list[tuple[int, Section]]:
    """What the list of contents names: the sections of the upper `depth` levels, each with its level from 1."""
    return [(level - 1, section) for level, section in walk(sections) if level - 1 <= depth]
