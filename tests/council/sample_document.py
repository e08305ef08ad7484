"""Documents that every writer of the council paper is tried with: one of everyday texts, and one of hostile ones."""

from __future__ import annotations

from intlstrat.council.charts import Bars, Chart, Map, Marked, Series, Span, Timeline
from intlstrat.council.tree import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Line,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
)
from intlstrat.formats.terminal import one_line

ATTACKS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "](javascript:alert(1)) ![x](http://evil.example/x.png) | a | b | `c` *d* _e_ ~f~",
    '#import "@preview/x:1.0.0": y; #eval("1") $ sum $ <label> @ref \\ "quote"',
    "= Overskrift\n\n- liste\n1. tall\n| tabell |\n::error::x\n##[group]",
    "Høyre til venstre: \u202egnp.exe\u202c, null\u200bbredde, \u0007bell, \x1b[31mrød\x1b[0m",
    "Emoji 👩‍👩‍👧 og flagg 🇳🇴, arabisk مرحبا بالعالم, hebraisk שלום, kinesisk 你好",
    "&amp; &lt; ]]> <!-- --> <w:p/> {{x}} ${x} %s {0} =HYPERLINK(1) +1 @SUM(1)",
    "lang " * 2000,
)
"""What a record may say that some medium could take for its own markup."""


def line(text: str) -> Line:
    return (Run(text),)


def cell(*texts: str) -> Cell:
    return Cell(tuple(line(text) for text in texts))


BARS = Bars(
    ("1 Utrydde fattigdom", "4 God utdanning", "13 Stoppe klimaendringene"),
    (
        Series("Partnere", (0, 2, 1), ("", "2", "1")),
        Series("Aktive prosjekter", (1, 3, 0), ("1", "3", "")),
        Series("Andre prosjekter", (0, 1, 0), ("", "1", "")),
    ),
    ("1", "6", "1"),
    ("Ramme", 5.0),
)
TIMELINE = Timeline(
    ("Planlagt", "Aktivt", "Avsluttet"),
    (
        Span("Urban Platsinnovation", "2015-10-01", "2018-09-30", 2),
        Span("Kyststi for alle", "2025-03-01", "2028-12-31", 1),
        Span("Uten slutt", "2026-01-01", None, 1),
        Span("Uten start", None, "2027-06-30", 0),
    ),
    "2026-11-25",
    "25. november 2026",
)
MAP = Map(
    "NO",
    (
        Marked("DK", "Danmark", 1, 0),
        Marked("SE", "Sverige", 2, 4),
        Marked("FI", "Finland", 1, 1),
        Marked("IS", "Island", 1, 0),
        Marked("UA", "Ukraina", 1, 0),
        Marked("MZ", "Mosambik", 0, 2),
        Marked("MT", "Malta", 0, 1),
    ),
    ("Partnere", "Bare deltakere i prosjekter"),
)

CHARTS: tuple[Chart, ...] = (BARS, TIMELINE, MAP)


def document(texts: tuple[str, ...] = (), language: str = "nb") -> Document:
    """A small paper with every kind of block. `texts`, as one_line makes them, are put wherever a text can stand."""
    said = tuple(one_line(text) for text in texts) or ("Mono", "Tuko Pamoja")
    rows = tuple((cell(text), cell(text, "andre linje"), cell("1 250 000 kr")) for text in said)
    columns = (Column("Navn", 2.0), Column("Beskrivelse", 3.0), Column("Beløp", 1.0, "right"))
    table = Table("tabell-1", f"Tabell 1. Oversikt: {said[0]}", columns, rows)
    wide = Table("tabell-2", "Tabell 2. Bred oversikt", columns, rows * 3, wide=True)
    pictures = tuple(
        Picture(f"figur-{number}", f"Figur {number}. {said[0]}", f"Figuren viser {said[0]} og mer.", chart)
        for number, chart in enumerate(CHARTS, 1)
    )
    first = Section(
        "sammendrag",
        said[0],
        (
            Paragraph((Run("Vanlig, "), Run("sterk", "strong"), Run(", "), Run("goals", "code"), Run(". "))),
            Paragraph((Run("Se "), Run("tabell 1", to="tabell-1"), Run("."))),
            Bullets(tuple(line(text) for text in said)),
        ),
        (Section("under", "Underkapittel", (table,)),),
    )
    second = Section("bilder", "Bilder", (*pictures, wide, Paragraph(tuple(Run(text) for text in said))))
    front = (
        Facts(
            (
                ("Kommune", line("Eksempelvik kommune")),
                ("Per", line("25. november 2026")),
                *((t, line(t)) for t in texts and said),
            )
        ),
    )
    return Document(
        "Internasjonalt samarbeid", language, "Eksempelvik kommune", "2026-11-25", "Status for samarbeidet.", front,
        (first, second),
    )  # fmt: skip
