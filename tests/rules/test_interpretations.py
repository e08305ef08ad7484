"""A verdict that rests on what the strategy itself does not say, says so; an unset parameter makes it unknown."""

from __future__ import annotations

import pytest
from portfolios import World


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ({"require": "false"}, []),
        ({"require": "size(project.goals) > params.most"}, []),
        ({"require": "size(project.goals) > params.limit"}, ["limit"]),
        ({"require": "false", "when": "'\"high\" in params.levels'"}, ["levels"]),
        ({"require": "params.limit < 3", "when": "'\"high\" in params.levels'"}, ["levels", "limit"]),
        ({"require": "false", "needs": "[params.limit]"}, ["limit"]),
        ({"require": "item == 'x'", "for_each": "params.levels"}, ["levels"]),
        ({"require": "false", "values": "{limit: params.limit}"}, []),
        ({"require": "project.title == 'params.limit'"}, []),
        ({"require": "project.title == '' // params.limit"}, []),
    ],
)
def test_a_breach_names_the_interpretations_that_it_rests_on(
    world: World, rule: dict[str, str], names: list[str]
) -> None:
    world.project().rule("project-a", **rule)
    assert world.check().one("project-a")["interpretations"] == names


def test_an_unknown_names_them_too(world: World) -> None:
    world.project().rule("project-a", "project.budget.total > params.limit", needs="[budget.total]")
    assert world.check().one("project-a")["interpretations"] == ["limit"]


def test_a_waived_breach_names_them_too(world: World) -> None:
    world.project("havna", "waivers: [{rule: project-a, reason: x, decided_by: y, until: 2027-01-01}]\n")
    assert world.rule("project-a", "params.limit < 0").check().one("project-a")["interpretations"] == ["limit"]


class TestExchangeRates:
    """They are an interpretation only of a verdict that used the rate of another currency."""

    ASKED = "nok(project.budget.total, project.budget.currency) < 1.0"

    @pytest.mark.parametrize(
        ("budget", "names"),
        [("{total: 5}", []), ("{total: 5, currency: SEK}", ["exchange_rates"]), ("{total: 5, currency: GBP}", [])],
    )
    def test_of_a_record(self, world: World, budget: str, names: list[str]) -> None:
        world.project("havna", f"budget: {budget}\n").rule("project-a", self.ASKED)
        assert world.check().one("project-a")["interpretations"] == names

    def test_of_one_record_does_not_stick_to_the_next(self, world: World) -> None:
        world.project("a", "budget: {total: 5, currency: SEK}\n").project("b", "budget: {total: 5}\n")
        world.rule("project-a", self.ASKED).rule("project-b", "false")
        found = {(each["rule"], each["subject"]["id"]): each["interpretations"] for each in world.check().findings}
        assert found == {
            ("project-a", "a"): ["exchange_rates"],
            ("project-a", "b"): [],
            ("project-b", "a"): [],
            ("project-b", "b"): [],
        }

    def test_used_in_the_condition_count_for_every_item(self, world: World) -> None:
        world.project(
            "havna", "budget: {total: 5, currency: SEK}\ngoals: [{statement: A}, {statement: B, target: 1}]\n"
        )
        world.rule(
            "project-a", 'has(item.target) ? item.target > 3.0 : missing("goals[item].target")',
            for_each="project.goals", when="'nok(project.budget.total, project.budget.currency) > 1.0'",
        )  # fmt: skip
        assert [each["interpretations"] for each in world.check().findings] == [["exchange_rates"], ["exchange_rates"]]

    def test_that_the_strategy_itself_says_are_none(self, world: World) -> None:
        world.parameter("exchange_rates", "{NOK: 1, SEK: 1.02}")
        world.project("havna", "budget: {total: 5, currency: SEK}\n").rule("project-a", self.ASKED)
        assert world.check().one("project-a")["interpretations"] == []

    def test_of_the_portfolio_stand_at_the_items_that_used_them(self, world: World) -> None:
        world.project("a", "budget: {currency: EUR, own_by_year: {2025: 10, 2027: 5}}\n")
        world.project("b", "budget: {own_by_year: {2025: 10, 2026: 7}}\n")
        world.rule(
            "portfolio-a", "own < 1.0", among="project", where="has(project.budget.own_by_year)",
            group_by="project.budget.own_by_year.map(year, year)",
            measures='{own: {sum: "nok(project.budget.own_by_year[item], project.budget.currency)"}}',
        )  # fmt: skip
        found = {each["item"]: each["interpretations"] for each in world.check().findings}
        assert found == {"2025": ["exchange_rates"], "2026": [], "2027": ["exchange_rates"]}

    def test_of_the_portfolio_without_items(self, world: World) -> None:
        world.project("a", "budget: {currency: EUR, total: 10}\n").rule(
            "portfolio-a", "s < 1.0", among="project",
            measures='{s: {sum: "nok(project.budget.total, project.budget.currency)"}}',
        )  # fmt: skip
        assert world.check().one("portfolio-a")["interpretations"] == ["exchange_rates"]


class TestUnsetParameters:
    """A parameter that the strategy leaves unset makes what depends on it unknown."""

    @pytest.mark.parametrize(
        ("rule", "outcome"),
        [
            ({"require": "size(project.goals) > params.frame"}, "unknown"),
            ({"require": "true", "needs": "[params.frame]"}, "unknown"),
            ({"require": "true", "needs": "[params.limit]"}, "fulfilled"),
            ({"require": "true", "when": "params.frame > 3"}, "unknown"),
            ({"require": "true || params.frame > 3"}, "fulfilled"),
            ({"require": "false && params.frame > 3"}, "breach"),
            ({"require": "true", "for_each": "params.frame"}, "unknown"),
            ({"require": "has(params.frame)"}, "breach"),
            ({"require": "has(params.limit)"}, "fulfilled"),
            ({"require": "has(params.frame) && params.frame > 3"}, "breach"),
        ],
    )
    def test_of_a_record(self, world: World, rule: dict[str, str], outcome: str) -> None:
        world.project().rule("project-a", **rule)
        assert world.check().outcome("project-a") == outcome

    def test_each_item_is_unknown_by_itself(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A, target: 1}, {statement: B}]\n")
        world.rule("project-a", "!has(item.target) || item.target > params.frame", for_each="project.goals")
        assert world.check().outcomes("project-a") == {("havna", 0): "unknown", ("havna", 1): "fulfilled"}

    def test_it_is_named_with_where_to_set_it(self, world: World) -> None:
        world.project().rule("project-a", "size(project.goals) > params.frame")
        finding = world.check().one("project-a")
        assert "The strategy does not set frame" in finding["message"].replace("«", "").replace("»", "").replace(
            "“", ""
        )
        assert "strategy.yaml" in finding["fix"]

    @pytest.mark.parametrize(
        ("rule", "outcomes"),
        [
            ({"require": "count < params.frame"}, {None: "unknown"}),
            ({"require": "true", "needs": "[params.frame]"}, {None: "unknown"}),
            ({"require": "true", "for_each": "params.frame"}, {None: "unknown"}),
            ({"require": "true", "when": "params.frame > 3"}, {None: "unknown"}),
            ({"require": "true", "where": "1 > params.frame"}, {None: "unknown"}),
            ({"require": "m > 3.0", "measures": '{m: {sum: "double(params.frame)"}}'}, {None: "unknown"}),
            (
                {"require": "count < params.frame", "for_each": "params.countries"},
                {(None, "SE"): "unknown", (None, "DK"): "unknown"},
            ),
            (
                {
                    "require": "count == 0 || count < params.frame",
                    "for_each": "params.countries",
                    "where": "item == 'SE'",
                },
                {(None, "SE"): "unknown", (None, "DK"): "fulfilled"},
            ),
        ],
    )
    def test_of_the_portfolio(self, world: World, rule: dict[str, str], outcomes: dict[str, str]) -> None:
        world.project().rule("portfolio-a", among="project", **rule)
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == outcomes
        assert all("frame" in finding["message"] for finding in verdict.findings)

    def test_an_absent_key_of_the_same_name_in_a_record_is_a_fault_of_the_rule(self, world: World) -> None:
        world.parameter("total", None).project("havna", "budget: {currency: NOK}\n")
        world.rule("project-a", "project.budget.total > 3", when="'!has(params.frame)'")
        assert world.check().rules == ["rule-failed"]


def test_names_that_run_together_are_told_apart(world: World) -> None:
    world.parameter("x", "{y: {a: 1}}").parameter("x_y", "{a: tekst}").project()
    assert world.outcome("params.x.y.a == 1 && params.x_y.a == 'tekst'") == "fulfilled"


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        ("500", "params.x == 500"),
        ("'500'", "params.x == '500'"),
        ("2.50", "params.x == 2.5"),
        ("-3", "params.x == -3"),
        ("2026-01-01", "params.x == '2026-01-01' && params.x < as_of"),
        ("tekst", "params.x == 'tekst'"),
        ("[1, 2]", "params.x == [1, 2]"),
        ("[1, 2.5]", "params.x == [1.0, 2.5]"),
        ("[NO, SE]", "'NO' in params.x"),
        ("{NO: 1, SE: 2}", "params.x['NO'] == 1 && size(params.x) == 2"),
        ("{a-b: 1, å: 2}", "params.x['å'] == 2"),
        ("[{a: 1}, {a: tekst}]", "params.x[0].a == 1 && params.x[1].a == 'tekst'"),
        ("{y: {a: {b: 3}}}", "params.x.y.a.b == 3"),
        ("{start: 2023-10-01, days: 5}", "params.x.start < as_of && params.x.days == 5"),
        ("[{name: A, most: 1}, {name: B, most: 2}]", "params.x.exists(each, each.name == 'B' && each.most == 2)"),
        ("[[1, 2], [3]]", "params.x[0][1] == 2"),
        ("[]", "params.x == []"),
        ("{}", "params.x == {}"),
    ],
)
def test_a_parameter_may_be_a_number_a_text_a_date_a_list_or_a_map(world: World, value: str, holds: str) -> None:
    assert world.parameter("x", value).project().outcome(holds) == "fulfilled"
