"""Laws of comparing two states, whatever they hold: over portfolios, rules and waivers that Hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from portfolios import PARTNER, STRATEGY, rule

from intlstrat.check import Asked, Checked, check
from intlstrat.files import InputFile, Inputs
from intlstrat.findings import Finding
from intlstrat.history import Base
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection

GOAL = st.sampled_from(["{statement: A}", "{statement: B, target: 1}", "{statement: C}", "{statement: A}"])
WAIVER = "{{rule: project-goals, reason: R, decided_by: B, until: {day}}}"
DAYS = st.sampled_from(["2026-01-01", "2026-06-30", "2026-12-31"])


@st.composite
def projects(draw: st.DrawFn) -> str:
    """The text of a project, its keys in any order."""
    lines = [f"title: {draw(st.sampled_from(['Havna', 'Byen', 'Elva']))}", "status: active"]
    if goals := draw(st.lists(GOAL, max_size=4)):
        lines.append(f"goals: [{', '.join(goals)}]")
    if draw(st.booleans()):
        lines.append(f"period: {{end: {draw(DAYS)}}}")
    if draw(st.booleans()):
        lines.append(f"waivers: [{WAIVER.format(day=draw(DAYS))}]")
    if draw(st.integers(0, 9)) == 0:
        lines.append(draw(st.sampled_from(["titel: x", "goals: 3", "summary: [", "partners: [ukjent]"])))
    return "\n".join(draw(st.permutations(lines))) + "\n"


@cache
def pack(require: str, severity: str) -> Pack:
    """Rules about goals, their items, the day and the portfolio; the first as strict as one likes."""
    files = {
        "strategy.yaml": STRATEGY + "parameters:\n  most: {value: 2, why: {nb: Sies., en: Said.}}\n",
        "project-goals.yaml": rule("project-goals", require, severity=severity, at="goals"),
        "project-targets.yaml": rule(
            "project-targets", "has(item.target)", for_each="project.goals", at="goals[item].target"
        ),
        "project-late.yaml": rule("project-late", "project.period.end >= as_of", when="has(project.period.end)"),
        "portfolio-many.yaml": rule("portfolio-many", "count <= params.most", among="project", where="true"),
    }
    loaded = load_pack({name: text.encode() for name, text in files.items()}, examples=False)
    assert loaded.pack is not None, loaded.problems
    return loaded.pack


PACKS = st.builds(
    pack,
    st.sampled_from(["size(project.goals) > 0", "size(project.goals) > 1"]),
    st.sampled_from(["error", "warning", "note"]),
)
NAMES = st.sampled_from(["a", "b", "c", "under/a"])


def _inputs(files: dict[str, str]) -> Inputs:
    records = [("project", InputFile(f"data/projects/{name}.yaml", text.encode())) for name, text in files.items()]
    partner = ("partner", InputFile("data/partners/nordby.yaml", PARTNER.encode()))
    return Inputs((partner, *sorted(records, key=lambda each: each[1].path)), None, ())


INPUTS = st.dictionaries(NAMES, projects(), max_size=3).map(_inputs)
State = tuple[Inputs, Pack, str]
STATES = st.tuples(INPUTS, PACKS, DAYS)


def compared(then: State, now: State) -> Checked:
    base = Base("HEAD", "0" * 40, then[2], then[0], then[1])
    return check(now[0], now[1], now[2], Selection(), Asked(since=base))


def alone(state: State) -> Checked:
    return check(state[0], state[1], state[2], Selection())


def prints(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.fingerprint for finding in findings)


def states(checked: Checked, name: str) -> tuple[Finding, ...]:
    return tuple(each for each in checked.report.findings if each.change is not None and each.change.state == name)


@given(STATES)
@settings(max_examples=40)
def test_a_state_is_as_itself(state: State) -> None:
    found = compared(state, state)
    assert states(found, "existing") == found.report.findings
    assert found.report.comparison is not None
    assert found.report.comparison.fixed == ()
    assert found.worst() is None


@given(STATES, STATES)
@settings(max_examples=60)
def test_every_finding_of_now_and_of_then_is_told_of_once(then: State, now: State) -> None:
    found, before, after = compared(then, now), alone(then), alone(now)
    comparison = found.report.comparison
    assert comparison is not None
    assert prints(found.report.findings) == prints(after.report.findings)
    assert all(each.change is not None for each in found.report.findings)
    assert {each.change.state for each in comparison.fixed if each.change is not None} <= {"fixed"}
    gone, there = len(comparison.fixed), len(before.report.findings)
    matched = there - gone
    assert 0 <= matched <= len(found.report.findings)
    assert matched >= len(states(found, "existing"))


@given(STATES, STATES)
@settings(max_examples=60)
def test_only_what_changed_is_a_cause(then: State, now: State) -> None:
    found = compared(then, now)
    assert found.report.comparison is not None
    possible = {"data", "rules", "waiver", "clock"}
    possible -= {"clock"} if then[2] == now[2] else set()
    possible -= {"rules"} if then[1].digest == now[1].digest else set()
    possible -= {"data", "waiver"} if then[0] == now[0] else set()
    told = (*found.report.findings, *found.report.comparison.fixed)
    causes = {each.change.cause for each in told if each.change is not None and each.change.state != "existing"}
    assert causes <= possible


@given(STATES, STATES)
@settings(max_examples=50)
def test_the_way_back_fixes_what_the_way_there_broke(then: State, now: State) -> None:
    there, back = compared(then, now), compared(now, then)
    assert there.report.comparison is not None
    assert back.report.comparison is not None
    # A finding that only grew worse is new one way, and as before the other.
    assert prints(there.report.comparison.fixed) <= prints(states(back, "new"))
    assert prints(back.report.comparison.fixed) <= prints(states(there, "new"))


@given(STATES, STATES)
@settings(max_examples=30)
def test_the_order_of_the_files_changes_nothing(then: State, now: State) -> None:
    def turned(state: State) -> State:
        inputs = state[0]
        return Inputs(tuple(reversed(inputs.records)), None, ()), state[1], state[2]

    assert compared(turned(then), turned(now)).report == compared(then, now).report
