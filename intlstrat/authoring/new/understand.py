"""What an answer means: the value that it is written as, or a refusal in the words of the check."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from intlstrat.authoring.new.choices import Choice, choices_for, found, is_listed, named
from intlstrat.authoring.new.hints import ANSWERED_IN_WORDS, form
from intlstrat.authoring.new.lenient import in_doubt, meant
from intlstrat.authoring.new.world import Answer, World
from intlstrat.findings import msg
from intlstrat.records.fields import Field
from intlstrat.records.ids import unknown_partner
from intlstrat.records.norwegian import code_meant
from intlstrat.records.types import Refusal, unknown_code

OWN = "="
"""Stands before own words that are near a code and are not meant as one."""
_MOST_NAMED = 8
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Understood(Struct, frozen=True):
    """A value, and what it was taken for where that is not what was typed."""

    value: Answer
    taken_for: str | None = None


def understand(field: Field, text: str, choices: Sequence[Choice], world: World) -> Understood:
    """The value or the list of values that a text stands for. Raises `Refusal`."""
    if field.item is None:
        return _one(field, text, choices, world)
    parts = [_one(field.item, part, choices, world) for part in _split(text)]
    values = {str(part.value): part.value for part in parts if not isinstance(part.value, tuple)}
    told = [part.taken_for for part in parts if part.taken_for is not None]
    return Understood(tuple(values.values()), ", ".join(told) or None)


def _split(text: str) -> list[str]:
    """The parts of a list: between commas, or between blanks where all of them are numbers."""
    if re.fullmatch(r"[0-9]+(?: +[0-9]+)+", text.strip()):
        return text.split()
    return [part.strip() for part in re.split("[,;]", text) if part.strip()] or [text]


def _one(field: Field, text: str, choices: Sequence[Choice], world: World) -> Understood:
    _refuse_unwritable(text)
    if choices:
        chosen = _chosen(field, text, choices, world)
        if chosen is not None:
            return chosen
    if (doubt := in_doubt(field, text)) is not None:
        raise doubt
    value = meant(field, text)
    if field.type == "boolean" and value not in ("true", "false"):
        raise Refusal(msg("“{value}” is neither yes nor no.", value=text[:60]), msg("Write yes or no."))
    try:
        field.read(value, world.codes)
    except Refusal as refusal:
        raise _in_words(field, text, refusal, world) from None
    return Understood(value, _taken_for(field, text, value, world))


def _in_words(field: Field, text: str, refusal: Refusal, world: World) -> Refusal:
    """The refusal for somebody who answers: not how the value stands in a file, but how the answer can be written.

    Of a country that may be meant, it has the name and not the code alone.
    """
    code = refusal.message.values.get("suggestion")
    if field.type == "country" and isinstance(code, str):
        name = world.language.country(code)
        return Refusal(
            msg("There is no country “{text}”. Did you mean {name} ({code})?", text=text[:60], name=name, code=code),
            msg("Write {code}, or the name of another country.", code=code),
        )
    if field.type not in ANSWERED_IN_WORDS:
        return refusal
    is_about_it = bool(refusal.fix.values) or text.strip().startswith(("-", "−"))  # then its remedy is the better one
    fix = refusal.fix if is_about_it else form(field)
    if field.type == "date" and "{value}" in refusal.message.text and not _ISO_DAY.fullmatch(text.strip()):
        return Refusal(msg("“{text}” cannot be read as a day.", text=text[:60]), fix)
    return Refusal(refusal.message, fix)


def _refuse_unwritable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal(
            msg("The text holds a character that cannot be written in UTF-8."), msg("Write the text again.")
        ) from None


def _chosen(field: Field, text: str, choices: Sequence[Choice], world: World) -> Understood | None:
    """What a text means where there is something to choose from; None where its type is to judge it."""
    if field.own_words and text.startswith(OWN):
        return _own(field, text.removeprefix(OWN).strip(), world)
    if text in (choice.value for choice in choices) and is_listed(field):
        return Understood(text)
    hits = found(choices, meant(field, text))
    if len(hits) > 1:
        raise _ambiguous(text, hits)
    if hits:
        return Understood(hits[0].value, _choice_taken(text, hits[0]))
    if field.codes == "partners":
        message, fix, _ = unknown_partner(text, (choice.value for choice in choices))
        raise Refusal(message, fix)
    if not field.own_words:
        return None
    try:
        field.read(text, world.codes)
    except Refusal as refusal:
        if "suggestion" in refusal.message.values:
            fix = msg("Write {sign}{text} where you mean your own words.", sign=OWN, text=text)
            raise Refusal(refusal.message, fix) from None
    return _own(field, text, world)


def pick(text: str, choices: Sequence[Choice]) -> Choice:
    """The choice that a text means, where nothing else can be meant. Raises `Refusal`."""
    hits = found(choices, text)
    if len(hits) > 1:
        raise _ambiguous(text, hits)
    if not hits:
        raise unknown_code(text, frozenset(choice.name for choice in choices), tuple(each.name for each in choices))
    return hits[0]


def _own(field: Field, words: str, world: World) -> Understood:
    field.read({"other": words}, world.codes)
    return Understood({"other": words}, world.language.text("own words: {words}", words=words))


def _choice_taken(text: str, choice: Choice) -> str | None:
    """What was chosen, unless it was called by its name in full; of a name and what it means, the name."""
    name = choice.name.partition(":")[0].rstrip(".")
    if text in (choice.value, name) and choice.name == name:
        return None
    return f"{name} ({choice.value})" if name not in ("", choice.value) else choice.value


def _ambiguous(text: str, hits: Sequence[Choice]) -> Refusal:
    named = tuple(f"{hit.value} ({hit.name})" if hit.name else hit.value for hit in hits[:_MOST_NAMED])
    if len(hits) > _MOST_NAMED:
        fix = msg("Write more of it, or one of these codes: {codes}, …", codes=", ".join(named))
    else:
        fix = msg("Write one of these codes: {codes}.", codes=", ".join(named))
    return Refusal(msg("“{text}” can mean several things here.", text=text), fix)


def _taken_for(field: Field, text: str, value: str, world: World) -> str | None:
    """What to say of a value that is not written as it was typed."""
    if value == text.strip():
        return None
    match field.type:
        case "date":
            return f"{world.language.date(value)} ({value})"
        case "amount":
            return world.language.number(int(value))
        case _:
            return value


def certain(field: Field, text: str, choices: Sequence[Choice], world: World) -> Understood:
    """The value that a text stands for where that is certain; else the text as it stands, for the check to judge."""
    choice = named(choices, text)
    if choice is None and (code := code_meant(text, {each.value for each in choices})) is not None:
        choice = next(each for each in choices if each.value == code)
    if choice is not None:
        return Understood(choice.value, None if choice.value == text else _choice_taken(text, choice))
    value = meant(field, text) if text.strip() else text
    return Understood(value, _taken_for(field, text, value, world))


def as_typed(value: Answer) -> str:
    """A value as somebody would type it, to be changed."""
    match value:
        case str():
            return value
        case dict():
            return f"{OWN}{value['other']}"
        case tuple():
            return ", ".join(as_typed(part) for part in value)


def shown(field: Field, value: Answer, world: World) -> str:
    """A value as the reader would say it."""
    if isinstance(value, tuple):
        inner = field.item or field
        return ", ".join(shown(inner, part, world) for part in value) or world.language.text("none")
    if isinstance(value, dict):
        return value["other"]
    match field.type:
        case "date":
            return world.language.date(value)
        case "amount":
            return world.language.number(int(value)) if value.isdigit() else value
        case "sdg_goal":
            return f"{value} {_name(field, value, world)}"
        case _:
            return _name(field, value, world) or value


def _name(field: Field, value: str, world: World) -> str:
    """The name of what was chosen, without what it means; empty where there is nothing to choose from."""
    choice = next((each for each in choices_for(field, world) if each.value == value), None)
    return choice.name.partition(":")[0].rstrip(".") if choice is not None else ""
