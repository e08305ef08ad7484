"""What the tests of the schemas stand on: two plain YAML readers, the schemas' verdict, and the tool's."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML

from intlstrat.formats.schemas import json_schema
from intlstrat.language import Language
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.models import MODELS, WaiverEntry
from intlstrat.records.read import read_model
from intlstrat.rules.model import Strategy
from intlstrat.rules.read import read_strategy
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.source import parse

ROOT = Path(__file__).parents[2]


def as_json(value: Any) -> Any:
    """What a reader gives, as JSON has it: dates as ISO text, keys as text."""
    match value:
        case dict():
            return {key if isinstance(key, str) else str(as_json(key)): as_json(part) for key, part in value.items()}
        case list():
            return [as_json(part) for part in value]
        case datetime.date():
            return value.isoformat()
        case _:
            return value


def yaml_11(text: str) -> Any:
    return as_json(yaml.safe_load(text))


def yaml_12(text: str) -> Any:
    return as_json(YAML(typ="safe", pure=True).load(StringIO(text)))


READERS: Mapping[str, Callable[[str], Any]] = {"YAML 1.1": yaml_11, "YAML 1.2": yaml_12}


def pack_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


@cache
def strategy(folder: str = "rules") -> Strategy:
    found, _, problems = read_strategy(pack_files(ROOT / folder))
    assert found is not None, problems
    return found


@cache
def validator(name: str, with_strategy: bool = True) -> Draft202012Validator:
    schema = json_schema(name, Language("en"), strategy() if with_strategy else None)
    return Draft202012Validator(cast("dict[str, Any]", schema), format_checker=FormatChecker(["date"]))


def schema_accepts(name: str, text: str, reader: str, with_strategy: bool = True) -> bool:
    return validator(name, with_strategy).is_valid(READERS[reader](text))


def tool_accepts(name: str, text: str, with_strategy: bool = True) -> bool:
    """Whether the tool reads the text as a record, or as a list of waivers, without a finding of validity."""
    document = parse(f"{name}.yaml", text.encode())
    if document.problems:
        return False
    codes = strategy_codes(strategy()) if with_strategy else StrategyCodes()
    if name != "waivers":
        assert isinstance(document.value, dict)
        return not read_model(MODELS[name], document.value, codes, empty=document.empty).faults
    assert isinstance(document.value, list)
    return not any(read_model(WaiverEntry, cast(Any, entry), codes).faults for entry in document.value)


def declared(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property that a schema declares, with its path; conditions only narrow what is declared elsewhere."""
    if not isinstance(schema, dict):
        return
    for key in ("properties", "patternProperties", "$defs"):
        for name, part in schema.get(key, {}).items():
            if key == "properties":
                yield f"{path}/{name}", part
            yield from declared(part, f"{path}/{name}")
    for key in ("items", "additionalProperties"):
        yield from declared(schema.get(key), f"{path}/{key}")
    for number, part in enumerate(schema.get("anyOf", ())):
        yield from declared(part, f"{path}/{number}")
