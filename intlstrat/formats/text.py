"""The report as text for people, in a terminal, a file or a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.findings import Comparison, Finding, Report
from intlstrat.formats import text_changes, text_findings, text_group, text_summary, text_tables
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.text_base import Desk, TextOptions
from intlstrat.language import Language
from intlstrat.rules.model import Pack

__all__ = ["SIGNS", "TextOptions", "render"]

SIGNS = "×│─·–…"
"""Our own signs beyond ASCII: an output whose encoding cannot carry them wants `TextOptions.ascii`."""


def render(report: Report, pack: Pack, language: Language, options: TextOptions) -> str:
    """The whole text; empty where nothing is to be said."""
    desk = Desk(report, pack, language, options)
    asked_for_more = options.show_all or options.statistics or report.comparison or report.forecast
    if not report.findings and (options.quiet or not asked_for_more):
        return "" if options.quiet else text_summary.all_well(desk)
    sheet = Sheet(options.width, color=options.color, ascii=options.ascii)
    if report.comparison is not None:
        _comparison(sheet, desk, report.comparison)
    else:
        _findings(sheet, desk, report.findings)
    if not options.quiet:
        text_changes.foreseen(sheet, desk)
        _tables(sheet, desk)
        _closing(sheet, desk)
    return sheet.render()


def ending(report: Report, pack: Pack, language: Language, options: TextOptions) -> str:
    """What closes the whole text: the tables that were asked for, and one sentence with all the numbers."""
    desk = Desk(report, pack, language, options)
    sheet = Sheet(options.width, color=options.color, ascii=options.ascii)
    if options.show_all or options.statistics:
        _tables(sheet, desk)
    _closing(sheet, desk)
    return sheet.render()


def _comparison(sheet: Sheet, desk: Desk, comparison: Comparison) -> None:
    """What is new first, then what only time brought, what is mended, and the waivers that were added."""
    new, clock, existing = text_changes.split(desk.report.findings)
    if new:
        then = text_changes.since(desk, comparison)
        text_changes.heading(sheet, desk, desk.language.text("New since {then}", then=then))
    _findings(sheet, desk, new)
    if not desk.options.quiet:
        text_changes.only_time(sheet, desk, clock)
        text_changes.fixed(sheet, desk, comparison)
        text_changes.added(sheet, desk, comparison.added_waivers)
        text_changes.moved(sheet, desk, comparison)
    if desk.options.show_all and existing:
        text_changes.heading(sheet, desk, desk.language.text("As before"))
        _findings(sheet, desk, existing)


def _findings(sheet: Sheet, desk: Desk, findings: Sequence[Finding]) -> None:
    for group in text_findings.worst_first(findings):
        for _ in text_group.draw(sheet, desk, group):
            pass


def _tables(sheet: Sheet, desk: Desk) -> None:
    if desk.options.show_all:
        text_tables.outcomes(sheet, desk)
    if desk.options.statistics:
        text_tables.statistics(sheet, desk)
    # Who looks at a change is not shown the whole strategy unasked.
    if desk.report.comparison is None or desk.options.show_all:
        text_tables.clauses(sheet, desk)


def _closing(sheet: Sheet, desk: Desk) -> None:
    comparison = desk.report.comparison
    sheet.gap()
    if comparison is None or desk.options.show_all:
        for sentence in (*text_summary.fulfilled(desk), *text_summary.blameless(desk)):
            sheet.put((sentence, "fulfilled"))
        for sentence in text_summary.idle(desk):
            sheet.put((sentence, "label"))
        sheet.gap()
    for sentence in text_summary.reservations(desk):
        sheet.put((sentence, "warning"), indent=0)
    for sentence in text_summary.mendable(desk):
        sheet.put((sentence, ""), indent=0)
    sheet.put((text_summary.closing(desk), "strong"), indent=0)
    if comparison is not None:
        for sentence in text_changes.summary(desk, comparison):
            sheet.put((sentence, ""), indent=0)
