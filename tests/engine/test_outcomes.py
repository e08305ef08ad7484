"""What a rule comes to: the five outcomes, the three layers, and what is asked first."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, FINDINGS, World

WAIVER = "waivers: [{rule: project-a, reason: Vedtatt, decided_by: Formannskapet, until: 2027-01-01}]\n"


@pytest.mark.parametrize(
    ("require", "more", "outcome", "severity", "exit_"),
    [
        ("true", "", "fulfilled", None, CLEAN),
        ("false", "", "breach", "warning", CLEAN),
        ('missing("notes")', "", "unknown", "note", CLEAN),
        ("false", WAIVER, "waived", "warning", CLEAN),
    ],
)
def test_a_rule_comes_to_one_outcome(
    world: World, require: str, more: str, outcome: str, severity: str | None, exit_: int
) -> None:
    world.project("havna", more).rule("project-a", require, severity="warning")
    verdict = world.check()
    assert verdict.outcomes() == {("project-a", "havna"): outcome}
    assert [finding["severity"] for finding in verdict.findings] == ([severity] if severity else [])
    assert verdict.json["summary"]["outcomes"] == {**NONE, outcome: 1}
    assert verdict.exit == exit_


NONE = {"fulfilled": 0, "breach": 0, "unknown": 0, "not_applicable": 0, "waived": 0}


def test_a_rule_whose_condition_is_false_does_not_apply(world: World) -> None:
    world.project().rule("project-a", "false", when="project.status == 'idea'")
    verdict = world.check()
    assert verdict.outcomes() == {("project-a", "havna"): "not_applicable"}
    assert verdict.findings == []


def test_only_a_breach_counts_for_the_exit_and_by_its_severity(world: World) -> None:
    world.project()
    world.rule("project-error", "false", severity="error")
    world.rule("project-warning", "false", severity="warning")
    world.rule("project-note", "false", severity="note")
    world.rule("project-unknown", 'missing("notes")', severity="error")
    verdict = world.check()
    assert verdict.json["summary"]["findings"] == {"error": 1, "warning": 1, "note": 2}
    assert verdict.exit == FINDINGS
    assert world.check("--select", "project-warning").exit == CLEAN
    assert world.check("--select", "project-unknown").exit == CLEAN
    assert world.check("--select", "project-unknown", "--fail-on", "note").exit == FINDINGS


def test_each_finding_says_the_layer_that_it_comes_from(world: World) -> None:
    world.project("havna", "titel: Havna\n")
    world.rule("project-a", "false", clauses='["1b", "1a"]').rule("quality-b", "false", severity="note")
    layers = {finding["rule"]: (finding["layer"], finding["clauses"]) for finding in world.check().findings}
    assert layers == {
        "record-invalid": ("validity", []),
        "project-a": ("strategy", ["1b", "1a"]),
        "quality-b": ("quality", []),
    }


def test_the_validity_layer_is_no_outcome_of_a_rule(world: World) -> None:
    world.project("havna", "titel: Havna\n").rule("project-a", "true")
    verdict = world.check()
    assert verdict.json["summary"]["outcomes"] == {**NONE, "fulfilled": 1}
    assert verdict.json["summary"]["findings"] == {"error": 1, "warning": 0, "note": 0}


def test_the_outcomes_of_each_clause_are_counted_in_the_order_of_the_strategy(world: World) -> None:
    world.project("en").project("to", "notes: x\n")
    world.rule("project-a", "has(project.notes)", clauses='["1b", "1a"]').rule("project-b", 'missing("notes")')
    world.rule("quality-c", "false")
    assert world.check().json["clauses"] == [
        {"id": "1a", **NONE, "fulfilled": 1, "breach": 1, "unknown": 2},
        {"id": "1b", **NONE, "fulfilled": 1, "breach": 1},
        {"id": "2", **NONE},
    ]


def test_a_rule_about_partners_is_asked_of_partners_only(world: World) -> None:
    world.project("havna").partner("nordby")
    world.rule("project-a").rule("partner-b").rule("record-c", subject="record")
    assert set(world.check().outcomes()) == {
        ("project-a", "havna"),
        ("partner-b", "nordby"),
        ("record-c", "havna"),
        ("record-c", "nordby"),
    }


def test_outcomes_come_by_rule_then_kind_then_id(world: World) -> None:
    world.project("en/vika").project("to/havna").partner("nordby")
    world.rule("project-d").rule("partner-b").rule("record-c", subject="record").rule("portfolio-e", among="project")
    found = [(each["rule"], each["subject"]["id"]) for each in world.check().json["outcomes"]]
    assert found == [
        ("partner-b", "nordby"),
        ("portfolio-e", None),
        *(("project-d", id_) for id_ in ("havna", "vika")),
        *(("record-c", id_) for id_ in ("nordby", "havna", "vika")),
    ]


def test_a_record_knows_its_id_and_kind(world: World) -> None:
    world.project("havna").partner("nordby")
    world.rule("record-a", 'record.id == "havna" && record.kind == "project"', subject="record")
    assert world.check().outcomes("record-a") == {"havna": "fulfilled", "nordby": "breach"}


class TestWhatIsAskedFirst:
    """`when`, then `needs`, then the items."""

    @pytest.mark.parametrize(
        ("when", "outcome"),
        [("false", "not_applicable"), ("true", "unknown"), ('missing("summary")', "unknown")],
    )
    def test_when_is_asked_before_needs(self, world: World, when: str, outcome: str) -> None:
        world.project().rule("project-a", "false", when=f"'{when}'", needs="[budget.total]")
        assert world.check().outcome("project-a") == outcome

    def test_an_undecided_condition_waits_for_what_it_lacks(self, world: World) -> None:
        world.project().rule("project-a", "false", when="'missing(\"summary\")'", needs="[budget.total]")
        assert "summary is not recorded" in world.check().message("project-a").replace("«", "").replace("»", "")

    def test_needs_is_asked_before_require(self, world: World) -> None:
        world.project().rule("project-a", "project.budget.total > 0", needs="[budget.total, notes]")
        message = world.check().message("project-a")
        assert "budget.total" in message
        assert "notes" in message

    def test_needs_is_asked_before_the_items(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A}, {statement: B}]\n")
        world.rule("project-a", "false", for_each="project.goals", needs="[notes]")
        assert world.check().outcomes("project-a") == {"havna": "unknown"}

    def test_when_is_asked_once_for_the_record_and_not_for_each_item(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A}, {statement: B}]\n")
        world.rule("project-a", "false", for_each="project.goals", when="false")
        assert world.check().outcomes("project-a") == {"havna": "not_applicable"}

    @pytest.mark.parametrize(
        ("need", "value", "outcome"),
        [
            ("goals", "goals: []", "unknown"),
            ("goals", "goals: [{statement: A}]", "fulfilled"),
            ("goals[0].due", "goals: [{statement: A}]", "unknown"),
            ("goals[0].due", "goals: [{statement: A, due: 2026-01-01}]", "fulfilled"),
            ("budget.total", "budget: {currency: NOK}", "unknown"),
            ("budget.total", "budget: {total: 0}", "fulfilled"),
            ("budget.currency", "budget: {total: 0}", "fulfilled"),
            ("budget.own_by_year", "budget: {own_by_year: {2025: 1}}", "fulfilled"),
            ("notes", "notes:", "unknown"),
        ],
    )
    def test_a_path_that_is_unset_makes_the_rule_unknown(
        self, world: World, need: str, value: str, outcome: str
    ) -> None:
        world.project("havna", value).rule("project-a", "true", needs=f'["{need}"]')
        assert world.check().outcome("project-a") == outcome


class TestItems:
    """A rule with `for_each` holds or not for every item."""

    def test_over_an_empty_list_there_is_no_outcome(self, world: World) -> None:
        world.project("havna").project("torget", "goals: [{statement: A}]\n")
        world.rule("project-a", "true", for_each="project.goals")
        assert world.check().outcomes() == {("project-a", "torget", 0): "fulfilled"}

    def test_the_item_of_a_records_list_is_its_index_from_0(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A}, {statement: B, due: 2026-01-01}, {statement: C}]\n")
        world.rule("project-a", "has(item.due)", for_each="project.goals")
        verdict = world.check()
        assert verdict.outcomes("project-a") == {
            ("havna", 0): "breach",
            ("havna", 1): "fulfilled",
            ("havna", 2): "breach",
        }
        assert [finding["item"] for finding in verdict.findings] == [0, 2]

    def test_the_items_come_in_the_order_of_the_list_also_past_nine(self, world: World) -> None:
        goals = "".join(f"  - {{statement: Mål {number}}}\n" for number in range(12))
        world.project("havna", f"goals:\n{goals}").rule("project-a", "false", for_each="project.goals", at="goals")
        assert [finding["item"] for finding in world.check().findings] == list(range(12))

    def test_one_item_that_cannot_be_judged_leaves_the_others_as_they_are(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A, target: 1}, {statement: B}, {statement: C, target: 9}]\n")
        asked = 'has(item.target) ? item.target < 5.0 : missing("goals[item].target")'
        world.rule("project-a", asked, for_each="project.goals", at="goals[item]")
        verdict = world.check()
        assert verdict.outcomes("project-a") == {
            ("havna", 0): "fulfilled",
            ("havna", 1): "unknown",
            ("havna", 2): "breach",
        }
        assert "goals[1].target" in verdict.of("project-a")[0]["message"]

    def test_an_item_that_is_no_index_is_its_text(self, world: World) -> None:
        world.project("havna", "areas: [culture, {other: Fiske}]\n")
        world.rule("project-a", "item == 'Fiske'", for_each="project.areas.filter(area, true)")
        assert world.check().outcomes("project-a") == {("havna", "culture"): "breach", ("havna", "Fiske"): "fulfilled"}

    def test_items_that_are_texts_come_in_the_order_of_the_alphabet(self, world: World) -> None:
        world.project("havna", "areas: [{other: Torg}, {other: Fiske}]\n")
        world.rule("project-a", for_each="project.areas.filter(area, true)")
        assert [each["item"] for each in world.check().json["outcomes"]] == ["Fiske", "Torg"]

    def test_an_item_of_a_plain_list_of_texts_is_an_index_too(self, world: World) -> None:
        world.project("havna", "areas: [culture, {other: Fiske}]\n")
        world.rule("project-a", "item == 'Fiske'", for_each="project.areas")
        assert world.check().outcomes("project-a") == {("havna", 0): "breach", ("havna", 1): "fulfilled"}

    def test_an_item_that_stands_twice_in_a_computed_list_is_one(self, world: World) -> None:
        world.project("havna", "areas: [culture, culture]\n").parameter("twice", "[SE, DK, SE]")
        world.rule("project-a", "false", for_each="project.areas.filter(area, true)")
        world.rule("portfolio-b", "false", among="project", for_each="params.twice", where="item == 'DK'")
        verdict = world.check()
        assert verdict.outcomes("project-a") == {("havna", "culture"): "breach"}
        assert verdict.outcomes("portfolio-b") == {(None, "SE"): "breach", (None, "DK"): "breach"}
        assert verdict.json["summary"]["outcomes"]["breach"] == len(verdict.findings) == 3

    def test_the_keys_of_a_map_are_items_each_with_its_own_verdict_and_texts(self, world: World) -> None:
        years = ", ".join(f"{year}: {year - 2000}" for year in range(2015, 2030))
        world.project("havna", f"budget: {{own_by_year: {{{years}}}}}\n")
        world.rule(
            "project-a",
            "project.budget.own_by_year[item] < 20",
            for_each="project.budget.own_by_year.map(year, year)",
            values="{year: string(item), own: 'project.budget.own_by_year[item]'}",
            message='{nb: "{year} {own}"}',
        )
        verdict = world.check()
        assert verdict.outcomes("project-a") == {
            ("havna", str(year)): "fulfilled" if year < 2020 else "breach" for year in range(2015, 2030)
        }
        assert {finding["item"]: finding["message"] for finding in verdict.findings} == {
            str(year): f"{year} {year - 2000}" for year in range(2020, 2030)
        }
