"""Paths as rules write them, what stands there in plain values, and how an item and a value are told."""

from __future__ import annotations

from typing import Any

import pytest

from intlstrat.findings import IsoDate
from intlstrat.language import Language
from intlstrat.rules import meter
from intlstrat.rules.paths import dotted, is_set, steps, without
from intlstrat.rules.telling import item_text, slot_value, telling


@pytest.mark.parametrize(
    ("written", "position", "path"),
    [
        ("title", None, ("title",)),
        ("budget.total", 3, ("budget", "total")),
        ("goals[item].due", 2, ("goals", 2, "due")),
        ("goals[item].due", 0, ("goals", 0, "due")),
        ("goals[item].due", None, ("goals", 0, "due")),
        ("goals[12].result.date", 2, ("goals", 12, "result", "date")),
        ("_own[0]", None, ("_own", 0)),
        ("params.x_1", None, ("params", "x_1")),
        ("item.items", 4, ("item", "items")),
    ],
)
def test_the_steps_of_a_path(written: str, position: int | None, path: tuple[str | int, ...]) -> None:
    assert steps(written, position) == path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("title",), "title"),
        (("goals", 0, "due"), "goals[0].due"),
        (("a", "b", "c", 10), "a.b.c[10]"),
    ],
)
def test_a_path_as_people_write_it(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text


DATA = {
    "a": {"b": [{"c": 0}, []], "none": None, "empty": "", "text": "xyz"}, "lists": [], "words": ["x"],
    "visits": [], "own": {"visits": [], "x": []},
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ((), True),
        (("a",), True),
        (("a", "b"), True),
        (("a", "b", 0), True),
        (("a", "b", 0, "c"), True),
        (("a", "b", 1), False),
        (("a", "b", 2), False),
        (("a", "b", "c"), False),
        (("a", 0), False),
        (("a", "none"), True),
        (("a", "empty"), True),
        (("a", "empty", "x"), False),
        (("a", "empty", 0), False),
        (("a", "text", "x"), False),
        (("words", "x"), False),
        (("b",), False),
        (("lists",), False),
        (("lists", 0), False),
        (("visits",), True),
        (("visits", 0), False),
        (("own", "visits"), True),
        (("own", "x"), False),
    ],
)
def test_whether_something_stands_there(path: tuple[str | int, ...], there: bool) -> None:
    assert is_set(DATA, path) is there


@pytest.mark.parametrize(
    ("paths", "left"),
    [
        ([], {"a": {"b": 1, "c": {"d": 2}}, "e": [3]}),
        ([("e",)], {"a": {"b": 1, "c": {"d": 2}}}),
        ([("a", "c", "d")], {"a": {"b": 1, "c": {}}, "e": [3]}),
        ([("a", "b"), ("a", "c")], {"a": {}, "e": [3]}),
        ([("a", "x"), ("x",)], {"a": {"b": 1, "c": {"d": 2}}, "e": [3]}),
        ([("e", 0)], {"a": {"b": 1, "c": {"d": 2}}, "e": [3]}),
        ([("x", "y"), ("e",)], {"a": {"b": 1, "c": {"d": 2}}}),
        ([("a", "b", "c"), ("e",)], {"a": {"b": 1, "c": {"d": 2}}}),
    ],
)
def test_what_is_left_without_some_paths(paths: list[tuple[str | int, ...]], left: dict[str, Any]) -> None:
    data: dict[str, Any] = {"a": {"b": 1, "c": {"d": 2}}, "e": [3]}
    assert without(data, paths) == left
    assert data == {"a": {"b": 1, "c": {"d": 2}}, "e": [3]}, "what it is taken from stays as it is"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("SE", "SE"),
        ("True", "True"),
        (3, "3"),
        (True, "true"),
        (False, "false"),
        ({"name": "Rivne", "country": "UA"}, "Rivne"),
        ({"id": "a", "name": "Rivne", "code": "1"}, "1"),
        ({"id": "a", "x": 1}, "a"),
        ({"name": 3, "id": "a"}, "a"),
        ({"x": True, "b": ["c", 2], "name": 3}, "b: c, 2, name: 3, x: true"),
        ({}, ""),
        ([], ""),
        ([1, ["a", False]], "1, a, false"),
    ],
)
def test_what_an_item_is_called(item: object, text: str) -> None:
    assert item_text(item) == text


@pytest.mark.parametrize(
    ("value", "slot"),
    [
        ("x", "x"),
        ("2026-01-31", IsoDate("2026-01-31")),
        ("2026-01-31T00", "2026-01-31T00"),
        ("on 2026-01-31", "on 2026-01-31"),
        (3, 3),
        (2.5, 2.5),
        (True, True),
        (None, "–"),
        ({"name": "Rivne"}, "Rivne"),
        ([], ()),
        (["a", 1, None, True, {"code": "x"}], ("a", "1", "–", "true", "x")),
        ([[1, ["b"]], 2.5], ("1, b", "2.5")),
    ],
)
def test_a_value_as_a_slot_takes_it(value: Any, slot: object) -> None:
    found = slot_value(value)
    assert (found, type(found)) == (slot, type(slot))


def test_a_day_in_a_list_is_a_day() -> None:
    """So that it is told as one."""
    assert slot_value(["2026-01-31", "x"]) == ("2026-01-31", "x")
    assert Language("nb").value(slot_value(["2026-01-31", "x"])) == "31. januar 2026 og x"


@pytest.mark.parametrize(
    ("values", "uses", "letters"),
    [
        ({}, {"a": 9}, 0),
        ({"a": 3, "b": True, "c": 2.5}, {"a": 1}, 0),
        ({"a": "x" * 100}, {}, 100),
        ({"a": "x" * 100}, {"b": 5}, 100),
        ({"a": "x" * 100}, {"a": 1}, 300),
        ({"a": "x" * 100}, {"a": 4}, 900),
        ({"a": ("x" * 100, "y" * 50), "b": "z" * 10}, {"a": 2, "b": 1}, 780),
        ({"a": "x" * 19}, {}, 10),
    ],
)
def test_the_work_of_telling_grows_with_what_is_shown(values: Any, uses: dict[str, int], letters: int) -> None:
    """A tenth of the letters, each of them as often as it is looked at: once, and twice for each time it is shown."""
    assert telling(values, uses) == meter.A_BREACH + letters // 10
