"""Where things stand (rulings.md): from the key to where its value ends on its first line; of an item, from its first
character; of what is absent, its nearest ancestor, or the record's first line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import marked, shown, spot

from intlstrat.source import Document, Path, Value, parse, pointer

LINES = 'a: 1\n# comment\nb: "x\n  y\n  z"\nc: [1,\n  2]\nd: [3,\n]'


def _document(text: str) -> Document:
    return parse("data/projects/mono.yaml", text.encode())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # A key whose value stands beside it.
        ("a: 1\n‹b: 2›\n", ("b",)),
        ("a: 1\n‹b: 2›", ("b",)),
        ("‹a:    1›   \n", ("a",)),
        ("‹a : 1›\n", ("a",)),
        ("‹a: 1›  # comment\n", ("a",)),
        ("‹'a': 'it''s'›\n", ("a",)),
        ('‹"a": "x # y"› # comment\n', ("a",)),
        ("‹a: [1, 2]› # comment\n", ("a",)),
        ("‹a: {b: [1]}›\n", ("a",)),
        ("a: {‹b: [1]›, c: 2}\n", ("a", "b")),
        ("a: {b: [1], ‹c: 2›}\n", ("a", "c")),
        ("a: {b: [{‹c: 2›}]}\n", ("a", "b", 0, "c")),
        ("? ‹a›\n: 1\n", ("a",)),
        # Without a value.
        ("‹a:›\nb: 1\n", ("a",)),
        ("‹a:› # comment\nb: 1\n", ("a",)),
        ("x: {‹a›, b: 1}\n", ("x", "a")),
        ("x: {‹a›\n  , b: 1}\n", ("x", "a")),
        ("x: {‹a›\n}\n", ("x", "a")),
        ("‹a: ~›\n", ("a",)),
        # A value that goes on below.
        ("‹a:›\n  b: 1\n", ("a",)),
        ("‹a:› # comment: a colon\n  b: 1\n", ("a",)),
        ("a:\n  ‹b: 1›\n  c: 2\n", ("a", "b")),
        ("‹a:›\n  - 1\n", ("a",)),
        ("‹a:›\n- 1\n", ("a",)),
        ("‹a: one›\n  two\nb: 1\n", ("a",)),
        ("‹a: 'one # two›\n  three'\nb: 1\n", ("a",)),
        ("‹a: |›\n  one\n  two\n", ("a",)),
        ("‹a: >-› # comment\n  one\n", ("a",)),
        ("‹a: [1,› # comment\n  2]\n".replace(",›", "›,"), ("a",)),
        ("a: [1,\n  ‹2›] # comment\n", ("a", 1)),
        ("‹a: [› # comment\n  1]\n", ("a",)),
        ("‹a: {b: 1, c: 2›,\n  d: 3}\n", ("a",)),
        # Items.
        ("- ‹x›\n- y\n", (0,)),
        ("a:\n- x\n- ‹y› # comment\n", ("a", 1)),
        ("a:\n  - ‹b: 1› # comment\n    c: 2\n", ("a", 0)),
        ("a:\n  - b: 1\n    ‹c: 2›\n", ("a", 0, "c")),
        ("a:\n  - b: 1\n  - ‹b: 2›\n", ("a", 1)),
        ("a:\n  - ‹b: 1› # comment, and no line end", ("a", 0)),
        ("a:\n  - ‹b: 1› # comment [in brackets]", ("a", 0)),
        ("a:\n  - ‹b: 1› # {comment}", ("a", 0)),
        ("a:\n  -   ‹b:›\n        c: 1\n", ("a", 0)),
        ("a:\n  - ‹- x›\n    - y\n".replace("‹- x›", "- ‹x›"), ("a", 0, 0)),
        ("a: [x, ‹{b: 1}›]\n", ("a", 1)),
        ("a: [x, ‹'y'›]\n", ("a", 1)),
        ("a:\n- ‹|›\n  x\n- y\n", ("a", 0)),
        # What is absent: the nearest ancestor that is there.
        ("a: 1\n‹b: {c: 1}›\n", ("b", "d")),
        ("a: 1\n‹b:›\n  c: 1\n", ("b", "d", "e", 3)),
        ("a:\n- x\n- ‹y: 1›\n", ("a", 1, "z")),
        ("‹a: []›\n", ("a", 0)),
        ("‹a: [1]›\n", ("a", 1)),
        ("‹a: text›\n", ("a", "b")),
        # The record itself: its first key, to the end of its line.
        ("‹a: 1›\nb: 2\n", ()),
        ("‹a: 1›\nb: 2\n", ("c",)),
        ("# comment\n\n---\n‹a: 1 # comment›  \nb: 2\n", ("c", 0)),
        ("‹a:›\n  b: 1\n", ("c",)),
        ("{‹b: 1, a: 2}›\n", ()),
        ("‹{}›\n", ("a",)),
        # Aliases: the key where it stands, what is inside where it was written.
        ("a: &x {b: 1}\n‹c: *x›\n", ("c",)),
        ("a: &x {‹b: 1›}\nc: *x\n", ("c", "b")),
        ("‹a: &x›\n  b: 1\nc: *x\n", ("a",)),
        ("a: &x [1]\nb:\n- ‹*x› # comment\n", ("b", 0)),
        # Lines end at LF and CRLF; columns count code points.
        ("a: 1\r\n‹b: 2›\r\nc: 3\r\n", ("b",)),
        ("a:\r\n  one\r\n‹b:›\r\n  c: 2\r\n", ("b",)),
        ("日本: 🎉🎉\n{‹å: 1›}\n".replace("{", "ö: {"), ("ö", "å")),
        ("a: {日: '🎉', ‹b: 'ø'›}\n", ("a", "b")),
        ("a: 'x\u2028y'\n‹b: 2›\n", ("b",)),
        ('a: "x\x85y"\n‹b: 2›\n', ("b",)),
        ("a: x\u2029  y\n‹b: 2›\n", ("b",)),
        ("a: x\x85‹b: 2›\nc: 3\n", ("b",)),
        ("a: x\r‹b: 2›\nc: 3\n", ("b",)),
    ],
)
def test_places(text: str, path: Path) -> None:
    plain, expected = marked(text)
    place = _document(plain).place(path)
    assert spot(place) == expected
    assert (place.path, place.pointer) == ("data/projects/mono.yaml", pointer(path))


def test_a_byte_order_mark_moves_nothing() -> None:
    assert spot(_document("\ufeffa: 1\nb: 2\n").place(("a",))) == (1, 1, 5)
    assert spot(_document("\ufeffa: 1\nb: 2\n").place(("b",))) == (2, 1, 5)


@pytest.mark.parametrize(
    ("path", "expected"),
    [((), ""), (("a", 0), "/a/0"), (("a/b", "c~d"), "/a~1b/c~0d"), (("~1",), "/~01"), (("", "å"), "//å")],
)
def test_pointers(path: Path, expected: str) -> None:
    assert pointer(path) == expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("a\nb", 1, "a"),
        ("a\r\nb\r\n", 1, "a"),
        ("a\r\nb\r\n", 3, ""),
        ("a\rb\u2028c\x85d", 1, "a\rb\u2028c\x85d"),
        ("a\n  b  \n", 2, "  b  "),
        ("a", 0, ""),
        ("a", 2, ""),
    ],
)
def test_lines_for_excerpts(text: str, line: int, expected: str) -> None:
    assert _document(text).line_text(line) == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("a: ‹x› y", 0, "x"),
        ("a: x ‹y›", 1, "y"),
        ("a: '‹x› y'", 0, "x"),
        ("a: |\n  x\n  y ‹z›\n", 2, "z"),
        ("a: >- # comment\n  x\n\n  ‹y›\n", 1, "y"),
        ("a: &n ‹x›", 0, "x"),
        ("a: &n |\n  ‹x›\n", 0, "x"),
        ("b: w\na: |\n  x‹y›\n", 1, "y"),
        ('a: "‹x› y"', 0, "x"),
        ("a: '‹'›'x'", 0, "'"),
        ("a: 'it''‹s›'", 3, "s"),
        ('a: "\\t\\u00e5 ‹x›"', 1, "x"),
        ("a: x‹›\nb: y\n", 1, ""),
        ("a: |‹›", 0, ""),
        ("a: >2 # |\n  ‹x›\n", 0, "x"),
        ("a: &n !t\n  |+\r\n  ‹x›\r\n", 0, "x"),
        ("a: 'x'‹›\n", 9, ""),
    ],
)
def test_a_character_of_a_text(text: str, number: int, expected: str) -> None:
    plain, where = marked(text)
    place = _document(plain).letter(("a",), number)
    assert place is not None
    assert spot(place) == where
    assert shown(plain, place) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a",), (1, 1, "1")),
        (("b",), (3, 5, '"x\n  y\n  z"')),
        (("c",), (6, 7, "[1,\n  2]")),
        (("c", 0), (6, 6, "1")),
        (("c", 1), (7, 7, "2")),
        *((absent, (1, 9, LINES)) for absent in [("e",), ("c", 2), ("c", -1), ("c", "d"), ("a", 0)]),
        (("d",), (8, 9, "[3,\n]")),
    ],
)
def test_the_lines_of_a_value(path: Path, expected: tuple[int, int, str]) -> None:
    assert _document(LINES).lines_of(path) == expected


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), {"a": "1", "b": ["2", {"c": "3"}]}),
        (("a",), "1"),
        (("b", 0), "2"),
        (("b", 1), {"c": "3"}),
        (("b", 1, "c"), "3"),
        *((absent, None) for absent in [("c",), ("c", "d"), ("a", "b"), ("a", 0), ("b", 2), ("b", -1), ("b", "c")]),
    ],
)
def test_what_stands_at_a_path(path: Path, value: Value) -> None:
    assert _document("a: 1\nb: [2, {c: 3}]\n").part(path) == value


def test_the_lines_of_a_block_are_no_more_than_its_own() -> None:
    first, last, raw = _document("a: |\n  x\n  y\nb: 1\n").lines_of(("a",))
    assert (first, last, raw.split()) == (1, 3, ["|", "x", "y"])


@pytest.mark.parametrize("path", [("b",), ("c",), ("c", 0), ("b", "c")])
def test_only_a_text_has_characters(path: Path) -> None:
    assert _document("a: 1\nb: [1]\n").letter(path, 0) is None


# A key or a plain text that no writer needs to quote, some of them wide.
_WORDS = st.text("abcåø日🎉", min_size=1, max_size=5)
_DATA = st.dictionaries(
    _WORDS,
    st.recursive(
        _WORDS | st.lists(_WORDS, min_size=2, max_size=12).map(" ".join),
        lambda parts: st.lists(parts, max_size=3) | st.dictionaries(_WORDS, parts, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)
_STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, "'"]),
        "width": st.sampled_from([10, 80]),
        "indent": st.sampled_from([2, 5]),
        "allow_unicode": st.just(True),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)


def _paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key), part
            yield from _paths(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield (*path, index), part
            yield from _paths(part, (*path, index))


@settings(max_examples=150)
@given(_DATA, _STYLES, st.sampled_from(["", "\ufeff", "# æøå 🎉\n"]))
def test_every_place_shows_its_key_or_item(data: dict[str, Any], style: dict[str, Any], head: str) -> None:
    """Independent of the parser's own marks: what the place shows in the text is the key, or the text itself."""
    written = io.StringIO()
    yaml.dump(data, written, yaml.SafeDumper, **style)
    text = head + written.getvalue()
    document = _document(text)
    assert document.value == data
    seen: set[tuple[int | None, int | None]] = set()
    for path, value in _paths(data):
        place = document.place(path)
        there = shown(text.removeprefix("\ufeff"), place)
        key = path[-1]
        if isinstance(key, str):
            assert re.match(rf"['\"]?{key}['\"]?( *:|$)", there), (path, there)
            assert (place.line, place.column) not in seen, "two keys at one place"
            seen.add((place.line, place.column))
        elif isinstance(value, str):
            assert there.strip("'\"").split()[0] == value.split()[0], (path, there)
        if isinstance(value, str) and there.strip("'").endswith(value):
            assert yaml.safe_load(there) == ({key: value} if isinstance(key, str) else value)


@settings(max_examples=100)
@given(_DATA, _STYLES)
def test_what_is_absent_stands_where_its_ancestor_does(data: dict[str, Any], style: dict[str, Any]) -> None:
    written = io.StringIO()
    yaml.dump(data, written, yaml.SafeDumper, **style)
    document = _document(written.getvalue())
    for path, _ in _paths(data):
        for absent in ("nothing", 99):
            assert spot(document.place((*path, absent))) == spot(document.place(path))
            assert document.place((*path, absent)).pointer == pointer((*path, absent))
    assert spot(document.place(("nothing", 0))) == spot(document.place(()))
