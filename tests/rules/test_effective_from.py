"""A rule with `effective_from` leaves out what began before that day."""

from __future__ import annotations

import pytest
from portfolios import World


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ("period: {start: 2024-12-31}", "not_applicable"),
        ("period: {start: 2025-01-01}", "breach"),
        ("period: {start: 2025-01-02}", "breach"),
        ("period: {end: 2024-06-01}", "breach"),
        ("", "breach"),
    ],
)
def test_a_project_that_started_before_it_is_left_out(world: World, more: str, outcome: str) -> None:
    world.project("havna", more + "\n").rule("project-a", "false", effective_from="2025-01-01")
    assert world.check().outcome("project-a") == outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ("agreement: {signed: 2024-12-31}", "not_applicable"),
        ("agreement: {signed: 2025-01-01}", "breach"),
        ("agreement: {valid_until: 2024-12-31}", "breach"),
        ("since: 1950", "breach"),
    ],
)
def test_a_partner_whose_agreement_was_signed_before_it_is_left_out(world: World, more: str, outcome: str) -> None:
    world.partner("nordby", more + "\n").rule("partner-a", "false", effective_from="2025-01-01")
    assert world.check().outcome("partner-a") == outcome


def test_a_rule_about_both_kinds_asks_each_in_its_own_way(world: World) -> None:
    world.partner("nordby", "agreement: {signed: 2020-01-01}\n").partner("vestby")
    world.project("havna", "period: {start: 2020-01-01}\n").project("torget")
    world.rule("record-a", "false", subject="record", effective_from="2025-01-01")
    assert world.check().outcomes("record-a") == {
        "nordby": "not_applicable",
        "vestby": "breach",
        "havna": "not_applicable",
        "torget": "breach",
    }


def test_it_is_asked_before_what_the_rule_needs(world: World) -> None:
    world.project("havna", "period: {start: 2020-01-01}\n")
    world.rule("project-a", "project.budget.total > 0", when="project.budget.total > 0", effective_from="2025-01-01")
    assert world.check().outcomes() == {("project-a", "havna"): "not_applicable"}


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2024-12-31", "not_applicable"), ("2025-01-01", "breach"), ("2026-01-01", "breach")]
)
def test_a_rule_about_the_portfolio_begins_on_that_day(world: World, as_of: str, outcome: str) -> None:
    world.project().rule("portfolio-a", "false", among="project", effective_from="2025-01-01")
    assert world.check(as_of=as_of).outcome("portfolio-a") == outcome
