"""The summary: how it stands in plain sentences, what is most urgent, what has changed, and the chapters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intlstrat.council.figures import (
    CLAUSE_STATES,
    ChangedDemand,
    ChapterFigures,
    ClauseState,
    Coming,
    Figures,
    FollowUp,
    Gap,
    Named,
)
from intlstrat.council.parts.words import STATES, Words, capital, line, strong
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
    urgent = _urgent(figures, words)
    if urgent:
        blocks += [Paragraph(line(strong(language.text("Most urgent:")))), Bullets(urgent)]
    open_questions = _decisions(figures, words)
    if open_questions:
        lead = language.text("The municipality has yet to decide this:")
        blocks += [Paragraph(line(strong(lead))), Bullets(open_questions)]
    blocks += [
        Paragraph(line(" ".join(changed_sentences(figures, words)))),
        chapters_table(figures, words),
        Paragraph(line(_explained(words))),
    ]
    return Section("summary", language.text("Summary"), tuple(blocks))


def portfolio_sentences(figures: Figures, words: Words) -> list[str]:
    """How many partners and projects there are, and how many of them are under way."""
    language, key = words.language, figures.totals
    partners = sum(each.records for each in key.partners if each.status != "ended")
    projects = sum(each.records for each in key.projects if each.status != "cancelled")
    active = sum(each.records for each in key.projects if each.status == "active")
    whom = words.counted("one partner", "{n} partners", partners)
    if key.countries:
        countries = words.counted("one country", "{n} countries", key.countries)
        whom = language.text("{partners} in {countries}", partners=whom, countries=countries)
    told = [
        language.text(
            "As of {date}, {municipality} has {partners}, and {projects}.",
            date=words.date(figures.as_of),
            municipality=figures.municipality,
            partners=whom,
            projects=words.counted("one project", "{n} projects", projects),
        )
    ]
    told.append(
        capital(
            language.text(
                "{cities} active, and {projects} under way.",
                cities=words.counted("one sister city is", "{n} sister cities are", key.sister_cities),
                projects=words.counted("one project is", "{n} projects are", active),
            )
        )
    )
    return told


def state_sentences(figures: Figures, words: Words) -> list[str]:
    """How the clauses stand, and how many breaches there are."""
    language, key = words.language, figures.totals
    number = {state: sum(1 for each in figures.clauses if each.state == state) for state in CLAUSE_STATES}
    said: tuple[tuple[ClauseState, str], ...] = (
        ("fulfilled", words.counted("one is fulfilled", "{n} are fulfilled", number["fulfilled"])),
        ("breach", words.counted("one is breached", "{n} are breached", number["breach"])),
        ("unknown", words.counted("one cannot be told", "{n} cannot be told", number["unknown"])),
        ("waived", words.counted("one has an accepted breach", "{n} have accepted breaches", number["waived"])),
    )
    lead = words.counted(
        "The strategy has one clause that is held against the records:",
        "The strategy has {n} clauses that are held against the records:",
        sum(number[state] for state, _ in said),
    )
    parts = tuple(text for state, text in said if number[state])
    told = [f"{lead} {language.join(parts)}."] if parts else []
    breaches = key.errors + key.warnings + key.notes
    if not breaches:
        return [*told, language.text("No breach of the strategy was found.")]
    found = words.counted("One breach was found in all", "{n} breaches were found in all", breaches)
    severe = (
        words.counted("one of them is an error", "{n} of them are errors", key.errors)
        if key.errors
        else language.text("none of them is an error")
    )
    return [*told, language.text("{found}; {severe}.", found=capital(found), severe=severe)]


def money_sentences(figures: Figures, words: Words) -> list[str]:
    """Own money this year against the frame, and the share that others give."""
    language, economy = words.language, figures.economy
    year = int(figures.as_of[:4])
    own = next((each.own for each in economy.years if each.year == year), None)
    told = []
    if own is None:
        told.append(language.text("No own money is recorded for {year}.", year=str(year)))
    else:
        told.append(
            language.text(
                "For {year}, {amount} of the municipality's own money is recorded.",
                year=str(year), amount=words.money(own),
            )
        )  # fmt: skip
    if economy.frame is not None:
        told.append(language.text("The frame for a year is {frame}.", frame=words.money(economy.frame)))
    else:
        told.append(language.text("The strategy sets no frame for a year."))
    if economy.external_share is not None:
        told.append(
            language.text(
                "Of the money recorded as granted to projects, {share} comes from others than the municipality.",
                share=words.share(economy.external_share),
            )
        )
    return told


def goal_sentence(figures: Figures, words: Words) -> str:
    """How many of the UN's goals the cooperation serves."""
    if not figures.totals.un_goals:
        return words.language.text(
            "The cooperation is not recorded as serving any of the UN's 17 goals for sustainable development."
        )
    return words.counted(
        "The cooperation is recorded as serving one of the UN's 17 goals for sustainable development.",
        "The cooperation is recorded as serving {n} of the UN's 17 goals for sustainable development.",
        figures.totals.un_goals,
    )


def changed_sentences(figures: Figures, words: Words) -> list[str]:
    """What has changed and what is to come, or that nobody asked."""
    language, changes, ahead = words.language, figures.changes, figures.forecast
    told = []
    if changes is None:
        told.append(language.text("The paper is not compared with an earlier one."))
    else:
        came, went = _breaches(changes.came), _breaches(changes.went)
        told.append(
            language.text(
                "Since {date}, {came}, and {went}.",
                date=words.date(changes.as_of),
                came=words.counted("one breach has come", "{n} breaches have come", came),
                went=words.counted("one has gone", "{n} have gone", went) if went else language.text("none has gone"),
            )
        )
    if ahead is not None:
        n = _breaches(ahead.coming)
        told.append(
            language.text(
                "If nothing is done, {come} by {date}.",
                come=words.counted("one more breach comes", "{n} more breaches come", n),
                date=words.date(ahead.until),
            )
        )
    return told


def _breaches(demands: Iterable[ChangedDemand | Coming]) -> int:
    """How many breaches of the strategy there are among them: what is amiss in the data breaches no clause."""
    return sum(len(each.records) for each in demands if each.layer == "strategy")


def _urgent(figures: Figures, words: Words) -> tuple[Line, ...]:
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
        what = " ".join(each.messages[:2])
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
    return line(Run(gap.path.removeprefix("params."), "code"), f" – {told}")


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
        "demands. What is not recorded counts neither as fulfilled nor as breached."
    )
