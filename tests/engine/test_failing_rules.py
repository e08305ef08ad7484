"""A rule that fails while it runs: it names the record, hides nothing else, and makes the exit 2."""

from __future__ import annotations

import json

import pytest
from portfolios import NOT_CHECKED, World

MANY = "goals:\n" + "".join(f"  - {{statement: Mål {number}}}\n" for number in range(120))


@pytest.mark.parametrize(
    ("require", "words"),
    [
        ("project.budget.total > 0", "it uses “budget” without asking whether it is there"),
        ("project.budget.own_by_year[2024] > 0 || project.title == 'x'", "budget"),
        ("project.goals[3].statement == 'A'", "failed here"),
        ("add_months(project.title, 1) < as_of", "failed here"),
        ("days_between(project.title, as_of) > 0", "failed here"),
        ("int(project.title) > 3", "failed here"),
        ("1 / size(project.goals) > 0", "failed here"),
        ('has(project.title) ? project.title : missing("notes")', "neither true nor false"),
    ],
)
def test_a_failure_is_a_finding_that_names_the_record_and_the_rule(world: World, require: str, words: str) -> None:
    world.project().rule("project-a", require)
    verdict = world.check()
    finding = verdict.one("rule-failed")
    assert (finding["layer"], finding["severity"], finding["clauses"]) == ("validity", "error", [])
    assert finding["subject"] == {"kind": "project", "id": "havna"}
    assert finding["location"]["path"] == "data/projects/havna.yaml"
    assert "project-a" in finding["message"]
    assert words in finding["message"]
    assert "project/project-a.yaml" in finding["fix"]
    assert verdict.outcomes() == {}
    assert verdict.exit == NOT_CHECKED


def test_it_lets_every_other_rule_and_record_finish(world: World) -> None:
    world.project("havna").project("torget", "budget: {total: 5}\n")
    world.rule("project-a", "project.budget.total > 9").rule("project-b", "false").rule("project-c")
    world.rule("portfolio-d", "count == 2", among="project")
    verdict = world.check()
    assert verdict.outcomes() == {
        ("project-a", "torget"): "breach",
        ("project-b", "havna"): "breach",
        ("project-b", "torget"): "breach",
        ("project-c", "havna"): "fulfilled",
        ("project-c", "torget"): "fulfilled",
        ("portfolio-d", None): "fulfilled",
    }
    assert verdict.one("rule-failed")["subject"]["id"] == "havna"
    assert verdict.exit == NOT_CHECKED


def test_each_record_on_which_it_fails_is_named(world: World) -> None:
    world.project("havna").project("torget").rule("project-a", "project.budget.total > 9")
    assert [finding["subject"]["id"] for finding in world.check().of("rule-failed")] == ["havna", "torget"]


def test_a_rule_that_takes_too_many_steps_has_failed(world: World) -> None:
    world.project("havna", MANY).project("torget")
    world.rule("project-a", "project.goals.all(g, project.goals.all(h, g.statement != '' && h.statement != ''))")
    world.rule("project-b")
    verdict = world.check()
    assert "too many steps" in verdict.message("rule-failed")
    assert verdict.outcomes("project-a") == {"torget": "fulfilled"}
    assert set(verdict.outcomes("project-b").values()) == {"fulfilled"}
    assert verdict.exit == NOT_CHECKED


@pytest.mark.parametrize("part", ["when", "for_each"])
def test_it_may_fail_in_any_part(world: World, part: str) -> None:
    expression = "project.budget.total > 0" if part == "when" else "project.plan.activities"
    world.project().rule("project-a", "true", **{part: json.dumps(expression)})
    assert world.check().one("rule-failed")["subject"]["id"] == "havna"


def test_a_value_of_the_message_that_fails_is_a_failure_too(world: World) -> None:
    world.project("havna").project("torget", "budget: {total: 5}\n")
    world.rule("project-a", "false", values="{total: project.budget.total}", message='{nb: "Bare {total}."}')
    verdict = world.check()
    assert verdict.one("rule-failed")["subject"]["id"] == "havna"
    assert verdict.message("project-a") == "Bare 5."


def test_a_rule_that_fails_on_several_items_is_told_once_and_judges_the_others(world: World) -> None:
    world.project("havna", "goals: [{statement: A}, {statement: B, target: 2}, {statement: C}]\n")
    world.rule("project-a", "item.target > 3.0", for_each="project.goals")
    verdict = world.check()
    assert len(verdict.of("rule-failed")) == 1
    assert verdict.outcomes("project-a") == {("havna", 1): "breach"}


class TestThePortfolio:
    def test_a_failure_names_the_record_that_it_failed_on(self, world: World) -> None:
        world.project("havna").project("torget", "budget: {total: 5}\n").rule("project-b")
        world.rule("portfolio-a", "count > 0", among="project", where="project.budget.total > 0")
        verdict = world.check()
        finding = verdict.one("rule-failed")
        assert finding["subject"] == {"kind": "portfolio", "id": None}
        assert finding["location"]["path"] == "data/projects/havna.yaml"
        assert verdict.outcomes("project-b") == {"havna": "fulfilled", "torget": "fulfilled"}
        assert verdict.exit == NOT_CHECKED

    @pytest.mark.parametrize(
        "more",
        [
            {"measures": '{m: {sum: "project.budget.total"}}'},
            {"group_by": "project.programme"},
            {"for_each": "params.countries", "measures": '{m: {max: "project.budget.total"}}'},
            {"values": "{x: '1 / (count - 1)'}", "require": "false"},
            {"when": "'1 / 0 > 0'"},
        ],
    )
    def test_it_may_fail_in_any_part(self, world: World, more: dict[str, str]) -> None:
        world.project("havna").rule("project-b")
        world.rule("portfolio-a", **{"require": "true", "among": "project", **more})
        verdict = world.check()
        assert len(verdict.of("rule-failed")) == 1
        assert verdict.outcome("project-b") == "fulfilled"
        assert verdict.exit == NOT_CHECKED

    @pytest.mark.parametrize("first", ["havna", "torget"])
    def test_a_record_without_the_key_of_its_group_is_told_wherever_it_stands(self, world: World, first: str) -> None:
        for name in ("havna", "torget"):
            world.project(name, "" if name == first else "programme: norec\n")
        world.rule("portfolio-a", "true", among="project", group_by="project.programme")
        verdict = world.check()
        assert verdict.one("rule-failed")["location"]["path"] == f"data/projects/{first}.yaml"
        assert verdict.outcomes("portfolio-a") == {(None, "norec"): "fulfilled"}

    def test_a_failure_for_one_item_leaves_the_others(self, world: World) -> None:
        world.partner("nordby").project("havna")
        world.rule(
            "portfolio-a", "true", among="partner", for_each="params.countries",
            where="partner.country == item && partner.agreement.title == 'x'",
        )  # fmt: skip
        verdict = world.check()
        assert len(verdict.of("rule-failed")) == 1
        assert verdict.outcomes("portfolio-a") == {(None, "SE"): "fulfilled"}


def test_a_rule_that_failed_is_no_idle_rule(world: World) -> None:
    world.project().rule("project-a", "project.budget.total > 0")
    assert world.check().json["idle"]["rules"] == []


def test_the_words_of_a_failure_hold_no_personal_data(world: World) -> None:
    world.project("havna", "notes: kari@hotmail.com\n").rule("project-a", "int(project.notes) > 3")
    assert "kari@" not in world.check().text
