"""The shipped rules against the tables of the specification (rules.md), transcribed here row by row."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from portfolios import SHIPPED, Verdict, World, run

from intlstrat.files import ReadFailure, read_pack
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack

COMMITTED = ("applied", "planned", "active", "completed")
ASKED = ("idea", *COMMITTED)
"""Every status but cancelled."""
LIVE = ("proposed", "active")

Row = tuple[str, str, tuple[str, ...]]
"""Clauses in their order, severity, and the statuses that the rule is asked for."""

PROJECT: dict[str, Row] = {
    "project-goals": ("4f 1a", "error", COMMITTED),
    "project-goals-measurable": ("4f 1a", "warning", COMMITTED),
    "project-plan": ("4f", "error", COMMITTED),
    "project-plan-activities": ("4f", "warning", COMMITTED),
    "project-budget": ("4f", "error", COMMITTED),
    "project-time-limited": ("1f", "error", COMMITTED),
    "project-end-product": ("1f", "note", COMMITTED),
    "project-evaluation-planned": ("4g", "warning", ("planned", "active")),
    "project-evaluation": ("4g", "error", ("completed",)),
    "project-evaluation-content": ("4g", "error", ASKED),
    "project-risk-assessment": ("4h", "error", COMMITTED),
    "project-risk-mitigation": ("4h", "warning", ASKED),
    "project-sdg": ("2.1", "error", COMMITTED),
    "project-sdg-contribution": ("2.1 1b", "note", ASKED),
    "project-green-transition": ("2.1", "note", ASKED),
    "project-services": ("2.4", "warning", ASKED),
    "project-principles": ("1d", "error", COMMITTED),
    "project-strategy-goals": ("3.1 3.2 3.3 3.4", "error", COMMITTED),
    "project-benefit": ("1b 1c", "error", COMMITTED),
    "project-external-funding": ("4d", "warning", COMMITTED),
    "project-sister-city-partner": ("3.3", "note", COMMITTED),
    "project-culture-programme": ("3.4", "warning", COMMITTED),
}
PARTNER: dict[str, Row] = {
    "partner-benefit": ("1.1a 2.3 1c", "error", LIVE),
    "partner-areas": ("1.1b", "note", LIVE),
    "partner-goals": ("4f 1a", "error", LIVE),
    "partner-plan": ("4f", "error", LIVE),
    "partner-budget": ("4f", "error", LIVE),
    "partner-visits": ("4b", "warning", ("active",)),
    "partner-visits-limit": ("4b", "note", ("active",)),
    "partner-tradition-kept": ("1.2c", "error", ("proposed", "active", "dormant", "ended")),
    "partner-sustainable": ("1.2b", "note", ("active",)),
    "partner-strategy": ("2.2 3.3", "warning", LIVE),
    "partner-sdg": ("2.1", "warning", LIVE),
    "partner-risk-assessment": ("4h", "error", LIVE),
    "partner-used": ("3.3", "note", ("active",)),
}
SISTER_CITIES = {"partner-benefit", "partner-areas", "partner-visits", "partner-visits-limit", "partner-sustainable",
                 "partner-used"}  # fmt: skip
"""The rules that are asked of sister cities only."""
PORTFOLIO: dict[str, tuple[str, str, str | None]] = {
    "portfolio-nordic-neighbours": ("1.2d", "error", "params.nordic_neighbours"),
    "portfolio-single-country": ("1.2e", "error", "params.single_country_relations"),
    "portfolio-named-relations": ("1.2f", "error", "params.named_relations"),
    "portfolio-number": ("1.2a", "warning", None),
    "portfolio-strategy-goals": ("3.1 3.2 3.3 3.4", "warning", "strategy.goals"),
    "portfolio-culture-programmes": ("3.4", "warning", None),
    "portfolio-annual-frame": ("4a", "error", None),
    "portfolio-traditions-first": ("1.2c 4c", "note", None),
    "portfolio-external-share": ("4d", "note", None),
}
"""Clauses, severity, and what the rule is asked for each of."""

PARAMETERS: dict[str, tuple[Any, bool]] = {
    "council_term": ({"start": "2023-10-01", "end": "2027-09-30"}, True),
    "larger_project_total": (500_000, True),
    "evaluation_deadline_months": (6, True),
    "active_contact_levels": (["high"], True),
    "visits_each_way": (1, False),
    "visit_warning_share": (0.75, True),
    "nordic_neighbours": (["SE", "DK", "FI"], False),
    "single_country_relations": ({"GT": 1}, False),
    "named_relations": ([{"name": "Rivne", "country": "UA"}], False),
    "high_risk_countries": (["UA"], True),
    "risk_score_needs_mitigation": (9, True),
    "annual_frame": (None, False),
    "max_sister_cities": (None, False),
    "exchange_rates": ({"NOK": 1, "SEK": 1.02, "DKK": 1.55, "EUR": 11.6, "USD": 10.7}, True),
    "review_after_months": (12, True),
    "unused_partner_months": (48, True),
    "external_share": (0.5, True),
    "waiver_notice_days": (30, True),
}
"""Value (None where unset), and whether it is an interpretation."""

AREAS = ["knowledge", "technology", "culture", "preparedness", "environment", "business", "school"]
PROGRAMMES = {
    "interreg-sverige-norge": "interreg", "interreg-oks": "interreg", "interreg-nordsjoen": "interreg",
    "creative-europe": "eu", "erasmus-plus": "eu", "eea-grants": "eea", "nordic-council": "nordic", "norec": "state",
    "ministry": "state", "county": "county",
}  # fmt: skip


@cache
def pack() -> Pack:
    found = read_pack(SHIPPED)
    assert not isinstance(found, ReadFailure)
    loaded = load_pack(found, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


TABLES = {
    **{id_: row[:2] for id_, row in {**PROJECT, **PARTNER}.items()},
    **{id_: row[:2] for id_, row in PORTFOLIO.items()},
}


@pytest.mark.parametrize("id_", TABLES)
def test_a_rule_has_the_clauses_and_the_severity_of_its_row(id_: str) -> None:
    rule = pack().rule(id_)
    assert rule is not None
    clauses, severity = TABLES[id_]
    assert (rule.clauses, rule.severity.value, rule.layer.value) == (tuple(clauses.split()), severity, "strategy")
    assert rule.subject == id_.partition("-")[0]
    assert rule.path == f"{rule.subject}/{id_}.yaml"
    assert rule.waivable
    assert rule.effective_from is None


def test_the_tables_have_all_rules_of_the_strategy() -> None:
    assert {rule.id for rule in pack().rules if rule.layer.value == "strategy"} == set(TABLES)


def test_rules_of_quality_are_named_so_and_are_errors_only_for_what_cannot_be_true() -> None:
    rules = [rule for rule in pack().rules if rule.layer.value == "quality"]
    assert all(rule.id.startswith("quality-") and not rule.clauses for rule in rules)
    impossible = {
        rule.id
        for rule in rules
        if rule.id.startswith("quality-future-")
        or rule.id.endswith(("-order", "-sum"))
        or rule.id in ("quality-national-id", "quality-private-email", "quality-phone")
    }
    assert {rule.id for rule in rules if rule.severity.value == "error"} == impossible


@pytest.mark.parametrize(("id_", "for_each"), [(id_, row[2]) for id_, row in PORTFOLIO.items()])
def test_a_rule_about_the_portfolio_is_asked_for_each_of_its_row(id_: str, for_each: str | None) -> None:
    rule = pack().rule(id_)
    assert rule is not None
    assert rule.for_each == for_each
    assert (rule.group_by is not None) is (id_ == "portfolio-annual-frame")


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_the_value_of_its_row_and_is_marked_as_interpretation_or_not(name: str) -> None:
    parameter = pack().strategy.parameters[name]
    assert (parameter.value, parameter.interpretation) == PARAMETERS[name]
    assert {"nb", "en"} <= set(parameter.why)


def test_the_table_has_all_parameters() -> None:
    assert set(pack().strategy.parameters) == set(PARAMETERS)
    assert pack().strategy.parameters["exchange_rates"].date is not None


def test_the_codes_are_those_of_the_specification() -> None:
    strategy = pack().strategy
    assert sorted(code.code for code in strategy.areas) == sorted(AREAS)
    assert {code.code: code.kind for code in strategy.programmes} == PROGRAMMES
    assert [code.code for code in strategy.principles] == ["2.1", "2.2", "2.3", "2.4"]
    assert [(code.code, code.clause) for code in strategy.goals] == [
        ("1", "3.1"),
        ("2", "3.2"),
        ("3", "3.3"),
        ("4", "3.4"),
    ]


def test_every_clause_has_a_rule_or_the_reason_why_not() -> None:
    for clause in pack().strategy.clauses:
        assert (clause.not_checked is None) is bool(pack().rules_of(clause.id)), clause.id


RICH_PROJECT = """\
title: Havna
status: {status}
partners: [nordby]
period: {{start: 2020-01-01, end: 2021-01-31}}
goals: [{{statement: A}}]
plan: {{description: A}}
budget: {{total: 500000}}
risk_assessment: {{risks: [{{likelihood: 3, impact: 3}}]}}
evaluation: {{completed: 2021-05-01}}
sdgs: [{{goal: 8}}]
strategy: {{principles: ["2.1", "2.4"], goals: [3, 4]}}
"""
"""Everything that a rule asks for but the status is there."""
RICH_PARTNER = """\
name: Nordby
country: UA
relation: {relation}
status: {status}
since: 1950
traditions: [{{name: Julegran}}]
visits: []
"""


def shipped(world: World, as_of: str = "2026-11-23") -> Verdict:
    """The verdict of the shipped rules."""
    arguments = ("check", "--format", "json", "--show", "all", "--rules", str(SHIPPED), "--as-of", as_of)
    return Verdict(run(world.root, *arguments))


def asked(verdict: Verdict, rules: dict[str, Row]) -> set[str]:
    """The rules that came to anything but not applicable."""
    return {id_ for id_ in rules if set(verdict.outcomes(id_).values()) - {"not_applicable"}}


@pytest.mark.parametrize("status", ["idea", *COMMITTED, "cancelled"])
def test_each_rule_about_projects_is_asked_for_the_statuses_of_its_row(world: World, status: str) -> None:
    world.project("havna", base=RICH_PROJECT.format(status=status))
    assert asked(shipped(world), PROJECT) == {id_ for id_, (_, _, statuses) in PROJECT.items() if status in statuses}


@pytest.mark.parametrize("relation", ["sister_city", "friendship", "network"])
@pytest.mark.parametrize("status", ["proposed", "active", "dormant", "ended"])
def test_each_rule_about_partners_is_asked_for_the_statuses_and_relations_of_its_row(
    world: World, status: str, relation: str
) -> None:
    world.partner("nordby", base=RICH_PARTNER.format(status=status, relation=relation))
    wanted = {id_ for id_, (_, _, statuses) in PARTNER.items() if status in statuses}
    assert asked(shipped(world), PARTNER) == (wanted if relation == "sister_city" else wanted - SISTER_CITIES)
