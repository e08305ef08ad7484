"""What each function of our own gives, and how it says that it cannot: asked without records, which is quick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from portfolios import NOT_CHECKED, World

from intlstrat.rules.cel import Runtime, Trouble
from intlstrat.rules.functions import MissingError, Rates, functions, missing_path
from intlstrat.rules.meter import Meter
from intlstrat.rules.weight import Sizes, extent

RATES: Mapping[str, int | float] = {"NOK": 1, "SEK": 1.02, "EUR": 11.6, "OLD": 0.1}
TERM = {"start": "2023-10-01", "end": "2027-09-30"}


def given(expression: str, **values: Any) -> Any:
    """What CEL gives for an expression, with these variables."""
    runtime = Runtime(functions(Rates(RATES)))
    return runtime.program(expression, Meter()).run(runtime.bind(values, Sizes(extent({}), extent(values))))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('nok(5, "NOK")', 5.0),
        ('nok(3, "OLD")', 0.3),
        ('nok(-100, "SEK")', -102.0),
        ('add_months("2025-01-31", 0)', "2025-01-31"),
        ('add_months("2025-11-30", 1)', "2025-12-30"),
        ('add_months("2025-11-30", 2)', "2026-01-30"),
        ('add_months("2025-01-01", -1)', "2024-12-01"),
        ('add_months("2025-12-31", -12)', "2024-12-31"),
        ('add_months("2000-12-31", 2)', "2001-02-28"),
        ('add_months("1999-12-31", 2)', "2000-02-29"),
        ('add_months("0001-02-03", -1)', "0001-01-03"),
        ('add_months("0001-02-03", -2)', "0001-01-01"),
        ('add_months("9999-11-03", 1)', "9999-12-03"),
        ('add_months("9999-11-03", 2)', "9999-12-31"),
        ('add_months("2025-01-01", 9223372036854775807)', "9999-12-31"),
        ('add_months("2025-01-01", -9223372036854775807)', "0001-01-01"),
        ('days_between("2025-01-01", "2026-01-01")', 365),
        ("sum([])", 0.0),
        ("sum([0.1, 0.1, 0.1])", 0.3),
        ("sum([1, 2.5, -1])", 2.5),
        ("duplicates([])", []),
        ("duplicates([1, 1, 1, 2, 2])", [1, 2]),
        ("duplicates([[1], [1, 2], [1]])", [[1]]),
        ("duplicates([{'a': 1}, {'b': 1}, {'a': 2}])", []),
        ("duplicates([{'a': [1]}, {'a': [1]}])", [{"a": [1]}]),
        ("duplicates([[1], {'a': 1}, 1, 'a', null])", []),
        ('same_text("Rygge-Fredrikstad", "RYGGE fredrikstad.")', True),
        ('same_text("a_b", "ab")', True),
        ('same_text("Straße", "STRASSE")', True),
        ('same_text("", " ")', True),
        ('same_text("a1", "a2")', False),
        ('same_text("", "a")', False),
    ],
)
def test_what_each_gives(expression: str, value: Any) -> None:
    found = given(expression)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ('nok(5, "GBP")', "params.exchange_rates.GBP"),
        ('missing("budget.total")', "budget.total"),
        ('[1].map(n, missing("goals[0].due"))', "goals[0].due"),
        ('visits_in([{"date": "2025-01-01"}], "outgoing", term, "2026-01-01")', "visits[0].direction"),
        ('visits_in([{"direction": "outgoing"}], "outgoing", term, "2026-01-01")', "visits[0].date"),
        ('visits_in([{"direction": "incoming", "date": ""}, {}], "outgoing", term, "2026-01-01")', "visits[1].date"),
    ],
)
def test_what_each_waits_for(expression: str, path: str) -> None:
    found = given(expression.replace("term", "params.term"), params={"term": TERM})
    assert isinstance(found, Trouble)
    assert found.missing == path


@pytest.mark.parametrize(
    ("date", "as_of", "counts"),
    [
        ("2023-09-30", "2025-01-01", 0),
        ("2023-10-01", "2025-01-01", 1),
        ("2025-01-01", "2025-01-01", 1),
        ("2025-01-02", "2025-01-01", 0),
        ("2027-09-30", "2028-01-01", 1),
        ("2027-10-01", "2028-01-01", 0),
    ],
)
def test_a_visit_counts_in_the_term_and_until_the_day(date: str, as_of: str, counts: int) -> None:
    visits = [{"date": date, "direction": "outgoing"}, {"date": "2024-01-01", "direction": "incoming"}]
    asked = 'visits_in(partner.visits, "outgoing", params.term, as_of)'
    assert given(asked, partner={"visits": visits}, params={"term": TERM}, as_of=as_of) == counts
    assert given(asked, partner={"visits": visits * 2}, params={"term": TERM}, as_of=as_of) == 2 * counts


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (str(MissingError("budget.total")), "budget.total"),
        (f"INTERNAL: {MissingError('a.b')} more; and more;", "a.b"),
        (str(MissingError("")), ""),
        ("intlstrat: missing a.b", None),
        ("missing a.b;", None),
        ("", None),
    ],
)
def test_the_path_that_an_error_names(text: str, path: str | None) -> None:
    assert missing_path(text) == path


def test_a_rate_other_than_1_is_remembered_until_it_is_forgotten() -> None:
    rates = Rates({**RATES, "DOUBLE": 2})
    used = [rates.used]
    for currency in ("NOK", "DOUBLE", "NOK"):
        rates.nok(1, currency)
        used.append(rates.used)
    rates.forget()
    assert [*used, rates.used] == [False, False, True, True, False]


WRONG = {
    "nok(amount, currency)": "nok(1) > 1.0",
    'missing("budget.total")': "missing() == 1",
    "add_months(date, months)": "add_months(as_of) == ''",
    "days_between(from, to)": "days_between(as_of) == 1",
    "sum(list)": "sum() == 1.0",
    "duplicates(list)": "duplicates() == []",
    'visits_in(visits, "outgoing", params.council_term, as_of)': "visits_in([]) == 1",
    "same_text(a, b)": "same_text('a')",
}
"""By how each is called: an expression that calls it otherwise."""


@pytest.mark.parametrize("call", WRONG)
def test_how_each_is_called_is_told(world: World, call: str) -> None:
    ran = world.project().rule("project-a", WRONG[call]).run("check", "--lang", "en")
    assert ran.exit == NOT_CHECKED
    assert ran.err.splitlines()[1] == f"    Write {call}."


def test_each_says_how_it_is_called() -> None:
    assert [each.call for each in functions(Rates({}))] == [*WRONG]
    assert [each.name for each in functions(Rates({}))] == [call.partition("(")[0] for call in WRONG]
