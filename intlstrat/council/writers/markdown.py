"""The council paper as GitHub's Markdown that can also be read as it stands.

Links lead to anchors of their own (`<a name>`, the way that GitHub documents), because every site makes the names of
its headings differently. A Markdown text is one file: the pictures are told of, and not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from intlstrat.council.tree import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Line,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    blocks,
    walk,
)
from intlstrat.formats.markdown_text import code, escape
from intlstrat.formats.terminal import clean, guard
from intlstrat.language import Language

_DEEPEST: Final = 6
"""Markdown has no lower headings."""

_LISTED: Final = 3
"""The contents name chapters and what is directly in them."""


def render(document: Document, language: Language) -> str:
    """The whole paper, with a list of contents before its first chapter. It ends with one line break."""
    parts = [f"# {escape(clean(document.title), at_start=False)}", *(_block(block) for block in document.front)]
    if any(isinstance(block, Picture) for block in blocks(document)):
        told = language.text("This text shows no pictures: each is described in words, and its figures are in a table.")
        parts.append(escape(told))
    if document.sections:
        title = language.text("Contents")
        parts += [f"## {escape(title)}", _contents(document)]
    for level, section in walk(document.sections):
        parts += [_anchor(section.id), f"{'#' * min(level, _DEEPEST)} {escape(clean(section.title), at_start=False)}"]
        parts += [_block(block) for block in section.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _contents(document: Document) -> str:
    """A list of links to the chapters, and within each to its sections."""
    listed = ((level, section) for level, section in walk(document.sections) if level <= _LISTED)
    return "\n".join(f"{'  ' * (level - 2)}- {_entry(section)}" for level, section in listed)


def _entry(section: Section) -> str:
    return _inline((Run(section.title, to=section.id),))


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _inline(line)
        case Bullets(items):
            return "\n".join(f"- {_inline(item)}" for item in items)
        case Facts(items):
            return "\n".join(f"- {_inline((Run(f'{term}:', 'strong'), Run(' '), *line))}" for term, line in items)
        case Table():
            return f"{_caption(block.id, block.caption)}\n\n{_table(block)}"
        case Picture():
            return f"{_caption(block.id, block.caption)}\n\n{_inline((Run(block.alt),))}"


def _anchor(name: str) -> str:
    """Where a link leads. Ids are lower-case letters, digits and hyphens, and need no escape."""
    return f'<a name="{name}"></a>'


def _caption(name: str, text: str) -> str:
    return f"{_anchor(name)}\n{_inline((Run(text, 'strong'),))}"


def _table(table: Table) -> str:
    """A table of pipes; the signs below the headings set numbers to the right."""
    rows = [
        [_inline((Run(column.title),), in_cell=True) for column in table.columns],
        ["---:" if column.align == "right" else "---" for column in table.columns],
        *([_cell(cell) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Cell) -> str:
    return "<br>".join(_inline(line, in_cell=True) for line in cell.lines)


def _inline(line: Line, *, in_cell: bool = False) -> str:
    """A line with its styles. Neighbours of one kind are one stretch, so that the escaping sees them together."""
    runs = [run for run in _joined(line) if run.text]
    made: list[str] = []
    for number, run in enumerate(runs):
        before = runs[number - 1].text[-1:] if number else " "
        after = runs[number + 1].text[:1] if number + 1 < len(runs) else " "
        if run.style == "plain":
            text = escape(run.text, at_start=not (number or in_cell or run.to))
        else:
            text = _styled(run, before == " ", after == " ", in_cell=in_cell)
        if run.to and made and made[-1].endswith("!"):  # or the link would be a picture
            made[-1] = f"{made[-1][:-1]}\\!"
        made.append(f"[{text}](#{run.to})" if run.to else text)
    whole = "".join(made).strip(" ")
    # What the runner that prints this would take for a command at the start of a line.
    return whole if guard(whole) == whole else whole.replace(":", "\\:", 1)


def _joined(line: Line) -> Iterator[Run]:
    for (style, to), runs in groupby(line, key=lambda run: (run.style, run.to)):
        yield Run(clean("".join(run.text for run in runs)), style, to)


def _styled(run: Run, opens_freely: bool, closes_freely: bool, *, in_cell: bool) -> str:
    if run.style == "strong":
        return _strong(run.text, opens_freely or run.to is not None, closes_freely or run.to is not None)
    # Readers do not agree on how code in a cell may hold what ends the cell.
    return f"<code>{escape(run.text, at_start=False)}</code>" if in_cell and "|" in run.text else code(run.text)


def _strong(text: str, opens_freely: bool, closes_freely: bool) -> str:
    """The text in bold: with stars where they are sure to be taken for that, else with an element.

    Stars open where a letter follows, or where a sign follows and a blank goes before; and close likewise.
    """
    opens = text[0].isalnum() or (opens_freely and not text[0].isspace())
    closes = text[-1].isalnum() or (closes_freely and not text[-1].isspace())
    escaped = escape(text, at_start=False)
    return f"**{escaped}**" if opens and closes else f"<strong>{escaped}</strong>"
