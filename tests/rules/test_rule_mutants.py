"""The changes of rules by one token: which there are, and that the examples of the shipped rules notice them."""

from __future__ import annotations

from pathlib import Path

import pytest
from portfolios import EKSEMPELVIK, SHIPPED, World

from intlstrat.formats.expression import expressions
from intlstrat.rules.model import Rule, Strategy
from tools.rule_mutants.__main__ import files_of, main
from tools.rule_mutants.changes import changes
from tools.rule_mutants.places import Mutant, mutants
from tools.rule_mutants.reasons import REASONS, read_reasons
from tools.rule_mutants.same import meaning
from tools.rule_mutants.scope import Scope
from tools.rule_mutants.tokens import tokens
from tools.rule_mutants.trial import Trial

TRIAL = Trial(files_of(SHIPPED))
RULES = {rule_id: file.rule for rule_id, file in TRIAL.rules.items()}


def of(rule_id: str, expression: str) -> set[str]:
    """What the changes of an expression are, in a rule about the same records as this one."""
    return {change.text for change in changes(expression, scope(rule_id))}


def scope(rule_id: str) -> Scope:
    return Scope(RULES[rule_id], TRIAL.strategy, sees_record=True, sees_item=True)


class TestTheTokens:
    @pytest.mark.parametrize("pack", [SHIPPED, EKSEMPELVIK / "rules"], ids=["fredrikstad", "eksempelvik"])
    def test_of_every_shipped_expression_leave_nothing_but_space_between_them(self, pack: Path) -> None:
        for file in Trial(files_of(pack)).rules.values():
            for expression in expressions(file.rule):
                rest, end = "", 0
                for token in tokens(expression):
                    assert expression[token.start : token.end] == token.text
                    rest += expression[end : token.start]
                    end = token.end
                assert (rest + expression[end:]).strip() == ""

    @pytest.mark.parametrize(
        ("expression", "wanted"),
        [
            ("a<=b&&!c", ["a", "<=", "b", "&&", "!", "c"]),
            ("1.5e3 + .5 - 0x1F", ["1.5e3", "+", ".5", "-", "0x1F"]),
            (r'"a \" b" + r"\d" + b"x"', [r'"a \" b"', "+", r'r"\d"', "+", 'b"x"']),
            ("'''a\n'b''' in c // d", ["'''a\n'b'''", "in", "c"]),
            ("inside in true", ["inside", "in", "true"]),
        ],
    )
    def test_are_those_of_the_language(self, expression: str, wanted: list[str]) -> None:
        assert [token.text for token in tokens(expression)] == wanted

    def test_what_is_none_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no token of CEL"):
            tokens("a # b")


class TestTheChanges:
    def test_of_a_comparison(self) -> None:
        got = of("project-goals", "size(project.sdgs) > 1")
        assert {f"size(project.sdgs) {sign} 1" for sign in ("==", "!=", "<", "<=", ">=")} <= got
        assert {"size(project.sdgs) > 0", "size(project.sdgs) > 2", "(project.sdgs) > 1"} <= got
        assert {"!size(project.sdgs) > 1", "-size(project.sdgs) > 1", "size(project.goals) > 1"} <= got

    def test_of_a_status_are_the_other_codes_of_that_field_and_none(self) -> None:
        codes = ("applied", "planned", "active", "completed", "cancelled", "")
        got = of("project-goals", 'project.status == "idea"')
        assert {f'project.status == "{code}"' for code in codes} <= got
        assert 'project.status == "dormant"' not in got

    def test_of_a_field_are_its_siblings_wherever_it_stands(self) -> None:
        got = of("project-goals", "project.funding.filter(f, f.amount > 0).exists(g, has(g.kind))")
        assert "project.funding.filter(f, f.amount > 0).exists(g, has(g.status))" in got
        assert "project.funding.filter(f, f.source > 0).exists(g, has(g.kind))" in got
        assert "project.funding.filter(f, g.amount > 0).exists(g, has(g.kind))" not in got

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("a && b", "a || b"),
            ("a ? b : c", "a ? (c) : (b)"),
            ("a ? b ? c : d : e", "a ? (e) : (b ? c : d)"),
            ("f(a ? b : c, d)", "f(a ? (c) : (b), d)"),
            ("!a", "a"),
            ("a", "!a"),
            ("a + b * c", "a - b * c"),
            ("a.all(x, x)", "a.exists(x, x)"),
            ("a.exists(x, x)", "a.exists_one(x, x)"),
            ("true", "false"),
            ("1.5", "2.5"),
            ('a + "-12-31"', 'a + "-12-30"'),
            ('a < "2026-01-01"', 'a < "2025-12-31"'),
            ("nok(a, b)", "same_text(a, b)"),
            ("params.visits_each_way", "params.unused_partner_months"),
            ("params.council_term.start", "params.council_term.end"),
            ("as_of", "linked"),
            ("a in b", "a == b"),
        ],
    )
    def test_are_these_among_others(self, before: str, after: str) -> None:
        found = {"".join(each.text for each in tokens(text)) for text in of("project-goals", before)}
        assert "".join(each.text for each in tokens(after)) in found

    def test_each_is_told_once(self) -> None:
        for rule in RULES.values():
            for expression in expressions(rule):
                found = list(changes(expression, scope(rule.id)))
                assert len({change.what for change in found}) == len(found)
                assert expression not in {change.text for change in found}


@pytest.mark.parametrize(
    ("rule", "one", "other", "same"),
    [
        ("project-goals", "size(project.goals) > 0", "size(project.goals) != 0", True),
        ("project-goals", "size(project.goals) > 0", "size(project.goals) >= 0", False),
        ("project-goals", "size(project.goals) > 1", "size(project.goals) != 1", False),
        ("project-goals", "size(project.goals) + 1 > 0", "size(project.goals) + 1 != 0", False),
        ("project-goals", "size(project.goals) > 0 + a", "size(project.goals) != 0 + a", False),
        ("project-goals", "project.budget.total > 0", "project.budget.total != 0", False),
        ("project-goals", 'project.status == "active"', 'project.status <= "active"', True),
        ("project-goals", 'project.status == "applied"', 'project.status <= "applied"', False),
        ("project-goals", 'project.title == "active"', 'project.title <= "active"', False),
        ("quality-goal-result", 'record.status >= "planned"', 'record.status == "planned"', False),
        ("quality-title-twice", "count == 1", "count <= 1", True),
        ("portfolio-number", "count == 1", "count <= 1", False),
    ],
)
def test_two_expressions_are_held_to_be_the_same_only_where_they_are(
    rule: str, one: str, other: str, same: bool
) -> None:
    whole = Scope(RULES[rule], TRIAL.strategy, sees_record=RULES[rule].subject != "portfolio", sees_item=True)
    assert (meaning(one, whole) == meaning(other, whole)) is same


class TestTheShippedRules:
    def test_notice_one_change_in_forty(self, capsys: pytest.CaptureFixture[str]) -> None:
        """All of them are tried by `.ci/run`."""
        code = main(["--rules", str(SHIPPED), "--one-in", "40", "--jobs", "1"])
        assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, "      0 noticed by nothing")

    def test_every_reason_names_a_rule_and_a_change_of_it(self) -> None:
        for rule_id, change in read_reasons(REASONS):
            where, _, what = change.partition(": ")
            rule, strategy = RULES[rule_id], TRIAL.strategy
            assert what in {each.what for each in changes_at(rule, strategy, where)}


def changes_at(rule: Rule, strategy: Strategy, where: str) -> list[Mutant]:
    return [each for each in mutants(rule, strategy) if each.where == where]


WEAK = "{fulfilled: [{project: {goals: [{statement: A}]}}], breach: [{project: {}}]}"


class TestTheCommand:
    def tried(self, world: World, *more: str) -> int:
        world.run("rules")  # writes the strategy
        return main(["--rules", str(world.root / "rules"), "--jobs", "1", *more])

    def reasons(self, world: World, text: str) -> tuple[str, str]:
        world.write("reasons.yaml", text)
        return "--reasons", str(world.root / "reasons.yaml")

    def test_names_what_no_example_notices(self, world: World, capsys: pytest.CaptureFixture[str]) -> None:
        world.rule("project-a", "size(project.goals) > 0", examples=WEAK)
        assert self.tried(world, *self.reasons(world, "")) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "      0 noticed by nothing"
        world.rule("project-a", "size(project.goals) >= 2", examples=WEAK.replace("A}]", "A}, {statement: B}]"))
        assert self.tried(world, *self.reasons(world, "")) == 1
        assert "project-a: require: .goals)[>= → ==]2: noticed by none of the examples" in capsys.readouterr().out

    def test_is_content_where_each_has_a_reason_and_not_where_one_is_left_over(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        world.rule("project-a", "has(project.budget) && project.budget.total > 0", examples="""
  fulfilled: [{project: {budget: {total: 1}}}]
  breach: [{project: {budget: {total: 0}}}, {project: {}}]
""")  # fmt: skip
        assert self.tried(world, *self.reasons(world, "")) == 1
        named = [line.removesuffix(": noticed by none of the examples").split(": ", 1)[1]
                 for line in capsys.readouterr().out.splitlines() if line.startswith("project-a")]  # fmt: skip
        assert "require: budget.total[> → !=]0" in named
        listed = "".join(f"    - '{name}'\n" for name in named)
        reasons = f"project-a:\n- why: Derfor.\n  changes:\n{listed}"
        assert self.tried(world, *self.reasons(world, reasons)) == 0
        assert self.tried(world, *self.reasons(world, reasons + "    - 'require: gone'\n")) == 1
        assert "project-a: require: gone: stands in reasons.yaml and need not" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "text", ["a:\n- changes: [b]\n", "a:\n- {why: c, changes: [b]}\n- {why: d, changes: [b]}\n"]
    )
    def test_a_reason_must_be_there_and_stand_once(self, world: World, text: str) -> None:
        with pytest.raises(ValueError, match="has no reason, or stands twice"):
            self.tried(world.rule("project-a"), *self.reasons(world, text))

    def test_examples_must_notice_other_values_of_the_message(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rule = {"values": "{sum: project.budget.total + 1}", "message": "{nb: 'Sum {sum}.', en: 'Sum {sum}.'}"}
        breach = "  fulfilled: [{project: {}}]\n  breach:\n  - {project: {budget: {total: 4}}"
        world.rule("project-a", "!has(project.budget)", **rule, examples=f"\n{breach}}}\n")
        assert self.tried(world, *self.reasons(world, "")) == 1
        assert "values.sum: budget.total[+ → -]1: noticed by none" in capsys.readouterr().out
        world.rule("project-a", "!has(project.budget)", **rule, examples=f"\n{breach}, values: {{sum: 5}}}}\n")
        self.tried(world, *self.reasons(world, ""))
        assert "values.sum" not in capsys.readouterr().out

    def test_and_the_parameters_that_they_run_with(self, world: World, capsys: pytest.CaptureFixture[str]) -> None:
        world.strategy += "examples_params: {limit: 5, most: 9}\n"
        world.rule("project-a", "project.budget.total < params.limit", when="has(project.budget)", examples="""
  fulfilled: [{project: {budget: {total: 4}}}]
  breach: [{project: {budget: {total: 9}}}]
  not_applicable: [{project: {}}]
""")  # fmt: skip
        assert self.tried(world, "strategy", *self.reasons(world, "")) == 1
        told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("strategy")]
        assert told == ["strategy: examples_params.limit: [5 → 6]: noticed by none of the examples"]

    def test_a_rule_that_is_not_there_is_an_error(self, world: World) -> None:
        with pytest.raises(SystemExit) as stopped:
            self.tried(world.rule("project-a"), "project-b")
        assert stopped.value.code == 2
