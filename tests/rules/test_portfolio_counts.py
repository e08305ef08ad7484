"""Rules about the portfolio: what they count, for which items, and what the finding points at."""

from __future__ import annotations

import pytest
from portfolios import World


def partner(world: World, id_: str, country: str = "DK", status: str = "active", more: str = "") -> None:
    base = f"name: {id_.title()}\ncountry: {country}\nrelation: sister_city\nstatus: {status}\n"
    world.partner(id_, more, base=base)


class TestCount:
    def test_everything_of_the_kind_where_nothing_picks(self, world: World) -> None:
        world.project("a").project("b").partner("c")
        world.rule("portfolio-a", "count == 2", among="project").rule("portfolio-b", "count == 1", among="partner")
        world.rule("portfolio-c", "count == 3", among="[partner, project]")
        assert set(world.check().outcomes().values()) == {"fulfilled"}

    def test_what_where_picks(self, world: World) -> None:
        partner(world, "a")
        partner(world, "b", "SE")
        partner(world, "c", status="ended")
        world.rule(
            "portfolio-a", "count == 1", among="partner", where="partner.status == 'active' && partner.country == 'DK'"
        )
        assert world.check().outcome("portfolio-a") == "fulfilled"

    def test_nothing_is_counted_as_0(self, world: World) -> None:
        world.project().rule("portfolio-a", "count == 0", among="partner")
        assert world.check().outcome("portfolio-a") == "fulfilled"

    def test_with_both_kinds_among_a_record_is_called_record(self, world: World) -> None:
        world.project("a", "strategy: {goals: [1]}\n").partner("b", "strategy: {goals: [1, 2]}\n").partner("c")
        where = '\'has(record.strategy.goals) && "1" in record.strategy.goals && record.status == "active"\''
        world.rule("portfolio-a", "count == 2", among="[partner, project]", where=where)
        assert world.check().outcome("portfolio-a") == "fulfilled"

    def test_each_kind_can_be_told_by_its_kind(self, world: World) -> None:
        world.project("a").partner("b").partner("c")
        world.rule("portfolio-a", "count == 2", among="[partner, project]", where="record.kind == 'partner'")
        assert world.check().outcome("portfolio-a") == "fulfilled"

    def test_linked_and_personal_are_there_as_in_a_rule_about_records(self, world: World) -> None:
        world.project("a", "partners: [b]\nnotes: ola@gmail.com\n").project("c").partner("b")
        world.rule(
            "portfolio-a", "count == 1", among="project", where="size(linked) == 1 && size(personal.emails) == 1"
        )
        world.rule("portfolio-b", "count == 1", among="partner", where="linked.exists(one, one.id == 'a')")
        assert set(world.check().outcomes().values()) == {"fulfilled"}

    @pytest.mark.parametrize(
        ("when", "outcome"), [("true", "breach"), ("false", "not_applicable"), ("params.most > 5", "not_applicable")]
    )
    def test_its_condition_is_about_the_strategy_and_the_day(self, world: World, when: str, outcome: str) -> None:
        world.project().rule("portfolio-a", "false", among="project", when=f"'{when}'")
        assert world.check().outcome("portfolio-a") == outcome


class TestForEach:
    def test_over_a_list_of_a_parameter(self, world: World) -> None:
        partner(world, "a")
        partner(world, "b")
        world.rule(
            "portfolio-a", "count == 0", among="partner", for_each="params.countries", where="partner.country == item"
        )
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {(None, "SE"): "fulfilled", (None, "DK"): "breach"}
        assert verdict.one("portfolio-a")["item"] == "DK"

    def test_over_the_keys_of_a_map_each_with_its_own_count(self, world: World) -> None:
        wanted = {"GT": 1, "SE": 2, "DK": 3, "FI": 0, "IS": 4, "NO": 1, "DE": 0, "FR": 2, "ES": 1}
        world.parameter("each", "{" + ", ".join(f"{code}: {number}" for code, number in wanted.items()) + "}")
        for code, number in wanted.items():
            for each in range(number + (code == "DE")):
                partner(world, f"{code.lower()}-{each}", code)
        world.rule(
            "portfolio-a", "count == params.each[item]", among="partner", for_each="params.each",
            where="partner.country == item", message='{nb: "{item} {count}"}',
        )  # fmt: skip
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {
            (None, code): "breach" if code == "DE" else "fulfilled" for code in wanted
        }
        assert verdict.message("portfolio-a") == "DE 1"

    def test_over_maps_whose_name_is_the_item(self, world: World) -> None:
        world.parameter("named", "[{name: Rivne, country: UA}, {name: Aalborg, country: DK}]")
        partner(world, "aalborg")
        world.rule(
            "portfolio-a", "count == 1", among="partner", for_each="params.named",
            where="partner.country == item.country && same_text(partner.name, item.name)",
        )  # fmt: skip
        assert world.check().outcomes("portfolio-a") == {(None, "Rivne"): "breach", (None, "Aalborg"): "fulfilled"}

    def test_over_maps_of_one_name_each_has_its_own_finding(self, world: World) -> None:
        world.parameter("named", "[{name: Rivne, country: UA}, {name: Rivne, country: PL}]")
        partner(world, "aalborg")
        world.rule(
            "portfolio-a", "count == 1", among="partner", for_each="params.named",
            where="partner.country == item.country", values="{country: item.country}", message='{nb: "{country}"}',
        )  # fmt: skip
        verdict = world.check()
        assert sorted(finding["message"] for finding in verdict.findings) == ["PL", "UA"]
        assert verdict.json["summary"]["outcomes"]["breach"] == 2

    def test_over_the_goals_of_the_strategy_whose_code_is_the_item(self, world: World) -> None:
        world.project("a", "strategy: {goals: [2]}\n")
        world.rule(
            "portfolio-a", "count > 0", among="project", for_each="strategy.goals",
            where="has(project.strategy.goals) && item.code in project.strategy.goals",
        )  # fmt: skip
        assert world.check().outcomes("portfolio-a") == {(None, "1"): "breach", (None, "2"): "fulfilled"}

    def test_over_an_empty_list_there_is_no_outcome(self, world: World) -> None:
        world.parameter("none", "[]").project()
        world.rule("portfolio-a", "false", among="project", for_each="params.none")
        verdict = world.check()
        assert verdict.outcomes() == {}
        assert verdict.json["idle"]["rules"] == ["portfolio-a"]

    def test_numbers_are_items_as_text(self, world: World) -> None:
        world.parameter("years", "[2025, 2026]").project()
        world.rule("portfolio-a", "item > 2025", among="project", for_each="params.years")
        assert world.check().outcomes("portfolio-a") == {(None, "2025"): "breach", (None, "2026"): "fulfilled"}

    def test_one_item_that_cannot_be_judged_leaves_the_others(self, world: World) -> None:
        partner(world, "a", more="since: 1950\n")
        partner(world, "b", "SE")
        where = "partner.country == item && (has(partner.since) || missing('since'))"
        world.rule("portfolio-a", "count == 1", among="partner", for_each="params.countries", where=f'"{where}"')
        assert world.check().outcomes("portfolio-a") == {(None, "SE"): "unknown", (None, "DK"): "fulfilled"}


class TestGroupBy:
    def test_a_single_key(self, world: World) -> None:
        for id_, country in (("a", "DK"), ("b", "DK"), ("c", "SE")):
            partner(world, id_, country)
        world.rule(
            "portfolio-a", "count == 1", among="partner", group_by="partner.country", message='{nb: "{item} {names}"}'
        )
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {(None, "DK"): "breach", (None, "SE"): "fulfilled"}
        assert verdict.message("portfolio-a") == "DK A and B"

    def test_a_list_of_keys_puts_a_record_in_each_group_once(self, world: World) -> None:
        world.project("a", "areas: [culture, {other: Fisk}, culture]\n").project("b", "areas: [culture]\n").project("c")
        world.rule("portfolio-a", "count == 1", among="project", group_by="project.areas", message='{nb: "{count}"}')
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {(None, "culture"): "breach", (None, "Fisk"): "fulfilled"}
        assert verdict.message("portfolio-a") == "2"

    def test_the_groups_are_those_left_after_where(self, world: World) -> None:
        partner(world, "a", "DK", "ended")
        partner(world, "b", "SE")
        world.rule(
            "portfolio-a", "false", among="partner", group_by="partner.country", where="partner.status == 'active'"
        )
        assert world.check().outcomes("portfolio-a") == {(None, "SE"): "breach"}

    def test_without_groups_there_is_no_outcome(self, world: World) -> None:
        world.project().rule("portfolio-a", "false", among="project", group_by="project.areas")
        assert world.check().outcomes() == {}

    def test_a_record_whose_key_cannot_be_told_makes_an_unknown_beside_the_groups(self, world: World) -> None:
        world.project("a", "programme: norec\n").project("b")
        world.rule(
            "portfolio-a", "true", among="project",
            group_by="'has(project.programme) ? project.programme : missing(\"programme\")'",
        )  # fmt: skip
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {(None, "norec"): "fulfilled", None: "unknown"}
        assert verdict.one("portfolio-a")["location"]["path"] == "data/projects/b.yaml"

    def test_numbers_group_too(self, world: World) -> None:
        partner(world, "a", more="since: 1950\n")
        partner(world, "b", more="since: 1985\n")
        world.rule("portfolio-a", "item > 1960", among="partner", group_by="partner.since")
        assert world.check().outcomes("portfolio-a") == {(None, "1950"): "breach", (None, "1985"): "fulfilled"}


class TestWhatIsMissing:
    """An unknown of the portfolio points at the records that lack something."""

    def test_the_first_record_that_lacks_it_is_the_place_and_the_others_are_related(self, world: World) -> None:
        partner(world, "a", more="since: 1950\n")
        partner(world, "b")
        partner(world, "c")
        world.rule("portfolio-a", "count > 9", among="partner", where="'has(partner.since) || missing(\"since\")'")
        finding = world.check().one("portfolio-a")
        assert finding["outcome"] == "unknown"
        assert finding["location"]["path"] == "data/partners/b.yaml"
        assert finding["location"]["pointer"] == "/since"
        assert [each["location"]["path"] for each in finding["related"]] == ["data/partners/c.yaml"]

    def test_a_rate_that_is_missing_makes_the_item_unknown(self, world: World) -> None:
        world.project("a", "budget: {currency: GBP, own_by_year: {2025: 5}}\n")
        world.project("b", "budget: {own_by_year: {2025: 5, 2026: 5}}\n")
        world.rule(
            "portfolio-a", "own < 10.0", among="project", where="has(project.budget.own_by_year)",
            group_by="project.budget.own_by_year.map(year, year)",
            measures='{own: {sum: "nok(project.budget.own_by_year[item], project.budget.currency)"}}',
        )  # fmt: skip
        verdict = world.check()
        assert verdict.outcomes("portfolio-a") == {(None, "2025"): "unknown", (None, "2026"): "fulfilled"}
        assert "GBP" in verdict.message("portfolio-a")
