"""The everyday report held against an earlier state, with what is new, mended, waived or to come."""

from __future__ import annotations

from msgspec.structs import replace
from report_builders import DIGEST, TITLE, finding, place
from report_everyday import FILES, HAVN, LOVISA, MONO, everyday

from intlstrat.findings import (
    AddedWaiver,
    Change,
    Comparison,
    Finding,
    Forecast,
    Foreseen,
    Outcome,
    RecordCounts,
    Report,
    Severity,
    StrategyRef,
    Waiver,
)

NEW_BY_DATA, NEW_BY_RULES, BY_CLOCK = (Change("new", cause) for cause in ("data", "rules", "clock"))
EXISTING = Change("existing", None)

CHANGES = {
    ("project-goals", MONO): NEW_BY_DATA,
    ("project-evaluation", MONO): NEW_BY_DATA,
    ("project-risk-mitigation", HAVN): NEW_BY_RULES,
    ("project-evaluation-planned", HAVN): NEW_BY_DATA,
}
"""What is new of the everyday report; the note on the completed project comes from the clock, the rest was there."""


def compared() -> Report:
    """The everyday report under a comparison with `origin/main`."""
    report = everyday()
    return replace(
        report, findings=tuple(_changed(one) for one in report.findings), comparison=comparison(), rules_folder="rules"
    )


def compared_until() -> Report:
    """The same, looking ahead to the summer."""
    return replace(compared(), forecast=forecast())


def nothing_new() -> Report:
    """The comparison in which all was there before, and nothing is mended."""
    report = everyday()
    old = tuple(replace(one, change=EXISTING) for one in report.findings)
    return replace(report, findings=old, comparison=replace(comparison(), fixed=(), added_waivers=()))


def comparison() -> Comparison:
    """The state before the change."""
    return Comparison(
        since="origin/main",
        commit="fedcba9876543210fedcba9876543210fedcba98",
        as_of="2026-11-20",
        strategy=StrategyRef("eksempelvik", TITLE, "2024", DIGEST),
        records=RecordCounts(3, 2, 0),
        fixed=_fixed(),
        added_waivers=_added(),
    )


def forecast() -> Forecast:
    """The waived breach, on the day after its waiver."""
    waived = next(one for one in everyday().findings if one.outcome is Outcome.WAIVED)
    coming = replace(waived, outcome=Outcome.BREACH, waiver=None)
    return Forecast("2027-08-01", (Foreseen("2027-07-01", coming),))


def _changed(one: Finding) -> Finding:
    change = BY_CLOCK if one.rule == "quality-end-missing" else CHANGES.get((one.rule, one.subject), EXISTING)
    return replace(one, change=change)


def _fixed() -> tuple[Finding, ...]:
    at = place("data/partners/lovisa.yaml", FILES["data/partners/lovisa.yaml"], "name: Lovisa", "/benefit")
    made = finding(
        "partner-benefit",
        LOVISA,
        at,
        "Det står ikke hvilken nytte kommunen har av samarbeidet.",
        "It does not say what benefit the municipality has of the cooperation.",
        clauses=("1a",),
    )
    note = finding(
        "quality-responsible-unit", LOVISA, at, "Enheten mangler.", "The unit is missing.", severity=Severity.NOTE
    )
    return tuple(replace(one, change=Change("fixed", "data")) for one in (made, note))


def _added() -> tuple[AddedWaiver, ...]:
    path = "data/projects/gronn-havn.yaml"
    at = place(path, FILES[path], "title: Grønn", "/waivers/0")
    waiver = next(one.waiver for one in everyday().findings if one.waiver is not None)
    other = Waiver("project-goals", "Målene settes på nyåret.", "Kultursjefen", "2027-01-31")
    return AddedWaiver(waiver, HAVN, at), AddedWaiver(other, MONO, replace(at, path="data/projects/mono.yaml"), True)
