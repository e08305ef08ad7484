"""`intlstrat report` in a small data repo: its figures and its text, and records to hold up against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from city import City
from portfolios import CLEAN, Ran, World, run

DAY = "2026-11-23"

Figures = dict[str, Any]


def report(world: World, *arguments: str, as_of: str = DAY, lang: str = "en", exit_: int = CLEAN) -> Ran:
    """`report` in the world's folder; its exit is as it should be."""
    more = ("--rules", str(world.rules)) if isinstance(world, City) else ()
    ran = world.run("report", "--as-of", as_of, "--lang", lang, *more, *arguments)
    assert ran.exit == exit_, ran.err
    return ran


def figures(world: World, *arguments: str, as_of: str = DAY, lang: str = "en", exit_: int = CLEAN) -> Figures:
    """What `report --format json` says."""
    ran = report(world, "--format", "json", *arguments, as_of=as_of, lang=lang, exit_=exit_)
    found: Figures = json.loads(ran.out)
    return found


def schema(folder: Path) -> Any:
    """What `schema report` says."""
    ran = run(folder, "schema", "report")
    assert ran.exit == CLEAN, ran.err
    return json.loads(ran.out)


def names(records: list[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in records]


PARTNERS = {
    "aalborg": """\
name: Aalborg
country: DK
relation: sister_city
status: active
since: 1950
traditions: [{name: Julegran, since: 1960}, {name: Elevbytte}]
areas: [culture, {other: Sykkelbyer}]
agreement: {title: Vennskapsavtale, signed: 2023-11-20, valid_until: 2027-10-31}
budget: {total: 0, own_by_year: {2024: 40000, 2026: 60000}}
visits:
  - {date: 2023-09-30, direction: outgoing}
  - {date: 2023-10-01, direction: outgoing}
  - {date: 2026-11-23, direction: incoming}
  - {date: 2026-11-24, direction: incoming}
  - {date: 2025-05-17}
  - {direction: outgoing}
strategy: {principles: ["2.2"], goals: [3]}
sdgs: [{goal: 11, targets: ["11.4"]}]
responsible: {unit: Kultur og idrett}
""",
    "kotka": "name: Kotka\ncountry: FI\nrelation: sister_city\nstatus: proposed\nvisits: []\n",
    "rivne": "name: Rivne\ncountry: UA\nrelation: solidarity\nstatus: dormant\nsdgs: [{goal: 16}]\n",
    "nettverk": 'name: Nettverket\ncountry: "NO"\nrelation: network\nstatus: active\nareas: []\n',
    "gammelby": """\
name: Gammelby
country: SE
relation: sister_city
status: ended
sdgs: [{goal: 5}]
strategy: {goals: [2]}
visits: [{date: 2024-01-10, direction: incoming}]
agreement: {signed: 1999-01-01}
""",
}
PROJECTS = {
    "havna": """\
title: Havna
status: active
programme: interreg-oks
partners: [aalborg, kotka]
participants:
  - {name: Lysekils kommun, country: SE}
  - {name: Strömstads kommun, country: SE}
  - {name: Gmina Gdynia, country: PL}
  - {name: Østfold fylke, country: "NO"}
  - {name: Uten land}
period: {start: 2024-03-01, end: 2027-12-31}
budget: {currency: EUR, total: 100000, own_by_year: {2026: 1000, 2027: 2000}}
funding:
  - {source: Kommunen, kind: own, amount: 20000, status: granted}
  - {source: Interreg, kind: interreg, amount: 60000, status: granted}
  - {source: EU, kind: eu, amount: 10000, status: applied}
  - {source: Staten, kind: state, amount: 90000, status: rejected}
strategy: {goals: [1, 3]}
sdgs: [{goal: 11}, {goal: 8}]
""",
    "skolen": """\
title: Skolen
status: planned
budget: {total: 500000}
funding:
  - {source: Kommunen, kind: own, amount: 150000, status: granted}
  - {source: Fylket, kind: county, amount: 250000, status: granted}
  - {source: Sparebanken, kind: foundation, amount: 50000, status: considered}
strategy: {goals: [1]}
sdgs: [{goal: 4}]
""",
    "ideen": """\
title: Ideen
status: idea
budget: {own_by_year: {2026: 5000}}
funding: [{source: Kommunen, kind: own, amount: 70000, status: granted}]
sdgs: [{goal: 8}]
""",
    "ferdig": """\
title: Ferdig
status: completed
period: {start: 2019-01-01, end: 2020-12-31}
budget: {currency: SEK, total: 200000}
funding: [{source: Nordisk råd, kind: nordic, amount: 100000, status: granted}]
programme: {other: Egen ordning}
""",
    "pund": """\
title: Pund
status: applied
budget: {currency: GBP, total: 30000, own_by_year: {2026: 9000}}
funding: [{source: British Council, kind: foundation, amount: 5000, status: granted}]
participants: [{name: Leeds, country: GB}]
""",
    "avlyst": """\
title: Avlyst
status: cancelled
participants: [{name: Reykjavik, country: IS}]
funding: [{source: EØS, kind: eea, amount: 800000, status: granted}]
strategy: {goals: [1]}
sdgs: [{goal: 8}, {goal: 13}]
""",
    "uten": "title: Uten\nstatus: active\n",
}
"""Records that are in every status, with money in three currencies of which the strategy has a rate for two."""


def everything(city: City) -> City:
    """A city with all these records."""
    for id_, text in PARTNERS.items():
        city.write(f"data/partners/{id_}.yaml", text)
    for id_, text in PROJECTS.items():
        city.write(f"data/projects/{id_}.yaml", text)
    return city
