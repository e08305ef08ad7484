"""Values that come from a list, each with what it means: fixed words, the strategy's codes, UN goals, ISO codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from intlstrat.findings import N_
from intlstrat.formats.schema_meanings import MEANINGS, UN_GOALS
from intlstrat.formats.schema_types import either
from intlstrat.formats.schema_words import Schema
from intlstrat.language import Language
from intlstrat.records import codes, models
from intlstrat.rules.model import Code, Strategy

KIND_TITLES: Final[Mapping[str, str]] = {
    "areas": N_("Area"),
    "programmes": N_("Programme"),
    "principles": N_("Principle"),
    "goals": N_("Goal of the strategy"),
    "relations": N_("Relation"),
    "clauses": N_("Clause"),
}
"""What one code of each of the strategy's lists is called."""

_INT: Final = re.compile(r"[-+]?[0-9]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def readings(word: str) -> Iterator[int | float | bool]:
    """What YAML readers (1.1, and 1.2 with its core schema) may take a plain word for, other than text."""
    if _INT.fullmatch(word):
        yield int(word)
        digits = word.lstrip("+-")
        if digits[0] == "0" and set(digits) <= set("01234567") and len(digits) > 1:
            yield int(word, 8)
    elif _FLOAT.fullmatch(word):
        yield float(word)
    elif word in {form for each in (*_TRUE, *_FALSE) for form in (each, each.title(), each.upper())}:
        yield word.lower() in _TRUE


def word(title: str, value: str | int, meaning: str) -> Schema:
    """One value that may stand there, with what it means; an editor shows both."""
    return {"const": value, "title": f"{title}: {value}", "description": meaning}


def words(listed: Sequence[str], title: str, language: Language, optional: bool) -> Schema:
    """One of a few fixed words."""
    meanings = meanings_of(tuple(listed), language)
    return either((word(title, each, meanings[each]) for each in listed), (), optional)


def meanings_of(listed: tuple[str, ...], language: Language) -> Mapping[str, str]:
    """What each word of a fixed list means."""
    return {each: language.text(meaning) for each, meaning in zip(listed, MEANINGS[listed], strict=True)}


def strategy_codes(
    kind: str, strategy: Strategy, language: Language, own_words: Schema | None, optional: bool
) -> Schema:
    """One of the strategy's codes, as text or as what a YAML reader makes of it; or, with `own_words`, those."""
    title = language.text(KIND_TITLES[kind])
    proposed, also = [], []
    for code, meaning in _codes(kind, strategy, language):
        proposed.append(word(title, code, meaning))
        also.extend({**word(title, code, meaning), "const": value} for value in readings(code))
    return either([*proposed, *([own_words] if own_words else [])], also, optional)


def _codes(kind: str, strategy: Strategy, language: Language) -> Iterator[tuple[str, str]]:
    if kind == "clauses":
        for clause in strategy.clauses:
            yield clause.id, language.pick(clause.summary)
        return
    listed: tuple[Code, ...] = getattr(strategy, kind)
    built_in = meanings_of(models.RELATIONS, language) if kind == "relations" else {}
    for code in listed:
        name = language.pick(code.name)
        if name == code.code and code.code in built_in:  # the tool's own relations have no name in the strategy
            name = built_in[code.code]
        if code.clause is not None:
            name = language.text("{name} (clause {clause} of the strategy)", name=name, clause=code.clause)
        yield code.code, name


def un_goals(title: str, language: Language, optional: bool) -> Schema:
    """The number of one of the UN's 17 goals."""
    goals = (word(title, number, _un_goal(number, language)) for number in codes.sdg_goals())
    return either(goals, [{"type": "string", "pattern": "^0{0,13}([1-9]|1[0-7])$"}], optional)


def targets_by_goal(language: Language) -> list[Schema]:
    """For each of the UN's goals: the targets that may stand beside it. Needs `goal` and `targets` in one object."""
    title = language.text(N_("Target"))
    rules: list[Schema] = []
    for goal in codes.sdg_goals():
        mine = [target for target in codes.sdg_targets() if target.partition(".")[0] == str(goal)]
        numbers = sorted({number for target in mine for number in readings(target)})
        items = either((word(title, target, _un_goal(goal, language)) for target in mine), [{"enum": numbers}])
        beside = {"properties": {"goal": {"enum": [goal, str(goal)]}}, "required": ["goal"]}
        rules.append({"if": beside, "then": {"properties": {"targets": {"items": items}}}})
    return rules


def _un_goal(number: int, language: Language) -> str:
    name = language.pick({"nb": codes.sdg_goals()[number], "en": UN_GOALS[number - 1]})
    return language.text("UN goal {number}: {name}", number=number, name=name)


def iso_codes(kind: str, language: Language, optional: bool) -> Schema:
    """Every country or currency, with its name in the language."""
    from babel import Locale

    locale = Locale.parse(language.code)
    listed, names = codes.country_codes(), locale.territories
    if kind == "currency":
        listed, names = codes.currency_codes(), locale.currencies
    return either(({"const": code, "description": names.get(code, code)} for code in sorted(listed)), (), optional)
