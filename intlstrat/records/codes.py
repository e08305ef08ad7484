"""Codes that records use: countries and currencies from ISO (through pycountry), the UN's goals and targets, and
the strategy's own.

Source of the 17 goals and 169 targets: the United Nations' global indicator framework (A/RES/71/313), as the two
tables in `data/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct, field

_DATA = Path(__file__).parent / "data"
_CURRENCY_WORDS = {
    "kr": "NOK", "kroner": "NOK", "norske kroner": "NOK", "svenske kroner": "SEK", "danske kroner": "DKK",
    "€": "EUR", "euro": "EUR", "$": "USD", "dollar": "USD", "£": "GBP", "pund": "GBP",
}  # fmt: skip
_COUNTRY_WORDS = {
    "uk": "GB", "england": "GB", "scotland": "GB", "skottland": "GB", "wales": "GB", "northern ireland": "GB",
    "nord-irland": "GB", "holland": "NL",
}  # fmt: skip
_SURE_CURRENCIES = frozenset({"norske kroner", "svenske kroner", "danske kroner", "€", "euro", "£"})
"""Of the words above, those that no other currency goes by; Swedish and Danish money is counted in kr too."""
_OWN_CURRENCY = frozenset({"kr", "kroner"})
_CONGO = (("CD", "Kinshasa"), ("CG", "Brazzaville"))
_KOREA = (("KP", "Pyongyang"), ("KR", "Seoul"))
_VIRGIN_ISLANDS = (("VG", "Road Town"), ("VI", "Charlotte Amalie"))
_SAINT_MARTIN = (("MF", "Marigot"), ("SX", "Philipsburg"))
_EITHER_COUNTRY = {
    "congo": _CONGO, "kongo": _CONGO, "korea": _KOREA, "virgin islands": _VIRGIN_ISLANDS,
    "jomfruøyene": _VIRGIN_ISLANDS, "jomfruøyane": _VIRGIN_ISLANDS, "saint martin": _SAINT_MARTIN,
    "st. martin": _SAINT_MARTIN, "sankt martin": _SAINT_MARTIN,
}  # fmt: skip
"""Short names that two countries go by, each of these with its capital; ISO gives some of them to one of the two."""
# A wrong country is worse than none, so a name must be nearly right, and a code quite.
_NEARLY = 0.8


class StrategyCodes(Struct, frozen=True):
    """The codes that the strategy defines, by kind (`areas`, `programmes`, `principles`, `goals`, `relations`)."""

    by_kind: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, kind: str) -> frozenset[str] | None:
        """The codes of one kind; None where the strategy does not define that kind."""
        return self.by_kind.get(kind)


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2, in upper case."""
    import pycountry

    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217, in upper case."""
    import pycountry

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def countries_meant(word: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """The two countries, each a code with its capital, that go by the same short name; None for any other word."""
    return _EITHER_COUNTRY.get(" ".join(re.split(r"[\s-]+", word.casefold().strip())))


def country_meant(word: str) -> str | None:
    """The alpha-2 code that a name (English, Norwegian), an alpha-3 code or a code in lower case stands for.

    None for a short name that two countries go by.
    """
    from intlstrat.suggest import closest

    if word.upper() in country_codes():
        return word.upper()
    if countries_meant(word) is not None:
        return None
    names = _country_names()
    name = closest(word, names, _NEARLY if len(word) > 3 else 1)
    return names[name] if name else None


def is_country_name(word: str) -> bool:
    """Whether a word is a country's name or code but for case, spaces and hyphens, and so not only like one."""
    from intlstrat.suggest import closest

    return word.upper() in country_codes() or closest(word, _country_names(), 1) is not None


def is_currency_name(word: str) -> bool:
    """Whether a word is the name or code of one currency, whatever its case, and so not only like one."""
    import pycountry

    plain = word.casefold().strip(" .,-")
    if plain in _CURRENCY_WORDS:
        return plain in _SURE_CURRENCIES
    named = [currency for currency in pycountry.currencies if currency.name.casefold() == plain]
    return word.upper() in currency_codes() or len(named) == 1


def country_named(word: str) -> str | None:
    """The code of the country that a word names for certain: its code in any case, or one of its names in full."""
    folded = word.casefold()
    if word.upper() in country_codes():
        return word.upper()
    found = {code for name, code in _country_names().items() if name.casefold() == folded}
    return found.pop() if len(found) == 1 else None


def currency_named(word: str) -> str | None:
    """The code of the currency that a word names for certain: its code in any case, or a common sign or name.

    `kr` and `kroner` are the municipality's own money here; dollars and pounds are the money of many countries.
    """
    if word.upper() in currency_codes():
        return word.upper()
    plain = word.casefold().strip(" .,-")
    return _CURRENCY_WORDS[plain] if plain in _SURE_CURRENCIES | _OWN_CURRENCY else None


@cache
def _country_names() -> Mapping[str, str]:
    """Names in Norwegian and English, and alpha-3 codes: each with its alpha-2 code."""
    import gettext

    import pycountry

    names = dict(_COUNTRY_WORDS)
    for language in ("nb_NO", "nn"):
        translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
        names |= {translation.gettext(country.name): country.alpha_2 for country in pycountry.countries}
    for country in pycountry.countries:
        names |= {country.name: country.alpha_2, country.alpha_3: country.alpha_2}
        if common := getattr(country, "common_name", None):
            names[common] = country.alpha_2
    return {name: code for name, code in names.items() if countries_meant(name) is None}


def currency_meant(word: str) -> str | None:
    """The ISO 4217 code that a sign, a name (English) or a code in lower case stands for."""
    import pycountry

    from intlstrat.suggest import closest

    if word.casefold().strip(" .,-") in _CURRENCY_WORDS:
        return _CURRENCY_WORDS[word.casefold().strip(" .,-")]
    if word.upper() in currency_codes():
        return word.upper()
    names = {currency.name: currency.alpha_3 for currency in pycountry.currencies}
    name = closest(word, names, _NEARLY)
    return names[name] if name else closest(word, currency_codes(), _NEARLY)


@cache
def sdg_targets() -> tuple[str, ...]:
    """The 169 targets, in the UN's order."""
    return tuple((_DATA / "sdg_targets.txt").read_text(encoding="ascii").split())


@cache
def sdg_goals() -> Mapping[int, str]:
    """The 17 goals: number → Norwegian name."""
    lines = (_DATA / "sdg_goals.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {int(number): name for number, name, *_ in (line.split("\t") for line in lines)}
