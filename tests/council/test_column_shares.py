"""How the width of a page is shared among columns."""

from __future__ import annotations

import pytest
from sample_document import cell

from intlstrat.council.tree import Column, Table
from intlstrat.council.writers.column_shares import UPRIGHT, shares


def table(columns: tuple[tuple[str, float], ...], *row: str) -> Table:
    named = tuple(Column(title, weight) for title, weight in columns)
    return Table("id", "Tabell", named, (tuple(cell(text) for text in row),))


def test_with_room_for_all_the_weights_decide() -> None:
    assert shares(table((("Navn", 3), ("Mål", 1)), "Mono", "4")) == pytest.approx([0.75, 0.25])


def test_a_column_is_not_narrower_than_its_longest_word() -> None:
    first, second = shares(table((("Parameter", 9.5), ("Punkter som bygger på den", 0.5)), "grense", "4"))
    assert second == pytest.approx((len("Punkter") + 2) / UPRIGHT)
    assert first + second == pytest.approx(1)


def test_an_amount_is_one_word() -> None:
    _, second = shares(table((("Navn", 9.5), ("Sum", 0.5)), "Mono", "1\u00a0250\u00a0000\u00a0kr"))
    assert second == pytest.approx(14 / UPRIGHT)


def test_a_word_without_end_does_not_take_the_others_room() -> None:
    first, second = shares(table((("Navn", 1), ("Mål", 1)), "x" * 10_000, "4"))
    assert first == pytest.approx(second)


def test_what_there_is_no_room_for_is_shared_by_need() -> None:
    columns = tuple((f"{'x' * (10 + number)}", 1.0) for number in range(9))
    found = shares(table(columns, *["y"] * 9))
    assert sum(found) == pytest.approx(1)
    assert found == sorted(found)
