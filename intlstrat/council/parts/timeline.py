"""The projects in time: a line each or, where they are many, how many are under way in each year."""

from __future__ import annotations

from typing import Final

from intlstrat.council.charts import Bars, Series, Span, Timeline
from intlstrat.council.figures import Figures, ProjectFigures
from intlstrat.council.parts.words import Words, line
from intlstrat.council.tree import Block, Cell, Column, Paragraph, Picture, Row, Section, Table

MOST: Final = 40
"""So many projects are drawn one by one."""

_BEFORE, _AFTER = 20, 10
"""So many years before and after the as-of date are drawn, where projects are only counted."""

_KINDS: Final = (("idea", "applied", "planned"), ("active",), ("completed",))


def timeline(figures: Figures, words: Words) -> Section:
    """Every project that has not been cancelled."""
    language = words.language
    shown = [each for each in figures.projects if each.status != "cancelled"]
    dated = sorted(
        (each for each in shown if each.start is not None or each.end is not None),
        key=lambda each: (each.start or each.end or "", each.end or "9999", each.record.name.casefold()),
    )
    without = [each.record for each in shown if each.start is None and each.end is None]
    blocks: list[Block] = []
    if dated:
        blocks.append(_lines(figures, dated, words) if len(dated) <= MOST else _counts(figures, dated, words))
        columns = (
            Column(language.text("Project"), 3.4),
            Column(language.text("Start"), 1.6),
            Column(language.text("End"), 1.6),
            Column(language.text("Status"), 1.2),
        )
        caption = language.text("The projects by start")
        blocks.append(Table("table-timeline", caption, columns, tuple(_row(each, words) for each in dated)))
    if without:
        text = words.counted(
            "No period is recorded for one project: {names}.",
            "No period is recorded for {n} projects: {names}.",
            len(without),
            names=words.names(without),
        )
        blocks.append(Paragraph(line(text)))
    if not blocks:
        blocks.append(Paragraph(line(language.text("No project is recorded."))))
    return Section("timeline", language.text("Time line of the projects"), tuple(blocks))


def _row(each: ProjectFigures, words: Words) -> Row:
    texts = (each.record.name, words.date(each.start), words.date(each.end), words.status(each.status))
    return tuple(Cell((line(text),)) for text in texts)


def _kind(each: ProjectFigures) -> int:
    return next((number for number, statuses in enumerate(_KINDS) if each.status in statuses), 0)


def _names(words: Words) -> tuple[str, ...]:
    language = words.language
    return language.text("Idea, applied for or planned"), language.text("Active"), language.text("Completed")


def _lines(figures: Figures, dated: list[ProjectFigures], words: Words) -> Picture:
    spans = tuple(Span(each.record.name, each.start, each.end, _kind(each)) for each in dated)
    alt = words.counted(
        "A line for one project on an axis of years, with a mark at {date}. "
        "Start, end and status stand in the table that follows.",
        "A line for each of {n} projects on an axis of years, with a mark at {date}. "
        "Start, end and status stand in the table that follows.",
        len(dated),
        date=words.date(figures.as_of),
    )
    open_label = words.language.text("No end is recorded") if any(each.end is None for each in dated) else ""
    chart = Timeline(_names(words), spans, figures.as_of, words.date(figures.as_of), open_label)
    return Picture("picture-timeline", words.language.text("Time line of the projects"), alt, chart)


def _counts(figures: Figures, dated: list[ProjectFigures], words: Words) -> Picture:
    """How many projects are under way in each year around the as-of date."""
    now = int(figures.as_of[:4])
    spans = [(_year(each.start, now - _BEFORE), _year(each.end, now + _AFTER), _kind(each)) for each in dated]
    first = max(now - _BEFORE, min(start for start, _, _ in spans))
    last = min(now + _AFTER, max(end for _, end, _ in spans))
    years = range(first, max(first, last) + 1)
    counts = [
        [sum(1 for start, end, of in spans if of == kind and start <= year <= end) for year in years]
        for kind in range(len(_KINDS))
    ]
    series = tuple(
        Series(name, tuple(map(float, numbers)), ("",) * len(numbers))
        for name, numbers in zip(_names(words), counts, strict=True)
    )
    totals = [sum(column) for column in zip(*counts, strict=True)]
    busiest = years[totals.index(max(totals))]
    language = words.language
    alt = language.text(
        "A bar for each year in {years} with the number of projects whose period touches it. "
        "Most are in {year}: {n}. Start, end and status of each stand in the table that follows.",
        years=words.years(years[0], years[-1]), year=str(busiest), n=max(totals),
    )  # fmt: skip
    bars = Bars(tuple(map(str, years)), series, tuple(map(words.number, totals)))
    return Picture("picture-timeline", language.text("Projects under way in each year"), alt, bars)


def _year(iso: str | None, otherwise: int) -> int:
    return int(iso[:4]) if iso is not None else otherwise
