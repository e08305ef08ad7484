"""`strategy`: every clause with the rules that check it, those that nothing checks and why, and the parameters."""

from __future__ import annotations

from itertools import groupby

from intlstrat.formats.page_parts import clause_row, clause_widths, facts, parameter_entry
from intlstrat.formats.page_words import demands, why_unchecked
from intlstrat.formats.sheet import MARKS, Sheet, Span
from intlstrat.formats.terminal import cells, clean, one_line
from intlstrat.language import Language
from intlstrat.rules.model import Clause, Pack


def render_strategy(pack: Pack, language: Language, *, width: int, color: bool, ascii: bool = False) -> str:
    """The whole strategy on one page."""
    sheet = Sheet(width, color=color, ascii=ascii)
    strategy = pack.strategy
    sheet.title(one_line(strategy.title), one_line(strategy.municipality))
    _facts(sheet, pack, language)
    clauses = strategy.clauses
    widths = clause_widths(clauses, language)
    for chapter, group in groupby(clauses, key=lambda clause: clause.chapter):
        sheet.heading(language.text("Chapter {number}", number=clean(chapter)))
        for clause in group:
            clause_row(sheet, clause, widths, language)
            _checked_by(sheet, pack, clause, language, indent=widths[0] + 4)
    _parameters(sheet, pack, language)
    _coverage(sheet, pack, language)
    return sheet.render()


def _facts(sheet: Sheet, pack: Pack, language: Language) -> None:
    strategy = pack.strategy
    rows = [(language.text("Id"), clean(strategy.id))]
    if strategy.version is not None:
        rows.append((language.text("Version"), one_line(strategy.version)))
    if strategy.adopted is not None:
        rows.append((language.text("Adopted"), one_line(language.date(strategy.adopted))))
    facts(sheet, rows)
    sheet.put((language.text("Digest of all its files"), "label"))
    sheet.verbatim((clean(pack.digest), ""), indent=4)


def _checked_by(sheet: Sheet, pack: Pack, clause: Clause, language: Language, *, indent: int) -> None:
    rules = pack.rules_of(clause.id)
    mark: Span
    if rules:
        mark = (MARKS["fulfilled"], "fulfilled")
        body: list[Span] = [(", ".join(clean(rule.id) for rule in rules), "name")]
    elif demands(clause):
        mark = (MARKS["breach"], "warning")
        text = language.text("No rule checks this. {reason}", reason=why_unchecked(language, clause))
        body = [(text, "warning" if clause.not_checked is None else "")]
    else:
        mark = (MARKS["not_applicable"], "label")
        body = [(why_unchecked(language, clause), "label")]
    sheet.row([[mark], body], [1], indent=indent)


def _parameters(sheet: Sheet, pack: Pack, language: Language) -> None:
    if not pack.strategy.parameters:
        return
    sheet.heading(language.text("Parameters"))
    for parameter in pack.strategy.parameters.values():
        parameter_entry(sheet, parameter, language)


def _coverage(sheet: Sheet, pack: Pack, language: Language) -> None:
    """How much of what the strategy demands is checked, as the page's last word."""
    demanding = [clause for clause in pack.strategy.clauses if demands(clause)]
    checked = [clause for clause in demanding if pack.rules_of(clause.id)]
    unchecked = [clause for clause in demanding if clause not in checked]
    silent = [clause for clause in unchecked if clause.not_checked is None]
    parameters = list(pack.strategy.parameters.values())
    unset = [parameter.name for parameter in parameters if parameter.value is None]
    own = sum(parameter.interpretation for parameter in parameters)
    rows: list[tuple[int, str, int, list[str]]] = [
        (0, language.text("Clauses in all"), len(pack.strategy.clauses), []),
        (1, language.text("that demand something"), len(demanding), []),
        (2, language.text("checked by at least one rule"), len(checked), []),
        (2, language.text("checked by none"), len(unchecked), [clause.id for clause in unchecked]),
        (3, language.text("without a reason given"), len(silent), [clause.id for clause in silent]),
        (0, language.text("Parameters in all"), len(parameters), []),
        (1, language.text("the municipality's own interpretation"), own, []),
        (1, language.text("not set"), len(unset), unset),
    ]
    sheet.heading(language.text("In sum"))
    _sums(sheet, rows)


def _sums(sheet: Sheet, rows: list[tuple[int, str, int, list[str]]]) -> None:
    """Labels, each as far in as it is a part of the one above, with numbers and names."""
    width = max(2 * depth + cells(label) for depth, label, _, _ in rows)
    digits = max(len(str(number)) for _, _, number, _ in rows)
    for depth, label, number, names in rows:
        named: Span = (", ".join(map(clean, names)), "name")
        count: Span = (f"{number:>{digits}}", "strong")
        sheet.row([[(label, "")], [count], [named]], [width - 2 * depth, digits], indent=2 + 2 * depth)
