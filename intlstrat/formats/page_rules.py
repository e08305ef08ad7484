"""`rules`: every rule on a line, those of the strategy first, by what they ask about."""

from __future__ import annotations

from itertools import groupby

from intlstrat.findings import Layer
from intlstrat.formats.page_words import LAYER_HEADINGS, SUBJECT_HEADINGS, severity, texts
from intlstrat.formats.sheet import Sheet, Spans
from intlstrat.formats.terminal import cells, clean
from intlstrat.language import Language
from intlstrat.rules.model import Pack, Rule

_LAYERS = tuple(Layer)
_SUBJECTS = tuple(SUBJECT_HEADINGS)
_CLAUSES = 11
"""Wide enough for three clauses or so; a rule with more takes two lines."""


def render_rules(pack: Pack, language: Language, *, width: int, color: bool, ascii: bool = False) -> str:
    """All rules of the pack, and how many they are."""
    sheet = Sheet(width, color=color, ascii=ascii)
    rules = sorted(pack.rules, key=lambda rule: (_LAYERS.index(rule.layer), _SUBJECTS.index(rule.subject), rule.id))
    for layer, grouped in groupby(rules, key=lambda rule: rule.layer):
        sheet.heading(language.message(LAYER_HEADINGS[layer]))
        of_layer = list(grouped)
        widths = _widths(of_layer, language)
        for number, (subject, group) in enumerate(groupby(of_layer, key=lambda rule: rule.subject)):
            if number:
                sheet.gap()
            sheet.put((language.message(SUBJECT_HEADINGS[subject]), "strong"))
            for rule in group:
                _row(sheet, rule, widths, language)
    sheet.gap()
    sheet.put((_closing(rules, language), ""), indent=0)
    return sheet.render()


def _widths(rules: list[Rule], language: Language) -> list[int]:
    """The widths of the columns before the title: id, severity, and clauses if there are any."""
    ids = max(cells(clean(rule.id)) for rule in rules)
    words = max(cells(severity(language, rule.severity)[0]) for rule in rules)
    clauses = max(cells(_clauses(rule)) for rule in rules)
    return [ids, words, min(clauses, _CLAUSES)] if clauses else [ids, words]


def _clauses(rule: Rule) -> str:
    return " ".join(clean(clause) for clause in rule.clauses)


def _row(sheet: Sheet, rule: Rule, widths: list[int], language: Language) -> None:
    first: list[Spans] = [[(clean(rule.id), "name")], [severity(language, rule.severity)]]
    if len(widths) > len(first):
        first.append([(_clauses(rule), "label")])
    sheet.row([*first, [(texts(language, rule.title), "")]], widths, indent=4)


def _closing(rules: list[Rule], language: Language) -> str:
    strategy = sum(rule.layer is Layer.STRATEGY for rule in rules)
    return language.text(
        "{rules}: {strategy} for the strategy and {quality} for the quality of the data.",
        rules=language.plural("{n} rule", "{n} rules", len(rules)),
        strategy=strategy,
        quality=len(rules) - strategy,
    )
