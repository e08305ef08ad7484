"""`intlstrat explain`: the page of a rule or a clause, with what this portfolio comes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.again import instead
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, data_root, day, language_of, load_rules
from intlstrat.findings import N_, Report, msg

if TYPE_CHECKING:
    from intlstrat.cli.session import Loaded
    from intlstrat.language import Language


def explain_command(
    name: Annotated[
        str,
        typer.Argument(metavar="RULE|CLAUSE", help=N_("The id of a rule or of a clause, such as project-goals or 4f.")),
    ],
    as_of: AsOf = None,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Explain a rule or a clause: what, why, how to fix, examples, and how this portfolio stands."""
    from intlstrat.formats.page_clause import render_clause
    from intlstrat.formats.page_rule import render_rule
    from intlstrat.formats.page_validity import render_validity
    from intlstrat.validity import VALIDITY_RULES

    common = Common(root, rules, lang, as_of, color)
    shown = screen.chosen(color)
    folder = root_or_none(common)
    loaded = load_rules(common, folder, whole=True)
    language = language_of(common, loaded.pack.strategy.language)
    name = _as_written(name.strip(), loaded)
    rule = loaded.pack.rule(name)
    clause = next((clause for clause in loaded.pack.strategy.clauses if clause.id == name), None)
    if rule is None and clause is None and name not in VALIDITY_RULES:
        raise _unknown(name, loaded)
    report = _report(folder, loaded, day(common), language)
    width, color_, ascii_ = shown.width, shown.color, shown.ascii
    if rule is not None:
        page = render_rule(loaded.pack, rule, report, language, width=width, color=color_, ascii=ascii_)
    elif clause is not None:
        page = render_clause(loaded.pack, clause, report, language, width=width, color=color_, ascii=ascii_)
    else:
        page = render_validity(VALIDITY_RULES[name], report, language, width=width, color=color_, ascii=ascii_)
    screen.write(page)
    return Exit.CLEAN


def root_or_none(common: Common) -> Path | None:
    """The data repo; None where there is none and none was asked for: a rule can be read without records."""
    if common.root is not None:
        return data_root(common)
    try:
        return data_root(common)
    except Stop:
        return None


def _report(folder: Path | None, loaded: Loaded, as_of: str, language: Language) -> Report | None:
    """How the portfolio stands, or None where there are no records."""
    if folder is None:
        return None
    from intlstrat.check import Asked
    from intlstrat.cli.steps import checked_with_progress
    from intlstrat.files import read_inputs
    from intlstrat.selection import Selection

    inputs = read_inputs(folder)
    if not inputs.records:
        return None
    return checked_with_progress(inputs, loaded, as_of, Selection(), Asked(), language).report


def _names(loaded: Loaded) -> frozenset[str]:
    """The ids that have a page."""
    from intlstrat.validity import VALIDITY_RULES

    rules, clauses = loaded.pack.rules, loaded.pack.strategy.clauses
    return frozenset({*(rule.id for rule in rules), *(clause.id for clause in clauses), *VALIDITY_RULES})


def _as_written(name: str, loaded: Loaded) -> str:
    """The one id that a name is but for capital letters; the name itself where that is none or several of them."""
    known = _names(loaded)
    same = [id_ for id_ in known if id_.casefold() == name.casefold()]
    return same[0] if name not in known and len(same) == 1 else name


def _unknown(name: str, loaded: Loaded) -> Stop:
    from intlstrat.cli.norwegian import word_meant
    from intlstrat.findings import Layer
    from intlstrat.suggest import closest_id
    from intlstrat.validity import VALIDITY_RULES

    layers = {layer.value for layer in Layer}
    layer = name.lower() if name.lower() in layers else word_meant(name, layers)
    if layer is not None:
        message = msg("“{name}” is a layer, and has no page: a page is of a rule or a clause.", name=name)
        if layer == Layer.VALIDITY:
            rules = tuple(VALIDITY_RULES)
            return Stop(message, msg("Its rules are {rules}.", rules=", ".join(rules)), then=instead(name, rules[0]))
        return Stop(message, msg("“intlstrat rules” lists the rules of the strategy and of data quality."))
    if clauses := [clause.id for clause in loaded.pack.strategy.clauses if clause.chapter == name]:
        message = msg("“{name}” is a chapter, and has no page: a page is of a rule or a clause.", name=name)
        inside = msg("Its clauses are {clauses}.", clauses=", ".join(clauses))
        return Stop(message, inside, then=instead(name, clauses[0]))
    message = msg("There is no rule and no clause “{name}”.", name=name)
    if (suggestion := closest_id(name, _names(loaded))) is not None:
        return Stop(message, msg("Did you mean {suggestion}?", suggestion=suggestion))
    return Stop(message, msg("“intlstrat rules” lists the rules, and “intlstrat strategy” the clauses."))
