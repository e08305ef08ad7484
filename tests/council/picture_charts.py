"""Charts that the pictures are tried with: as they are in a council paper, and as they are at their worst."""

from __future__ import annotations

from sample_document import ATTACKS, BARS, MAP, TIMELINE

from intlstrat.council.charts import Bars, Chart, Map, Marked, Series, Span, Timeline

GOALS = (
    *("1 Utrydde fattigdom", "2 Utrydde sult", "3 God helse og livskvalitet", "4 God utdanning"),
    *("5 Likestilling mellom kjønnene", "6 Rent vann og gode sanitærforhold", "7 Ren energi til alle"),
    *("8 Anstendig arbeid og økonomisk vekst", "9 Industri, innovasjon og infrastruktur", "10 Mindre ulikhet"),
    *("11 Bærekraftige byer og lokalsamfunn", "12 Ansvarlig forbruk og produksjon", "13 Stoppe klimaendringene"),
    *("14 Livet i havet", "15 Livet på land", "16 Fred, rettferdighet og velfungerende institusjoner"),
    "17 Samarbeid for å nå målene",
)
TITLE = "Grenseløst samarbeid om barn og unges psykiske helse i Norden og Østersjøregionen, fase to: fra kunnskap"
NAMES = (
    *("DK Danmark", "SE Sverige", "FI Finland", "IS Island", "DE Tyskland", "PL Polen", "EE Estland", "LV Latvia"),
    *("LT Litauen", "NL Nederland", "BE Belgia", "FR Frankrike", "ES Spania", "PT Portugal", "IT Italia", "MT Malta"),
    *("AT Østerrike", "CH Sveits", "CZ Tsjekkia", "SK Slovakia", "HU Ungarn", "HR Kroatia", "RS Serbia", "GR Hellas"),
    *("BA Bosnia-Hercegovina", "MK Nord-Makedonia", "UA Ukraina", "GB Storbritannia", "IE Irland", "CY Kypros"),
    *("FO Færøyene", "MZ Mosambik", "SG Singapore", "US USA", "ZZ Ukjentland"),
)


def bars(
    categories: tuple[str, ...], *series: tuple[str, tuple[int, ...]], limit: tuple[str, float] | None = None
) -> Bars:
    """Bars that say their numbers, "" for 0, and their sums."""
    parts = tuple(Series(name, values, tuple(str(value or "") for value in values)) for name, values in series)
    sums = (sum(values) for values in zip(*(part.values for part in parts), strict=True))
    return Bars(categories, parts, tuple(f"{total:g}" for total in sums), limit)


def timeline(rows: int, title: str = TITLE) -> Timeline:
    """So many spans of all kinds, some of them open."""
    kinds = ("Idé", "Søkt", "Planlagt", "Aktivt", "Avsluttet", "Avbrutt")
    spans = tuple(
        Span(
            title if number % 3 else f"Kyststi {number}",
            f"{2015 + number % 12}-03-01" if number % 7 else None,
            f"{2017 + number % 13}-08-31" if number % 5 else None,
            number % 6,
        )
        for number in range(rows)
    )
    return Timeline(kinds, spans, "2026-11-25", "25. november 2026", "Slutt eller start er ikke ført")


def atlas(names: tuple[str, ...]) -> Map:
    places = tuple(Marked(name[:2], name[3:], number * 7 % 4, 3) for number, name in enumerate(names))
    return Map("NO", places, ("Land med partnere", "Land med bare deltakere"), "Norge", "Ikke på kartet")


PLAIN: dict[str, Chart] = {
    "bars": BARS,
    "timeline": TIMELINE,
    "map": MAP,
    "goals": bars(
        GOALS,
        ("Partnere", (0, 0, 3, 4, 0, 1, 1, 0, 2, 3, 5, 1, 2, 3, 1, 2, 9)),
        ("Aktive prosjekter", (1, 0, 2, 2, 0, 0, 1, 1, 2, 3, 1, 1, 0, 3, 1, 2, 4)),
        ("Andre prosjekter", (0, 0, 1, 0, 0, 0, 1, 0, 2, 1, 1, 1, 1, 3, 0, 2, 1)),
    ),
    "money": Bars(
        ("2024", "2025", "2026"),
        (
            Series("Egne midler", (310_000, 490_000, 280_000), ("", "", "")),
            Series("Søkt", (0, 40_000, 3_000), ("", "40 000 kr", "3 000 kr")),
        ),
        ("310 000 kr", "530 000 kr", "283 000 kr"),
        ("Ramme 500 000 kr", 500_000),
    ),
    "clauses": bars(
        tuple(f"{chapter}{letter} Et punkt i strategien" for chapter in range(1, 6) for letter in "abcdef"),
        *((name, tuple((at * step) % 9 for at in range(30))) for step, name in enumerate(("A", "B", "C", "D", "E"), 2)),
    ),
    "projects": timeline(12),
    "many projects": timeline(45),
    "atlas": atlas(NAMES),
}
"""What a council paper has."""

LONG = "ord " * 2500
WORST: dict[str, Chart] = {
    "nothing in bars": Bars((), (), ()),
    "bars of nothing": bars(("", ""), ("", (0, 0)), limit=("", 0.0)),
    "one bar": bars(("Alene",), ("Serie", (7,))),
    "a limit far out": bars(("Alene",), ("Serie", (1,)), limit=("Ramme", 1e9)),
    "no limit in sight": bars(("Alene",), ("Serie", (10**9,)), limit=(LONG, 1)),
    "sixty bars": bars(tuple(f"{at} {TITLE}" for at in range(60)), *((f"Serie {at}", (at,) * 60) for at in range(2))),
    "narrow parts": Bars(
        ("Smalt",),
        tuple(Series(f"S{at}", (value,), (f"{at} 250 000 kr",)) for at, value in enumerate((1, 1, 900, 1, 1))),
        ("904",),
    ),
    "hostile bars": Bars(
        ATTACKS,
        tuple(Series(text, (1.0,) * len(ATTACKS), ATTACKS) for text in ATTACKS[::3]),
        ATTACKS,
        (ATTACKS[0], 3.0),
    ),
    "mathematics": bars(("$\\frac{1}{0}$", "$x^2", "\\alpha_1"), ("$y$", (1, 2, 3))),
    "one long word": bars(("x" * 10_000,), ("y" * 10_000, (1,))),
    "no spans": Timeline((), (), "2026-11-25", ""),
    "strange years": Timeline(
        ("A",),
        (
            Span("Gammelt", "1800-01-01", "1900-12-31", 0),
            Span("Langt", "1800-01-01", "2200-12-31", 0),
            Span("Fjernt", "2200-01-01", None, 0),
            Span("Baklengs", "2028-01-01", "2025-01-01", 0),
            Span("Begge åpne", None, None, 0),
            Span("Første og siste", "0001-01-01", "9999-12-31", 0),
            Span("Én dag", "2024-02-29", "2024-02-29", 0),
        ),
        "2026-11-25",
        "i dag",
    ),
    "the last day": Timeline(("A",), (Span("Slutt", "9999-12-31", None, 0),), "9999-12-31", "sist"),
    "the first day": Timeline(("A",), (Span("Start", None, "0001-01-01", 0),), "0001-01-01", "først"),
    "hostile spans": Timeline(
        ATTACKS, tuple(Span(text, "2025-01-01", None, at) for at, text in enumerate(ATTACKS)), "2026-11-25", ATTACKS[5]
    ),
    "no places": Map("", (), ("", "")),
    "unknown places": Map("??", (Marked("<>", ATTACKS[0], 1, 0), Marked("", "", 0, 0)), (LONG, "$x$"), LONG, LONG),
    "hostile places": Map(
        "SE",
        tuple(
            Marked(code, text, 10**9, -3) for code, text in zip(("NO", "DK", "FI", "KE", "MT"), ATTACKS, strict=False)
        ),
        ("A", "B"),
    ),
    "the same place twice": Map("NO", (Marked("DK", "Danmark", 1, 0), Marked("DK", "Danmark", 0, 4)), ("A", "B")),
}
"""What it must survive."""
