"""Where a finding stands: at the rule's path, at its nearest ancestor where the key is absent, and what it relates."""

from __future__ import annotations

import pytest
from portfolios import World

PATH = "data/projects/havna.yaml"
RECORD = """\
title: Havna
status: active
goals:
  - statement: Flere gjester
    due: 2026-01-01
  - indicator: Gjester
    statement: Renere vann
budget:
  currency: NOK
  lines: [{item: Lønn, amount: 5}]
plan: {description: Å bygge}
"""
"""Lines are counted from 1; the title stands on the first."""


@pytest.fixture
def havna(world: World) -> World:
    return world.project("havna", RECORD, base="")


@pytest.mark.parametrize(
    ("at", "pointer", "place"),
    [
        (None, "", (1, 1, 13)),
        ("title", "/title", (1, 1, 13)),
        ("status", "/status", (2, 1, 15)),
        ("goals", "/goals", (3, 1, 7)),
        ("goals[1]", "/goals/1", (6, 5, 23)),
        ("goals[1].statement", "/goals/1/statement", (7, 5, 27)),
        ("goals[1].due", "/goals/1/due", (6, 5, 23)),
        ("goals[7].due", "/goals/7/due", (3, 1, 7)),
        ("budget", "/budget", (8, 1, 8)),
        ("budget.total", "/budget/total", (8, 1, 8)),
        ("budget.lines", "/budget/lines", (10, 3, 35)),
        ("budget.lines[0].amount", "/budget/lines/0/amount", (10, 24, 33)),
        ("budget.own_by_year", "/budget/own_by_year", (8, 1, 8)),
        ("plan.end_product", "/plan/end_product", (11, 1, 29)),
        ("period.end", "/period/end", (1, 1, 13)),
    ],
)
def test_a_breach_stands_at_the_path_or_at_its_nearest_ancestor(
    havna: World, at: str | None, pointer: str, place: tuple[int, int, int]
) -> None:
    havna.rule("project-a", "false", at=f'"{at}"' if at else None)
    assert havna.check().place("project-a") == (PATH, pointer, *place)


def test_an_item_points_at_itself(havna: World) -> None:
    havna.rule("project-a", "false", for_each="project.goals", at="goals[item].due")
    places = [finding["location"] for finding in havna.check().findings]
    assert [(each["pointer"], each["line"], each["column"]) for each in places] == [
        ("/goals/0/due", 5, 5),
        ("/goals/1/due", 6, 5),
    ]


def test_columns_count_characters_and_not_bytes(world: World) -> None:
    world.project("havna", 'title: Havna\nstatus: active\nbudget: {"currency": NOK, total: 5} # 😀\n', base="")
    world.project("byen", 'title: Byen\nstatus: active\ndecision: {body: "Å😀é", case: x}\n', base="")
    world.rule("project-a", "false", when="has(project.decision)", at="decision.case")
    assert world.check().place("project-a") == ("data/projects/byen.yaml", "/decision/case", 3, 25, 32)


class TestAnUnknown:
    """It stands where the thing that is missing would."""

    @pytest.mark.parametrize(
        ("more", "pointer", "line"),
        [
            ({"needs": "[budget.total]"}, "/budget/total", 8),
            ({"needs": "[notes, budget.total]"}, "/notes", 1),
            ({"when": "'missing(\"period.end\") < as_of'"}, "/period/end", 1),
        ],
    )
    def test_of_a_record_stands_at_the_first_missing_path(
        self, havna: World, more: dict[str, str], pointer: str, line: int
    ) -> None:
        havna.rule("project-a", "true", at="goals", **more)
        assert havna.check().place("project-a")[1:3] == (pointer, line)

    def test_of_an_item_stands_in_the_item(self, havna: World) -> None:
        asked = 'has(item.due) || missing("goals[item].due")'
        havna.rule("project-a", asked, for_each="project.goals", at="goals")
        assert havna.check().place("project-a")[1:3] == ("/goals/1/due", 6)

    def test_for_want_of_a_parameter_stands_where_the_rule_points(self, havna: World) -> None:
        havna.rule("project-a", "params.frame > 3", at="budget.lines", needs="[params.frame]")
        verdict = havna.check()
        assert verdict.place("project-a")[1:3] == ("/budget/lines", 10)
        assert "frame" in verdict.message("project-a")


class TestAPlaceThatARuleComputes:
    """`at` may name a value: a path, or a list of them."""

    def test_the_first_path_is_the_place_and_the_rest_are_related(self, havna: World) -> None:
        havna.rule("project-a", "false", at="places", values='{places: \'["budget.lines", "goals[1].statement"]\'}')
        finding = havna.check().one("project-a")
        assert finding["location"]["pointer"] == "/budget/lines"
        assert [(each["kind"], each["id"], each["location"]["pointer"]) for each in finding["related"]] == [
            ("project", "havna", "/goals/1/statement")
        ]

    def test_one_path_is_the_place(self, havna: World) -> None:
        havna.rule("project-a", "false", at="place", values="{place: '\"plan.end_product\"'}")
        finding = havna.check().one("project-a")
        assert (finding["location"]["pointer"], finding["related"]) == ("/plan/end_product", [])

    def test_no_path_is_the_record(self, havna: World) -> None:
        havna.rule("project-a", "false", at="places", values="{places: '[]'}")
        assert havna.check().place("project-a") == (PATH, "", 1, 1, 13)

    @pytest.mark.parametrize("value", ["project.status", "'size(project.goals)'"])
    def test_a_key_of_the_record_wins_over_a_value_of_the_same_name(self, havna: World, value: str) -> None:
        havna.rule("project-a", "false", at="status", values=f"{{status: {value}}}")
        assert havna.check().place("project-a") == (PATH, "/status", 2, 1, 15)


class TestWherePartsAreLost:
    """Indexes are those of the file, also where refused items stand before."""

    GOALS = "goals: [5, {statement: A}, {statement: B, due: 2026-01-01}, {statement: C}]\n"

    def test_an_item_keeps_its_index_in_the_file(self, world: World) -> None:
        world.project("havna", self.GOALS)
        world.rule("project-a", "has(item.due)", for_each="project.goals", at="goals[item].due")
        verdict = world.check()
        assert verdict.outcomes("project-a") == {
            ("havna", 1): "breach",
            ("havna", 2): "fulfilled",
            ("havna", 3): "breach",
        }
        assert [finding["location"]["pointer"] for finding in verdict.of("project-a")] == [
            "/goals/1/due",
            "/goals/3/due",
        ]

    def test_an_unknown_item_points_at_itself(self, world: World) -> None:
        world.project("havna", self.GOALS)
        world.rule("project-a", 'has(item.due) || missing("goals[item].due")', for_each="project.goals")
        verdict = world.check()
        assert {finding["item"]: finding["location"]["pointer"] for finding in verdict.of("project-a")} == {
            1: "/goals/1/due",
            3: "/goals/3/due",
        }

    def test_the_number_in_a_message_is_the_place_in_the_file(self, world: World) -> None:
        world.project("havna", self.GOALS)
        world.rule("project-a", "has(item.due)", for_each="project.goals", message='{nb: "Mål {number}, nr. {item}"}')
        assert [finding["message"] for finding in world.check().of("project-a")] == ["Mål 2, nr. 1", "Mål 4, nr. 3"]

    def test_a_computed_path_is_turned_into_one_of_the_file(self, world: World) -> None:
        world.project("havna", "goals: [5, {statement: Ring 12345678 eller ola@gmail.com}]\n")
        world.rule("project-a", "size(personal.emails) == 0", at="places", values="{places: personal.emails}")
        assert world.check().place("project-a")[1] == "/goals/1/statement"


class TestThePortfolio:
    """A finding of the portfolio points at the first of the records that it picked."""

    def test_the_first_by_path_is_the_place_and_the_others_are_related(self, world: World) -> None:
        for name in ("c", "a", "b/b", "d"):
            world.partner(name)
        world.rule("portfolio-a", "count < 3", among="partner", where="partner.id != 'd'", at="status")
        finding = world.check().one("portfolio-a")
        assert finding["subject"] == {"kind": "portfolio", "id": None}
        assert finding["location"] == {
            "path": "data/partners/a.yaml",
            "pointer": "/status",
            **{"line": 4, "column": 1, "end_line": 4, "end_column": 15},
        }
        assert [(each["kind"], each["id"], each["location"]["path"]) for each in finding["related"]] == [
            ("partner", "b", "data/partners/b/b.yaml"),
            ("partner", "c", "data/partners/c.yaml"),
        ]

    def test_one_that_picked_nothing_has_no_place_and_comes_last(self, world: World) -> None:
        world.project("havna").rule("portfolio-a", "count > 0", among="partner").rule("project-b", "false")
        verdict = world.check()
        assert verdict.rules == ["project-b", "portfolio-a"]
        keys = ("path", "pointer", "line", "column", "end_line", "end_column")
        assert verdict.one("portfolio-a")["location"] == dict.fromkeys(keys)
        assert verdict.one("portfolio-a")["related"] == []


def test_findings_are_sorted_by_path_line_column_rule_and_item_with_validity_errors_first(world: World) -> None:
    world.project("b", "goals: [{statement: A}, {statement: B}]\nnotess: x\nnotes: y\n").partner("a")
    world.rule("project-z", "false", at="title").rule("project-a", "false", at="title")
    world.rule("project-m", "false", for_each="project.goals", at="goals")
    world.rule("project-n", "false", at="notes").rule("partner-a", "false").rule(
        "portfolio-a", "false", among="project"
    )
    found = [(each["location"]["path"], each["rule"], each["item"]) for each in world.check().findings]
    project = "data/projects/b.yaml"
    assert found == [
        ("data/partners/a.yaml", "partner-a", None),
        (project, "record-invalid", None),
        (project, "portfolio-a", None),
        (project, "project-a", None),
        (project, "project-z", None),
        (project, "project-m", 0),
        (project, "project-m", 1),
        (project, "project-n", None),
    ]


def test_the_fingerprint_stays_where_lines_and_words_change(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world.project("havna", "goals: [{statement: A}, {statement: B}]\n")
    world.rule("project-a", "false", for_each="project.goals", at="goals[item].due")
    before = [finding["fingerprint"] for finding in world.check().findings]
    other = World(tmp_path_factory.mktemp("other"))
    other.project("havna", "goals:\n  - statement: C\n  - statement: D\n", base="# Ny\n\nstatus: idea\ntitle: Annet\n")
    other.rule("project-a", "1 == 2", for_each="project.goals", at="goals[item].due", message="{nb: Nytt.}")
    assert [finding["fingerprint"] for finding in other.check().findings] == before
    assert len(set(before)) == 2
