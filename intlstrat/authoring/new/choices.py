"""What there is to choose from, and which choice a few words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from intlstrat.authoring.new.world import World
from intlstrat.findings import N_
from intlstrat.language import LANGUAGES, Language
from intlstrat.records import codes
from intlstrat.records.fields import Field
from intlstrat.records.meanings import MEANINGS
from intlstrat.records.sdg import TARGET_NAMES, UN_GOALS
from intlstrat.rules.strategy_codes import code_name, codes_of

_ALL = tuple(Language(code) for code in LANGUAGES)
YES_AND_NO = (("true", N_("yes")), ("false", N_("no")))


class Choice(Struct, frozen=True):
    """One thing to choose: what is written, what the reader calls it, and every name that it answers to."""

    value: str
    name: str
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    """Words that it can be searched by and is not called."""


def choices_for(field: Field, world: World, goal: str | None = None) -> tuple[Choice, ...]:
    """What there is to choose from for a value, or for the items of a list of values; nothing where all is free.

    `goal` is the UN goal beside a target.
    """
    value = field.item if field.item is not None else field
    language = world.language
    match value.type:
        case "word":
            meanings = zip(value.words, MEANINGS[value.words], strict=True)
            return tuple(_choice(word, language, meaning) for word, meaning in meanings)
        case "code" if value.codes == "partners":
            return tuple(Choice(id_, name, (name,)) for id_, name in world.partners)
        case "code":
            return tuple(_code_choices(value.codes, world))
        case "boolean":
            return tuple(_choice(word, language, name) for word, name in YES_AND_NO)
        case "sdg_goal":
            return tuple(_goal(number, language) for number in codes.sdg_goals())
        case "sdg_target":
            mine = (target for target in codes.sdg_targets() if goal in (None, target.partition(".")[0]))
            return tuple(_target(target, language) for target in mine)
        case "country":
            return _named(sorted(codes.country_codes()), language, Language.country)
        case "currency":
            return _named(sorted(codes.currency_codes()), language, Language.currency)
        case _:
            return ()


def is_listed(field: Field) -> bool:
    """Whether the choices are few enough to be shown."""
    value = field.item if field.item is not None else field
    return value.type not in ("country", "currency", "boolean")


def are_numbered(choices: Sequence[Choice]) -> bool:
    """Whether a choice can be made by its place in the list; not where codes are numbers themselves."""
    return bool(choices) and not any(choice.value.isdigit() for choice in choices)


def found(choices: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """The choices that a text can mean: one where it is certain, several where it fits several, none at all.

    A code wins over a place in the list, a name over a part of one.
    """
    word = _folded(text)
    if not word:
        return ()
    if exact := [choice for choice in choices if _folded(choice.value) == word]:
        return tuple(exact[:1])
    if re.fullmatch("[0-9]+", text.strip()):
        place = int(text) if are_numbered(choices) and len(text) < 5 else 0
        return tuple(choices[place - 1 : place]) if place else ()
    for match in (_is_named, _begins, _has_all):
        if hits := [choice for choice in choices if match(choice, text)]:
            return tuple(hits)
    return ()


def named(choices: Sequence[Choice], text: str) -> Choice | None:
    """The choice that a text is the code or a whole name of; None where that is not certain."""
    exact = [choice for choice in choices if choice.value == text]
    hits = exact or [choice for choice in choices if _is_named(choice, text)]
    return hits[0] if len(hits) == 1 else None


def _choice(value: str, language: Language, text: str) -> Choice:
    return Choice(value, language.text(text), tuple(each.text(text) for each in _ALL))


def _code_choices(kind: str, world: World) -> Iterator[Choice]:
    for code in codes_of(kind, world.strategy):
        names = tuple(code_name(kind, code, each) for each in _ALL)
        yield Choice(code.code, code_name(kind, code, world.language), names)


def _goal(number: int, language: Language) -> Choice:
    targets = (target for target in TARGET_NAMES if target.partition(".")[0] == str(number))
    about = (each.text(TARGET_NAMES[target]) for target in targets for each in _ALL)
    names = tuple(each.text(UN_GOALS[number - 1]) for each in _ALL)
    return Choice(str(number), language.text(UN_GOALS[number - 1]), names, tuple(about))


def _target(target: str, language: Language) -> Choice:
    text = TARGET_NAMES.get(target)
    if text is None:
        return Choice(target, "", ())
    return _choice(target, language, text)


def _named(values: Iterable[str], language: Language, name: object) -> tuple[Choice, ...]:
    assert callable(name)
    return tuple(Choice(value, name(language, value), tuple(name(each, value) for each in _ALL)) for value in values)


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text.casefold())


def _is_named(choice: Choice, text: str) -> bool:
    """Whether the text is one of its names, or what stands before the colon of one."""
    wanted = _folded(text).rstrip(".")
    return any(wanted in (_folded(name).rstrip("."), _folded(name.partition(":")[0])) for name in choice.names)


def _begins(choice: Choice, text: str) -> bool:
    return len(text) > 1 and any(name.casefold().startswith(text.casefold()) for name in choice.names)


def _has_all(choice: Choice, text: str) -> bool:
    """Whether every word of the text stands somewhere in what it is called or about."""
    about = " ".join((choice.value, *choice.names, *choice.more)).casefold()
    words = text.casefold().split()
    return max(map(len, words), default=0) > 2 and all(word in about for word in words)
