"""A pack that cannot work does not load: file, line, column and “did you mean”, exit 2, and nothing is checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from portfolios import CLEAN, FINDINGS, NOT_CHECKED, World, rule
from refusals import complains, project, refused

RULES: list[tuple[str, str, str]] = [
    # Names
    ("project-a", project("project.‹titel == 'x'"), "“titel” leads nowhere. Did you mean “title”?"),
    ("project-a", project("has(project.budget.‹totl)"), "Did you mean “total”?"),
    ("project-a", project("project.goals.exists(g, has(g.‹duee))"), "Did you mean “due”?"),
    ("project-a", project("project.goals[0].‹stat == ''"), "“stat” leads nowhere"),
    ("project-a", project("‹projekt.title == 'x'"), "“projekt” leads nowhere. Did you mean “project”?"),
    ("project-a", project("‹partner.name == 'x'"), "“partner” leads nowhere"),
    ("project-a", project("has(‹item.due)"), "“item” leads nowhere"),
    ("project-a", project("‹count > 3"), "“count” leads nowhere"),
    ("project-a", project("params.‹limmit > 3"), "Did you mean “limit”?"),
    ("project-a", project("params.term.‹begin < as_of"), "“begin” leads nowhere"),
    ("project-a", project("strategy.‹gools == []"), "Did you mean “goals”?"),
    ("project-a", project("‹asof == ''"), "Did you mean “as_of”?"),
    ("project-a", project("‹sizze(project.goals) > 0"), "Did you mean “size”?"),
    ("project-a", project("‹tull(3)"), "“tull” leads nowhere"),
    ("project-a", project("‹add_months(project.period.end) > as_of"), "“add_months” takes something else"),
    ("project-a", project("item.‹dueto > as_of", for_each="project.goals"), "Did you mean “due”?"),
    ("project-a", project(for_each='"project.‹gaols"'), "Did you mean “goals”?"),
    ("project-a", project(when="\"project.‹statuss == 'idea'\""), "Did you mean “status”?"),
    ("project-a", project(values='{x: "project.‹titel"}'), "Did you mean “title”?"),
    ("record-a", rule("record-a", "record.‹partners == []"), "“partners” leads nowhere"),
    ("record-a", rule("record-a", "‹project.title == ''"), "“project” leads nowhere"),
    # Types
    ("project-a", project("project.title ‹== 3"), "“==” does not work on these together: string, int."),
    ("project-a", project("project.goals ‹== 3"), "“==” does not work on these together: list(goal), int."),
    ("project-a", project("project.budget.total ‹> '3'"), "“>” does not work"),
    ("project-a", project("project.status ‹in 'active'"), "“in” does not work"),
    ("project-a", project("project.title ‹&& true"), "“&&” does not work"),
    ("project-a", project("params.limit ‹== 'x'"), "“==” does not work"),
    ("project-a", project("nok‹('5', 'EUR') > 1.0"), "“nok” does not work"),
    ("project-a", project("project.budget.total").replace("require", "‹require"), "must give true or false"),
    ("project-a", project(when="project.title").replace("when", "‹when"), "must give true or false"),
    ("project-a", project(for_each="project.title").replace("for_each", "‹for_each"), "must give a list"),
    ("project-a", project(at="place", values="{‹place: '[1, 2]'}"), "must give a path or a list of paths"),
    # Paths and slots
    ("project-a", project(needs="[‹budget.totl]"), "Did you mean “total”?"),
    ("project-a", project(needs="[notes, ‹budgett]"), "Did you mean “budget”?"),
    ("project-a", project(needs="[‹title.x]"), "“title.x” leads nowhere"),
    ("project-a", project(needs="['‹budget total']").replace("'‹", "‹'"), "is no path"),
    ("project-a", project(needs="[‹params.limmit]"), "Did you mean “limit”?"),
    ("project-a", project(at="gaols").replace("at:", "‹at:"), "Did you mean “goals”?"),
    ("project-a", project(at="goals[item].due").replace("at:", "‹at:"), "has a meaning only with “for_each”"),
    (
        "project-a",
        project(at="goals[item].due", for_each="project.goals.filter(g, true)").replace("at:", "‹at:"),
        "a list as it stands in the record",
    ),
    ("record-a", rule("record-a", at="partners").replace("at:", "‹at:"), "“partners” leads nowhere"),
    ("project-a", project(message="{‹nb: '{titel}'}"), "“{titel}” leads nowhere. Did you mean “title”?"),
    ("project-a", project(message="{nb: 'x', ‹en: '{number}'}"), "“{number}” leads nowhere"),
    ("project-a", project(fix="{‹nb: '{item}'}"), "“{item}” leads nowhere"),
    ("project-a", project(fix="{‹nb: '{names}'}"), "“{names}” leads nowhere"),
    # Clauses, layers and ids
    ("project-a", project(clauses='["1a", ‹"1A"]'), "There is no clause 1A. Did you mean 1a?"),
    ("project-a", project(clauses="[‹99]"), "There is no clause 99."),
    ("project-a", project(clauses="[]").replace("clauses", "‹clauses"), "must name at least one clause"),
    ("project-a", project(layer="quality", clauses='["1a"]').replace("clauses", "‹clauses"), "names no clause"),
    ("project-b", project().replace("id:", "‹id:"), "The rule's id is “project-a”, and its file is named “project-b”."),
    ("rule-failed", rule("rule-failed", subject="project").replace("id:", "‹id:"), "one of the tool's own"),
    ("record-invalid", rule("record-invalid").replace("id:", "‹id:"), "one of the tool's own"),
    # Keys and values of the file
    (
        "project-a",
        project(tite="x").replace("tite", "‹tite"),
        "The key “tite” is not known here. Did you mean “title”?",
    ),
    ("project-a", project(severity="errror").replace("severity", "‹severity"), "Did you mean “error”?"),
    ("project-a", project(subject="projects").replace("subject", "‹subject"), "Did you mean “project”?"),
    ("project-a", project(layer="validity").replace("layer", "‹layer"), "“validity” is not known here"),
    ("project-a", project(waivable="nei").replace("waivable", "‹waivable"), "neither true nor false"),
    ("project-a", project(effective_from="2025").replace("effective_from", "‹effective_from"), "is not a date"),
    ("project-a", project(needs="notes").replace("needs", "‹needs"), "A list is wanted here"),
    ("project-a", "‹" + project(message=None), "The key “message” is required"),
    ("project-a", "‹" + project().replace("require:", "require_:"), "“require”"),
    ("project-a", project(message="Tekst").replace("message", "‹message"), "Keys are wanted here"),
    ("project-a", project(message="{‹no: Tekst}"), "“no” is not known here"),
    ("project-a", project(message="{‹nb: ' '}"), "The text is blank"),
    ("project-a", project() + "‹id: project-a\n", "“id” stands twice"),
    ("project-a", project(title="‹!x {nb: T}"), "The tag “!x” is not allowed"),
    ("project-a", "id: ‹[\n", "bracket"),
    ("project-a", "‹- id: project-a\n", "holds no keys"),
    ("project-a", project(examples="{‹brech: []}"), "Did you mean “breach”?"),
    ("project-a", project(examples="{breach: [‹5]}"), "An example is written with keys"),
    # Keys of a rule about the portfolio
    ("project-a", project(among="project").replace("among", "‹among"), "“among” is for rules about the portfolio"),
    ("project-a", project(where="true").replace("where", "‹where"), "“where” is for rules about the portfolio"),
    (
        "project-a",
        project(group_by="project.title").replace("group_by", "‹group_by"),
        "is for rules about the portfolio",
    ),
    (
        "project-a",
        project(measures="{m: {sum: '1'}}").replace("measures", "‹measures"),
        "is for rules about the portfolio",
    ),
]


@pytest.mark.parametrize(("stem", "text", "words"), RULES, ids=[f"{row[2][:30]}-{at}" for at, row in enumerate(RULES)])
def test_a_rule_about_records_that_cannot_work_is_refused(world: World, stem: str, text: str, words: str) -> None:
    if words == "“require”":
        ran, place = refused(world, f"project/{stem}.yaml", text)
        assert f"{place}: The key “require” is required" in ran.err
        assert "The key “require_” is not known here. Did you mean “require”?" in ran.err
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    else:
        complains(world, f"project/{stem}.yaml", text, words)


def portfolio(require: str = "true", **more: str | None) -> str:
    return rule("portfolio-a", require, **{"among": "partner", **more})


PORTFOLIO_RULES: list[tuple[str, str]] = [
    ("‹" + portfolio(among=None), "must say among which records"),
    (portfolio(among="partners").replace("among", "‹among"), "Did you mean “partner”?"),
    (
        portfolio(group_by="partner.name", for_each="params.countries").replace("group_by", "‹group_by"),
        "cannot stand together",
    ),
    (portfolio("‹partner.name == 'x'"), "“partner” leads nowhere"),
    (portfolio("‹item == 'x'"), "“item” leads nowhere"),
    (portfolio("coount > 3".replace("coount", "‹coount")), "Did you mean “count”?"),
    (portfolio("count ‹> '3'"), "“>” does not work"),
    (portfolio(where="\"partner.‹nam == 'x'\""), "Did you mean “name”?"),
    (portfolio(where="\"‹project.title == 'x'\""), "“project” leads nowhere"),
    (portfolio(where='"record.‹traditions == []"', among="[partner, project]"), "“traditions” leads nowhere"),
    (portfolio(where="partner.name").replace("where", "‹where"), "must give true or false"),
    (portfolio(when="\"‹partner.name == 'x'\""), "“partner” leads nowhere"),
    (portfolio(for_each='"params.‹countris"'), "Did you mean “countries”?"),
    (portfolio(for_each="params.limit").replace("for_each", "‹for_each"), "must give a list"),
    (portfolio(group_by="partner.goals").replace("group_by", "‹group_by"), "must give a number or a text"),
    (portfolio(group_by='"partner.‹contry"'), "Did you mean “country”?"),
    (portfolio(where="\"item.‹nam == 'x'\"", for_each="params.named"), "Did you mean “name”?"),
    (portfolio(measures='{m: {sum: "partner.budget.‹totl"}}'), "Did you mean “total”?"),
    (portfolio(measures="{m: {‹sum: partner.name}}"), "must give a number"),
    (portfolio(measures="{m: {‹max: partner.goals}}"), "must give a number or a text"),
    (portfolio(measures="{m: {sum: '1', ‹where: partner.name}}"), "must give true or false"),
    (portfolio(measures="{‹m: {where: 'true'}}"), "says neither sum, min nor max"),
    (portfolio(measures="{‹m: {sum: '1', max: '2'}}"), "says more than one of sum, min and max"),
    (portfolio(measures="{m: {‹avg: '1'}}"), "“avg” is not known here"),
    (portfolio(measures="{‹count: {sum: '1'}}"), "A measure cannot be named “count”"),
    (portfolio(measures="{‹en sum: {sum: '1'}}"), "A measure cannot be named “en sum”"),
    (portfolio("‹mm > 3.0", measures="{m: {sum: '1'}}"), "“mm” leads nowhere"),
    (portfolio(needs="[‹budget.total]"), "“budget.total” leads nowhere"),
    (portfolio(needs="[‹params.framme]"), "Did you mean “frame”?"),
    (portfolio(at="stattus").replace("at:", "‹at:"), "Did you mean “status”?"),
    (portfolio(message="{‹nb: '{title}'}"), "“{title}” leads nowhere"),
    (portfolio(message="{‹nb: '{item}'}"), "“{item}” leads nowhere"),
    (portfolio(message="{‹nb: '{mm}'}", measures="{m1: {sum: '1'}}"), "“{mm}” leads nowhere"),
]


@pytest.mark.parametrize(
    ("text", "words"), PORTFOLIO_RULES, ids=[f"{row[1][:30]}-{at}" for at, row in enumerate(PORTFOLIO_RULES)]
)
def test_a_rule_about_the_portfolio_that_cannot_work_is_refused(world: World, text: str, words: str) -> None:
    complains(world, "portfolio/portfolio-a.yaml", text, words)


STRATEGY = """\
id: prove
title: Prøve
municipality: Prøve
clauses: [{id: "1a", chapter: "1", force: must, summary: {nb: A}}]
"""
STRATEGIES: list[tuple[str, str]] = [
    (STRATEGY.replace("must", "most").replace("force", "‹force"), "Did you mean “must”?"),
    ("‹" + STRATEGY.replace("title: Prøve\n", ""), "The key “title” is required"),
    (STRATEGY + "‹clauess: []\n", "Did you mean “clauses”?"),
    (
        STRATEGY.replace("}]", '}, {‹id: "1a", chapter: "1", force: must, summary: {nb: B}}]'),
        "The clause 1a stands twice.",
    ),
    (STRATEGY + 'goals: [{code: "1", name: {nb: A}, ‹clause: "1 a"}]\n', "There is no clause 1 a. Did you mean 1a?"),
    (STRATEGY + "‹areas: [{code: a, name: {nb: A}}, {code: a, name: {nb: B}}]\n", "The code “a” stands twice."),
    (STRATEGY + "parameters: {‹exchange_rates: {value: 3, why: {nb: A}}}\n", "must be a map from currency codes"),
    (
        STRATEGY + "parameters: {‹exchange_rates: {value: {SEK: 0}, why: {nb: A}}}\n",
        "must be a map from currency codes",
    ),
    (STRATEGY + "parameters: {‹waiver_notice_days: {value: snart, why: {nb: A}}}\n", "must be a whole number"),
    (STRATEGY + "parameters: {x: {value: 3}}\n".replace("x:", "‹x:"), "The key “why” is required"),
    *[
        (STRATEGY + f"parameters: {{‹{name}: {{value: 3, why: {{nb: A}}}}}}\n", "A parameter cannot be named")
        for name in ("min-andel", "størst", "1x", "_x", '"to ord"')
    ],
    (STRATEGY + "language: ‹[\n", "bracket"),
    (STRATEGY + "‹language: no\n", "“no” is not known here"),
    (STRATEGY + "‹examples_as_of: 30.06.2026\n", "is not a date"),
]


@pytest.mark.parametrize(
    ("text", "words"), STRATEGIES, ids=[f"{row[1][:30]}-{at}" for at, row in enumerate(STRATEGIES)]
)
def test_a_strategy_that_cannot_work_is_refused(world: World, text: str, words: str) -> None:
    world.rule("project-a")
    complains(world, "strategy.yaml", text, words)


class TestThePackAsAWhole:
    def test_a_rule_that_stands_twice_is_refused_at_the_second(self, world: World) -> None:
        world.rule("project-a")
        ran, place = refused(world, "to/project-a.yaml", "‹" + project())
        assert ran.err.startswith(f"{place}: The id “project-a” is taken by project/project-a.yaml already.")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")

    def test_without_rules_it_is_refused(self, world: World) -> None:
        world.project()
        ran = world.run("check", "--lang", "en")
        assert ran.err.startswith("rules/strategy.yaml:1:1: The pack has a strategy and no rules.")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")

    @pytest.mark.parametrize("content", ["", "x: [\n"])
    def test_without_a_strategy_it_is_refused(self, world: World, content: str) -> None:
        world.project().write("rules/project/project-a.yaml", content or project())
        (world.root / "tom").mkdir()
        ran = world.run("check", "--lang", "en", "--rules", "rules/project")
        assert "strategy.yaml:1:1: The rules have no strategy.yaml." in ran.err
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert world.run("check", "--rules", "tom").exit == NOT_CHECKED

    def test_everything_that_is_wrong_is_told_in_one_run_in_the_order_of_the_files(self, world: World) -> None:
        world.project().rule("project-b", "project.titel == project.statuss", at="gaols")
        world.rule("project-a", "tull()", clauses='["9"]').rule("partner-c", needs="[nam]")
        ran = world.run("check", "--lang", "en")
        places = [line.split(":")[0] for line in ran.err.splitlines() if line.startswith("rules/")]
        assert places == [
            "rules/partner/partner-c.yaml",
            *["rules/project/project-a.yaml"] * 2,
            *["rules/project/project-b.yaml"] * 3,
        ]
        assert ran.err.splitlines()[-1].startswith("The rules cannot be used: 6 things are wrong with them.")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")

    @pytest.mark.parametrize(
        "command", ["check", "check --fail-on never", "explain 1a", "strategy", "rules", "rules test"]
    )
    def test_no_command_works_with_a_bad_pack(self, world: World, command: str) -> None:
        world.project().rule("project-a", "project.titel == ''")
        ran = world.run(*command.split())
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "project-a.yaml:6:" in ran.err

    def test_a_pack_that_was_mended_works_at_once_and_one_that_was_broken_does_not(self, world: World) -> None:
        world.project().rule("project-a")
        assert world.run("check").exit == CLEAN
        world.rule("project-a", "project.titel == ''")
        assert world.run("check").exit == NOT_CHECKED
        world.rule("project-a", "false")
        assert world.run("check").exit == FINDINGS

    @pytest.mark.parametrize(
        "name", ["LESMEG.md", "project/project-a.yaml.bak", ".skjult.yaml", "project/project-a.yaml~"]
    )
    def test_files_that_are_no_rules_are_passed_over(self, world: World, name: str) -> None:
        world.project().rule("project-a").write(f"rules/{name}", "ikke: [en regel\n")
        assert world.run("check").exit == CLEAN


@pytest.mark.parametrize(
    "make",
    [
        lambda world: world.rule(
            "project-a", "5 > 4.5 && project.budget.total < 3.5", when="has(project.budget.total)"
        ),
        lambda world: world.rule("project-a", "params.limit <= 500.5"),
        lambda world: world.rule("portfolio-a", "count == 1.0", among="project"),
    ],
)
def test_whole_numbers_and_decimals_may_be_compared(world: World, make: Callable[[World], World]) -> None:
    make(world.project())
    assert world.run("check").exit == CLEAN
