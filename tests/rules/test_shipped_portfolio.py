"""The exact readings of the specification, asked of the shipped rules about the portfolio."""

from __future__ import annotations

import pytest
from city import City


class TestThePortfolio:
    def test_exactly_one_active_sister_city_in_each_neighbour_and_those_that_compete_are_named(
        self, city: City
    ) -> None:
        city.city("aalborg")
        city.city("nordby")
        city.city("karlskoga", country="SE", status="dormant")
        city.city("kotka", country="FI")
        verdict = city.shipped()
        expected = {(None, "SE"): "breach", (None, "DK"): "breach", (None, "FI"): "fulfilled"}
        assert verdict.outcomes("portfolio-nordic-neighbours") == expected
        found = {finding["item"]: finding for finding in verdict.of("portfolio-nordic-neighbours")}
        assert "Aalborg" in found["DK"]["message"]
        assert "Nordby" in found["DK"]["message"]
        assert found["DK"]["location"]["path"] == "data/partners/aalborg.yaml"
        assert [each["id"] for each in found["DK"]["related"]] == ["nordby"]
        assert found["SE"]["location"]["path"] is None

    @pytest.mark.parametrize(("number", "outcome"), [(0, "breach"), (1, "fulfilled"), (2, "breach")])
    def test_exactly_so_many_in_a_single_country(self, city: City, number: int, outcome: str) -> None:
        city.city("nordby")
        for each in range(number):
            city.city(f"gt-{each}", country="GT")
        assert city.shipped().outcomes("portfolio-single-country") == {(None, "GT"): outcome}

    @pytest.mark.parametrize(
        ("name", "country", "status", "outcome"),
        [
            ("Rivne", "UA", "active", "fulfilled"),
            ("RIVNE", "UA", "active", "fulfilled"),
            ("Rivne", "PL", "active", "breach"),
            ("Rivne by", "UA", "active", "breach"),
            ("Rivne", "UA", "dormant", "breach"),
        ],
    )
    def test_a_named_relation_by_name_and_country(
        self, city: City, name: str, country: str, status: str, outcome: str
    ) -> None:
        city.city("rivne", country=country, status=status, name=name)
        assert city.shipped().outcomes("portfolio-named-relations") == {(None, "Rivne"): outcome}

    def test_unset_parameters_make_their_rules_unknown(self, city: City) -> None:
        city.city("nordby", "budget: {own_by_year: {2025: 5}}\n")
        verdict = city.shipped()
        assert verdict.outcome("portfolio-number") == "unknown"
        assert verdict.outcome("portfolio-annual-frame") == "unknown"
        assert "max_sister_cities" in verdict.message("portfolio-number")

    @pytest.mark.parametrize(("most", "outcome"), [("1", "breach"), ("2", "fulfilled")])
    def test_no_more_sister_cities_than_the_parameter(self, city: City, most: str, outcome: str) -> None:
        city.set("max_sister_cities", most)
        city.city("nordby")
        city.city("vestby")
        city.city("sorby", status="proposed")
        assert city.shipped().outcome("portfolio-number") == outcome

    def test_own_money_of_a_year_is_within_the_frame(self, city: City) -> None:
        city.set("annual_frame", "1000")
        city.city("nordby", "budget: {own_by_year: {2025: 400, 2026: 401}}\n")
        city.project("havna", "budget: {total: 9000, own_by_year: {2025: 600, 2026: 600}}\n")
        city.project("torget", "budget: {total: 9000}\nfunding: [{kind: own, amount: 9000, status: granted}]\n")
        assert city.shipped().outcomes("portfolio-annual-frame") == {
            (None, "2025"): "fulfilled",
            (None, "2026"): "breach",
        }

    def test_own_money_in_another_currency_is_counted_at_the_rate_and_unknown_without(self, city: City) -> None:
        city.set("annual_frame", "1160")
        city.project("havna", "budget: {currency: EUR, own_by_year: {2025: 100, 2026: 101}}\n")
        city.project("torget", "budget: {currency: GBP, own_by_year: {2027: 1}}\n")
        verdict = city.shipped()
        assert verdict.outcomes("portfolio-annual-frame") == {
            (None, "2025"): "fulfilled",
            (None, "2026"): "breach",
            (None, "2027"): "unknown",
        }
        assert [each["interpretations"] for each in verdict.of("portfolio-annual-frame")] == [["exchange_rates"], []]

    @pytest.mark.parametrize(
        ("status", "kind", "outcome"),
        [
            ("active", "project", "fulfilled"),
            ("planned", "project", "breach"),
            ("completed", "project", "breach"),
            ("active", "partner", "fulfilled"),
            ("proposed", "partner", "fulfilled"),
            ("dormant", "partner", "breach"),
        ],
    )
    def test_a_goal_is_served_by_an_active_project_or_a_live_partner(
        self, city: City, status: str, kind: str, outcome: str
    ) -> None:
        more = "strategy: {goals: [2]}\n"
        if kind == "project":
            city.project("havna", more, base=f"title: Havna\nstatus: {status}\n")
        else:
            city.city("nordby", more, status=status)
        expected = {(None, goal): outcome if goal == "2" else "breach" for goal in ("1", "2", "3", "4")}
        assert city.shipped().outcomes("portfolio-strategy-goals") == expected

    @pytest.mark.parametrize(
        ("status", "funding", "outcome"),
        [
            ("applied", "{kind: eu, status: applied}", "fulfilled"),
            ("planned", "{kind: eea, status: considered}", "fulfilled"),
            ("active", "{kind: interreg}", "fulfilled"),
            ("active", "{kind: interreg, status: rejected}", "breach"),
            ("completed", "{kind: eu, status: granted}", "breach"),
            ("active", "{kind: state, status: granted}", "breach"),
        ],
    )
    def test_one_culture_project_with_european_money(self, city: City, status: str, funding: str, outcome: str) -> None:
        more = f"areas: [culture]\nfunding: [{funding}]\n"
        city.project("havna", more, base=f"title: Havna\nstatus: {status}\n")
        assert city.shipped().outcome("portfolio-culture-programmes") == outcome

    @pytest.mark.parametrize(
        ("funding", "outcome"),
        [
            ("{kind: own, amount: 50, status: granted}, {kind: eu, amount: 50, status: granted}", "fulfilled"),
            ("{kind: own, amount: 51, status: granted}, {kind: eu, amount: 50, status: granted}", "breach"),
            ("{kind: own, amount: 50, status: granted}, {kind: eu, amount: 50, status: applied}", "breach"),
            ("{kind: own, amount: 99, status: applied}, {kind: eu, amount: 1, status: granted}", "fulfilled"),
            ("{kind: eu, amount: 50, status: applied}", "unknown"),
            ("{kind: eu, status: granted}", "unknown"),
            ("{amount: 5, status: granted}", "unknown"),
        ],
    )
    def test_half_of_the_granted_money_is_external(self, city: City, funding: str, outcome: str) -> None:
        city.project("havna", f"funding: [{funding}]\n")
        assert city.shipped().outcome("portfolio-external-share") == outcome
