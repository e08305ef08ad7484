"""What a made-up project costs, and who pays: the sums agree."""

from __future__ import annotations

import math
import random
from datetime import date
from typing import NamedTuple

from benchmarks.made_up.parts import AS_OF
from benchmarks.made_up.words import Scheme

RATES = {"NOK": 1.0, "SEK": 1.02, "DKK": 1.55, "EUR": 11.6}
LARGER = 500_000
"""Kroner, as in the shipped strategy: such a project is to be evaluated."""
ITEMS = ("Lønn", "Reiser og opphold", "Utstyr", "Kurs og møter", "Oversettelse og trykking")


class Money(NamedTuple):
    """The YAML of the two keys, and whether the project counts as a larger one."""

    budget: str
    funding: str
    larger: bool


def money(status: str, start: date, end: date, scheme: Scheme, chance: random.Random) -> Money:
    """Half are small; the others are as in the Interreg projects of 2021–2027, with EUR 109 000 in the middle."""
    currency = chance.choices(("NOK", "EUR", "SEK", "DKK"), (70, 20, 7, 3))[0]
    kroner = (
        chance.lognormvariate(math.log(1_260_000), 1.1) if chance.random() < 0.5 else chance.uniform(30, 450) * 1000
    )
    total = max(10, round(kroner / RATES[currency] / 1000)) * 1000
    own = round(total * chance.uniform(0.1, 0.45) / 1000) * 1000
    spaced = chance.random() < 0.3
    sources = [(scheme.name, scheme.programme, scheme.kind, total - own)]
    if own:
        sources.append(("Kommunen", "", "own", own))
    budget = f"\n  currency: {currency}\n" if currency != "NOK" or chance.random() < 0.3 else "\n"
    budget += f"  total: {amount(total, spaced)}" + (" # hele prosjektet, alle parter" if chance.random() < 0.2 else "")
    if chance.random() < 0.7:
        picked = chance.sample(ITEMS, chance.randint(2, 4))
        lines = zip(picked, shares(total, len(picked)), strict=True)
        budget += "\n  lines:" + "".join(
            f"\n    - {{item: {item}, amount: {amount(part, spaced)}}}" for item, part in lines
        )
    if own:
        years = range(start.year, end.year + 1)
        parts = zip(years, shares(own, len(years)), strict=True)
        budget += "\n  own_by_year: {" + ", ".join(f"{year}: {amount(part, spaced)}" for year, part in parts) + "}"
    granted = "applied" if status == "applied" or (status == "planned" and chance.random() < 0.3) else "granted"
    funding = "".join(source(*each, granted, spaced) for each in sources)
    return Money(budget, funding, total * RATES[currency] >= LARGER)


def source(name: str, programme: str, kind: str, part: int, status: str, spaced: bool) -> str:
    lines = [f"source: {name}", f"kind: {kind}", f"amount: {amount(part, spaced)}", f"status: {status}"]
    if programme:
        lines.insert(1, f"programme: {programme}")
    return "\n  - " + "\n    ".join(lines)


def shares(total: int, number: int) -> list[int]:
    """A total in so many parts; the first takes what is left over."""
    part = total // number // 1000 * 1000
    return [total - part * (number - 1), *[part] * (number - 1)]


def amount(value: int, spaced: bool) -> str:
    return f"{value:,}".replace(",", " ") if spaced else str(value)


def frame(records: int) -> int:
    """More than all of so many records' own money in a year."""
    return records * AS_OF.year * 1000
