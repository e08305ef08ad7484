"""The values that a field may have, each with what it means: fixed words, codes, countries, partners, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from intlstrat.findings import N_, IsoDate
from intlstrat.formats.schema_lists import meanings_of
from intlstrat.formats.schema_meanings import UN_GOALS
from intlstrat.language import LANGUAGES, Language
from intlstrat.lsp.fields import Field, FileKind
from intlstrat.lsp.known import Known
from intlstrat.records import codes, models
from intlstrat.records.sdg import TARGET_NAMES
from intlstrat.rules.model import Code, Rule

_FIRST_CURRENCIES: Final = ("NOK", "EUR", "SEK", "DKK", "USD")
_TRUTH: Final = {"true": N_("yes"), "false": N_("no")}


class Choice(Struct, frozen=True):
    """One value: what is written, what it is called, and other words that it may be looked for by."""

    value: str
    name: str
    words: str = ""
    text: bool = True
    """Whether it is text, which may need quotation marks; a number, a date or a truth value does not."""


def choices(field: Field, kind: FileKind, known: Known, around: Mapping[str, str]) -> tuple[Choice, ...]:
    """Every value of a field that has a list of them; `around` are the keys beside it, with their values."""
    return tuple(_choices(field, kind, known, around))


def choice(field: Field, kind: FileKind, known: Known, around: Mapping[str, str], value: str) -> Choice | None:
    """What one value of a field means."""
    return next((each for each in choices(field, kind, known, around) if each.value == value), None)


def _choices(field: Field, kind: FileKind, known: Known, around: Mapping[str, str]) -> Iterable[Choice]:
    language = known.language
    match field.form:
        case "words":
            meanings = meanings_of(field.words, language)
            return (Choice(word, meanings[word]) for word in field.words)
        case "codes":
            return _codes(field.codes, known)
        case "boolean":
            return (Choice(word, language.text(name), text=False) for word, name in _TRUTH.items())
        case "country":
            return _countries(language.code)
        case "currency":
            return _currencies(language.code)
        case "sdg_goal":
            return (_goal(number, language) for number in codes.sdg_goals())
        case "sdg_target":
            return _targets(language, around.get("goal", ""))
        case "scale":
            return (Choice(str(number), "", text=False) for number in range(1, 6))
        case "date":
            return (Choice(known.day, language.text("today, {date}", date=IsoDate(known.day)), text=False),)
        case "partner":
            return _partners(known)
        case "rule":
            return (
                Choice(rule.id, language.pick(rule.title), " ".join(rule.clauses))
                for rule in known.rules.values()
                if is_waived_in(rule, kind)
            )
        case _:
            return ()


def is_waived_in(rule: Rule, kind: FileKind) -> bool:
    """Whether a rule's breaches are waived in that kind of file."""
    if not rule.waivable:
        return False
    if kind == "waivers":
        return rule.subject == "portfolio"
    return rule.subject == kind or (rule.subject == "record" and kind in ("partner", "project"))


def _codes(kind: str, known: Known) -> Iterator[Choice]:
    language = known.language
    if known.pack is None:
        return
    if kind == "clauses":
        for clause in known.pack.strategy.clauses:
            yield Choice(clause.id, language.pick(clause.summary))
        return
    built_in = meanings_of(models.RELATIONS, language) if kind == "relations" else {}
    for code in codes_of(kind, known):
        name = language.pick(code.name)
        if name == code.code and code.code in built_in:
            name = built_in[code.code]
        yield Choice(code.code, name, " ".join(code.name.values()))


def codes_of(kind: str, known: Known) -> tuple[Code, ...]:
    """The strategy's codes of one kind."""
    found: tuple[Code, ...] = getattr(known.pack.strategy, kind, ()) if known.pack is not None else ()
    return found


def _goal(number: int, language: Language) -> Choice:
    name = UN_GOALS[number - 1]
    return Choice(str(number), language.text(name), " ".join(_in_all(name)), text=False)


def un_goal(number: int, language: Language) -> str:
    """A UN goal with its number."""
    return language.text("UN goal {number}: {name}", number=number, name=language.text(UN_GOALS[number - 1]))


def _targets(language: Language, goal: str) -> Iterator[Choice]:
    names = TARGET_NAMES
    goals = codes.sdg_goals()
    for target in codes.sdg_targets():
        number = target.partition(".")[0]
        if goal.isdecimal() and int(goal) in goals and number != str(int(goal)):
            continue
        name = names.get(target)
        if name is None:
            yield Choice(target, un_goal(int(number), language))
        else:
            yield Choice(target, language.text(name), " ".join(_in_all(name)))


def _in_all(name: str) -> tuple[str, ...]:
    """A catalogue text in every language, so that it is found by any of them."""
    return tuple(dict.fromkeys(Language(code).text(name) for code in LANGUAGES))


@cache
def _countries(code: str) -> tuple[Choice, ...]:
    from babel import Locale

    names = {each: Locale.parse(each).territories for each in LANGUAGES}
    found = [
        Choice(country, names[code].get(country, country), " ".join({names[each].get(country, "") for each in names}))
        for country in codes.country_codes()
    ]
    return tuple(sorted(found, key=lambda each: (each.name, each.value)))


@cache
def _currencies(code: str) -> tuple[Choice, ...]:
    from babel import Locale

    names = {each: Locale.parse(each).currencies for each in LANGUAGES}
    first = {currency: position for position, currency in enumerate(_FIRST_CURRENCIES)}
    found = [
        Choice(each, names[code].get(each, each), " ".join({names[other].get(each, "") for other in names}))
        for each in codes.currency_codes()
    ]
    return tuple(sorted(found, key=lambda each: (first.get(each.value, len(first)), each.value)))


def warm() -> None:
    """Reads what takes a while to read, so that the first question need not wait for it."""
    for code in LANGUAGES:
        _countries(code)
        _currencies(code)


def country_name(code: str, language: Language) -> str:
    """What a country is called; its code where it is none."""
    return next((each.name for each in _countries(language.code) if each.value == code), code)


def _partners(known: Known) -> Iterator[Choice]:
    for partner, file in known.library.partners.items():
        country = file.value("country")
        name = f"{file.name} ({country_name(country, known.language)})" if country else file.name
        yield Choice(partner, name, file.name)
