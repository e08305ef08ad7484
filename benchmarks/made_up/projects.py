"""Made-up projects."""

from __future__ import annotations

import random
from datetime import date

from benchmarks.made_up import words
from benchmarks.made_up.money import money
from benchmarks.made_up.partners import Party, place
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

LENGTHS = ((36, 48, 42, 6, 24, 12), (322, 70, 60, 41, 60, 33))
"""Months that a project lasts, and how many do: as in the Interreg projects of 2021–2027."""


def title(number: int) -> str:
    """A title of its own for each number below 105 000."""
    rest, adjective = divmod(number * 7919 % 105000, len(words.ADJECTIVES))
    noun, context = divmod(rest, len(words.CONTEXTS))
    return f"{words.ADJECTIVES[adjective]} {words.NOUNS[noun]} {words.CONTEXTS[context]}"


def project(number: int, known: list[Party], chance: random.Random) -> Record:
    """A project. A committed one has all that the strategy asks of it; an idea or a cancelled one has less.

    The first ones are active and between them work with every sister city towards every goal of the strategy.
    """
    sisters = sum(party.sister for party in known[:12])
    first = number < max(sisters, 4)
    status = chance.choices(("idea", "applied", "planned", "active", "completed", "cancelled"), (10, 6, 12, 30, 35, 7))[
        0
    ]
    status = "active" if first else status
    with_ = [known[number % sisters]] if first else chance.sample(known, chance.choice((0, 1, 1, 1, 2, 2, 3)))
    record = {"title": title(number), "status": status, "summary": prose(chance, words.SUMMARIES, 1, 3)}
    start, end = period(status, chance)
    if status in ("idea", "cancelled"):
        record["areas"] = listed(chance.sample(words.AREAS, 1))
        if with_:
            record["partners"] = listed([party.id for party in with_])
        if chance.random() < 0.5:
            record["period"] = f"{{start: {start}, end: {end}}}"
            record["sdgs"] = sdgs(chance)
    else:
        aims = str(number % 4 + 1) if first else chance.choice("1234")
        record |= committed(
            status, start, end, aims, [*with_, known[0]] if aims == "3" and not first else with_, chance
        )
    if chance.random() < 0.25:
        record["documents"] = f"\n  - {{title: Avtale og vedlegg, path: docs/{number}/avtale.pdf}}"
    return record | closing(chance, slug(record["title"]))


def period(status: str, chance: random.Random) -> tuple[date, date]:
    days = round(chance.choices(*LENGTHS)[0] * 30.44)
    if status in ("idea", "applied", "planned"):
        start = later(AS_OF, chance.randint(20, 700))
    elif status == "active":
        start = later(AS_OF, -chance.randint(10, days - 40))
    else:
        start = later(AS_OF, -days - chance.randint(20, 3500))
    return start, later(start, days)


def committed(status: str, start: date, end: date, aim: str, with_: list[Party], chance: random.Random) -> Record:
    """What the strategy asks of a project that is applied for, planned, running or over."""
    culture = aim == "4"
    scheme = words.SCHEMES[chance.randint(0, 5 if culture else 8)]
    areas = {"culture"} if culture else set()
    areas |= set(chance.sample(words.AREAS, chance.randint(1, 2)))
    principles = chance.sample(("2.1", "2.2", "2.3", "2.4"), chance.randint(1, 2))
    home, away = chance.choice(words.BENEFITS)
    costs = money(status, start, end, scheme, chance)
    record = {"programme": scheme.programme, "areas": listed(sorted(areas))}
    if with_:
        record["partners"] = listed(list(dict.fromkeys(party.id for party in with_)))
    record |= participants(chance)
    record["period"] = f"{{start: {start}, end: {end}}}"
    record["goals"] = goals(chance, start, end, status == "completed")
    record["plan"] = plan(chance, start, end)
    record["budget"], record["funding"] = costs.budget, costs.funding
    if costs.larger or any(party.country == "UA" for party in with_) or chance.random() < 0.2:
        factor = chance.choice(("minors", "personal_data", "safety", "finance")) if chance.random() < 0.4 else ""
        record |= risk(chance, later(min(start, AS_OF), -chance.randint(20, 90)), factor)
    record |= evaluation(status, end, chance) if costs.larger else {}
    record["sdgs"] = sdgs(chance)
    record["strategy"] = strategy(principles, (aim,), chance)
    record["benefit"] = f"\n  municipality: {home}\n  partner: {away}"
    if "2.4" in principles:
        record["services"] = chance.choice(words.SERVICES)
    if "2.1" in principles:
        record["green_transition"] = chance.choice(words.GREEN)
    if chance.random() < 0.6:
        decided = later(min(start, AS_OF), -chance.randint(10, 90))
        record["decision"] = f"{{body: {chance.choice(words.BODIES)}, date: {decided}, case: {case(decided, chance)}}}"
    return record


def participants(chance: random.Random) -> Record:
    """Other organisations, and who of them all leads: exactly one."""
    ours = chance.choice(("lead", "partner", "associated"))
    number = chance.choice((0, 1, 2, 2, 3, 5))
    lines = ""
    for nth in range(number):
        role = "lead" if nth == 0 and ours != "lead" else chance.choice(("partner", "associated"))
        name = f"{place(chance.randrange(19200))} {chance.choice(words.ORGANISATIONS)}"
        lines += f"\n  - {{name: {name}, country: {chance.choice(words.COUNTRIES)}, role: {role}}}"
    return {"participants": lines, "municipality_role": ours} if number else {}


def evaluation(status: str, end: date, chance: random.Random) -> Record:
    if status != "completed":
        return {"evaluation": f"{{planned: {later(end, chance.randint(20, 120))}}}"}
    lines = {
        "completed": str(min(AS_OF, later(end, chance.randint(10, 150)))),
        "goal_attainment": "De fleste målene ble nådd; ett ble satt for høyt.",
        "results": chance.choice(words.SERVICES),
        "economy": "Regnskapet er godkjent, og avviket er under fem prosent.",
    }
    return {"evaluation": "".join(f"\n  {key}: {text}" for key, text in lines.items())}
