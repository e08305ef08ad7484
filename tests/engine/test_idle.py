"""Rules that did nothing, and records that nothing was asked of, are named; no records are never green."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, NOT_CHECKED, World


def test_a_rule_is_idle_where_every_outcome_is_not_applicable_or_it_has_none(world: World) -> None:
    world.project().rule("project-used").rule("project-not", when="false")
    world.rule("project-items", for_each="project.goals").rule("partner-none")
    world.rule("portfolio-not", among="project", when="false")
    world.rule("portfolio-groups", among="project", group_by="project.areas")
    verdict = world.check()
    expected = ["partner-none", "portfolio-groups", "portfolio-not", "project-items", "project-not"]
    assert verdict.json["idle"]["rules"] == expected
    assert verdict.exit == CLEAN


@pytest.mark.parametrize("require", ["true", "false", 'missing("notes")'])
def test_a_rule_that_came_to_anything_else_is_not_idle(world: World, require: str) -> None:
    world.project("havna").project("torget", base="title: Torget\nstatus: idea\n")
    world.rule("project-a", require, when="project.status == 'active'")
    assert world.check().json["idle"]["rules"] == []


def test_a_waived_rule_is_not_idle(world: World) -> None:
    world.project("havna", "waivers: [{rule: project-a, reason: x, decided_by: y, until: 2027-01-01}]\n")
    assert world.rule("project-a", "false").check().json["idle"]["rules"] == []


def test_a_record_is_idle_where_no_rule_applied_to_it(world: World) -> None:
    world.project("havna").project("torget", base="title: Torget\nstatus: idea\n").partner("nordby")
    world.rule("project-a", when="project.status == 'active'").rule("portfolio-b", among="partner")
    assert world.check().json["idle"]["records"] == [
        {"kind": "partner", "id": "nordby"},
        {"kind": "project", "id": "torget"},
    ]


def test_what_is_selected_changes_nothing_in_what_is_idle(world: World) -> None:
    world.project("havna").rule("project-a").rule("project-b", when="false")
    expected = {"rules": ["project-b"], "records": []}
    assert world.check("--select", "project-b").json["idle"] == expected
    assert world.check("--ignore", "project-*").json["idle"] == expected


def test_with_paths_the_portfolio_is_left_out_and_is_not_idle(world: World) -> None:
    world.project("havna").project("torget", "notes: x\n")
    world.rule("portfolio-a", "false", among="project").rule("project-b", when="has(project.notes)")
    verdict = world.check("data/projects/havna.yaml")
    assert verdict.rules == []
    assert verdict.json["idle"]["rules"] == []
    assert verdict.json["idle"]["records"] == [{"kind": "project", "id": "havna"}]


@pytest.mark.parametrize("folders", [[], ["data"], ["data/partners"], ["data/projects", "data/partners/tom"]])
def test_without_records_the_exit_is_2_and_nothing_is_shown(world: World, folders: list[str]) -> None:
    world.rule("project-a")
    for folder in folders:
        (world.root / folder).mkdir(parents=True)
    ran = world.run("check", "--format", "json", "--root", ".")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err


@pytest.mark.parametrize("name", [".skjult.yaml", "notat.txt", "havna.yaml~", "havna.yaml.bak"])
def test_files_that_are_no_records_are_not_enough(world: World, name: str) -> None:
    world.rule("project-a").write(f"data/projects/{name}", "title: Havna\nstatus: active\n")
    ran = world.run("check", "--format", "json")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")


def test_a_yml_file_is_a_record(world: World) -> None:
    world.rule("project-a").write("data/projects/havna.yml", "title: Havna\nstatus: active\n")
    assert world.check().outcomes() == {("project-a", "havna"): "fulfilled"}
