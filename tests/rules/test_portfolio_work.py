"""What a rule about the portfolio remembers, and the work that it takes: the same, whatever is remembered."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import verdicts
from verdicts import BREACH, FULFILLED, UNKNOWN, record

from intlstrat.memory import Memory
from intlstrat.rules.court import NO_TRUTH
from intlstrat.rules.fold import Opened, court_for
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import Pack

RECORDS = tuple(
    record("project", id_, {"notes": notes}) for id_, notes in (("byen", "b"), ("havna", "b"), ("torget", "a"))
)


def work(require: str, records: Any = RECORDS, **more: Any) -> int:
    fold, bounds = verdicts.portfolio(require, records, **more)
    before = fold.meter.left - 100_000 * len(records)
    fold.judge(bounds)
    return before + 100_000 * len(records) - fold.meter.left


def test_items_of_which_nobody_says_anything_are_not_taken_for_each_other() -> None:
    memory = Memory()
    fold, bounds = verdicts.portfolio("count == 1", RECORDS, for_each="params.countries", where="false")
    for _ in range(2):
        found = fold.judge(bounds, memory)
        assert [(each.item, each.outcome, each.values["item"]) for each in found] == [
            ("SE", BREACH, "SE"), ("DK", BREACH, "DK"),
        ]  # fmt: skip
        memory.settle()
    assert memory.made["folded"] == 0


@pytest.mark.parametrize("more", [{}, {"for_each": "params.countries"}, {"group_by": "project.notes"}])
def test_what_is_remembered_takes_the_same_work(more: dict[str, Any]) -> None:
    fold, bounds = verdicts.portfolio("count > 9", RECORDS, **more)
    memory, works = Memory(), []
    for _ in range(3):
        before = fold.meter.left
        fold.judge(bounds, memory)
        works.append(before - fold.meter.left)
        memory.settle()
    assert works[0] == works[1] == works[2]


def test_where_there_are_no_items_no_record_is_asked() -> None:
    assert work("true", for_each="params.countries.filter(c, false)") == work(
        "true", (), for_each="params.countries.filter(c, false)"
    )


@pytest.mark.parametrize(
    ("more", "items", "is_ordered"),
    [
        ({}, [None], True),
        ({"group_by": "project.notes"}, [None], True),
        ({"for_each": "params.countries"}, ["SE", "DK"], True),
        ({"for_each": "params.each"}, ["GT", "SE"], False),
        ({"for_each": "['DK', 'SE', 'DK']"}, ["DK", "SE"], False),
        ({"for_each": "[]"}, [], True),
    ],
)
def test_what_the_records_are_asked_about(more: dict[str, Any], items: list[Any], is_ordered: bool) -> None:
    fold, _ = verdicts.portfolio("true", (), **more)
    assert fold.opening() == Opened(items, is_ordered)


def test_a_rule_may_do_as_much_as_its_meter_says() -> None:
    budget = Meter()
    fold, bounds = verdicts.portfolio("true", RECORDS, budget=budget)
    assert fold.meter is budget
    budget.charge(budget.left - 10)
    assert [each.fault for each in fold.judge(bounds)] == ["work budget exceeded"]


def test_a_rate_that_one_rule_used_is_forgotten_by_the_next() -> None:
    fold, bounds = verdicts.portfolio("count > 9", RECORDS)
    fold._court.rates.used = True
    assert [each.interpretations for each in fold.judge(bounds)] == [()]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"require": "item == 'SE'"}, [("SE", FULFILLED, ()), ("DK", BREACH, ())]),
        ({"require": "params.each[item] == 2"}, [("SE", FULFILLED, ()), ("DK", UNKNOWN, "DK")]),
        ({"require": "params.frame > 1"}, [("SE", UNKNOWN, ("params.frame",)), ("DK", UNKNOWN, ("params.frame",))]),
        (
            {"require": "true", "where": "item == 'SE' || missing('notes')"},
            [("SE", FULFILLED, ()), ("DK", UNKNOWN, ("notes",))],
        ),
        ({"require": "item == 'SE' ? dyn(1) : dyn(true)"}, [("SE", UNKNOWN, NO_TRUTH), ("DK", FULFILLED, ())]),
        (
            {"require": "true", "measures": {"m": {"sum": "item == 'SE' ? dyn('x') : dyn(1)"}}},
            [("SE", UNKNOWN, "Conversion"), ("DK", FULFILLED, ())],
        ),
        (
            {"require": "true", "measures": {"m": {"max": "1", "where": "item == 'SE'"}}, "needs": "[m]"},
            [("SE", FULFILLED, ()), ("DK", UNKNOWN, ("m",))],
        ),
        (
            {"require": "m > 0", "measures": {"m": {"max": "1", "where": "item == 'SE'"}}},
            [("SE", FULFILLED, ()), ("DK", UNKNOWN, ("m",))],
        ),
        (
            {"require": "false", "values": {"x": "item == 'SE' ? params.each['XX'] : 1"}},
            [("SE", UNKNOWN, "XX"), ("DK", BREACH, ())],
        ),
    ],
)
def test_each_item_is_told_by_its_name_whatever_it_comes_to(more: dict[str, Any], told: list[tuple[Any, ...]]) -> None:
    """Beside its outcome: what it waits for, or a word of why it failed."""
    found = verdicts.of_portfolio(records=RECORDS, for_each="params.countries", **more)
    assert [(each.item, each.outcome) for each in found] == [(item, outcome) for item, outcome, _ in told]
    for each, (_, _, why) in zip(found, told, strict=True):
        assert each.missing == (why if isinstance(why, tuple) else ())
        assert (each.fault is not None) is isinstance(why, str)
        assert not isinstance(why, str) or why in (each.fault or "")


@pytest.mark.parametrize(("rules", "looks"), [(1, 1), (100, 1), (100, 3)])
def test_rules_share_what_a_run_may_do(rules: int, looks: int) -> None:
    pack = Pack(verdicts.strategy(), (verdicts.read("project-a", "true"),) * rules, "")
    court = court_for(pack, "2026-06-30", looks) if looks > 1 else court_for(pack, "2026-06-30")
    court.begin(RECORDS)
    assert court.budget.meter().left == Meter(rules, 3 * looks).left


def test_a_rule_that_is_fulfilled_by_nobody_names_nobody() -> None:
    (found,) = verdicts.of_portfolio("count == 0", RECORDS, where="false")
    assert (found.outcome, found.picked, found.values) == (FULFILLED, (), {})


def test_a_rate_counts_whatever_is_measured_after_it() -> None:
    measures = {"m": {"sum": "nok(1, 'EUR')"}, "n": {"sum": "1", "where": "true"}}
    (found,) = verdicts.of_portfolio("m < 0.0", RECORDS, measures=measures)
    assert found.interpretations == ("exchange_rates",)


def test_what_a_measure_of_a_group_waits_for_is_named_by_the_record() -> None:
    found = verdicts.of_portfolio(
        "false", RECORDS, group_by="project.notes", measures={"m": {"sum": "missing('budget.total')"}}
    )
    assert [[(each.id, want) for each, want in group.lacking] for group in found] == [
        [("torget", "budget.total")], [("byen", "budget.total"), ("havna", "budget.total")],
    ]  # fmt: skip


def groups(require: str, notes: str, **more: Any) -> list[tuple[object, object]]:
    """What each group comes to: one project for each letter."""
    records = [record("project", f"p{number}", {"notes": note}) for number, note in enumerate(notes)]
    fold, bounds = verdicts.portfolio(require, records, group_by="project.notes", **more)
    return [(each.item, each.outcome) for each in fold.judge(bounds)]


def test_a_condition_that_asks_for_the_item_is_asked_of_each() -> None:
    assert groups("item == 'a' || count > 1", "abcc") == [("a", FULFILLED), ("b", BREACH), ("c", FULFILLED)]
    assert groups("count == 1", "aabbc") == [("a", BREACH), ("b", BREACH), ("c", FULFILLED)]


def test_a_text_that_says_item_asks_for_nothing() -> None:
    assert groups("count == 1 || 'item' == 'x'", "ab") == [("a", FULFILLED), ("b", FULFILLED)]


def test_groups_of_different_measures_are_not_taken_for_each_other() -> None:
    measure = {"m": {"max": "project.notes == 'a' ? dyn(true) : project.notes == 'b' ? dyn(1) : dyn(1.5)"}}
    assert groups("m == true", "ab", measures=measure)[0] == ("a", FULFILLED)
    assert groups("m == true", "ab", measures=measure)[1][1] != FULFILLED
    assert groups("m == 1", "bc", measures=measure) == [("b", FULFILLED), ("c", BREACH)]


def test_each_group_takes_the_same_work_whether_its_like_was_asked_before_or_not() -> None:
    works = [
        work("count == 1", [record("project", note, {"notes": note}) for note in notes], group_by="project.notes")
        for notes in ("", "a", "ab", "abc")
    ]
    steps = {later - earlier for earlier, later in pairwise(works)}
    assert len(steps) == 1
    assert steps.pop() > 0


def test_a_breach_of_a_group_is_told_with_its_item_where_only_its_values_ask_for_it() -> None:
    fold, bounds = verdicts.portfolio(
        "count > 9", RECORDS, group_by="project.notes", values={"name": "'<' + item + '>'"}
    )
    assert [each.values["name"] for each in fold.judge(bounds)] == ["<a>", "<b>"]
