"""The exact readings of the specification, asked of the shipped rules about projects."""

from __future__ import annotations

import pytest
from city import City, project


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


def test_a_sum_of_funding_points_at_the_funding(city: City) -> None:
    city.project("havna", "budget: {total: 5}\nfunding: [{amount: 4, kind: eu, status: granted}]\n")
    assert city.shipped().one("quality-funding-sum")["location"]["pointer"] == "/funding"
