"""What a condition about the portfolio gave is remembered, and is not taken for what it gives for anything else."""

from __future__ import annotations

from typing import Any

import pytest
import verdicts
from verdicts import BREACH, FULFILLED, UNKNOWN, record

from intlstrat.findings import Outcome
from intlstrat.rules.answers import Answers
from intlstrat.rules.cel import Program, Sight
from intlstrat.rules.court import Verdict
from intlstrat.rules.fold import PortfolioRule, Told

HAVNA, TORGET = (record("project", name, {}) for name in ("havna", "torget"))


def told(fold: PortfolioRule, **groups: Answers) -> list[Verdict]:
    """What a rule comes to where the records have said this of each group."""
    return fold.judge((), told=Told({**groups}))


def grouped(require: str, **more: Any) -> PortfolioRule:
    return verdicts.portfolio(require, (), group_by="project.notes", **more)[0]


def one(**measured: Any) -> Answers:
    """What one record says, with one value for each measure."""
    return Answers([HAVNA], {name: [value] for name, value in measured.items()})


def outcomes(found: list[Verdict]) -> list[Outcome]:
    return [each.outcome for each in found]


@pytest.mark.parametrize(
    ("require", "outcome", "times"),
    [
        ("count == 1", FULFILLED, 1),
        ("count == 1 && 'item' != ''", FULFILLED, 1),
        ("count == 1 && item != 'd'", FULFILLED, 3),
        ("count == 2", BREACH, 3),
        ("count == 1 ? dyn(1) : dyn(true)", UNKNOWN, 3),
        ("count == 1 ? params.frame > 1 : true", UNKNOWN, 3),
    ],
)
def test_groups_that_are_alike_are_asked_once_where_that_holds(
    require: str, outcome: Outcome, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Program] = []
    run = Program.run

    def run_and_tell(program: Program, sight: Sight) -> Any:
        asked.append(program)
        return run(program, sight)

    fold = grouped(require)
    monkeypatch.setattr(Program, "run", run_and_tell)
    assert outcomes(told(fold, a=one(), b=one(), c=one())) == [outcome] * 3
    assert len(asked) == times


def test_each_is_told_with_its_own_records() -> None:
    found = told(grouped("count == 1"), a=Answers([HAVNA]), b=Answers([TORGET]))
    assert [each.picked for each in found] == [(HAVNA,), (TORGET,)]


@pytest.mark.parametrize(
    ("value", "other"),
    [(1, 1.0), (1, True), (1.0, True), ("1", 1), (0.0, -0.0), ([1], [1.0]), ({"a": 1}, {"a": True})],
)
def test_values_that_only_look_alike_are_asked_each(value: Any, other: Any) -> None:
    is_own = {
        int: "type(m) == int", float: "type(m) == double && 1.0 / m > 0.0", str: "type(m) == string",
        list: "type(m[0]) == int", dict: "type(m.a) == int",
    }[type(value)]  # fmt: skip
    fold = grouped(is_own, measures={"m": {"max": "dyn(1)"}})
    assert outcomes(told(fold, a=one(m=value), b=one(m=value), c=one(m=other))) == [FULFILLED, FULFILLED, BREACH]


def test_a_day_is_not_taken_for_another() -> None:
    fold = grouped("count > 1 || as_of < '2027-01-01'")
    found = []
    for day in ("2026-06-30", "2027-01-01", "2026-12-31"):
        fold._court.move_to(day)
        found += outcomes(told(fold, a=one()))
    assert found == [FULFILLED, BREACH, FULFILLED]


def work(fold: PortfolioRule, **groups: Answers) -> int:
    before = fold.meter.left
    told(fold, **groups)
    return before - fold.meter.left


def test_a_condition_that_does_not_ask_for_the_item_takes_the_same_work_whatever_that_is() -> None:
    """Else it would depend on which of the groups was asked first."""
    require = "[count].all(a, [count].all(b, a == b{}))"
    short, long = {"a": one()}, {"a" * 3000: one()}
    assert work(grouped(require.format("")), **short) == work(grouped(require.format("")), **long)
    asks = require.format(" || a == item")
    assert work(grouped(asks), **short) < work(grouped(asks), **long)


def test_what_a_breach_is_told_with_is_of_its_item_whatever_the_condition_asks_for() -> None:
    for require in ("count > 9", "count > 9 || item == ''"):
        fold = grouped(require, values={"name": "'<' + item + '>'", "number": "count + 1"})
        found = told(fold, a=one(), b=Answers([HAVNA, TORGET]))
        assert [(each.values["name"], each.values["number"]) for each in found] == [("<a>", 2), ("<b>", 3)]
        assert [(each.values["item"], each.values["count"]) for each in found] == [("a", 1), ("b", 2)]
