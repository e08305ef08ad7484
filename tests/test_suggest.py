"""Did you mean: the nearest of the known words, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.records.models import PARTNER_STATUSES, Partner, Project
from intlstrat.suggest import closest

KEYS = tuple(Project.model_fields)


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("budjet", KEYS, "budget"),
        ("buget", KEYS, "budget"),
        ("BUDGET", KEYS, "budget"),
        ("goal", KEYS, "goals"),
        ("titel", KEYS, "title"),
        ("risk-assessment", KEYS, "risk_assessment"),
        ("Risk Assessment", KEYS, "risk_assessment"),
        ("riskassessment", KEYS, "risk_assessment"),
        ("partnere", KEYS, "partners"),
        ("program", KEYS, "programme"),
        ("contactlevel", tuple(Partner.model_fields), "contact_level"),
        ("xyz", KEYS, None),
        ("e", KEYS, None),
        ("", KEYS, None),
        ("mål", KEYS, None),
        ("Active", PARTNER_STATUSES, "active"),
        ("aktiv", PARTNER_STATUSES, "active"),
        ("slutt", PARTNER_STATUSES, None),
        ("aalbørg", ("aalborg", "alborg", "karlskoga"), "aalborg"),
        ("aal-borg", ("aalborg", "aal_borg_2"), "aalborg"),
        # A word that differs only in case, spaces, hyphens or underscores wins over a nearer spelling.
        ("A-B-C", ("a-b-cc", "abc"), "abc"),
        ("x", (), None),
        ("a" * 10_000, ("a" * 100,), "a" * 100),
    ],
)
def test_the_nearest_word(word: str, known: tuple[str, ...], expected: str | None) -> None:
    assert closest(word, known) == expected


def test_how_near_is_near_enough() -> None:
    assert closest("skotland", ["estland"], 0.8) == "estland"
    assert closest("skotland", ["estland"], 0.9) is None
    assert closest("Est-land", ["estland"], 1) == "estland"


@given(st.lists(st.text("abC-_ ", max_size=4), max_size=8), st.text("abc-", max_size=4))
def test_the_order_of_the_known_words_changes_nothing(known: list[str], word: str) -> None:
    found = closest(word, known)
    assert found == closest(word, reversed(known)) == closest(word, sorted(known, key=hash))
    assert found is None or found in known


@given(st.lists(st.text("abcæø_- ", max_size=8), min_size=1, max_size=6))
def test_a_known_word_is_nearest_to_itself(known: list[str]) -> None:
    def folded(word: str) -> str:
        return word.translate({ord(sign): None for sign in " -_"})

    for word in known:
        found = closest(word, known)
        assert found is not None
        assert folded(found) == folded(word)
