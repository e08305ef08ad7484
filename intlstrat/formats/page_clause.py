"""`explain CLAUSE`: what a clause says, which rules check it, and how this portfolio stands under each of them."""

from __future__ import annotations

from intlstrat.findings import Report
from intlstrat.formats.page_parts import facts
from intlstrat.formats.page_state import (
    counts,
    entries,
    findings_of,
    results_of,
    state_heading,
    tally_line,
)
from intlstrat.formats.page_words import demands, force, severity, texts, why_unchecked
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.language import Language
from intlstrat.rules.model import Clause, Pack, Rule


def render_clause(
    pack: Pack,
    clause: Clause,
    report: Report | None,
    language: Language,
    *,
    width: int,
    color: bool,
    ascii: bool = False,
) -> str:
    """The clause's page; `report` is None where no data were found."""
    sheet = Sheet(width, color=color, ascii=ascii)
    rules = pack.rules_of(clause.id)
    name = language.text("Clause {id}", id=clean(clause.id))
    sheet.title(name, one_line(pack.strategy.title))
    sheet.put((texts(language, clause.summary), ""))
    sheet.gap()
    facts(
        sheet,
        [
            (language.text("Chapter"), clean(clause.chapter)),
            (language.text("Force"), force(language, clause.force)),
        ],
    )
    _rules(sheet, clause, rules, language)
    if rules and state_heading(sheet, report, language) and report is not None:
        for rule in rules:
            sheet.gap()
            _state(sheet, report, rule, language)
    return sheet.render()


def _rules(sheet: Sheet, clause: Clause, rules: tuple[Rule, ...], language: Language) -> None:
    if not rules:
        sheet.heading(language.text("No rule checks this clause"))
        sheet.put((why_unchecked(language, clause), "warning" if demands(clause) else ""))
        return
    sheet.heading(language.plural("The rule that checks it", "The {n} rules that check it", len(rules)))
    width = max(len(rule.id) for rule in rules)
    words = max(len(severity(language, rule.severity)[0]) for rule in rules)
    for rule in rules:
        first = [[(clean(rule.id), "name")], [severity(language, rule.severity)]]
        sheet.row([*first, [(texts(language, rule.title), "")]], [width, words])


def _state(sheet: Sheet, report: Report, rule: Rule, language: Language) -> None:
    numbers = counts(results_of(report, rule.id))
    sheet.put((clean(rule.id), "name"))
    if numbers:
        sheet.put(*tally_line(language, numbers), indent=4)
    else:
        sheet.put((language.text("The rule has nothing to judge here."), "label"), indent=4)
    found = findings_of(report, rule.id)
    for value in numbers:
        of_value = [finding for finding in found if finding.outcome is value]
        entries(sheet, of_value, report, language, indent=6, marked=True)
