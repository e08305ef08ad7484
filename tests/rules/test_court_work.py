"""What the rules of a court may do, each for itself: they share it fairly, whoever does the work."""

from __future__ import annotations

import pytest
import verdicts
from portfolios import DAY
from verdicts import record

from intlstrat.rules import meter
from intlstrat.rules.budget import Budget
from intlstrat.rules.court import Court
from intlstrat.rules.meter import A_RECORD, MOST_MEMORY, ONE_RULE, Meter, SpentError

RECORDS = [record("project", f"p{number}", {}) for number in range(10)]
WHOLE = ONE_RULE + 10 * A_RECORD


def budget() -> tuple[Budget, Meter, Meter]:
    """Over ten records, with the meters of two rules; what they all see takes 100 to convert."""
    one = Budget(1, 1, 100)
    one.begin(10)
    return one, one.meter(), one.meter()


def test_a_court_is_of_one_rule_that_looks_at_each_record_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "ALL_RULES", ONE_RULE)
    court = Court(verdicts.strategy(), DAY)
    one = court.budget.meter()
    assert one.left == ONE_RULE
    court.begin(RECORDS)
    assert one.left == court.budget.meter().left == WHOLE


def test_a_court_knows_what_all_its_rules_see() -> None:
    court = Court(verdicts.strategy(), DAY)
    court.begin(RECORDS)
    one = court.budget.meter()
    shared = court.alone().unpaid["shared"]
    one.charge(one.left - 10 * shared - 1)
    assert not court.budget.is_nearly_spent()
    one.charge(1)
    assert court.budget.is_nearly_spent()


def test_each_run_begins_with_all_that_a_rule_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "ALL_RULES", 4 * ONE_RULE)
    court = Court(verdicts.strategy(), DAY, rules=8, looks=3)
    meters = [court.budget.meter(), court.budget.meter()]
    for records in (RECORDS, RECORDS[:4]):
        court.begin(records)
        assert court.budget.left() == [ONE_RULE // 2 + len(records) * 3 * A_RECORD] * 2
        with pytest.raises(SpentError):
            meters[0].charge(0, MOST_MEMORY + 1)
        assert court.budget.is_spent()
    court.begin(())
    assert not court.budget.is_spent()


def test_before_a_run_there_are_no_records() -> None:
    whole = Budget(1, 1, 100)
    assert whole.meter().left == ONE_RULE
    assert not whole.is_nearly_spent()


def test_each_rule_has_its_own() -> None:
    whole, one, _ = budget()
    one.charge(30)
    assert whole.left() == [WHOLE - 30, WHOLE]


def test_what_was_done_is_told_and_may_be_done_again() -> None:
    """So a part of the records is judged in another process: the work is told, and charged where all comes together."""
    whole, one, other = budget()
    one.charge(5)
    before = whole.left()
    one.charge(30)
    other.charge(7)
    assert whole.undone(before) == [30, 7]
    assert whole.left() == before
    whole.charge([30, 7], is_spent=False)
    assert whole.left() == [before[0] - 30, before[1] - 7]
    assert not whole.is_spent()


class TestSpent:
    def test_one_that_has_done_all_that_it_may_is_not(self) -> None:
        whole, _, other = budget()
        other.charge(other.left)
        assert not whole.is_spent()

    def test_one_that_wanted_more_is(self) -> None:
        whole, _, other = budget()
        with pytest.raises(SpentError):
            other.charge(other.left + 1)
        assert whole.is_spent()

    def test_one_that_wanted_more_memory_is(self) -> None:
        whole, _, other = budget()
        with pytest.raises(SpentError):
            other.charge(0, MOST_MEMORY + 1)
        assert whole.is_spent()
        assert whole.is_nearly_spent()

    @pytest.mark.parametrize(("left", "nearly"), [(0, True), (1000, True), (1001, False)])
    def test_one_that_could_not_have_converted_what_all_see_nearly_is(self, left: int, nearly: bool) -> None:
        whole, _, other = budget()
        other.charge(other.left - left)
        assert (whole.is_spent(), whole.is_nearly_spent()) == (False, nearly)


class TestElsewhere:
    def test_more_than_a_rule_may_ends_nothing_here(self) -> None:
        whole, one, other = budget()
        whole.charge([one.left + 1, 7], is_spent=False)
        assert (one.is_spent, other.is_spent) == (True, False)
        assert whole.left() == [-1, WHOLE - 7]

    def test_where_one_wanted_more_there_so_it_is_here(self) -> None:
        whole, *_ = budget()
        whole.charge([0, 0], is_spent=True)
        assert whole.is_spent()

    def test_what_comes_later_does_not_take_it_back(self) -> None:
        whole, *_ = budget()
        whole.charge([0, 0], is_spent=True)
        whole.charge([0, 0], is_spent=False)
        assert whole.is_spent()
