"""What a finding says that a rule does not word itself: why it cannot be judged, or how the rule failed; and where."""

from __future__ import annotations

import json

import pytest
from portfolios import CLEAN, NOT_CHECKED, World

from intlstrat.rules import meter

QUOTES = str.maketrans("", "", "«»“”")


def said(world: World, rule: str) -> tuple[str, str]:
    """The message of the only finding of a rule, without quotation marks, and the fix."""
    finding = world.check().one(rule)
    return finding["message"].translate(QUOTES), finding["fix"].translate(QUOTES)


class TestAnUnknown:
    """It says what is missing, whether that could not be read, and what the key is for."""

    @pytest.mark.parametrize(
        ("needs", "why", "fix"),
        [
            (
                "[params.frame]",
                "The strategy does not set frame.",
                "Set frame under parameters in the strategy's strategy.yaml.",
            ),
            ("[notes, budget.total]", "notes and budget.total is not recorded.", "Write notes and budget.total."),
            (
                "[budget.total]",
                "budget.total is not recorded.",
                "Write budget.total. The whole budget, in whole units, such as 4200000 or 4 200 000.",
            ),
        ],
    )
    def test_says_what_is_not_recorded(self, world: World, needs: str, why: str, fix: str) -> None:
        world.project().rule("project-a", needs=needs)
        assert said(world, "project-a") == (f"Cannot be judged: Title project-a. {why}", fix)

    @pytest.mark.parametrize(
        ("more", "missing", "is_there"),
        [
            ("goals: [{statement: A}]\n", "goals", True),
            ("goals: [{statement: A, result: {note: B}}]\n", "goals[0].result", True),
            ("budget: {total: 5}\n", "budget", True),
            ("goals: []\n", "goals", False),
            ("", "budget", False),
            ("summary: A\n", "summary", False),
            ("budget: {total: 5}\n", "budget.total", False),
            ("goals: [{statement: A}]\n", "goals[1].due", False),
            ("goals: [{statement: A}]\n", "goals[0].due", False),
        ],
    )
    def test_of_what_stands_there_a_part_is_missing(
        self, world: World, more: str, missing: str, is_there: bool
    ) -> None:
        world.project("havna", more).rule("project-a", f'missing("{missing}")')
        message, fix = said(world, "project-a")
        assert (
            message == f"Cannot be judged: Title project-a. {missing} is not {'complete' if is_there else 'recorded'}."
        )
        if is_there:
            shows = "intlstrat explain project-a shows what the rule asks for."
            assert fix == f"Add what is missing under {missing}; {shows}"
        else:
            assert fix.startswith(f"Write {missing}.")

    @pytest.mark.parametrize(("more", "is_there"), [("funding: [{kind: own}]\n", True), ("", False)])
    def test_the_portfolio_says_it_of_the_records_that_lack_it(self, world: World, more: str, is_there: bool) -> None:
        world.project("havna", more).project("skogen", "funding: [{kind: own}]\n")
        world.rule("portfolio-a", "count > 5", subject="portfolio", among="project", where='missing("funding")')
        message, fix = said(world, "portfolio-a")
        assert (
            message == f"Cannot be judged: Title portfolio-a. funding is not {'complete' if is_there else 'recorded'}."
        )
        assert fix.startswith("Add what is missing under funding;" if is_there else "Write funding.")

    def test_names_what_it_waits_for(self, world: World) -> None:
        ran = world.project().rule("project-a", needs="[notes, budget.total]").run("check", "--format", "sarif")
        (result,) = json.loads(ran.out)["runs"][0]["results"]
        assert result["properties"]["missing"] == ["notes", "budget.total"]
        assert ran.exit == CLEAN

    @pytest.mark.parametrize(
        ("lost", "missing", "is_lost"),
        [
            ("budget: {total: mye}", "budget.total", True),
            ("budget: {total: mye}", "budget", True),
            ("goals: [5]", "goals[0].due", True),
            ("budget: {total: mye}", "notes", False),
            ("budget: {total: mye}", "budget.currency", False),
        ],
    )
    def test_says_where_a_part_or_the_whole_of_it_cannot_be_read(
        self, world: World, lost: str, missing: str, is_lost: bool
    ) -> None:
        world.project("havna", f"{lost}\n").rule("project-a", f'missing("{missing}")')
        message, fix = said(world, "project-a")
        reason = "cannot be read" if is_lost else "is not recorded"
        assert message == f"Cannot be judged: Title project-a. {missing} {reason}."
        assert fix.startswith(f"Correct {missing} first." if is_lost else f"Write {missing}.")

    def test_of_a_linked_record_that_cannot_be_read_stands_at_the_rules_path(self, world: World) -> None:
        world.project("havna", "goals: [{statement: A}]\npartners: [nordby]\n")
        world.partner("nordby", base="name: Nordby\ncountry: DK\nstatus: active\n")
        world.rule("project-a", 'linked.exists(party, party.relation == "sister_city")', at="goals")
        assert said(world, "project-a") == (
            "Cannot be judged: Title project-a. partner nordby cannot be read.",
            "Correct partner nordby first.",
        )
        assert world.check().place("project-a")[1] == "/goals"

    def test_of_the_portfolio_stands_where_the_first_record_lacks_something(self, world: World) -> None:
        for name in ("c", "b/b", "a"):
            world.partner(name)
        world.rule("portfolio-a", among="partner", where='missing("notes")')
        finding = world.check().one("portfolio-a")
        assert (finding["location"]["path"], finding["location"]["pointer"]) == ("data/partners/a.yaml", "/notes")
        assert [(each["id"], each["location"]["path"], each["location"]["pointer"]) for each in finding["related"]] == [
            ("b", "data/partners/b/b.yaml", "/notes"),
            ("c", "data/partners/c.yaml", "/notes"),
        ]

    def test_of_the_portfolio_stands_at_the_record_that_cannot_be_read(self, world: World) -> None:
        world.project("havna", base="title: Havna\nstatus: aktiv\n")
        world.rule("portfolio-a", among="project", where="project.status == 'active'")
        assert said(world, "portfolio-a") == (
            "Cannot be judged: Title portfolio-a. project havna cannot be read.",
            "Correct project havna first.",
        )
        assert world.check().place("portfolio-a")[:2] == ("data/projects/havna.yaml", "")

    def test_of_many_records_that_cannot_be_read_names_them_once(self, world: World) -> None:
        for name in "abcd":
            world.project(name, base="title: Havna\nstatus: aktiv\n")
        world.rule("portfolio-a", among="project", where="project.status == 'active'")
        assert said(world, "portfolio-a") == (
            "Cannot be judged: Title portfolio-a. project a, project b, project c and project d cannot be read.",
            "Correct them first.",
        )

    def test_of_a_measure_over_nothing_says_so(self, world: World) -> None:
        world.project()
        measures = "{least: {min: project.budget.total, where: has(project.budget.total)}}"
        world.rule("portfolio-a", "least > 5", among="project", measures=measures, needs="[least]", at="status")
        assert said(world, "portfolio-a") == (
            "Cannot be judged: Title portfolio-a. least is not recorded.",
            "Write least.",
        )
        assert world.check().place("portfolio-a")[:2] == ("data/projects/havna.yaml", "/status")


FAILED = "The rule project-a failed here: "
WHERE = "in project/project-a.yaml of the rules"
CORRECT = f"Correct the rule {WHERE}: ask with has() for what may be absent. Nothing is wrong with the record."


class TestAFailure:
    """It says what the rule did, and where the rule is to be put right."""

    @pytest.mark.parametrize(
        ("require", "why", "fix"),
        [
            ("project.budget.total > 0", "it uses budget without asking whether it is there.", CORRECT),
            ("has(project.title) ? project.title : missing('notes')", "it gives neither true nor false", CORRECT),
            (
                "project.goals.all(g, project.goals.all(h, g.statement != '' && h.statement != ''))",
                "it takes too many steps.",
                f"Write the rule {WHERE} with fewer loops inside each other.",
            ),
        ],
    )
    def test_says_what_the_rule_did(self, world: World, require: str, why: str, fix: str) -> None:
        world.project("havna", "goals:\n" + "- {statement: A}\n" * 120).rule("project-a", require)
        assert said(world, "rule-failed") == (FAILED + why, fix)

    def test_says_that_the_rule_was_stopped(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(meter, "A_RECORD", 1)
        monkeypatch.setattr(meter, "ONE_RULE", 1)
        world.project().rule("project-a", "size(project.title) > 2")
        assert said(world, "rule-failed") == (
            "The rule project-a was stopped here: it would do more work than a rule may in one run.",
            f"Write the rule {WHERE} so that it looks through less: fewer loops inside each other, and shorter lists "
            "and texts. It was not asked about anything more.",
        )
        assert world.check().exit == NOT_CHECKED

    def test_says_the_beginning_of_a_long_reason(self, world: World) -> None:
        world.project().rule("project-a", f"params.each['{'x' * 300}'] > 0")
        message, fix = said(world, "rule-failed")
        assert message.startswith(FAILED)
        assert len(message.removeprefix(FAILED)) == 200
        assert fix == CORRECT
