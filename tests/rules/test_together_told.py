"""What the rules about the portfolio are told by a record that is asked everything at once."""

from __future__ import annotations

from typing import Any

import pytest
from at_once import HAVNA, a, asked, whole

from intlstrat.rules import together
from intlstrat.rules.cel import Runtime
from intlstrat.rules.constants import MOST_PARTS
from intlstrat.rules.model import Rule


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every program that is evaluated at once."""
    programs: list[Any] = []
    evaluate = Runtime.evaluate

    def evaluate_and_tell(program: Any, activation: Any) -> Any:
        programs.append(program)
        return evaluate(program, activation)

    monkeypatch.setattr(Runtime, "evaluate", staticmethod(evaluate_and_tell))
    return programs


class TestWhatTheWholeIsTold:
    """The same that each rule about the portfolio is told where it asks a record by itself."""

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"where": "false"},
            {"where": "project.title == 'Havna'", "among": "partner"},
            {"for_each": "params.countries", "where": "item == 'DK'"},
            {"for_each": "params.each", "where": "item == 'SE'"},
            {"for_each": "['DK', 'SE', 'DK']", "where": "item == 'SE'"},
            {"for_each": "[3, 2, 3]", "where": "item == 2"},
            {"measures": {"m": {"sum": "2"}, "n": {"max": "3", "where": "false"}}},
            {"group_by": "project.status"},
            {"group_by": "project.status", "measures": {"m": {"sum": "2"}}},
        ],
    )
    @pytest.mark.parametrize("rate", [False, True])
    def test_is_the_same(self, more: dict[str, Any], rate: bool) -> None:
        where = more.get("where", "true") + (" && nok(1, 'EUR') > 1.0" if rate else "")
        rules = [
            a("true"),
            whole("count > 0", "portfolio-a", where="false"),
            whole("count > 0", "portfolio-b", **{**more, "where": where}),
            whole("count > 0", "portfolio-c"),
        ]
        found = asked(*rules)
        for part, (fold, opened) in zip(found.ask().parts, found.bench.asking(), strict=True):
            if fold.rule.group_by:
                alone, _ = fold.inquiry.ask_by_key(found.first)
            else:
                alone = fold.inquiry.ask(found.first, opened.items, not opened.is_ordered)
            told = fold.inquiry.told(HAVNA, part[0], part[1], len(opened.items)) if part else {}
            assert told == alone

    @pytest.mark.parametrize(
        "more",
        [
            {"for_each": "[2.5, 1.5, 2.5]"},
            {"for_each": "['a', 'b'].map(x, {'name': 'y'})"},
            {"for_each": f"{[*range(MOST_PARTS + 1), 0]}"},
            {"group_by": "project.status", "measures": {"m": {"sum": "1", "where": "nok(1, 'EUR') > 1.0"}}},
        ],
    )
    def test_is_asked_alone_where_it_cannot_be_told_apart(self, more: dict[str, Any]) -> None:
        found = asked(a("true"), whole("true", **more), whole("true", "portfolio-b"))
        assert found.ask().parts == (None, ([[True]], False))

    def test_is_of_so_many_items_at_most(self) -> None:
        found = asked(whole("true", for_each=f"{[*range(MOST_PARTS), 0]}", where="item == 7"))
        assert found.ask().parts == (([[number == 7 for number in range(MOST_PARTS)]], False),)

    def test_takes_one_evaluation_and_one_more_for_each_rule_that_asks_for_rates(self, evaluated: list[Any]) -> None:
        rate = "nok(1, 'EUR') > 1.0"
        found = asked(
            a("true"),
            whole("true", "portfolio-a", where="project.title != ''"),
            whole("true", "portfolio-b", where=rate, measures={"m": {"sum": "1"}}),
            whole("true", "portfolio-c"),
            whole("true", "portfolio-d", where=rate),
            whole("true", "portfolio-e", where=rate, among="partner"),
        )
        found.ask()
        assert len(evaluated) == len({*map(id, evaluated)}) == 3

    def test_holds_no_rate_but_its_own(self) -> None:
        rate = "nok(1, 'EUR') > 1.0"
        found = asked(
            a(rate),
            whole("true", "portfolio-a"),
            whole("true", "portfolio-b", where=rate),
            whole("true", "portfolio-c", where=f"false && {rate}"),
            whole("true", "portfolio-d", where=f"!({rate})"),
        )
        picked, none = [[True]], [[False]]
        assert found.ask().parts == ((picked, False), (picked, True), (), (none, True))


@pytest.mark.parametrize(
    ("rules", "nulls"),
    [
        ([a("true")], 0),
        ([a("dyn(null)")], 1),
        ([a("dyn(null)", for_each="project.goals")], 2),
        ([a("false"), a("true", "project-b", when="false")], 0),
        ([whole("true", where="dyn(null)", for_each="params.countries")], 2),
        ([whole("true", where="item == 'DK' ? dyn(null) : dyn(true)", for_each="params.countries")], 1),
        ([whole("true", measures={"m": {"max": "dyn(null)"}})], 1),
        ([whole("true", where="nok(1, 'EUR') > 1.0 ? dyn(null) : dyn(true)")], 1),
        ([a("dyn(null)"), whole("true", where="nok(project.budget.total, 'EUR') > 1.0")], 1),
    ],
)
def test_every_null_that_cel_gives_is_counted(rules: list[Rule], nulls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """See `rules.nulls`: one that is not counted is taken from Python's own."""
    counted: list[Any] = []
    monkeypatch.setattr(together, "count_nulls", counted.append)
    found = asked(*rules)
    found.together.ask(found.first)
    assert all(isinstance(each, list) for each in counted)
    assert str(counted).count("None") == nulls
