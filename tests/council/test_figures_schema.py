"""`report --format json` is what `schema report` says, with every key there, and nothing else passes for it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from city import City
from jsonschema import Draft202012Validator
from msgspec import Struct
from portfolios import World
from report_world import Figures, everything, figures, schema

from intlstrat.council.writers.figures_json import plain


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return everything(City(tmp_path_factory.mktemp("skjema")))


@pytest.fixture(scope="module")
def found(city: City) -> Figures:
    return figures(city, "--until", "2027-12-31")


@pytest.fixture(scope="module")
def validator(city: City) -> Draft202012Validator:
    written = schema(city.root)
    Draft202012Validator.check_schema(written)
    return Draft202012Validator(written)


def wrong(validator: Draft202012Validator, figures: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(figures)]


def test_the_figures_are_what_the_schema_says(validator: Draft202012Validator, found: Figures) -> None:
    assert wrong(validator, found) == []
    assert found["schema_version"] == 1


def _without(*path: str | int) -> Callable[[Figures], None]:
    def change(figures: Figures) -> None:
        part: Any = figures
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]

    return change


def _with(value: object, *path: str | int) -> Callable[[Figures], None]:
    def change(figures: Figures) -> None:
        part: Any = figures
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("changes"),
        _without("economy", "unrated"),
        _without("partners", 0, "outgoing"),
        _without("follow_up", 0, "affected", 0, "responsible"),
        _without("tool", "version"),
        _with(2, "schema_version"),
        _with(1, "more"),
        _with("x", "economy", "more"),
        _with("many", "totals", "errors"),
        _with("ok", "clauses", 0, "state"),
        _with("own", "partners", 0, "record", "kind"),
        _with(None, "municipality"),
        _with(1.5, "economy", "years", 0, "own"),
        _with({}, "forecast", "coming"),
        _with([1], "un_goals", 0, "partners"),
    ],
)
def test_what_is_anything_else_is_refused(
    validator: Draft202012Validator, found: Figures, change: Callable[[Figures], None]
) -> None:
    changed = copy.deepcopy(found)
    change(changed)
    assert wrong(validator, changed)


def test_every_key_is_there_for_one_record_that_says_nothing(
    world: World, validator: Draft202012Validator, found: Figures
) -> None:
    world.rule("project-a").project()
    empty = figures(world)
    assert wrong(validator, empty) == []
    assert list(empty) == list(found)
    assert [empty[key] for key in ("partners", "countries", "follow_up", "waived", "gaps")] == [[]] * 5
    assert empty["economy"] == {
        "frame": None,
        "years": [],
        "sources": [],
        "external_share": None,
        "rates": [],
        "rates_date": None,
        "unplaced": [],
        "unrated": [],
    }
    assert len(empty["un_goals"]) == 17
    assert empty["term"] is None


def test_a_comparison_is_in_the_schema_too(repo: Any, validator: Draft202012Validator) -> None:
    repo.commit({"data/projects/a.yaml": "title: A\nstatus: active\n"})
    repo.commit({"data/projects/b.yaml": "title: B\nstatus: active\n"}, day="2026-02-15")
    ran = repo.cli("report", "--format", "json", "--since", "HEAD~1", "--until", "2027-01-01", "--as-of", "2026-11-23")
    assert (ran.exit, wrong(validator, ran.json)) == (0, [])
    assert ran.json["changes"]["came"]


def test_a_text_or_a_number_of_a_class_of_its_own_is_one_all_the_same() -> None:
    class Text(str):
        __slots__ = ()

    class Number(int):
        __slots__ = ()

    class Part(Struct):
        name: str
        count: int
        by_year: Mapping[str, int]

    part = Part(Text("Ålborg"), Number(3), MappingProxyType({"2026": 1}))
    assert plain(part) == {"name": "Ålborg", "count": 3, "by_year": {"2026": 1}}
    with pytest.raises(TypeError):
        plain(Part("", 0, {"": Path()}))  # type: ignore[dict-item]  # what no figure may be
