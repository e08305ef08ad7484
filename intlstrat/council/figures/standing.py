"""How clauses and chapters stand, and the portfolio in a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from intlstrat.council.figures import (
    CLAUSE_STATES,
    ChapterFigures,
    ClauseFigures,
    ClauseState,
    KeyFigures,
    Serving,
    StateCount,
    StatusCount,
)
from intlstrat.council.figures.desk import Desk
from intlstrat.findings import Layer, Outcome, Severity, Tally
from intlstrat.formats.page_words import texts as pack_text
from intlstrat.formats.page_words import why_unchecked
from intlstrat.formats.terminal import one_line
from intlstrat.records.models import PARTNER_STATUSES, PROJECT_STATUSES


def clauses(desk: Desk) -> tuple[ClauseFigures, ...]:
    """Every clause, in the strategy's order."""
    tallies = {each.id: each.tally for each in desk.report.clauses}
    found = []
    for clause in desk.pack.strategy.clauses:
        tally = tallies.get(clause.id, Tally())
        state = state_of(tally)
        found.append(
            ClauseFigures(
                one_line(clause.id),
                one_line(clause.chapter),
                clause.force,
                pack_text(desk.language, clause.summary),
                state,
                tally,
                why_unchecked(desk.language, clause)
                if state == "unchecked" and not desk.pack.rules_of(clause.id)
                else None,
            )
        )
    return tuple(found)


def state_of(tally: Tally) -> ClauseState:
    """The worst that any rule of a clause came to."""
    for outcome, state in (
        (Outcome.BREACH, "breach"),
        (Outcome.UNKNOWN, "unknown"),
        (Outcome.WAIVED, "waived"),
        (Outcome.FULFILLED, "fulfilled"),
        (Outcome.NOT_APPLICABLE, "not_applicable"),
    ):
        if tally.of(outcome):
            return state  # type: ignore[return-value]  # one of the five above
    return "unchecked"


def chapters(desk: Desk, found: Iterable[ClauseFigures]) -> tuple[ChapterFigures, ...]:
    """The chapters in the order of their first clauses."""
    titles = {one_line(each.id): pack_text(desk.language, each.title) for each in desk.pack.strategy.chapters}
    by_chapter: dict[str, Counter[ClauseState]] = {}
    for clause in found:
        by_chapter.setdefault(clause.chapter, Counter())[clause.state] += 1
    return tuple(
        ChapterFigures(
            chapter,
            titles.get(chapter),
            states.total(),
            tuple(StateCount(state, states[state]) for state in CLAUSE_STATES if states[state]),
        )
        for chapter, states in by_chapter.items()
    )


def key_figures(desk: Desk, un_goals: Iterable[Serving]) -> KeyFigures:
    """The portfolio in a few numbers."""
    breaches = [each for each in desk.report.findings if each.outcome is Outcome.BREACH]
    by_severity = Counter(each.severity for each in breaches if each.layer is Layer.STRATEGY)
    partners = [record.data for record in desk.of("partner")]
    return KeyFigures(
        _statuses(desk, "partner", PARTNER_STATUSES),
        _statuses(desk, "project", PROJECT_STATUSES),
        sum(1 for each in partners if each.get("relation") == "sister_city" and each.get("status") == "active"),
        len({each["country"] for each in partners if each.get("status") != "ended" and "country" in each}),
        by_severity[Severity.ERROR],
        by_severity[Severity.WARNING],
        by_severity[Severity.NOTE],
        sum(1 for each in breaches if each.layer is Layer.QUALITY),
        desk.report.outcomes.unknown,
        desk.report.outcomes.waived,
        desk.report.outcomes.fulfilled,
        sum(1 for goal in un_goals if goal.records),
    )


def _statuses(desk: Desk, kind: str, order: tuple[str, ...]) -> tuple[StatusCount, ...]:
    """How many records have each status, those that occur."""
    number = Counter(record.data.get("status") for record in desk.of(kind))
    return tuple(StatusCount(status, number[status]) for status in order if number[status])
