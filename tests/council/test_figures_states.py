"""The figures of the council paper under a small strategy of its own: clauses, chapters, follow-up, what is waived."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from portfolios import World
from report_world import Figures, figures, names

STRATEGY = """\
id: prove
title: Prøvestrategi
municipality: Prøve kommune
version: "2"
adopted: 2024-06-05
language: nb
chapters: [{id: "1", title: {nb: Første, en: First}}]
clauses:
  - {id: "1a", chapter: "1", force: must, summary: {nb: Mål., en: Goals.}}
  - {id: "1b", chapter: "1", force: must, summary: {nb: Budsjett., en: Budget.}}
  - {id: "1c", chapter: "1", force: aim, summary: {nb: Plan., en: Plan.}}
  - {id: "2a", chapter: "2", force: must, summary: {nb: Status., en: Status.}}
  - {id: "2b", chapter: "2", force: aim, summary: {nb: Store., en: Large.}}
  - {id: "2c", chapter: "2", force: context, summary: {nb: Sier noe., en: Says.}, not_checked: {nb: Nei., en: No.}}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return figures(judged(World(tmp_path_factory.mktemp("punkter") / "repo")))


def judged(world: World) -> World:
    """A clause in every state there is, with demands of every severity and layer."""
    world.strategy = STRATEGY
    # 1a: breached for A, B and the partner, fulfilled for C and D.
    world.rule("project-goals", "size(project.goals) > 0", at="goals")
    world.rule("partner-goals", "size(partner.goals) > 0", at="goals", severity="warning")
    # 1b: fulfilled for A, and nobody knows for the rest.
    world.rule("project-budget", "project.budget.total > 0", clauses='["1b"]', needs="[budget.total]")
    # 1c: fulfilled for all but B, whose breach is waived.
    world.rule("project-plan", 'project.title != "Bua"', clauses='["1c"]')
    # 2a: fulfilled for the active ones, and no matter for the idea.
    world.rule("project-status", "true", clauses='["2a"]', when='project.status == "active"')
    world.rule("project-large", "true", clauses='["2b"]', when='project.status == "completed"')
    world.rule("quality-name", 'project.title != "Dokka" && params.limit == 500', severity="note", subject="project")
    unit = "responsible: {unit: Kultur}\n"
    waiver = (
        "waivers: [{rule: project-plan, reason: Venter på tilskudd, decided_by: Bystyret, case: PS 12/25, "
        "granted: 2026-01-15, until: 2027-06-30}]\n"
    )
    world.project("anna", f"budget: {{total: 5}}\n{unit}", base="title: Anna\nstatus: active\n")
    world.project("bua", waiver + unit, base="title: Bua\nstatus: active\n")
    world.project("cora", "goals: [{statement: x}]\n", base="title: Cora\nstatus: active\n")
    world.project("dokka", "goals: [{statement: x}]\nukjent: 1\n", base="title: Dokka\nstatus: idea\n")
    return world.partner("nordby")


def test_the_state_of_a_clause_is_the_worst_that_its_rules_came_to(found: Figures) -> None:
    assert {each["id"]: each["state"] for each in found["clauses"]} == {
        "1a": "breach",
        "1b": "unknown",
        "1c": "waived",
        "2a": "fulfilled",
        "2b": "not_applicable",
        "2c": "unchecked",
    }


ORDER = ("breach", "unknown", "waived", "fulfilled", "not_applicable")
REQUIRE = {"breach": "false", "waived": "false", "fulfilled": "true", "not_applicable": "true", "unknown": "true"}


@pytest.mark.parametrize(("worse", "better"), list(itertools.combinations(ORDER, 2)))
def test_of_two_outcomes_the_worse_is_the_state(world: World, worse: str, better: str) -> None:
    for outcome in (worse, better):
        needs = "[budget.total]" if outcome == "unknown" else None
        when = "false" if outcome == "not_applicable" else None
        world.rule(f"project-{outcome.replace('_', '-')}", REQUIRE[outcome], needs=needs, when=when)
    waiver = "{rule: project-waived, reason: x, decided_by: y, until: 2030-01-01}"
    world.project("havna", f"waivers: [{waiver}]\n" if "waived" in (worse, better) else "")
    assert figures(world)["clauses"][0]["state"] == worse


def test_a_clause_that_nothing_checks_says_why(found: Figures) -> None:
    assert [each["not_checked"] for each in found["clauses"]] == [None] * 5 + ["No."]


def test_the_outcomes_behind_a_state(found: Figures) -> None:
    tallies = {each["id"]: each["tally"] for each in found["clauses"]}
    assert tallies["1a"] == {"fulfilled": 2, "breach": 3, "unknown": 0, "not_applicable": 0, "waived": 0}
    assert tallies["1b"] == {"fulfilled": 1, "breach": 0, "unknown": 3, "not_applicable": 0, "waived": 0}
    assert tallies["1c"] == {"fulfilled": 3, "breach": 0, "unknown": 0, "not_applicable": 0, "waived": 1}


def test_chapters_count_the_states_of_their_clauses(found: Figures) -> None:
    told = {
        each["id"]: (each["title"], each["clauses"], {state["state"]: state["clauses"] for state in each["states"]})
        for each in found["chapters"]
    }
    assert told == {
        "1": ("First", 3, {"breach": 1, "unknown": 1, "waived": 1}),
        "2": (None, 3, {"fulfilled": 1, "not_applicable": 1, "unchecked": 1}),
    }


def test_key_figures(found: Figures) -> None:
    totals = found["totals"]
    # Two projects without goals are errors and one partner a warning; the note about Dokka is of the quality layer.
    assert (totals["errors"], totals["warnings"], totals["notes"], totals["quality"]) == (2, 1, 0, 1)
    assert (totals["unknown"], totals["waived"]) == (3, 1)
    # 2 of 1a, 1 of 1b, 3 of 1c, 3 of 2a, and 3 of the quality rule.
    assert totals["fulfilled"] == found["outcomes"]["fulfilled"] == 12


def test_follow_up_is_gathered_by_demand_the_worst_first(found: Figures) -> None:
    told = [(each["severity"], each["layer"], each["rule"], [_who(one) for one in each["affected"]])
            for each in found["follow_up"]]  # fmt: skip
    assert told == [
        ("error", "strategy", "project-goals", ["Anna", "Bua"]),
        ("error", "validity", "record-invalid", ["Dokka"]),
        ("warning", "strategy", "partner-goals", ["Nordby"]),
        ("note", "quality", "quality-name", ["Dokka"]),
    ]


def _who(affected: dict[str, Any]) -> str:
    return str(affected["record"]["name"])


def test_a_demand_says_what_is_wrong_by_which_clause_and_what_to_do(found: Figures) -> None:
    first, invalid, _, quality = found["follow_up"]
    assert (first["title"], first["messages"]) == ("Title project-goals", ["Breach of project-goals."])
    assert (first["fix"], first["clauses"]) == ("Put it right.", ["1a"])
    assert [(each["responsible"], each["findings"]) for each in first["affected"]] == [("Kultur", 1)] * 2
    assert "ukjent" in invalid["messages"][0]
    assert (invalid["clauses"], quality["clauses"]) == ([], [])
    assert first["interpretations"] == []
    assert quality["interpretations"] == ["limit"]


def test_what_is_waived_stands_apart_with_its_decision(found: Figures) -> None:
    (waived,) = found["waived"]
    assert waived == {
        "rule": "project-plan",
        "title": "Title project-plan",
        "clauses": ["1c"],
        "record": {"kind": "project", "id": "bua", "name": "Bua"},
        "message": "Breach of project-plan.",
        "reason": "Venter på tilskudd",
        "decided_by": "Bystyret",
        "case": "PS 12/25",
        "granted": "2026-01-15",
        "until": "2027-06-30",
    }


def test_gaps_and_interpretations(found: Figures) -> None:
    (gap,) = found["gaps"]
    assert (gap["path"], gap["rules"], gap["titles"]) == ("budget.total", ["project-budget"], ["Title project-budget"])
    assert names(gap["records"]) == ["Bua", "Cora", "Dokka"]
    told = {each["parameter"]: each["findings"] for each in found["interpretations"]}
    assert told == {"exchange_rates": 0, "levels": 0, "limit": 1}


def test_which_strategy_it_rests_on(found: Figures) -> None:
    strategy = found["strategy"]
    assert (strategy["id"], strategy["title"], strategy["version"]) == ("prove", "Prøvestrategi", "2")
    assert strategy["adopted"] == "2024-06-05"
    assert strategy["digest"].startswith("sha256:")
    assert (found["municipality"], found["language"], found["as_of"]) == ("Prøve kommune", "en", "2026-11-23")
    assert (found["revision"], found["changes"], found["forecast"], found["incomplete"]) == (None, None, None, False)


def test_several_breaches_in_one_record_are_one_line_with_their_number(world: World) -> None:
    world.rule("project-targets", "has(item.target)", for_each="project.goals", at="goals[item].target")
    world.project("havna", "goals: [{statement: a}, {statement: b}, {statement: c, target: 1}]\n")
    (demand,) = figures(world)["follow_up"]
    assert [(each["record"]["id"], each["findings"]) for each in demand["affected"]] == [("havna", 2)]
    assert demand["messages"] == ["Breach of project-targets."]


def test_a_breach_of_the_portfolio_has_no_record_and_nobody_responsible(world: World) -> None:
    world.rule("portfolio-few", "count < 1", among="project", where="true").project()
    (demand,) = figures(world)["follow_up"]
    (affected,) = demand["affected"]
    assert (affected["record"]["kind"], affected["record"]["id"]) == ("portfolio", None)
    assert affected["responsible"] is None


def test_a_file_that_gives_no_record_is_counted_and_followed_up(world: World) -> None:
    world.rule("project-a").project().write("data/projects/ond.yaml", "title: [\n")
    found = figures(world)
    assert found["records"] == {"partners": 0, "projects": 1, "unreadable": 1}
    assert [each["rule"] for each in found["follow_up"]] == ["record-unreadable"]
    assert found["incomplete"] is False  # it was read from the disk; what it says is no record


def test_a_waiver_that_has_ended_waives_nothing(world: World) -> None:
    world.rule("project-a", "false")
    world.project("havna", "waivers: [{rule: project-a, reason: x, decided_by: y, until: 2026-11-22}]\n")
    found = figures(world)
    assert found["waived"] == []
    assert [each["rule"] for each in found["follow_up"]] == ["project-a", "waiver-expired"]
    again = figures(world, as_of="2026-11-22")  # its last day
    assert [each["rule"] for each in again["waived"]] == ["project-a"]


def test_texts_of_the_rules_are_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    found = figures(judged(World(tmp_path / "repo")), lang="nb")
    assert (found["follow_up"][0]["messages"], found["follow_up"][0]["fix"]) == (
        ["Brudd på project-goals."],
        "Rett det.",
    )
    assert (found["clauses"][-1]["not_checked"], found["language"]) == ("Nei.", "nb")
    assert found["chapters"][0]["title"] == "Første"


@pytest.mark.parametrize(
    "term",
    ['{start: "2023", end: "2027"}', "{start: 2027-10-01, end: 2023-09-30}", "4", "[2023-10-01]", "{start: 20231001}"],
)
def test_a_term_of_another_shape_is_no_term(world: World, term: str) -> None:
    world.parameters["council_term"] = f"{{value: {term}, why: {{nb: Derfor., en: Therefore.}}}}"
    world.rule("project-a").project()
    world.partner("nordby", "visits: [{date: 2026-01-01, direction: outgoing}]\n")
    found = figures(world)
    assert (found["term"], found["partners"][0]["outgoing"]) == (None, 1)
