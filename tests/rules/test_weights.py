"""What bounds a rule: its meter, how large values are, and how much an expression may do, told from its tree."""

from __future__ import annotations

from typing import Any

import pytest
from cel_expr_python import cel

from intlstrat.rules.meter import A_RECORD, ALL_RULES, MOST_MEMORY, ONE_RULE, Meter, SpentError
from intlstrat.rules.tree import Call, Const, Loop, Many, Name, Select, Tree, tree
from intlstrat.rules.weight import (
    EVALUATION,
    MOST_TURNS,
    NOTHING,
    TURN,
    Extent,
    Weight,
    extent,
    extent_of_file,
    is_light,
    states,
    weigh,
)


@pytest.mark.parametrize(
    ("rules", "records", "left"),
    [
        (0, 0, ONE_RULE),
        (1, 0, ONE_RULE),
        (50, 0, ONE_RULE),
        (100, 0, ALL_RULES // 100),
        (300, 0, ALL_RULES // 300),
        (1, 3, ONE_RULE + 3 * A_RECORD),
        (100, 3, ALL_RULES // 100 + 3 * A_RECORD),
    ],
)
def test_what_a_meter_begins_with(rules: int, records: int, left: int) -> None:
    assert Meter(rules, records).left == left
    again = Meter()
    assert (again.left, again.is_spent) == (ONE_RULE, False)
    with pytest.raises(SpentError, match=r"^work budget exceeded$"):
        again.charge(ONE_RULE + 1)
    assert again.is_spent
    again.renew(rules, records)
    assert (again.left, again.is_spent) == (left, False)


def test_a_meter_counts_work_to_the_end() -> None:
    meter = Meter()
    meter.charge(ONE_RULE - 1)
    meter.charge(1, MOST_MEMORY)
    assert (meter.left, meter.is_spent) == (0, False)
    with pytest.raises(SpentError):
        meter.charge(0, MOST_MEMORY + 1)
    assert meter.is_spent


def parsed(expression: str, checked: bool = False) -> Tree:
    variables = dict.fromkeys(("project", "a", "b"), cel.Type.DYN)
    return tree(cel.NewEnv(variables=variables).compile(expression, disable_check=not checked).serialize())


ONE = Const(None)
"""Any value that is no text."""
LIST = Name("a")


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize(
    ("expression", "shape"),
    [
        ("1", ONE),
        ("0", ONE),
        ("true", ONE),
        ("null", ONE),
        ("2.5", ONE),
        ("'x'", Const("x")),
        ("''", Const("")),
        ("b'xyz'", Const("xyz")),
        (r"b'\xff'", Const("\ufffd")),
        (f"'{'x' * 20_000}'", Const("x" * 20_000)),
        (f"'{'æ' * 200}'", Const("æ" * 200)),
        ("a", LIST),
        ("a.b", Select(LIST, "b", asks=False)),
        ("has(a.b)", Select(LIST, "b", asks=True)),
        ("a.b.c", Select(Select(LIST, "b", asks=False), "c", asks=False)),
        ("a + b", Call("_+_", (LIST, Name("b")))),
        ("a.startsWith('x')", Call("startsWith", (LIST, Const("x")))),
        ("size(a)", Call("size", (LIST,))),
        ("a[0]", Call("_[_]", (LIST, ONE))),
        ("[]", Many(())),
        ("[1, 'x', a]", Many((ONE, Const("x"), LIST))),
        ("{}", Many(())),
        ("{'k': a, 'l': 1}", Many((Const("k"), LIST, Const("l"), ONE))),
    ],
)
def test_the_tree_of_an_expression(expression: str, shape: Tree, checked: bool) -> None:
    assert parsed(expression, checked) == shape


def test_the_tree_of_a_loop() -> None:
    loop = parsed("a.map(x, x == 'y')")
    assert isinstance(loop, Loop)
    assert (loop.variable, loop.over, loop.begin, loop.condition) == ("x", LIST, Many(()), ONE)
    assert loop.step == Call("_+_", (Name(loop.result), Many((Call("_==_", (Name("x"), Const("y"))),))))
    assert loop.end == Name(loop.result)
    each = parsed("a.all(x, b)")
    assert isinstance(each, Loop)
    assert (each.begin, each.step) == (ONE, Call("_&&_", (Name(each.result), Name("b"))))
    assert each.condition == Call("@not_strictly_false", (Name(each.result),))


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (None, Extent(8, 0, 0)),
        (1, Extent(8, 0, 0)),
        ("", Extent(8, 0, 0)),
        ("abc", Extent(11, 0, 3)),
        ([], Extent(8, 0, 0)),
        (["abc", "d"], Extent(8 + 11 + 9, 2, 3)),
        ([[1], [1, 2, 3], [1, 2]], Extent(8 * 10, 3, 0)),
        ({"a": "bcd", "ef": {}}, Extent(8 * 5 + 6, 2, 3)),
        ({"abcd": 1}, Extent(8 * 3 + 4, 1, 4)),
        ([{"a": 1, "b": 2, "c": 3}], Extent(8 * 8 + 3, 3, 1)),
    ],
)
def test_how_large_a_value_is(value: Any, size: Extent) -> None:
    assert extent(value) == size


def test_sizes_together() -> None:
    one, other = Extent(10, 2, 30), Extent(5, 7, 4)
    assert one | other == Extent(15, 7, 30)
    assert [one.fits(one), one.fits(other), NOTHING.fits(one)] == [True, False, True]
    assert [one.fits(Extent(*sizes)) for sizes in ((9, 2, 30), (10, 1, 30), (10, 2, 29), (11, 3, 31))] == [
        False, False, False, True,
    ]  # fmt: skip
    assert Extent(0, 1, 2).rounded() == Extent(1, 1, 2)
    assert Extent(3, 4, 5).rounded() == Extent(4, 4, 8)
    assert Extent(1023, 1024, 1025).rounded() == Extent(1024, 1024, 2048)


@pytest.mark.parametrize(
    ("of_file", "size"),
    [
        ((0, 0, 0, 0), Extent(256, 32, 64)),
        ((1, 0, 0, 0), Extent(264, 32, 64)),
        ((10, 100, 33, 65), Extent(80 + 100 + 8 * 37, 33, 65)),
        ((10, 100, 31, 63), Extent(80 + 100 + 8 * 37, 32, 64)),
    ],
)
def test_how_large_what_a_file_gives_is_at_most(of_file: tuple[int, int, int, int], size: Extent) -> None:
    assert extent_of_file(*of_file) == size


@pytest.mark.parametrize(
    ("expression", "light"),
    [
        ("a.b == 1 && size(c) > 0", True),
        ("a.all(x, true)", False),
        ("a.matches('x')", False),
        ("same_text(a, b)", False),
        ("a.overall == b.mapped", True),
    ],
)
def test_what_need_not_be_weighed(expression: str, light: bool) -> None:
    assert is_light(expression) is light


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("", 0),
        ("abc", 3),
        ("a{0}", 4),
        ("a{}", 3),
        ("a{,}", 4),
        ("a{3}", 12),
        ("a{3,}", 15),
        ("a{,7}", 35),
        ("a{2,3}b{4}", 10 * 12),
        (r"\PL\pN", 6 + 600),
        ("a{ 2 , 3 }", 30),
        ("a{12345678}", 11 * 123456),
        ("a{1000000000000,2}", 18 * 2),
    ],
)
def test_how_many_states_a_pattern_has(pattern: str, most: int) -> None:
    assert states(pattern) == most


DATA = Extent(1_000_003, 3_001, 70_001)
LARGE = {"b": Extent(50_021, 11, 9_001), "linked": Extent(400_009, 401, 20_011)}


def weight(expression: str, data: Extent = DATA) -> Weight:
    names = ("project", "partner", "record", "linked", "a", "b", "params", "personal")
    compiled = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN)).compile(expression, disable_check=True)
    return weigh(tree(compiled.serialize()), data, {"p": 7}, LARGE)


@pytest.mark.parametrize(
    ("expression", "work", "memory"),
    [
        ("1", 31, 8),
        ("'xyz'", 31, 11),
        ("a", 62_531, 1_000_003),
        ("b", 3_157, 50_021),
        ("has(a.b)", 32, 8),
        ("a.title", 62_532, 1_000_003),
        ("project.title", 4_407, 70_009),
        ("project.goals[0].statement", 4_410, 70_009),
        ("project.goals", 62_532, 1_000_003),
        ("a[0].title", 62_534, 1_000_003),
        ("linked[0].name", 1_285, 20_019),
        ("[]", 31, 8),
        ("[1, a]", 62_535, 1_000_067),
        ("[b, b, 'x']", 6_289, 100_131),
        ("{'k': b}", 3_161, 50_086),
        ("a && b", 3_159, 50_021),
        ("a || b || a", 62_535, 1_000_003),
        ("!b", 3_158, 50_021),
        ("a ? b : 1", 3_160, 50_021),
        ("a ? 'x' : b", 3_160, 50_021),
        ("a[0]", 62_533, 1_000_003),
        ("dyn(b)", 3_208, 50_021),
        ("a + b", 66_114, 1_177_218),
        ("'xyz' + b", 3_170, 59_212),
        ("b + b + b", 9_464, 195_948),
        ("a == b", 3_168, 8),
        ("a != b", 3_168, 8),
        ("a == 1", 33, 8),
        ("1 == b", 33, 8),
        ("project.title == a", 104, 8),
        ("[b] == [a]", 3_171, 40),
        ("b in a", 63_283, 8),
        ("1 in b", 35, 8),
        ("[b] in b", 3_162, 24),
        ("a < b", 42, 8),
        ("a <= 'x'", 33, 8),
        ("a > b", 42, 8),
        ("a >= b", 42, 8),
        ("b.startsWith('x')", 33, 8),
        ("a.endsWith(b)", 42, 8),
        ("a.contains(b)", 217_059, 8),
        ("b.contains('xyz')", 942, 8),
        ("a.matches('xyz')", 52_534, 8),
        ("b.matches(params.p)", 15_786, 8),
        ("b.matches(params.q)", 35, 8),
        ("b.matches(a)", 34, 8),
        ("b.matches('a{30}')", 337_571, 8),
        ("size(a)", 732, 8),
        ("string(b)", 122, 8),
        ("int(a)", 82, 8),
        ("double(b)", 82, 8),
        ("sum(b)", 192, 8),
        ("duplicates(b)", 15_823, 50_021),
        ("in_order(b)", 3_263, 50_021),
        ("in_order(b)[0]", 3_265, 50_021),
        ("visits_in(b, 'x', a, 'y')", 195, 8),
        ("same_text(a, b)", 79_085, 8),
        ("nok(a, 'x')", 83, 8),
        ("[duplicates(b)]", 15_825, 50_053),
        ("[dyn(b)]", 3_210, 50_053),
        ("[has(b.c)]", 34, 40),
        ("a.all(x, true)", 30_042, 8),
        ("b.all(x, x == a)", 3_387, 8),
        ("b.exists(x, x.title == 'q')", 186, 8),
        ("project.goals.all(g, g.statement == a)", 249_116, 8),
        ("a.all(g, g.statement == b)", 129_075, 8),
        ("b.map(x, x)", 3_430, 153_428),
        ("b.map(x, a)", 692_585, 12_300_596),
        ("size(b.map(x, x + 'y'))", 505, 204_036),
        ("b.filter(x, x == 1)", 3_485, 153_428),
        ("b.map(x, x).map(x, x)", 3_703, 256_839),
        ("b.all(x, b.all(y, x == y))", 37_058, 8),
        ("a.all(x, a.all(y, true))", 133_043, 8),
        ("a.all(x, a.map(y, y) == b)", 21_499_680, 1_660_490_008),
        ("b.exists_one(x, x > 3)", 186, 360),
        ("project.goals.all(g, b.all(g, g.statement == a) && g.statement == a)", 3_318_119, 8),
        ("linked.all(l, l.name == a)", 13_265, 8),
        ("[1].all(b, b == a)", 47, 24),
        ("[].all(x, x == a)", 32, 8),
        ("b.all(x, a.matches(x))", 175, 8),
    ],
)
def test_how_much_an_expression_may_do(expression: str, work: int, memory: int) -> None:
    """An upper bound, pinned: what is weighed otherwise is stopped elsewhere, and that must be meant."""
    assert weight(expression) == Weight(work, memory)


@pytest.mark.parametrize("parts", [100, MOST_TURNS, MOST_TURNS + 1, 10 * MOST_TURNS])
def test_a_loop_turns_no_more_often_than_cel_lets_it(parts: int) -> None:
    turns = min(parts, MOST_TURNS)
    # Of every turn: itself, the condition with what it asks, and the step with its two parts.
    assert weight("a.all(x, true)", Extent(8 * parts, parts, 0)).work == EVALUATION + 2 + turns * (TURN + 5)


def test_nothing_weighs_nothing() -> None:
    assert weight("a", NOTHING) == Weight(EVALUATION + 1, 0)
    assert weight("a.all(x, true)", NOTHING) == Weight(EVALUATION + 2, 8)
