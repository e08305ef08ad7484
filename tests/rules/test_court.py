"""What a court gives its rules: the values that they see, on each day, and what a verdict rests on or waits for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import verdicts
from courts import AALBORG, ALL, HAVNA, VESTBY, bounds, court
from msgspec.structs import replace
from portfolios import DAY

from intlstrat.records.personal import Found
from intlstrat.rules.cel import Sight, Trouble
from intlstrat.rules.court import Court, at_value
from intlstrat.rules.meter import Meter


def asked(sitting: Court, expression: str, sight: Sight) -> Any:
    return sitting.runtime.program(expression, Meter(records=100)).run(sight)


class TestValues:
    def test_a_record_is_seen_under_its_kind_with_what_all_see(self) -> None:
        found = bounds()
        havna, aalborg = found["havna"], found["aalborg"]
        assert havna.values == {
            **havna.shared, "record": HAVNA.data, "project": HAVNA.data, "linked": [VESTBY.data, AALBORG.data],
            "personal": {"national_ids": [], "emails": [], "phones": []},
        }  # fmt: skip
        assert aalborg.values["partner"] == AALBORG.data
        assert "project" not in aalborg.values
        assert set(havna.shared) == {"params", "strategy", "as_of"}
        assert havna.shared["as_of"] == DAY

    def test_personal_data_is_told_by_its_places(self) -> None:
        places = {"emails": ["notes", "summary"], "phones": ["notes"]}
        found = bounds((replace(HAVNA, personal=Found(places, frozenset())),))["havna"]
        assert found.values["personal"] == {"national_ids": [], "emails": ["notes", "summary"], "phones": ["notes"]}

    def test_parameters_and_the_strategy_are_plain_and_only_what_is_set_is_there(self) -> None:
        shared: Mapping[str, Any] = court().shared
        assert shared["params"]["each"] == {"GT": 1, "SE": 2}
        assert "frame" not in shared["params"]
        told = shared["strategy"]
        assert {name: told[name] for name in ("id", "title", "municipality", "version", "language")} == {
            "id": "prove", "title": "Prøvestrategi", "municipality": "Prøve kommune", "version": "1", "language": "nb",
        }  # fmt: skip
        assert told["goals"][0] == {"code": "1", "clause": "2", "name": {"nb": "Kunnskap", "en": "Knowledge"}}
        assert told["areas"] == [{"code": "culture", "name": {"nb": "Kultur", "en": "Culture"}}]
        assert told["programmes"] == [{"code": "norec", "name": {"nb": "Norec", "en": "Norec"}, "kind": "state"}]
        assert told["principles"][0]["code"] == "2.1"
        assert told["relations"][0] == {"code": "sister_city", "name": {"en": "sister_city"}}
        assert len(told) == 10

    def test_they_are_written_into_expressions(self) -> None:
        """What all share is not converted anew for every record."""
        assert court().runtime.source("params.limit > 3 && strategy.id == 'x'") == "500 > 3 && \"prove\" == 'x'"

    def test_of_what_it_is_linked_to_it_sees_the_fields_that_some_rule_asks_for(self) -> None:
        sitting = court()
        sitting.linked_fields = frozenset({"id", "country"})
        *_, havna = sitting.bind_all(ALL)
        assert havna.values["linked"] == [{"id": "vestby", "country": "SE"}, {"id": "aalborg"}]
        assert havna.values["project"] == HAVNA.data

    def test_a_view_has_fewer_fields_of_what_is_linked(self) -> None:
        havna = bounds()["havna"]
        assert havna.view(frozenset({"country"})) == {**havna.values, "linked": [{"country": "SE"}, {}]}

    def test_a_view_of_all_is_what_is_bound_already(self) -> None:
        havna = bounds()["havna"]
        assert havna.view(None) is havna.values
        alone = bounds((HAVNA,))["havna"]
        assert alone.view(frozenset({"country"})) is alone.values

    def test_a_part_is_made_once(self) -> None:
        sitting, fields = court(), frozenset({"country"})
        part = sitting.part_of(VESTBY, fields)
        assert part == {"country": "SE"}
        assert sitting.part_of(VESTBY, frozenset({"country"})) is part
        assert sitting.part_of(VESTBY, frozenset({"id"})) == {"id": "vestby"}
        assert sitting.part_of(AALBORG, fields) == {}
        sitting.begin(ALL)
        assert sitting.part_of(VESTBY, fields) is not part, "another run"

    def test_an_item_is_seen_beside_the_record(self) -> None:
        sitting = court()
        *_, havna = sitting.bind_all(ALL)
        sight = sitting.bind_item(havna, {"item": {"name": "Rivne"}, "position": 3})
        assert asked(sitting, "item.name + project.id + linked[position - 3].id", sight) == "Rivnehavnavestby"

    def test_alone_it_is_what_all_share_with_a_few_values(self) -> None:
        sitting = court()
        assert asked(sitting, "string(count) + as_of + params.countries[0]", sitting.alone({"count": 3})) == f"3{DAY}SE"
        assert isinstance(asked(sitting, "project", sitting.alone()), Trouble)


class TestAnotherDay:
    def test_only_the_day_is_another(self) -> None:
        sitting = court()
        first, *_, before = sitting.bind_all(ALL)
        before.known["what"] = "was judged"
        sitting.move_to("2027-01-01")
        assert sitting.as_of == "2027-01-01"
        after = sitting.again(before)
        assert after.values == {**before.values, "as_of": "2027-01-01"}
        assert (after.known, before.known, before.values["as_of"]) == ({}, {"what": "was judged"}, DAY)
        assert (after.linked, after.record, after.court) == (before.linked, HAVNA, sitting)
        assert asked(sitting, "as_of", sitting.alone()) == "2027-01-01"
        assert asked(sitting, "as_of", after.sight) == "2027-01-01"
        assert first.values["as_of"] == DAY


@pytest.mark.parametrize(
    ("rates", "used", "interpretations"),
    [
        (True, "nok(1, 'SEK') > 0.0", ("exchange_rates", "levels", "limit")),
        (True, "nok(1, 'NOK') > 0.0", ("levels", "limit")),
        (True, "true", ("levels", "limit")),
        (False, "nok(1, 'SEK') > 0.0", ("levels", "limit")),
    ],
)
def test_a_verdict_rests_on_what_the_rule_names_and_on_rates_where_one_was_used(
    rates: bool, used: str, interpretations: tuple[str, ...]
) -> None:
    strategy = verdicts.strategy()
    parameters = {**strategy.parameters}
    parameters["exchange_rates"] = replace(parameters["exchange_rates"], interpretation=rates)
    sitting = Court(replace(strategy, parameters=parameters), DAY)
    (bound,) = sitting.bind_all((HAVNA,))
    assert asked(sitting, used, bound.sight) is True
    rule = replace(verdicts.read("project-a", "true"), interpretations=("limit", "levels"))
    assert sitting.interpretations(rule) == interpretations


def test_without_rates_an_amount_waits_for_them() -> None:
    strategy = verdicts.strategy()
    unset = {**strategy.parameters, "exchange_rates": replace(strategy.parameters["exchange_rates"], value=None)}
    sitting = Court(replace(strategy, parameters=unset), DAY)
    found = asked(sitting, "nok(1, 'SEK') > 0.0", sitting.alone())
    assert isinstance(found, Trouble)
    assert sitting.want(found, frozenset()) == "params.exchange_rates.SEK"


@pytest.mark.parametrize(
    ("expression", "used", "want"),
    [
        ("params.frame > 1", {"frame"}, "params.frame"),
        ("params.frame > 1", {"limit"}, None),
        ("params.each['limit'] > 1", {"limit"}, None),
        ("project.frame > 1", set(), None),
        ("1 / 0 > 1", {"frame"}, None),
        ("missing('notes')", set(), "notes"),
    ],
)
def test_what_an_expression_fails_for_want_of(expression: str, used: set[str], want: str | None) -> None:
    sitting = court()
    (bound,) = sitting.bind_all((HAVNA,))
    found = asked(sitting, expression, bound.sight)
    assert isinstance(found, Trouble)
    assert sitting.want(found, frozenset(used)) == want


@pytest.mark.parametrize("unresolved", [False, True])
def test_of_a_list_that_is_not_whole_nothing_is_seen_under_either_name(unresolved: bool) -> None:
    sitting = court()
    broken = replace(HAVNA, lost=(("goals", 0),), kept={("goals",): (1,)})
    records = (broken,) if unresolved else (AALBORG, VESTBY, broken)
    *_, bound = sitting.bind_all(records)
    sight = sitting.without_what_is_lost(bound)
    for name in ("record", "project"):
        assert isinstance(asked(sitting, f"{name}.goals == []", sight), Trouble)
        assert asked(sitting, f"{name}.goals == [] && {name}.title == 'Havna'", bound.sight) is True
        assert asked(sitting, f"{name}.title == 'Havna'", sight) is True
    assert isinstance(asked(sitting, "size(linked)", sight), Trouble) is unresolved


@pytest.mark.parametrize(
    ("subject", "at", "is_value"),
    [
        ("project", "found", True),
        ("project", "other", False),
        ("project", None, False),
        ("project", "title", False),
        ("project", "country", True),
        ("partner", "title", True),
        ("partner", "country", False),
        ("record", "found", True),
        ("record", "title", False),
        ("record", "country", False),
        ("portfolio", "found", False),
    ],
)
def test_what_a_rule_points_at_is_a_value_where_no_record_has_such_a_key(
    subject: Any, at: str | None, is_value: bool
) -> None:
    values = dict.fromkeys(("found", "title", "country"), "['title']")
    rule = replace(verdicts.read("project-a", "true"), subject=subject, at=at, values=values)
    assert at_value(rule) == (at if is_value else None)
