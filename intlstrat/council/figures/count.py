"""Report, rules and records → all figures of the council paper."""

from __future__ import annotations

from intlstrat.council.figures import Figures, StrategyFigures
from intlstrat.council.figures.changes import ahead, changes
from intlstrat.council.figures.desk import Desk
from intlstrat.council.figures.follow_up import accepted, follow_up, gaps, interpretations, recorded
from intlstrat.council.figures.money import Purse, economy
from intlstrat.council.figures.overviews import HOME, countries, goals, partners, projects, term, un_goals
from intlstrat.council.figures.standing import chapters, clauses, key_figures
from intlstrat.findings import Report
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language
from intlstrat.records.portfolio import Dossier
from intlstrat.rules.model import Pack


def figures(report: Report, pack: Pack, dossier: Dossier, language: Language) -> Figures:
    """Everything that the paper says in numbers, names and states, in one language."""
    desk, strategy = Desk(report, pack, dossier, language), pack.strategy
    purse = Purse.of(desk)
    found, serving = clauses(desk), un_goals(desk)
    of_projects = projects(desk, purse)
    return Figures(
        report.tool_version,
        one_line(strategy.municipality),
        language.code,
        StrategyFigures(
            one_line(strategy.id),
            one_line(strategy.title),
            one_line(strategy.version) if strategy.version is not None else None,
            strategy.adopted,
            pack.digest,
        ),
        report.as_of,
        report.revision,
        report.records,
        tuple(sorted(one_line(path) for path in desk.unreadable_paths)),
        report.incomplete,
        report.outcomes,
        key_figures(desk, serving),
        chapters(desk, found),
        found,
        changes(desk),
        ahead(desk),
        follow_up(desk),
        accepted(desk),
        term(desk),
        partners(desk),
        of_projects,
        economy(desk, purse),
        serving,
        goals(desk),
        countries(desk),
        HOME,
        gaps(desk),
        recorded(desk),
        interpretations(desk),
    )
