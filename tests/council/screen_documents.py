"""More documents for the writers of plain text: overviews as broad as the paper has them, and large ones."""

from __future__ import annotations

import sample_document
from sample_document import cell, line

from intlstrat.council.charts import Bars, Chart, Series, Span, Timeline
from intlstrat.council.tree import Block, Cell, Column, Document, Line, Paragraph, Picture, Run, Section, Table

PROJECTS = (
    Column("Prosjekt", 3.0),
    Column("Program", 2.0),
    Column("Periode", 1.5),
    Column("Partnere", 2.5),
    Column("Totalt", 1.5, "right"),
    Column("Egenandel", 1.5, "right"),
    Column("Ekstern andel", 1.5, "right"),
    Column("Mål", 3.0),
    Column("Status", 1.0),
)
"""The columns of the overview of the projects in the strategy's annex 2."""

_ROWS = (
    (
        cell("Grønn havn – landstrøm og elektriske arbeidsbåter i fire kystbyer"),
        cell("Interreg Øresund-Kattegat-Skagerrak"),
        cell("mars 2025–desember 2028"),
        cell("Göteborgs Stad", "Københavns Kommune"),
        cell("12\u00a0450\u00a0000\u00a0kr"),
        cell("1\u00a0250\u00a0000\u00a0kr"),
        cell("11\u00a0200\u00a0000\u00a0kr"),
        cell("Utslipp fra arbeidsbåter: ned 40 % innen 2028", "Fire havner med landstrøm"),
        cell("aktivt"),
    ),
    (
        cell("Mono"),
        cell("uten program"),
        cell("2026"),
        cell("ikke ført"),
        cell("90\u00a0000\u00a0kr"),
        cell("90\u00a0000\u00a0kr"),
        cell("0\u00a0kr"),
        cell("ikke ført"),
        cell("planlagt"),
    ),
)


def paper(*blocks: Block) -> Document:
    """A paper with one chapter of those blocks."""
    chapter = (Section("kapittel", "Kapittel", blocks),)
    return Document("Papir", "nb", "Eksempelvik", "2026-11-25", "En prøve.", (), chapter)


def table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], name: str = "tabell-a") -> Table:
    """A table with a caption that says nothing much."""
    return Table(name, "Tabell A. Prosjektene", columns, rows)


def everyday() -> Document:
    """The sample and behind it what it does not have: a table of nine columns, and headings of every depth."""
    sample = sample_document.document()
    deep = Section("fire", "På nivå fire", (), (Section("fem", "På nivå fem", (Paragraph(line("Dypt nede.")),)),))
    overview = Section("oversikt", "Prosjektene", (), (Section("tre", "På nivå tre", (projects(),), (deep,)),))
    more = Document(
        sample.title,
        sample.language,
        sample.author,
        sample.date,
        sample.description,
        sample.front,
        (*sample.sections, overview),
    )
    return more


def projects(number: int = 1) -> Table:
    """The overview of the projects, with so many times its two rows."""
    return table(PROJECTS, _ROWS * number)


def pictures(*charts: Chart) -> Document:
    """A paper of pictures."""
    return paper(
        *(Picture(f"figur-{at}", f"Figur {at}", f"Det figur {at} viser.", each) for at, each in enumerate(charts, 1))
    )


def large() -> Document:
    """2 000 projects in nine columns, 300 partners in eight, and a time line of them all."""
    spans = tuple(Span(f"Prosjekt {number}", "2020-01-01", "2027-01-01", number % 2) for number in range(2000))
    partners = tuple(_ROWS[number % 2][:8] for number in range(300))
    line_of_all = Timeline(("Aktivt", "Avsluttet"), spans, "2026-11-25", "25. november 2026")
    return paper(
        projects(1000),
        table(PROJECTS[:8], partners, "tabell-b"),
        Picture("figur-1", "Figur 1", "Alle prosjektene.", line_of_all),
    )


def styled(*runs: Run) -> Document:
    """A paper whose one paragraph, first bullet, term and cell are those runs."""
    told: Line = runs
    row = (Cell((told, told)), Cell((told,)))
    return paper(Paragraph(told), table((Column("A"), Column("B")), (row,)))


def bars(values: tuple[float, ...], limit: tuple[str, float] | None = None) -> Bars:
    """One bar of those parts."""
    series = tuple(Series(f"Del {at}", (value,), (f"{value:g}",)) for at, value in enumerate(values))
    return Bars(("Stolpe",), series, ("sum",), limit)
