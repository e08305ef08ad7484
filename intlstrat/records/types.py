"""The field types of records (records.md): text from the file to a value, or a refusal that says how to write it."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, ValidationInfo

from intlstrat.findings import Message, msg
from intlstrat.records import codes
from intlstrat.records.meant import TRUTH, Meant, amount_meant, day_meant, is_no_day, number_meant, year_meant
from intlstrat.records.norwegian import code_meant
from intlstrat.suggest import closest, only_close

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_AMOUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_SAME_SIGN = re.compile(r"([.,])[0-9]{3}\1(?:00)(?![0-9])")
"""What may be cents stands after the sign that stands between the thousands."""
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"[0-9]+")
MAX_AMOUNT = 10**15
"""Amounts and numbers stay below this, so that a double holds each exactly."""


class Refusal(ValueError):
    """A value that its type does not accept, with what to write instead.

    `instead` is the very text to write, where it can be no other; with a `currency`, only where that is the record's.
    """

    def __init__(self, message: Message, fix: Message, instead: str | None = None, currency: str | None = None) -> None:
        super().__init__(message.text)
        self.message, self.fix, self.instead, self.currency = message, fix, instead, currency


def shape_refusal(value: object) -> Refusal:
    """The refusal of a list, a map or nothing where one value is wanted."""
    if value is None:
        return Refusal(msg("This list item is empty."), msg("Write the item after the hyphen, or delete the hyphen."))
    found = msg("A list stands here, where one value is wanted.")
    if isinstance(value, dict):
        found = msg("Keys stand here, where one value is wanted.")
    return Refusal(
        found, msg("Write a single value after the colon; put quotation marks around it if it has a colon or brackets.")
    )


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        raise shape_refusal(value)
    return value


def text(value: Any) -> str:
    """Any text that is not blank and has no control character but line breaks and tabs."""
    found = _scalar(value)
    if not found.strip():
        raise Refusal(
            msg("The text is blank."),
            msg("Write the text, or delete the key: a key that is left out means “not recorded”."),
        )
    if (control := _CONTROL.search(found)) is not None:
        raise Refusal(
            msg("The text holds the control character U+{code}.", code=f"{ord(control[0]):04X}"),
            msg("Delete the invisible character, or write the text again."),
        )
    return str(found)


def date(value: Any) -> str:
    """A calendar day, `2024-06-05`, as ISO text."""
    found = _scalar(value)
    if _DATE.fullmatch(found) is not None:
        try:
            return datetime.date.fromisoformat(found).isoformat()
        except ValueError:
            raise _no_day(found) from None
    meant = day_meant(found)
    if meant is None and is_no_day(found):
        raise _no_day(found)
    if meant is not None and meant.other is not None:
        fix = msg(
            "Write {suggestion} if the day stands first, or {other} if the month does.",
            suggestion=meant.text,
            other=meant.other,
        )
    elif meant is not None:
        fix = msg("Write {suggestion} (year-month-day).", suggestion=meant.text)
    elif _YEAR.fullmatch(found):
        fix = msg("Write the whole day, such as {year}-06-05; a year alone is not enough here.", year=found)
    else:
        fix = msg("Write the day as year-month-day with four, two and two digits, such as 2024-06-05.")
    message = msg("“{value}” is not a date in the form year-month-day.", value=_shown(found))
    raise Refusal(message, fix, _sure(meant))


def _no_day(found: str) -> Refusal:
    return Refusal(
        msg("There is no such day as {value}.", value=_shown(found)),
        msg("Write a day of the calendar as year-month-day, such as 2024-06-05."),
    )


def _sure(meant: Meant | None) -> str | None:
    return meant.text if meant is not None and meant.sure else None


def year(value: Any) -> int:
    """Four digits, 1800 to 2200."""
    found = _scalar(value)
    if _YEAR.fullmatch(found) and 1800 <= int(found) <= 2200:
        return int(found)
    meant, fix = year_meant(found), msg("Write the year with four digits, such as 1985.")
    if meant is not None and 1800 <= int(meant) <= 2200:
        fix = msg("Write {suggestion}.", suggestion=meant)
    else:
        meant = None
    raise Refusal(msg("“{value}” is not a year between 1800 and 2200.", value=_shown(found)), fix, meant)


def amount(value: Any) -> int:
    """Whole units of money: `4200000` or `4 200 000`, never negative."""
    found = _scalar(value)
    if _AMOUNT.fullmatch(found) and len(found) <= 40:
        number = int(re.sub("[ \u00a0\u202f]", "", found))
        if number < MAX_AMOUNT:
            return number
    meant = amount_meant(found)
    if meant is not None and (len(meant.text) > 40 or int(meant.text) >= MAX_AMOUNT):
        meant = None
    message = msg("“{value}” is not an amount in whole units.", value=_shown(found))
    raise Refusal(message, _amount_remedy(found, meant), _sure(meant), meant.currency if meant is not None else None)


def _amount_remedy(found: str, meant: Meant | None) -> Message:
    if meant is None:
        digits = re.sub("[ \u00a0\u202f]", "", found)
        if re.fullmatch("-[0-9]+", digits):
            return msg(
                "Write the amount without a minus sign; what comes in and what goes out stand under keys of their own."
            )
        if re.fullmatch("[0-9]{16,}", digits):
            return msg("Check the number of digits: amounts have at most fifteen.")
        return msg("Write the whole amount in figures, such as 4200000 or 4 200 000, without a currency or “mill.”.")
    if not meant.sure and _SAME_SIGN.search(found):
        return msg(
            "Write {suggestion} if the last two digits are a fraction, or else the whole amount in figures.",
            suggestion=meant.text,
        )
    if meant.currency is not None:
        return msg(
            "Write {suggestion}, in the currency that stands under “currency” in the budget (NOK when left out).",
            suggestion=meant.text,
        )
    if not meant.sure and re.search("[.,]", found):
        return msg(
            "Write {suggestion} if the sign in it stands between thousands, or else the whole amount in figures.",
            suggestion=meant.text,
        )
    return msg("Write {suggestion}, with digits only, or with spaces between the thousands.", suggestion=meant.text)


def number(value: Any) -> float:
    """A number: `12`, `3.5` or `3,5`."""
    found = _scalar(value)
    if _NUMBER.fullmatch(found) and len(found) <= 30 and abs(parsed := float(found.replace(",", "."))) < MAX_AMOUNT:
        return parsed
    meant = number_meant(found)
    if meant is not None and abs(float(meant.text.replace(",", "."))) >= MAX_AMOUNT:
        meant = None
    if meant is not None:
        fix = _without_thousands(found, meant)
    else:
        fix = msg("Write a number in figures, such as 12 or 3,5; the unit stands under a key of its own.")
    raise Refusal(msg("“{value}” is not a number.", value=_shown(found)), fix, _sure(meant))


def _without_thousands(found: str, meant: Meant) -> Message:
    if re.search("[ \u00a0\u202f]", found):
        return msg("Write {suggestion}, without spaces.", suggestion=meant.text)
    return msg("Write {suggestion}, with no sign between the thousands.", suggestion=meant.text)


def whole(lowest: int, highest: int) -> Callable[[Any], int]:
    """A type for whole numbers from `lowest` to `highest`."""

    def check(value: Any) -> int:
        found = _scalar(value)
        if _WHOLE.fullmatch(found) and len(found) <= 15 and lowest <= int(found) <= highest:
            return int(found)
        meant, fix = number_meant(found), msg("Write a whole number from {lowest} to {highest}.",
            lowest=lowest, highest=highest)  # fmt: skip
        if meant is not None and _WHOLE.fullmatch(meant.text) and lowest <= int(meant.text) <= highest:
            fix = _without_thousands(found, meant)
        else:
            meant = None
        message = msg(
            "“{value}” is not a whole number from {lowest} to {highest}.",
            value=_shown(found),
            lowest=lowest,
            highest=highest,
        )
        raise Refusal(message, fix, _sure(meant))

    return check


def boolean(value: Any) -> bool:
    """`true` or `false`."""
    found = _scalar(value)
    if found in ("true", "false"):
        return found == "true"
    word = TRUTH.get(found.strip().casefold())
    fix = msg("Write true or false.") if word is None else msg("Write {suggestion}.", suggestion=word)
    raise Refusal(msg("“{value}” is neither true nor false.", value=_shown(found)), fix, word)


def choice(*words: str) -> Callable[[Any], str]:
    """A type for one of a few fixed words."""
    known = frozenset(words)

    def check(value: Any) -> str:
        found = _scalar(value)
        if found in known:
            return str(found)
        raise unknown_code(found, known, words)

    return check


def unknown_code(found: str, known: frozenset[str], listed: tuple[str, ...] | None = None) -> Refusal:
    """The refusal of a word that is none of `known`; names what it means in Norwegian or the nearest, or else all."""
    names = listed or tuple(sorted(known))
    meant = code_meant(found, known)
    if (suggestion := meant or closest(found, known)) is not None:
        return Refusal(
            msg(
                "“{value}” is not known here. Did you mean “{suggestion}”?", value=_shown(found), suggestion=suggestion
            ),
            msg("Write {suggestion}, or another of: {known}.", suggestion=suggestion, known=", ".join(names)),
            meant or only_close(found, known),
        )
    return Refusal(
        msg("“{value}” is not known here.", value=_shown(found)), msg("Write one of: {known}.", known=", ".join(names))
    )


def country(value: Any) -> str:
    """ISO 3166-1 alpha-2 in upper case."""
    found = _scalar(value)
    if found in codes.country_codes():
        return str(found)
    if (either := codes.countries_meant(found)) is not None:
        (first, capital), (second, other) = either
        raise Refusal(
            msg("“{value}” is not a country code, and can be either of two countries.", value=_shown(found)),
            msg(
                "Write {first} if the capital is {capital}, or {second} if it is {other}.",
                first=first,
                capital=capital,
                second=second,
                other=other,
            ),
        )
    if (meant := codes.country_meant(found)) is not None:
        raise Refusal(
            msg("“{value}” is not a country code. Did you mean “{suggestion}”?", value=_shown(found), suggestion=meant),
            msg("Write {suggestion}: two capital letters, as in ISO 3166-1.", suggestion=meant),
            meant if codes.is_country_name(found) else None,
        )
    raise Refusal(
        msg("“{value}” is not a country code.", value=_shown(found)),
        msg("Write the country's two capital letters, as in ISO 3166-1, such as NO, SE or DK."),
    )


def currency(value: Any) -> str:
    """ISO 4217 in upper case."""
    found = _scalar(value)
    if found in codes.currency_codes():
        return str(found)
    if (meant := codes.currency_meant(found)) is not None:
        raise Refusal(
            msg(
                "“{value}” is not a currency code. Did you mean “{suggestion}”?", value=_shown(found), suggestion=meant
            ),
            msg("Write {suggestion}: three capital letters, as in ISO 4217.", suggestion=meant),
            meant if codes.is_currency_name(found) else None,
        )
    raise Refusal(
        msg("“{value}” is not a currency code.", value=_shown(found)),
        msg("Write the currency's three capital letters, as in ISO 4217, such as NOK or EUR."),
    )


def sdg_target(value: Any) -> str:
    """One of the UN's 169 targets, such as `8.10` or `11.a`."""
    found = _scalar(value)
    if found in codes.sdg_targets():
        return str(found)
    suggestion = closest(found.replace(",", "."), codes.sdg_targets()) if len(found) <= 10 else None
    if suggestion is not None:
        raise Refusal(
            msg(
                "“{value}” is not one of the UN's 169 targets. Did you mean “{suggestion}”?",
                value=_shown(found),
                suggestion=suggestion,
            ),
            msg("Write the target's code, such as {suggestion}.", suggestion=suggestion),
            suggestion if suggestion == found.strip().replace(",", ".").casefold() else None,
        )
    raise Refusal(
        msg("“{value}” is not one of the UN's 169 targets.", value=_shown(found)),
        msg(
            "Write the target's code: the goal's number, a full stop, and the target's number or letter, such as 11.4."
        ),
    )


def strategy_code(kind: str, own_words: bool = False) -> Callable[[Any, ValidationInfo], str]:
    """A type for a code of the strategy (`areas`, `programmes`, `principles`, `goals`, `relations`).

    The codes come as Pydantic's validation context. With `own_words`, `{other: "…"}` is accepted as well and gives
    the words themselves.
    """

    def check(value: Any, info: ValidationInfo) -> str:
        if own_words and isinstance(value, dict):
            if set(value) == {"other"}:
                return text(value["other"])
            raise Refusal(
                msg("Only the key “other” may stand here."),
                msg('Write {other: "your own words"}, or a code of the strategy.'),
            )
        found = _scalar(value)
        known = info.context.of(kind) if isinstance(info.context, codes.StrategyCodes) else None
        if known is None or found in known:
            return text(found)
        refusal = unknown_code(found, known)
        if own_words and not closest(found, known) and code_meant(found, known) is None:
            refusal.fix = msg('Write one of: {known}; or {other: "your own words"}.', known=", ".join(sorted(known)))
        raise refusal

    return check


def _shown(word: str) -> str:
    """A refused value, short enough for a message."""
    word = unicodedata.normalize("NFC", word)
    return word if len(word) <= 60 else word[:59] + "…"


Text = Annotated[str, BeforeValidator(text)]
Date = Annotated[str, BeforeValidator(date)]
Year = Annotated[int, BeforeValidator(year)]
Amount = Annotated[int, BeforeValidator(amount)]
Number = Annotated[float, BeforeValidator(number)]
Bool = Annotated[bool, BeforeValidator(boolean)]
Country = Annotated[str, BeforeValidator(country)]
Currency = Annotated[str, BeforeValidator(currency)]
SdgTarget = Annotated[str, BeforeValidator(sdg_target)]
SdgGoal = Annotated[int, BeforeValidator(whole(1, 17))]
Scale = Annotated[int, BeforeValidator(whole(1, 5))]
Count = Annotated[int, BeforeValidator(whole(0, 1_000_000))]

_NAMED = {
    "text": Text, "date": Date, "year": Year, "amount": Amount, "number": Number, "boolean": Bool, "scale": Scale,
    "count": Count, "sdg_target": SdgTarget, "sdg_goal": SdgGoal, "country": Country, "currency": Currency,
}  # fmt: skip

TYPE_NAMES: dict[Callable[..., object], str] = {get_args(alias)[1].func: name for name, alias in _NAMED.items()}
"""The name of each field type, by the function that reads it."""
