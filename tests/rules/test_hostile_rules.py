"""A rule from a stranger cannot run for long: it is refused when the pack loads, or stopped with a finding.

What stops it is counted and never timed, so every one of these comes out the same on any machine. The limit of time
is a safety net alone: without the bounds, most of these would take minutes, hours or all memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cel_expr_python import cel
from portfolios import EKSEMPELVIK, FINDINGS, NOT_CHECKED, REPOSITORY, SHIPPED, World, rule
from refusals import UNUSABLE

from intlstrat.files import read_pack
from intlstrat.rules import meter
from intlstrat.rules.functions import Rates, duplicates, functions
from intlstrat.rules.meter import Meter, SpentError
from intlstrat.rules.pack import load_pack
from intlstrat.rules.tree import tree
from intlstrat.rules.weight import TURN, WORK, Extent, Weight, extent, states, weigh

LONG = "x" * 300_000
TEXTS = f"summary: {LONG}\nplan: {{description: {'x' * 150_000}y}}\n"
GOALS = "goals:\n" + "".join(f"- {{statement: a{number}}}\n" for number in range(2000))
SAFETY_NET = 60
"""Seconds; each takes about two."""

REFUSED: list[tuple[str, str]] = [
    ("project.goals.all(a, project.goals.all(b, project.goals.all(c, project.goals.all(d, true))))", "4 loops stand"),
    ("true" + " && true" * 400, "longer than 2000 characters"),
    ("(" * 40 + "true" + ")" * 40, "nested too deeply"),
    ("[" * 28 + "1" + "]" * 28 + " != []", "nested too deeply"),
    ("size(" + "+".join(["project.title"] * 40) + ") > 0", "nested too deeply"),
    ("project.summary.matches(project.title)", "not written out"),
    ("project.goals.exists(g, project.summary.matches(g.statement))", "not written out"),
    ("params.countries.exists(c, project.summary.matches(c))", "not written out"),
    ("project.summary.matches('([a-z][a-z]){500}1')", "too large"),
    ("project.summary.matches('((a{9}){9}){99}')", "too large"),
    (r"project.summary.matches('(\\pL\\pL\\pL\\pL\\pL\\pL\\pL)+')", "too large"),
]


@pytest.mark.parametrize(
    ("expression", "words"), REFUSED, ids=[f"{words}-{at}" for at, (_, words) in enumerate(REFUSED)]
)
def test_what_nothing_bounds_is_refused_when_the_pack_loads(world: World, expression: str, words: str) -> None:
    ran = world.project().rule("project-a", expression).run("check", "--lang", "en", "--format", "json")
    first, fix, *rest = ran.err.splitlines()
    line = rule("project-a", expression).partition("require:")[0].count("\n") + 1
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert first.startswith(f"rules/project/project-a.yaml:{line}:")
    assert words in first
    assert fix.startswith("    ")
    assert rest[-1] == UNUSABLE


def test_for_each_is_one_of_the_loops(world: World) -> None:
    nested = "project.goals.all(a, project.goals.all(b, {}))"
    world.project("havna", "goals: [{statement: A}]\n").rule(
        "project-a", nested.format("true"), for_each="project.goals"
    )
    assert world.check().outcomes("project-a") == {("havna", 0): "fulfilled"}
    deeper = nested.format("project.goals.all(c, true)")
    world.rule("project-a", deeper, for_each="project.goals")
    ran = world.run("check", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "4 loops stand inside each other here, and at most 3 may." in ran.err


def test_a_pattern_may_be_a_parameter(world: World) -> None:
    world.parameter("case", '"^PS [0-9]{1,3}/[0-9]{2}$"').project("havna", "title: PS 12/25\n", base="status: active\n")
    assert world.outcome("project.title.matches(params.case)") == "fulfilled"
    world.parameter("case", '"(a{99}){99}"').write("rules/strategy.yaml", "")
    (world.root / "rules/strategy.yaml").unlink()
    ran = world.run("check", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "The pattern after “matches” is too large." in ran.err


def test_a_norwegian_reader_is_told_in_norwegian(world: World) -> None:
    loops = "project.goals.all(a, project.goals.all(b, project.goals.all(c, project.goals.all(d, true))))"
    ran = world.project().rule("project-a", loops).run("check")
    assert ran.exit == NOT_CHECKED
    assert "Her står 4 løkker inne i hverandre, og høyst 3 er tillatt." in ran.err
    world.project("havna", TEXTS + GOALS).rule("project-a", "project.goals.all(g, project.summary.contains('xxy'))")
    ran = world.run("check")
    assert ran.exit == NOT_CHECKED
    assert "ble stanset her" in ran.out


STOPPED: dict[str, str] = {
    "a text that doubles": "size([project.summary].map(a, a + a + a + a).map(a, a + a + a + a + a + a + a + a)) > 0",
    "a list of long texts": "size(project.goals.map(g, project.summary + 'x')) > 0",
    "a long list built up": "size(project.goals.map(g, g).map(g, g).map(g, g).map(g, g).map(g, g)) > 0",
    "a long text searched": "!project.summary.contains(project.plan.description)",
    "a long text searched often": "project.goals.all(g, !project.summary.contains('xxxxxxxxy'))",
    "a long text counted often": "project.goals.all(g, size(project.summary) > 0)",
    "a long list searched often": "project.goals.all(g, !(g in project.goals) || true)",
    "long lists compared often": "project.goals.all(g, project.goals == project.goals)",
    "a function called often": "project.goals.all(g, size(duplicates(project.goals.map(h, h.statement))) == 0)",
    "texts compared loosely": "project.goals.all(g, !same_text(g.statement, project.summary))",
    "a pattern asked often": "project.goals.all(g, !project.summary.matches('(x+x+)+y'))",
}


@pytest.mark.parametrize("name", STOPPED)
def test_what_would_take_long_is_stopped_and_told_once(world: World, name: str) -> None:
    world.project("havna", TEXTS + GOALS).project("kaia", "goals: [{statement: A}]\n").project("torget", TEXTS + GOALS)
    world.rule("project-a", STOPPED[name]).rule("project-b")
    ran = world.run("check", "--lang", "en", "--format", "json", "--show", "all")
    verdict = json.loads(ran.out)
    (finding,) = verdict["findings"]
    assert ran.exit == NOT_CHECKED
    assert (finding["rule"], finding["subject"]["id"]) == ("rule-failed", "havna")
    assert finding["location"]["path"] == "data/projects/havna.yaml"
    assert "project-a was stopped here" in finding["message"]
    assert "rules/project" not in finding["fix"]
    assert "project/project-a.yaml" in finding["fix"]
    others = {(each["rule"], each["subject"]["id"]) for each in verdict["outcomes"]}
    assert others == {("project-b", "havna"), ("project-b", "kaia"), ("project-b", "torget")}
    assert world.run("check", "--lang", "en", "--format", "json", "--show", "all").out == ran.out


def test_a_rule_that_turns_its_loops_too_often_is_told_where_and_in_the_end_stopped(world: World) -> None:
    """CEL itself stops each evaluation; that it would be asked of a thousand records is what we stop."""
    for number in range(200):
        world.project(f"p{number:03}", "goals:\n" + "- {statement: A}\n" * 120)
    world.rule("project-a", "project.goals.all(g, project.goals.all(h, g.statement == h.statement))")
    findings = world.check().of("rule-failed")
    assert "too many steps" in findings[0]["message"]
    assert "was stopped here" in findings[-1]["message"]
    assert len(findings) < 50


PORTFOLIO: dict[str, dict[str, str | None]] = {
    "many items": {
        "for_each": "params.named", "where": "params.named.all(a, params.named.all(b, item == a || b == a || true))",
    },
    "many groups": {"group_by": "project.goals.map(g, g.statement)", "measures": "{m: {sum: '1', where: 'true'}}"},
}  # fmt: skip


@pytest.mark.parametrize("name", PORTFOLIO)
def test_a_rule_about_the_portfolio_is_stopped_too(world: World, name: str) -> None:
    for number in range(12):
        goals = "".join(f"- {{statement: a{number}b{other}}}\n" for other in range(700))
        world.project(f"p{number}", f"goals:\n{goals}")
    world.parameter("named", f"[{', '.join(f'{{name: N{number}, country: UA}}' for number in range(900))}]")
    world.rule("portfolio-a", "count >= 0", among="project", **PORTFOLIO[name])
    verdict = world.check()
    assert verdict.exit == NOT_CHECKED
    assert "portfolio-a was stopped here" in verdict.message("rule-failed")


def test_a_message_cannot_be_made_endless(world: World) -> None:
    world.project("havna", TEXTS)
    text = "{long} " * 2000
    world.rule("project-a", "false", values="{long: project.summary}", message=f"{{nb: '{text}', en: '{text}'}}")
    ran = world.run("check", "--lang", "en", "--format", "json")
    assert ran.exit == NOT_CHECKED
    assert "was stopped here" in ran.out
    assert len(ran.out) < 100_000


def test_examples_are_held_to_the_same(world: World) -> None:
    goals = ", ".join("{statement: a}" for _ in range(150))
    examples = "\n  fulfilled:\n" + f"  - {{project: {{goals: [{goals}]}}}}\n" * 20
    nested = "project.goals.all(g, project.goals.all(h, g.statement == h.statement))"
    ran = world.project().rule("project-a", nested, examples=examples).run("check", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert "The rule takes too many steps on this example" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a process's memory")
@pytest.mark.parametrize("name", ["a text that doubles", "a list of long texts", "a long list built up"])
def test_memory_and_time_stay_small(world: World, name: str) -> None:
    """In a process of its own, which may have a gigabyte: without the bounds it would end without a word."""
    world.project("havna", TEXTS + GOALS).rule("project-a", STOPPED[name])
    world.run("check")
    ran = subprocess.run(
        ["sh", "-c", 'ulimit -v 1048576; exec "$@"', "sh", sys.executable, "-m", "intlstrat", "check", "--lang", "en"],
        cwd=world.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", timeout=SAFETY_NET, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (NOT_CHECKED, "")
    assert "was stopped here" in ran.stdout


# What is counted.
def test_a_meter_stops_for_good() -> None:
    one = Meter(rules=1, records=0)
    one.charge(meter.ONE_RULE)
    with pytest.raises(SpentError):
        one.charge(1)
    with pytest.raises(SpentError):
        one.charge(0)
    assert one.is_spent


def test_memory_is_not_saved_up() -> None:
    one = Meter()
    for _ in range(3):
        one.charge(1, meter.MOST_MEMORY)
    with pytest.raises(SpentError):
        one.charge(1, meter.MOST_MEMORY + 1)


def left(rules: int, records: int) -> int:
    one, spent = Meter(rules, records), 0
    while True:
        try:
            one.charge(10_000)
        except SpentError:
            return spent
        spent += 10_000


def test_more_rules_share_and_more_records_add() -> None:
    assert left(1, 0) == left(50, 0) == meter.ONE_RULE
    assert left(1000, 0) * 1000 <= meter.ALL_RULES
    assert left(1, 100) == meter.ONE_RULE + 100 * meter.A_RECORD


def weight(expression: str, data: Extent) -> Weight:
    compiled = cel.NewEnv(variables={"project": cel.Type.DYN}).compile(expression, disable_check=True)
    return weigh(tree(compiled.serialize()), data, {})


def test_a_list_that_is_built_up_takes_memory_for_every_turn() -> None:
    """CEL copies it each time: some 32 bytes for each pair of its items, which is 1.6 GB for 10 000."""
    ten_thousand = Extent(1 << 20, 10_000, 100)
    assert weight("size(project.partners.map(p, p))", ten_thousand).memory > 1_000_000_000
    assert weight("project.partners.exists(p, p == '')", ten_thousand).memory < 1_000_000


def test_loops_weigh_as_much_as_cel_lets_them_turn() -> None:
    many = Extent(1 << 16, 1000, 10)
    one = weight("project.goals.all(g, true)", many).work
    two = weight("project.goals.all(g, project.goals.all(h, true))", many).work
    three = weight("project.goals.all(g, project.goals.all(h, project.goals.all(i, true)))", many).work
    assert 1000 * TURN < one < 3000 * TURN
    assert 11_000 * TURN < two < three < 50_000 * TURN


def test_how_large_data_is() -> None:
    assert extent({"a": ["bcd", 1], "e": {}}) == Extent(7 * 8 + len("abcde"), 2, 3)
    assert extent("abc") == Extent(11, 0, 3)
    assert extent([[1] * 7]).parts == 7


@pytest.mark.parametrize(
    ("pattern", "most"), [("abc", 3), ("a{2}", 8), ("(a{2,30}){4}", 12 * 120), ("a{,5}", 25), (r"\pL", 303), ("{", 1)]
)
def test_the_states_of_a_pattern(pattern: str, most: int) -> None:
    assert states(pattern) == most


def test_what_stands_twice_is_found_in_one_pass() -> None:
    assert duplicates([1, 2, 1, "a", 1, "a", [1], [1], {"x": [1]}, {"x": [1]}]) == [1, "a", [1], {"x": [1]}]
    assert duplicates(list(range(200_000))) == []


def test_every_function_is_weighed() -> None:
    """A new function must say how its work grows, or it would count as nothing."""
    names = {function.name for function in functions(Rates({}))}
    assert names - set(WORK) == {"nok", "missing", "add_months", "days_between"}, "these take one value each"


# Rules that nobody meant ill with keep well within it.
@pytest.mark.parametrize("folder", [SHIPPED, EKSEMPELVIK / "rules"], ids=["fredrikstad", "eksempelvik"])
def test_the_rules_that_travel_along_load(folder: Path) -> None:
    found = read_pack(folder)
    assert isinstance(found, dict)
    loaded = load_pack(found)
    assert (loaded.problems, loaded.pack is None) == ((), False)


def test_a_breach_of_an_ordinary_rule_is_still_a_breach(world: World) -> None:
    world.project("havna", TEXTS + "goals: [{statement: A}]\n").rule("project-a", "project.goals.all(g, has(g.due))")
    verdict = world.check()
    assert (verdict.exit, verdict.rules) == (FINDINGS, ["project-a"])
