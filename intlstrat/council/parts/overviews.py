"""The two overviews that make up the strategy's annex 2, and where in the world the partners are."""

from __future__ import annotations

from intlstrat.council.charts import Map, Marked
from intlstrat.council.figures import CountryFigures, Figures, PartnerFigures, ProjectFigures
from intlstrat.council.parts.words import NO_BREAK, Words, line
from intlstrat.council.tree import Block, Cell, Column, Line, Paragraph, Picture, Row, Section, Table


def overviews(figures: Figures, words: Words) -> Section:
    """Both overviews."""
    language = words.language
    return Section(
        "overviews",
        language.text("Overviews of partners and projects"),
        (),
        (
            Section("partners", language.text("Sister cities and other partners"), _partners(figures, words)),
            Section("geography", language.text("Where the partners are"), _geography(figures, words)),
            Section("projects", language.text("Projects"), _projects(figures, words)),
        ),
    )


def _partners(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    if not figures.partners:
        return (Paragraph(line(language.text("No partner is recorded."))),)
    columns = (
        Column(language.text("Partner"), 2.2),
        Column(language.text("Country"), 1.4),
        Column(language.text("Since"), 1.0),
        Column(language.text("Traditions"), 2.4),
        Column(language.text("Areas"), 2.4),
        Column(language.text("Visits this term") if figures.term is not None else language.text("Visits"), 1.8),
        Column(language.text("Agreement"), 2.4),
        Column(language.text("Status"), 1.2),
    )
    rows = tuple(_partner(each, words) for each in figures.partners)
    table = Table(
        "table-partners", language.text("Overview of sister cities and other partners"), columns, rows, wide=True
    )
    if figures.term is None:
        text = language.text("The strategy gives no council term, so all recorded visits are counted.")
    else:
        text = language.text(
            "Visits are counted in the council term from {start} to {end}.",
            start=words.date(figures.term.start), end=words.date(figures.term.end),
        )  # fmt: skip
    return (Paragraph(line(text)), table)


def _partner(each: PartnerFigures, words: Words) -> Row:
    return (
        Cell((line(each.record.name), line(words.name("relation", each.relation)))),
        Cell((line(words.country(each.country)),)),
        Cell((line(str(each.since) if each.since is not None else words.missing),)),
        Cell((line(words.listing(each.traditions) or words.missing),)),
        Cell((line(words.listing(words.name("area", area) for area in each.areas) or words.missing),)),
        Cell(_visits(each, words)),
        Cell(_agreement(each, words)),
        Cell((line(words.status(each.status)),)),
    )


def _visits(each: PartnerFigures, words: Words) -> tuple[Line, ...]:
    if each.outgoing is None or each.incoming is None:
        return (line(words.missing),)
    language = words.language
    told = (
        line(language.text("out: {n}", n=each.outgoing).replace(" ", NO_BREAK)),
        line(language.text("home: {n}", n=each.incoming).replace(" ", NO_BREAK)),
    )
    if not each.undated:
        return told
    return (*told, line(words.counted("one without day or way", "{n} without day or way", each.undated)))


def _agreement(each: PartnerFigures, words: Words) -> tuple[Line, ...]:
    language = words.language
    if each.agreement is None:
        return (line(words.missing),)
    lines = [line(each.agreement or language.text("agreement without a title"))]
    if each.signed is not None:
        lines.append(line(language.text("signed {date}", date=words.date(each.signed))))
    if each.valid_until is not None:
        lines.append(line(language.text("valid until {date}", date=words.date(each.valid_until))))
    return tuple(lines)


def _geography(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    if not figures.countries:
        return (Paragraph(line(language.text("No country is recorded for any partner or participant."))),)
    by_name = sorted(figures.countries, key=lambda each: words.country(each.code))
    places = tuple(
        Marked(each.code, words.country(each.code), len(each.partners), each.participants)
        for each in by_name
        if each.code != figures.home
    )
    legend = (
        language.text("Countries with partners (number of partners)"),
        language.text("Countries with participants in projects only"),
    )
    picture = Picture(
        "picture-map",
        language.text("The countries that there is cooperation with"),
        _alt(by_name, words),
        Map(figures.home, places, legend, words.country(figures.home), language.text("Not named on the map:")),
    )
    columns = (
        Column(language.text("Country"), 1.6),
        Column(language.text("Partners"), 4.0),
        Column(language.text("Number of partners"), 1.4, "right"),
        Column(language.text("Other participants in projects"), 1.8, "right"),
    )
    rows = tuple(
        (
            Cell((line(words.country(each.code)),)),
            Cell((line(words.names(each.partners) or "–"),)),
            Cell((line(words.number(len(each.partners))),)),
            Cell((line(words.number(each.participants)),)),
        )
        for each in by_name
    )
    caption = language.text("Partners that have not ended, and other participants in projects, by country")
    return (picture, Table("table-countries", caption, columns, rows))


def _alt(countries: list[CountryFigures], words: Words) -> str:
    language = words.language
    ours = [f"{words.country(each.code)} ({len(each.partners)})" for each in countries if each.partners]
    others = [words.country(each.code) for each in countries if not each.partners]
    told = [language.text("A map.")]
    if ours:
        told.append(language.text("Countries with partners: {countries}.", countries=words.listing(ours, 40)))
    if others:
        told.append(
            language.text(
                "Countries with participants in projects only: {countries}.", countries=words.listing(others, 40)
            )
        )
    return " ".join(told)


def _projects(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    if not figures.projects:
        return (Paragraph(line(language.text("No project is recorded."))),)
    columns = (
        Column(language.text("Project"), 2.6),
        Column(language.text("Programme"), 1.7),
        Column(language.text("Period"), 1.5),
        Column(language.text("Partners and participants"), 2.6),
        Column(language.text("Total"), 1.5, "right"),
        Column(language.text("Own share"), 1.5, "right"),
        Column(language.text("External share"), 1.5, "right"),
        Column(language.text("Goals"), 1.1),
        Column(language.text("Status"), 1.2),
    )
    rows = tuple(_project(each, words) for each in figures.projects)
    text = language.text(
        "Own share is the municipality's own money, external share is what others have granted, both with their "
        "part of the total. Goals are the strategy's own. Amounts in other currencies are converted to kroner "
        "and rounded to thousands."
    )
    return (
        Paragraph(line(text)),
        Table("table-projects", language.text("Overview of projects"), columns, rows, wide=True),
    )


def _project(each: ProjectFigures, words: Words) -> Row:
    with_whom = words.listing((*(one.name for one in each.partners), *each.participants))
    return (
        Cell((line(each.record.name),)),
        Cell((line(words.name("programme", each.programme)),)),
        Cell((line(words.period(each.start, each.end)),)),
        Cell((line(with_whom or words.missing),)),
        Cell((line(_amount(each.total, each, words)),)),
        Cell(_share(each.own, each, words)),
        Cell(_share(each.external, each, words)),
        Cell((line(_goals(each, words)),)),
        Cell((line(words.status(each.status)),)),
    )


def _goals(each: ProjectFigures, words: Words) -> str:
    """The goals by number or, where their codes are words, by name."""
    numbered = all(any(letter.isdigit() for letter in code) for code in each.goals)
    return ", ".join(code if numbered else words.name("goal", code) for code in each.goals) or words.missing


def _amount(amount: int | None, each: ProjectFigures, words: Words) -> str:
    if amount is None and not each.has_rate:
        return words.language.text("no rate for {currency}", currency=each.currency or "")
    return words.about(amount, each.currency is not None)


def _share(amount: int | None, each: ProjectFigures, words: Words) -> tuple[Line, ...]:
    """The amount and, below it, its part of the total."""
    told = line(_amount(amount, each, words))
    if amount is None or not each.total:
        return (told,)
    return told, line(words.share(amount / each.total))
