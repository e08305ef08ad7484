"""Programs of CEL: what they see, what they give, and what each evaluation takes off what a rule may do."""

from __future__ import annotations

import importlib
import sys
from typing import Any, cast

import pytest
from cel_expr_python import cel
from msgspec import msgpack

from intlstrat.rules.cel import Runtime, Sight, Trouble, _protobuf_left_alone, as_it_runs, cel_type
from intlstrat.rules.functions import Rates, TypeName, functions
from intlstrat.rules.meter import Meter, SpentError
from intlstrat.rules.programs import Programs
from intlstrat.rules.tree import tree
from intlstrat.rules.weight import A_BYTE, EVALUATION, NOTHING, SMALL, Extent, Sizes, weigh

PARAMS = {"limit": 5, "each": {"SE": 2, "GT": 1}, "case": "a{3}", "list": ["a"], "unset": None}
CONSTANTS: dict[str, dict[str, object]] = {"params": PARAMS, "strategy": {"id": "prove"}}


def runtime() -> Runtime:
    return Runtime(functions(Rates({})), CONSTANTS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("int", cel.Type.INT),
        ("double", cel.Type.DOUBLE),
        ("string", cel.Type.STRING),
        ("bool", cel.Type.BOOL),
        ("dyn", cel.Type.DYN),
        ("list", cel.Type.List(cel.Type.DYN)),
        ("map", cel.Type.Map(cel.Type.DYN, cel.Type.DYN)),
    ],
)
def test_the_types_of_what_functions_take(name: str, kind: object) -> None:
    assert cel_type(cast(TypeName, name), checking=False) == kind
    assert cel_type(cast(TypeName, name), checking=True) == (cel.Type.DYN if name == "map" else kind)


def test_how_an_expression_is_compiled() -> None:
    one = runtime()
    assert one.source("has(project.budget.total)") == "(has(project.budget) && has(project.budget.total))"
    assert one.source("params.limit > 3 || strategy.id == 'x'") == "5 > 3 || \"prove\" == 'x'"
    assert one.source("params.each.map(c, c)") == 'in_order({"SE": 2, "GT": 1}).map(c, c)'
    assert one.source("params.list.map(c, c)") == '["a"].map(c, c)'
    assert as_it_runs("params.each.map(c, c)") == "params.each.map(c, c)"
    assert Runtime(()).source("params.limit > 3") == "params.limit > 3"
    assert one.patterns == {"case": 12}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2", 3),
        ("[project.title, as_of]", ["Havna", "2026-06-30"]),
        ("params.each.map(c, c)", ["GT", "SE"]),
        ("has(project.budget.total)", False),
        ("count + m", 3),
        ("item + position", 3),
        ("null", None),
        ("5 > 4.5 && 1 == 1.0", True),
        ("missing('budget.total')", Trouble("budget.total", "")),
        ("project.nothing == 1", Trouble(None, "nothing")),
        ("partner", Trouble(None, "partner")),
        ("1 +", Trouble(None, "Syntax error")),
        ("tull(3)", Trouble(None, "")),
        ("m2 == 1", Trouble(None, "m2")),
        (f"{list(range(200))}.all(a, {list(range(200))}.all(b, a < 300))", Trouble(None, "Iteration budget exceeded")),
    ],
)
def test_what_an_expression_gives(expression: str, value: object) -> None:
    one = runtime()
    values = {
        **CONSTANTS,
        "project": {"title": "Havna"},
        "as_of": "2026-06-30",
        "count": 1,
        "m": 2,
        "item": 1,
        "position": 2,
    }
    sight = one.bind(values, Sizes(NOTHING))
    program = one.program(expression, Meter(records=100))
    for found in (program.run(sight), program.run(sight)):
        if isinstance(value, Trouble):
            assert isinstance(found, Trouble)
            assert found.missing == value.missing
            assert value.text in found.text
        else:
            assert found == value
    if not isinstance(value, Trouble):
        assert one.evaluate(one.compile(one.source(expression)), one.activation(values)) == value


def test_what_is_seen_is_measured_once() -> None:
    shared, own, linked = Extent(1000, 10, 100), Extent(303, 30, 7), Extent(5001, 3, 300)
    sight = runtime().bind({}, Sizes(shared, own, linked))
    assert sight.own == Extent(2048, 32, 128)
    assert sight.whole == Extent(8192, 32, 512)
    assert sight.unpaid == {"shared": 1000 // A_BYTE, "own": 303 // A_BYTE, "linked": 5001 // A_BYTE}
    assert {type(each) for each in sight.unpaid.values()} == {int}
    assert [sight.pay("own"), sight.pay("own"), sight.pay("other")] == [75, 0, 0]
    assert sight.unpaid == {"shared": 250, "linked": 1250}


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("project.title == 'x'", {"own"}),
        ("size(linked) > 0", {"own", "linked"}),
        ("params.other == 1", {"own", "shared"}),
        ("strategy.other == 1", {"own", "shared"}),
        ("params.limit == 1", {"own"}),
        ("params.other == 1 || size(linked) > 0", {"own", "linked", "shared"}),
    ],
)
def test_what_an_expression_looks_at_is_paid_for_once(expression: str, parts: set[str]) -> None:
    prices = {"own": 1000, "linked": 20_000, "shared": 300_000}
    one, budget = runtime(), Meter()
    program = one.program(expression, budget)
    sight = Sight(one.activation({}), SMALL, SMALL, dict(prices))
    works = []
    for _ in range(2):
        before = budget.left
        program.run(sight)
        works.append(before - budget.left)
    light = EVALUATION + len(one.source(expression))
    assert works == [sum(prices[part] for part in parts) + light, light]
    assert set(sight.unpaid) == set(prices) - parts


LARGE = Extent(1 << 20, 1 << 10, 1 << 13)


@pytest.mark.parametrize(
    ("expression", "whole", "own", "weighed_at"),
    [
        ("project.title == 'x'", SMALL, SMALL, None),
        ("project.title == 'x'", LARGE, SMALL, None),
        ("project.title == 'x'", LARGE, LARGE, LARGE),
        ("size(linked) > 0", LARGE, SMALL, LARGE),
        ("size(linked) > 0", SMALL, SMALL, None),
        ("project.goals.all(g, g.due < 'x')", SMALL, SMALL, SMALL),
        ("project.goals.all(g, g.due < 'x')", LARGE, SMALL, SMALL),
        ("project.goals.all(g, g.due in linked)", LARGE, SMALL, LARGE),
        ("project.title.matches(params.case)", SMALL, SMALL, SMALL),
        ("project.title.matches(params.kind)", SMALL, SMALL, SMALL),
        ("project.title.matches((params).kind)", SMALL, SMALL, SMALL),
    ],
)
def test_what_may_take_long_is_weighed_first(
    expression: str, whole: Extent, own: Extent, weighed_at: Extent | None
) -> None:
    one, budget = Runtime((), {"params": {"kind": "a{3}b{4}", "case": "x"}}), Meter()
    program = one.program(expression, budget)
    source = one.source(expression)
    work = EVALUATION + len(source)
    if weighed_at is not None:
        work = weigh(tree(one.compile(source).serialize()), weighed_at, one.patterns).work
    for turn in (1, 2):
        program.run(Sight(one.activation({}), whole, own, {}))
        assert Meter().left - budget.left == turn * work


def test_what_is_kept_of_weights_is_of_an_expression_and_a_size() -> None:
    """Each round is another run of the tool, which is told what the one before it kept."""
    expressions = ("project.goals.all(g, g.due < 'x')", "project.goals.exists(g, g.due in linked)")
    content, asked = b"", 0
    for _ in range(2):
        programs = Programs(content)
        for expression in expressions:
            for size in (SMALL, LARGE, Extent(1 << 18, 64, 1 << 12)):
                one, budget = Runtime((), programs=programs), Meter()
                one.program(expression, budget).run(Sight(one.activation({}), size, size, {}))
                work = weigh(tree(Runtime(()).compile(one.source(expression)).serialize()), size, {}).work
                assert Meter().left - budget.left == work
                asked += 1
        content = programs.content()
    assert (asked, Programs(content).has_new) == (12, False)
    known = msgpack.decode(content[32:])["programs"]
    assert [len(each["weights"]) for each in known.values()] == [3, 3]


def test_an_evaluation_that_would_take_too_much_is_not_begun() -> None:
    one = runtime()
    program = one.program("size(project.goals.map(g, g).map(g, g).map(g, g)) > 0", Meter())
    with pytest.raises(SpentError):
        program.run(Sight(one.activation({}), NOTHING, Extent(1 << 20, 10_000, 10), {}))


NAME = "google.protobuf"


def test_protobuf_is_not_imported_where_it_is_not_there_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, NAME, raising=False)
    with _protobuf_left_alone(), pytest.raises(ImportError):
        importlib.import_module(NAME)
    assert NAME not in sys.modules
    with pytest.raises(ZeroDivisionError), _protobuf_left_alone():
        raise ZeroDivisionError
    assert NAME not in sys.modules


def test_protobuf_stays_where_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    there: Any = object()
    monkeypatch.setitem(sys.modules, NAME, there)
    with _protobuf_left_alone():
        assert sys.modules[NAME] is there
    assert sys.modules[NAME] is there
