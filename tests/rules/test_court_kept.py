"""What is made of records is made once, as long as there is room for it."""

from __future__ import annotations

import gc

import pytest
from verdicts import record

from intlstrat.records.portfolio import Record
from intlstrat.rules import kept
from intlstrat.rules.kept import Kept


def a_record(name: str) -> Record:
    return record("project", name, {})


class Making:
    """Makes a text of a record, and tells how often."""

    def __init__(self) -> None:
        self.kept, self.made = Kept[str](), list[str]()

    def __call__(self, one: Record, key: str | None = None) -> str:
        def make() -> str:
            self.made.append(one.id)
            return f"{one.id} {key}"

        return self.kept.of(one, make, key)


def test_it_is_made_once_for_each_record_and_key() -> None:
    making, one, other = Making(), a_record("a"), a_record("b")
    for _ in range(2):
        assert [making(one), making(other), making(one, "x"), making(one, "y")] == ["a None", "b None", "a x", "a y"]
    assert making.made == ["a", "b", "a", "a"]


def test_another_record_like_it_is_another() -> None:
    making, one, other = Making(), a_record("a"), a_record("a")
    making(one)
    making(other)
    assert making.made == ["a", "a"]


def test_it_is_made_anew_where_it_is_forgotten() -> None:
    making, one = Making(), a_record("a")
    making(one)
    making.kept.forget()
    making(one)
    assert making.made == ["a", "a"]


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    making, records = Making(), [a_record(name) for name in "abcd"]
    for one in (*records[:3], *records[:3]):
        making(one)
    assert making.made == ["a", "b", "c"]
    for one in (records[3], records[3], records[0]):
        making(one)
    assert making.made == ["a", "b", "c", "d", "a"]


def test_a_record_stays_as_long_as_what_was_made_of_it() -> None:
    """Else another record might come to stand at its place in memory, and be taken for it."""
    making = Making()
    for number in range(50):
        name = f"a{number}"
        assert making(a_record(name)) == f"{name} None"
        gc.collect()
    assert len(making.made) == 50
