"""A record that is asked everything at once: what it answers, and when it has to be asked rule by rule."""

from __future__ import annotations

from typing import Any

import pytest
from at_once import HAVNA, HOLDS, NOT_MEANT, a, asked, whole, with_linked
from msgspec.structs import replace
from verdicts import record

from intlstrat.engine.columns import by_items
from intlstrat.findings.outcomes import ALL_HOLD, by_item
from intlstrat.records.portfolio import Record
from intlstrat.rules import together
from intlstrat.rules.model import Rule
from intlstrat.rules.together import ASK


def goals(number: int) -> dict[str, Any]:
    return {"goals": [{"statement": "A"}] * number}


@pytest.mark.parametrize(
    ("require", "more", "data", "code"),
    [
        ("true", {}, {}, HOLDS),
        ("false", {}, {}, ASK),
        ("dyn(null)", {}, {}, ASK),
        ("dyn(1)", {}, {}, ASK),
        ("record.title == 'Havna' && record.status == 'active'", {}, {}, HOLDS),
        ("true", {"when": "project.title == 'Torget'"}, {}, NOT_MEANT),
        ("project.title == 'Havna'", {"when": "project.title == 'Havna'"}, {}, HOLDS),
        ("project.title == 'Torget'", {"when": "project.title == 'Havna'"}, {}, ASK),
        ("has(item.statement)", {"for_each": "project.goals"}, {}, ALL_HOLD + 2),
        ("has(item.due)", {"for_each": "project.goals"}, {}, ASK),
        ("true", {"for_each": "project.goals"}, goals(0), ALL_HOLD),
        ("true", {"for_each": "project.goals"}, goals(64), ALL_HOLD + 64),
        ("has(item.statement)", {"for_each": "project.goals", "when": "true"}, {}, ALL_HOLD + 2),
        ("has(item.statement)", {"for_each": "project.goals", "when": "false"}, {}, NOT_MEANT),
        ("dyn(1)", {"for_each": "project.goals"}, {}, ASK),
        ("true", {"for_each": "project.goals.filter(g, true)"}, {}, ASK),
        ("true", {"for_each": "['a', 'b']"}, {}, ASK),
        ("true", {"effective_from": "2020-01-01"}, {}, ASK),
        ("true", {"needs": ["summary"]}, {}, ASK),
        ("true", {"needs": ["summary"]}, {"summary": "Ny"}, HOLDS),
        ("true", {"needs": ["notes", "summary"]}, {"summary": "Ny"}, ASK),
        ("true", {"needs": ["notes", "summary"]}, {"notes": "Ja", "summary": "Ny"}, HOLDS),
        ("false", {"needs": ["summary"]}, {"summary": "Ny"}, ASK),
        ("true", {"needs": ["summary"], "when": "false"}, {}, NOT_MEANT),
        ("true", {"needs": ["summary"], "for_each": "project.goals"}, {"summary": "Ny"}, ALL_HOLD + 2),
        ("true", {"needs": ["goals"]}, {}, HOLDS),
        ("true", {"needs": ["goals"]}, goals(0), ASK),
        ("true", {"needs": ["goals[0].due"]}, {}, ASK),
        ("true", {"needs": ["params.each"]}, {}, HOLDS),
        ("true", {"needs": ["params.each", "summary"]}, {"summary": "Ny"}, HOLDS),
        ("true", {"needs": ["params.each", "summary"]}, {}, ASK),
        ("true", {"needs": ["params.frame"]}, {}, ASK),
        ("true", {"needs": ["params.frame", "summary"]}, {"summary": "Ny"}, ASK),
    ],
)  # fmt: skip
def test_what_a_rule_comes_to_is_told_or_it_has_to_be_asked(
    require: str, more: dict[str, Any], data: dict[str, Any], code: int
) -> None:
    found = asked(a(require, **more), records=[replace(HAVNA, held={**HAVNA.data, **data})])
    assert [*found.ask().codes] == [code]
    if code != ASK:
        (rule,) = found.bench.by_kind["project"]
        assert by_item(code, ()) == by_items(rule.judge(found.first))


@pytest.mark.parametrize(("number", "code"), [(237, ASK - 1), (238, ASK), (239, ASK), (300, ASK)])
def test_so_many_items_have_a_code(number: int, code: int) -> None:
    """As many as a record that is asked at once cannot have; so this is told of the code itself."""
    assert together._code([[True] * number]) == code


def test_each_rule_has_its_own_answer_whichever_have_to_be_asked() -> None:
    found = asked(
        a("true", "project-a", for_each="['a']"),
        a("true", "project-b"),
        a("false", "project-c"),
        a("true", "project-d", when="false"),
        a("true", "project-e", effective_from="2020-01-01"),
        a("true", "project-f", for_each="project.goals"),
    )
    assert [*found.ask().codes] == [ASK, HOLDS, ASK, NOT_MEANT, ASK, ALL_HOLD + 2]


@pytest.mark.parametrize(
    "more",
    [{"kept": {("goals",): (0,)}}, {"lost": (("notes",),)}, {"held": {**HAVNA.data, "partners": ["nordby"]}}],
    ids=["a list lost items", "something is lost", "a partner is none of the records"],
)
def test_a_record_that_is_not_whole_is_asked_rule_by_rule(more: dict[str, Any]) -> None:
    found = asked(a("true"), records=[replace(HAVNA, **more)])
    assert found.together.ask(found.first) is None


@pytest.mark.parametrize(
    "rules",
    [
        [a("project.summary == 'Ny'")],
        [whole("true", where="project.summary == 'Ny'")],
        [whole("true", where="nok(project.budget.total, 'EUR') > 1.0")],
    ],
)
def test_where_one_rule_fails_on_a_record_it_is_asked_rule_by_rule(rules: list[Rule]) -> None:
    found = asked(a("true", "project-b"), *rules)
    assert found.together.ask(found.first) is None


@pytest.mark.parametrize(
    ("records", "is_asked"),
    [
        ([record("project", "a", {"notes": "x" * 8192})], True),
        ([record("project", "a", {"notes": "x" * 8193})], False),
        ([record("project", "a", {"tags": ["x"] * 64})], True),
        ([record("project", "a", {"tags": ["x"] * 65})], False),
        ([record("project", "a", {"tags": ["x" * 600] * 50})], True),
        ([record("project", "a", {"tags": ["x" * 600] * 60})], False),
        (with_linked(64), True),
        (with_linked(65), False),
        (with_linked(1, notes="x" * 16384), True),
        (with_linked(1, notes="x" * 16385), False),
    ],
)
def test_a_record_that_is_large_or_linked_to_much_is_asked_rule_by_rule(records: list[Record], is_asked: bool) -> None:
    found = asked(a("true", "record-a", subject="record"), records=records)
    found.together.prepare(found.first)
    assert (found.together.ask(found.first) is not None) is is_asked


def test_a_rule_that_might_do_much_has_a_record_asked_rule_by_rule() -> None:
    loops = "project.goals.all(a, project.goals.all(b, {}))"
    heavy = loops.format("project.goals.all(c, project.goals.all(d, true))")
    assert asked(a("true"), a(loops.format("true"), "project-b")).ask().codes == bytes([HOLDS, HOLDS])
    found = asked(a("true"), a(heavy, "project-b"))
    for _ in range(2):
        assert found.together.ask(found.first) is None


@pytest.mark.parametrize("limit", ["A_RECORD", "MOST_MEMORY"])
def test_what_a_rule_may_do_for_a_record_is_counted_to_the_end(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [a("project.goals.map(g, g.statement) != []"), a("true", "project-b")]
    weights = asked(*rules).together._parts[0].works((together._OWN[0], together._LINKED[0]))
    most = max(weight.work if limit == "A_RECORD" else weight.memory for weight in weights)
    monkeypatch.setattr(together, limit, most)
    found = asked(*rules)
    assert found.together.ask(found.first) is not None
    monkeypatch.setattr(together, limit, most - 1)
    found = asked(*rules)
    assert found.together.ask(found.first) is None


def test_more_than_cel_compiles_at_once_is_asked_rule_by_rule() -> None:
    long = a(f"'{'x' * 900}' != ''")
    found = asked(*(replace(long, id=f"project-{number}") for number in range(120)))
    found.together.prepare(found.first)
    for _ in range(2):
        assert found.together.ask(found.first) is None
