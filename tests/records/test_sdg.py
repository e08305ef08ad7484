"""The UN's goals and targets by name, and the search that finds a target by words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.language import LANGUAGES, Language
from intlstrat.records.codes import sdg_goals, sdg_targets
from intlstrat.records.sdg import TARGET_NAMES, UN_GOALS
from intlstrat.records.sdg_search import find_targets

NAMES = {code: {target: Language(code).text(name) for target, name in TARGET_NAMES.items()} for code in LANGUAGES}
JOINED = {target: " ".join(NAMES[code][target] for code in LANGUAGES) for target in TARGET_NAMES}
# Not in the order in which they are found.
SMALL = {"1.1": "Kystreiseliv", "1.a": "Reiselivet", "2.10": "Kunst på øya", "2.1": "Reiseliv", "2.a": "Mål i 40 år"}


def test_every_target_has_a_name_in_the_order_of_the_table() -> None:
    assert tuple(TARGET_NAMES) == sdg_targets()
    assert len(UN_GOALS) == len(sdg_goals())


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_names_are_the_same(code: str) -> None:
    names = [*NAMES[code].values(), *(Language(code).text(goal) for goal in UN_GOALS)]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_every_name_is_translated(code: str) -> None:
    assert [target for target, name in NAMES[code].items() if name == TARGET_NAMES[target]] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_name_is_short_and_no_sentence(code: str) -> None:
    wrong = [
        (target, name)
        for target, name in NAMES[code].items()
        if not 4 <= len(name.split()) <= 14 or len(name) > 112 or not name[0].isupper() or name[-1] in ".,:;"
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "words", "found"),
    [
        ("nb", "turisme", ["8.9", "12.b", "14.7"]),
        ("nb", "reiseliv", ["8.9", "12.b"]),
        ("nn", "reiseliv", ["8.9", "12.b"]),
        ("en", "tourism", ["8.9", "12.b", "14.7"]),
        ("en", "local culture", ["8.9"]),
        # Each of the targets that are easily taken for another.
        ("nb", "genetisk planter", ["2.5"]),
        ("nb", "tidlig varsling", ["3.d"]),
        ("nb", "globalt medborgerskap", ["4.7"]),
        ("nb", "medvirkning lokalsamfunn", ["6.b"]),
        ("nb", "internett", ["9.c"]),
        ("nb", "differensiert", ["10.a"]),
        ("nb", "byutvikling", ["11.3"]),
        ("nb", "klimatilpasning", ["11.b", "13.1", "13.3"]),
        ("nb", "offentlige innkjøp", ["12.7"]),
        ("nb", "utdanning klima", ["13.3"]),
        ("nb", "småskala", ["14.b"]),
        ("nb", "krypskyting", ["15.7", "15.c"]),
        ("nb", "åpne institusjoner", ["16.6"]),
        ("nb", "beslutninger", ["16.7"]),
        ("nb", "sivilsamfunn", ["17.17"]),
        ("nb", "marint søppel", ["14.1"]),
        ("nb", "kulturarv", ["11.4"]),
        ("nn", "forsøpling", ["14.1"]),
        ("nn", "berekraftig offentlege", ["12.7"]),
        ("nn", "svolt", ["2.1"]),
        ("en", "public procurement", ["12.7"]),
        ("en", "food waste", ["12.3"]),
    ],
)
def test_a_target_is_found_by_the_words_for_it(code: str, words: str, found: list[str]) -> None:
    assert find_targets(words, NAMES[code]) == found


@pytest.mark.parametrize("words", ["tourism", "turisme", "reiseliv", "Bærekraftig REISELIV", "berekraftig reiseliv"])
def test_names_of_several_languages_may_be_joined(words: str) -> None:
    assert find_targets(words, JOINED)[0] == "8.9"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        # By code: the whole goal, or the beginning of a target.
        ("1", ["1.1", "1.a"]),
        ("2.", ["2.10", "2.1", "2.a"]),
        ("2.1", ["2.1", "2.10"]),
        ("2,10", ["2.10"]),
        ("2.A", ["2.a"]),
        ("2a", ["2.a"]),
        ("2.2", []),
        ("2.b", []),
        # By words: whole, then the start, then within a compound.
        ("reiseliv", ["2.1", "1.a", "1.1"]),
        ("  REISELIV\t", ["2.1", "1.a", "1.1"]),
        ("reise", ["1.a", "2.1", "1.1"]),
        ("liv", []),  # too short to count inside a word
        ("kunst øy", ["2.10"]),
        ("øy kunst", ["2.10"]),
        ("kunst reiseliv", []),
        ("kunst-øya", ["2.10"]),
        ("kunst-reiseliv", []),
        ("øya", ["2.10"]),
        ("oeya", ["2.10"]),
        ("oya", ["2.10"]),
        ("ma\u030al", ["2.a"]),  # å in two characters
        ("maal", ["2.a"]),
        ("må", ["2.a"]),
        ("på", ["2.10"]),
        ("kunst, på øya!", ["2.10"]),
        ("40", ["2.a"]),  # no goal, and so a word
        # Codes and words together.
        ("2 kunst", ["2.10"]),
        ("1 kunst", []),
        # No words.
        ("", []),
        (" \n", []),
        ("?! – …", []),
    ],
)
def test_how_words_are_looked_for(words: str, found: list[str]) -> None:
    assert find_targets(words, SMALL) == found


def test_a_letter_that_is_written_is_the_one_that_is_meant() -> None:
    assert find_targets("mål", {"1.1": "Malaria", "1.2": "Maalox"}) == []


def test_the_whole_of_a_goal_is_found_by_its_number() -> None:
    for goal in sdg_goals():
        assert find_targets(str(goal), JOINED) == [code for code in TARGET_NAMES if code.partition(".")[0] == str(goal)]


@pytest.mark.parametrize("names", [*NAMES.values(), JOINED], ids=[*NAMES, "joined"])
def test_every_target_is_found_by_its_code_and_by_its_name(names: Mapping[str, str]) -> None:
    for code, name in names.items():
        assert find_targets(code, names)[0] == code
        assert find_targets(name, names)[0] == code


@given(st.text())
def test_any_text_finds_targets_or_none(words: str) -> None:
    found = find_targets(words, JOINED)
    assert len(set(found)) == len(found)
    assert set(found) <= set(TARGET_NAMES)
