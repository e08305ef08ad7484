"""Which finding of now is which of then: items that move, are edited, or are named otherwise."""

from __future__ import annotations

import pytest
from comparing import GOALS, TARGETS, change, compared, pack_of, told
from portfolios import rule

HAVNA = "data/projects/havna.yaml"
ITEMS = pack_of(TARGETS)


def goals(*items: str, more: str = "") -> dict[str, str]:
    return {HAVNA: f"title: Havna\nstatus: active\n{more}goals: [{', '.join(items)}]\n"}


def new(then: dict[str, str], now: dict[str, str], pack: object = ITEMS) -> list[int | str | None]:
    """The items of now that are new."""
    found = compared(then, now, pack)  # type: ignore[arg-type]
    return [each.item for each in found.report.findings if change(each)[0] == "new"]


def gone(then: dict[str, str], now: dict[str, str], pack: object = ITEMS) -> list[int | str | None]:
    """The items of then whose findings are gone."""
    comparison = compared(then, now, pack).report.comparison  # type: ignore[arg-type]
    assert comparison is not None
    return [each.item for each in comparison.fixed]


A, B, C, OK = "{statement: A}", "{statement: B}", "{statement: C}", "{statement: D, target: 1}"


class TestAnItemOfAList:
    def test_is_known_wherever_it_stands(self) -> None:
        assert new(goals(A, B), goals(C, B, A)) == [0]
        assert new(goals(A, B), goals(OK, A, B)) == []
        assert gone(goals(A, B), goals(OK, A, B)) == []

    def test_that_went_is_the_one_that_is_gone(self) -> None:
        assert gone(goals(A, B, C), goals(A, C)) == [1]
        assert new(goals(A, B, C), goals(A, C)) == []

    def test_that_stands_there_twice_counts_twice(self) -> None:
        assert new(goals(A), goals(A, A)) == [1]
        assert gone(goals(A, A), goals(A)) == [1]
        assert new(goals(A, A), goals(A, A)) == []

    def test_that_is_edited_in_its_place_is_the_same(self) -> None:
        assert new(goals(A), goals(B)) == []
        assert gone(goals(A), goals(B)) == []

    def test_keys_in_another_order_are_the_same_item(self) -> None:
        then = goals("{statement: A, indicator: M}")
        assert new(then, goals(C, "{indicator: M, statement: A}")) == [0]

    def test_letters_beyond_ascii_tell_items_apart(self) -> None:
        assert new(goals("{statement: Å}"), goals("{statement: Ø}", "{statement: Å}")) == [0]

    def test_that_is_edited_and_moved_at_once_is_the_same_where_half_of_it_is(self) -> None:
        whole, half = "{statement: A, indicator: M}", "{statement: B, indicator: M}"
        assert new(goals(whole), goals(OK, half)) == []
        assert gone(goals(whole), goals(OK, half)) == []
        assert new(goals(whole), goals(OK, "{statement: B, indicator: N}")) == [1]
        assert gone(goals(whole), goals(OK, "{statement: B, indicator: N}")) == [0]

    def test_the_larger_of_two_items_is_what_half_is_of(self) -> None:
        small, large = "{statement: A}", "{statement: A, indicator: M, baseline: 1}"
        assert new(goals(small), goals(OK, large)) == [1]
        assert new(goals(large), goals(OK, small)) == [1]

    def test_the_most_alike_go_together(self) -> None:
        full = "{statement: A, indicator: M, baseline: 1}"
        near, far = "{statement: A, indicator: M, baseline: 2}", "{statement: A, indicator: N, baseline: 1, unit: u}"
        assert new(goals(full), goals(OK, far, near)) == [1]
        assert new(goals(full), goals(OK, near, far)) == [2]
        assert gone(goals(far, near), goals(OK, OK, full)) == [0]


class TestARule:
    def test_that_points_elsewhere_says_the_same(self) -> None:
        then, now = (pack_of(rule("project-x", "false", at=at)) for at in ("title", "status"))
        found = compared(goals(A), goals(A), now, then)
        assert told(found) == [("project-x", "havna", "existing", None)]

    def test_about_an_item_that_points_elsewhere_says_the_same(self) -> None:
        now = pack_of(TARGETS.replace("goals[item].target", "goals[item]"))
        assert told(compared(goals(A, B), goals(C, A, B), now, ITEMS)) == [
            ("project-targets", "havna", "existing", None),
            ("project-targets", "havna", "existing", None),
            ("project-targets", "havna", "new", "data"),
        ]

    def test_about_the_items_of_another_list_says_another_thing(self) -> None:
        now = pack_of(
            rule("project-targets", "has(item.end)", for_each="project.plan.activities", at="plan.activities[item].end")
        )
        both = goals(A, more="plan: {activities: [{title: Å}]}\n")
        assert told(compared(both, both, now, ITEMS)) == [
            ("project-targets", "havna", "fixed", "rules"),
            ("project-targets", "havna", "new", "rules"),
        ]

    def test_about_alike_items_of_two_lists_says_two_things(self) -> None:
        now = pack_of(
            rule("project-targets", "has(item.status)", for_each="project.funding", at="funding[item].status")
        )
        alike = "x: 1, y: 2, z: 3"
        then_goals, more = goals(f"{{statement: A, {alike}}}"), f"funding: [{{source: B}}, {{source: C, {alike}}}]\n"
        found = compared(then_goals, goals(OK, more=more), now, ITEMS)
        assert [each[2] for each in told(found) if each[0] == "project-targets"] == ["fixed", "new", "new"]

    def test_of_another_name_says_another_thing(self) -> None:
        then, now = pack_of(GOALS), pack_of(GOALS.replace("project-goals", "project-aims", 1))
        nothing = {HAVNA: "title: Havna\nstatus: active\n"}
        assert told(compared(nothing, nothing, now, then)) == [
            ("project-aims", "havna", "new", "rules"),
            ("project-goals", "havna", "fixed", "rules"),
        ]


def test_one_rule_about_two_records_says_two_things() -> None:
    then = {HAVNA: "title: Havna\nstatus: active\n"}
    now = {**goals(OK), "data/projects/byen.yaml": "title: Byen\nstatus: active\nsummary: Noe annet.\n"}
    assert told(compared(then, now, pack_of(GOALS))) == [
        ("project-goals", "byen", "new", "data"),
        ("project-goals", "havna", "fixed", "data"),
    ]


def test_items_follow_their_record_to_another_name() -> None:
    then = goals(A, B)
    now = {"data/projects/hamna.yaml": goals(C, A, B)[HAVNA]}
    found = compared(then, now, ITEMS)
    assert [(each.item, *change(each)) for each in found.report.findings] == [
        (0, "new", "data"),
        (1, "existing", None),
        (2, "existing", None),
    ]


def test_what_is_said_of_one_key_is_not_what_is_said_of_another() -> None:
    """Of what makes records valid there may be several findings for one record, which are told apart by their place."""
    then = {HAVNA: "title: Havna\nstatus: active\nsummarry: x\n"}
    now = {HAVNA: "title: Havna\nstatus: active\ntitel: x\n"}
    assert [each[2] for each in told(compared(then, now, ITEMS))] == ["fixed", "new"]


@pytest.mark.parametrize("key", ["a/b", "a~b"])
def test_a_fault_in_an_item_is_known_by_the_item_whatever_its_list_is_called(key: str) -> None:
    """A key that is refused may have any name, and holds what it likes."""
    twice = "{x: 1, x: 2}"
    then, now = ({HAVNA: f"title: Havna\nstatus: active\n{key}: [{items}]\n"} for items in (twice, f"y, {twice}"))
    assert {each[2] for each in told(compared(then, now, pack_of(rule("project-y"))))} == {"existing"}


@pytest.mark.parametrize(("then", "now"), [("areas: [zz]", "risk_factors: [zz]"), ("2025: x", "2026: x")])
def test_the_same_fault_at_another_key_is_another(then: str, now: str) -> None:
    before, after = ({HAVNA: f"title: Havna\nstatus: active\n{each}\n"} for each in (then, now))
    assert [each[2] for each in told(compared(before, after, pack_of(rule("project-y"))))] == ["fixed", "new"]


class TestARuleThatPointsIntoAnotherListThanItAsksAbout:
    """Its items are told apart by what they are, and not by where it points."""

    def test_by_their_number(self) -> None:
        pack = pack_of(rule("project-x", "has(item.end)", for_each="project.plan.activities", at="goals[0]"))
        well, bad = "{title: A, end: 2026-01-01}", "{title: B}"
        then, now = (
            goals(A, more=f"plan: {{activities: [{', '.join(activities)}]}}\n")
            for activities in ((well, bad, well), (well, well, bad))
        )
        assert [each[2] for each in told(compared(then, now, pack))] == ["fixed", "new"]

    def test_by_their_name(self) -> None:
        countries = "{countries: {value: [SE, DK], why: {nb: D., en: T.}}}"
        pack = pack_of(
            rule("project-x", "project.summary != item", for_each="params.countries", at="goals[0]"),
            parameters=countries,
        )
        then, now = (goals(A, more=f"summary: {country}\n") for country in ("SE", "DK"))
        assert [each[2] for each in told(compared(then, now, pack))] == ["fixed", "new"]
