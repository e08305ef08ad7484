"""The summary: how it stands in plain sentences, what is most urgent, what has changed, and the chapters."""

from __future__ import annotations

from typing import Final

from intlstrat.council.figures import (
    CLAUSE_STATES,
    ChapterFigures,
    Figures,
    FollowUp,
    Gap,
    Named,
)
from intlstrat.council.parts.sentences import (
    changed_sentences,
    goal_sentence,
    money_sentences,
    portfolio_sentences,
    state_sentences,
)
from intlstrat.council.parts.words import STATES, Words, line, strong
from intlstrat.council.tree import Block, Bullets, Cell, Column, Line, Paragraph, Row, Run, Section, Table

MOST: Final = 5
"""So many demands are named as the most urgent ones, and so many values that are not set."""

NAMED: Final = 3
"""So many records are named there; more are only counted."""


def summary(figures: Figures, words: Words) -> Section:
    """One page for those who read no more than that."""
    language = words.language
    blocks: list[Block] = [
        Paragraph(line(" ".join((*portfolio_sentences(figures, words), *state_sentences(figures, words))))),
        Paragraph(line(" ".join((*money_sentences(figures, words), goal_sentence(figures, words))))),
    ]
    urgent = most_urgent(figures, words)
    if urgent:
        blocks += [Paragraph(line(strong(language.text("Most urgent:")))), Bullets(urgent)]
    open_questions = _decisions(figures, words)
    if open_questions:
        lead = language.text("The municipality has yet to decide this:")
        blocks += [Paragraph(line(strong(lead))), Bullets(open_questions)]
    blocks.append(Paragraph(line(" ".join(changed_sentences(figures, words)))))
    coming = _coming(figures, words)
    blocks += [Bullets(coming)] if coming else []
    blocks += [
        chapters_table(figures, words),
        Paragraph(line(_explained(words))),
    ]
    return Section("summary", language.text("Summary"), tuple(blocks))


def most_urgent(figures: Figures, words: Words) -> tuple[Line, ...]:
    """The demands of the strategy that are not met for most records, the errors first."""
    urgent = [each for each in figures.follow_up if each.layer == "strategy" and each.severity == "error"]
    lines = [_named(each, words) for each in urgent[:MOST]]
    if len(urgent) > MOST:
        rest = words.counted(
            "One more demand is not met; it stands in the follow-up list.",
            "{n} more demands are not met; they stand in the follow-up list.",
            len(urgent) - MOST,
        )
        lines.append((Run(rest, to="follow-up"),))
    return tuple(lines)


def _named(each: FollowUp, words: Words) -> Line:
    """A demand, its clauses, and for whom it is not met."""
    records = [one.record for one in each.affected if one.record.kind != "portfolio"]
    if not records:
        what = " ".join(each.messages[:NAMED])
        if len(each.messages) > NAMED:
            more = words.counted("One more.", "{n} more.", len(each.messages) - NAMED)
            what = f"{what} {more}"
    elif len(records) <= NAMED:
        what = words.language.text("not met for {names}.", names=words.names(records))
    else:
        what = words.language.text("not met for {records}.", records=_counted(records, words))
    return line(strong(each.title), f" ({words.clauses(each.clauses)}): {what}")


def _counted(records: list[Named], words: Words) -> str:
    """So many partners, projects or both."""
    partners = sum(1 for each in records if each.kind == "partner")
    projects = len(records) - partners
    parts = [words.counted("one partner", "{n} partners", partners)] if partners else []
    parts += [words.counted("one project", "{n} projects", projects)] if projects else []
    return words.language.join(tuple(parts))


def _coming(figures: Figures, words: Words) -> tuple[Line, ...]:
    """The first breaches that are to come, and the accepted ones whose time is up by then."""
    if figures.forecast is None:
        return ()
    found = [
        (each.date, line(f"{words.date(each.date)}: ", strong(each.title), f" – {words.names(each.records, NAMED)}."))
        for each in figures.forecast.coming
        if each.layer == "strategy"
    ]
    ending = words.language.text("the last day on which this breach is accepted:")
    found += [
        (each.until, line(f"{words.date(each.until)}: {ending} ", strong(each.title), f" – {each.record.name}."))
        for each in figures.waived
        if each.until <= figures.forecast.until
    ]
    told = [told for _, told in sorted(found, key=lambda each: each[0])]
    if len(told) > MOST:
        more = words.counted("One more stands in the table.", "{n} more stand in the table.", len(told) - MOST)
        told = [*told[:MOST], (Run(more, to="ahead"),)]
    return tuple(told)


def _decisions(figures: Figures, words: Words) -> tuple[Line, ...]:
    """The parameters without a value that keep demands from being judged, those that hold up most first."""
    found = [gap for gap in figures.gaps if gap.path.startswith("params.")]
    lines = [_open(gap, words) for gap in found[:MOST]]
    if len(found) > MOST:
        rest = words.counted(
            "One more value is not set; it stands among what is not recorded.",
            "{n} more values are not set; they stand among what is not recorded.",
            len(found) - MOST,
        )
        lines.append((Run(rest, to="gaps"),))
    return tuple(lines)


def _open(gap: Gap, words: Words) -> Line:
    told = words.language.plural(
        "Until it is set, this demand cannot be judged: {titles}.",
        "Until it is set, these demands cannot be judged: {titles}.",
        len(gap.titles),
        titles=words.listing(gap.titles),
    )
    name = gap.path.removeprefix("params.")
    shown = strong(words.parameter(name)) if words.is_titled(name) else Run(name, "code")
    return line(shown, f" – {told}")


def chapters_table(figures: Figures, words: Words) -> Table:
    """The chapters with how many of their clauses are in each state, those that occur anywhere."""
    language = words.language
    states = [state for state in CLAUSE_STATES if any(each.state == state for each in figures.clauses)]
    columns = (
        Column(language.text("Chapter"), 4.0),
        Column(language.text("Clauses"), 1.2, "right"),
        *(Column(words.text(STATES[state]), 1.4, "right") for state in states),
    )

    def row(chapter: ChapterFigures) -> Row:
        number = {each.state: each.clauses for each in chapter.states}
        cells = [Cell((line(words.number(number.get(state, 0)) if number.get(state) else "–"),)) for state in states]
        name = chapter.id if chapter.title is None else f"{chapter.id} {chapter.title}"
        return (Cell((line(name),)), Cell((line(words.number(chapter.clauses)),)), *cells)

    return Table(
        "table-chapters",
        language.text("How the chapters of the strategy stand: clauses by state"),
        columns,
        tuple(row(each) for each in figures.chapters),
    )


def _explained(words: Words) -> str:
    return words.language.text(
        "A clause is breached when at least one partner or project, or the portfolio as a whole, does not do what it "
        "demands. Where the strategy demands something, a plan for instance, and none is recorded, that is a breach, "
        "even if one should exist elsewhere. Where it cannot be told whether a demand is met, it counts neither way."
    )
