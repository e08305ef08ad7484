"""Which stretches of a paper stand on pages that lie."""

from __future__ import annotations

import pytest
from sample_document import cell, document, line

from intlstrat.council.tree import Block, Column, Document, Paragraph, Section, Table
from intlstrat.council.writers.sideways import Heading, stretches

PARAGRAPH = Paragraph(line("Tekst"))
COLUMNS = (Column("Navn"),)
WIDE = Table("bred", "Bred", COLUMNS, ((cell("x"),),), wide=True)
NARROW = Table("smal", "Smal", COLUMNS, ((cell("x"),),))


def shape(*sections: Section) -> list[str]:
    """Each stretch as a word: `-` for one that lies, `|` for one that stands, and what is in it by first letters."""
    base = document()
    paper = Document(base.title, "nb", base.author, base.date, base.description, (), sections)
    letters = {"Heading": "h", "Paragraph": "p"}
    return [
        ("-" if stretch.sideways else "|")
        + "".join(
            letters.get(type(item).__name__, "w" if isinstance(item, Table) and item.wide else "n")
            for item in stretch.items
            if isinstance(item, Heading | Paragraph | Table)
        )
        for stretch in stretches(paper)
    ]


def section(*blocks: Block, below: tuple[Section, ...] = ()) -> Section:
    return Section("id", "Tittel", blocks, below)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ((), []),
        ((section(PARAGRAPH, NARROW),), ["|hpn"]),
        # The headings and paragraphs that lead to it, and the remarks below it, go along.
        ((section(PARAGRAPH), section(PARAGRAPH, WIDE, PARAGRAPH), section(NARROW)), ["|hp", "-hpwp", "|hn"]),
        ((section(below=(section(WIDE),)),), ["-hhw"]),
        # What has more to say stands: only the table lies.
        ((section(NARROW, PARAGRAPH, WIDE, PARAGRAPH, NARROW),), ["|hnp", "-w", "|pn"]),
        # Two in a row share their pages.
        ((section(WIDE), section(WIDE)), ["-hwhw"]),
    ],
)
def test_what_lies_with_a_wide_table(sections: tuple[Section, ...], expected: list[str]) -> None:
    assert shape(*sections) == expected
