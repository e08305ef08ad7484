"""Rules of the shipped strategy as nac-validate and Spectral can have them: what each demands of one record.

Those that look at several records at a time, at sums, at calendars and at personal data are left out: that is in their
favour. A rule is its id, its kind, the statuses it is about, what must hold as Python, and the keys that must be there.
"""

from __future__ import annotations

from typing import NamedTuple

COMMITTED = ("applied", "planned", "active", "completed")
LIVE = ("proposed", "active")


class Demand(NamedTuple):
    id: str
    kind: str
    statuses: tuple[str, ...]
    python: str
    keys: str
    """The key, or the keys below one (`benefit.municipality`), that must be there; several with a blank between."""


def keys(id_: str, kind: str, statuses: tuple[str, ...], paths: str) -> Demand:
    holds = " and ".join(_reached(path.split(".")) for path in paths.split())
    return Demand(id_, kind, statuses, holds, paths)


def _reached(parts: list[str]) -> str:
    *above, last = parts
    return "record" + "".join(f".get({part!r}, {{}})" for part in above) + f".get({last!r}) is not None"


DEMANDS = (
    keys("project-goals", "project", COMMITTED, "goals"),
    keys("project-plan", "project", COMMITTED, "plan.description"),
    keys("project-plan-activities", "project", COMMITTED, "plan.activities"),
    keys("project-end-product", "project", COMMITTED, "plan.end_product"),
    keys("project-budget", "project", COMMITTED, "budget.total"),
    keys("project-time-limited", "project", COMMITTED, "period.start period.end"),
    keys("project-sdg", "project", COMMITTED, "sdgs"),
    keys("project-principles", "project", COMMITTED, "strategy.principles"),
    keys("project-strategy-goals", "project", COMMITTED, "strategy.goals"),
    keys("project-benefit", "project", COMMITTED, "benefit.municipality benefit.partner"),
    keys("project-external-funding", "project", COMMITTED, "funding"),
    keys("project-responsible", "project", COMMITTED, "responsible.unit"),
    keys("partner-goals", "partner", LIVE, "goals"),
    keys("partner-plan", "partner", LIVE, "plan"),
    keys("partner-budget", "partner", LIVE, "budget.total"),
    keys("partner-strategy", "partner", LIVE, "strategy.principles strategy.goals"),
    keys("partner-sdg", "partner", LIVE, "sdgs"),
    keys("partner-responsible", "partner", LIVE, "responsible.unit"),
)

EACH = (
    ("project-goals-measurable", "project", "goals", ("indicator", "target", "due")),
    ("project-sdg-contribution", "project", "sdgs", ("contribution",)),
    ("project-risk-mitigation", "project", "risk_assessment.risks", ("mitigation",)),
    ("partner-sdg-contribution", "partner", "sdgs", ("contribution",)),
)
"""Of each entry of a list, the keys that must be there."""


def python_rules() -> list[tuple[str, str, tuple[str, ...], str]]:
    """For nac-validate."""
    found = [(demand.id, demand.kind, demand.statuses, demand.python) for demand in DEMANDS]
    for id_, kind, path, wanted in EACH:
        above = "record" + "".join(f".get({part!r}, {{}})" for part in path.split(".")[:-1])
        held = " and ".join(f"item.get({key!r}) is not None" for key in wanted)
        last = path.split(".")[-1]
        found.append((id_, kind, COMMITTED + LIVE, f"all({held} for item in {above}.get({last!r}, ()))"))
    known = 'all(id in inventory.get("partners", {}) for id in record.get("partners", ()))'
    found.append(("record-reference", "project", ("idea", *COMMITTED, "cancelled"), known))
    order = '"period" not in record or record["period"]["start"] <= record["period"]["end"]'
    found.append(("quality-period-order", "project", COMMITTED, order))
    return found
