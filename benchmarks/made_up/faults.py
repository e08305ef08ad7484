"""Faults as people make them: most leave something out, some write it in a wrong way, a few break the YAML."""

from __future__ import annotations

import random

from benchmarks.made_up.parts import COMMITTED, Record

SHARE = 0.2
"""One record in five has a fault."""
LEFT_OUT = (
    "goals",
    "plan",
    "budget",
    "sdgs",
    "strategy",
    "benefit",
    "period",
    "evaluation",
    "funding",
    "risk_assessment",
)


def spoil(record: Record, chance: random.Random) -> str:
    """Puts one fault into a record, and gives its name. A fault that has no place in this record is drawn anew."""
    while True:
        name = chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]
        if FAULTS[name](record, chance):
            return name


def left_out(record: Record, chance: random.Random) -> bool:
    present = [key for key in LEFT_OUT if key in record and record["status"] in COMMITTED]
    if present:
        del record[chance.choice(present)]
    return bool(present)


def nobody_responsible(record: Record, chance: random.Random) -> bool:
    del record["responsible"]
    return True


def no_case(record: Record, chance: random.Random) -> bool:
    return changed(record, "decision", ", case: ", "} # ")


def late(record: Record, chance: random.Random) -> bool:
    if record["status"] != "active" or "period" not in record:
        return False
    record["period"] = "{start: 2021-02-01, end: 2023-12-31}"
    return True


def no_indicator(record: Record, chance: random.Random) -> bool:
    return changed(record, "goals", "\n    indicator: ", "\n    # indicator: ")


def unknown_partner(record: Record, chance: random.Random) -> bool:
    return changed(record, "partners", "]", ", nordhavn-kommune]")


def norwegian_date(record: Record, chance: random.Random) -> bool:
    record["sources"] = "\n  - {title: Avisen, date: 05.06.2026}"
    return True


def words_for_money(record: Record, chance: random.Random) -> bool:
    return changed(record, "budget", "total: ", "total: 4,2 mill # ")


def sums(record: Record, chance: random.Random) -> bool:
    return changed(record, "budget", "total: ", "total: 1")


def misspelt_key(record: Record, chance: random.Random) -> bool:
    old, new = chance.choice((("summary", "sumary"), ("responsible", "responsable"), ("sdgs", "sdg")))
    if old in record:
        record[new] = record.pop(old)
    return old in record or new in record


def misspelt_code(record: Record, chance: random.Random) -> bool:
    record["status"] = record["status"].capitalize()
    return True


def twice(record: Record, chance: random.Random) -> bool:
    record["notes"] = "Se arkivet.\nnotes: Se arkivet."
    return True


def bad_yaml(record: Record, chance: random.Random) -> bool:
    record["notes"] = chance.choice(('"Møtet ble flyttet', "Avklart: ikke ennå", "[Se arkivet", "\n\t- Se arkivet"))
    return True


def changed(record: Record, key: str, old: str, new: str) -> bool:
    found = key in record and old in record[key]
    if found:
        record[key] = record[key].replace(old, new, 1)
    return found


FAULTS = {
    fault.__name__: fault
    for fault in (
        left_out, nobody_responsible, no_case, late, no_indicator, unknown_partner, norwegian_date, words_for_money,
        sums, misspelt_key, misspelt_code, twice, bad_yaml,
    )
}  # fmt: skip
KINDS = dict(zip(FAULTS, (45, 12, 8, 6, 8, 4, 4, 3, 3, 4, 2, 1, 2), strict=True))
"""How many of a hundred faults are of each kind."""
