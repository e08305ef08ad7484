"""What CEL's checker says of an expression, as the writer of a rule is told it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest
from cel_expr_python import cel

from intlstrat.findings import Message
from intlstrat.language import Language
from intlstrat.rules.complaints import (
    Complaint,
    element,
    element_name,
    explain,
    faults,
    kind_name,
    only_numbers_differ,
    unknown_clause,
    unknown_name,
)
from intlstrat.rules.types import Checker

CHECKER = cast(
    Checker,
    SimpleNamespace(
        call={"nok": "nok(amount, currency)"}.get,
        field_names={"intlstrat.Budget": ["total", "currency"], "intlstrat.Leaf": []}.get,
        function_names=["nok", "add_months"],
    ),
)


def told(messages: Sequence[Message]) -> str:
    return " ".join(map(Language("en").message, messages))


@pytest.mark.parametrize(
    ("name", "known", "words"),
    [
        (
            "totl",
            ["total", "currency"],
            "“x.totl” leads nowhere. Did you mean “total”? Write “total” instead of “totl”.",
        ),
        ("zzzz", ["total", "currency"], "“x.zzzz” leads nowhere. Use one of: total, currency."),
        ("zzzz", [], "“x.zzzz” leads nowhere. Delete “zzzz”: nothing stands below a single value."),
    ],
)
def test_a_name_that_leads_nowhere(name: str, known: list[str], words: str) -> None:
    assert told(unknown_name(name, iter(known), f"x.{name}")) == words


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("1A", "There is no clause 1A. Did you mean 1a? Write 1a, or add the clause to strategy.yaml."),
        ("99", "There is no clause 99. Write the id of a clause in strategy.yaml, or add it there."),
    ],
)
def test_a_clause_that_is_none(clause: str, words: str) -> None:
    assert told(unknown_clause(clause, ["1a", "2"])) == words


@pytest.mark.parametrize(
    ("report", "before", "found"),
    [
        ("no report", "", [(1, 1, "no report")]),
        ("", "", [(1, 1, "")]),
        ("ERROR: <input>:1:5: undefined field", "", [(1, 5, "undefined field")]),
        ("ERROR: <input>:12:34: a\n | x\nERROR: <input>:2:3: b", "", [(12, 34, "a"), (2, 3, "b")]),
        ("ERROR: <input>:1:15: a", "size(", [(1, 10, "a")]),
        ("ERROR: <input>:1:3: a", "size(", [(1, 1, "a")]),
        ("ERROR: <input>:2:15: a", "size(", [(2, 15, "a")]),
        ("ERROR: <input>:2:15: a", "x\nsize(", [(1, 10, "a")]),
        ("ERROR: <input>:3:15: a", "x\nsize(", [(2, 15, "a")]),
        ("ERROR: <input>:1:15: a", "x\nsize(", [(1, 15, "a")]),
        ("ERROR: <input>:7:0: a", "", [(1, 1, "a")]),
        ("ERROR: <input>:2:0: a", "x\n", [(1, 1, "a")]),
        ("ERROR: <input>:1:1: a [INVALID_ARGUMENT]", "", [(1, 1, "a")]),
        ("ERROR: <input>:1:1: overload for '*error*'\nERROR: <input>:1:9: b", "", [(1, 9, "b")]),
        ("ERROR: <input>:1:1: *error*", "", [(1, 1, "ERROR: <input>:1:1: *error*")]),
    ],
)
def test_the_faults_in_a_report(report: str, before: str, found: list[tuple[int, int, str]]) -> None:
    assert faults(report, before) == found


def overload(operator: str, *kinds: str) -> str:
    return f"found no matching overload for '{operator}' applied to '({', '.join(kinds)})' (candidates: x)"


@pytest.mark.parametrize(
    ("words", "differ"),
    [
        *((overload(f"_{sign}_", "int", "double"), True) for sign in ("<", "<=", ">", ">=", "==", "!=")),
        (overload("_==_", "wrapper(double)", "wrapper(int)"), True),
        (overload("_==_", "wrapper(int)", "double"), True),
        (overload("_==_", "int", "int"), False),
        (overload("_==_", "int", "string"), False),
        (overload("_+_", "int", "double"), False),
        ("something else", False),
    ],
)
def test_a_whole_number_may_be_compared_with_a_decimal(words: str, differ: bool) -> None:
    assert only_numbers_differ(words) is differ


@pytest.mark.parametrize(
    ("word", "before", "text", "offset", "column"),
    [
        (None, False, "a.bc == bc", 3, 3),
        ("bc", False, "a.bc == bc", 2, 2),
        ("bc", False, "a.bc == bc", 1, 2),
        ("bc", False, "a.bc == bc", 3, 8),
        ("bc", False, "a.bc == bc", 9, 9),
        ("bc", True, "a.bc == bc", 7, 2),
        ("bc", True, "a.bc == bc", 8, 8),
        ("bc", True, "a.bc == bc", 3, 8),
        ("bc", True, "bc == bc", 5, 0),
        ("bc", True, "a == bc", 1, 5),
        ("bc", True, "bc == bc + 1", 10, 6),
        ("zz", True, "a.bc == bc", 3, 3),
        ("zz", False, "a.bc == bc", 3, 3),
    ],
)
def test_the_word_that_is_pointed_at(word: str | None, before: bool, text: str, offset: int, column: int) -> None:
    nothing = Message("")
    assert Complaint(nothing, nothing, word, before).column(text, offset) == column


TOGETHER = "does not work on these together:"
MEND = "Compare text with text and numbers with numbers; double(x) makes a whole number a decimal one."


@pytest.mark.parametrize(
    ("words", "said", "word", "before"),
    [
        (
            "undefined field 'totl' not found in struct 'intlstrat.Budget'",
            "“totl” leads nowhere. Did you mean “total”? Write “total” instead of “totl”.", "totl", False,
        ),
        (
            "undefined field 'q' not found in struct 'intlstrat.Leaf' and 'more'",
            "“q” leads nowhere. Delete “q”: nothing stands below a single value.", "q", False,
        ),
        (
            "undeclared reference to 'nok' (in container '')",
            "“nok” takes something else than what stands here. Write nok(amount, currency).", "nok", True,
        ),
        (
            "undeclared reference to 'projekt.title.x' (in container '')",
            "“projekt” leads nowhere. Did you mean “project”? Write “project” instead of “projekt”.", "projekt", True,
        ),
        (
            "undeclared reference to 'add_mnths'",
            "“add_mnths” leads nowhere. Did you mean “add_months”? Write “add_months” instead of “add_mnths”.",
            "add_mnths", True,
        ),
        (
            "undeclared reference to 'qqqqqq'",
            "“qqqqqq” leads nowhere. Use one of: project, as_of, nok, add_months, size, has.", "qqqqqq", True,
        ),
        (overload("_==_", "string", "int"), f"“==” {TOGETHER} string, int. {MEND}", None, False),
        (overload("@in", "string", "int"), f"“in” {TOGETHER} string, int. {MEND}", None, False),
        (overload("XX", "string", "list(int, int)"), f"“XX” {TOGETHER} string, list(int, int). {MEND}", None, False),
        (overload("_?_:_", "int"), f"“? :” {TOGETHER} int. {MEND}", None, False),
        (
            overload("_[_]", "wrapper(string)", "map(string, intlstrat.Goal)"),
            f"“[ ]” {TOGETHER} string, map(string, goal). {MEND}", None, False,
        ),
        (overload("nok", "list(int)", "int"), f"“nok” {TOGETHER} list(int), int. {MEND}", None, False),
        (
            "Exceeded max recursion depth of 32 when parsing.",
            "The expression is nested too deeply. "
            "Write it with fewer brackets and operators inside each other, or make two rules of it.", None, False,
        ),
        (
            "Syntax error: mismatched input '<EOF>' expecting {'[', '{'} expecting more",
            "The expression cannot be read from here on: mismatched input '<EOF>'. "
            "Look for a missing operator, bracket or quotation mark.", None, False,
        ),
        (
            f"{'x' * 199}yz\nmore",
            f"The expression cannot work: {'x' * 199}y. Write the expression another way.", None, False,
        ),
    ],
)  # fmt: skip
def test_what_cels_words_mean(words: str, said: str, word: str | None, before: bool) -> None:
    found = explain(words, CHECKER, ["project", "as_of"])
    assert (told((found.message, found.fix)), found.word, found.before) == (said, word, before)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("string", "string"),
        ("wrapper(string)", "string"),
        ("list(wrapper(int))", "list(int)"),
        ("map(wrapper(int), intlstrat.Goal)", "map(int, goal)"),
        ("intlstrat.Project", "project"),
    ],
)
def test_the_name_of_a_type(kind: str, name: str) -> None:
    assert kind_name(kind) == name


@pytest.mark.parametrize(
    ("kind", "name"), [("LIST<INT>", "INT"), ("LIST<intlstrat.Goal>", "intlstrat.Goal"), ("DYN", "DYN"), ("INT", "DYN")]
)
def test_the_type_of_what_a_list_holds(kind: str, name: str) -> None:
    assert element_name(kind) == name


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("INT", cel.Type.INT),
        ("STRING", cel.Type.STRING),
        ("DOUBLE", cel.Type.DOUBLE),
        ("BOOL", cel.Type.BOOL),
        ("DYN", cel.Type.DYN),
        ("BYTES", cel.Type.DYN),
        ("LIST<INT>", cel.Type.INT),
        ("LIST<STRING>", cel.Type.STRING),
        ("LIST<DOUBLE>", cel.Type.DOUBLE),
        ("LIST<BOOL>", cel.Type.BOOL),
        ("LIST<LIST<INT>>", cel.Type.DYN),
    ],
)
def test_the_type_of_an_item(kind: str, of: object) -> None:
    assert element(kind) == of
