"""The sample papers in the formats that Pandoc writes, each made once."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from xml.etree import ElementTree

from sample_document import ATTACKS, document

from intlstrat.council.tree import Bullets, Document, Facts, Line, Paragraph, Picture, Table, blocks, plain, walk
from intlstrat.council.writers import docx, drawings, html, odt
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language

# The same three charts stand in every sample paper.
for module in (html, drawings):
    for name in ("svg", "png"):
        if hasattr(module, name):
            setattr(module, name, cache(getattr(module, name)))

WRITERS = {"html": html, "docx": docx, "odt": odt}
HOSTILE = tuple(one_line(text) for text in ATTACKS)
PLAIN = document()
ATTACKED = document(ATTACKS)


@cache
def made(kind: str, paper: Document = PLAIN) -> bytes:
    """A paper in the format `kind`, in its own language."""
    data = WRITERS[kind].render(paper, Language(paper.language))
    assert isinstance(data, bytes), data
    return data


def part(data: bytes, name: str) -> str:
    """A part of an office document."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")


def xml(data: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(part(data, name))


def squeezed(text: str) -> str:
    """Without blanks and without the mark that OpenDocument needs after Arabic: what is left is what is said."""
    return re.sub(r"[\s\u200e]+", "", text)


def texts(paper: Document) -> list[str]:
    """Every text that a paper shows to readers, in reading order where that is one."""
    found = [paper.title]
    for block in paper.front:
        found += _texts(block)
    for _, section in walk(paper.sections):
        found.append(section.title)
        for block in section.blocks:
            found += _texts(block)
    return found


def _texts(block: object) -> list[str]:
    def lines(several: tuple[Line, ...]) -> list[str]:
        return [plain(line) for line in several]

    match block:
        case Paragraph():
            return lines((block.line,))
        case Bullets():
            return lines(block.items)
        case Facts():
            return [text for term, line in block.items for text in (term, plain(line))]
        case Table():
            heads = [column.title for column in block.columns]
            return [block.caption, *heads, *(text for row in block.rows for cell in row for text in lines(cell.lines))]
        case Picture():
            return [block.caption]
    raise AssertionError(block)


def alternatives(paper: Document) -> list[str]:
    """What the pictures show, in words."""
    return [block.alt for block in blocks(paper) if isinstance(block, Picture)]


def tables(paper: Document) -> list[Table]:
    return [block for block in blocks(paper) if isinstance(block, Table)]
