"""What the rules of a court may do, each for itself: they share it fairly, whoever does the work."""

from __future__ import annotations

import pytest
import verdicts
from portfolios import DAY
from verdicts import record

from intlstrat.rules import meter
from intlstrat.rules.court import Court
from intlstrat.rules.meter import A_RECORD, MOST_MEMORY, ONE_RULE, Meter, SpentError
from intlstrat.rules.weight import A_BYTE, Extent

RECORDS = [record("project", f"p{number}", {}) for number in range(10)]
SIZE = 100 * A_BYTE + A_BYTE - 1
"""Of what all share: it is converted with 100 units of work for each record."""


def sitting(rules: int = 1) -> tuple[Court, list[Meter]]:
    """A court over ten records, with the meters of two rules."""
    court = Court(verdicts.strategy(), DAY, rules)
    court.shared_extent = Extent(SIZE, 0, 0)
    court.begin(RECORDS)
    return court, [court.meter(), court.meter()]


def test_a_court_is_of_one_rule_that_looks_at_each_record_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "ALL_RULES", ONE_RULE)
    court = Court(verdicts.strategy(), DAY)
    assert court.meter().left == ONE_RULE
    court.begin(RECORDS)
    assert court.meter().left == ONE_RULE + 10 * A_RECORD


def test_each_run_begins_with_all_that_a_rule_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "ALL_RULES", 4 * ONE_RULE)
    court = Court(verdicts.strategy(), DAY, rules=8, looks=3)
    meters = [court.meter(), court.meter()]
    for records in (RECORDS, RECORDS[:4]):
        court.begin(records)
        assert court.left() == [ONE_RULE // 2 + len(records) * 3 * A_RECORD] * 2
        with pytest.raises(SpentError):
            meters[0].charge(0, MOST_MEMORY + 1)
        assert court.is_spent()
    court.begin(())
    assert not court.is_spent()


def test_each_rule_has_its_own() -> None:
    court, (one, _) = sitting()
    one.charge(30)
    assert court.left() == [ONE_RULE + 10 * A_RECORD - 30, ONE_RULE + 10 * A_RECORD]


def test_what_was_done_is_told_and_may_be_done_again() -> None:
    """So a part of the records is judged in another process: the work is told, and charged where all comes together."""
    court, (one, other) = sitting()
    one.charge(5)
    before = court.left()
    one.charge(30)
    other.charge(7)
    assert court.undone(before) == [30, 7]
    assert court.left() == before
    court.charge([30, 7], is_spent=False)
    assert court.left() == [before[0] - 30, before[1] - 7]
    assert not court.is_spent()


class TestSpent:
    def test_one_that_has_done_all_that_it_may_is_not(self) -> None:
        court, (_, other) = sitting()
        other.charge(other.left)
        assert not court.is_spent()

    def test_one_that_wanted_more_is(self) -> None:
        court, (_, other) = sitting()
        with pytest.raises(SpentError):
            other.charge(other.left + 1)
        assert court.is_spent()

    def test_one_that_wanted_more_memory_is(self) -> None:
        court, (_, other) = sitting()
        with pytest.raises(SpentError):
            other.charge(0, MOST_MEMORY + 1)
        assert court.is_spent()
        assert court.is_nearly_spent()

    @pytest.mark.parametrize(("left", "nearly"), [(0, True), (1000, True), (1001, False), (1007, False)])
    def test_one_that_could_not_have_converted_what_all_share_nearly_is(self, left: int, nearly: bool) -> None:
        court, (_, other) = sitting()
        other.charge(other.left - left)
        assert (court.is_spent(), court.is_nearly_spent()) == (False, nearly)


class TestElsewhere:
    def test_more_than_a_rule_may_ends_nothing_here(self) -> None:
        court, (one, other) = sitting()
        court.charge([one.left + 1, 7], is_spent=False)
        assert (one.is_spent, other.is_spent) == (True, False)
        assert court.left() == [-1, ONE_RULE + 10 * A_RECORD - 7]

    def test_where_one_wanted_more_there_so_it_is_here(self) -> None:
        court, _ = sitting()
        court.charge([0, 0], is_spent=True)
        assert court.is_spent()

    def test_what_comes_later_does_not_take_it_back(self) -> None:
        court, _ = sitting()
        court.charge([0, 0], is_spent=True)
        court.charge([0, 0], is_spent=False)
        assert court.is_spent()
