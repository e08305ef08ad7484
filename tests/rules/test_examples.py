"""The examples of rules: each comes out as it says, or the pack does not load."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from portfolios import CLEAN, EKSEMPELVIK, FINDINGS, NOT_CHECKED, SHIPPED, World, run

from intlstrat.files import ReadFailure, read_pack
from intlstrat.rules.examples import run_examples
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.pack import load_pack

PACKS = {"fredrikstad": SHIPPED, "eksempelvik": EKSEMPELVIK / "rules"}


@cache
def pack(name: str) -> Pack:
    found = read_pack(PACKS[name])
    assert not isinstance(found, ReadFailure)
    loaded = load_pack(found, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


SHIPPED_RULES = [(name, rule) for name in PACKS for rule in pack(name).rules]
IDS = [f"{name}-{rule.id}" for name, rule in SHIPPED_RULES]


@pytest.mark.parametrize(("name", "rule"), SHIPPED_RULES, ids=IDS)
class TestEveryShippedRule:
    def test_its_examples_come_out_as_they_say(self, name: str, rule: Rule) -> None:
        failed = [result for result in run_examples([rule], pack(name).strategy) if not result.passed]
        assert failed == []

    def test_has_an_example_of_every_outcome_that_it_can_have(self, name: str, rule: Rule) -> None:
        expressions = [rule.when, rule.for_each, rule.require, rule.where, rule.group_by]
        expressions += [text for measure in rule.measures for text in (measure.expression, measure.where)]
        asked = " ".join(text for text in expressions if text)
        wanted = {"fulfilled", "breach"}
        if rule.when is not None or rule.effective_from is not None:
            wanted.add("not_applicable")
        if rule.needs or "missing(" in asked or "nok(" in asked or "visits_in(" in asked:
            wanted.add("unknown")
        assert wanted <= {example.outcome for example in rule.examples}

    def test_speaks_bokmål_and_english(self, name: str, rule: Rule) -> None:
        for texts in (rule.title, rule.message, rule.why, rule.fix):
            assert {"nb", "en"} <= set(texts)
            assert texts["nb"] != texts["en"]

    def test_its_examples_would_notice_the_opposite(self, name: str, rule: Rule) -> None:
        opposite = replace(rule, require=f"!({rule.require})")
        results = run_examples([opposite], pack(name).strategy)
        for result in results:
            expected = result.expected in ("unknown", "not_applicable")
            assert result.passed is expected or rule.for_each or rule.group_by, result
        assert not all(result.passed for result in results)

    def test_its_examples_would_notice_that_the_condition_is_gone(self, name: str, rule: Rule) -> None:
        if rule.when is not None:
            assert not all(each.passed for each in run_examples([replace(rule, when="true")], pack(name).strategy))

    def test_its_examples_would_notice_that_all_records_are_counted(self, name: str, rule: Rule) -> None:
        if rule.where is not None and not rule.measures:
            assert not all(each.passed for each in run_examples([replace(rule, where="true")], pack(name).strategy))


@pytest.mark.parametrize("name", PACKS)
def test_an_example_under_another_outcome_is_a_reason_not_to_load(name: str, tmp_path: Path) -> None:
    """Where the examples of one outcome are put under another, the pack is refused at the first of them."""
    world = World(tmp_path)
    world.project()
    for path in sorted(PACKS[name].rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        flipped = text.replace("\n  fulfilled:", "\n  FLIP:").replace("\n  breach:", "\n  fulfilled:")
        world.write(f"rules/{path.relative_to(PACKS[name])}", flipped.replace("\n  FLIP:", "\n  breach:"))
    ran = world.run("check", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    told = {line.split("/")[-1].split(".yaml")[0] for line in ran.err.splitlines() if line.startswith("rules/")}
    assert told == {rule.id for rule in pack(name).rules}


@pytest.mark.parametrize("name", PACKS)
def test_rules_test_says_that_all_is_well(name: str) -> None:
    ran = run(SHIPPED.parent, "rules", "test", "--rules", str(PACKS[name]))
    assert (ran.exit, ran.err) == (CLEAN, "")


def examples(
    world: World, text: str, id_: str = "project-a", require: str = "size(project.goals) > 0", **more: str
) -> World:
    return world.rule(id_, require, examples=text, **more)


GOOD = """
  fulfilled:
    - {project: {goals: [{statement: A}]}}
  breach:
    - {project: {goals: []}}
"""


class TestAnExample:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("\n  breach:\n    - {project: {goals: [{statement: A}]}}\n", 13, "breach … fulfilled"),
            ("\n  fulfilled: [{project: {}}, {project: {}}]\n", 12, "fulfilled … breach"),
            ("\n  unknown:\n    -\n      project: {}\n", 14, "unknown … breach"),
            ("\n  not_applicable: [{project: {}}]\n", 12, "not_applicable … breach"),
            ("\n  breach: [{projekt: {}}]\n", 12, "(projekt)"),
            ("\n  breach: [{partner: {}}]\n", 12, "no valid record"),
            ("\n  breach: [{project: {}, partner: {}}]\n", 12, "no valid record"),
            ("\n  breach: [{}]\n", 12, "no valid record"),
            ("\n  breach: [{project: {gaols: []}}]\n", 12, "(project.gaols)"),
            ("\n  breach: [{project: {budget: {total: mye}}}]\n", 12, "(project.budget.total)"),
            ("\n  breach: [{project: tekst}]\n", 12, "no valid record"),
            ("\n  breach: [{project: {}, params: {tull: 3}}]\n", 12, "(params: tull)"),
        ],
    )  # fmt: skip
    def test_that_does_not_come_out_is_a_reason_not_to_load(
        self, world: World, text: str, line: int, words: str
    ) -> None:
        ran = examples(world.project(), text).run("check", "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith(f"rules/project/project-a.yaml:{line}:"), ran.err
        for part in words.split(" … "):
            assert part in ran.err

    def test_on_which_the_rule_fails_is_a_reason_not_to_load(self, world: World) -> None:
        examples(world.project(), "{breach: [{project: {}}]}", require="project.budget.total > 3")
        ran = world.run("check", "--lang", "en")
        assert ran.exit == NOT_CHECKED
        assert "The rule fails on this example" in ran.err

    def test_fills_in_the_required_keys_that_it_leaves_out(self, world: World) -> None:
        require = "project.status == 'active' && size(project.title) > 0 && project.goals.all(g, size(g.statement) > 0)"
        examples(world.project(), "{fulfilled: [{project: {}}, {project: {goals: [{}]}}]}", require=require)
        assert world.run("rules", "test").exit == CLEAN

    def test_fills_in_those_of_partners(self, world: World) -> None:
        require = "[partner.status, partner.country, partner.relation, partner.name].all(text, size(text) > 0)"
        examples(world.project(), "{fulfilled: [{partner: {}}]}", "partner-a", require)
        assert world.run("rules", "test").exit == CLEAN

    def test_runs_as_of_the_strategys_day_or_of_its_own(self, world: World) -> None:
        world.strategy += "examples_as_of: 2020-05-01\n"
        text = "{fulfilled: [{project: {}}], breach: [{project: {}, as_of: 2021-01-01}]}"
        examples(world.project(), text, require="as_of == '2020-05-01'")
        assert world.run("rules", "test").exit == CLEAN

    def test_may_set_parameters_and_unset_them(self, world: World) -> None:
        text = (
            "{fulfilled: [{project: {}, params: {most: 9, frame: 9}}], breach: [{project: {}, params: {frame: 1}}], "
            "unknown: [{project: {}, params: {most: 9}}, {project: {}, params: {most: null, frame: 3}}]}"
        )
        examples(world.project(), text, require="params.frame > 2 && params.most > 2")
        assert world.run("rules", "test").exit == CLEAN

    def test_may_bring_the_records_that_it_is_linked_to(self, world: World) -> None:
        linked = "{project: {partners: [a]}, partners: [{id: a, name: Nordby}]}"
        text = f"{{fulfilled: [{linked}], breach: [{{project: {{}}}}], unknown: [{{project: {{partners: [a]}}}}]}}"
        examples(world.project(), text, require="linked.exists(party, party.name == 'Nordby')")
        assert world.run("rules", "test").exit == CLEAN

    @pytest.mark.parametrize(
        ("targets", "outcome"),
        [
            (["9", "9"], "fulfilled"),
            (["9", None], "unknown"),
            (["9", None, "1"], "breach"),
            ([], "not_applicable"),
        ],
    )
    def test_comes_to_the_worst_of_its_items(self, world: World, targets: list[str | None], outcome: str) -> None:
        goals = ", ".join(
            "{statement: A}" if target is None else f"{{statement: A, target: {target}}}" for target in targets
        )
        asked = 'has(item.target) ? item.target > 3.0 : missing("goals[item].target")'
        examples(
            world.project(),
            f"{{{outcome}: [{{project: {{goals: [{goals}]}}}}]}}",
            require=asked,
            for_each="project.goals",
        )
        assert world.run("rules", "test").exit == CLEAN

    def test_of_the_portfolio_gives_lists(self, world: World) -> None:
        text = "{fulfilled: [{partners: [{}, {}], projects: [{}]}], breach: [{}, {partners: []}, {projects: [{}, {}]}]}"
        examples(world.project(), text, "portfolio-a", "count == 2", among="partner")
        assert world.run("rules", "test").exit == CLEAN

    def test_of_a_rule_about_both_kinds_is_of_either(self, world: World) -> None:
        text = "{fulfilled: [{partner: {}}, {project: {}}]}"
        examples(world.project(), text, "record-a", "record.status == 'active'", subject="record")
        assert world.run("rules", "test").exit == CLEAN


class TestRulesTest:
    def test_a_rule_without_examples_loads_and_fails_the_test(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A}]\n")
        examples(world, GOOD).rule("project-b")
        assert world.run("check").exit == CLEAN
        ran = world.run("rules", "test")
        assert ran.exit == FINDINGS
        assert "project-b" in ran.out
        assert ran.err == ""

    def test_where_all_come_out_the_exit_is_0(self, world: World) -> None:
        assert examples(world.project(), GOOD).run("rules", "test").exit == CLEAN

    def test_one_that_does_not_come_out_is_shown_and_the_exit_is_1(self, world: World) -> None:
        examples(world.project(), GOOD.replace("[]", "[{statement: A}]"))
        ran = world.run("rules", "test")
        assert (ran.exit, ran.err) == (FINDINGS, "")
        assert "project-a" in ran.out
        assert "15" in ran.out

    def test_it_needs_no_records(self, world: World) -> None:
        assert examples(world, GOOD).run("rules", "test", "--rules", "rules").exit == CLEAN
