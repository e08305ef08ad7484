"""What the files of a rule pack must hold beyond their keys: which keys go together, and what examples look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.findings import N_
from intlstrat.formats.schema_models import Walker
from intlstrat.formats.schema_types import TEXT_PATTERN, plain
from intlstrat.formats.schema_words import Schema, ref
from intlstrat.records.models import MODELS
from intlstrat.rules.shape import ParameterShape, RuleShape, StrategyShape

_PORTFOLIO_KEYS: Final[Mapping[str, Schema]] = {
    "among": {"not": {"type": "string"}, "maxItems": 0},
    "where": {"type": "null"},
    "group_by": {"type": "null"},
    "measures": {"maxProperties": 0},
}
"""What is for rules about the portfolio only, and what may stand there in others: nothing."""

_FOLDS: Final = ("sum", "min", "max")
_RESERVED: Final = ["count", "item", "params", "strategy", "as_of"]
# “not” would say the same, but an editor shows it beside the field's own description.
_NOT_NULL: Final[Schema] = {"if": {"type": "null"}, "then": False}


def rule(walker: Walker) -> Schema:
    """A rule, with its examples: records in which no key is required."""
    schema = walker.keys(RuleShape)
    walker.definitions["example"] = _example(walker)
    properties = _properties(schema)
    measures = properties["measures"]
    measures["propertyNames"] = {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$", "not": {"enum": _RESERVED}}
    each = measures["additionalProperties"]
    assert isinstance(each, dict)
    one = {"oneOf": [{"required": [fold]} for fold in _FOLDS]}
    unset = {"properties": {fold: {"type": "null"} for fold in _FOLDS}}
    each["allOf"] = [{"if": {"type": "object"}, "then": {**one, "not": unset}}]
    return {**schema, "allOf": [*_clauses(), *_portfolio(), *_cases()]}


def strategy(walker: Walker) -> Schema:
    """A strategy, with the parameters that the tool itself asks for."""
    schema = walker.keys(StrategyShape)
    parameter = walker.keys(ParameterShape)
    value = _properties(parameter)["value"]
    rates: Schema = {
        "type": ["object", "null"],
        "additionalProperties": {"type": ["number", "null"], "exclusiveMinimum": 0},
    }
    asked = {
        "exchange_rates": walker.titled(
            N_("Exchange rates"),
            N_(
                "Kroner for one unit of each currency, such as {NOK: 1, EUR: 11.6}. "
                "An amount without a rate is not compared."
            ),
            _with_value(parameter, {**value, **rates}),
        ),
        "waiver_notice_days": walker.titled(
            N_("Days of notice before a waiver ends"),
            N_(
                "A waiver that ends within this many days is mentioned, so that there is time to act. 30 when left out."
            ),
            _with_value(parameter, {**value, "type": ["integer", "null"]}),
        ),
    }
    _properties(schema)["parameters"]["properties"] = asked
    return schema


def _with_value(parameter: Schema, value: Schema) -> Schema:
    return {**parameter, "type": ["object", "null"], "properties": {**_properties(parameter), "value": value}}


def _properties(schema: Schema) -> dict[str, Schema]:
    properties = schema["properties"]
    assert isinstance(properties, dict)
    return properties


def _example(walker: Walker) -> Schema:
    records: dict[str, Schema] = {}
    for kind, model in MODELS.items():
        record = walker.keys(model, partial=True)
        name = walker.worded(N_("Id"), N_("The record's id, where the example refers to it."))
        keys: Schema = {"id": name, **_properties(record)}
        walker.definitions[kind] = {**record, "type": ["object", "null"], "properties": keys}
        records[kind] = {"type": "object", **ref(kind)}
    day: Schema = plain("date", True)
    asked = N_(
        "The record that the rule is asked about. A required key that is left out is filled in with a neutral value."
    )
    around = N_("Other records that the rule can see, or that a rule about the portfolio counts.")
    properties: dict[str, Schema] = {
        "partner": walker.titled(N_("Partner"), asked, ref("partner")),
        "project": walker.titled(N_("Project"), asked, ref("project")),
        "partners": walker.titled(N_("Partners"), around, {"type": ["array", "null"], "items": records["partner"]}),
        "projects": walker.titled(N_("Projects"), around, {"type": ["array", "null"], "items": records["project"]}),
        "as_of": walker.titled(
            N_("As-of date"), N_("The day of the example, as year-month-day; left out: the strategy's."), day
        ),
        "params": walker.titled(
            N_("Parameters"), N_("Other values of parameters in this example; null: unset."), _params(walker)
        ),
        "values": walker.titled(
            N_("Values"),
            N_("Under breach: what slots of the message hold, by name. Of several breaches, the first is meant."),
            {"type": ["object", "null"]},
        ),
        "missing": walker.titled(
            N_("Missing"),
            N_("Under unknown: the paths that the answer waits for, such as budget.total."),
            {"type": ["array", "null"], "items": {"type": "string"}},
        ),
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _params(walker: Walker) -> Schema:
    """The strategy's parameters by name, each with where its value comes from."""
    if walker.strategy is None:
        return {"type": ["object", "null"], "propertyNames": {"pattern": TEXT_PATTERN}}
    named: dict[str, Schema] = {
        name: {"title": name, "description": walker.language.pick(parameter.why)}
        for name, parameter in walker.strategy.parameters.items()
    }
    return {"type": ["object", "null"], "properties": named, "additionalProperties": False}


def _when(key: str, value: Schema, then: Schema) -> Schema:
    """Where the key's value is so, this is so too."""
    return {"if": {"properties": {key: value}, "required": [key]}, "then": then}


def _clauses() -> list[Schema]:
    """A rule of the strategy names a clause; a rule about quality names none."""
    some: Schema = {"properties": {"clauses": {"type": "array", "minItems": 1}}, "required": ["clauses"]}
    none: Schema = {"properties": {"clauses": {"maxItems": 0}}}
    return [_when("layer", {"const": "strategy"}, some), _when("layer", {"const": "quality"}, none)]


def _portfolio() -> list[Schema]:
    """A rule about the portfolio says whom it counts, and has at most one way to make items."""
    one_way = [{"properties": {key: {"type": "null"}}} for key in ("for_each", "group_by")]
    among: Schema = {"properties": {"among": {**_NOT_NULL, "minItems": 1}}, "required": ["among"], "anyOf": one_way}
    portfolio: Schema = {"const": "portfolio"}
    return [
        _when("subject", portfolio, among),
        _when("subject", {"not": portfolio}, {"properties": dict(_PORTFOLIO_KEYS)}),
    ]


def _cases() -> list[Schema]:
    """An example of a rule about records has the one record that is asked about."""
    partner, project = _asked("partner", "project"), _asked("project", "partner")
    cases = {"partner": partner, "project": project, "record": {"anyOf": [partner, project]}}
    return [
        _when("subject", {"const": subject}, {"properties": {"examples": {"additionalProperties": {"items": case}}}})
        for subject, case in cases.items()
    ]


def _asked(kind: str, other: str) -> Schema:
    return {"required": [kind], "properties": {kind: {"type": "object"}, other: {"type": "null"}}}
