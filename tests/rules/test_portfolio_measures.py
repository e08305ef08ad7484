"""Measures of a rule about the portfolio: a sum, a smallest and a largest, each with its own `among` and `where`."""

from __future__ import annotations

import pytest
from portfolios import World


@pytest.fixture
def measured(world: World) -> World:
    """Two partners and two projects with budgets, and a project without."""
    world.partner("a", "budget: {total: 10}\n").partner("b", "budget: {total: 30, currency: SEK}\nsince: 1950\n")
    world.project("c", "budget: {total: 100}\n").project("d", "budget: {total: 5}\nnotes: x\n").project("e")
    return world


def outcome(world: World, require: str, measures: str, among: str = "project", **more: str) -> str | None:
    world.rule("portfolio-a", require, among=among, measures=measures, **more)
    return world.check().outcome("portfolio-a")


TOTAL = "has(project.budget.total) ? project.budget.total : 0"
SET = "has(project.budget.total)"


@pytest.mark.parametrize(
    ("measures", "require"),
    [
        (f"{{m: {{sum: '{TOTAL}'}}}}", "m == 105.0"),
        (f"{{m: {{max: '{TOTAL}'}}}}", "m == 100"),
        (f"{{m: {{min: '{TOTAL}'}}}}", "m == 0"),
        (f"{{m: {{min: project.budget.total, where: '{SET}'}}}}", "m == 5"),
        (f"{{m: {{sum: project.budget.total, where: '{SET}'}}}}", "m == 105.0 && count == 3"),
        ("{m: {sum: '1'}}", "m == 3.0"),
        ("{m: {sum: '0.1'}}", "m == 0.3"),
        ("{m: {sum: '1', where: has(project.notes)}}", "m == 1.0 && count == 3"),
        ("{m: {min: project.title}}", "m == 'Havna'"),
        ("{m: {max: project.id}}", "m == 'e'"),
        ("{m: {sum: '1'}, n: {max: project.id}}", "m == 3.0 && n == 'e'"),
    ],
)
def test_a_measure_is_folded_over_the_records(measured: World, measures: str, require: str) -> None:
    assert outcome(measured, require, measures) == "fulfilled"


def test_it_is_folded_over_what_the_rule_picks_where_it_has_no_where_of_its_own(measured: World) -> None:
    assert outcome(measured, "m == 2.0", "{m: {sum: '1'}}", where=SET) == "fulfilled"


def test_its_own_where_takes_the_place_of_the_rules(measured: World) -> None:
    measures = "{m: {sum: '1', where: has(project.notes)}, n: {sum: '1', where: 'true'}}"
    assert outcome(measured, "m == 1.0 && n == 3.0 && count == 0", measures, where="false") == "fulfilled"


def test_its_own_among_takes_the_place_of_the_rules(measured: World) -> None:
    measures = "{m: {sum: '1', among: partner, where: partner.country == 'DK'}}"
    assert outcome(measured, "m == 2.0 && count == 3", measures) == "fulfilled"


def test_it_may_be_among_both_kinds(measured: World) -> None:
    amount = "has(record.budget.total) ? nok(record.budget.total, record.budget.currency) : 0.0"
    measures = f"{{m: {{sum: '{amount}', among: [partner, project]}}}}"
    assert outcome(measured, "m == 145.6", measures) == "fulfilled"


def test_it_sees_the_item(measured: World) -> None:
    measures = "{m: {sum: partner.budget.total, where: partner.country == item}}"
    measured.rule(
        "portfolio-a", "m == 40.0 || item == 'SE'", among="partner", measures=measures, for_each="params.countries"
    )
    assert set(measured.check().outcomes("portfolio-a").values()) == {"fulfilled"}


class TestOverNothing:
    """A sum is 0; a smallest or largest is unset, and a rule that needs it is unknown."""

    @pytest.mark.parametrize(
        ("fold", "require", "outcome_"),
        [
            ("sum", "m == 0.0", "fulfilled"),
            ("min", "m < 3", "unknown"),
            ("max", "m < 3", "unknown"),
            ("min", "count == 3 || m < 3", "fulfilled"),
            ("min", "count == 9 && m < 3", "breach"),
        ],
    )
    def test_in_a_condition(self, measured: World, fold: str, require: str, outcome_: str) -> None:
        assert outcome(measured, require, f"{{m: {{{fold}: '1', where: 'false'}}}}") == outcome_

    @pytest.mark.parametrize(("fold", "outcome_"), [("sum", "fulfilled"), ("min", "unknown"), ("max", "unknown")])
    def test_in_needs(self, measured: World, fold: str, outcome_: str) -> None:
        assert outcome(measured, "true", f"{{m: {{{fold}: '1', where: 'false'}}}}", needs="[m]") == outcome_

    def test_it_is_named(self, measured: World) -> None:
        measured.rule("portfolio-a", "m < 3", among="project", measures="{m: {min: '1', where: 'false'}}")
        assert "m" in measured.check().message("portfolio-a").split("Title portfolio-a.")[1]


def test_with_groups_it_is_folded_over_each_group(world: World) -> None:
    years = {"a": "{2024: 1, 2025: 2}", "b": "{2025: 10, 2026: 20}", "c": "{2026: 300, 2024: 100}"}
    for id_, own in years.items():
        world.project(id_, f"budget: {{own_by_year: {own}}}\n")
    world.rule(
        "portfolio-a", "false", among="project", where="has(project.budget.own_by_year)",
        group_by="project.budget.own_by_year.map(year, year)",
        measures="{own: {sum: 'project.budget.own_by_year[item]'}, top: {max: 'project.budget.own_by_year[item]'}}",
        message='{nb: "{own} {top} {count}"}',
    )  # fmt: skip
    assert {finding["item"]: finding["message"] for finding in world.check().findings} == {
        "2024": "101 100 2",
        "2025": "12 10 2",
        "2026": "320 300 2",
    }


def test_with_groups_a_measure_with_its_own_where_looks_at_every_record(world: World) -> None:
    for id_, country, status in (
        ("a", "DK", "active"),
        ("b", "DK", "ended"),
        ("c", "SE", "active"),
        ("d", "FI", "ended"),
    ):
        world.partner(id_, base=f"name: {id_}\ncountry: {country}\nrelation: network\nstatus: {status}\n")
    world.project("e", "partners: [a, b]\n").project("f", "partners: [c]\n").project("g", "partners: [a]\n")
    world.rule(
        "portfolio-a", "false", among="partner", where="partner.status == 'active'", group_by="partner.country",
        measures="{all: {sum: '1', where: partner.country == item}, "
        "projects: {sum: '1', among: project, where: 'linked.exists(one, one.country == item)'}, own: {sum: '1'}}",
        message='{nb: "{count} {own} {all} {projects}"}',
    )  # fmt: skip
    found = {finding["item"]: finding["message"] for finding in world.check().findings}
    assert found == {"DK": "1 1 2 2", "SE": "1 1 1 1"}


def test_many_years_are_never_mixed_up(world: World) -> None:
    for id_, factor in (("a", 1), ("b", 1000)):
        own = ", ".join(f"{year}: {(year - 2000) * factor}" for year in range(2030, 2010, -1))
        world.project(id_, f"budget: {{own_by_year: {{{own}}}}}\n")
    world.rule(
        "portfolio-a", "own == double((item - 2000) * 1001)", among="project",
        group_by="project.budget.own_by_year.map(year, year)",
        measures="{own: {sum: 'project.budget.own_by_year[item]'}}",
    )  # fmt: skip
    assert set(world.check().outcomes("portfolio-a").values()) == {"fulfilled"}
