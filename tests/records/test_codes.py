"""Codes from outside: countries and currencies of ISO, the UN's goals and targets; and what a word means."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.records.codes import (
    country_codes,
    country_meant,
    currency_codes,
    currency_meant,
    sdg_goals,
    sdg_targets,
)


def test_countries() -> None:
    assert {"NO", "SE", "DK", "FI", "IS", "UA", "GT", "MZ", "GB", "GL", "FO", "SJ"} <= country_codes()
    assert not {"UK", "EU", "XX", "no", "NOR"} & country_codes()
    assert len(country_codes()) == 249


def test_currencies() -> None:
    assert {"NOK", "SEK", "DKK", "EUR", "USD", "ISK", "UAH"} <= currency_codes()
    assert not {"kr", "nok", "NO", "DEM"} & currency_codes()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Norge", "NO"),
        ("Noreg", "NO"),
        ("Norway", "NO"),
        ("NORGE", "NO"),
        ("NOR", "NO"),
        ("nor", "NO"),
        ("no", "NO"),
        ("Norgee", "NO"),
        ("Kingdom of Sweden", None),
        ("Finland", "FI"),
        ("Færøyene", "FO"),
        ("Sør-Korea", "KR"),
        ("Sør Korea", "KR"),
        ("Mosambik", "MZ"),
        ("Moçambique", "MZ"),
        ("Palestina", "PS"),
        ("Storbritannia", "GB"),
        ("UK", "GB"),
        ("uk", "GB"),
        ("England", "GB"),
        ("Skottland", "GB"),
        ("Skotland", "GB"),
        ("Holland", "NL"),
        ("USA", "US"),
        # Nothing is better than another country.
        ("EU", None),
        ("XX", None),
        ("Norden", None),
        ("Europa", None),
        ("Østfold", None),
        ("Atlantis", None),
        ("", None),
        ("-", None),
    ],
)
def test_the_country_that_is_meant(word: str, code: str | None) -> None:
    assert country_meant(word) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("kr", "NOK"),
        ("kr.", "NOK"),
        ("Kr", "NOK"),
        ("kr,-", "NOK"),
        ("kroner", "NOK"),
        ("norske kroner", "NOK"),
        ("nok", "NOK"),
        ("Norwegian krone", "NOK"),
        ("svenske kroner", "SEK"),
        ("euro", "EUR"),
        ("Euro", "EUR"),
        ("EURO", "EUR"),
        ("€", "EUR"),
        ("$", "USD"),
        ("£", "GBP"),
        ("DDK", None),
        ("penger", None),
        ("", None),
    ],
)
def test_the_currency_that_is_meant(word: str, code: str | None) -> None:
    assert currency_meant(word) == code


@given(st.sampled_from(sorted(country_codes())), st.sampled_from(sorted(currency_codes())))
def test_a_code_in_small_letters_means_itself(country: str, currency: str) -> None:
    assert country_meant(country.lower()) == country
    assert currency_meant(currency.lower()) == currency


@given(st.text(max_size=12))
def test_what_is_meant_is_always_a_code(word: str) -> None:
    assert country_meant(word) in {*country_codes(), None}
    assert currency_meant(word) in {*currency_codes(), None}


def test_the_goals_and_targets_of_the_united_nations() -> None:
    # A/RES/71/313: how many targets each of the 17 goals has; they are numbered from 1, then lettered from a.
    counts = {
        1: 7,
        2: 8,
        3: 13,
        4: 10,
        5: 9,
        6: 8,
        7: 5,
        8: 12,
        9: 8,
        10: 10,
        11: 10,
        12: 11,
        13: 5,
        14: 10,
        15: 12,
        16: 12,
    }
    counts[17] = 19
    assert list(sdg_goals()) == list(range(1, 18))
    assert sdg_goals()[4] == "God utdanning"
    assert len(sdg_targets()) == len(set(sdg_targets())) == 169
    for goal, count in counts.items():
        marks = [target.partition(".")[2] for target in sdg_targets() if target.partition(".")[0] == str(goal)]
        numbers = [mark for mark in marks if mark.isdigit()]
        letters = [mark for mark in marks if not mark.isdigit()]
        assert len(marks) == count
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert letters == list(string.ascii_lowercase[: len(letters)])
