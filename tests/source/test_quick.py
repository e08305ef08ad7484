"""Files that are composed in one call give the same values as those that are composed with care."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.source import Document
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


def nested(levels: int, *opens: str) -> str:
    """A text so many levels deep, itself the first; below it, the levels open in turn as `opens` says."""
    opened = [opens[level % len(opens)] for level in range(levels - 1)]
    return f"a: {''.join(opened)}b{''.join(']' if each == '[' else '}' for each in reversed(opened))}\n"


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
        "a: {c: }\na: {d: 1}\n", "a: |\n  b\n  \t", "a: 1\n...\nb: 2\n", "a: &x b\nc: [*x , !t d?]\n",
    ],
)  # fmt: skip
def test_what_may_be_refused_is_left_to_the_careful(text: str) -> None:
    assert not same(text)


@pytest.mark.parametrize(
    ("most", "beyond"),
    [
        (f"a: {'x' * (64 * 1024 - 4)}\n", f"a: {'x' * (64 * 1024 - 3)}\n"),
        (f"a: [{'{},' * 500}{'[],' * 499}]\n", f"a: [{'{},' * 501}{'[],' * 499}]\n"),
        (f"a: [{'{},' * 500}{'[],' * 499}]\n", f"a: [{'{},' * 500}{'[],' * 500}]\n"),
        (f"a: b{' - - c' * 16}{' d? e' * 16}\n", f"a: b{' - - c' * 17}{' d? e' * 16}\n"),
        (f"a: b{' - - c' * 16}{' d? e' * 16}\n", f"a: b{' - - c' * 16}{' d? e' * 17}\n"),
        (f"a: b{' ' * 79}c\n", f"a: b{' ' * 80}c\n"),
        (f"a: [{'b,' * 4997}]\n", f"a: [{'b,' * 4998}]\n"),
        (nested(32, "{a: "), nested(33, "{a: ")),
        (nested(32, "["), nested(33, "[")),
        (nested(32, "[", "{a: "), nested(33, "[", "{a: ")),
        (nested(32, "{a: ", "["), nested(33, "{a: ", "[")),
    ],
    ids=["letters", "braces", "brackets", "hyphens", "questions", "spaces", "nodes", "maps", "lists", "mixed", "other"],
)
def test_what_is_large_or_deep_is_left_to_the_careful(most: str, beyond: str) -> None:
    assert same(most)
    assert not same(beyond)


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n", "%YAML 1.1\n---\na: b\n...\n", "# a\n--- # b\na: |\n  c\n...", "a: b&c! d? e*f <- g\n",
        "a:\tb\t\n", "a: [[{b: , c: [~]}], {d: {e: }}]\n", "{}\n", "a: '---'\nb: 5%\n",
    ],
)  # fmt: skip
def test_what_is_nothing_special_is_read_quickly(text: str) -> None:
    assert same(text)


@pytest.mark.parametrize(
    ("text", "size", "texts"),
    [
        ("{}\n", (1, 0, 0, 0), ()),
        ("a: bcd\ne: [f, ~, [], {}, '']\n", (10, 7, 5, 3), ("a", "bcd", "e", "f", "~", "")),
        ("abcd:\n  - {e: , f: {g: hi}}\n", (10, 9, 2, 4), ("abcd", "e", "", "f", "g", "hi")),
    ],
)
def test_texts_are_kept_and_the_size_is_counted(text: str, size: tuple[int, ...], texts: tuple[str, ...]) -> None:
    """Nodes, letters, the parts of the largest map or list, the longest text."""
    quick = parse_quickly("a.yaml", text, compose)
    assert quick is not None
    assert (quick.size, quick.texts) == (size, texts)


def test_places_are_looked_for_once_and_when_they_are_asked_for() -> None:
    asked: list[tuple[str, str]] = []

    def careful(path: str, text: str) -> Document:
        asked.append((path, text))
        return compose(path, text)

    quick = parse_quickly("a.yaml", "a: 1\n", careful)
    assert quick is not None
    assert asked == []
    assert [quick.place((key,)).column for key in ("a", "b")] == [1, 1]
    assert asked == [("a.yaml", "a: 1\n")]
