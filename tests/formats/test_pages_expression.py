"""CEL and YAML on a page: laid out for people, and still the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_world import RULES, example, rule

from intlstrat.formats import example_yaml, expression
from intlstrat.formats.sheet import plain
from intlstrat.rules.model import Measure
from intlstrat.source import parse

COMMITTED = 'project.status in ["applied", "planned", "active", "completed"]'


@pytest.mark.parametrize(
    ("code", "width", "expected"),
    [
        ("a", 10, ["a"]),
        ("  a  &&\n   b ", 20, ["a && b"]),
        ("a && b", 5, ["a", "&& b"]),
        ("a && b || c && d", 10, ["a && b", "|| c && d"]),
        ("aaaa || bbbb && cccc", 10, ["aaaa", "|| bbbb", "&& cccc"]),
        ("a ? bbbbbb : cccccc", 12, ["a", "  ? bbbbbb", "  : cccccc"]),
        ("aaaaaa >= bbbbbb", 11, ["aaaaaa", "  >= bbbbbb"]),
        ("aaaaaa - -bbbbbb", 12, ["aaaaaa", "  - -bbbbbb"]),
        ("f(aaaaaa, bbbbbb)", 12, ["f(", "  aaaaaa,", "  bbbbbb", ")"]),
        ("(aaaa && bbbb) == c", 12, ["(", "  aaaa", "  && bbbb", ") == c"]),
        ('x in ["a", "b"]', 80, ['x in ["a", "b"]']),
        ("xs\n  .map(x, x)\n  .filter(y, y)", 80, ["xs.map(x, x).filter(y, y)"]),
        ("xs.map(x, x).filter(y, y)", 16, ["xs", "  .map(x, x)", "  .filter(y, y)"]),
        ("f(\n  a,\n  b\n)", 80, ["f(a, b)"]),
        ("a in\n.b", 80, ["a in .b"]),
        ("project.budget.total > 10.5", 20, ["project.budget.total", "  > 10.5"]),
        ("a // why\n&& b", 80, ["a // why", "&& b"]),
    ],
)
def test_lines_break_where_the_sense_breaks(code: str, width: int, expected: list[str]) -> None:
    assert expression.lay_out(code, width) == expected


@pytest.mark.parametrize("text", ['"a  &&  b"', "'x ? y : z'", r'"\" || \""', 'r"a\\"', '"""a  b"""'])
def test_texts_are_never_broken_nor_changed(text: str) -> None:
    lines = expression.lay_out(f"f({text}) && g({text})", 8)
    assert sum(line.count(text) for line in lines) == 2


PIECE = st.recursive(
    st.sampled_from(["a", "project.x", '"t  e"', "12", "1.5", "-1", "has(a.b)"]),
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from([" && ", " || ", " >= ", " in ", " + ", "-", "  ==\n "]), part).map("".join),
        st.tuples(part, part, part).map(lambda three: f"{three[0]} ? {three[1]} : {three[2]}"),
        st.tuples(part, part).map(lambda two: f"f({two[0]}, {two[1]})"),
        part.map(lambda one: f"( {one} )"),
        part.map(lambda one: f"xs.map(x, {one}).filter(y, y)"),
    ),
    max_leaves=12,
)


def tokens(code: str) -> list[str]:
    return re.findall(r'"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|\S', code)


@given(PIECE, st.integers(1, 90))
def test_only_white_space_changes(code: str, width: int) -> None:
    lines = expression.lay_out(code, width)
    assert tokens("\n".join(lines)) == tokens(code)
    assert not any(line != line.rstrip() or not line for line in lines)


@given(PIECE)
def test_highlighting_changes_no_letter(code: str) -> None:
    for line in expression.lay_out(code, 60):
        assert plain(expression.highlight(line)) == line


def test_control_characters_in_an_expression_are_shown() -> None:
    assert expression.lay_out('a == "x\x1b\u202ey"', 80) == [r'a == "x\x1b\u202ey"']
    assert expression.lay_out('a == "\x07" // b\u202e', 80) == [r'a == "\x07" // b\u202e']


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"require": "true"}, ()),
        ({"require": "params.a > 1", "when": "params.b"}, ("a", "b")),
        ({"require": '"params.a" == x.params.b'}, ()),
        ({"require": "true", "needs": ("params.frame", "budget.total")}, ("frame",)),
        ({"require": "nok(1, x) > 2.0"}, ("exchange_rates",)),
        ({"require": '"nok(1)" == x'}, ()),
        ({"require": "true", "values": {"v": "params.c"}}, ("c",)),
        ({"require": "true", "measures": (Measure("m", "sum", "params.d", None, "params.e"),)}, ("d", "e")),
        ({"require": "true", "interpretations": ("z",)}, ("z",)),
    ],
)
def test_the_parameters_of_a_rule_are_found(more: dict[str, object], expected: tuple[str, ...]) -> None:
    assert expression.parameters(rule("r", **more)) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"project": {}}, ["project: {}"]),
        ({"project": {"total": "500000", "on": True, "n": 3}}, ["project:", "  total: 500000", "  on: true", "  n: 3"]),
        ({"project": {"a": None, "b": "null"}}, ["project:", "  a: null", "  b: 'null'"]),
        ({"project": {"c": "~", "d": ""}}, ["project:", "  c: '~'", "  d: ''"]),
        ({"project": {"country": "NO", "targets": ["8.10"]}}, ["project:", "  country: NO", "  targets: [8.10]"]),
        ({"project": {"name": "nord", "need": "yes"}}, ["project:", "  name: nord", "  need: yes"]),
        ({"as_of": "2026-07-31"}, ["as_of: 2026-07-31"]),
        ({"partners": [{"name": "A", "country": "DK"}]}, ["partners:", "  - {name: A, country: DK}"]),
        ({"project": {"plan": {"activities": [{"title": "x"}]}}},
         ["project:", "  plan:", "    activities: [{title: x}]"]),
        ({"project": {"budget": {"own": {"2026": "1"}}}}, ["project:", "  budget: {own: {2026: 1}}"]),
        ({"project": {"note": "a: b # c"}}, ["project:", "  note: 'a: b # c'"]),
        ({"project": {"note": "x\x1b\u202e"}}, ["project:", r'  note: "x\e\u202e"']),
        ({"project": {"goals": [{"a": "x" * 30, "b": "y" * 30}]}},
         ["project:", "  goals:", "    - a: " + "x" * 30, "      b: " + "y" * 30]),
    ],
)  # fmt: skip
def test_examples_are_short_yaml(case: dict[str, object], expected: list[str]) -> None:
    assert example_yaml.lay_out(case, 60) == expected


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=30)
KEY = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
VALUE = st.recursive(
    st.one_of(st.none(), TEXT.filter(lambda text: bool(text.strip()))),
    lambda part: st.one_of(st.lists(part, max_size=3), st.dictionaries(KEY, part, max_size=3)),
    max_leaves=8,
)


@pytest.mark.parametrize("width", range(30, 80, 7))
def test_a_long_text_of_an_example_keeps_to_the_width(width: int) -> None:
    case = {"project": {"notes": "1 250 000 kr, vedtatt 2024-06-05 i sak 2009/6146 for hele perioden 2023 til 2027."}}
    lines = example_yaml.lay_out(case, width)
    assert max(map(len, lines)) <= width
    assert len(lines) <= 2 + 90 // (width // 2)


@given(st.dictionaries(st.sampled_from(["project", "partner", "params"]), VALUE, min_size=1), st.integers(30, 120))
def test_an_example_reads_back_as_itself(case: dict[str, object], width: int) -> None:
    text = "\n".join(example_yaml.lay_out(case, width))
    assert parse("x.yaml", text.encode()).value == _recorded(case)


def _recorded(value: object) -> object:
    """What reading gives: a key that is null is not recorded."""
    if isinstance(value, dict):
        return {key: _recorded(part) for key, part in value.items() if part is not None}
    return [_recorded(part) for part in value] if isinstance(value, list) else value


def test_highlighted_yaml_keeps_every_letter() -> None:
    for made in (one for each in RULES for one in each.examples):
        for line in example_yaml.lay_out(made.case, 60):
            assert plain(example_yaml.highlight(line)) == line
    assert example_yaml.highlight("  - {a: b: c, d: 1}")[1] == ("a", "name")
    assert example("breach", 1, project={}).case == {"project": {}}
