"""Files that are composed in one call give the same values as those that are composed with care."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.source.compose import compose
from intlstrat.source.quick import parse_quickly

ORDINARY = """\
# A comment
title: Blå byer
empty:
tilde: ~
quoted: "null"
block: |
  Two
  lines
nested: {a: [1, "2"], b: {c: , d: x}}
list:
  - one
  -
  - {e: }
  - [x, ~, '']
"""
PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            "- ",
            "\n",
            "  ",
            "? ",
            "?x",
            ": ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            '"',
            "&n ",
            "*n",
            "!t ",
            "# ",
            "|",
        ),
        *(">", "---", "...", "%", "<<: ", "\t", "~", "null", "æ", "\r\n", "\\u0041", "key: value\n", "  - item\n", "@"),
        *("`", "&", "!"),
    ]
)


def same(text: str) -> bool:
    """Whether the text was read quickly; if it was, then to the same values and places."""
    quick, careful = parse_quickly("a.yaml", text, compose), compose("a.yaml", text)
    if quick is None:
        return False
    assert (quick.value, quick.empty, quick.problems) == (careful.value, careful.empty, careful.problems)
    assert repr(quick.value) == repr(careful.value)
    assert quick.root == careful.root
    return True


def kinds(value: object) -> object:
    """Which texts were quoted: these can be nothing but text."""
    if isinstance(value, dict):
        return {key: kinds(part) for key, part in value.items()}
    return [kinds(part) for part in value] if isinstance(value, list) else type(value).__name__


def test_an_ordinary_file_is_read_quickly_to_the_same_values_and_places() -> None:
    assert same(ORDINARY)
    quick = parse_quickly("a.yaml", ORDINARY, compose)
    assert quick is not None
    assert kinds(quick.value) == kinds(compose("a.yaml", ORDINARY).value)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_read_quickly_is_read_as_it_is_with_care(text: str) -> None:
    same(text)
    same(f"title: x\n{text}")
    same(f"list:\n  - {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n", "a: !t 1\n", "<<: {a: 1}\n", "a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "? [a]\n: b\n", "- a\n",
        "a\n", "", "a: {?b: c}\n", "a: |\n  b\n  ", "a: [1\n", f"a: {'[' * 40}{']' * 40}\n", f"a: {'x' * 70_000}\n",
        "%YAML 1.2\n---\na: 1\n", "a: {c: }\na: {d: 1}\n",
    ],
)  # fmt: skip
def test_what_may_be_refused_is_left_to_the_careful(text: str) -> None:
    assert not same(text)
