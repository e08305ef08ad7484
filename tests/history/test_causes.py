"""What caused each difference: the day, the rules, the records or the waivers; and what nobody mended."""

from __future__ import annotations

from typing import Any

import pytest
from comparing import GOALS, change, compared, pack_of, told
from portfolios import rule

from intlstrat.check import Checked
from intlstrat.history import differences
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.verdict import State, Verdict, verdict

HAVNA = "data/projects/havna.yaml"
BARE = {HAVNA: "title: Havna\nstatus: active\n"}
GOOD = {HAVNA: BARE[HAVNA] + "goals: [{statement: A}]\n"}
LATE = rule("project-late", "project.period.end >= as_of", when="has(project.period.end)")
DUE = {HAVNA: BARE[HAVNA] + "period: {end: 2026-03-31}\n"}
ANY = pack_of(GOALS)
SPRING, SUMMER = "2026-03-01", "2026-06-30"


def waived(rule_id: str = "project-goals", until: str = "2030-01-01") -> dict[str, str]:
    entry = f"{{rule: {rule_id}, reason: Derfor., decided_by: Rådet, until: {until}}}"
    return {HAVNA: f"{BARE[HAVNA]}waivers: [{entry}]\n"}


def faded(checked: Checked) -> list[str | None]:
    return [each.change.faded for each in checked.report.findings if each.change is not None]


def lapsed(checked: Checked) -> list[tuple[str, str | None]]:
    assert checked.report.comparison is not None
    return [(each.rule, each.subject.id) for each in checked.report.comparison.lapsed]


def test_a_state_is_as_itself() -> None:
    assert told(compared(BARE, BARE, ANY)) == [("project-goals", "havna", "existing", None)]
    assert faded(compared(BARE, BARE, ANY)) == [None]


@pytest.mark.parametrize(("then", "now", "state"), [(GOOD, BARE, "new"), (BARE, GOOD, "fixed")])
def test_a_record_is_the_cause(then: dict[str, str], now: dict[str, str], state: str) -> None:
    assert told(compared(then, now, ANY)) == [("project-goals", "havna", state, "data")]


@pytest.mark.parametrize(("then", "now", "state"), [("true", "false", "new"), ("false", "true", "fixed")])
def test_a_rule_is_the_cause(then: str, now: str, state: str) -> None:
    packs = pack_of(rule("project-x", now)), pack_of(rule("project-x", then))
    assert told(compared(GOOD, GOOD, *packs)) == [("project-x", "havna", state, "rules")]
    # Also where records, day and waivers have changed too.
    changed = {HAVNA: waived("project-goals", "2030-01-01")[HAVNA]}
    found = told(compared(GOOD, changed, *packs, days=(SPRING, SUMMER)))
    assert ("project-x", "havna", state, "rules") in found


def test_the_day_is_the_cause() -> None:
    found = compared(DUE, DUE, pack_of(LATE), days=(SPRING, SUMMER))
    assert told(found) == [("project-late", "havna", "new", "clock")]
    assert told(compared(DUE, DUE, pack_of(LATE), days=(SPRING, SPRING))) == []
    early = pack_of(rule("project-late", "project.period.end < as_of", when="has(project.period.end)"))
    assert told(compared(DUE, DUE, early, days=(SPRING, SUMMER))) == [("project-late", "havna", "fixed", "clock")]


@pytest.mark.parametrize("more", ["", "summary: Noe.\n"])
def test_the_day_is_the_cause_though_rules_and_records_changed_otherwise(more: str) -> None:
    now = {HAVNA: DUE[HAVNA] + more}
    found = compared(DUE, now, pack_of(LATE, rule("project-x")), pack_of(LATE), days=(SPRING, SUMMER))
    assert told(found) == [("project-late", "havna", "new", "clock")]


def test_of_several_causes_the_last_one_counts() -> None:
    """By the day alone the finding would have come; then the record was given another date, and it came anew."""
    then = {HAVNA: BARE[HAVNA] + "period: {end: 2026-12-31}\n"}
    found = compared(then, DUE, pack_of(LATE), days=(SPRING, SUMMER))
    assert told(found) == [("project-late", "havna", "new", "data")]
    sharper = pack_of(LATE.replace(">= as_of", "< '2026-01-01'"))
    assert told(compared(then, DUE, sharper, pack_of(LATE), days=(SPRING, SUMMER))) == [
        ("project-late", "havna", "new", "rules")
    ]


class TestAWaiver:
    def test_that_comes_fixes_and_is_the_cause(self) -> None:
        found = compared(BARE, waived(), ANY)
        assert told(found) == [("project-goals", "havna", "fixed", "waiver")]
        assert [each.outcome.value for each in found.report.findings] == ["waived"]

    def test_that_goes_breaks_and_is_the_cause(self) -> None:
        assert told(compared(waived(), BARE, ANY)) == [("project-goals", "havna", "new", "waiver")]

    def test_that_is_shortened_is_the_cause(self) -> None:
        assert told(compared(waived(), waived(until="2026-05-01"), ANY)) == [
            ("project-goals", "havna", "new", "waiver"),
            ("waiver-expired", "havna", "new", "waiver"),
        ]

    def test_that_stays_changes_nothing(self) -> None:
        assert told(compared(waived(), waived(), ANY)) == [("project-goals", "havna", "existing", None)]

    def test_that_ends_is_the_clocks(self) -> None:
        state = waived(until="2026-05-01")
        assert told(compared(state, state, ANY, days=("2026-01-01", SUMMER))) == [
            ("project-goals", "havna", "new", "clock"),
            ("waiver-expired", "havna", "new", "clock"),
        ]

    def test_that_had_ended_and_goes_takes_what_was_said_of_it_along(self) -> None:
        assert told(compared(waived(until="2026-05-01"), BARE, ANY)) == [
            ("project-goals", "havna", "existing", None),
            ("waiver-expired", "havna", "fixed", "waiver"),
        ]

    def test_that_ended_is_the_clocks_though_it_stands_elsewhere_in_the_list_and_others_came(self) -> None:
        def state(*waived: tuple[str, str]) -> dict[str, str]:
            texts = [f"{{rule: {name}, reason: R, decided_by: B, until: {until}}}" for name, until in waived]
            return {HAVNA: f"{BARE[HAVNA]}waivers: [{', '.join(texts)}]\n"}

        pack = pack_of(GOALS, *(rule(f"project-{letter}", "false") for letter in "xyz"))
        x, y, z = ("project-x", "2030-01-01"), ("project-y", "2026-05-01"), ("project-z", "2030-01-01")
        found = told(compared(state(x, y), state(y, x, z), pack, days=(SPRING, SUMMER)))
        assert ("waiver-expired", "havna", "new", "clock") in found
        assert ("project-z", "havna", "fixed", "waiver") in found

    def test_of_a_breach_that_is_mended_is_gone_with_it(self) -> None:
        found = compared(waived(), GOOD, ANY)
        assert told(found) == [("project-goals", "havna", "fixed", "data")]
        assert lapsed(found) == []

    def test_that_comes_with_its_breach_makes_it_new(self) -> None:
        assert told(compared(GOOD, waived(), ANY)) == [("project-goals", "havna", "new", "data")]

    def test_of_the_portfolio(self) -> None:
        many = pack_of(rule("portfolio-many", "count > 3", among="project", where="true"))
        entry = "- {rule: portfolio-many, reason: R., decided_by: Rådet, until: 2030-01-01}\n"
        with_it = {**GOOD, "data/waivers.yaml": entry}
        assert told(compared(GOOD, with_it, many)) == [("portfolio-many", None, "fixed", "waiver")]
        assert told(compared(with_it, GOOD, many)) == [("portfolio-many", None, "new", "waiver")]
        assert told(compared(with_it, with_it, many)) == [("portfolio-many", None, "existing", None)]


class TestWhatCannotBeJudgedAnyMore:
    def test_is_existing_and_says_why(self) -> None:
        pack = pack_of(rule("project-b", "project.budget.total < 5.0", needs="[budget.total]"))
        over, unset = ({HAVNA: BARE[HAVNA] + more} for more in ("budget: {total: 10}\n", ""))
        found = compared(over, unset, pack)
        assert told(found) == [("project-b", "havna", "existing", None)]
        assert faded(found) == ["data"]
        back = compared(unset, over, pack)
        assert (told(back), faded(back)) == ([("project-b", "havna", "new", "data")], [None])
        same = compared(unset, unset, pack)
        assert (told(same), faded(same)) == ([("project-b", "havna", "existing", None)], [None])
        mended = compared(unset, {HAVNA: BARE[HAVNA] + "budget: {total: 1}\n"}, pack)
        assert told(mended) == [("project-b", "havna", "fixed", "data")]

    def test_lays_it_to_what_took_away_the_answer_and_not_to_what_changed_after(self) -> None:
        sure = rule("project-b", "project.budget.total < 5.0", needs="[budget.total]")
        unsure = sure.replace("[budget.total]", "[budget.total, summary]")
        then, now = ({HAVNA: f"{BARE[HAVNA]}budget: {{total: {total}}}\n"} for total in (10, 11))
        found = compared(then, now, pack_of(unsure), pack_of(sure))
        assert told(found) == [("project-b", "havna", "existing", None)]
        assert faded(found) == ["rules"]


def test_a_breach_that_the_rules_let_be_waived_is_fixed_by_the_rules_whatever_changed_after() -> None:
    firm = pack_of(GOALS.replace("severity:", "waivable: false\nseverity:"))
    now = {HAVNA: waived()[HAVNA] + "summary: Noe.\n"}
    assert told(compared(waived(), now, ANY, firm)) == [
        ("project-goals", "havna", "fixed", "rules"),
        ("waiver-invalid", "havna", "fixed", "rules"),
    ]


def test_what_was_waived_before_it_was_mended_ended_with_the_waiver() -> None:
    firm = pack_of(GOALS.replace("severity:", "waivable: false\nseverity:"))
    now = {HAVNA: waived()[HAVNA] + "goals: [{statement: A}]\n"}
    assert ("project-goals", "havna", "fixed", "rules") in told(compared(waived(), now, ANY, firm))


def test_a_cause_is_found_though_the_record_has_another_name() -> None:
    long = "summary: Et langt sammendrag av hva havna skal bli til, og for hvem.\n"
    then = {HAVNA: waived(until="2026-05-01")[HAVNA] + long}
    now = {"data/projects/hamna.yaml": BARE[HAVNA] + long}
    assert told(compared(then, now, ANY)) == [
        ("project-goals", "hamna", "existing", None),
        ("waiver-expired", "havna", "fixed", "waiver"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [("note", "warning", "new"), ("warning", "error", "new"), ("error", "warning", "existing")],
)
def test_what_grows_worse_is_new(before: str, after: str, state: str) -> None:
    now, then = (pack_of(rule("project-x", "false", severity=each)) for each in (after, before))
    assert told(compared(GOOD, GOOD, now, then)) == [("project-x", "havna", state, "rules" if state == "new" else None)]


class TestThePortfolio:
    FEW = pack_of(rule("portfolio-few", "count > 3", among="project", where="true"))

    def test_lacks_then_what_it_lacks_now(self) -> None:
        assert told(compared({}, GOOD, self.FEW)) == [("portfolio-few", None, "existing", None)]

    def test_lacked_nothing_before_there_was_a_record(self) -> None:
        assert told(compared(None, GOOD, self.FEW)) == [("portfolio-few", None, "new", "data")]

    def test_of_which_nothing_could_be_read_lacked_something(self) -> None:
        unreadable = {"data/partners/nordby.yaml": "[", HAVNA: "["}
        assert ("portfolio-few", None, "existing", None) in told(compared(unreadable, GOOD, self.FEW))

    def test_is_not_asked_of_where_only_some_records_are(self) -> None:
        other = pack_of(rule("portfolio-few", "count > 4", among="project", where="true"))
        assert told(compared(GOOD, GOOD, self.FEW, other, paths=("data/projects",))) == []


def test_what_is_remembered_of_both_states_is_not_made_anew() -> None:
    memory = Memory()
    changed = {HAVNA: BARE[HAVNA] + "summary: Noe.\n"}
    for read, judged in ((3, 3), (0, 0)):  # one of the two records is the same
        found = compared(changed, BARE, ANY, memory=memory)
        assert (memory.made["read"], memory.made["judged"]) == (read, judged)
    assert told(found) == [("project-goals", "havna", "existing", None)]


class TestWhatNobodyMended:
    def test_a_breach_that_is_mended_is_not_among_it(self) -> None:
        assert lapsed(compared(BARE, GOOD, ANY)) == []

    def test_a_record_that_is_gone(self) -> None:
        assert lapsed(compared(BARE, {}, ANY)) == [("project-goals", "havna")]

    def test_two_breaches_of_a_record_that_is_gone(self) -> None:
        both = pack_of(GOALS, rule("project-x", "false"))
        assert lapsed(compared(BARE, {}, both)) == [("project-goals", "havna"), ("project-x", "havna")]

    def test_a_rule_that_is_gone(self) -> None:
        assert lapsed(compared(BARE, BARE, pack_of(LATE), ANY)) == [("project-goals", "havna")]

    def test_a_rule_that_does_not_apply_any_more(self) -> None:
        only_then = pack_of(GOALS.replace("severity:", "when: project.status == 'completed'\nseverity:"))
        assert lapsed(compared(BARE, BARE, only_then, ANY)) == [("project-goals", "havna")]

    def test_a_record_under_another_name_that_is_mended(self) -> None:
        long = "summary: Et langt sammendrag av hva havna skal bli til.\n"
        now = {"data/projects/hamna.yaml": GOOD[HAVNA] + long}
        found = compared({HAVNA: BARE[HAVNA] + long}, now, ANY)
        assert (told(found), lapsed(found)) == ([("project-goals", "havna", "fixed", "data")], [])

    def test_a_fault_of_a_record_that_is_read_now_is_mended_and_else_it_is_not(self) -> None:
        faulty = {HAVNA: GOOD[HAVNA] + "titel: x\n"}
        assert lapsed(compared(faulty, GOOD, ANY)) == []
        assert lapsed(compared(faulty, {}, ANY)) == [("record-invalid", "havna")]

    def test_a_fault_in_the_waivers_of_the_portfolio_is_mended(self) -> None:
        faulty = {**GOOD, "data/waivers.yaml": "- {rule: project-goals}\n"}
        found = compared(faulty, GOOD, ANY)
        assert found.report.comparison is not None
        assert {change(each)[0] for each in found.report.comparison.fixed} == {"fixed"}
        assert lapsed(found) == []


@pytest.mark.parametrize(
    ("then", "now", "packs", "days", "times"),
    [
        (BARE, BARE, (ANY, ANY), (SUMMER, SUMMER), 0),
        (BARE, GOOD, (ANY, ANY), (SUMMER, SUMMER), 1),
        (BARE, waived(), (ANY, ANY), (SUMMER, SUMMER), 2),
        (BARE, BARE, (ANY, pack_of(LATE)), (SUMMER, SUMMER), 1),
        (BARE, BARE, (ANY, ANY), (SPRING, SUMMER), 1),
        (DUE, BARE, (ANY, pack_of(LATE)), (SUMMER, SUMMER), 2),
        (DUE, BARE, (ANY, pack_of(LATE)), (SPRING, SUMMER), 3),
    ],
)
def test_a_step_in_which_nothing_changed_is_not_judged(
    then: dict[str, str],
    now: dict[str, str],
    packs: tuple[Pack, Pack],
    days: tuple[str, str],
    times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = []

    def counted(state: State, *arguments: Any, **more: Any) -> Verdict:
        judged.append(state)
        return verdict(state, *arguments, **more)

    monkeypatch.setattr(differences, "verdict", counted)
    compared(then, now, *packs, days=days)
    assert len(judged) == times
