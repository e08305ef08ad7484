"""The schema says exactly what the JSON is: every report validates, and anything else does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from report_everyday import all_well, everyday, waived_only
from report_hostile import hostile, reports

from intlstrat.findings import Report
from intlstrat.formats.findings_schema import findings_schema
from intlstrat.formats.json_format import render
from intlstrat.language import Language

SCHEMA = findings_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
Json = dict[str, Any]


def _json(made: Report) -> Json:
    read: Json = json.loads(render(made, Language("nb"), True))
    return read


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("made", [everyday(), all_well(), waived_only(), hostile()])
def test_made_up_reports_validate(made: Report) -> None:
    VALIDATOR.validate(_json(made))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(reports())
def test_any_report_validates(made: Report) -> None:
    VALIDATOR.validate(_json(made))


def _schemas(schema: object, path: str = "#") -> Iterator[tuple[str, Json]]:
    """Every schema of a part of the JSON, with its path; the conditions between parts are left out."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from _schemas(part, f"{path}/{name}")
    for name, part in schema.get("$defs", {}).items():
        yield from _schemas(part, f"{path}/$defs/{name}")
    yield from _schemas(schema.get("items"), f"{path}/items")
    for number, part in enumerate(schema.get("anyOf", [])):
        yield from _schemas(part, f"{path}/anyOf/{number}")


@pytest.mark.parametrize(("path", "schema"), list(_schemas(SCHEMA)))
def test_every_part_is_described_and_every_object_closed(path: str, schema: Json) -> None:
    plain = path.endswith("/items") or "/anyOf/" in path or "$ref" in schema
    assert plain or (schema["title"] and schema["description"].endswith("."))
    if schema.get("type") == "object":
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from _places(part, (*path, key))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


EVERYDAY = _json(everyday())
PLACES = list(_places(EVERYDAY))
FIRST_OF_EACH = [path for path in PLACES if all(key in (0, 5) for key in path if isinstance(key, int))]


@pytest.mark.parametrize("path", [path for path in FIRST_OF_EACH if isinstance(_at(EVERYDAY, path), dict)])
def test_a_missing_key_and_an_extra_key_fail(path: tuple[str | int, ...]) -> None:
    for key in _at(EVERYDAY, path):
        broken = copy.deepcopy(EVERYDAY)
        del _at(broken, path)[key]
        assert not VALIDATOR.is_valid(broken), key
    broken = copy.deepcopy(EVERYDAY)
    _at(broken, path)["extra"] = None
    assert not VALIDATOR.is_valid(broken)


@pytest.mark.parametrize("path", [path for path in FIRST_OF_EACH if path])
def test_a_value_of_another_type_fails(path: tuple[str | int, ...]) -> None:
    broken = copy.deepcopy(EVERYDAY)
    _at(broken, path[:-1])[path[-1]] = 1.5
    assert not VALIDATOR.is_valid(broken)


def _unknown(read: Json) -> Json:
    return next(one for one in read["findings"] if one["outcome"] == "unknown")


def _waived(read: Json) -> Json:
    return next(one for one in read["findings"] if one["outcome"] == "waived")


def _of_layer(read: Json, layer: str) -> Json:
    return next(one for one in read["findings"] if one["layer"] == layer and one["outcome"] == "breach")


@pytest.mark.parametrize(
    "mutate",
    [
        lambda read: read.update(schema_version=2),
        lambda read: read.update(as_of="23.11.2026"),
        lambda read: read.update(compared_with={}),
        lambda read: read["tool"].update(name="other"),
        lambda read: read["strategy"].update(digest="md5:1"),
        lambda read: read["summary"]["findings"].update(error=-1),
        lambda read: read["idle"]["rules"].append(1),
        lambda read: read["idle"]["records"].append({"kind": "portfolio", "id": "x"}),
        lambda read: read["outcomes"][0].update(outcome="passed"),
        lambda read: read["findings"][0].update(severity="fatal"),
        lambda read: read["findings"][0].update(layer="style"),
        lambda read: read["findings"][0].update(outcome="fulfilled"),
        lambda read: read["findings"][0].update(item=-1),
        lambda read: read["findings"][0].update(fingerprint="X"),
        lambda read: read["findings"][0].update(subject={"kind": "project", "id": None}),
        lambda read: read["findings"][0].update(change={"state": "new", "cause": "weather"}),
        lambda read: read["findings"][0]["location"].update(path=None, line=1),
        lambda read: read["findings"][1]["location"].update(line=0),
        lambda read: _unknown(read).update(severity="error"),
        lambda read: _unknown(read).update(waiver=_waived(read)["waiver"]),
        lambda read: _waived(read).update(waiver=None),
        lambda read: _waived(read)["waiver"].update(until="i morgen"),
        lambda read: _of_layer(read, "strategy").update(clauses=[]),
        lambda read: _of_layer(read, "quality").update(clauses=["4f"]),
        lambda read: _of_layer(read, "validity").update(clauses=["4f"]),
        lambda read: _of_layer(read, "validity").update(outcome="unknown", severity="note"),
        lambda read: read.update(forecast=[{"date": "2026-12-01"}]),
    ],
)
def test_what_cannot_be_fails(mutate: Callable[[Json], object]) -> None:
    broken = copy.deepcopy(EVERYDAY)
    mutate(broken)
    assert broken != EVERYDAY
    assert not VALIDATOR.is_valid(broken)


def test_a_change_and_a_forecast_validate() -> None:
    read = copy.deepcopy(EVERYDAY)
    read["findings"][0]["change"] = {"state": "existing", "cause": None}
    read["forecast"] = [{"date": "2026-12-01", "finding": read["findings"][0]}]
    VALIDATOR.validate(read)
