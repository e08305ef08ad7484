"""What is told of an expression from its text alone: names, paths, and how it is written before it runs."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from intlstrat.records.models import MODELS
from intlstrat.rules.constants import with_constants
from intlstrat.rules.expressions import (
    _every_field,
    fields_of_linked,
    in_order,
    lenient_has,
    parameters_in,
    record_paths_in,
    scalar_fields,
    uses,
    without_strings,
)


@pytest.mark.parametrize(
    ("expression", "blanked"),
    [
        ("a == 'b' && c", "a ==     && c"),
        ('a == "b\\"c" + d', "a ==        + d"),
        ("a == r'b' // c 'd\ne", "a ==             \ne"),
        ("a == '''b\n'c''' + d", "a ==            + d"),
        ('a == """b""" + d', "a ==         + d"),
        ("a == b", "a == b"),
    ],
)
def test_texts_and_comments_are_blanked_out_at_their_length(expression: str, blanked: str) -> None:
    assert without_strings(expression) == blanked
    assert len(blanked) == len(expression)


def test_the_parameters_that_expressions_name() -> None:
    expressions = [
        "params.limit > params.most",
        "a.params.x == 'params.y'",
        "params.term.start",
        "params['z'] // params.q",
    ]
    assert parameters_in(expressions) == {"limit", "most", "term"}
    assert parameters_in([]) == set()


@pytest.mark.parametrize(
    ("expression", "name", "is_used"),
    [
        ("size(linked) > 0", "linked", True),
        ("linked.all(a, true)", "linked", True),
        ("project.linked == 1", "linked", False),
        ("unlinked == 1 || linked_1 == 2", "linked", False),
        ("'linked' == a", "linked", False),
        ("axb == 1", "a.b", False),
        ("a.b == 1", "a.b", True),
    ],
)
def test_whether_a_name_is_used(expression: str, name: str, is_used: bool) -> None:
    assert uses(expression, name) is is_used


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("project.title == partner.name && record.id == ''", {("title",), ("name",), ("id",)}),
        ("project.budget.total > 1", {("budget", "total")}),
        ("'project.title' == other.project.title", set()),
        ("project.goals.all(g, g.due < as_of && has(g.result.date))", {("goals", "due"), ("goals", "result", "date")}),
        ("project.goals.all(g, true)", {("goals",)}),
        ("project.goals.exists(g, g == 'x')", {("goals",)}),
        ("project.title.contains('x')", {("title",)}),
        ("project.title.contains ('x')", {("title",)}),
        ("project.goals.filter(g, g.statement.contains('x'))", {("goals", "statement")}),
        (
            "project.goals.all(g, project.risks.exists_one(r, r.text == g.statement))",
            {("goals", "statement"), ("goals", "text"), ("risks", "statement"), ("risks", "text")},
        ),
        ("project.goals.map(g, item.due)", {("goals",)}),
        ("project.plan.activities.all(a, has(a.start))", {("plan", "activities", "start")}),
        ("size(project.goals) > 0", {("goals",)}),
    ],
)
def test_the_paths_that_an_expression_names(expression: str, paths: set[tuple[str, ...]]) -> None:
    assert record_paths_in(expression) == paths


@pytest.mark.parametrize(
    ("expressions", "fields"),
    [
        ([], frozenset()),
        (["project.title == ''"], frozenset()),
        (["size(linked) > 0"], frozenset()),
        (["size( linked ) > 0 && linked.exists(p, p.country == 'SE')"], frozenset({"country"})),
        (
            ["linked.all(p, p.country == 'SE')", "linked . exists_one( p , has(p.agreement.signed))"],
            {"country", "agreement"},
        ),
        (["linked.all(p, p.name.startsWith('A'))"], frozenset({"name"})),
        (["linked.all(p, p == x)"], None),
        (["linked.all(p, p.country == 'SE' || p in q)"], None),
        (["linked.map(p, p.country)"], None),
        (["linked.filter(p, p.country == 'SE')"], None),
        (["linked[0].country == 'SE'"], None),
        (["size(linked) > 0", "linked == []"], None),
        (["'linked' == project.title // linked"], frozenset()),
        (["project.linked == 1"], frozenset()),
    ],
)
def test_the_fields_of_linked_records_that_are_asked_for(expressions: list[str], fields: frozenset[str] | None) -> None:
    assert fields_of_linked(expressions) == fields


@pytest.mark.parametrize(
    ("expression", "runs"),
    [
        ("has(project.title)", "(has(project.title))"),
        ("!has( project.budget.total ) || a", "!(has(project.budget) && has(project.budget.total)) || a"),
        ("has(project.goals)", "(has(project.goals) && size(project.goals) > 0)"),
        ("has(project.visits)", "(has(project.visits))"),
        ("has(g.result.date)", "(has(g.result) && has(g.result.date))"),
        (
            "has(project.goals[0].result.date)",
            "(has(project.goals) && has(project.goals[0].result) && has(project.goals[0].result.date))",
        ),
        ("has(params.goals)", "(has(params.goals))"),
        ("has(strategy.goals)", "(has(strategy.goals))"),
        ("has(strategyx.goals)", "(has(strategyx.goals) && size(strategyx.goals) > 0)"),
        ("a == 'has(x.y)' && has(x.y)", "a == 'has(x.y)' && (has(x.y))"),
        ("has(x.y) && has(x.z) && q", "(has(x.y)) && (has(x.z)) && q"),
        ("project.has(x.y) || ahas(x.y)", "project.has(x.y) || ahas(x.y)"),
        ("has(x)", "has(x)"),
    ],
)
def test_has_asks_for_every_part_of_the_way(expression: str, runs: str) -> None:
    assert lenient_has(expression) == runs


@pytest.mark.parametrize(
    ("expression", "maps", "runs"),
    [
        ("params.each.map(c, c)", ("each",), "in_order(params.each).map(c, c)"),
        ("params.each.map(c, c)", (), "params.each.map(c, c)"),
        ("params.each.map(c, c)", ("other",), "params.each.map(c, c)"),
        ("other.each.map(c, c)", ("each",), "other.each.map(c, c)"),
        ("params.a.b.all(c, c)", ("b",), "params.a.b.all(c, c)"),
        ("params.a.b.all(c, c)", ("a.b",), "in_order(params.a.b).all(c, c)"),
        (
            "project.budget.own_by_year.filter(y, y > 1) == 'x'",
            (),
            "in_order(project.budget.own_by_year).filter(y, y > 1) == 'x'",
        ),
        ("a && params.each . exists (c, c) && z", ("each",), "a && params.each . exists (c, c) && z"),
        ("a && params.each . exists(c, c) && z", ("each",), "a && in_order(params.each) . exists(c, c) && z"),
        ("'params.each.map(c, c)'", ("each",), "'params.each.map(c, c)'"),
        (
            "params.each.exists_one(c, params.each.all(d, true))",
            ("each",),
            "in_order(params.each).exists_one(c, in_order(params.each).all(d, true))",
        ),
        ("params.each.size()", ("each",), "params.each.size()"),
    ],
)
def test_maps_are_gone_through_in_the_order_of_their_keys(expression: str, maps: tuple[str, ...], runs: str) -> None:
    assert in_order(expression, maps) == runs


def test_the_fields_that_hold_one_value_in_every_model() -> None:
    found = scalar_fields()
    assert {"title", "country", "total", "due", "signed", "statement"} <= found
    assert not found & {"goals", "budget", "visits", "period", "own_by_year", "partners", "agreement"}


VALUES: dict[str, dict[str, Any]] = {
    "params": {
        "limit": 5, "minus": -5, "half": 0.5, "less": -0.5, "zero": 0, "yes": True, "no": False, "text": 'a "b" æ\\',
        "list": [1, "a", [2]], "map": {"a": 1, "b": [True, None]}, "empty": [], "unset": None,
        "long": [0] * 199, "longer": [0] * 200, "wide": {str(number): number for number in range(99)},
        "wider": {str(number): number for number in range(100)}, "deep": [[0] * 99, [0] * 98],
        "deeper": [[0] * 99, [0] * 99], "deep_map": {"a": [0] * 197}, "deeper_map": {"a": [0] * 198},
    },
    "strategy": {"id": "prove", "goals": [{"code": "1"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("params.limit", "5"),
        ("1 - params.minus + params.zero", "1 - (-5) + 0"),
        ("params.half + params.less", "0.5 + (-0.5)"),
        ("params.yes && params.no", "true && false"),
        ("params.text", '"a \\"b\\" æ\\\\"'),
        ("params.list == params.empty", '[1, "a", [2]] == []'),
        ("params.map", '{"a": 1, "b": [true, null]}'),
        ("params.map.a > params.map.c", "1 > params.map.c"),
        ("params.unset == params.other", "params.unset == params.other"),
        ("strategy.id == 'x'", "\"prove\" == 'x'"),
        ("strategy.goals.exists(g, g.code == 'params.limit')", '[{"code": "1"}].exists(g, g.code == \'params.limit\')'),
        ("params.text.startsWith('a')", '"a \\"b\\" æ\\\\".startsWith(\'a\')'),
        ("params.limit .size()", "5 .size()"),
        ("has(params.limit) && has( params.map.a ) && has(params.unset)", "true && true && has(params.unset)"),
        ("has(params.other.limit) || has(strategy.id)", "has(params.other.limit) || true"),
        ("has(params.unset) ? params.unset : params.limit", "has(params.unset) ? params.unset : 5"),
        ("params.all(params, params.limit)", "params.all(params, params.limit)"),
        ("x.map( strategy , strategy.id)", "x.map( strategy , strategy.id)"),
        ("item.params.limit + params_.limit + aparams.limit", "item.params.limit + params_.limit + aparams.limit"),
        ("params", "params"),
        ("params.limit()", "params.limit()"),
        ("size(params.long) + size(params.longer)", f"size([{', '.join(['0'] * 199)}]) + size(params.longer)"),
        (
            "params.wider == params.deeper || params.deeper_map == x",
            "params.wider == params.deeper || params.deeper_map == x",
        ),
        ("y == 1 && params.limit == 2 && z", "y == 1 && 5 == 2 && z"),
    ],
)
def test_what_is_the_same_for_every_record_is_written_out(expression: str, written: str) -> None:
    assert with_constants(expression, VALUES) == written


def test_a_call_on_all_of_them_stays() -> None:
    assert with_constants("params.size() > 1", {"params": {"a": 1}}) == "params.size() > 1"


def test_every_field_of_every_model_is_known() -> None:
    def fields(kind: object) -> set[str]:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            of_parts = [fields(field.annotation) for field in kind.model_fields.values()]
            return set(kind.model_fields).union(*of_parts)
        return set[str]().union(*map(fields, get_args(kind)))

    assert {name for name, _ in _every_field()} == set[str]().union(*map(fields, MODELS.values()))


@pytest.mark.parametrize("name", ["long", "wide", "deep", "deep_map"])
def test_two_hundred_parts_are_still_written_out(name: str) -> None:
    assert "params" not in with_constants(f"params.{name} == x", VALUES)
