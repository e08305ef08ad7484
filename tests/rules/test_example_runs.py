"""What an example of a rule comes to, and why one cannot be run; asked without a pack of files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import verdicts
from msgspec.structs import replace

from intlstrat.rules.examples import Runner, run_examples
from intlstrat.rules.model import ExampleResult

TOTAL = "has(project.budget.total) ? project.budget.total < 2027 : missing('budget.total')"
VALUES = {
    "whole": "project.budget.total", "half": "project.budget.total > 1 ? 0.5 : 1.5", "name": "project.title",
    "list": "['a', 'b']", "day": "as_of", "text": "'2027'",
}  # fmt: skip
OTHERWISE = "told otherwise"
TOLD = {"whole": 2027, "half": 0.5}
BUDGET = {"budget": {"total": 2027}}


def results(
    examples: Mapping[str, list[Any]],
    require: str = TOTAL,
    id_: str = "project-a",
    days: str | None = None,
    **more: Any,
) -> list[ExampleResult]:
    rule = verdicts.read(id_, require, examples=json.dumps(examples), **more)
    found = run_examples([rule], replace(verdicts.strategy(), examples_as_of=days))
    assert [(each.rule, each.path, each.expected) for each in found] == [
        (id_, f"{id_}.yaml", outcome) for outcome, cases in examples.items() for _ in cases
    ]
    assert [(each.line, each.column) for each in found] == [(each.line, each.column) for each in rule.examples]
    return found


def one(outcome: str, case: Any, *rest: str, **more: Any) -> tuple[str, str | None]:
    (found,) = results({outcome: [case]}, *rest, **more)
    return found.actual, found.detail


@pytest.mark.parametrize(
    ("outcome", "case", "actual", "detail"),
    [
        ("fulfilled", {"project": {"budget": {"total": "1"}}}, "fulfilled", None),
        ("breach", {"project": BUDGET}, "breach", None),
        ("fulfilled", {"project": BUDGET}, "breach", None),
        ("breach", {"project": {}}, "unknown", None),
        ("unknown", {"project": {}, "missing": ["budget.total"]}, "unknown", None),
        ("unknown", {"project": {}, "missing": []}, OTHERWISE, "missing: [budget.total]"),
        ("unknown", {"project": {}, "missing": ["budget.total", "x"]}, OTHERWISE, "missing: [budget.total]"),
        ("unknown", {"project": {}, "missing": "budget.total"}, "invalid", "missing"),
        ("unknown", {"project": BUDGET, "missing": ["x"]}, "breach", None),
        ("breach", {"project": BUDGET, "missing": ["x"]}, "invalid", "breach: missing"),
        ("unknown", {"project": {}, "values": {}}, "invalid", "unknown: values"),
        ("breach", {"project": BUDGET, "values": {}}, "breach", None),
        ("breach", {"project": {**BUDGET, "title": "Havna"}, "values": {**TOLD, "name": "Havna"}}, "breach", None),
        ("breach", {"project": {**BUDGET, "title": "X"}, "values": {**TOLD, "name": "x"}}, OTHERWISE, "name: X"),
        ("breach", {"project": BUDGET, "values": {"whole": "2027"}}, OTHERWISE, "whole: 2027"),
        ("breach", {"project": BUDGET, "values": {"text": "2027"}}, "breach", None),
        ("breach", {"project": BUDGET, "values": {"text": 2027}}, OTHERWISE, "text: 2027"),
        ("breach", {"project": BUDGET, "values": {"whole": 2026}}, OTHERWISE, "whole: 2027"),
        ("breach", {"project": BUDGET, "values": {"half": 1}}, OTHERWISE, "half: 0.5"),
        ("breach", {"project": BUDGET, "values": {"list": ["a"]}}, OTHERWISE, "list: [a, b]"),
        ("breach", {"project": BUDGET, "values": {"list": ["a", "b"], "day": "2025-01-01"}}, "breach", None),
        ("breach", {"project": BUDGET, "values": {"list": "a"}}, OTHERWISE, "list: [a, b]"),
        ("breach", {"project": BUDGET, "values": {"zz": "1", "aa": "1", "whole": "1"}}, "invalid", "values: aa, zz"),
        ("breach", {"project": BUDGET, "values": ["whole"]}, "invalid", "values"),
        ("fulfilled", {"projekt": {}, "annet": {}}, "invalid", "annet, projekt"),
        ("fulfilled", {"partner": {}}, "invalid", "project: …"),
        ("fulfilled", {"project": {}, "partner": {}}, "invalid", "project: …"),
        ("fulfilled", {}, "invalid", "project: …"),
        ("fulfilled", {"project": "tekst"}, "invalid", "project: tekst"),
        ("fulfilled", {"project": {"gaols": []}}, "invalid", "project.gaols"),
        ("fulfilled", {"project": {"budget": {"total": "mye"}}}, "invalid", "project.budget.total"),
        ("fulfilled", {"project": {"goals": [{"due": "snart"}]}}, "invalid", "project.goals.0.due"),
        ("fulfilled", {"project": {"areas": ["culture"], "budget": {"total": "1"}}}, "fulfilled", None),
        ("fulfilled", {"project": {"areas": ["kunst"]}}, "invalid", "project.areas.0"),
        ("fulfilled", {"project": {}, "partners": ["x"]}, "invalid", "partner: x"),
        ("fulfilled", {"project": {}, "partners": [{"x": 1}]}, "invalid", "partner.x"),
        ("fulfilled", {"project": {}, "params": {"tull": "3", "annet": "3"}}, "invalid", "params: annet, tull"),
        ("fulfilled", {"project": {}, "params": {"tull": "3", "most": "3"}}, "invalid", "params: tull"),
    ],
)  # fmt: skip
def test_what_an_example_comes_to(outcome: str, case: Any, actual: str, detail: str | None) -> None:
    assert one(outcome, case, values=VALUES) == (actual, detail)


def test_a_rule_that_fails_says_so_in_cels_words() -> None:
    actual, detail = one("breach", {"project": {}}, "project.budget.total > 1")
    assert actual == "fault"
    assert "budget" in (detail or "")
    found = results(
        {"fulfilled": [{"project": {"goals": [{"target": "1"}, {}]}}]}, "item.target > 0.0", for_each="project.goals"
    )
    assert [each.actual for each in found] == ["fault"]


@pytest.mark.parametrize(
    ("targets", "outcome"),
    [
        (["9", "9"], "fulfilled"),
        (["9", None], "unknown"),
        ([None, "9"], "unknown"),
        (["9", None, "1"], "breach"),
        (["1", "9"], "breach"),
        ([], "not_applicable"),
    ],
)
def test_it_comes_to_the_worst_of_its_items(targets: list[str | None], outcome: str) -> None:
    goals = [{"target": each} if each is not None else {} for each in targets]
    asked = "has(item.target) ? item.target > 3.0 : missing('goals[item].target')"
    assert one(outcome, {"project": {"goals": goals}}, asked, for_each="project.goals") == (outcome, None)


def test_what_is_told_is_that_of_the_first_breach() -> None:
    goals = [{"statement": "A", "due": "2027-01-01"}, {"statement": "B"}, {"statement": "C"}]
    more: dict[str, Any] = {"for_each": "project.goals", "values": {"said": "item.statement"}}
    for said, actual in (("B", "breach"), ("C", OTHERWISE)):
        case = {"project": {"goals": goals}, "values": {"said": said, "number": 2}}
        assert one("breach", case, "has(item.due)", **more)[0] == actual


@pytest.mark.parametrize(
    ("of_strategy", "own", "day"),
    [(None, None, "2025-01-01"), ("2020-05-01", None, "2020-05-01"), ("2020-05-01", "2021-06-01", "2021-06-01")],
)
def test_it_runs_on_its_own_day_or_the_strategys_or_the_tools(
    of_strategy: str | None, own: str | None, day: str
) -> None:
    case: dict[str, Any] = {"project": {}} | ({"as_of": own} if own else {})
    assert one("fulfilled", case, f"as_of == '{day}'", days=of_strategy) == ("fulfilled", None)


def test_parameters_are_the_strategys_then_those_of_all_examples_then_its_own() -> None:
    require = "params.most == 2 ? true : (params.most == 7 ? false : missing('params.most'))"
    cases: list[dict[str, Any]] = [
        {"project": {}} | ({"params": {"most": most}} if most != 2 else {}) for most in (2, 7, None)
    ]
    rule = verdicts.read("project-a", require, examples=json.dumps({"fulfilled": cases}))
    assert [each.actual for each in run_examples([rule], verdicts.strategy())] == ["fulfilled", "breach", "unknown"]
    of_examples = replace(verdicts.strategy(), examples_params={"most": 7, "limit": None})
    assert [each.actual for each in run_examples([rule], of_examples)] == ["breach", "breach", "unknown"]


def test_each_rule_and_each_day_has_its_own_court() -> None:
    runner = Runner(verdicts.strategy(), 2)
    case = {"project": {}, "params": {"most": 7}}
    one_rule = verdicts.read(
        "project-a", "params.most == 7", examples=json.dumps({"fulfilled": [case, {"project": {}}]})
    )
    first, second = (runner.ready(one_rule, each) for each in one_rule.examples)
    again = runner.ready(one_rule, one_rule.examples[0])
    assert first.court is again.court is not second.court
    assert (first.key == again.key, first.key == second.key) == (True, False)
    assert [runner.run(one_rule, each).actual for each in one_rule.examples] == ["fulfilled", "breach"]
    other = verdicts.read("project-a", "params.most == 2", examples=json.dumps({"fulfilled": [case, {"project": {}}]}))
    runner.forget()
    assert [runner.run(other, each).actual for each in other.examples] == ["breach", "fulfilled"]


def test_records_around_it_are_linked() -> None:
    case = {
        "project": {"partners": ["a", "partner-2"]},
        "partners": [{"id": "a", "name": "Nordby"}, {"name": "Vestby"}],
    }
    asked = "size(linked) == 2 && linked[0].name == 'Nordby' && linked[1].name == 'Vestby' && project.id == 'example' "
    asked += "&& project.kind == 'project' && linked[0].kind == 'partner'"
    assert one("fulfilled", case, asked) == ("fulfilled", None)
    runner = Runner(verdicts.strategy(), 1)
    rule = verdicts.read(
        "project-a", asked, examples=json.dumps({"fulfilled": [{**case, "projects": [{}, {"id": "b"}]}]})
    )
    ready = runner.ready(rule, rule.examples[0])
    assert [(each.record.kind, each.record.id) for each in ready.bounds] == [
        ("project", "example"), ("partner", "a"), ("partner", "partner-2"), ("project", "project-1"), ("project", "b"),
    ]  # fmt: skip
    assert ready.asked is ready.bounds[0]
    assert ready.bounds[0].record.source.place(("x",)).line is None
    assert ready.bounds[0].record.source.lines_of(("x",)) == (1, 1, "")
    assert ready.bounds[0].record.source.line_text(1) == ""
    assert ready.bounds[0].record.source.part(("x",)) is None
    assert ready.bounds[0].record.path == ""


@pytest.mark.parametrize(
    ("case", "actual"),
    [
        ({}, "breach"),
        ({"partners": [{}, {}], "projects": [{}]}, "fulfilled"),
        ({"partners": []}, "breach"),
        ({"partners": None, "projects": [{}, {}]}, "breach"),
        ({"partners": [{}, {}], "params": {"most": 3}}, "breach"),
        ({"partner": {}}, "breach"),
    ],
)
def test_of_the_portfolio_it_gives_lists(case: Any, actual: str) -> None:
    assert one(actual, case, "count == params.most", id_="portfolio-a", among="partner") == (actual, None)


def test_rules_about_the_portfolio_see_their_own_measures() -> None:
    runner = Runner(verdicts.strategy(), 2)
    found = []
    for name in ("m", "n"):
        measures = {name: {"sum": "1"}, "z": {"sum": "1"}}
        examples = json.dumps({"fulfilled": [{"projects": [{}]}]})
        rule = verdicts.read(
            f"portfolio-{name}", f"{name} + z == 2.0", measures=measures, examples=examples, among="project"
        )
        found.append(runner.run(rule, rule.examples[0]).actual)
    assert found == ["fulfilled", "fulfilled"]


def test_of_a_rule_about_both_kinds_it_is_of_either() -> None:
    examples: dict[str, list[Any]] = {"fulfilled": [{"partner": {}}, {"project": {}}]}
    found = results(examples, "record.status == 'active'", "record-a", subject="record")
    assert [each.actual for each in found] == ["fulfilled", "fulfilled"]


def test_personal_data_is_found_in_it() -> None:
    asked = "personal.emails == ['notes']"
    assert one("fulfilled", {"project": {"notes": "ola@gmail.com"}}, asked) == ("fulfilled", None)


def test_examples_share_what_the_rule_may_do() -> None:
    goals = {"project": {"goals": [{"statement": "a"}] * 60}}
    asked = "project.goals.all(g, project.goals.all(h, g.statement == h.statement))"
    found = results({"fulfilled": [goals] * 40}, asked)
    assert {each.actual for each in found} == {"fulfilled"}
    slow = "project.goals.all(g, project.goals.all(h, project.goals.exists(i, i.statement == 'b') || true))"
    found = results({"fulfilled": [goals] * 40}, slow)
    assert "fault" in {each.actual for each in found}


def test_examples_of_other_days_share_it_too_and_each_rule_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intlstrat.rules.meter.ALL_RULES", 40_000)
    monkeypatch.setattr("intlstrat.rules.meter.A_RECORD", 25_000)
    goals = {"project": {"goals": [{"statement": "a"}] * 60}}
    asked = "project.goals.all(g, project.goals.all(h, g.statement == h.statement))"  # costs 59 000; a rule has 70 000
    examples = json.dumps({"fulfilled": [goals, {**goals, "as_of": "2026-01-01"}]})
    rules = [verdicts.read(f"project-{name}", asked, examples=examples) for name in "ab"]
    found = run_examples(rules, verdicts.strategy())
    assert [each.actual for each in found] == ["fulfilled", "fault"] * 2


def test_every_parameter_may_be_unset() -> None:
    case = {"project": {}, "params": dict.fromkeys(verdicts.strategy().parameters)}
    assert one("unknown", case, "params.most == 2 && params.limit == 500") == ("unknown", None)
