"""The types that CEL's checker is given: of records, of the strategy and its parameters, and of nothing else."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pytest
from msgspec.structs import replace
from portfolios import STRATEGY

from intlstrat.records.models import MODELS
from intlstrat.rules.functions import Rates, functions
from intlstrat.rules.model import Parameter, ParamValue, Strategy
from intlstrat.rules.read import read_strategy
from intlstrat.rules.types import Checker, bare

VALUES: dict[str, ParamValue | None] = {
    "text": "x", "whole": 5, "half": 0.5, "unset": None, "texts": ["a", "b"], "wholes": [1, 2], "halves": [0.5],
    "nothing": [], "mixed": ["a", 1], "lists": [["a"], ["b"]], "by_code": {"GT": 1, "SE": 2},
    "shares": {"GT": 0.5, "SE": 1.0},
    "words": {"GT": "a"},
    "muddle": {"GT": "a", "SE": 1}, "empty": {}, "term": {"start": "a", "days": 3},
    "deep": {"inner": {"GT": 1}, "more": {"name": ["a"]}}, "deep_more": {"name": "a"},
    "far": {"off": {"name": "a"}}, "far_off": {"name": 1},
    "named": [{"name": "a", "since": 1}, {"name": "b", "country": "UA"}], "odd": [{"a": 1}, {"a": "b", "c": [1]}],
    "upper": {"start": 1, "End": 2}, "numbered": {"1": 1, "2": 2}, "min-andel": 3, "_x": 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Checker:
    found, _, _ = read_strategy({"strategy.yaml": STRATEGY.encode()})
    assert found is not None
    parameters = {name: Parameter(name, value, {}, interpretation=False) for name, value in VALUES.items()}
    return Checker(replace(found, parameters=parameters))


def kind(checker: Checker, expression: str, *subjects: str, **more: Any) -> str:
    """The type of an expression about these subjects, or what is wrong with it."""
    try:
        compiled = checker.check(expression, {**checker.variables(subjects or ("project",)), **more})
    except RuntimeError as error:
        words = re.sub(r".*<input>:\d+:\d+: ", "", str(error).splitlines()[0])
        return words.removesuffix(" [INVALID_ARGUMENT]").removesuffix(" (in container '')")
    return str(compiled.return_type().name())


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("project.id", "STRING"),
        ("project.kind", "STRING"),
        ("project.title == 'x'", "BOOL"),
        ("project.title == 1", "found no matching overload for '_==_' applied to '(wrapper(string), int)'"),
        ("project.budget.total + 1", "INT"),
        ("project.goals[0].target + 1.0", "DOUBLE"),
        ("project.green_transition == 'x'", "BOOL"),
        ("project.goals", "LIST<intlstrat.Goal>"),
        ("project.areas", "LIST<STRING>"),
        ("project.strategy.goals", "LIST<STRING>"),
        ("project.budget.own_by_year", "MAP<INT, INT>"),
        ("project.budget", "intlstrat.Budget"),
        ("project.budget.totl", "undefined field 'totl' not found in struct 'intlstrat.Budget'"),
        ("project.country", "undefined field 'country' not found in struct 'intlstrat.Project'"),
        ("project.waivers[0].until < as_of", "BOOL"),
        ("nok(project.budget.total, project.budget.currency)", "DOUBLE"),
        ("missing('x')", "DYN"),
        ("add_months(as_of, 1)", "STRING"),
        ("days_between(as_of, as_of)", "INT"),
        ("sum([1])", "DOUBLE"),
        ("duplicates([1])", "LIST<DYN>"),
        ("visits_in(linked[0].visits, 'outgoing', params.term, as_of)", "INT"),
        ("same_text(as_of, as_of)", "BOOL"),
        ("as_of", "STRING"),
        ("as_of + 1", "found no matching overload for '_+_' applied to '(string, int)'"),
        ("linked", "LIST<intlstrat.Partner>"),
        ("linked[0].country == 'SE'", "BOOL"),
        ("personal.emails", "LIST<STRING>"),
        ("personal.phones", "LIST<STRING>"),
        ("personal.national_ids", "LIST<STRING>"),
        ("personal.other", "undefined field 'other' not found in struct 'intlstrat.Personal'"),
        ("partner.name", "undeclared reference to 'partner.name'"),
        ("item", "undeclared reference to 'item'"),
        ("strategy.id + strategy.title + strategy.municipality + strategy.version + strategy.language", "STRING"),
        ("strategy.adopted", "undefined field 'adopted' not found in struct 'intlstrat.Strategy'"),
        *((f"strategy.{name}", "LIST<intlstrat.Code>") for name in ("principles", "goals", "areas", "programmes")),
        ("strategy.relations", "LIST<intlstrat.Code>"),
        ("strategy.goals[0].code + strategy.goals[0].clause + strategy.goals[0].kind", "STRING"),
        ("strategy.goals[0].name", "MAP<STRING, STRING>"),
        ("strategy.goals[0].name.nb + 'x'", "STRING"),
    ],
)  # fmt: skip
def test_what_a_project_sees(checker: Checker, expression: str, name: str) -> None:
    assert kind(checker, expression) == name


@pytest.mark.parametrize(
    ("subjects", "expression", "name"),
    [
        (("partner",), "partner.country + 'x'", "STRING"),
        (("partner",), "partner.visits", "LIST<intlstrat.Visit>"),
        (("partner",), "partner.since + 1", "INT"),
        (("partner",), "partner.id + partner.kind", "STRING"),
        (("partner",), "linked", "LIST<intlstrat.Project>"),
        (("partner",), "project.title", "undeclared reference to 'project.title'"),
        (("record",), "record.id + record.kind + record.status + record.notes", "STRING"),
        (("partner", "project"), "record.goals", "LIST<intlstrat.Goal>"),
        (("partner", "project"), "record.title", "undefined field 'title' not found in struct 'intlstrat.Shared'"),
        (("partner", "project"), "record.name", "undefined field 'name' not found in struct 'intlstrat.Shared'"),
        (("partner", "project"), "linked", "undeclared reference to 'linked'"),
        (("partner", "project"), "personal", "intlstrat.Personal"),
    ],
)
def test_what_others_see(checker: Checker, subjects: tuple[str, ...], expression: str, name: str) -> None:
    assert kind(checker, expression, *subjects) == name


def test_the_variables_of_the_whole_portfolio(checker: Checker) -> None:
    assert {name: each.name() for name, each in checker.variables(()).items()} == {
        "params": "intlstrat.Params", "strategy": "intlstrat.Strategy", "as_of": "STRING",
    }  # fmt: skip
    assert [*checker.variables(("project",))] == ["params", "strategy", "as_of", "personal", "project", "linked"]


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("params.text + 'x'", "STRING"),
        ("params.whole + 1", "INT"),
        ("params.half + 0.1", "DOUBLE"),
        ("params.whole + 0.1", "found no matching overload for '_+_' applied to '(wrapper(int), double)'"),
        ("params.unset", "DYN"),
        ("params.texts", "LIST<STRING>"),
        ("params.wholes", "LIST<INT>"),
        ("params.halves", "LIST<DOUBLE>"),
        ("params.nothing", "DYN"),
        ("params.mixed", "DYN"),
        ("params.lists", "DYN"),
        ("params.by_code", "MAP<STRING, INT>"),
        ("params.by_code['GT'] + 1", "INT"),
        ("params.shares", "MAP<STRING, DOUBLE>"),
        ("params.words", "MAP<STRING, STRING>"),
        ("params.numbered", "MAP<STRING, INT>"),
        ("params.muddle", "DYN"),
        ("params.empty", "DYN"),
        ("params.term.start + 'x'", "STRING"),
        ("params.term.days + 1", "INT"),
        ("params.term.begin", "undefined field 'begin' not found in struct 'intlstrat.Params_term'"),
        ("params.deep.inner", "MAP<STRING, INT>"),
        ("params.deep.more.name", "LIST<STRING>"),
        ("params.deep_more.name + 'x'", "STRING"),
        ("params.far.off.name + 'x'", "STRING"),
        ("params.far_off.name + 1", "INT"),
        ("params.named", "LIST<intlstrat.Params_named>"),
        ("params.named[0].country + params.named[0].name", "STRING"),
        ("params.named[0].since + 1", "INT"),
        ("params.odd[0].a", "DYN"),
        ("params.odd[0].c", "LIST<INT>"),
        ("params.upper", "MAP<STRING, INT>"),
        ("params._x", "undefined field '_x' not found in struct 'intlstrat.Params'"),
        ("params.more", "undefined field 'more' not found in struct 'intlstrat.Params'"),
    ],
)
def test_the_types_of_parameters(checker: Checker, expression: str, name: str) -> None:
    assert kind(checker, expression) == name
    assert kind(checker, expression, "partner", "project") == name


def test_fields_and_functions_can_be_suggested(checker: Checker) -> None:
    assert checker.field_names("intlstrat.Period") == ["start", "end"]
    assert checker.field_names("Project") == ["id", "kind", *MODELS["project"].model_fields]
    assert checker.field_names("intlstrat.None") == []
    assert checker.function_names == [each.name for each in functions(Rates({}))]
    assert checker.call("add_months") == "add_months(date, months)"
    assert checker.call("tull") is None


@pytest.mark.parametrize(("expression", "good"), [("a.b(c) == [1]", True), ("a.b(", False), ("x ==", False)])
def test_what_can_be_read_whatever_its_types(checker: Checker, expression: str, good: bool) -> None:
    for _ in range(2):  # the second time by the parser that is there already
        if good:
            checker.parse(expression)
        else:
            with pytest.raises(RuntimeError, match="Syntax error"):
                checker.parse(expression)


@pytest.mark.parametrize(
    ("annotation", "bared"),
    [
        (str, str),
        (str | None, str),
        (Annotated[str, "x"] | None, str),
        (Annotated[str | None, "x"], str),
        (Annotated[list[str] | None, "x"], list[str]),
        (None | int, int),
    ],
)
def test_an_annotation_bared(annotation: object, bared: object) -> None:
    assert bare(annotation) == bared


def test_what_the_strategy_is_checked_against_is_at_hand(checker: Checker) -> None:
    assert isinstance(checker.strategy, Strategy)
    assert checker.strategy.id == "prove"
