"""The schemas of rules and strategies, held against the loader of rule packs."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from schema_world import READERS

from intlstrat.formats.schemas import json_schema
from intlstrat.language import Language
from intlstrat.rules.pack import load_pack
from intlstrat.rules.read import read_strategy

Json = dict[str, Any]
TEXTS = {"nb": "Tekst.", "en": "Text."}
STRATEGY: Json = {
    "id": "a",
    "title": "A",
    "municipality": "B",
    "clauses": [{"id": "1", "chapter": "1", "force": "must", "summary": TEXTS}],
    "parameters": {"limit": {"value": 5, "why": TEXTS}},
}
SAID: Json = {"title": TEXTS, "message": TEXTS, "why": TEXTS, "fix": TEXTS}
PARTNER: Json = {
    "id": "r",
    "subject": "partner",
    "layer": "strategy",
    "clauses": ["1"],
    "severity": "note",
    "require": "true",
    **SAID,
    "examples": {"fulfilled": [{"partner": {}}]},
}
PORTFOLIO: Json = {
    **PARTNER,
    "subject": "portfolio",
    "among": "partner",
    "require": "count >= 0",
    "examples": {"fulfilled": [{"partners": []}]},
}
GONE = object()
A_SUM = {"sum": "1"}


def _changed(base: Json, changes: Json) -> str:
    """The base with these changes, as JSON, which is YAML too."""
    return json.dumps({key: value for key, value in (base | changes).items() if value is not GONE}, ensure_ascii=False)


@cache
def _validator(name: str) -> Draft202012Validator:
    strategy, _, _ = read_strategy({"strategy.yaml": json.dumps(STRATEGY).encode()})
    schema = cast(Json, json_schema(name, Language("en"), strategy))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def _tool_accepts(strategy: str, rule: str) -> bool:
    return load_pack({"strategy.yaml": strategy.encode(), "r.yaml": rule.encode()}).pack is not None


def _schema_accepts(name: str, text: str) -> bool:
    verdicts = {_validator(name).is_valid(read(text)) for read in READERS.values()}
    assert len(verdicts) == 1
    return verdicts.pop()


def _examples(*cases: Json, outcome: str = "fulfilled") -> Json:
    return {"examples": {outcome: list(cases)}}


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({}, True),
        # clauses go with the layer
        ({"clauses": []}, False),
        ({"clauses": None}, False),
        ({"clauses": ["2"]}, False),
        ({"clauses": [1]}, True),
        ({"layer": "quality"}, False),
        ({"layer": "quality", "clauses": []}, True),
        ({"layer": "quality", "clauses": GONE}, True),
        # what is for the portfolio only
        ({"among": "partner"}, False),
        ({"among": []}, True),
        ({"where": "true"}, False),
        ({"group_by": "partner.name"}, False),
        ({"group_by": None}, True),
        ({"measures": {"m": A_SUM}}, False),
        ({"measures": {}}, True),
        # examples
        (_examples({"project": {}}), False),
        (_examples({}), False),
        (_examples({"partner": {}, "project": {}}), False),
        (_examples({"partner": {}, "project": None}), True),
        (_examples({"partner": {"id": "a", "goals": [{}], "sdgs": [{"contribution": "b"}]}}), True),
        (_examples({"partner": {"name": None, "country": None}, "as_of": "2024-06-05"}), True),
        (_examples({"partner": {"budjet": {}}}), False),
        (_examples({"partner": {"status": "completed"}}), False),
        (_examples({"partner": {}, "params": {"limit": None}}), True),
        (_examples({"partner": {}, "params": {"limits": 1}}), False),
        (_examples({"partner": {}, "projects": [{"partners": ["example"]}]}), True),
        (_examples({"partner": {}, "about": 1}), False),
        (_examples("partner"), False),  # type: ignore[arg-type]  # JSON of any shape
        (_examples({"partner": {}}, outcome="waived"), False),
        ({"subject": "record", **_examples({"partner": {}}, {"project": {}})}, True),
        ({"subject": "record", **_examples({"partner": {}, "project": {}})}, False),
        ({"subject": "record", **_examples({"partners": []})}, False),
        ({"subject": "project", **_examples({"project": {}})}, True),
        ({"subject": "project", **_examples({"partner": {}})}, False),
        # texts
        ({"title": {}}, False),
        ({"title": {"nb": None}}, False),
        ({"title": {"nb": "Tittel", "en": None}}, True),
        ({"title": {"nb": 2024}}, True),
        ({"title": {"de": "Titel"}}, False),
        ({"title": "Tittel"}, False),
        ({"title": GONE}, False),
        # the rest
        ({"require": GONE}, False),
        ({"require": None}, False),
        ({"require": True}, True),
        ({"severity": "fatal"}, False),
        ({"effective_from": "2025-01-01"}, True),
        ({"effective_from": "01.01.2025"}, False),
        ({"waivable": "false"}, True),
        ({"waivable": "no"}, False),
        ({"needs": ["budget.total", "params.limit"], **_examples({"partner": {}}, outcome="unknown")}, True),
        ({"needs": "budget.total"}, False),
        ({"at": "budget"}, True),
        ({"at": ["budget"]}, False),
        ({"values": {"n": "1", "m": None}}, True),
        ({"values": ["n"]}, False),
        ({"whom": "partner"}, False),
    ],
)
def test_rules_about_records(changes: Json, accepted: bool) -> None:
    text = _changed(PARTNER, changes)
    assert _tool_accepts(json.dumps(STRATEGY), text) is accepted
    assert _schema_accepts("rule", text) is accepted


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({}, True),
        ({"among": GONE}, False),
        ({"among": None}, False),
        ({"among": []}, False),
        ({"among": ["partner", "project"]}, True),
        ({"among": ["partner", "portfolio"]}, False),
        ({"among": "portfolio"}, False),
        ({"where": "partner.status == 'active'"}, True),
        ({"for_each": "[1]", "group_by": "partner.name"}, False),
        ({"for_each": "[1]", "group_by": None}, True),
        ({"group_by": "partner.name", **_examples({"partners": []}, outcome="not_applicable")}, True),
        ({"measures": {"m": A_SUM}}, True),
        ({"measures": {"m": {"max": "1", "among": "partner", "where": None}}}, True),
        ({"measures": {"m": {"sum": "1", "max": "1"}}}, False),
        ({"measures": {"m": {"sum": None, "max": "1"}}}, False),
        ({"measures": {"m": None}}, True),
        ({"measures": {"m": {}}}, False),
        ({"measures": {"m": {"sum": None}}}, False),
        ({"measures": {"m": {"where": "true"}}}, False),
        ({"measures": {"m": {"mean": "1"}}}, False),
        ({"measures": {"count": A_SUM}}, False),
        ({"measures": {"1m": A_SUM}}, False),
        (_examples({"projects": [{"title": "a"}], "params": {}}), True),
        (_examples({"partners": {"name": "a"}}), False),
        (_examples({"partners": [None]}), False),
    ],
)
def test_rules_about_the_portfolio(changes: Json, accepted: bool) -> None:
    text = _changed(PORTFOLIO, changes)
    assert _tool_accepts(json.dumps(STRATEGY), text) is accepted
    assert _schema_accepts("rule", text) is accepted


def _parameters(**changes: object) -> Json:
    return {"parameters": {"limit": {"value": 5, "why": TEXTS}, **changes}}


@pytest.mark.parametrize(
    ("changes", "accepted"),
    [
        ({}, True),
        ({"title": GONE}, False),
        ({"adopted": "2023-12-14", "version": 2024}, True),
        ({"adopted": "2023"}, False),
        ({"language": "de"}, False),
        ({"language": None, "examples_as_of": None, "goals": None}, True),
        ({"areas": [{"code": "a", "name": TEXTS}]}, True),
        ({"areas": [{"code": "a"}]}, False),
        ({"areas": [{"code": "a", "name": {}}]}, False),
        ({"areas": [None]}, False),
        ({"programmes": [{"code": 1, "name": TEXTS, "kind": "eu", "clause": 1}]}, True),
        ({"programmes": [{"code": "a", "name": TEXTS, "kind": "gift"}]}, False),
        ({"clauses": [{"id": "1", "chapter": 1, "force": "should", "summary": TEXTS}]}, False),
        (_parameters(free={"value": [1, {"a": "b"}], "why": TEXTS, "interpretation": "true"}), True),
        (_parameters(free={"why": TEXTS, "date": "2024-01-01"}, none=None), True),
        (_parameters(free={"value": 1}), False),
        (_parameters(free={"value": 1, "why": TEXTS, "interpretation": "perhaps"}), False),
        (_parameters(free=1), False),
        (_parameters(exchange_rates={"value": {"NOK": 1, "EUR": 11.6, "SEK": None}, "why": TEXTS}), True),
        (_parameters(exchange_rates={"why": TEXTS}), True),
        (_parameters(exchange_rates={"value": {"NOK": 1}}), False),
        (_parameters(exchange_rates={"value": {"NOK": 0}, "why": TEXTS}), False),
        (_parameters(exchange_rates={"value": {"NOK": "1"}, "why": TEXTS}), False),
        (_parameters(exchange_rates={"value": 1, "why": TEXTS}), False),
        (_parameters(waiver_notice_days={"value": 30, "why": TEXTS}), True),
        (_parameters(waiver_notice_days={"value": 1.5, "why": TEXTS}), False),
        (_parameters(waiver_notice_days={"value": "30", "why": TEXTS}), False),
        ({"laws": []}, False),
    ],
)
def test_strategies(changes: Json, accepted: bool) -> None:
    text = _changed(STRATEGY, changes)
    assert _tool_accepts(text, json.dumps(PARTNER)) is accepted
    assert _schema_accepts("strategy", text) is accepted
