"""What somebody meant who wrote a day, an amount or a number in another form than records want.

Each function gives the form that is wanted, or None. `Meant.sure` tells a way of writing that can be read in one way
only from one that a person must look at: only the first is ever written into a file.
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from typing import Final

from msgspec import Struct

# Patterns as texts: `re` compiles them when they are first used, and most runs use none.
_SPACES: Final = "[ \u00a0\u202f]"
_DAY_FIRST: Final = r"([0-9]{1,2})([./ -])([0-9]{1,2})([./ -])([0-9]{4})"
_YEAR_FIRST: Final = r"([0-9]{4})[./ -]([0-9]{1,2})[./ -]([0-9]{1,2})"
_DAY_OF_MONTH: Final = r"([0-9]{1,2})(?:\. ?| )([^\W\d_]{3,9})\.?,? ([0-9]{4})"
_MIDNIGHT: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]00:00(?::00(?:\.0+)?)?(?: ?[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR: Final = r"\s*([0-9]{4})\s*[.–-]?\s*"

_GROUPED: Final = rf"[0-9]+(?:{_SPACES}+[0-9]{{3}})+|[0-9]+"
_POINTS: Final = r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+"
_SIGNS: Final = (
    r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}"  # then more thousands, and perhaps a fraction; or a fraction
    r"(?:(?:\1[0-9]{3})+(?:(?!\1)[.,][0-9]+)?|(?!\1)[.,][0-9]+)"
)
"""A number with signs that stand between thousands for certain."""
_STROKES: Final = r"[0-9]{1,3}(?:['’][0-9]{3})+|[0-9]+(?:_[0-9]+)+"
_NO_CENTS: Final = r"(?s:(.*[0-9])(?:[.,]00|,[-–—]|\.[-–—]))"
_DECIMAL: Final = r"([0-9]+)(?:[.,]([0-9]+))?"
_CURRENCY: Final = {
    "kr": "NOK", "kr.": "NOK", "kroner": "NOK", "nok": "NOK", "sek": "SEK", "dkk": "DKK", "isk": "ISK", "eur": "EUR",
    "euro": "EUR", "€": "EUR", "usd": "USD", "gbp": "GBP", "£": "GBP",
}  # fmt: skip
_TIMES: Final = {
    "mill": 6, "mill.": 6, "million": 6, "millioner": 6, "millions": 6, "mrd": 9, "mrd.": 9, "milliard": 9,
    "milliarder": 9, "millionar": 6, "milliardar": 9, "tusen": 3, "thousand": 3,
}  # fmt: skip
_BOTH: Final = {"mnok": (6, "NOK"), "meur": (6, "EUR"), "msek": (6, "SEK"), "mdkk": (6, "DKK")}
_BEFORE: Final = r"([^\W\d_]+\.?|[€£])\s*(?=[0-9])"
_AFTER: Final = r"(?<=[0-9 ,.–—-])([^\W\d_]+\.?|[€£])\Z"
_LONGEST = 60
"""A longer text is no amount."""

TRUTH: Final = {
    "true": "true", "yes": "true", "y": "true", "ja": "true", "on": "true", "1": "true",
    "false": "false", "no": "false", "n": "false", "nei": "false", "off": "false", "0": "false",
}  # fmt: skip
"""What people write for true and false, in lower case."""


class Meant(Struct, frozen=True):
    """A value in the form that is wanted.

    `other` is the second of two days that were written in a way that can be read as either. `currency` is the one
    that was written beside an amount.
    """

    text: str
    sure: bool
    other: str | None = None
    currency: str | None = None


def day_meant(written: str) -> Meant | None:
    """The day, as year-month-day. With full stops the day stands first; with other signs the month may."""
    written = written.strip()
    if (match := re.fullmatch(_MIDNIGHT, written)) is not None:
        day = _iso(*match[1].split("-"))
        return Meant(day, True) if day is not None else None
    if (match := re.fullmatch(_YEAR_FIRST, written)) is not None:
        day = _iso(*match.groups())
        return Meant(day, True) if day is not None else None
    if (match := re.fullmatch(_DAY_OF_MONTH, written)) is not None:
        month = _MONTHS.get(match[2].casefold())
        day = _iso(match[3], str(month), match[1]) if month is not None else None
        return Meant(day, True) if day is not None else None
    match = re.fullmatch(_DAY_FIRST, written)
    return _day_or_month_first(match) if match is not None else None


def is_no_day(written: str) -> bool:
    """Whether it is written as a day, in some form, and there is no such day: `31.04.2028`."""
    written = written.strip()
    named = re.fullmatch(_DAY_OF_MONTH, written)
    is_of_the_form = (named is not None and named[2].casefold() in _MONTHS) or any(
        re.fullmatch(form, written) for form in (_YEAR_FIRST, _DAY_FIRST)
    )
    return is_of_the_form and day_meant(written) is None


def _day_or_month_first(match: re.Match[str]) -> Meant | None:
    first, one, second, other, year = match.groups()
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if "." in (one, other):
        return Meant(day_first, one == other) if day_first is not None else None
    if day_first is None or month_first is None or day_first == month_first:
        day = day_first or month_first
        return Meant(day, one == other) if day is not None else None
    return Meant(day_first, False, month_first)


def _iso(year: str, month: str, day: str) -> str | None:
    if int(year) >= 1 and 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return f"{year}-{int(month):02}-{int(day):02}"
    return None


def year_meant(written: str) -> str | None:
    """The year of `1985.`, `1985–` or ` 1985 `: the four figures, and nothing else that says anything."""
    match = re.fullmatch(_YEAR, written)
    return match[1] if match is not None else None


def amount_meant(written: str) -> Meant | None:
    """The amount in figures, and the currency that stood beside it.

    `4.200` and `4,200` may be whole units or thousands: likely, but not sure. So may `1.250.00`, where the sign
    before the cents is the one between the thousands.
    """
    rest, power, currency = _without_words(written.strip()) if len(written) <= _LONGEST else (None, 0, None)
    if rest is None:
        return None
    if power:
        return _multiplied(rest, power, currency)
    if (match := re.fullmatch(_NO_CENTS, rest)) is not None:
        sure = rest[-3] not in match[1] or not rest.endswith("00")
        rest = match[1]
    else:
        sure = len(re.findall("[.,]", rest)) != 1
    digits = re.sub(r"\D", "", rest)
    if re.fullmatch(_GROUPED, rest) or re.fullmatch(_STROKES, rest) or re.fullmatch(_POINTS, rest):
        return Meant(digits, sure, currency=currency)
    compact = re.sub(_SPACES, "", rest)
    if currency is None and (re.fullmatch("[0-9][0-9_]*", compact) or re.fullmatch(_POINTS, compact)):
        return Meant(digits, False)
    return None


def _without_words(written: str) -> tuple[str | None, int, str | None]:
    """The figures without the words around them, the power of ten that these say, and the currency; None for others."""
    power, currency, rest = 0, None, written
    for pattern in (_BEFORE, _AFTER, _AFTER):
        match = re.match(pattern, rest) if pattern is _BEFORE else re.search(pattern, rest)
        if match is None:
            continue
        word = match[1].casefold()
        times, of = _BOTH.get(word, (_TIMES.get(word, 0), _CURRENCY.get(word)))
        if (times and power) or (of and currency) or not (times or of):
            return None, 0, None
        power, currency = power or times, currency or of
        rest = (rest[: match.start()] + rest[match.end() :]).strip()
    return rest, power, currency


def _multiplied(rest: str, power: int, currency: str | None) -> Meant | None:
    """`4,2` millions in single units, where that is a whole number."""
    match = re.fullmatch(_DECIMAL, rest)
    if match is None:
        return None
    units = Decimal(f"{match[1]}.{match[2] or 0}").scaleb(power)
    if units != units.to_integral_value():
        return None
    # Three decimals may be thousands: 4.200 million is 4.2 million or 4 200 million.
    return Meant(str(int(units)), len(match[2] or "") != 3, currency=currency)


def number_meant(written: str) -> Meant | None:
    """A number without what stands between its thousands.

    Sure where spaces stand between thousands, or around it, and where full stops (or commas) can stand between
    thousands only: there are several of them, or the other sign comes before a fraction.
    """
    if len(written) <= 30 and (match := re.fullmatch(_SIGNS, written.strip(" "))) is not None:
        return Meant(match[0].replace(match[1], ""), True)
    compact = re.sub(_SPACES, "", written)
    if not re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", compact) or len(compact) > 30:
        return None
    grouped = re.fullmatch(rf"-?(?:[0-9]+|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+)(?:[.,][0-9]+)?", written.strip(" "))
    return Meant(compact, grouped is not None)


def thousands_or_fraction(written: str) -> tuple[str, str] | None:
    """The two numbers that `40.000` may be: 40000 and 40, each written so that it can be no other; None for others.

    In a record it is the second. Who types it may well mean the first, so that it is better asked than guessed.
    """
    match = re.fullmatch(r"(-?[1-9][0-9]{0,2})[.,]([0-9]{3})", written.strip())
    if match is None:
        return None
    fraction = match[2].rstrip("0")
    other = f"{match[1]}.{fraction}" if fraction else match[1]
    return match[1] + match[2], f"{other}0" if len(fraction) == 3 else other
