"""Numbers, dates and lists as each language writes them."""

from __future__ import annotations

import pytest

from intlstrat.findings import Awaited, IsoDate
from intlstrat.language import LANGUAGES, Language


@pytest.mark.parametrize("code", ["nb", "nn"])
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1_250_000, "1\u00a0250\u00a0000"),
        (12_500, "12\u00a0500"),
        (9_999, "9999"),
        (2024, "2024"),
        (-3, "−3"),
        (2.5, "2,5"),
        (1_234_567.25, "1\u00a0234\u00a0567,25"),
        (3.0, "3"),
    ],
)
def test_a_number_in_norwegian(code: str, value: float, written: str) -> None:
    assert Language(code).number(value) == written


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_a_date_in_norwegian(code: str) -> None:
    language = Language(code)
    assert language.date("2024-06-05") == "5. juni 2024"
    assert [language.date(f"2024-{month:02}-01").split()[1] for month in range(1, 13)] == [
        *("januar", "februar", "mars", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "desember"),
    ]
    assert language.date("i dag") == "i dag"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nb", ["ja", "nei", "ingen", "a, b og 5. juni 2024", "Norsk"]),
        ("nn", ["ja", "nei", "ingen", "a, b og 5. juni 2024", "Norsk"]),
        ("en", ["yes", "no", "none", "a, b and 5 June 2024", "English"]),
    ],
)
def test_a_value(code: str, said: list[str]) -> None:
    values = (True, False, (), ("a", "b", IsoDate("2024-06-05")), {"en": "English", "nb": "Norsk"})
    assert [Language(code).value(value) for value in values] == said


def test_plurals_in_nynorsk() -> None:
    nynorsk = Language("nn")
    assert [nynorsk.plural("{n} rule", "{n} rules", n) for n in (0, 1, 2)] == ["0 reglar", "1 regel", "2 reglar"]
    assert nynorsk.plural("{n} project", "{n} projects", 1_250_000) == "1\u00a0250\u00a0000 prosjekt"


def test_no_other_language_is_known() -> None:
    assert LANGUAGES == ("nb", "nn", "en")
    with pytest.raises(ValueError, match="sv"):
        Language("sv")


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("nb", "partneren aalborg, prosjektet a b og budget.total"),
        ("nn", "partnaren aalborg, prosjektet a b og budget.total"),
        ("en", "partner aalborg, project a b and budget.total"),
    ],
)
def test_what_is_waited_for(code: str, written: str) -> None:
    names = tuple(map(Awaited, ("partner aalborg", "project a b", "budget.total")))
    assert Language(code).value(names) == written
    assert Language(code).value(Awaited("rule x")) == "rule x"
