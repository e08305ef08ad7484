"""The council paper for a terminal.

It stands on the same sheet as the other texts of this tool, which takes nothing from its surroundings: the same tree,
width and options give the same text, whatever the terminal says of itself.
"""

from __future__ import annotations

from typing import Final

from intlstrat.council.tree import Block, Bullets, Document, Facts, Line, Paragraph, Picture, Section, Table, walk
from intlstrat.council.writers.text_cells import GAP, Column, Desk, side_by_side
from intlstrat.council.writers.text_chart import chart
from intlstrat.council.writers.text_table import table
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.sheet import plain as text_of
from intlstrat.formats.terminal import cells
from intlstrat.language import Language

_INDENT: Final = 2
_MEASURE: Final = 100
"""Prose is no wider, however wide the window is."""


def render(document: Document, language: Language, width: int, color: bool, ascii: bool) -> str:
    """The whole paper in lines of at most `width` cells, which is at least 40. It ends with one line break."""
    desk = Desk(Sheet(width, color=color, ascii=ascii), language, ascii)
    desk.sheet.put(*desk.said(document.title, "title"), indent=0)
    desk.rule("═", desk.width, 0)
    for block in document.front:
        _block(desk, block)
    for level, section in walk(document.sections):
        _heading(desk, level, section)
        for block in section.blocks:
            _block(desk, block)
    return desk.sheet.render()


def _heading(desk: Desk, level: int, section: Section) -> None:
    """A chapter has a line across the page below it, its sections one below their words, and what is lower none."""
    desk.sheet.gap()
    lead = [("> ", "label")] if level > 4 else []
    title = [*lead, *desk.said(section.title, "heading")]
    if level == 2:
        desk.sheet.gap()
    desk.sheet.put(*title, indent=0)
    if level == 2:
        desk.rule("─", desk.width, 0)
    elif level == 3:
        desk.rule("─", min(cells(text_of(title)), desk.width * 3 // 4), 0)


def _block(desk: Desk, block: Block) -> None:
    match block:
        case Paragraph(line):
            desk.sheet.gap()
            desk.sheet.put(*desk.spans(line), indent=_INDENT)
        case Bullets(items):
            desk.sheet.gap()
            for item in items:
                desk.sheet.put(("– ", "label"), *desk.spans(item), indent=_INDENT, hang=2)
        case Facts(items):
            _facts(desk, items)
        case Table():
            table(desk, block)
        case Picture():
            desk.sheet.gap()
            desk.sheet.put(*desk.said(block.caption, "strong"), indent=_INDENT)
            desk.sheet.put(*desk.said(block.alt), indent=_INDENT)
            desk.sheet.gap()
            chart(desk, block.chart)


def _facts(desk: Desk, items: tuple[tuple[str, Line], ...]) -> None:
    """The terms in a column, and what they are beside them; below them where that would break a long word."""
    desk.sheet.gap()
    room = min(desk.width - _INDENT, _MEASURE)
    terms = [desk.wrapped(desk.said(term, "label"), room // 3) for term, _ in items]
    name = max((cells(text_of(line)) for lines in terms for line in lines), default=0)
    rest = room - name - GAP
    for term, (_, line) in zip(terms, items, strict=True):
        spans = desk.spans(line)
        if rest < max(map(cells, text_of(spans).split(" "))) <= room - _INDENT:
            side_by_side(desk, [Column(term, name)], _INDENT)
            desk.sheet.put(*spans, indent=2 * _INDENT)
        else:
            side_by_side(desk, [Column(term, name), Column(desk.wrapped(spans, rest), rest)], _INDENT)
