"""The carets stand under the place, whatever the line is made of and however long it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.findings import Place
from intlstrat.formats.terminal import cells
from intlstrat.formats.text_excerpt import excerpt, field


def _place(column: int, end: int | None, end_line: int | None = 7, pointer: str | None = "/goals") -> Place:
    return Place("data/projects/mono.yaml", pointer, 7, column, end_line, end)


@pytest.mark.parametrize(
    ("line", "place", "text", "carets"),
    [
        ("title: Mono", _place(1, 12), "title: Mono", "^^^^^^^^^^^"),
        ("  total: 4200000", _place(3, 8), "  total: 4200000", "  ^^^^^"),
        ("a: 日本 b", _place(7, 8), "a: 日本 b", "        ^"),
        ("a: 日本 b", _place(4, 6), "a: 日本 b", "   ^^^^"),
        ("a: \tb", _place(5, 6), "a:     b", "       ^"),
        ("a: \x1b[31m", _place(4, 9), r"a: \x1b[31m", "   ^^^^^^^^"),
        ("goals:", _place(1, 7, end_line=9), "goals:", "^^^^^^"),
        ("title: ", _place(8, 8), "title:", "       ^"),
        ("kort", _place(99, 100), "kort", "    ^"),
        ("", _place(1, 1), "", "^"),
        ("title: Mono   ", _place(1, None), "title: Mono", "^^^^^^^^^^^"),
    ],
)
def test_carets(line: str, place: Place, text: str, carets: str) -> None:
    made = excerpt(place, line, 60)
    assert made is not None
    assert (made.number, made.text, made.carets) == (7, text, carets)


LONG = "start " + "x" * 100 + " MIDTEN " + "y" * 100 + " slutt"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (1, "start xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"),
        (LONG.index("MIDTEN") + 1, "…xxxxxxxxxxx MIDTEN yyyyyyyyyyyyyyyyyyy…"),
        (LONG.index("slutt") + 1, "…yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy slutt"),
    ],
)
def test_a_long_line_is_cut_around_the_place(column: int, text: str) -> None:
    made = excerpt(_place(column, column + 5), LONG, 40)
    assert made is not None
    assert made.text == text
    assert made.text[len(made.carets) - 5 : len(made.carets)] == LONG[column - 1 : column + 4]


def test_ascii_cuts_with_three_dots() -> None:
    made = excerpt(_place(1, 6), LONG, 40, ascii=True)
    assert made is not None
    assert made.text == "start xxxxxxxxxxxxxxxxxxxxxxxxxxxx..."


def test_ascii_keeps_the_carets_under_a_place_behind_an_ellipsis() -> None:
    made = excerpt(_place(9, 12), "a: vent… nå", 40, ascii=True)
    assert made is not None
    assert (made.text, made.carets) == ("a: vent... nå", " " * 10 + "^^^")


def test_no_line_no_excerpt() -> None:
    assert excerpt(Place("data/projects/mono.yaml"), "title: Mono", 60) is None


@given(st.text(st.characters(codec=None), max_size=300), st.integers(1, 320), st.integers(1, 320), st.booleans())
def test_an_excerpt_never_overflows(line: str, column: int, end: int, ascii: bool) -> None:
    made = excerpt(_place(column, end), line, 40, ascii=ascii)
    assert made is not None
    assert cells(made.text) <= 40
    assert len(made.carets) <= 41
    assert made.carets.strip(" ").strip("^") == ""
    assert "^" in made.carets


@pytest.mark.parametrize(
    ("pointer", "line", "column", "expected"),
    [
        ("/goals", "title: Mono", 1, "goals"),
        ("/goals", "goals:", 1, ""),
        ("/goals", '"goals": []', 1, ""),
        ("/budget/total", "budget:", 1, "budget.total"),
        ("/budget/total", "  total: 5", 3, ""),
        ("/budget/total", "  total_sum: 5", 3, "budget.total"),
        ("/goals/1/due", "  - statement: Mål", 5, "due"),
        ("/goals/1", "  - statement: Mål", 5, ""),
        ("/goals/1/result/value", "  - statement: Mål", 5, "result.value"),
        ("/a~1b/c~0d", "x: 1", 1, "a/b.c~d"),
        ("/\x1b", "x: 1", 1, r"\x1b"),
        ("", "x: 1", 1, ""),
        (None, "x: 1", 1, ""),
    ],
)
def test_the_missing_key_is_named(pointer: str | None, line: str, column: int, expected: str) -> None:
    assert field(_place(column, None, pointer=pointer), line) == expected
