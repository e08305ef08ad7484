"""What records tell the rules about the portfolio where they are asked everything at once: it is put together right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from comparing import DAY, inputs_of, pack_of
from portfolios import NOT_CHECKED, World, rule

from intlstrat.check import check
from intlstrat.findings import Report, SlotValue
from intlstrat.memory import Memory
from intlstrat.rules import meter
from intlstrat.rules.answers import Inquiry, Parts
from intlstrat.rules.court import Bound
from intlstrat.selection import Selection

RATES = "{exchange_rates: {value: {NOK: 1, EUR: 10}, interpretation: true, why: {nb: Sies ikke., en: Not said.}}}"
FILES = {
    f"data/projects/p{number:02}.yaml": f"title: Nr {number}\nstatus: {'active' if number % 10 else 'idea'}\n"
    f"budget: {{total: {number + 1}, currency: EUR}}\n"
    for number in range(40)
}
"""Enough of them to be asked everything at once: forty, of which four are ideas."""
PACK = pack_of(
    rule("portfolio-idea", "count > 9", among="project", where="project.status == 'idea'"),
    rule("portfolio-money", "sum > 9000.0", among="project", where="nok(project.budget.total, 'EUR') > 100.0",
         measures="{sum: {sum: \"nok(project.budget.total, 'EUR')\"}}"),
    rule("portfolio-none", "count > 0", among="project", where="project.status == 'ended'"),
    rule("portfolio-rest", "count > 99", among="project", where="project.status != 'idea'"),
    rule("project-title", "size(project.title) > 4"),
    parameters=RATES,
)  # fmt: skip
TOLD = {"portfolio-idea": 4, "portfolio-money": 30, "portfolio-none": 0, "portfolio-rest": 36}
"""How many each of them counts."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every record that is asked by one rule alone, for that takes long where there are many."""
    paths: list[str] = []
    ask = Inquiry.ask

    def ask_and_tell(inquiry: Inquiry, bound: Bound, items: Sequence[Any], unordered: bool) -> Parts:
        paths.append(bound.record.path)
        return ask(inquiry, bound, items, unordered)

    monkeypatch.setattr(Inquiry, "ask", ask_and_tell)
    return paths


def report(files: dict[str, str], memory: Memory | None = None) -> Report:
    return check(inputs_of(files), PACK, DAY, Selection(), memory=memory).report


def counts(found: Report) -> dict[str, SlotValue]:
    return {each.rule: each.message.values["count"] for each in found.findings if each.rule in TOLD}


@pytest.mark.parametrize("keeps", [False, True])
def test_each_rule_counts_what_it_asks_for_and_no_record_is_asked_twice(keeps: bool, asked: list[str]) -> None:
    found = report(FILES, Memory(keeps))
    assert counts(found) == TOLD
    assert asked == []
    assert len([each for each in found.findings if each.rule == "project-title"]) == 10
    interpreted = {each.rule: each.interpretations for each in found.findings if each.interpretations}
    assert interpreted == {"portfolio-money": ("exchange_rates",)}


def test_a_record_that_changed_is_counted_as_it_is_now(asked: list[str]) -> None:
    memory = Memory()
    report(FILES, memory)
    other = {**FILES, "data/projects/p01.yaml": FILES["data/projects/p01.yaml"].replace("active", "idea")}
    assert counts(report(other, memory)) == {**TOLD, "portfolio-idea": 5, "portfolio-rest": 35}
    assert asked == []


def test_few_records_are_asked_rule_by_rule_and_come_to_the_same(asked: list[str]) -> None:
    few = dict([*FILES.items()][:11])
    assert counts(report(few)) == {"portfolio-idea": 2, "portfolio-money": 1, "portfolio-none": 0, "portfolio-rest": 9}
    assert asked


@pytest.mark.parametrize("number", [11, 40], ids=["few", "many"])
@pytest.mark.parametrize("keeps", [False, True])
def test_a_rule_that_has_to_see_all_records_twice_sees_the_same(number: int, keeps: bool) -> None:
    """Which groups there are is known when all have spoken; then each is asked what it adds to any of them."""
    measures = "{own: {sum: '1.0'}, all_of: {sum: '1.0', where: \"project.status != 'ended'\"}}"
    pack = pack_of(
        rule("portfolio-twice", "own > 99.0", among="project", group_by="project.status", measures=measures,
             message='{nb: "{own} av {all_of}", en: "{own} of {all_of}"}')
    )  # fmt: skip
    inputs = inputs_of(dict([*FILES.items()][:number]))
    found = check(inputs, pack, DAY, Selection(), memory=Memory(keeps)).report.findings
    ideas = -(-number // 10)
    told = {each.item: tuple(map(each.message.values.get, ("own", "all_of"))) for each in found}
    assert told == {"active": (number - ideas, number), "idea": (ideas, number)}


@pytest.mark.parametrize("number", [11, 40], ids=["few", "many"])
@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("measures", [None, "{all_of: {sum: '1.0', where: \"project.status != 'ended'\"}}"])
def test_a_rate_that_a_record_is_put_into_a_group_by_is_told(number: int, keeps: bool, measures: str | None) -> None:
    dear = "project.status == 'idea' || nok(project.budget.total, 'EUR') > 1.0"
    grouped = {"group_by": "project.status", "among": "project", "measures": measures}
    pack = pack_of(
        rule("portfolio-dear", "count > 99", where=dear, **grouped),
        rule("portfolio-plain", "count > 99", **grouped),
        parameters=RATES,
    )
    inputs = inputs_of(dict([*FILES.items()][:number]))
    found = check(inputs, pack, DAY, Selection(), memory=Memory(keeps)).report.findings
    told = {(each.rule, each.item): each.interpretations for each in found}
    assert told[("portfolio-dear", "active")] == ("exchange_rates",)
    assert told[("portfolio-plain", "active")] == told[("portfolio-plain", "idea")] == ()


def test_a_rule_that_is_stopped_while_it_asks_is_told_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "A_RECORD", 1)
    monkeypatch.setattr(meter, "ONE_RULE", 1)
    world.project("havna").project("torget")
    world.rule("portfolio-a", among="project", where="project.title.contains('x')")
    verdict = world.check()
    assert verdict.rules == ["rule-failed"]
    assert verdict.one("rule-failed")["subject"] == {"kind": "portfolio", "id": None}
    assert "was stopped here" in verdict.message("rule-failed")
    assert verdict.exit == NOT_CHECKED


def test_a_rule_about_the_portfolio_that_fails_is_no_idle_rule(world: World) -> None:
    world.project("havna").rule("portfolio-a", "1 / (count - 1) > 0", among="project")
    verdict = world.check()
    assert verdict.rules == ["rule-failed"]
    assert verdict.json["idle"]["rules"] == []
    assert verdict.exit == NOT_CHECKED
