"""A text as an editor counts it: three encodings, three line ends, and edits that no editor should send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.findings import NOWHERE, Place
from intlstrat.lsp.text import ENCODINGS, START, Position, Span, Text

ASTRAL = "a😀é\nx\ud800y"


@pytest.mark.parametrize(
    ("encoding", "columns"),
    [("utf-8", [0, 1, 5, 7]), ("utf-16", [0, 1, 3, 4]), ("utf-32", [0, 1, 2, 3])],
)
def test_columns_are_units_of_the_encoding(encoding: str, columns: list[int]) -> None:
    text = Text(ASTRAL, encoding)
    assert [text.position(offset) for offset in range(4)] == [Position(0, column) for column in columns]
    assert [text.offset(Position(0, column)) for column in columns] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("line", "column", "offset"),
    [(0, 99, 3), (0, 2, 1), (9, 0, 7), (1, 0, 4), (1, 99, 7), (-1, 5, 0), (0, -3, 0)],
    ids=["past the line", "inside a character", "past the end", "second line", "its end", "before", "before the line"],
)
def test_a_position_that_is_none_is_the_nearest_one(line: int, column: int, offset: int) -> None:
    assert Text(ASTRAL, "utf-16").offset(Position(line, column)) == offset


def test_lines_end_as_the_protocol_says_and_nowhere_else() -> None:
    text = Text("a\rb\r\nc\nd\u2028e\x85f\x0cg")
    assert [text.line(number) for number in range(5)] == ["a", "b", "c", "d\u2028e\x85f\x0cg", ""]
    assert text.newline == "\r"


def test_a_finding_counts_lines_at_lf_and_code_points() -> None:
    text = Text("one\rtwo\n😀 three\n", "utf-16")
    assert text.span_of(Place("x", "", 2, 3, 2, 8)) == Span(Position(2, 3), Position(2, 8))
    assert text.span_of(Place("x", "", 1, 5, 1, 8)) == Span(Position(1, 0), Position(1, 3))
    assert text.span_of(NOWHERE) == START


EDITS = [
    ("abc\ndef", (0, 1, 1, 1), "X\n", "aX\nef"),
    ("abc", (0, 3, 0, 3), "d", "abcd"),
    ("abc", (5, 0, 5, 0), "d", "abcd"),
    ("a😀b", (0, 1, 0, 3), "", "ab"),
    ("a\u2028b\nc", (1, 0, 1, 1), "d", "a\u2028b\nd"),
    ("abc", (0, 2, 0, 1), "X", "abXc"),
    ("", (0, 0, 0, 0), "new", "new"),
    ("a\r\nb", (0, 1, 1, 0), "", "ab"),
]


@pytest.mark.parametrize(("before", "span", "new", "after"), EDITS)
def test_an_edit_changes_what_it_names(before: str, span: tuple[int, int, int, int], new: str, after: str) -> None:
    edited = Text(before).changed(Span(Position(*span[:2]), Position(*span[2:])), new)
    assert edited.text == after


@given(st.text(alphabet=st.sampled_from("aé😀\n\r\u2028"), max_size=30), st.sampled_from(ENCODINGS))
def test_every_place_in_a_text_is_found_again(written: str, encoding: str) -> None:
    text = Text(written, encoding)
    for offset in range(len(written) + 1):
        if written[max(offset - 1, 0) : offset + 1] == "\r\n":
            continue  # between the two, there is no place
        assert text.offset(text.position(offset)) == offset
