"""Made-up partners."""

from __future__ import annotations

import random
from typing import NamedTuple

from benchmarks.made_up import words
from benchmarks.made_up.parts import (
    AS_OF,
    Record,
    case,
    closing,
    goals,
    later,
    listed,
    plan,
    prose,
    risk,
    sdgs,
    slug,
    strategy,
)

SISTERS = (("Aalborg", "DK"), ("Karlskoga", "SE"), ("Kotka", "FI"), ("Rivne", "UA"), ("Sololá", "GT"))
"""The strategy wants exactly one sister city in each of these, and Rivne by name."""
MORE_SISTERS = ("IS", "DE", "PL", "EE", "NL", "FR", "KE")


class Party(NamedTuple):
    """A partner that projects refer to."""

    id: str
    name: str
    country: str
    sister: bool


def parties(partners: int) -> list[Party]:
    """The partners there are among so many: the sister cities first, and never more than a dozen of those."""
    sisters = [*SISTERS, *(("", country) for country in MORE_SISTERS[: partners // 12])]
    found = []
    for number in range(partners):
        named, country = sisters[number] if number < len(sisters) else ("", words.COUNTRIES[number * 7 % 18])
        name = named or place(number)
        found.append(Party(slug(name), name, country, number < len(sisters)))
    return found


def place(number: int) -> str:
    """A place of its own for each number below 19 200."""
    rest, start = divmod(number * 7919 % 19200, len(words.PLACE_STARTS))
    middle, end = divmod(rest, len(words.PLACE_ENDS))
    return words.PLACE_STARTS[start] + words.PLACE_MIDDLES[middle] + words.PLACE_ENDS[end]


def partner(party: Party, chance: random.Random) -> Record:
    """A partner. One that is proposed or active has all that the strategy asks of it; others have less."""
    status = "active" if party.sister else chance.choices(("proposed", "active", "dormant", "ended"), (1, 5, 2, 2))[0]
    relation = chance.choices(
        ("friendship", "solidarity", "partnership", "letter_of_intent", "network"), (3, 1, 4, 1, 2)
    )
    country = '"NO"' if party.country == "NO" else party.country
    record = {
        "name": party.name,
        "country": country,
        "relation": "sister_city" if party.sister else relation[0],
        "status": status,
        "since": str(chance.randint(1946, 2019)),
    }
    if status == "proposed":
        del record["since"]
    record["summary"] = prose(chance, words.SUMMARIES, 1, 2)
    if status in ("active", "proposed"):
        record |= living(party, status, chance)
    elif chance.random() < 0.5:
        record["agreement"] = agreement(party, status, chance)
    if chance.random() < 0.5 and not party.sister:
        record["visits"] = visits(chance, chance.randint(0, 3))
    record |= closing(chance, party.id)
    return record


def living(party: Party, status: str, chance: random.Random) -> Record:
    home, away = chance.choice(words.BENEFITS)
    record = {
        "contact_level": chance.choice(("high", "medium", "low")),
        "areas": listed(chance.sample(words.AREAS, chance.randint(1, 2))),
        "benefit": f"\n  municipality: {home}\n  partner: {away}",
    }
    if party.sister:
        record["traditions"] = traditions(chance)
        record["visits"] = "\n" + visit("2024-05-17", "outgoing", chance) + visit("2025-08-22", "incoming", chance)
    if chance.random() < 0.7 and status == "active":
        record["agreement"] = agreement(party, status, chance)
    record["goals"] = goals(chance, AS_OF, later(AS_OF, chance.randint(60, 900)), False)
    record["plan"] = plan(chance, later(AS_OF, -chance.randint(30, 300)), later(AS_OF, chance.randint(60, 700)))
    total = chance.randint(0, 40) * 5000
    record["budget"] = f"\n  total: {total}"
    record["strategy"] = strategy(("2.2", "2.3"), ("1", "2"), chance)
    record["sdgs"] = sdgs(chance)
    if party.country == "UA":
        record |= risk(chance, later(AS_OF, -200), "conflict_area")
    if status == "active":
        day, verdict = later(AS_OF, -chance.randint(5, 300)), chance.choice(("continue", "continue", "adjust"))
        record["review"] = f"{{date: {day}, conclusion: {verdict}}}"
    return record


def agreement(party: Party, status: str, chance: random.Random) -> str:
    signed = later(AS_OF, -chance.randint(200, 1800))
    until = later(AS_OF, chance.randint(40, 1500) if status == "active" else -chance.randint(20, 150))
    decided = later(signed, -chance.randint(10, 60))
    return (
        f"\n  title: Avtale om samarbeid med {party.name}\n  signed: {signed}\n  valid_until: {until}\n"
        f"  decision: {{body: {chance.choice(words.BODIES)}, date: {decided}, case: {case(decided, chance)}}}"
    )


def traditions(chance: random.Random) -> str:
    name, often, what = chance.choice(words.TRADITIONS)
    return (
        f"\n  - name: {name}\n    since: {chance.randint(1950, 2010)}\n    frequency: {often}\n    description: {what}"
    )


def visits(chance: random.Random, number: int) -> str:
    days = (str(later(AS_OF, -chance.randint(10, 3000))) for _ in range(number))
    written = "".join(visit(day, chance.choice(("outgoing", "incoming")), chance) for day in days)
    return "\n" + written if written else "[]"


def visit(day: str, direction: str, chance: random.Random) -> str:
    return (
        f"  - {{date: {day}, direction: {direction}, purpose: {chance.choice(words.PURPOSES)}, "
        f"participants: {chance.randint(2, 24)}, cost: {chance.randint(4, 90)}000}}\n"
    )
