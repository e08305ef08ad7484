"""Whose waivers count, which ones a change has added, and what a change of the strategy's codes comes to."""

from __future__ import annotations

import pytest
from comparing import DAY, GOALS, compared, inputs_of, pack_of, told
from portfolios import STRATEGY, rule

from intlstrat.check import Asked, Checked, check
from intlstrat.history import Base
from intlstrat.memory import Memory
from intlstrat.selection import Selection

HAVNA = "data/projects/havna.yaml"
LONG = "summary: Et langt sammendrag av hva havna skal bli til, og for hvem.\n"
BARE = f"title: Havna\nstatus: active\n{LONG}"
PACK = pack_of(GOALS, rule("project-b", "true"), rule("project-c", "has(project.goals[0].due)", when="false"))
GOOD = f"{BARE}goals: [{{statement: A}}]\n"


def waived(*texts: str, base: str = BARE) -> dict[str, str]:
    return {HAVNA: f"{base}waivers: [{', '.join(texts)}]\n"}


def entry(rule_id: str = "project-goals", until: str = "2030-01-01", reason: str = "Derfor") -> str:
    return f"{{rule: {rule_id}, reason: {reason}, decided_by: Rådet, until: {until}}}"


def added(checked: Checked) -> list[tuple[str, str | None, str | None, bool, str | None]]:
    """Rule, record, place, whether it is set aside, and the end of the one before, of each added waiver."""
    assert checked.report.comparison is not None
    return [
        (
            *(each.waiver.rule, each.subject.id, each.place.pointer, each.set_aside),
            each.before.until if each.before is not None else None,
        )
        for each in checked.report.comparison.added_waivers
    ]


def outcomes(checked: Checked) -> list[tuple[str, str]]:
    return [(each.rule, each.outcome.value) for each in checked.report.findings]


class TestAWaiverThatIsAdded:
    @pytest.mark.parametrize("strictly", [False, True])
    def test_is_told_of_and_whether_it_counts(self, strictly: bool) -> None:
        found = compared({HAVNA: BARE}, waived(entry()), PACK, strictly=strictly)
        assert added(found) == [("project-goals", "havna", "/waivers/0", strictly, None)]
        assert outcomes(found) == [("project-goals", "breach" if strictly else "waived")]

    @pytest.mark.parametrize("strictly", [False, True])
    def test_names_the_one_that_it_is_in_place_of(self, strictly: bool) -> None:
        now = waived(entry("project-b"), entry())
        found = compared(waived(entry("project-b"), entry(until="2029-01-01")), now, PACK, strictly=strictly)
        assert added(found) == [("project-goals", "havna", "/waivers/1", strictly, "2029-01-01")]

    def test_stands_beside_one_that_stays(self) -> None:
        found = compared(waived(entry()), waived(entry(), entry(reason="Også")), PACK, strictly=True)
        assert added(found) == [("project-goals", "havna", "/waivers/1", True, None)]
        assert outcomes(found) == [("project-goals", "waived")]

    def test_is_none_where_it_stood_elsewhere_in_the_list(self) -> None:
        then, now = waived(entry(), entry("project-b")), waived(entry("project-b"), entry())
        assert added(compared(then, now, PACK)) == []

    def test_is_none_where_its_record_has_another_name(self) -> None:
        now = {"data/projects/hamna.yaml": waived(entry())[HAVNA]}
        assert added(compared(waived(entry()), now, PACK)) == []

    def test_is_none_where_it_could_never_waive_anything(self) -> None:
        assert added(compared({HAVNA: BARE}, waived(entry("project-q")), PACK)) == []
        both = compared({HAVNA: BARE}, waived(entry("project-q"), entry()), PACK)
        assert [each[2] for each in added(both)] == ["/waivers/1"]


class TestStrictly:
    """Only the waivers from before the change count."""

    def test_one_that_was_removed_holds(self) -> None:
        found = compared(waived(entry()), {HAVNA: BARE}, PACK, strictly=True)
        assert outcomes(found) == [("project-goals", "waived")]

    def test_one_that_stays_is_as_it_is_without(self) -> None:
        state = waived(entry(), entry("project-b"))
        found = compared(state, state, PACK, strictly=True)
        assert found.report.findings == compared(state, state, PACK).report.findings
        assert outcomes(found) == [("project-goals", "waived"), ("waiver-unused", "breach")]

    def test_one_that_was_removed_with_its_breach_is_not_told_of(self) -> None:
        assert outcomes(compared(waived(entry()), {HAVNA: GOOD}, PACK, strictly=True)) == []

    def test_one_that_is_added_and_at_fault_is_told_of(self) -> None:
        found = compared({HAVNA: GOOD}, waived(entry("project-q"), base=GOOD), PACK, strictly=True)
        assert outcomes(found) == [("waiver-invalid", "breach")]

    @pytest.mark.parametrize(("title", "follows"), [("Havna", True), ("Hamna", False)])
    def test_one_follows_its_record_where_that_is_called_the_same(self, title: str, follows: bool) -> None:
        notes = f"notes: {'Det er mye å si om dette. ' * 20}\n"
        now = {"data/projects/hamna.yaml": BARE.replace("Havna", title) + notes}
        then = waived(entry(), base=BARE + notes)
        assert outcomes(compared(then, now, PACK, strictly=True)) == [
            ("project-goals", "waived" if follows else "breach")
        ]
        assert [each[:2] for each in told(compared(then, now, PACK))] == [("project-goals", "hamna")]  # it is the same

    def test_what_is_remembered_is_not_read_anew(self) -> None:
        memory = Memory()
        base = Base("HEAD", "0" * 40, DAY, inputs_of(waived(entry())), PACK)
        for read in (3, 0):
            check(inputs_of({HAVNA: BARE}), PACK, DAY, Selection(), Asked(waivers_from=base), memory=memory)
            assert memory.made["read"] == read

    def test_what_is_personal_in_one_is_masked(self) -> None:
        private = entry(reason="Ring 91 23 45 67")
        found = compared(waived(private), {HAVNA: BARE}, PACK, strictly=True)
        (waiver,) = [each.waiver for each in found.report.findings]
        assert waiver is not None
        assert "91 23" not in waiver.reason
        base = Base("HEAD", "0" * 40, DAY, inputs_of(waived(private)), PACK)
        alone = check(inputs_of({HAVNA: BARE}), PACK, DAY, Selection(), Asked(waivers_from=base))
        (waiver,) = [each.waiver for each in alone.report.findings]
        assert waiver is not None
        assert "91 23" not in waiver.reason


class TestCodes:
    """The records of then are read under the codes of now to see what the strategy itself has changed."""

    MORE = STRATEGY.replace("areas: [", "areas: [{code: sport, name: {nb: Idrett, en: Sports}}, ")
    OLD, NEW = pack_of(GOALS), pack_of(GOALS, strategy=MORE)
    SPORT = f"{GOOD}areas: [sport]\n"

    @pytest.mark.parametrize("more", ["", "notes: Noe.\n"])
    def test_that_came_or_went_are_the_cause(self, more: str) -> None:
        then, now = {HAVNA: self.SPORT}, {HAVNA: self.SPORT + more}
        assert told(compared(then, now, self.NEW, self.OLD)) == [("record-invalid", "havna", "fixed", "rules")]
        assert told(compared(then, now, self.OLD, self.NEW)) == [("record-invalid", "havna", "new", "rules")]
        assert told(compared(then, now, self.NEW)) == []

    def test_a_waiver_of_then_goes_with_its_record(self) -> None:
        then = waived(entry(), base=f"{BARE}areas: [sport]\n")
        now = {HAVNA: f"{BARE}areas: [sport]\nnotes: Noe.\n"}
        assert told(compared(then, now, self.NEW, self.OLD)) == [
            ("project-goals", "havna", "new", "waiver"),
            ("record-invalid", "havna", "fixed", "rules"),
        ]

    def test_what_is_remembered_is_not_read_anew(self) -> None:
        memory = Memory()
        for read in (5, 0):  # two now, two then, and the one of then that is another now
            compared({HAVNA: self.SPORT}, {HAVNA: GOOD}, self.NEW, self.OLD, memory=memory)
            assert memory.made["read"] == read
