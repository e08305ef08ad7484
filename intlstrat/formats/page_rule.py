"""`explain RULE`: what a rule checks and why, how to fix a breach of it, and how this portfolio stands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from intlstrat.findings import Layer, Message, Outcome, Report, msg
from intlstrat.formats import example_yaml, expression
from intlstrat.formats.page_parts import clause_row, clause_widths, facts, parameter_entry
from intlstrat.formats.page_state import rule_state, state_heading
from intlstrat.formats.page_words import LAYERS, OUTCOMES, SUBJECTS, outcome, severity, texts
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.language import Language
from intlstrat.rules.model import Example, Pack, Rule

_SHOWN = 2
"""Examples of each outcome on the page: the plainest ones stand first in a rule's file."""

_PICKS: Final[Mapping[str, tuple[Message, Message, Message]]] = {
    "partner": (
        msg("It counts every partner."),
        msg("It counts the partners for which"),
        msg("taken over the partners for which"),
    ),
    "project": (
        msg("It counts every project."),
        msg("It counts the projects for which"),
        msg("taken over the projects for which"),
    ),
    "": (
        msg("It counts every partner and every project."),
        msg("It counts the partners and projects for which"),
        msg("taken over the partners and projects for which"),
    ),
}
"""What a portfolio rule counts among one kind of record, or both: all, some, and some behind a measure."""


def render_rule(
    pack: Pack, rule: Rule, report: Report | None, language: Language, *, width: int, color: bool, ascii: bool = False
) -> str:
    """The rule's page; `report` is None where no data were found."""
    sheet = Sheet(width, color=color, ascii=ascii)
    sheet.title(clean(rule.id), texts(language, rule.title))
    _facts(sheet, rule, language)
    _clauses(sheet, pack, rule, language)
    sheet.heading(language.text("Why"))
    sheet.put((texts(language, rule.why), ""))
    sheet.heading(language.text("How to fix it"))
    sheet.put((texts(language, rule.fix), ""))
    _checks(sheet, rule, language)
    _parameters(sheet, pack, rule, language)
    _examples(sheet, rule, language)
    if state_heading(sheet, report, language) and report is not None:
        rule_state(sheet, report, rule.id, language)
    return sheet.render()


def _facts(sheet: Sheet, rule: Rule, language: Language) -> None:
    rows = [
        (language.text("Kind of rule"), language.message(LAYERS[rule.layer])),
        (language.text("Severity"), severity(language, rule.severity)[0]),
        (language.text("Asks about"), language.message(SUBJECTS[rule.subject])),
    ]
    if rule.effective_from is not None:
        day = clean(language.date(rule.effective_from))
        text = language.text("Projects that started, and agreements that were signed, on {date} or later.", date=day)
        rows.append((language.text("In force for"), text))
    if not rule.waivable:
        rows.append((language.text("Waivers"), language.text("A breach of this rule cannot be waived.")))
    rows.append((language.text("Written in"), clean(rule.path)))
    facts(sheet, rows)


def _clauses(sheet: Sheet, pack: Pack, rule: Rule, language: Language) -> None:
    if rule.layer is not Layer.STRATEGY:
        return
    clauses = [clause for clause in pack.strategy.clauses if clause.id in rule.clauses]
    widths = clause_widths(clauses, language)
    sheet.heading(language.plural("The clause of the strategy", "The clauses of the strategy", len(clauses)))
    for clause in clauses:
        clause_row(sheet, clause, widths, language)


def _checks(sheet: Sheet, rule: Rule, language: Language) -> None:
    """The expressions, each under a sentence that says what it decides."""
    portfolio = rule.subject == "portfolio"
    if portfolio:
        sheet.heading(language.text("What the rule counts and requires"))
    else:
        sheet.heading(language.text("When the rule applies, and what it requires"))
    if rule.when is not None:
        _code(sheet, language.text("It applies when"), rule.when)
    elif not portfolio:
        sheet.put((language.text("It always applies."), ""))
    if rule.needs:
        needs = language.join(tuple(clean(path) for path in rule.needs))
        sheet.put((language.text("It can be judged only where these are recorded: {paths}.", paths=needs), ""))
    if rule.for_each is not None:
        _code(sheet, language.text("It asks about each item of"), rule.for_each)
    if portfolio:
        _folds(sheet, rule, language)
    _code(sheet, language.text("It requires"), rule.require)


def _folds(sheet: Sheet, rule: Rule, language: Language) -> None:
    """What a portfolio rule groups, counts and measures."""
    if rule.group_by is not None:
        _code(sheet, language.text("It groups the records by"), rule.group_by)
    every, those, _ = _PICKS[rule.among[0] if len(rule.among) == 1 else ""]
    if rule.where is None:
        sheet.put((language.message(every), ""))
    else:
        _code(sheet, language.message(those), rule.where)
    folds = {"sum": language.text("the sum"), "min": language.text("the least"), "max": language.text("the most")}
    for measure in rule.measures:
        label = language.text("“{name}” is {fold} of", name=clean(measure.name), fold=folds[measure.fold])
        _code(sheet, label, measure.expression)
        where = rule.where if measure.where is None else measure.where
        if where is not None and (measure.where or measure.among):
            among = measure.among or rule.among
            over = _PICKS[among[0] if len(among) == 1 else ""][2]
            _code(sheet, language.message(over), where, indent=4)


def _code(sheet: Sheet, label: str, code: str, *, indent: int = 2) -> None:
    sheet.put((label, ""), indent=indent)
    for line in expression.lay_out(code, sheet.width - indent - 4):
        sheet.verbatim(*expression.highlight(line), indent=indent + 4)


def _parameters(sheet: Sheet, pack: Pack, rule: Rule, language: Language) -> None:
    known = pack.strategy.parameters
    used = [known[name] for name in expression.parameters(rule) if name in known]
    if not used:
        return
    sheet.heading(language.plural("The parameter that it uses", "The parameters that it uses", len(used)))
    for parameter in used:
        parameter_entry(sheet, parameter, language)


def _examples(sheet: Sheet, rule: Rule, language: Language) -> None:
    sheet.heading(language.text("Examples"))
    if not rule.examples:
        sheet.put((language.text("The rule has no examples, so nothing proves that it works."), "warning"))
        return
    text = language.text("Each states only what matters to the rule; whatever else a record must have is filled in.")
    sheet.put((text, "label"))
    order = {value.value: place for place, value in enumerate(Outcome)}
    ordered = sorted(rule.examples, key=lambda example: (order.get(example.outcome, len(order)), example.line))
    for name, group in groupby(ordered, key=lambda example: example.outcome):
        examples = list(group)
        sheet.put(outcome(language, Outcome(name)) if name in tuple(OUTCOMES) else (one_line(name), ""))
        for number, example in enumerate(examples[:_SHOWN]):
            _example(sheet, example, language, first=number == 0)
        if (more := len(examples) - _SHOWN) > 0:
            text = language.plural("{n} more in the rule's file", "{n} more in the rule's file", more)
            sheet.put((text, "label"), indent=6)


def _example(sheet: Sheet, example: Example, language: Language, *, first: bool) -> None:
    if not first:
        sheet.put((language.text("or"), "label"), indent=4)
    for line in example_yaml.lay_out(example.case, sheet.width - 6):
        sheet.verbatim(*example_yaml.highlight(line), indent=6)
