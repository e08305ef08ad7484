"""Pieces that several pages are made of: aligned facts, a clause, a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from intlstrat.formats.page_words import force, parameter_value, texts
from intlstrat.formats.sheet import Sheet, Span
from intlstrat.formats.terminal import cells, clean
from intlstrat.language import Language
from intlstrat.rules.model import Clause, Parameter

_ID_WIDTH: Final = 12
_FORCE_WIDTH: Final = 15
"""Wide enough for the longest word of a force; the longer ones take two lines."""


def facts(sheet: Sheet, rows: list[tuple[str, str]], *, indent: int = 2) -> None:
    """Labels with what they stand for, aligned."""
    width = max((cells(label) for label, _ in rows), default=0)
    for label, value in rows:
        sheet.row([[(label, "label")], [(value, "")]], [width], indent=indent)


def clause_widths(clauses: Sequence[Clause], language: Language) -> tuple[int, int]:
    """The widths of the ids and of the forces where these clauses stand below one another."""
    ids = max((cells(clean(clause.id)) for clause in clauses), default=0)
    forces = max((cells(force(language, clause.force)) for clause in clauses), default=0)
    return min(ids, _ID_WIDTH), min(forces, _FORCE_WIDTH)


def clause_row(sheet: Sheet, clause: Clause, widths: tuple[int, int], language: Language) -> None:
    """A clause with its force and what it says."""
    first = [[(clean(clause.id), "strong")], [(force(language, clause.force), "label")]]
    sheet.row([*first, [(texts(language, clause.summary), "")]], widths)


def parameter_entry(sheet: Sheet, parameter: Parameter, language: Language) -> None:
    """A parameter with its value, the mark of the municipality's own interpretation, and why it is so."""
    value = parameter_value(language, parameter.value)
    spans: list[Span] = [(clean(parameter.name), "name"), (" = ", "label")]
    spans.append((value, "warning" if parameter.value is None else "strong"))
    if parameter.date is not None:
        day = clean(language.date(parameter.date))
        spans += [(" ", ""), (language.text("(as of {date})", date=day), "label")]
    if parameter.interpretation:
        spans += [(" – ", "label"), (language.text("the municipality's own interpretation"), "warning")]
    sheet.put(*spans, hang=4)
    sheet.put((texts(language, parameter.why), ""), indent=6)
    if parameter.value is None:
        sheet.put((language.text("Whatever rests on it is unknown until it is set."), "label"), indent=6)
