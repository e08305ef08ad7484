"""What an expression may not be: loops too deep inside each other, and patterns that nothing bounds."""

from __future__ import annotations

import pytest
from cel_expr_python import cel
from msgspec.structs import replace
from portfolios import SHIPPED

from intlstrat.files import read_pack
from intlstrat.language import Language
from intlstrat.rules.bounds import MAX_STATES, out_of_bounds
from intlstrat.rules.model import Parameter, ParamValue, Strategy
from intlstrat.rules.read import read_strategy
from intlstrat.rules.tree import tree

VALUES: dict[str, ParamValue | None] = {
    "text": "^[a-z]+$", "many": "a{1999}", "unset": None, "number": 5, "list": ["a"], "empty": "",
}  # fmt: skip
LOOPS = (
    "{} loops stand inside each other here, and at most 3 may. "
    "Write the rule with fewer loops inside each other; “for_each” is one of them."
)
OPEN = (
    "The pattern after “matches” is not written out, so nothing bounds how long it takes. "
    "Write the pattern as text, or as the name of a parameter that is a text."
)
LARGE = "The pattern after “matches” is too large. Write a shorter pattern, and smaller numbers between its braces."


@pytest.fixture(scope="module")
def strategy() -> Strategy:
    found = read_pack(SHIPPED)
    assert isinstance(found, dict)
    strategy, _, _ = read_strategy(found)
    assert strategy is not None
    parameters = {name: Parameter(name, value, {}, interpretation=False) for name, value in VALUES.items()}
    return replace(strategy, parameters=parameters)


def nested(depth: int, inmost: str = "true") -> str:
    return "".join(f"a.all(x{level}, " for level in range(depth)) + inmost + ")" * depth


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("true", None),
        (nested(3), None),
        (nested(4), LOOPS.format(4)),
        (nested(6), LOOPS.format(6)),
        (f"[1, {{'a': b.c[{nested(4)}].d}}, x] == []", LOOPS.format(4)),
        (f"{nested(3)} && {nested(3)}", None),
        ("a.map(x, x).map(y, y).map(z, z).map(w, w).all(v, true)", None),
        (f"a.filter(x, {nested(3)}).all(y, {nested(2)})", LOOPS.format(4)),
        (f"a.map(x, {nested(2)}).all(y, {nested(2)})", None),
        (f"[{nested(4)}].all(x, true)", LOOPS.format(4)),
        ("a.matches('x')", None),
        ("a.matches(params.text) && a.matches(params.unset) && a.matches(params.empty)", None),
        ("a.matches(b)", OPEN),
        ("a.matches(params.number)", OPEN),
        ("a.matches(params.list)", OPEN),
        ("a.matches(params.other)", OPEN),
        ("a.matches(other.text)", OPEN),
        ("a.matches(params.text.text)", OPEN),
        ("a.matches('a' + 'b')", OPEN),
        ("a.matches(1)", OPEN),
        (f"a.matches('{'x' * MAX_STATES}')", None),
        (f"a.matches('{'x' * (MAX_STATES + 1)}')", LARGE),
        ("a.matches(params.many)", LARGE),
        ("a.matches('x') && a.matches(b)", OPEN),
        ("b.c.d[a.matches(b)].e == [1]", OPEN),
        ("[[a.matches(b)]] == [] || {'a': a.matches('b')} == {}", OPEN),
        ("a.map(x, a.matches(b)).all(y, true)", OPEN),
        ("a.all(x, a.matches(x))", OPEN),
        ("a.all(params, b.matches(params.text))", OPEN),
        ("a.matches(params.text) && a.all(params, b)", OPEN),
        ("a.all(text, b.matches(params.text))", None),
        ("a.contains(b)", None),
    ],
)
def test_why_an_expression_is_refused(strategy: Strategy, expression: str, why: str | None) -> None:
    names = ("a", "b", "x", "params", "other")
    compiled = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN)).compile(expression, disable_check=True)
    found = out_of_bounds(tree(compiled.serialize()), strategy)
    language = Language("en")
    assert (" ".join(map(language.message, found)) if found is not None else None) == why
