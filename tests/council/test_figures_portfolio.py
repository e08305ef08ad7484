"""The figures of the council paper over one portfolio: counts, money, visits, goals, countries. Worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from city import City
from report_world import Figures, everything, figures, names


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """All records, and no frame for the money."""
    return figures(everything(City(tmp_path_factory.mktemp("by"))))


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The same, with a frame of 70 000 kroner a year."""
    city = everything(City(tmp_path_factory.mktemp("ramme")))
    city.set("annual_frame", "70000")
    return figures(city)


def one(found: Figures, part: str, id_: str) -> dict[str, Any]:
    (line,) = [each for each in found[part] if each["record"]["id"] == id_]
    return dict(line)


def test_partners_and_projects_by_status(found: Figures) -> None:
    def counted(kind: str) -> dict[str, int]:
        return {each["status"]: each["records"] for each in found["totals"][kind]}

    assert counted("partners") == {"proposed": 1, "active": 2, "dormant": 1, "ended": 1}
    assert counted("projects") == {"idea": 1, "applied": 1, "planned": 1, "active": 2, "completed": 1, "cancelled": 1}
    # Of the three sister cities one is only proposed, and one has ended.
    assert found["totals"]["sister_cities"] == 1
    assert found["records"] == {"partners": 5, "projects": 7, "unreadable": 0}


def test_countries_are_those_of_partners_that_have_not_ended(found: Figures) -> None:
    # Denmark, Finland, Ukraine and Norway; Sweden's only partner has ended.
    assert found["totals"]["countries"] == 4


def test_where_partners_and_participants_are(found: Figures) -> None:
    told = {each["code"]: (names(each["partners"]), each["participants"]) for each in found["countries"]}
    assert told == {
        "DK": (["Aalborg"], 0),
        "FI": (["Kotka"], 0),
        "GB": ([], 1),
        "NO": (["Nettverket"], 1),  # our own country, where a partner lies there
        "PL": ([], 1),
        "SE": ([], 2),  # Gammelby has ended; two participants of Havna are there
        "UA": (["Rivne"], 0),  # dormant is not ended
    }  # not Iceland, whose project is cancelled
    assert list(told) == sorted(told)
    assert found["home"] == "NO"


def test_own_money_by_year_over_all_records_at_the_rates(found: Figures) -> None:
    told = [(each["year"], each["own"], each["records"], each["frame"]) for each in found["economy"]["years"]]
    assert told == [
        (2024, 40_000, 1, None),  # Aalborg
        # Aalborg 60 000, Havna 1 000 euros at 11,6, and the idea's 5 000. There is no rate for the 9 000 pounds.
        (2026, 76_600, 3, None),
        (2027, 23_200, 1, None),  # Havna's 2 000 euros
    ]
    assert found["economy"]["frame"] is None


def test_own_money_against_a_frame(framed: Figures, found: Figures) -> None:
    assert framed["economy"]["frame"] == 70_000
    # The frame of now says nothing about 2024, which is past.
    assert [each["frame"] for each in framed["economy"]["years"]] == [None, 70_000, 70_000]
    # The idea's 5 000 of 2026 may never be spent.
    assert [each["undecided"] for each in framed["economy"]["years"]] == [0, 5_000, 0]
    frame_rule = [each for each in framed["follow_up"] if each["rule"] == "portfolio-annual-frame"]
    assert frame_rule == []  # 2026 cannot be told: the pounds have no rate
    assert "portfolio-annual-frame" in [rule for gap in framed["gaps"] for rule in gap["rules"]]
    own = [(each["year"], each["own"]) for each in framed["economy"]["years"]]
    assert own == [(each["year"], each["own"]) for each in found["economy"]["years"]]


def test_own_money_in_a_currency_without_a_rate_is_named_and_not_lost(found: Figures) -> None:
    assert names(found["economy"]["unrated"]) == ["Pund"]


def test_sources_by_kind_granted_and_applied(found: Figures) -> None:
    told = {each["kind"]: (each["granted"], each["applied"], each["projects"]) for each in found["economy"]["sources"]}
    assert told == {
        "own": (382_000, 0, 2),  # Havna 20 000 euros, Skolen 150 000; ideas have no say
        "county": (250_000, 0, 1),
        "nordic": (102_000, 0, 1),  # 100 000 Swedish kronor at 1,02
        "eu": (0, 116_000, 1),  # 10 000 euros applied for
        "interreg": (696_000, 0, 1),  # 60 000 euros
        "foundation": (0, 50_000, 1),  # considered counts beside applied; the pounds cannot be converted
    }  # not the state, which said no, nor the EEA money of the cancelled project
    assert list(told) == ["own", "county", "nordic", "eu", "interreg", "foundation"]


def test_the_external_share_of_what_is_granted(found: Figures) -> None:
    # 250 000 + 102 000 + 696 000 of 1 430 000.
    assert found["economy"]["external_share"] == pytest.approx(1_048_000 / 1_430_000)


def test_the_rates_that_were_used_and_their_date(found: Figures) -> None:
    # The strategy has rates for Danish kroner and dollars too, which nothing is in.
    assert found["economy"]["rates"] == [{"currency": "EUR", "rate": 11.6}, {"currency": "SEK", "rate": 1.02}]
    assert found["economy"]["rates_date"] == "2026-11-23"


def test_projects_whose_sources_cannot_be_placed_are_named(found: Figures) -> None:
    assert names(found["economy"]["unplaced"]) == ["Pund"]


@pytest.mark.parametrize(
    ("id_", "total", "own", "external", "currency"),
    [
        ("havna", 1_160_000, 34_800, 696_000, "EUR"),  # 3 000 euros by year go before the 20 000 that are granted
        ("skolen", 500_000, 150_000, 250_000, None),  # nothing by year, so what is granted
        ("ideen", None, 5_000, None, None),
        ("ferdig", 204_000, None, 102_000, "SEK"),
        ("pund", None, None, None, "GBP"),  # no rate
        ("avlyst", None, None, 800_000, None),
        ("uten", None, None, None, None),
    ],
)
def test_own_and_external_share_of_each_project(
    found: Figures, id_: str, total: int | None, own: int | None, external: int | None, currency: str | None
) -> None:
    line = one(found, "projects", id_)
    assert (line["total"], line["own"], line["external"], line["currency"]) == (total, own, external, currency)


def test_projects_in_the_order_of_the_overview(found: Figures) -> None:
    told = [each["record"]["name"] for each in found["projects"]]
    assert told == ["Havna", "Uten", "Skolen", "Pund", "Ideen", "Ferdig", "Avlyst"]  # active first, cancelled last


def test_the_line_of_a_project(found: Figures) -> None:
    line = one(found, "projects", "havna")
    assert names(line["partners"]) == ["Aalborg", "Kotka"]
    assert line["participants"][:2] == ["Lysekils kommun", "Strömstads kommun"]
    assert (line["programme"], line["start"], line["end"]) == ("interreg-oks", "2024-03-01", "2027-12-31")
    assert (line["goals"], line["un_goals"]) == (["1", "3"], [8, 11])
    assert one(found, "projects", "ferdig")["programme"] == "Egen ordning"
    assert one(found, "projects", "uten")["programme"] is None


@pytest.mark.parametrize(
    ("id_", "out", "home", "last_out", "last_home", "undated"),
    [
        # 30 September 2023 is before the term, 24 November 2026 is to come; two lack a date or a direction.
        ("aalborg", 1, 1, "2023-10-01", "2026-11-23", 2),
        ("kotka", 0, 0, None, None, 0),  # `visits: []`: there were none
        ("rivne", None, None, None, None, 0),  # nothing is recorded
        ("gammelby", 0, 1, None, "2024-01-10", 0),
    ],
)
def test_visits_each_way_in_the_term_and_up_to_the_day(
    found: Figures,
    id_: str,
    out: int | None,
    home: int | None,
    last_out: str | None,
    last_home: str | None,
    undated: int,
) -> None:
    line = one(found, "partners", id_)
    assert (line["outgoing"], line["incoming"]) == (out, home)
    assert (line["last_outgoing"], line["last_incoming"], line["undated"]) == (last_out, last_home, undated)
    assert found["term"] == {"start": "2023-10-01", "end": "2027-09-30"}


def test_the_line_of_a_partner(found: Figures) -> None:
    line = one(found, "partners", "aalborg")
    assert (line["country"], line["relation"], line["status"], line["since"]) == ("DK", "sister_city", "active", 1950)
    assert (line["traditions"], line["areas"]) == (["Julegran", "Elevbytte"], ["culture", "Sykkelbyer"])
    assert (line["agreement"], line["signed"], line["valid_until"]) == ("Vennskapsavtale", "2023-11-20", "2027-10-31")
    assert one(found, "partners", "gammelby")["agreement"] == ""  # an agreement without a title is one
    assert one(found, "partners", "kotka")["agreement"] is None
    assert [each["record"]["name"] for each in found["partners"]][-1] == "Gammelby"  # what has ended stands last


def test_the_un_goals_with_what_serves_each(found: Figures) -> None:
    assert [each["code"] for each in found["un_goals"]] == [str(number) for number in range(1, 18)]
    served = {
        each["code"]: (names(each["partners"]), names(each["active"]), names(each["others"]))
        for each in found["un_goals"]
        if each["partners"] or each["active"] or each["others"]
    }
    assert served == {
        "4": ([], [], ["Skolen"]),
        "8": ([], ["Havna"], ["Ideen"]),  # not the cancelled project
        "11": (["Aalborg"], ["Havna"], []),
        "16": (["Rivne"], [], []),
    }  # not 5, for Gammelby has ended, nor 13, for Avlyst is cancelled
    assert found["totals"]["un_goals"] == 4
    assert found["un_goals"][10]["name"] == "Sustainable cities and communities"


def test_the_goals_of_the_strategy_with_what_serves_each(found: Figures) -> None:
    served = {
        each["code"]: (names(each["partners"]), names(each["active"]), names(each["others"])) for each in found["goals"]
    }
    assert served == {
        "1": ([], ["Havna"], ["Skolen"]),
        "2": ([], [], []),
        "3": (["Aalborg"], ["Havna"], []),
        "4": ([], [], []),
    }


def test_for_how_many_something_is_recorded(found: Figures) -> None:
    told = {(each["kind"], each["path"]): (each["recorded"], each["of"]) for each in found["recorded"]}
    assert told["partner", "since"] == (1, 4)  # four have not ended
    assert told["partner", "visits"] == (2, 4)  # an empty list says that there were none
    assert told["partner", "areas"] == (1, 4)  # an empty list of areas says nothing
    assert told["project", "budget.total"] == (4, 6)  # six are not cancelled
    assert told["project", "funding"] == (5, 6)
    assert told["project", "period"] == (2, 6)


def test_gaps_are_gathered_by_what_is_missing(found: Figures) -> None:
    gaps = {each["path"]: (each["rules"], names(each["records"])) for each in found["gaps"]}
    assert gaps["params.max_sister_cities"][0] == ["portfolio-number"]
    assert len(gaps["params.annual_frame"][0]) == 1
    # Neither a total nor, for the pounds, a rate: nobody knows whether they are larger ones.
    assert "Uten" in gaps["budget.total"][1]
    assert "Skolen" not in gaps["budget.total"][1]
    assert {"project-evaluation-planned", "project-risk-assessment"} <= set(gaps["budget.total"][0])
    number = [len(each["rules"]) for each in found["gaps"]]
    assert number == sorted(number, reverse=True)


def test_interpretations_with_value_reason_and_findings(found: Figures) -> None:
    told = {each["parameter"]: each for each in found["interpretations"]}
    assert "visits_each_way" not in told  # that number the strategy itself gives
    assert "annual_frame" not in told
    assert told["larger_project_total"]["value"] == "500,000"
    assert "without saying what larger is" in told["larger_project_total"]["why"]
    # Skolen is a larger project that is planned, without an evaluation and without a risk assessment; so is Havna.
    assert told["larger_project_total"]["findings"] >= 2
    assert told["exchange_rates"]["date"] == "2026-11-23"
    assert told["council_term"]["value"]


def test_who_is_responsible_stands_beside_the_record(found: Figures) -> None:
    affected = [one_ for each in found["follow_up"] for one_ in each["affected"] if one_["record"]["id"] == "aalborg"]
    assert affected
    assert {each["responsible"] for each in affected} == {"Kultur og idrett"}
    others = {each["responsible"] for item in found["follow_up"] for each in item["affected"] if each not in affected}
    assert others == {None}
