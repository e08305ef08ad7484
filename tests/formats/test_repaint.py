"""A live view is redrawn by its lines: what stands there already is not written again."""

from __future__ import annotations

import pytest
from glass import Glass
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.formats.repaint import repaint

LINES = st.lists(st.sampled_from(["", "a", "b", "× Feil: Æ", "\x1b[1mfet\x1b[0m"]), max_size=8)


def glass(lines: list[str] | None) -> Glass:
    """A terminal on which these lines stand, or anything at all."""
    made = Glass()
    made.send("\x1b[?1049h")
    made.send(repaint(None, lines if lines is not None else ["hva som helst"] * 9))
    return made


@given(LINES, LINES)
def test_what_is_to_stand_there_stands_there(before: list[str], after: list[str]) -> None:
    made = glass(before)
    made.send(repaint(before, after))
    assert made.colored[: len(after)] == after
    assert not any(made.colored[len(after) :])


def test_whatever_stood_there_before_is_cleared() -> None:
    made = glass(None)
    made.send(repaint(None, ["a"]))
    assert made.lines == ["a"]


def test_nothing_is_written_where_nothing_differs() -> None:
    assert repaint(["a", "b"], ["a", "b"]) == ""
    assert repaint([], []) == ""


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        (["a", "b", "c"], ["a", "x", "c"], "\x1b[2;1H\x1b[2Kx"),
        (["a", "b"], ["a"], "\x1b[2;1H\x1b[2K"),
        (["a"], ["a", "b"], "\x1b[2;1H\x1b[2Kb"),
        (["a", "b"], ["b", "b"], "\x1b[1;1H\x1b[2Kb"),
    ],
)
def test_only_the_lines_that_differ_are_written(before: list[str], after: list[str], written: str) -> None:
    assert repaint(before, after) == f"\x1b[?2026h{written}\x1b[?2026l"


def test_a_long_view_with_one_new_line_costs_one_line() -> None:
    before = [f"linje {number} {'x' * 60}" for number in range(50)]
    after = [*before[:20], "ny", *before[21:]]
    assert len(repaint(before, after)) < 40
