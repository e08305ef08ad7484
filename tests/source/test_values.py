"""Every scalar is the text that stands in the file (records.md); held against PyYAML's own reader as well."""

from __future__ import annotations

import io
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from intlstrat.source import Document, Problem, Quoted, Value, compose, parse


def _value(text: str | bytes) -> Value:
    document = parse("x.yaml", text.encode() if isinstance(text, str) else text)
    assert not document.problems, document.problems
    return document.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("true", "true"),
        ("8.10", "8.10"),
        ('"8.10"', "8.10"),
        ("12/24", "12/24"),
        ("2024", "2024"),
        ("2024-06-05", "2024-06-05"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("007", "007"),
        (".inf", ".inf"),
        ("4 200 000", "4 200 000"),
        ("Null", "Null"),
        ("NULL", "NULL"),
        ('"null"', "null"),
        ("'~'", "~"),
        ("''", ""),
        ('""', ""),
        ("|", ""),
        ("|\n  null", "null"),
        ("a  # comment", "a"),
        ("a#b", "a#b"),
        ("'it''s'", "it's"),
        (r'"å\u00e6\n\t\x41"', "åæ\n\tA"),
        ("en\n  to\n\n  tre", "en to\ntre"),
        ("|\n  en\n  to", "en\nto"),
        ("|+\n  en\n\n", "en\n\n"),
        (">-\n  en\n  to", "en to"),
        ("'a\u2028b'", "a\u2028b"),
        ("日本 🎉", "日本 🎉"),
    ],
)
def test_scalars_are_text(written: str, value: str) -> None:
    assert _value(f"key: {written}") == {"key": value}


@pytest.mark.parametrize("written", ["", "~", "null", "# comment"])
def test_a_plain_nothing_is_not_recorded(written: str) -> None:
    document = parse("x.yaml", f"a: 1\nkey: {written}\n".encode())
    assert document.value == {"a": "1"}
    assert document.empty == (("key",),)
    assert document.keys(()) == ("a", "key")


def test_nothing_is_noted_of_a_refused_key() -> None:
    assert parse("x.yaml", b"a: 1\na: {b: }\nc: [{d: }, {e: {f: , g: 1}}]\n").empty == (
        ("c", 0, "d"),
        ("c", 1, "e", "f"),
    )


def test_a_nothing_in_a_list_keeps_its_place() -> None:
    assert _value("[a, ~, null, '', b]") == ["a", None, None, "", "b"]
    assert _value("-\n- a\n") == [None, "a"]


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("null", False), ("a", False), ("'a'", True), ('"a"', True), ("|\n  a", True), (">\n  a", True)],
)
def test_quotes_and_blocks_are_told_from_plain_text(written: str, quoted: bool) -> None:
    document = parse("x.yaml", f"- x\n- {written}\n".encode())
    assert isinstance(document.value, list)
    assert isinstance(document.value[1], Quoted) is quoted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x [1, 2]\nb: *x\n", {"a": ["1", "2"], "b": ["1", "2"]}),
        ("a: &x t\n*x : b\n", {"a": "t", "t": "b"}),
        ("a: &x null\n*x : b\n", {"null": "b"}),
        ("a: &x '<<'\n*x : b\n", {"a": "<<", "<<": "b"}),
        ("a: 'R&D: x'\nb: &c d\n", {"a": "R&D: x", "b": "d"}),
        ("- &x {k: 1}\n- *x\n- &x 2\n- *x\n", [{"k": "1"}, {"k": "1"}, "2", "2"]),
        ("a: &x null\nb: *x\n", {}),
        ("? a\n: b\n? c\n", {"a": "b"}),
        ("{a: b, c}", {"a": "b"}),
        ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
        ("null: a\n~: b\n", {"null": "a", "~": "b"}),
        ("'': a\n", {"": "a"}),
        ("'<<': a\n", {"<<": "a"}),
    ],
)
def test_maps_lists_and_aliases(text: str, value: Value) -> None:
    assert _value(text) == value


@pytest.mark.parametrize(
    "text", ["a: å\nb: [1]\n", "\ufeffa: å\nb: [1]\n", "a: å\r\nb: [1]\r\n", "\ufeffa: å\r\nb:\r\n- 1"]
)
def test_a_byte_order_mark_and_crlf_are_fine(text: str) -> None:
    assert _value(text) == {"a": "å", "b": ["1"]}


_TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
_VALUES = st.recursive(
    _TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(_TEXTS, parts, max_size=3),
    max_leaves=8,
)
_STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, "'", '"', "|", ">"]),
        "width": st.sampled_from([10, 80]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)


@settings(max_examples=150)
@given(st.dictionaries(_TEXTS, _VALUES, max_size=3), _STYLES)
def test_what_another_tool_writes_is_read_as_it_reads_it(data: dict[str, Any], style: dict[str, Any]) -> None:
    written = io.StringIO()
    yaml.dump(data, written, yaml.SafeDumper, **style)
    # PyYAML's reader in Python and not `data`: its writer folds some texts in double quotes wrongly.
    assert _value(written.getvalue()) == yaml.load(written.getvalue(), yaml.BaseLoader)


_HARD = [
    "a: 1\nb: [x, {c: d}]\nå: |\n  t\n  u\n",
    "- &a [x]\n- *a\n-\n",
    "a: 'x\n  y'\nb: \"\\x41\"\n",
    "a: {b: !x c}\na: d\n<<: e\n[f]: g\n",
    "a: [b\nc: d\n",
    "a: 'b\nc: d\n",
    "a: b\n  c: d\n",
    "a b\nc: d\n",
    "a: b\n---\nc: d\n",
    "a: b\n...\nc: d\n",
    "a: *b\n",
    'a: "\\q"\n',
    "a: @b\n",
    "[" * 70,
    "",
]


@pytest.mark.parametrize("text", _HARD)
def test_python_alone_reads_as_libyaml_does(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_libyaml = parse("x.yaml", text.encode())
    monkeypatch.setattr(compose, "_Parser", yaml.BaseLoader)
    in_python = parse("x.yaml", text.encode())
    assert (in_python.value, in_python.empty) == (with_libyaml.value, with_libyaml.empty)
    # Only the column at which a parser gives up is its own.
    assert [_gist(in_python, problem) for problem in in_python.problems] == [
        _gist(with_libyaml, problem) for problem in with_libyaml.problems
    ]


def _gist(document: Document, problem: Problem) -> tuple[object, ...]:
    line, _ = document.line_and_column(problem.start)
    return problem.fatal, problem.message, problem.path, problem.cut, line
