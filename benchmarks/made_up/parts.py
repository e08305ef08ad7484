"""What partners and projects have in common, each part as the YAML it is written as."""

from __future__ import annotations

import random
from datetime import date, timedelta

from benchmarks.made_up import words

AS_OF = date(2026, 11, 23)
"""The day that made-up records are as they should be."""

COMMITTED = ("proposed", "applied", "planned", "active", "completed")
"""The statuses that the strategy asks most of."""
Record = dict[str, str]
"""The keys of a record and the YAML each is written as, in order, so that a fault can be put into it."""


def slug(text: str) -> str:
    plain = text.lower().translate({**str.maketrans("öäáøü ", "oaaou-"), ord("æ"): "ae", ord("å"): "aa"})
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "-"))


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def goals(chance: random.Random, start: date, end: date, over: bool) -> str:
    text = ""
    for statement, indicator, unit in chance.sample(words.STATEMENTS, chance.choice((1, 1, 2, 2, 3, 4))):
        target = chance.randint(2, 400) * 5
        text += (
            f"\n  - statement: {statement}\n    indicator: {indicator}\n    unit: {unit}\n"
            f"    baseline: {round(target * 0.6)}\n    target: {target}\n    due: {later(end, -chance.randint(0, 20))}"
        )
        if over:
            value = round(target * chance.uniform(0.7, 1.2))
            text += f"\n    result: {{value: {value}, date: {later(end, -chance.randint(0, 15))}}}"
    return text


def plan(chance: random.Random, start: date, end: date) -> str:
    number = chance.choice((1, 2, 3, 3, 4, 5))
    days = (end - start).days // number
    text = f"\n  description: {chance.choice(words.PLANS)}\n  activities:"
    for nth, (what, deliverable) in enumerate(chance.sample(words.ACTIVITIES, number)):
        begun, ended = later(start, nth * days), later(start, nth * days + days - 1)
        done = "true" if ended <= AS_OF else "false"
        if number < 3:
            text += f"\n    - {{title: {what}, start: {begun}, end: {ended}, deliverable: {deliverable}, done: {done}}}"
        else:
            text += f"\n    - title: {what}\n      start: {begun}\n      end: {ended}\n      done: {done}"
    return text + f"\n  end_product: {chance.choice(words.PRODUCTS)}"


def risk(chance: random.Random, day: date, factor: str) -> Record:
    text = f"\n  date: {day}\n  risks:"
    for what, remedy in chance.sample(words.RISKS, chance.choice((1, 2, 2, 3))):
        text += (
            f"\n    - description: {what}\n      likelihood: {chance.randint(1, 5)}\n"
            f"      impact: {chance.randint(1, 5)}\n      mitigation: {remedy}"
        )
    return ({"risk_factors": f"[{factor}]"} if factor else {}) | {"risk_assessment": text}


def sdgs(chance: random.Random) -> str:
    text = ""
    for goal in sorted(chance.sample(tuple(words.SDG_TARGETS), chance.choice((1, 1, 2, 2, 3)))):
        targets = sorted(chance.sample(words.SDG_TARGETS[goal], chance.choice((1, 1, 2))))
        shown = ", ".join(f'"{target}"' for target in targets)
        text += f"\n  - {{goal: {goal}, targets: [{shown}], contribution: {chance.choice(words.CONTRIBUTIONS)}}}"
    return text


def strategy(principles: tuple[str, ...] | list[str], goals: tuple[str, ...], chance: random.Random) -> str:
    if chance.random() < 0.5:
        return "\n  principles:" + "".join(f'\n    - "{code}"' for code in principles) + f"\n  goals: {listed(goals)}"
    return "{principles: [" + ", ".join(f'"{code}"' for code in principles) + f"], goals: {listed(goals)}}}"


def closing(chance: random.Random, id_: str) -> Record:
    """What stands last in every record: who is responsible, where it is from, and what else there is to say."""
    unit, role = chance.choice(words.UNITS), chance.choice(words.ROLES)
    record = {"responsible": f"{{unit: {unit}, role: {role}, email: postmottak@kommunen.example}}"}
    if chance.random() < 0.4:
        day = later(AS_OF, -chance.randint(1, 900))
        record["sources"] = f"\n  - title: Omtale på nett\n    url: https://{id_}.example/om\n    date: {day}"
    if chance.random() < 0.02:
        record["notes"] = journal(chance)
    elif chance.random() < 0.4:
        record["notes"] = prose(chance, words.NOTES, 1, 3)
    return record


def journal(chance: random.Random) -> str:
    """Notes that somebody has kept from meeting to meeting: a few records are much longer than the others."""
    days = sorted(later(AS_OF, -chance.randint(10, 1200)) for _ in range(chance.randint(10, 60)))
    return "|" + "".join(f"\n  {day}: {chance.choice(words.NOTES)}" for day in days)


def listed(values: list[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(values)}]"


def case(day: date, chance: random.Random) -> str:
    return f"PS {chance.randint(2, 140)}/{day.year % 100:02}"


def prose(chance: random.Random, sentences: tuple[str, ...], least: int, most: int) -> str:
    """A folded or literal block of some sentences, or one in quotes."""
    picked = chance.sample(sentences, chance.randint(least, most))
    if len(picked) == 1:
        return f'"{picked[0]}"'
    return chance.choice((">-", ">-", "|")) + "".join(f"\n  {sentence}" for sentence in picked)
