"""Did you mean: the nearest of the known words, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.records.models import PARTNER_STATUSES, Partner, Project
from intlstrat.suggest import closest, closest_id, only_close

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


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("titel", KEYS, "title"),
        ("statu", KEYS, "status"),
        ("sttus", KEYS, "status"),
        ("statuss", KEYS, "status"),
        ("stadus", KEYS, "status"),
        ("Risk Assessment", KEYS, "risk_assessment"),
        ("risk_asessmant", KEYS, "risk_assessment"),
        ("aktive", PARTNER_STATUSES, "active"),
        # Too far for a slip, though it is the nearest.
        ("aktiv", PARTNER_STATUSES, None),
        ("risk_asesmant", KEYS, None),
        # Another letter in front makes another word of it, and often the opposite.
        ("inactive", ("active", "dormant"), None),
        ("utrygg", ("trygg", "hav"), None),
        ("unplanned", ("planned", "active"), None),
        # Short words are one letter from each other.
        ("own", ("won", "eu"), None),
        ("eaa", ("eea", "eu"), None),
        # Figures say something else.
        ("2.9", ("2.1", "2.3"), None),
        ("2-1", ("21", "3"), None),
        ("interreg-2021", ("interreg-2014", "norec"), None),
        ("interreg2021", ("interreg-2021", "norec"), "interreg-2021"),
        ("intereg-2021", ("interreg-2021", "norec"), "interreg-2021"),
        # Two words that are near, or the same but for their hyphens.
        ("havner", ("havnen", "havnar"), None),
        ("start", ("state", "stars"), None),
        ("karlskga", ("karlskoga", "karlsborg"), "karlskoga"),
        ("a b", ("a-b", "a_b"), None),
        ("", KEYS, None),
        ("xyz", KEYS, None),
    ],
)
def test_a_slip_of_the_pen_is_of_one_word_only(word: str, known: tuple[str, ...], expected: str | None) -> None:
    assert only_close(word, known) == expected


@given(st.text("abcde-_ 12", max_size=10), st.lists(st.text("abcde-_ 12", max_size=10), max_size=6))
def test_what_is_sure_is_also_what_is_suggested(word: str, known: list[str]) -> None:
    assert only_close(word, known) in (None, closest(word, known))
    assert only_close(word, known) == only_close(word, sorted(known, key=hash))


RULES = (
    *("portfolio-strategy-goals", "portfolio-number", "portfolio-nordic-neighbours", "project-goals", "project-plan"),
    *("project-goals-measurable", "project-strategy-goals", "quality-future-visit", "quality-future-review", "short"),
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("portfolio-strategy-goal", "portfolio-strategy-goals"),
        ("portfolio-guatemala", None),
        ("portfolio-nabo", None),
        ("Portfolio Number", "portfolio-number"),
        ("projectgoals", "project-goals"),
        ("prosjekt-goals", "project-goals"),
        ("project-goal-measurable", "project-goals-measurable"),
        ("project-measurable-goals", "project-goals-measurable"),
        ("project-strategy", "project-strategy-goals"),  # the only rule that begins so
        ("project-visits", None),
        ("quality-future-visits", "quality-future-visit"),
        ("quality-futur-visit", "quality-future-visit"),
        ("quality-future-past", None),  # that two begin so makes it say nothing
        ("quality-future", None),
        ("shortt", "short"),
        ("project-", None),
        ("", None),
        ("-", None),
        ("portfolio-number" * 5_000, None),
    ],
)
def test_the_nearest_id_by_what_stands_after_its_beginning(word: str, expected: str | None) -> None:
    assert closest_id(word, RULES) == expected
    assert closest_id(word, reversed(RULES)) == expected


@given(st.lists(st.text("ab-_ ", max_size=6), min_size=1, max_size=6))
def test_an_id_is_nearest_to_itself(known: list[str]) -> None:
    for word in known:
        assert closest_id(word, known) == closest(word, known)
