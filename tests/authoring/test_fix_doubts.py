"""What looks sure and is not: it is left to be decided, and said why."""

from __future__ import annotations

import pytest
from fixing import left, mended, mending, must_hold

from intlstrat.language import Language

BASE = "title: Mono\nstatus: idea\n"


def remedies(text: str) -> list[str]:
    return [Language("en").message(each.fix) for each in mending(text).undecided]


@pytest.mark.parametrize("total", ["1.250.00", '"1,250,00"', "1.000.00", "12.500.00", "kr 1.250.00", "1.250.000.00"])
def test_two_noughts_after_the_sign_of_the_thousands_may_be_thousands_too(total: str) -> None:
    text = f"{BASE}budget:\n  total: {total}\n"
    assert must_hold(text.encode(), "project").content == text.encode()
    assert left(mending(text)) == [("record-invalid", "/budget/total")]
    assert "if the last two digits are a fraction" in remedies(text)[0]


@pytest.mark.parametrize(
    ("total", "digits"),
    [
        ("4.200,00", "4200"),
        ('"4,200.00"', '"4200"'),
        ("4200,00", "4200"),
        ("1.250.000,00", "1250000"),
        ("1 250.00", "1250"),
        ("1.250,-", "1250"),
    ],
)
def test_two_noughts_after_another_sign_are_cents(total: str, digits: str) -> None:
    assert mended(f"{BASE}budget:\n  total: {total}\n") == f"{BASE}budget:\n  total: {digits}\n"


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Kongo", ("CD", "CG")),
        ("Congo", ("CD", "CG")),
        ("KONGO", ("CD", "CG")),
        ("Korea", ("KP", "KR")),
        ("Virgin Islands", ("VG", "VI")),
        ("Jomfruøyene", ("VG", "VI")),
        ("Saint-Martin", ("MF", "SX")),
    ],
)
def test_a_name_of_two_countries_is_neither(word: str, codes: tuple[str, str]) -> None:
    text = f"{BASE}participants: [{{country: {word}}}]\n"
    assert must_hold(text.encode(), "project").mends == ()
    assert [f"Write {codes[0]} if the capital is " in each and codes[1] in each for each in remedies(text)] == [True]


@pytest.mark.parametrize(
    ("word", "code"), [("Guinea", "GN"), ("Sør-Korea", "KR"), ("COG", "CG"), ("cd", "CD"), ("Irland", "IE")]
)
def test_a_name_of_one_country_is_mended(word: str, code: str) -> None:
    assert f"country: {code}}}" in mended(f"{BASE}participants: [{{country: {word}}}]\n")


@pytest.mark.parametrize(
    "text",
    [
        "sdgs: [{goal: 8, targets: 8.1, 8.2}]",
        "sdgs: [{targets: 8.1, 8.2, goal: 8}]",
        "sdgs: [{goal: 8, targets: 8.1, 8.2, 8.3}]",
        "sdgs:\n  - {goal: 8, targets: '8.1', '8.2'}",
        "sdgs:\n  - {goal: 8, targets: 8.1,\n     8.2}",
    ],
)
def test_a_list_without_brackets_in_braces_keeps_its_rest(text: str) -> None:
    found = must_hold(f"{BASE}{text}\n".encode(), "project")
    assert found.mends == ()
    assert ("record-invalid", "/sdgs/0/targets") in left(found)


def test_a_lone_word_in_braces_is_a_list_of_one() -> None:
    assert mended(f"{BASE}sdgs: [{{targets: 8.1, goal: 8}}]\n") == f"{BASE}sdgs: [{{targets: [8.1], goal: 8}}]\n"


def test_what_is_not_proved_is_told_from_what_needs_a_decision() -> None:
    # A tab after a colon, which the one reader of YAML allows and the other does not.
    assert mending("titel: A\nstatus: idea\nnotes:\t a\n").unproved
    assert not mending("titel: A\nstatus: idea\nnotes: a\n").unproved
    # Nothing is wrong here: the quotes that other programs need are all that is missing.
    assert not mending("title: A\nstatus: idea\nnotes:\t a\nareas: [{other: x}]\ndecision: {case: 0123}\n").unproved
    assert not mending("foo: A\ntitle: A\nstatus: idea\nnotes:\t a\n").unproved


def test_a_misspelt_key_that_stands_twice_is_left_to_be_decided() -> None:
    text = "title: Mono\nstats: idea\nnotes: a\nstats: active\n"
    assert must_hold(text.encode(), "project").content == text.encode()
    assert ("record-invalid", "/stats") in left(mending(text))
