"""Text that looks like personal data: what is taken for it, what is not, and that what was found is never shown.

All numbers are made here, and the addresses are of nobody.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import PROJECT, load_text, record

from intlstrat.records.personal import any_suspicious, blot, find, mask, spans, suspicious

_FIRST, _SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def _check_digit(digits: str, weights: tuple[int, ...]) -> int:
    return -sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11


def national_id(day_month_year: str, number: int = 0) -> str:
    """A number with both check digits right, by the rule of Skatteetaten; the first from `number` that has them."""
    while True:
        digits = f"{day_month_year}{number:03}"
        first = _check_digit(digits, _FIRST)
        second = _check_digit(f"{digits}{first}", _SECOND) if first < 10 else 10
        if second < 10:
            return f"{digits}{first}{second}"
        number += 1


ID = national_id("010180", 100)
HEAD, TAIL = ID[:6], ID[6:]


def _kinds(text: str) -> list[str]:
    return [kind for kind, _, _ in spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f"{HEAD} {TAIL}",
        f"{HEAD}\u00a0{TAIL}",
        f"{HEAD}\u202f{TAIL}",
        f"{HEAD}-{TAIL}",
        f"{HEAD} - {TAIL}",
        f"{HEAD}\n{TAIL}",
        f"01.01.80 {TAIL}",
        f"01 01 80 {TAIL}",
        f"Født ({ID}), bosatt her.",
        f"nr.{ID}.",
        national_id("410180"),  # a D-number: the day is 40 too high
        national_id("710180"),
        national_id("014180"),  # an H-number: the month is 40 too high
        national_id("016680"),  # test numbers: the month is 65 or 80 too high
        national_id("018180"),
        national_id("311299"),
    ],
)
def test_a_national_identity_number(text: str) -> None:
    assert _kinds(text) == ["national_ids"]
    assert suspicious(text)
    assert not any(character.isdigit() for character in mask(text))


@pytest.mark.parametrize(
    "text",
    [
        *(f"{ID[:9]}{(int(ID[9]) + step) % 10}{ID[10]}" for step in range(1, 10)),
        *(f"{ID[:10]}{(int(ID[10]) + step) % 10}" for step in range(1, 10)),
        f"1{ID}",
        f"{ID}1",
        ID[:10],
        national_id("320180"),  # no such day
        national_id("400180"),
        national_id("720180"),
        national_id("000180"),
        national_id("011380"),  # no such month
        national_id("010080"),
        national_id("015380"),
    ],
)
def test_no_national_identity_number(text: str) -> None:
    assert "national_ids" not in _kinds(text)
    assert mask(text) == text


@given(st.dates(), st.integers(0, 899))
def test_of_a_hundred_pairs_of_check_digits_one_is_right(day: date, number: int) -> None:
    right = national_id(f"{day:%d%m%y}", number)
    assert "national_ids" in _kinds(right)
    others = [f"{right[:9]}{ending:02}" for ending in range(100) if f"{ending:02}" != right[9:]]
    assert not any("national_ids" in _kinds(other) for other in others)


@pytest.mark.parametrize(
    "text",
    [
        "konto 1503.12.34567",
        "konto 1503 12 34567",
        "org.nr. 971 032 081",
        "971032081 MVA",
        "NO 971032081",
        "sak 2009/6146",
        "sak 201701034",
        "PS 112/23",
        "2024-06-05",
        "05.06.2024",
        "31.12.2026",
        "31.12.2026–1.6.2027",
        "22-11-2026",
        "05.06.2024 12:00",
        "17.–18. mai 2017",
        "2014-2020",
        "2014–2020",
        "2015-01-01/2018-12-31",
        "2024 2025 2026",
        "4200000",
        "1 250 000 kr",
        "22 334 455",
        "22 334 455 kr",
        "22.334.455",
        "41 250 000",
        "141 250 000",
        "kr 41250000",
        "NOK 41250000",
        "41250000 kr",
        "41250000 EUR",
        "€ 41250000",
        "41250000,-",
        "12",
        "2.1",
        "112",
        "1602 Fredrikstad",
        "ISBN 978-82-02-12345-6",
        "https://eksempel.no/sider/2017/5",
        "postmottak@fredrikstad.kommune.no",
        "kultur@eksempel.no",
        "@gmail.com",
        "navn@gmail.com.eksempel.no",
        "navn@ikke-gmail.com",
        "",
    ],
)
def test_no_personal_data(text: str) -> None:
    assert _kinds(text) == []
    assert mask(text, find({"notes": text}).values) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("69306000", "69306000"),
        ("ring 69 30 60 00.", "69 30 60 00"),
        ("mob. 900 12 345", "900 12 345"),
        ("22.11.20.26", "22.11.20.26"),
        ("tlf.: 69\u00a030\u00a060\u00a000", "69\u00a030\u00a060\u00a000"),
        ("+47 69306000", "+47 69306000"),
        ("+4769306000", "+4769306000"),
        ("0047 69 30 60 00", "0047 69 30 60 00"),
        ("Karlskoga: +46 586 610 00", "+46 586 610 00"),
        ("+45 33 12 34 56", "+45 33 12 34 56"),
        ("kostet 5000 kr, ring 69 30 60 00", "69 30 60 00"),
    ],
)
def test_a_phone_number(text: str, number: str) -> None:
    assert [(kind, text[start:end]) for kind, start, end in spans(text)] == [("phones", number)]
    assert suspicious(text)
    assert mask(text, find({"notes": text}).values) == text.replace(number, "█" * len(number))


@pytest.mark.parametrize(
    "address",
    [
        "navn@gmail.com",
        "Navn.Navnesen@Gmail.com",
        "navn+post@hotmail.no",
        "bjørn.ås@online.no",
        "navn@icloud.com",
        "n@proton.me",
    ],
)
@pytest.mark.parametrize("around", ["{}", "<{}>", "Skriv til {}.", "({}, eller ring)", "mailto:{}"])
def test_a_private_address(address: str, around: str) -> None:
    text = around.format(address)
    assert [(kind, text[start:end]) for kind, start, end in spans(text)] == [("emails", address)]
    assert mask(text) == around.format("█" * len(address))


def test_a_text_may_hold_several() -> None:
    text = f"{ID}, navn@gmail.com og 69 30 60 00"
    assert _kinds(text) == ["national_ids", "emails", "phones"]
    assert mask(text, find({"notes": text}).values) == f"{'█' * 11}, {'█' * 14} og {'█' * 11}"


def test_a_phone_number_is_masked_where_it_was_found_and_not_where_an_amount_looks_like_it() -> None:
    assert mask("total: 69306000") == "total: 69306000"
    assert mask("ring 69306000", frozenset({"69306000"})) == f"ring {'█' * 8}"
    assert mask("ring +47 69306000", frozenset({"69306000", "+47 69306000"})) == f"ring {'█' * 12}"


def test_blotted_text_keeps_its_spaces_and_nothing_else() -> None:
    assert blot("  notes: a\tå🎉\u00a0b") == "  ██████ █\t██\u00a0█"


@pytest.mark.parametrize("key", ["url", "path", "document", "case", "id"])
def test_what_looks_like_a_phone_number_in_an_address_or_case_is_none(key: str) -> None:
    assert find({"a": {key: "69306000"}}).places["phones"] == []
    assert find({"a": {"note": "69306000"}}).places["phones"] == ["a.note"]
    assert find({"a": {key: ID}}).places["national_ids"] == [f"a.{key}"]


def test_the_paths_of_what_is_found() -> None:
    data = {
        "notes": ID,
        "goals": [{"statement": "ring 69306000, 69306001"}, {"unit": f"{ID} navn@gmail.com"}],
        "n": 69306000,
    }
    found = find(data)
    assert found.places == {
        "national_ids": ["notes", "goals[1].unit"],
        "emails": ["goals[1].unit"],
        "phones": ["goals[0].statement"],
    }
    assert found.values == {ID, "69306000", "69306001", "navn@gmail.com"}


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        (f"notes: født {ID}\n", "national_ids", ID),
        (f"notes: >\n    født {HEAD}\n    {TAIL} her\n", "national_ids", f"{HEAD} {TAIL}"),
        (f"notes: født {HEAD}\n      {TAIL}\n", "national_ids", f"{HEAD} {TAIL}"),
        (f'notes: "{HEAD}\\x20{TAIL}"\n', "national_ids", f"{HEAD} {TAIL}"),
        ("notes: >\n  ring 69 30\n  60 00 nå\n", "phones", "69 30 60 00"),
        ('notes: "navn\\x40gmail.com"\n', "emails", "navn@gmail.com"),
        ("responsible: {email: navn@gmail.com}\n", "emails", "navn@gmail.com"),
    ],
)
def test_personal_data_is_found_in_a_record_however_it_is_written(written: str, kind: str, value: str) -> None:
    found = record(load_text(PROJECT + written)).personal
    assert found.values == {value}
    assert [name for name, paths in found.places.items() if paths] == [kind]


def test_a_record_without_personal_data() -> None:
    found = record(
        load_text(f"{PROJECT}budget: {{total: 69306000}}\ndecision: {{case: 2009/6146, date: 2024-06-05}}\n")
    )
    assert found.personal.values == frozenset()
    assert not any(found.personal.places.values())


_PIECES = st.sampled_from(
    [ID, f"{HEAD} {TAIL}", "navn@gmail.com", "69 30 60 00", "æ", " ", "kr 500", "2024-06-05", "\n", "(", "å."]
)


@given(st.lists(_PIECES, max_size=8).map(" ".join))
def test_what_was_found_is_masked_whole_and_nothing_moves(text: str) -> None:
    values = find({"notes": text}).values
    masked = mask(text, values)
    assert len(masked) == len(text)
    assert not any(value in masked for value in values)
    assert all(new in (old, "█") for old, new in zip(text, masked, strict=True))
    assert mask(masked, values) == masked


@given(st.text(max_size=80))
def test_a_first_look_misses_nothing(text: str) -> None:
    assert suspicious(text) or not list(spans(text))


def test_more_than_two_hundred_of_a_kind_are_not_told_apart_and_all_are_masked() -> None:
    text = " ".join(str(number) for number in range(22_000_000, 22_005_000))
    found = find({"notes": text, "summary": "Ring 22 99 88 77."})
    assert found.places["phones"] == ["notes", "summary"]
    assert len(found.values) <= 203
    assert not any(character.isdigit() for character in mask(text, found.values))
    assert mask("Ring 22 99 88 77, 4 200 000 kr", found.values) == "Ring ███████████, 4 200 000 kr"


def test_what_overlaps_is_masked_from_the_first_letter_to_the_last() -> None:
    assert mask("a 12345678 9999 b", {"12345678", "5678 9999", "78"}) == "a █████████████ b"
    long = "9" * 150
    assert mask(f"a{long}b{long}", {long}) == f"a{'█' * 150}b{'█' * 150}"


def test_a_day_of_any_century_is_no_telephone_number() -> None:
    for day in ("9999-12-31", "2299-01-01", "4790-10-10"):
        assert find({"end": day, "notes": f"Gjelder til {day}."}).values == frozenset()


@pytest.mark.parametrize("provider", ["pm.me", "me.com", "gmail.com", "lyse.net"])
def test_the_shortest_address_is_found_among_many_texts(provider: str) -> None:
    assert any_suspicious(["name", "2026-01-31", f"a@{provider}"])
    assert find({"notes": f"a@{provider}"}).values == {f"a@{provider}"}


@pytest.mark.parametrize(
    ("texts", "are"),
    [
        (["2026-01-31", "1999-12-31", "2014-2020"], False),
        (["2224-12-31"], True),
        (["20240605"], True),
        (["active", "22 86 44 00"], True),
        (["+47 22 86"], False),
        (["010190 12345"], True),
        (["12345", "678"], False),
    ],
)
def test_many_texts_are_looked_at_at_once(texts: list[str], are: bool) -> None:
    assert any_suspicious(texts) is are
    assert any(map(suspicious, texts)) is are
