"""The file that `new` writes: commented, in order, and taken as it was meant by every reader of YAML."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import ruamel.yaml
import yaml
from hypothesis import given
from hypothesis import strategies as st
from interviews import EKSEMPELVIK, place

from intlstrat.authoring.new.file_text import file_text
from intlstrat.authoring.new.world import Value, World
from intlstrat.language import Language
from intlstrat.records.fields import ORDER
from intlstrat.records.models import MODELS
from intlstrat.source import parse

FULL: dict[str, Value] = {
    "notes": "Én linje.\nOg en til.",
    "title": "Kyststi: for alle # ja",
    "status": "planned",
    "summary": "Flere skal gå tur langs kysten, og det skal bli lettere for dem som ikke har bil, "
    "enten de bor her eller er på besøk.",
    "areas": ["culture", {"other": "havn, og båt"}],
    "partners": ["no"],
    "participants": [{"country": "NO", "name": "Vegvesenet"}],
    "period": {"end": "2028-12-31", "start": "2027-03-01"},
    "goals": [{"statement": "Flere går tur", "target": "40000", "baseline": "3.5"}, {"statement": "2024"}],
    "plan": {"activities": [{"title": "yes", "done": "true"}]},
    "budget": {"total": "1250000", "own_by_year": {"2027": "1000"}},
    "sdgs": [{"goal": "8", "targets": ["8.10", "8.a"]}],
    "strategy": {"goals": ["1"], "principles": ["2.1"]},
    "decision": {"case": "12/24"},
}

GOLDEN = """\
# yaml-language-server: $schema=../../schemas/project.schema.json
# What the project is called. Required.
title: "Kyststi: for alle # ja"

# Where the project stands: idea, applied, planned, active, completed or cancelled. Required.
status: planned

# What this is about, in two or three sentences.
summary: >-
  Flere skal gå tur langs kysten, og det skal bli lettere for dem som ikke har bil, enten de bor
  her eller er på besøk.

# Areas of the strategy, or {other: "your own words"}.
areas:
  - culture
  - other: havn, og båt

# Ids of partners in this repository: the names of their files without .yaml.
partners: ["no"]

# Organisations that take part and have no file of their own under data/partners, one item each.
participants:
  - name: Vegvesenet
    country: "NO"

# The first and the last day of the project.
period:
  start: 2027-03-01
  end: 2028-12-31

# What is to be reached, one item each: a statement, and best also an indicator, a target and a due
# date.
goals:
  - statement: Flere går tur
    baseline: 3.5
    target: 40000
  - statement: "2024"

# How the goals are to be reached: in words, as a list of activities, or both.
plan:
  activities:
    - title: "yes"
      done: true

# What the cooperation costs, and the municipality's own money year by year.
budget:
  total: 1250000
  own_by_year:
    2027: 1000

# The UN's sustainable development goals that this contributes to, one item each.
sdgs:
  - goal: 8
    targets: ["8.10", "8.a"]

# The strategy's principles and goals that this answers to.
strategy:
  principles: ["2.1"]
  goals: ["1"]

# Who decided on the project, when and in which case.
decision:
  case: 12/24

# Anything else that is worth knowing.
notes: |-
  Én linje.
  Og en til.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("repo")
    (root / "schemas").mkdir()
    (root / "schemas/project.schema.json").write_text("{}", encoding="utf-8")
    return place(root, "project").world(None)


def readers() -> list[Any]:
    """What other programs read YAML with: YAML 1.1 and 1.2, without and with types."""
    old, new = ruamel.yaml.YAML(typ="safe", pure=True), ruamel.yaml.YAML(typ="safe", pure=True)
    old.version, new.version = (1, 1), (1, 2)
    return [yaml.safe_load, lambda text: old.load(io.StringIO(text)), lambda text: new.load(io.StringIO(text))]


def test_it_is_as_a_person_would_write_it(world: World) -> None:
    assert file_text(world, FULL) == GOLDEN


def test_without_a_schema_there_is_no_line_about_one(tmp_path: Path) -> None:
    assert file_text(place(tmp_path, "project").world(None), {"title": "A"}).startswith("# What the project")


@pytest.mark.parametrize("kind", ORDER)
def test_every_key_has_its_place_in_the_order(kind: str) -> None:
    assert sorted(ORDER[kind]) == sorted(MODELS[kind].model_fields)
    for path in (EKSEMPELVIK / "data" / f"{kind}s").glob("*.yaml"):
        keys = list(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert keys == sorted(keys, key=ORDER[kind].index), path.name


def test_other_readers_take_it_as_it_was_meant(world: World) -> None:
    for read in readers():
        value = read(file_text(world, FULL))
        assert value["partners"] == ["no"]
        assert value["participants"] == [{"name": "Vegvesenet", "country": "NO"}]
        assert value["sdgs"] == [{"goal": 8, "targets": ["8.10", "8.a"]}]
        assert value["period"] == {"start": date(2027, 3, 1), "end": date(2028, 12, 31)}
        assert value["goals"][1] == {"statement": "2024"}
        assert value["budget"] == {"total": 1250000, "own_by_year": {2027: 1000}}
        assert value["plan"]["activities"] == [{"title": "yes", "done": True}]


WORDS = ["no", "NO", "on", "y", "~", "null", "", "1", "8.10", "1e3", "0x1f", "0o7", "1:30", "12:30:45", "2024-01-01",
         "=", "<<", "-", "- a", "? a", ": a", "a: b", "a #b", "#a", "@a", "`a", "%a", "!a", "&a", "*a", "|", ">", "'",
         '"', "[a]", "{a: b}", ",", "a,b", "---", "...", "a\n", "\na", " a", "a ", "a\tb", "a\\b", "\u2028a",
         "a\u0085b", "\ufeffa", "é", "😀", "a\r\nb", ".inf", "1_000", "TRUE", "Yes",
         "a" * 200, "a b " * 60]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_any_text_stays_that_text(world: World, word: str) -> None:
    value: dict[str, Value] = {"title": word, "areas": [word, {"other": word}], "goals": [{"statement": word}]}
    text = file_text(world, value)
    assert parse("", text.encode()).value == value
    for read in readers()[:2]:
        assert read(text) == value, text


texts = st.one_of(st.sampled_from(WORDS), st.text(st.characters(codec="utf-8"), max_size=120))


@given(
    st.fixed_dictionaries(
        {"title": texts},
        optional={
            "notes": texts,
            "areas": st.lists(st.one_of(texts, st.fixed_dictionaries({"other": texts})), max_size=3),
            "goals": st.lists(
                st.dictionaries(st.sampled_from(["statement", "due", "target", "unit"]), texts), max_size=2
            ),
            "budget": st.fixed_dictionaries({"total": texts, "own_by_year": st.dictionaries(texts, texts, max_size=2)}),
            "unheard of": texts,
        },
    )
)
def test_what_is_read_back_is_what_was_written(world: World, value: dict[str, Any]) -> None:
    document = parse("", file_text(world, value).encode())
    assert document.problems == ()
    assert document.value == value


def as_round_trip(text: str) -> Any:
    """What ruamel.yaml reads where a file is to be changed and written again, as `fix` and other programs do."""
    return ruamel.yaml.YAML(typ="rt").load(text)


HARD = ["en\u2028to", "en\u2029to", "en\x85to", "\ten\nto", "en\n\tto\n", "en \n \tto", "en\n\n\t", "\n\t",
        "\n", "\n\n", "en\nto\n\n", "en\n\rto\n", "lang " * 30 + "\rslutt", "lang " * 30 + "\x7fslutt",
        *(f"{'lang ' * 30}{mark}slutt" for mark in ("\u2028", "\u2029", "\x85", "\n\t")),
        *(f"en\nto{mark}tre\n" for mark in ("\u2028", "\u2029", "\x85", "\n\t"))]  # fmt: skip


@pytest.mark.parametrize("word", HARD)
def test_line_ends_of_other_kinds_and_tabs_are_escaped(world: World, word: str) -> None:
    value: dict[str, Value] = {"title": word, "areas": [word, {"other": word}], "goals": [{"statement": word}]}
    text = file_text(world, value)
    assert not re.search("[\r\x7f\x85\u2028\u2029\t]|^[.]{3}$", text, re.MULTILINE)
    assert as_round_trip(text) == value
    for read in readers():
        assert read(text) == value, text


pieces = st.sampled_from(["\u2028", "\u2029", "\x85", "\t", "\n", "\r", " ", "a", "- ", ": ", "#", "...", "ord " * 30])


@given(st.one_of(st.lists(pieces, max_size=12).map("".join), texts))
def test_every_text_is_read_the_same_on_a_round_trip(world: World, word: str) -> None:
    value: dict[str, Value] = {"title": word, "areas": [word, {"other": word}], "goals": [{"statement": word}]}
    assert as_round_trip(file_text(world, value)) == value


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
@pytest.mark.parametrize("kind", ORDER)
def test_the_comments_are_in_the_reader_s_language(tmp_path: Path, kind: str, lang: str) -> None:
    world = place(tmp_path, kind, lang).world(None)
    text = file_text(world, {"summary": "A"})
    comment = " ".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith("#"))
    assert comment == Language(lang).text("What this is about, in two or three sentences.")
    assert all(len(line) <= 102 for line in file_text(world, dict.fromkeys(ORDER[kind], "x")).splitlines())
