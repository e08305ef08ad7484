"""What people write, in the form that a record has, where there is no doubt about what they mean."""

from __future__ import annotations

import re
from functools import cache

from intlstrat.language import LANGUAGES, Language
from intlstrat.records import codes
from intlstrat.records.fields import Field

_SPACES = re.compile("[ \u00a0\u202f]")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")
_WORDED = re.compile(r"([0-9]{1,2})\.? ?([^\W\d_]+)\.? ([0-9]{4})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_CURRENCY = re.compile(r"^(?:nok|kr\.?) ?|(?: ?(?:kr\.?|kroner|nok)|,-)$", re.IGNORECASE)
_WITH_UNIT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))? ?([a-z]+)\.?", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("tusen", "thousand"), 3),
    **dict.fromkeys(("mill", "million", "millioner", "millionar", "millions"), 6),
    **dict.fromkeys(("mrd", "milliard", "milliarder", "milliardar", "billion"), 9),
}
"""How many zeros a word stands for."""
_LONGEST = 40
"""Longer texts are no amount that anybody means."""
_YES = ("ja", "j", "yes", "y", "true", "sann", "1")
_NO = ("nei", "n", "no", "false", "usann", "0")


def meant(field: Field, text: str) -> str:
    """The text in the form of the field's type; as it stands, where it is in that form or its meaning is in doubt."""
    text = text.strip()
    match field.type:
        case "date":
            return _date(text)
        case "amount":
            return _amount(text)
        case "number":
            return _number(text)
        case "boolean":
            word = text.casefold()
            return "true" if word in _YES else "false" if word in _NO else text
        case "country":
            return codes.country_named(text) or text
        case "currency":
            return codes.currency_named(text) or text
        case "sdg_target":
            return text.replace(",", ".").casefold()
        case _:
            return text


def _date(text: str) -> str:
    day: tuple[str, str, str] | None = None
    if (match := _DAY_FIRST.fullmatch(text)) is not None:
        day = (match[3], match[2], match[1])
    elif (match := _YEAR_FIRST.fullmatch(text)) is not None:
        day = (match[1], match[2], match[3])
    elif (match := _WORDED.fullmatch(text)) is not None and match[2].casefold() in _months():
        day = (match[3], str(_months()[match[2].casefold()]), match[1])
    return text if day is None else f"{day[0]}-{int(day[1]):02}-{int(day[2]):02}"


@cache
def _months() -> dict[str, int]:
    """The names of the months in every language, whole and in three letters."""
    names: dict[str, int] = {}
    for code in LANGUAGES:
        for month in range(1, 13):
            name = Language(code).date(f"2024-{month:02}-01").split()[1].casefold()
            names |= {name: month, name[:3]: month}
    return names


def _amount(text: str) -> str:
    """Figures only, from `350 000 kr`, `4.200.000` or `1,2 mill.`; a decimal without such a word is in doubt."""
    if len(text) > _LONGEST:
        return text
    bare = _CURRENCY.sub("", text).strip()
    joined = re.sub("(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))", "", bare)
    if joined.isascii() and joined.isdigit():
        return joined
    if _GROUPED.fullmatch(joined):
        return re.sub(r"\D", "", joined)
    match = _WITH_UNIT.fullmatch(joined)
    zeros = _UNITS.get(match[3].casefold()) if match is not None else None
    if match is None or zeros is None or len(match[2] or "") > zeros:
        return text
    return str(int(match[1] + (match[2] or "").ljust(zeros, "0")))


def _number(text: str) -> str:
    compact = _SPACES.sub("", text).replace("−", "-")
    return compact.replace(",", ".") if re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", compact) else text
