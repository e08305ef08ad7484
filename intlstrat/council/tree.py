"""The document tree of the council paper: what is said, in the reader's language, before any format has a say.

Every writer takes the whole tree, so that no format lacks a part. All texts are plain: clean (one line, nothing
invisible) and not yet escaped for any medium; each writer escapes for its own. Ids are lower-case ASCII letters,
digits and hyphens, begin with a letter and are unique in a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from intlstrat.council.charts import Chart


class Run(Struct, frozen=True):
    """A stretch of text in one style. `to` is the id of a section, table or picture that it leads to."""

    text: str
    style: Literal["plain", "strong", "code"] = "plain"
    to: str | None = None


Line = tuple[Run, ...]
"""Text that runs on, without line breaks of its own."""


class Paragraph(Struct, frozen=True):
    line: Line


class Bullets(Struct, frozen=True):
    items: tuple[Line, ...]


class Facts(Struct, frozen=True):
    """Terms, each with what it is: a description list."""

    items: tuple[tuple[str, Line], ...]


class Column(Struct, frozen=True):
    """A column's heading, how its cells are set, and its share of the width beside the other columns' shares."""

    title: str
    weight: float = 1.0
    align: Literal["left", "right"] = "left"


class Cell(Struct, frozen=True):
    """A cell: lines below each other, usually one. A cell without lines is not allowed: say what is missing."""

    lines: tuple[Line, ...]


Row = tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A table with a caption and one row of column headings; the first cell of each row is the heading of the row.

    `wide` asks for a page on its side, where a medium has pages.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: bool = False


class Picture(Struct, frozen=True):
    """A drawing with its caption, and a text that says what it shows to those who do not see it.

    Its figures stand in a table of their own beside it, which the caption or the text names.
    """

    id: str
    caption: str
    alt: str
    chart: Chart


Block = Paragraph | Bullets | Facts | Table | Picture


class Section(Struct, frozen=True):
    """A heading and what stands below it. The depth in the tree is the heading's level."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


class Document(Struct, frozen=True):
    """The whole paper. `date` (ISO text) is the day that it is about, and the only date in any format's metadata."""

    title: str
    language: str
    """`nb`, `nn` or `en`."""
    author: str
    """The municipality."""
    date: str
    description: str
    """One sentence for the metadata of files and pages."""
    front: tuple[Block, ...]
    """What stands between the title and the first section."""
    sections: tuple[Section, ...]


def walk(sections: tuple[Section, ...], level: int = 2) -> Iterator[tuple[int, Section]]:
    """Every section in reading order with its heading level; the document's title is level 1."""
    for section in sections:
        yield level, section
        yield from walk(section.sections, level + 1)


def blocks(document: Document) -> Iterator[Block]:
    """Every block in reading order."""
    yield from document.front
    for _, section in walk(document.sections):
        yield from section.blocks


def plain(line: Line) -> str:
    """The text of a line without its styles."""
    return "".join(run.text for run in line)
