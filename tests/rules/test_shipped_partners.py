"""The exact readings of the specification, asked of the shipped rules about partners."""

from __future__ import annotations

import pytest
from city import DAY, City, partner


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
