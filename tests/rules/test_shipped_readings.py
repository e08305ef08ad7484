"""The exact readings of the specification, asked of the shipped rules: last days, exact amounts, what counts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from portfolios import SHIPPED, Verdict, World, run

DAY = "2026-11-23"


class City(World):
    """A data repo that is held to the shipped rules."""

    rules: Path = SHIPPED

    def shipped(self, as_of: str = DAY, lang: str = "en") -> Verdict:
        arguments = ["check", "--format", "json", "--show", "all", "--rules", str(self.rules), "--as-of", as_of]
        ran = run(self.root, *arguments, "--lang", lang)
        assert ran.out, ran.err
        return Verdict(ran)

    def set(self, parameter: str, value: str) -> None:
        """Gives a parameter that the shipped strategy leaves unset a value."""
        self.rules = self.root / "regler"
        shutil.copytree(SHIPPED, self.rules)
        strategy = self.rules / "strategy.yaml"
        text = strategy.read_text(encoding="utf-8")
        unset = f"  {parameter}:\n    why:"
        assert unset in text
        strategy.write_text(text.replace(unset, f"  {parameter}:\n    value: {value}\n    why:"), encoding="utf-8")

    def city(self, id_: str, more: str = "", country: str = "DK", status: str = "active", name: str = "") -> None:
        base = f"name: {name or id_.title()}\ncountry: {country}\nrelation: sister_city\nstatus: {status}\n"
        self.partner(id_, more, base=base)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path / "repo")


def project(city: City, rule: str, more: str, status: str = "active", as_of: str = DAY) -> str | None:
    """What a rule comes to for one project."""
    city.project("havna", more + "\n", base=f"title: Havna\nstatus: {status}\n")
    return city.shipped(as_of).outcome(rule)


def partner(city: City, rule: str, more: str, status: str = "active", as_of: str = DAY) -> str | None:
    """What a rule comes to for one sister city."""
    city.city("nordby", more + "\n", status=status)
    return city.shipped(as_of).outcome(rule)


@pytest.mark.parametrize(
    ("end", "as_of", "outcome"),
    [
        ("2025-01-31", "2025-07-31", "not_applicable"),
        ("2025-01-31", "2025-08-01", "breach"),
        ("2025-06-30", "2025-12-30", "not_applicable"),
        ("2025-06-30", "2025-12-31", "breach"),
        ("2023-08-31", "2024-02-29", "not_applicable"),
        ("2023-08-31", "2024-03-01", "breach"),
        ("2024-08-31", "2025-02-28", "not_applicable"),
        ("2024-08-31", "2025-03-01", "breach"),
    ],
)
def test_months_are_calendar_months_and_the_last_day_is_in_time(city: City, end: str, as_of: str, outcome: str) -> None:
    more = f"period: {{end: {end}}}\nbudget: {{total: 500000}}"
    assert project(city, "project-evaluation", more, "completed", as_of) == outcome


@pytest.mark.parametrize(
    ("budget", "outcome"),
    [
        ("{total: 499999}", "not_applicable"),
        ("{total: 500000}", "breach"),
        ("{total: 500001}", "breach"),
        ("{total: 490196, currency: SEK}", "not_applicable"),
        ("{total: 490197, currency: SEK}", "breach"),
        ("{total: 43103, currency: EUR}", "not_applicable"),
        ("{total: 43104, currency: EUR}", "breach"),
        ("{total: 1, currency: GBP}", "unknown"),
        ("{currency: NOK}", "unknown"),
    ],
)
class TestLarger:
    """At or over the parameter, in kroner; without a total or a rate nobody can say."""

    def test_of_a_project_that_is_to_be_evaluated(self, city: City, budget: str, outcome: str) -> None:
        assert project(city, "project-evaluation-planned", f"budget: {budget}", "planned") == outcome

    def test_of_a_project_that_was_to_be_evaluated(self, city: City, budget: str, outcome: str) -> None:
        more = f"period: {{end: 2020-01-01}}\nbudget: {budget}"
        assert project(city, "project-evaluation", more, "completed") == outcome

    def test_of_an_evaluation_that_is_to_say_something(self, city: City, budget: str, outcome: str) -> None:
        more = f"evaluation: {{completed: 2026-01-01, results: A}}\nbudget: {budget}"
        assert project(city, "project-evaluation-content", more, "completed") == outcome

    def test_of_a_project_whose_risks_are_to_be_assessed(self, city: City, budget: str, outcome: str) -> None:
        assert project(city, "project-risk-assessment", f"budget: {budget}") == outcome


@pytest.mark.parametrize(
    ("status", "period", "total", "outcome"),
    [
        ("active", "", "", "not_applicable"),
        ("completed", "", "budget: {total: 5}", "not_applicable"),
        ("completed", "period: {end: 2026-10-01}", "", "not_applicable"),
        ("completed", "period: {end: 2020-10-01}", "", "unknown"),
        ("completed", "", "budget: {total: 600000}", "unknown"),
        ("completed", "period: {end: 2026-10-01}", "budget: {total: 600000}", "not_applicable"),
    ],
)
def test_what_is_known_decides_whether_an_evaluation_is_due(
    city: City, status: str, period: str, total: str, outcome: str
) -> None:
    assert project(city, "project-evaluation", f"{period}\n{total}", status) == outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ("budget: {total: 5}", "not_applicable"),
        ("", "unknown"),
        ("risk_factors: [minors]", "breach"),
        ("participants: [{country: UA}]", "breach"),
        ("participants: [{country: SE}]\nbudget: {total: 5}", "not_applicable"),
        ("partners: [rivne]", "breach"),
        ("partners: [rivne]\nrisk_assessment: {not_needed: Bare et møte}", "fulfilled"),
        ("partners: [rivne]\nrisk_assessment: {risks: [{description: A}]}", "fulfilled"),
        ("partners: [rivne]\nrisk_assessment: {date: 2026-01-01}", "breach"),
        ("partners: [nordby]\nbudget: {total: 5}", "not_applicable"),
    ],
)
def test_when_the_risks_of_a_project_are_to_be_assessed(city: City, more: str, outcome: str) -> None:
    city.city("rivne", country="UA")
    city.city("nordby")
    assert project(city, "project-risk-assessment", more) == outcome


@pytest.mark.parametrize(
    ("risk", "outcome"),
    [
        ("{likelihood: 3, impact: 3}", "breach"),
        ("{likelihood: 2, impact: 4}", "fulfilled"),
        ("{likelihood: 5, impact: 5, mitigation: Vi øver}", "fulfilled"),
        ("{likelihood: 5}", "unknown"),
        ("{impact: 5}", "unknown"),
        ("{description: A, mitigation: Vi øver}", "fulfilled"),
    ],
)
def test_a_risk_is_to_be_mitigated_at_the_parameter_and_over(city: City, risk: str, outcome: str) -> None:
    city.project("havna", f"risk_assessment: {{risks: [{risk}]}}\n")
    assert city.shipped().outcomes("project-risk-mitigation") == {("havna", 0): outcome}


class TestVisits:
    ASKED = "contact_level: high\nvisits: "
    BOTH = "[{date: 2025-01-01, direction: outgoing}, {date: 2025-01-01, direction: incoming}]"

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2023-10-01", "not_applicable"),
            ("2026-09-30", "not_applicable"),  # 1095 days of 1461
            ("2026-10-01", "breach"),  # 1096
            ("2027-09-30", "breach"),
        ],
    )
    def test_are_missed_once_the_share_of_the_term_has_passed(self, city: City, as_of: str, outcome: str) -> None:
        assert partner(city, "partner-visits", self.ASKED + "[]", as_of=as_of) == outcome

    @pytest.mark.parametrize(
        ("more", "outcome"),
        [
            ("contact_level: high", "breach"),
            ("contact_level: medium", "not_applicable"),
            ("", "not_applicable"),
            ("traditions: [{name: Julegran}]", "breach"),
            ("contact_level: low\ntraditions: [{name: Julegran}]", "breach"),
        ],
    )
    def test_are_wanted_of_the_most_active_contact_and_of_traditions(self, city: City, more: str, outcome: str) -> None:
        assert partner(city, "partner-visits", f"{more}\nvisits: []") == outcome

    @pytest.mark.parametrize(
        ("visits", "outcome"),
        [
            (BOTH, "fulfilled"),
            ("[{date: 2025-01-01, direction: outgoing}]", "breach"),
            ("[{date: 2023-10-01, direction: outgoing}, {date: 2026-11-23, direction: incoming}]", "fulfilled"),
            ("[{date: 2023-09-30, direction: outgoing}, {date: 2026-11-23, direction: incoming}]", "breach"),
            ("[{date: 2023-10-01, direction: outgoing}, {date: 2026-11-24, direction: incoming}]", "breach"),
            ("[{date: 2025-01-01}, {date: 2025-01-01, direction: incoming}]", "unknown"),
        ],
    )
    def test_count_in_the_term_and_not_after_the_day(self, city: City, visits: str, outcome: str) -> None:
        assert partner(city, "partner-visits", self.ASKED + visits) == outcome

    @pytest.mark.parametrize(
        ("visits", "outcome"),
        [
            ("[]", "fulfilled"),
            (BOTH, "fulfilled"),
            ("[{date: 2025-01-01, direction: outgoing}, {date: 2025-02-01, direction: outgoing}]", "breach"),
            ("[{date: 2025-01-01, direction: incoming}, {date: 2025-02-01, direction: incoming}]", "breach"),
            ("[{date: 2025-01-01, direction: outgoing}, {date: 2023-01-01, direction: outgoing}]", "fulfilled"),
        ],
    )
    def test_may_not_be_more_than_the_parameter_either_way(self, city: City, visits: str, outcome: str) -> None:
        assert partner(city, "partner-visits-limit", f"visits: {visits}") == outcome

    @pytest.mark.parametrize("rule", ["partner-visits", "partner-visits-limit", "portfolio-traditions-first"])
    def test_that_were_never_recorded_make_what_rests_on_them_unknown(self, city: City, rule: str) -> None:
        city.city("vestby", "visits: []\n", country="SE")
        city.city("nordby", "contact_level: high\ntraditions: [{name: Julegran}]\n")
        verdict = city.shipped()
        subject = None if rule.startswith("portfolio") else "nordby"
        assert verdict.outcomes(rule)[subject] == "unknown"
        (finding,) = verdict.of(rule, subject)
        assert (finding["location"]["path"], finding["location"]["pointer"]) == ("data/partners/nordby.yaml", "/visits")

    @pytest.mark.parametrize(
        ("with_tradition", "without", "outcome"), [(1, 1, "fulfilled"), (1, 2, "breach"), (2, 1, "fulfilled")]
    )
    def test_go_to_traditions_first(self, city: City, with_tradition: int, without: int, outcome: str) -> None:
        visit = "{date: 2025-01-01, direction: outgoing}"
        city.city("a", f"traditions: [{{name: Julegran}}]\nvisits: [{', '.join([visit] * with_tradition)}]\n")
        city.city("b", f"visits: [{', '.join([visit] * without)}]\n")
        city.city("c", status="dormant")
        assert city.shipped().outcome("portfolio-traditions-first") == outcome


class TestPartners:
    @pytest.mark.parametrize(
        ("review", "outcome"),
        [
            ("", "breach"),
            ("review: {conclusion: continue}", "breach"),
            ("review: {date: 2023-09-30}", "breach"),
            ("review: {date: 2023-10-01}", "fulfilled"),
            ("review: {date: 2026-11-23}", "fulfilled"),
            ("review: {date: 2026-11-24}", "breach"),
        ],
    )
    def test_a_review_in_the_term_and_no_review_is_a_breach(self, city: City, review: str, outcome: str) -> None:
        assert partner(city, "partner-sustainable", review) == outcome

    @pytest.mark.parametrize(
        ("since", "as_of", "outcome"),
        [
            ("since: 2022", "2026-12-31", "not_applicable"),
            ("since: 2022", "2027-01-01", "breach"),
            ("since: 1950", DAY, "breach"),
            ("", DAY, "unknown"),
        ],
    )
    def test_an_old_relation_is_to_be_used_and_its_age_must_be_known(
        self, city: City, since: str, as_of: str, outcome: str
    ) -> None:
        assert partner(city, "partner-used", since, as_of=as_of) == outcome

    @pytest.mark.parametrize(
        ("status", "period", "outcome"),
        [
            ("completed", "{end: 2022-11-23}", "fulfilled"),
            ("completed", "{end: 2022-11-22}", "breach"),
            ("active", "{start: 2020-01-01}", "fulfilled"),
            ("applied", "{end: 2030-01-01}", "fulfilled"),
            ("idea", "{end: 2030-01-01}", "breach"),
            ("cancelled", "{end: 2030-01-01}", "breach"),
        ],
    )
    def test_a_project_uses_its_partner_until_so_many_months_after_its_end(
        self, city: City, status: str, period: str, outcome: str
    ) -> None:
        city.project("havna", f"partners: [nordby]\nperiod: {period}\n", base=f"title: Havna\nstatus: {status}\n")
        assert partner(city, "partner-used", "since: 1950") == outcome

    @pytest.mark.parametrize(("budget", "outcome"), [("{total: 0}", "fulfilled"), ("{currency: NOK}", "breach")])
    def test_a_relation_may_cost_nothing_where_somebody_has_said_so(
        self, city: City, budget: str, outcome: str
    ) -> None:
        assert partner(city, "partner-budget", f"budget: {budget}") == outcome


class TestProjects:
    @pytest.mark.parametrize(("total", "outcome"), [("0", "breach"), ("1", "fulfilled")])
    def test_a_budget_is_over_zero(self, city: City, total: str, outcome: str) -> None:
        assert project(city, "project-budget", f"budget: {{total: {total}}}") == outcome

    @pytest.mark.parametrize(
        ("funding", "outcome"),
        [
            ("{kind: own, status: granted}", "breach"),
            ("{kind: eu, status: considered}", "breach"),
            ("{kind: eu}", "breach"),
            ("{status: granted}", "breach"),
            ("{kind: eu, status: applied}", "fulfilled"),
            ("{kind: county, status: granted}", "fulfilled"),
            ("{kind: private, status: rejected}", "fulfilled"),
        ],
    )
    def test_external_money_is_sought_when_applied_for_granted_or_rejected(
        self, city: City, funding: str, outcome: str
    ) -> None:
        assert project(city, "project-external-funding", f"funding: [{funding}]") == outcome

    @pytest.mark.parametrize(
        ("areas", "funding", "outcome"),
        [
            ("[culture]", "[{kind: eu}]", "fulfilled"),
            ("[culture]", "[{kind: eea, status: granted}]", "fulfilled"),
            ("[culture]", "[{kind: interreg, status: considered}]", "fulfilled"),
            ("[culture]", "[{kind: interreg, status: rejected}]", "breach"),
            ("[culture]", "[{kind: nordic, status: granted}]", "breach"),
            ("[business]", "[{kind: eu}]", "breach"),
        ],
    )
    def test_a_culture_project_has_european_money_that_was_not_rejected(
        self, city: City, areas: str, funding: str, outcome: str
    ) -> None:
        more = f"strategy: {{goals: [4]}}\nareas: {areas}\nfunding: {funding}"
        assert project(city, "project-culture-programme", more) == outcome

    @pytest.mark.parametrize(
        ("plan", "outcome"),
        [
            ("", "not_applicable"),
            ("plan: {description: A}", "breach"),
            ("plan: {activities: [{title: A, start: 2026-01-01, end: 2026-02-01}]}", "fulfilled"),
            ("plan: {activities: [{title: A, start: 2026-01-01}]}", "breach"),
            ("plan: {activities: [{start: 2026-01-01, end: 2026-02-01}, {end: 2026-02-01}]}", "breach"),
        ],
    )
    def test_activities_have_start_and_end(self, city: City, plan: str, outcome: str) -> None:
        assert project(city, "project-plan-activities", plan) == outcome

    def test_a_sister_city_is_a_partner_that_has_a_record(self, city: City) -> None:
        city.city("nordby")
        city.partner("klubben", base="name: Klubben\ncountry: DK\nrelation: network\nstatus: active\n")
        for id_, partners in (("a", "[nordby]"), ("b", "[klubben]"), ("c", "[]")):
            city.project(id_, f"strategy: {{goals: [3]}}\npartners: {partners}\n")
        outcomes = city.shipped().outcomes("project-sister-city-partner")
        assert outcomes == {"a": "fulfilled", "b": "breach", "c": "breach"}


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


@pytest.mark.parametrize(
    ("rule", "text", "pointer"),
    [
        ("partner-tradition-kept", "traditions: [{name: Julegran}]\n", "/status"),
        ("quality-future-since", "since: 2030\n", "/since"),
    ],
)
def test_a_finding_points_at_the_key_that_it_is_about(city: City, rule: str, text: str, pointer: str) -> None:
    city.city("nordby", text, status="dormant")
    assert city.shipped().one(rule)["location"]["pointer"] == pointer


def test_a_sum_of_funding_points_at_the_funding(city: City) -> None:
    city.project("havna", "budget: {total: 5}\nfunding: [{amount: 4, kind: eu, status: granted}]\n")
    assert city.shipped().one("quality-funding-sum")["location"]["pointer"] == "/funding"
