"""Values that come from a list, each with what it means: fixed words, the strategy's codes, UN goals, ISO codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from intlstrat.findings import N_
from intlstrat.formats.schema_meanings import MEANINGS, UN_GOALS
from intlstrat.formats.schema_types import GOAL_PATTERN, either
from intlstrat.formats.schema_words import Schema
from intlstrat.language import Language
from intlstrat.records import codes
from intlstrat.rules.model import Strategy
from intlstrat.rules.strategy_codes import code_name, codes_of

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


def as_read(title: str, value: str, meaning: str) -> Iterator[Schema]:
    """What a YAML reader may make of the value other than text; not proposed, because the text is."""
    for other in readings(value):
        told: Schema = {"title": f"{title}: {value}", "description": meaning}
        if isinstance(other, bool):
            yield {**told, "if": True, "then": {"const": other}}
        else:
            yield {**told, "type": "number", "minimum": other, "maximum": other}


def words(listed: Sequence[str], title: str, language: Language, optional: bool) -> Schema:
    """One of a few fixed words."""
    meanings = meanings_of(tuple(listed), language)
    return either((word(title, each, meanings[each]) for each in listed), optional)


def meanings_of(listed: tuple[str, ...], language: Language) -> Mapping[str, str]:
    """What each word of a fixed list means."""
    return {each: language.text(meaning) for each, meaning in zip(listed, MEANINGS[listed], strict=True)}


def strategy_codes(
    kind: str, strategy: Strategy, language: Language, own_words: Schema | None, optional: bool
) -> Schema:
    """One of the strategy's codes, as text or as what a YAML reader makes of it; or, with `own_words`, those."""
    title = language.text(KIND_TITLES[kind])
    codes_of_kind = list(_codes(kind, strategy, language))
    forms = [word(title, code, meaning) for code, meaning in codes_of_kind]
    forms += [form for code, meaning in codes_of_kind for form in as_read(title, code, meaning)]
    return either([*forms, *([own_words] if own_words else [])], optional)


def _codes(kind: str, strategy: Strategy, language: Language) -> Iterator[tuple[str, str]]:
    if kind == "clauses":
        for clause in strategy.clauses:
            yield clause.id, language.pick(clause.summary)
        return
    for code in codes_of(kind, strategy):
        name = code_name(kind, code, language)
        if code.clause is not None:
            name = language.text("{name} (clause {clause} of the strategy)", name=name, clause=code.clause)
        yield code.code, name


def un_goals(title: str, language: Language, optional: bool) -> Schema:
    """The number of one of the UN's 17 goals."""
    goals = [word(title, number, _un_goal(number, language)) for number in codes.sdg_goals()]
    return either([*goals, {"title": title, "type": "string", "pattern": GOAL_PATTERN}], optional)


def targets_by_goal(language: Language) -> Schema:
    """For each of the UN's goals: the targets that may stand beside it. Needs `goal` and `targets` in one object."""
    title = language.text("UN target")
    rules: list[Schema] = []
    for goal in codes.sdg_goals():
        meaning = _un_goal(goal, language)
        mine = [target for target in codes.sdg_targets() if target.partition(".")[0] == str(goal)]
        forms = [word(title, target, meaning) for target in mine]
        forms += [form for target in mine for form in as_read(title, target, meaning)]
        this: Schema = {"minimum": goal, "maximum": goal, "pattern": f"^0*{goal}$"}
        beside: Schema = {"properties": {"goal": this}, "required": ["goal"]}
        rules.append({"if": beside, "then": {"properties": {"targets": {"items": either(forms, False)}}}})
    return {"allOf": rules}


def _un_goal(number: int, language: Language) -> str:
    return language.text("UN goal {number}: {name}", number=number, name=language.text(UN_GOALS[number - 1]))


def iso_codes(kind: str, language: Language, optional: bool) -> Schema:
    """Every country or currency, with its name in the language."""
    from babel import Locale

    locale = Locale.parse(language.code)
    listed, names = codes.country_codes(), locale.territories
    if kind == "currency":
        listed, names = codes.currency_codes(), locale.currencies
    return either(({"const": code, "description": names.get(code, code)} for code in sorted(listed)), optional)
