"""What an example says beside its outcome: what a breach is told with, and what an unknown waits for."""

from __future__ import annotations

import pytest
from portfolios import CLEAN, FINDINGS, NOT_CHECKED, World

VALUES = (
    "{whole: project.budget.total, half: double(project.budget.total) / 2.0, name: project.title, day: as_of, "
    'year: string(project.budget.total), lacks: \'["a", "b"] + (has(project.summary) ? ["c"] : [])\'}'
)
REQUIRE = 'has(project.budget.total) ? project.budget.total < 2027 : missing("budget.total")'


def told(world: World, text: str, **more: str) -> World:
    slots = " ".join(f"{{{name}}}" for name in ("whole", "half", "name", "day", "year", "lacks"))
    rule = {"values": VALUES, "message": f'{{nb: "{slots}", en: "{slots}"}}', **more}
    return world.rule("project-a", REQUIRE, examples=text, **rule)


def breach(values: str, record: str = "{title: Havna, budget: {total: 2027}}") -> str:
    return f"\n  fulfilled: [{{project: {{budget: {{total: 1}}}}}}]\n  breach:\n    - {{project: {record}, {values}}}\n"


class TestTheValues:
    @pytest.mark.parametrize(
        "values",
        [
            "{}",
            "{whole: 2027}",
            "{whole: 2 027, half: 1013.5, name: Havna, day: 2025-01-01, year: '2027', lacks: [a, b]}",
            "{title: Havna, as_of: 2025-01-01}",
        ],
    )
    def test_that_a_breach_is_told_with_are_those_that_are_said(self, world: World, values: str) -> None:
        assert told(world.project(), breach(f"values: {values}")).run("rules", "test").exit == CLEAN

    @pytest.mark.parametrize(
        ("values", "otherwise"),
        [
            ("{whole: 2026}", "whole: 2027"),
            ("{whole: '2027'}", "whole: 2027"),
            ("{whole: 2027.0}", "whole: 2027"),
            ("{half: 1013}", "half: 1013.5"),
            ("{year: 2027}", "year: 2027"),
            ("{name: havna}", "name: Havna"),
            ("{day: 2025-01-02}", "day: 2025-01-01"),
            ("{lacks: a}", "lacks: [a, b]"),
            ("{lacks: [a]}", "lacks: [a, b]"),
            ("{lacks: [b, a]}", "lacks: [a, b]"),
            ("{whole: 2027, lacks: []}", "lacks: [a, b]"),
        ],
    )
    def test_that_are_others_are_a_reason_not_to_load(self, world: World, values: str, otherwise: str) -> None:
        ran = told(world.project(), breach(f"values: {values}")).run("check", "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith("rules/project/project-a.yaml:"), ran.err
        assert f"The example comes out as it should, but it tells something else ({otherwise})." in ran.err

    def test_are_shown_by_rules_test_where_they_are_others(self, world: World) -> None:
        ran = told(world.project(), breach("values: {whole: 1}")).run("rules", "test", "--lang", "en")
        assert (ran.exit, ran.err) == (FINDINGS, "")
        assert "came to: as it should, but it tells something else\n      whole: 2027\n" in ran.out

    def test_are_those_of_the_first_breach(self, world: World) -> None:
        goals = "{goals: [{statement: A, due: 2027-01-01}, {statement: B}, {statement: C}]}"
        text = f"{{breach: [{{project: {goals}, values: {{said: B, number: 2, item: 1}}}}]}}"
        rule = {
            "for_each": "project.goals",
            "values": "{said: item.statement}",
            "message": "{nb: '{said}', en: '{said}'}",
        }
        world.project().rule("project-a", "has(item.due)", examples=text, **rule)
        assert world.run("rules", "test").exit == CLEAN

    def test_of_the_portfolio_are_its_names_and_measures_too(self, world: World) -> None:
        said = "{count: 2, names: [Havna, Elva], one: 2.0}"
        text = f"{{breach: [{{projects: [{{title: Havna}}, {{title: Elva}}], values: {said}}}]}}"
        world.project().rule("portfolio-a", "count < 2", among="project", measures="{one: {sum: '1'}}", examples=text)
        assert world.run("rules", "test").exit == CLEAN


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("missing", "exit_"), [("[budget.total]", CLEAN), ("[]", FINDINGS), ("[budget]", FINDINGS)]
    )
    def test_is_what_an_unknown_waits_for(self, world: World, missing: str, exit_: int) -> None:
        text = f"{{unknown: [{{project: {{}}, missing: {missing}}}]}}"
        ran = told(world.project(), text).run("rules", "test", "--lang", "en")
        assert (ran.exit, ran.err) == (exit_, "")
        assert ("missing: [budget.total]" in ran.out) is (exit_ == FINDINGS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (breach("missing: [budget.total]"), "(breach: missing)"),
        ("{fulfilled: [{project: {budget: {total: 1}}, values: {whole: 1}}]}", "(fulfilled: values)"),
        ("{unknown: [{project: {}, values: {whole: 1}}]}", "(unknown: values)"),
        (breach("values: {hole: 2027}"), "(values: hole)"),
        (breach("values: 2027"), "(values)"),
        ("{unknown: [{project: {}, missing: budget.total}]}", "(missing)"),
    ],
)
def test_what_cannot_be_said_there_is_a_reason_not_to_load(world: World, text: str, words: str) -> None:
    ran = told(world.project(), text).run("check", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert f"The example is no valid record or portfolio {words}." in ran.err


def test_explain_shows_the_record_and_not_what_is_told(world: World) -> None:
    ran = told(world.project(), breach("values: {whole: 2027}")).run("explain", "project-a", "--lang", "en")
    assert ran.exit == CLEAN
    assert "total: 2027" in ran.out
    assert "whole: 2027" not in ran.out
