"""The schemas themselves: valid, told in two languages, and as they lie beside the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from schema_world import ROOT, declared, strategy

from intlstrat.formats.schema_meanings import MEANINGS, UN_GOALS
from intlstrat.formats.schemas import SCHEMAS, json_schema
from intlstrat.language import LANGUAGES, Language
from intlstrat.records import models
from intlstrat.records.codes import sdg_goals
from intlstrat.rules import shape
from tools.schemas import FOLDERS, WRITTEN, same, schemas

FILES = [name for name in SCHEMAS if name != "findings"]
# The words of JSON Schema 2020-12 that are in use; any validator knows them.
KEYWORDS = {"$schema", "$id", "$defs", "$ref", "$comment", "title", "description", "default"}
KEYWORDS |= {"type", "const", "enum", "format", "pattern", "maxLength", "required", "minProperties", "maxProperties"}
KEYWORDS |= {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "items"}
KEYWORDS |= {"properties", "patternProperties", "additionalProperties", "propertyNames"}
KEYWORDS |= {"allOf", "anyOf", "oneOf", "not", "if", "then", "else"}
# Words that are the same in both languages, and names that are not translated.
ALIKE = {"Plan", "Start", "Status", "Sum", "Partner", "Id"}


def test_the_names_are_those_of_the_command_line() -> None:
    assert SCHEMAS == ("partner", "project", "rule", "strategy", "waivers", "findings")


@pytest.mark.parametrize("with_strategy", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_with_a_name_that_no_host_owns(name: str, language: str, with_strategy: bool) -> None:
    schema = json_schema(name, Language(language), strategy() if with_strategy else None)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:intlstrat:schema:{name}"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_only_words_of_json_schema_are_used_and_every_reference_leads_somewhere(name: str) -> None:
    schema: Any = json_schema(name, Language("nb"), strategy())
    for part in _schemas(schema):
        assert set(part) <= KEYWORDS, part
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_has_a_title_and_a_description(name: str, language: str) -> None:
    schema: Any = json_schema(name, Language(language), strategy())
    found = [(path, schema["$defs"].get(part.get("$ref", "")[8:], {}) | part) for path, part in declared(schema)]
    assert found
    bare = [path for path, part in found if not part.get("title") or not part.get("description")]
    assert bare == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_english_is_left_in_bokmal(name: str) -> None:
    english = _texts(json_schema(name, Language("en"), None))
    bokmal = _texts(json_schema(name, Language("nb"), None))
    assert english.keys() == bokmal.keys()
    assert len(english) > 10
    left = {text for path, text in bokmal.items() if text == english[path]}
    values = {f"{title}: {word}" for title in ALIKE for words in MEANINGS for word in words}
    assert left <= ALIKE | values


@pytest.mark.parametrize("name", FILES)
def test_descriptions_are_sentences(name: str) -> None:
    for path, part in declared(json_schema(name, Language("nb"), None)):
        assert part["description"].endswith((".", "?")), path


def test_every_list_of_words_has_its_meanings() -> None:
    lists = {value for module in (models, shape) for value in vars(module).values() if _is_list_of_words(value)}
    assert {words for words in lists if words != models.WAIVER_REQUIRED} == set(MEANINGS)
    assert all(len(words) == len(meanings) for words, meanings in MEANINGS.items())


@pytest.mark.parametrize("folder", FOLDERS.values(), ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_the_files_beside_the_data_are_up_to_date(folder: Path) -> None:
    made = {path: content for path, content in schemas() if path.parent == folder}
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in WRITTEN}
    for path, content in made.items():
        written = path.read_text(encoding="utf-8")
        assert same(written, content), f"{path} is not up to date: run python -m tools.schemas --write"
        assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=2) + "\n"


def test_a_changed_text_is_not_up_to_date() -> None:
    _, content = next(schemas())
    assert not same(content.replace("Navn", "Name", 1), content)


def test_each_call_makes_a_schema_of_its_own() -> None:
    first = json_schema("partner", Language("nb"), strategy())
    first["title"] = "changed"
    first["$defs"].clear()  # type: ignore[attr-defined]  # a schema is JSON of any shape
    second = json_schema("partner", Language("nb"), strategy())
    assert second["title"] != "changed"
    assert second["$defs"]


def test_codes_and_clauses_are_those_of_the_strategy() -> None:
    schema: Any = json_schema("partner", Language("nb"), strategy("intlstrat/authoring/eksempelvik/rules"))
    area = {form.get("const"): form for form in schema["$defs"]["areas"]["anyOf"]}
    assert area["havn"] == {"const": "havn", "title": "Område: havn", "description": "Havn og sjø"}
    assert "culture" not in area
    rule: Any = json_schema("rule", Language("en"), strategy())
    clause = {form.get("const"): form for form in rule["$defs"]["clauses"]["anyOf"]}
    assert clause["1.2e"]["description"] == "The cooperation with Guatemala continues with one municipality."
    relation: Any = json_schema("partner", Language("nb"), strategy())["$defs"]
    assert {"const": "network", "title": "Relasjon: network", "description": "Nettverk med flere medlemmer."} in (
        relation["relations"]["anyOf"]
    )


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(each, str) for each in value)


def test_the_uns_goals_in_bokmal_are_those_of_the_table() -> None:
    assert [Language("nb").text(name) for name in UN_GOALS] == list(sdg_goals().values())


def _texts(schema: Any, path: str = "") -> dict[str, str]:
    """Every title and description but the names of countries and currencies, by where it stands."""
    found: dict[str, str] = {}
    if isinstance(schema, dict):
        for key, part in schema.items():
            if isinstance(part, str) and key in ("title", "description"):
                found[f"{path}/{key}"] = part
            elif not (path.endswith("/$defs") and key.startswith(("country", "currency"))):
                found |= _texts(part, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, part in enumerate(schema):
            found |= _texts(part, f"{path}/{number}")
    return found


def _schemas(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and every schema inside it."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key in ("properties", "patternProperties", "$defs"):
        for part in schema.get(key, {}).values():
            yield from _schemas(part)
    for key in ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else"):
        yield from _schemas(schema.get(key))
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, ()):
            yield from _schemas(part)
