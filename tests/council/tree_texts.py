"""Every text of a document, found by walking: what no writer may leave out."""

from __future__ import annotations

from collections.abc import Iterator

from intlstrat.council.tree import Block, Bullets, Document, Facts, Line, Paragraph, Picture, Table, blocks, walk
from intlstrat.formats.terminal import clean


def texts(document: Document) -> Iterator[str]:
    """The title and headings, then what stands in the blocks, run by run."""
    yield document.title
    for _, section in walk(document.sections):
        yield section.title
    for block in blocks(document):
        yield from (clean(text) for text in _of_block(block))


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield from _of_line(line)
        case Bullets(items):
            for line in items:
                yield from _of_line(line)
        case Facts(items):
            for term, line in items:
                yield term
                yield from _of_line(line)
        case Table():
            yield block.caption
            yield from (column.title for column in block.columns)
            for line in (line for row in block.rows for cell in row for line in cell.lines):
                yield from _of_line(line)
        case Picture():
            yield block.caption
            yield block.alt


def _of_line(line: Line) -> Iterator[str]:
    yield from (run.text for run in line)
