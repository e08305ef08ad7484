"""What a rule about records comes to, asked without files: the verdict whole, with all that a finding is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import verdicts
from verdicts import BREACH, FULFILLED, NOT_APPLICABLE, UNKNOWN, record

from intlstrat.findings import IsoDate
from intlstrat.rules import meter
from intlstrat.rules.court import NO_TRUTH, Court, Verdict
from intlstrat.rules.judge import applies_to, list_path, record_rules
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import Pack
from intlstrat.rules.telling import slot_uses

ITEMS = {"goals": [{"statement": "A"}, {"statement": "B", "target": 3.0}, {"statement": "C"}]}


def one(require: str, data: Mapping[str, Any] | None = None, **more: Any) -> Verdict:
    """The only verdict of a rule on one project."""
    (found,) = verdicts.of_records(require, record("project", "havna", data or {}), **more)
    return found


def brief(found: list[Verdict]) -> list[tuple[Any, ...]]:
    return [(each.outcome, each.item, each.position, each.missing, each.fault) for each in found]


@pytest.mark.parametrize(
    ("require", "outcome", "fault"),
    [
        ("true", FULFILLED, None),
        ("false", BREACH, None),
        ("project.title == 'Havna'", FULFILLED, None),
        ("dyn(1)", UNKNOWN, NO_TRUTH),
        ("dyn('true')", UNKNOWN, NO_TRUTH),
        ("dyn(null)", UNKNOWN, NO_TRUTH),
    ],
)
def test_true_and_false_and_nothing_else(require: str, outcome: object, fault: str | None) -> None:
    assert brief([one(require)]) == [(outcome, None, None, (), fault)]
    (found,) = verdicts.of_records("true", record("project", "havna", {}), when=require)
    expected = {FULFILLED: FULFILLED, BREACH: NOT_APPLICABLE, UNKNOWN: UNKNOWN}[outcome]  # type: ignore[index]
    assert brief([found]) == [(expected, None, None, (), fault)]


def test_a_rule_that_fails_says_why_in_cels_words() -> None:
    conditions: list[dict[str, Any]] = [{}, {"when": "project.nothing == 1"}, {"for_each": "project.nothing"}]
    for more in conditions:
        found = one("project.nothing == 1", **more)
        assert (found.outcome, found.missing, found.item) == (UNKNOWN, (), None)
        assert found.fault is not None
        assert "nothing" in found.fault


def test_a_breach_is_told_with_the_name_the_day_and_the_values() -> None:
    values = "{day: as_of, list: \"['a', 'b']\", none: missing('notes'), sum: 1 + 2}"
    found = one("false", values=values, needs="[title]")
    assert found == Verdict(
        BREACH,
        values={
            "title": "Havna", "as_of": IsoDate("2026-06-30"), "day": IsoDate("2026-06-30"), "list": ("a", "b"),
            "none": "–", "sum": 3,
        },
    )  # fmt: skip
    assert isinstance(found.values["as_of"], IsoDate)


def test_a_value_that_fails_spoils_the_breach() -> None:
    found = one("false", values="{x: project.nothing, y: '1'}")
    assert (found.outcome, found.values) == (UNKNOWN, {"title": "Havna", "as_of": "2026-06-30"})
    assert "nothing" in (found.fault or "")


@pytest.mark.parametrize(
    ("value", "paths"),
    [("'budget.total'", ("budget.total",)), ("['a', 'b[0]']", ("a", "b[0]")), ("[]", ()), ("missing('notes')", ("–",))],
)
def test_a_value_may_say_where_to_point(value: str, paths: tuple[str, ...]) -> None:
    assert one("false", at="place", values=f'{{place: "{value}", other: "\'x\'"}}').paths == paths


def test_a_value_is_no_place_where_at_is_a_path() -> None:
    assert one("false", at="notes", values="{notes: \"'x'\"}").paths == ()


@pytest.mark.parametrize(
    ("needs", "data", "missing"),
    [
        ("[notes]", {}, ("notes",)),
        ("[notes]", {"notes": "x"}, ()),
        ("[notes, budget.total, title]", {"budget": {}}, ("notes", "budget.total")),
        ("[goals]", {"goals": []}, ("goals",)),
        ("[params.frame, notes, params.limit]", {}, ("params.frame", "notes")),
        ("[params.term.start]", {}, ()),
    ],
)
def test_what_a_rule_needs(needs: str, data: dict[str, Any], missing: tuple[str, ...]) -> None:
    found = one("true", data, needs=needs)
    assert (found.outcome, found.missing) == (UNKNOWN if missing else FULFILLED, missing)
    compiled, _ = verdicts.compiled("true", needs=needs)
    assert compiled.has_parameters is ("frame" not in needs)


def test_interpretations_come_with_a_breach_and_an_unknown() -> None:
    assert one("params.limit > 900").interpretations == ("limit",)
    assert one("params.limit > 9").interpretations == ()
    assert one("true", needs="[notes, params.limit]").interpretations == ("limit",)
    assert one("params.limit > 9 && missing('notes')").interpretations == ("limit",)
    assert one("params.limit > 9", when="missing('notes')").interpretations == ("limit",)
    broken = record("project", "havna", {}, lost=(("notes",),))
    (found,) = verdicts.of_records("params.limit > 900 || has(project.notes)", broken)
    assert (found.missing, found.interpretations) == (("notes",), ("limit",))


@pytest.mark.parametrize(
    ("data", "applies"),
    [
        ({}, True),
        ({"period": {}}, True),
        ({"period": {"start": "2024-12-31"}}, False),
        ({"period": {"start": "2025-01-01"}}, True),
        ({"agreement": {"signed": "2024-12-31"}}, False),
        ({"agreement": {"signed": "2025-01-01"}}, True),
        ({"agreement": {}}, True),
        ({"period": {"start": "2025-01-01"}, "agreement": {"signed": "2024-12-31"}}, True),
    ],
)
def test_what_began_before_the_rule_took_effect_is_left_out(data: dict[str, Any], applies: bool) -> None:
    assert one("false", data, effective_from="2025-01-01").outcome == (BREACH if applies else NOT_APPLICABLE)
    assert one("false", data).outcome == BREACH


class TestItems:
    """A rule with `for_each` has a verdict for each item."""

    def test_of_a_list_of_the_record_each_has_its_place(self) -> None:
        found = verdicts.of_records(
            "has(item.target)", record("project", "havna", ITEMS), for_each="project.goals",
            values="{what: item.statement}", at="goals[item].target",
        )  # fmt: skip
        assert brief(found) == [(BREACH, 0, 0, (), None), (FULFILLED, 1, 1, (), None), (BREACH, 2, 2, (), None)]
        assert [each.values for each in found] == [
            {"title": "Havna", "as_of": "2026-06-30", "item": 0, "number": 1, "what": "A"},
            {},
            {"title": "Havna", "as_of": "2026-06-30", "item": 2, "number": 3, "what": "C"},
        ]

    def test_the_places_are_those_of_the_file(self) -> None:
        broken = record("project", "havna", ITEMS, kept={("goals",): (0, 2, 5)})
        found = verdicts.of_records("has(item.target)", broken, for_each="project.goals", values="{x: item.statement}")
        assert [(each.item, each.position, each.values.get("number")) for each in found] == [
            (0, 0, 1), (2, 2, None), (5, 5, 6),
        ]  # fmt: skip

    def test_of_a_computed_list_each_is_called_by_its_text_and_asked_once(self) -> None:
        data = {"goals": [{"statement": "B"}, {"statement": "A"}, {"statement": "B"}]}
        found = verdicts.of_records(
            "item == 'A'", record("project", "havna", data), for_each="project.goals.map(g, g.statement)",
            values="{x: item + '!'}",
        )  # fmt: skip
        assert brief(found) == [(BREACH, "B", None, (), None), (FULFILLED, "A", None, (), None)]
        assert found[0].values == {
            "title": "Havna", "as_of": "2026-06-30", "item": "B", "number": 1, "x": "B!",
        }  # fmt: skip

    def test_that_are_maps_are_called_by_their_name(self) -> None:
        found = verdicts.of_records("false", record("project", "havna", {}), for_each="params.named")
        assert [(each.item, each.position, each.values["number"]) for each in found] == [("Rivne", None, 1)]

    @pytest.mark.parametrize("for_each", ["project.goals", "project.goals.filter(g, true)"])
    def test_one_that_fails_leaves_the_others(self, for_each: str) -> None:
        found = verdicts.of_records("item.target > 2.0", record("project", "havna", ITEMS), for_each=for_each)
        assert [each.outcome for each in found] == [UNKNOWN, FULFILLED, UNKNOWN]
        assert [each.fault is not None and "target" in each.fault for each in found] == [True, False, True]
        assert [each.position for each in found] == ([0, 1, 2] if for_each == "project.goals" else [None] * 3)
        names = ["statement: A", "statement: B, target: 3.0", "statement: C"]
        assert [each.item for each in found] == ([0, 1, 2] if for_each == "project.goals" else names)

    def test_that_are_alike_are_told_apart_by_their_places(self) -> None:
        data = {"goals": [{"statement": "A"}, {"statement": "A"}, {"statement": "B", "target": 3.0}]}
        found = verdicts.of_records("item.target > 2.0", record("project", "havna", data), for_each="project.goals")
        assert [(each.outcome, each.position) for each in found] == [(UNKNOWN, 0), (UNKNOWN, 1), (FULFILLED, 2)]

    def test_of_which_one_is_neither_true_nor_false(self) -> None:
        found = verdicts.of_records("dyn(1)", record("project", "havna", ITEMS), for_each="project.goals")
        assert brief(found) == [(UNKNOWN, place, place, (), NO_TRUTH) for place in range(3)]
        found = verdicts.of_records("dyn(1)", record("project", "havna", {}), for_each="params.countries")
        assert brief(found) == [(UNKNOWN, code, None, (), NO_TRUTH) for code in ("SE", "DK")]

    def test_what_one_waits_for_is_at_its_place(self) -> None:
        broken = record("project", "havna", ITEMS, kept={("goals",): (0, 2, 5)})
        asked = "has(item.target) ? item.target > 2.0 : missing('goals[item].target')"
        found = verdicts.of_records(asked, broken, for_each="project.goals")
        assert brief(found) == [
            (UNKNOWN, 0, 0, ("goals[0].target",), None),
            (FULFILLED, 2, 2, (), None),
            (UNKNOWN, 5, 5, ("goals[5].target",), None),
        ]
        found = verdicts.of_records(asked, broken, for_each="project.goals.filter(g, true)")
        assert found[0].missing == ("goals[item].target",)

    def test_of_an_empty_list_there_is_no_verdict(self) -> None:
        assert verdicts.of_records("false", record("project", "havna", {"goals": []}), for_each="project.goals") == []

    @pytest.mark.parametrize(
        ("for_each", "more"),
        [
            ("project.goals", {}),
            ("project.goals.filter(g, true)", {}),
            ("project.goals", {"values": "{x: item.statement}"}),
        ],
    )
    def test_each_takes_its_work(self, for_each: str, more: dict[str, Any]) -> None:
        def work(items: int) -> int:
            budget = Meter(records=1)
            before = budget.left
            data = {"goals": [{"statement": "A"}] * items}
            verdicts.of_records("true", record("project", "havna", data), budget, for_each=for_each, **more)
            return before - budget.left

        assert work(11) - work(1) >= meter.AN_ITEM * (10 if for_each == "project.goals" else 9)


class TestWhatCouldNotBeRead:
    """Where a breach may be only so because part of the record is lost, the rule is unknown."""

    @pytest.mark.parametrize(
        ("require", "lost", "missing"),
        [
            ("has(project.notes)", ("notes",), ("notes",)),
            ("has(project.notes)", ("summary",), ()),
            ("has(project.budget.total)", ("budget",), ("budget",)),
            ("has(project.budget)", ("budget", "total"), ("budget.total",)),
            ("has(project.budget.total)", ("budget", "currency"), ()),
            ("project.goals.all(g, has(g.due))", ("goals", 1, "due"), ("goals[1].due",)),
            ("project.goals.all(g, has(g.due))", ("goals", 1, "target"), ()),
            ("project.goals.all(g, has(g.due))", ("goals", 1), ("goals[1]",)),
            ("project.title == 'x' && has(project.notes)", ("notes",), ("notes",)),
        ],
    )
    def test_of_one_record(self, require: str, lost: tuple[str | int, ...], missing: tuple[str, ...]) -> None:
        broken = record("project", "havna", ITEMS, lost=(lost,))
        (found,) = verdicts.of_records(f"({require}) && false", broken)
        assert (found.outcome, found.missing) == (UNKNOWN if missing else BREACH, missing)
        assert found.fault is None

    def test_the_first_that_the_rule_looks_at_is_named(self) -> None:
        broken = record("project", "havna", {}, lost=(("summary",), ("notes",), ("budget",)))
        (found,) = verdicts.of_records("has(project.budget) || has(project.notes)", broken)
        assert found.missing == ("notes",)

    @pytest.mark.parametrize(
        ("more", "missing"),
        [
            ({"when": "has(project.title)"}, ()),
            ({"when": "has(project.title) || has(project.notes)"}, ("notes",)),
            ({"needs": "[title, params.limit]"}, ()),
        ],
    )
    def test_what_the_condition_and_the_needs_look_at_counts(
        self, more: dict[str, Any], missing: tuple[str, ...]
    ) -> None:
        (found,) = verdicts.of_records("false", record("project", "havna", {}, lost=(("notes",),)), **more)
        assert (found.outcome, found.missing) == (UNKNOWN if missing else BREACH, missing)

    def test_a_need_that_could_not_be_read_is_missing_and_another_is_not(self) -> None:
        broken = record("project", "havna", {"budget": {"total": 1}}, lost=(("budget", "currency"),))
        (found,) = verdicts.of_records("false", broken, needs="[budget.total]")
        assert found.outcome == BREACH
        (found,) = verdicts.of_records("false", broken, needs="[budget]")
        assert found.missing == ("budget.currency",)

    def test_of_items_it_counts_for_its_own(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals", 1, "target"), ("goals", 3)))
        found = verdicts.of_records("has(item.target) && false", broken, for_each="project.goals")
        assert brief(found) == [
            (BREACH, 0, 0, (), None), (UNKNOWN, 1, 1, ("goals[1].target",), None), (BREACH, 2, 2, (), None),
        ]  # fmt: skip

    def test_of_items_it_is_no_excuse_for_others(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals", 2, "target"),))
        found = verdicts.of_records("item.target > 2.0", broken, for_each="project.goals")
        assert [(each.missing, each.fault is None) for each in found] == [
            ((), False), ((), True), (("goals[2].target",), True),
        ]  # fmt: skip
        found = verdicts.of_records("false", broken, for_each="project.goals", values="{x: item.target}")
        assert [each.fault is None for each in found] == [False, True, True]

    def test_of_items_each_is_told_its_own(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals", 0, "target"), ("goals", 2, "target")))
        found = verdicts.of_records("has(item.target)", broken, for_each="project.goals")
        assert [each.missing for each in found] == [("goals[0].target",), (), ("goals[2].target",)]

    def test_of_what_comes_before_the_items_the_whole_list_counts(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals", 1),))
        (found,) = verdicts.of_records("true", broken, for_each="project.goals", when="project.goals[7].due > ''")
        assert brief([found]) == [(UNKNOWN, None, None, ("goals[1]",), None)]

    def test_of_a_list_that_is_needed(self) -> None:
        data = {"plan": {"activities": [{"title": "A"}]}}
        for lost, missing in ((("plan", "activities", 1), ("plan.activities[1]",)), (("plan", "description"), ())):
            broken = record("project", "havna", data, lost=(lost,))
            (found,) = verdicts.of_records("false", broken, needs="[plan.activities]")
            assert found.missing == missing

    def test_of_items_a_whole_list_counts_for_all(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals",),))
        found = verdicts.of_records("has(item.target)", broken, for_each="project.goals")
        assert [each.missing for each in found] == [("goals",), (), ("goals",)]

    def test_of_items_a_field_beside_the_list_counts_for_all(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("notes",), ("budget",)))
        found = verdicts.of_records("has(item.target) || has(project.budget)", broken, for_each="project.goals")
        assert [each.missing for each in found] == [("budget",), (), ("budget",)]

    def test_a_failure_for_want_of_it_is_no_fault_of_the_rule(self) -> None:
        broken = record("project", "havna", {}, lost=(("budget",),))
        (found,) = verdicts.of_records("project.budget.total > 1", broken)
        assert (found.missing, found.fault) == (("budget",), None)
        (found,) = verdicts.of_records("project.period.end > as_of", broken)
        assert found.missing == ()
        assert found.fault is not None
        (found,) = verdicts.of_records("false", broken, values="{x: project.budget.total}")
        assert (found.outcome, found.values) == (BREACH, {"title": "Havna", "as_of": "2026-06-30", "x": "–"})

    def test_a_condition_that_is_false_may_be_true_but_for_what_a_list_lost(self) -> None:
        broken = record("project", "havna", ITEMS, lost=(("goals", 1),), kept={("goals",): (0, 2, 3)})
        (found,) = verdicts.of_records("true", broken, when="project.goals.exists(g, g.statement == 'D')")
        assert brief([found]) == [(UNKNOWN, None, None, ("goals[1]",), None)]
        (found,) = verdicts.of_records("true", broken, when="project.title == 'x'")
        assert found == Verdict(NOT_APPLICABLE)
        (found,) = verdicts.of_records("true", broken, when="project.goals.exists(g, g.statement == 'A')")
        assert found.outcome == FULFILLED
        hidden = "[project].exists(p, p.goals.exists(g, g.statement == 'D'))"
        (found,) = verdicts.of_records("true", broken, when=hidden)
        assert brief([found]) == [(UNKNOWN, None, None, ("goals",), None)]


class TestLinked:
    """What the records that it is linked to hold, and lack."""

    PARTNERS = (record("partner", "aalborg", {"country": "DK"}), record("partner", "rivne", {}, lost=(("since",),)))
    HAVNA = record("project", "havna", {"partners": ["aalborg"]})
    TORGET = record("project", "torget", {"partners": ["rivne", "aalborg"]})
    BYEN = record("project", "byen", {"partners": ["aalborg", "borte", "vekk"]})

    def of(self, project: Any, require: str, **more: Any) -> Verdict:
        (found,) = verdicts.of_records(require, project, *self.PARTNERS, **more)
        return found

    def test_a_partner_that_is_not_there(self) -> None:
        assert self.of(self.BYEN, "size(linked) > 1").missing == ("partner borte",)
        assert self.of(self.BYEN, "size(linked) == 1").outcome == FULFILLED
        assert self.of(self.BYEN, "project.title == 'x'").outcome == BREACH
        assert self.of(self.HAVNA, "size(linked) > 1").outcome == BREACH
        assert self.of(self.BYEN, "true", when="size(linked) > 1").missing == ("partner borte",)
        assert self.of(self.BYEN, "true", when="project.title == 'x'") == Verdict(NOT_APPLICABLE)
        assert self.of(self.HAVNA, "true", when="size(linked) > 1") == Verdict(NOT_APPLICABLE)

    def test_a_partner_of_which_a_part_could_not_be_read(self) -> None:
        asked = "linked.all(p, p.since > 2000)"
        assert self.of(self.TORGET, asked).missing == ("partner rivne",)
        assert self.of(self.HAVNA, asked).missing == ()
        assert self.of(self.HAVNA, asked).fault is not None
        assert self.of(self.TORGET, "project.period.end == ''").missing == ()
        assert self.of(self.TORGET, "false", values="{x: 'linked[0].since'}").values["x"] == "–"

    @pytest.mark.parametrize(
        ("more", "sees", "uses"),
        [
            ({"require": "true"}, False, False),
            ({"require": "size(linked) > 0"}, True, True),
            ({"require": "true", "when": "size(linked) > 0"}, True, True),
            ({"require": "true", "for_each": "linked.map(l, l.id)"}, True, True),
            ({"require": "true", "values": "{x: size(linked)}"}, True, True),
            ({"require": "project.title == 'linked'"}, True, False),
        ],
    )
    def test_whether_a_rule_sees_them(self, more: dict[str, Any], sees: bool, uses: bool) -> None:
        compiled, _ = verdicts.compiled(**more)
        assert compiled.sees_linked is sees
        assert compiled._uses_linked is uses


class TestWork:
    """A rule that has done all that it may says so once."""

    def test_it_is_told_once(self) -> None:
        budget = Meter()
        budget.charge(budget.left)
        compiled, bounds = verdicts.compiled("true", record("project", "havna", {}), budget=budget)
        assert compiled.judge(bounds[0]) == [Verdict(UNKNOWN, fault="work budget exceeded")]
        assert compiled.judge(bounds[0]) == []

    def test_too_many_turns_cost_more(self) -> None:
        goals = record("project", "havna", {"goals": [{"statement": "A"}] * 120})
        budget = Meter(records=10)
        before = budget.left
        found = verdicts.of_records("project.goals.all(g, project.goals.all(h, g == h))", goals, budget)
        assert "Iteration budget exceeded" in (found[0].fault or "")
        assert before - budget.left > meter.A_FAILURE

    def test_a_breach_takes_the_work_of_telling_it(self) -> None:
        work = []
        for text in ("x", "x" * 4000):
            budget = Meter()
            before = budget.left
            verdicts.of_records(
                "false", record("project", "havna", {"notes": text}), budget, values="{n: project.notes}",
                message="{nb: '{n}{n}', en: '{n}'}",
            )  # fmt: skip
            work.append(before - budget.left)
        assert work[1] - work[0] >= 4000 * 5 // 10
        assert work[0] >= meter.A_BREACH

    @pytest.mark.parametrize(
        ("message", "fix", "uses"),
        [
            ("{nb: '{a}', en: '{a} {a} {b}'}", "{nb: '{c}'}", {"a": 2, "b": 1, "c": 1}),
            ("{nb: '{a} {a} {a}', en: '{a}'}", "{nb: '{a} {a}'}", {"a": 3}),
            ("{nb: '{a}', en: '{a} {a}'}", "{nb: '{a} {a} {a}'}", {"a": 3}),
            ("{nb: 'a'}", "{nb: 'a'}", {}),
        ],
    )
    def test_how_often_a_slot_is_shown_in_the_language_that_does_so_most(
        self, message: str, fix: str, uses: dict[str, int]
    ) -> None:
        assert slot_uses(verdicts.read("project-a", "true", message=message, fix=fix)) == uses


@pytest.mark.parametrize(
    ("for_each", "path"),
    [
        ("project.goals", ("goals",)),
        (" partner.goals ", ("goals",)),
        ("record.plan.activities", ("plan", "activities")),
        ("has(project.plan) ? project.plan.activities : []", None),
        ("has(project.visits)?project.visits:[ ]", ("visits",)),
        ("has(project.plan) ? project.goals : []", None),
        ("project.goals.filter(g, true)", None),
        ("project.goals + project.goals", None),
        ("params.countries", None),
        ("linked", None),
        ("has(project.plan) ? project.plan.activities : ['x']", None),
    ],
)
def test_the_records_own_list_that_items_are_of(for_each: str, path: tuple[str, ...] | None) -> None:
    assert list_path(for_each) == path


def test_only_rules_about_records_are_asked_of_records() -> None:
    ids = ("partner-a", "portfolio-a", "project-a", "record-a")
    rules = tuple(verdicts.read(id_, "true", among="project" if id_ == "portfolio-a" else None) for id_ in ids)
    found = record_rules(Pack(verdicts.strategy(), rules, ""), Court(verdicts.strategy(), "2026-06-30"))
    assert [each.rule.id for each in found] == ["partner-a", "project-a", "record-a"]
    assert [applies_to(rule, "project") for rule in rules] == [False, False, True, True]
    assert [applies_to(rule, "partner") for rule in rules] == [True, False, False, True]
