"""The state of every clause, as a picture and as a table."""

from __future__ import annotations

from typing import Final

from intlstrat.council.charts import Bars, Series
from intlstrat.council.figures import ClauseFigures, ClauseState, Figures
from intlstrat.council.figures.desk import shortened
from intlstrat.council.parts.words import STATES, Words, line, strong
from intlstrat.council.tree import Block, Cell, Column, Line, Paragraph, Picture, Row, Section, Table
from intlstrat.findings import Outcome
from intlstrat.formats.page_words import force

JUDGED: Final = (Outcome.FULFILLED, Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED)
_STATES: Final[dict[Outcome, ClauseState]] = {
    Outcome.FULFILLED: "fulfilled",
    Outcome.BREACH: "breach",
    Outcome.UNKNOWN: "unknown",
    Outcome.WAIVED: "waived",
}
_LABEL: Final = 90
"""So many characters of a clause stand beside its bar."""


def clauses(figures: Figures, words: Words) -> Section:
    """How each clause stands: of everything that was judged by its rules, the part that came to each outcome."""
    language = words.language
    text = language.text(
        "Each clause is checked by one or more rules, each for every partner or project that it concerns. The numbers "
        "say how many of these checks came to what."
    )
    blocks: list[Block] = [Paragraph(line(text))]
    judged = [each for each in figures.clauses if any(each.tally.of(outcome) for outcome in JUDGED)]
    if judged:
        blocks.append(_picture(judged, words))
    blocks.append(_table(figures, words))
    return Section("clauses", language.text("Status clause by clause"), tuple(blocks))


def _picture(judged: list[ClauseFigures], words: Words) -> Picture:
    series = []
    totals = [sum(each.tally.of(outcome) for outcome in JUDGED) for each in judged]
    for outcome in (Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.FULFILLED):
        numbers = [each.tally.of(outcome) for each in judged]
        if any(numbers):
            shares = tuple(number / total for number, total in zip(numbers, totals, strict=True))
            labels = tuple(words.number(number) if number else "" for number in numbers)
            series.append(Series(_word(outcome, words), shares, labels))
    categories = tuple(f"{each.id} {shortened(each.summary, _LABEL)}" for each in judged)
    return Picture(
        "picture-clauses",
        words.language.text("How the clauses stand: what the checks of each clause came to, as shares of all"),
        _alt(judged, words),
        Bars(categories, tuple(series), ("",) * len(judged)),
    )


def _alt(judged: list[ClauseFigures], words: Words) -> str:
    """The picture in words: which clauses are whole, and which are not."""
    language = words.language
    whole = [each.id for each in judged if each.state == "fulfilled"]
    breached = [each.id for each in judged if each.state == "breach"]
    told = [
        words.counted(
            "A bar for one clause, divided by outcome.", "Bars for {n} clauses, each divided by outcome.", len(judged)
        )
    ]
    told.append(
        language.text("Fulfilled in all checks: {clauses}.", clauses=words.listing(whole, 40) or language.text("none"))
    )
    told.append(
        language.text(
            "With at least one breach: {clauses}.", clauses=words.listing(breached, 40) or language.text("none")
        )
    )
    return " ".join((*told, language.text("The numbers stand in the table that follows.")))


def _table(figures: Figures, words: Words) -> Table:
    language = words.language
    columns = (
        Column(language.text("Clause"), 5.0),
        Column(language.text("Status"), 2.2),
        *(Column(_word(outcome, words), 1.2, "right") for outcome in JUDGED),
    )
    return Table(
        "table-clauses",
        language.text("Every clause of the strategy, with how many checks came to what"),
        columns,
        tuple(_row(each, words) for each in figures.clauses),
    )


def _row(each: ClauseFigures, words: Words) -> Row:
    what: list[Line] = [line(strong(each.id), f" {each.summary}")]
    kind = force(words.language, each.force)
    what.append(line(words.language.text("Force: {force}", force=kind)))
    if each.not_checked is not None:
        what.append(line(each.not_checked))
    numbers = (each.tally.of(outcome) for outcome in JUDGED)
    return (
        Cell(tuple(what)),
        Cell((line(words.text(STATES[each.state])),)),
        *(Cell((line(words.number(number) if number else "–"),)) for number in numbers),
    )


def _word(outcome: Outcome, words: Words) -> str:
    return words.text(STATES[_STATES[outcome]])
