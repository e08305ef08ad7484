"""The money: own money a year against the frame, where the projects' money comes from, and at which rates."""

from __future__ import annotations

from intlstrat.council.charts import Bars, Series
from intlstrat.council.figures import Economy, Figures
from intlstrat.council.parts.words import NAMES, SOURCES, Words, line
from intlstrat.council.tree import Block, Cell, Column, Paragraph, Picture, Section, Table


def economy(figures: Figures, words: Words) -> Section:
    """All of it, in Norwegian kroner."""
    language, money = words.language, figures.economy
    return Section(
        "economy",
        language.text("Economy"),
        (),
        (
            Section("own-money", language.text("Own money by year"), _years(figures, money, words)),
            Section("sources", language.text("Where the projects' money comes from"), _sources(money, words)),
            Section("rates", language.text("Exchange rates"), _rates(money, words)),
        ),
    )


def _years(figures: Figures, money: Economy, words: Words) -> tuple[Block, ...]:
    language = words.language
    lacking = _unrated(money, words)
    if not money.years:
        lead = () if lacking else (Paragraph(line(language.text("No own money is recorded by year."))),)
        return (*lead, *_frame(money, words), *lacking)
    limit = (
        (language.text("The frame: {amount}", amount=words.money(money.frame)), float(money.frame))
        if money.frame is not None
        else None
    )
    is_open = any(each.undecided for each in money.years)
    picture = Picture(
        "picture-years",
        language.text("Own money by year"),
        _years_alt(money, words),
        Bars(
            tuple(str(each.year) for each in money.years),
            _years_series(money, words),
            tuple(words.money(each.own) for each in money.years),
            limit,
        ),
    )
    columns = [Column(language.text("Year"), 1.0), Column(language.text("Own money"), 1.6, "right")]
    columns += [Column(_open(words), 2.0, "right")] if is_open else []
    if money.frame is not None:
        columns += [Column(language.text("The frame"), 1.6, "right")]
        columns += [Column(language.text("Left of the frame"), 1.6, "right")]
    columns.append(Column(language.text("Partners and projects"), 1.6, "right"))
    rows = []
    for each in money.years:
        cells = [str(each.year), words.money(each.own)]
        cells += [words.money(each.undecided) if each.undecided else "–"] if is_open else []
        if each.frame is not None:
            cells += [words.money(each.frame), words.money(each.frame - each.own)]
        elif money.frame is not None:
            cells += ["–", "–"]
        cells.append(words.number(each.records))
        rows.append(tuple(Cell((line(text),)) for text in cells))
    table = Table(
        "table-years", language.text("The municipality's own money by calendar year"), tuple(columns), tuple(rows)
    )
    return (*_frame(money, words), picture, table, *lacking)


def _open(words: Words) -> str:
    return words.language.text("Of this, in ideas, applications and cancelled projects")


def _years_series(money: Economy, words: Words) -> tuple[Series, ...]:
    """Own money, and apart from it what may never be spent, where there is any."""
    blank = ("",) * len(money.years)
    firm = Series(
        words.language.text("Own money"), tuple(float(each.own - each.undecided) for each in money.years), blank
    )
    if not any(each.undecided for each in money.years):
        return (firm,)
    return firm, Series(_open(words), tuple(float(each.undecided) for each in money.years), blank)


def _unrated(money: Economy, words: Words) -> tuple[Block, ...]:
    if not money.unrated:
        return ()
    text = words.language.text(
        "The strategy has no rate for the currency of {names}. Own money by year from there is not counted.",
        names=words.names(money.unrated, NAMES),
    )
    return (Paragraph(line(text)),)


def _frame(money: Economy, words: Words) -> tuple[Block, ...]:
    language = words.language
    if money.frame is None:
        text = language.text("The strategy sets no frame for the municipality's own money in a year.")
    else:
        text = language.text(
            "The frame for the municipality's own money is {frame} a year.", frame=words.money(money.frame)
        )
        over = [str(each.year) for each in money.years if each.frame is not None and each.own > each.frame]
        if over:
            text += " " + language.text("It is exceeded in {years}.", years=language.join(tuple(over)))
    return (Paragraph(line(text)),)


def _years_alt(money: Economy, words: Words) -> str:
    language = words.language
    first, last = money.years[0].year, money.years[-1].year
    most = max(money.years, key=lambda each: each.own)
    told = [
        language.text(
            "A bar for each year that own money is recorded for, {years}. The highest is {year} with {amount}.",
            years=words.years(first, last), year=str(most.year), amount=words.money(most.own),
        )
    ]  # fmt: skip
    if money.frame is not None:
        told.append(language.text("A line marks the frame of {frame}.", frame=words.money(money.frame)))
    return " ".join((*told, language.text("The numbers stand in the table that follows.")))


def _sources(money: Economy, words: Words) -> tuple[Block, ...]:
    language = words.language
    note = _unplaced(money, words)
    if not money.sources:
        return (Paragraph(line(language.text("No source with an amount is recorded for any project."))), *note)
    granted, applied = language.text("Granted"), language.text("Considered or applied for")
    names = tuple(words.text(SOURCES[each.kind]) if each.kind in SOURCES else each.kind for each in money.sources)
    ends = tuple(words.money(each.granted + each.applied) for each in money.sources)
    bars = Bars(
        names,
        (
            Series(granted, tuple(float(each.granted) for each in money.sources), ("",) * len(names)),
            Series(applied, tuple(float(each.applied) for each in money.sources), ("",) * len(names)),
        ),
        ends,
    )
    total = sum(each.granted for each in money.sources)
    columns = (
        Column(language.text("Source"), 2.4),
        Column(granted, 1.5, "right"),
        Column(language.text("Part of what is granted"), 1.4, "right"),
        Column(applied, 1.6, "right"),
        Column(language.text("Projects"), 1.0, "right"),
    )
    rows = tuple(
        tuple(
            Cell((line(text),))
            for text in (
                name,
                words.money(each.granted),
                words.share(each.granted / total) if total else "–",
                words.money(each.applied),
                words.number(each.projects),
            )
        )
        for name, each in zip(names, money.sources, strict=True)
    )
    lead = [language.text("Projects that are applied for, planned, active or completed are counted.")]
    if money.external_share is not None:
        lead.append(
            language.text(
                "Others than the municipality give {share} of what is granted.", share=words.share(money.external_share)
            )
        )
    alt = language.text(
        "A bar for each source. The largest is {source} with {amount}.",
        source=names[_largest(money)], amount=ends[_largest(money)],
    )  # fmt: skip
    alt = f"{alt} {language.text('The numbers stand in the table that follows.')}"
    return (
        Paragraph(line(" ".join(lead))),
        Picture("picture-sources", language.text("Money for projects by source"), alt, bars),
        Table("table-sources", language.text("Money for projects by source"), columns, rows),
        *note,
    )


def _largest(money: Economy) -> int:
    sums = [each.granted + each.applied for each in money.sources]
    return sums.index(max(sums))


def _unplaced(money: Economy, words: Words) -> tuple[Block, ...]:
    if not money.unplaced:
        return ()
    text = words.language.text(
        "Kind, amount or status is missing for at least one source, or there is no rate for the currency, in: {names}.",
        names=words.names(money.unplaced, NAMES),
    )
    return (Paragraph(line(text)),)


def _rates(money: Economy, words: Words) -> tuple[Block, ...]:
    language = words.language
    if not money.rates:
        return (Paragraph(line(language.text("No exchange rate was used."))),)
    day = words.date(money.rates_date) if money.rates_date is not None else language.text("a day that is not given")
    columns = (Column(language.text("Currency"), 1.0), Column(language.text("Kroner for one unit"), 1.4, "right"))
    rows = tuple((Cell((line(each.currency),)), Cell((line(words.number(each.rate)),))) for each in money.rates)
    text = language.text("Amounts in other currencies are converted at the strategy's rates of {day}.", day=day)
    return (Paragraph(line(text)), Table("table-rates", language.text("The rates that were used"), columns, rows))
