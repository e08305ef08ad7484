"""Numbers inside braces that YAML splits at their comma: one finding for the whole, and nothing is counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from reading import PROJECT, load_text, marked, message, only, record, remedy, spot, told

from intlstrat.source.commas import Split
from intlstrat.source.document import Document, Entry, Problem

SPLIT = "The comma splits this number in two, because it stands inside braces { }."


@pytest.mark.parametrize(
    ("budget", "left"),
    [
        ("{total: ‹4,2 mill›}", {"currency": "NOK"}),
        ("{total: ‹4,2›}", {"currency": "NOK"}),
        ("{total: ‹1,000›, currency: EUR}", {"currency": "EUR"}),
        ("{currency: EUR, total: ‹1,250,000›}", {"currency": "EUR"}),
        ("{total: ‹1,000,000›}", {"currency": "NOK"}),  # the same key twice, too
        ("{total: ‹1,2,3,4,5› , currency: EUR}", {"currency": "EUR"}),
        ("\n  {\n    total: ‹4,2 mill›,\n    currency: EUR\n  }", {"currency": "EUR"}),
    ],
)
def test_a_number_that_its_comma_splits(budget: str, left: dict[str, str]) -> None:
    plain, where = marked(f"{PROJECT}budget: {budget}\n")
    portfolio = load_text(plain)
    finding = only(portfolio)
    assert told(finding) == ("record-invalid", "/budget/total", SPLIT)
    assert spot(finding.place) == where
    assert remedy(finding).startswith("Put quotation marks around the number")
    assert record(portfolio).data["budget"] == {**left, "lines": []}
    assert ("budget", "total") in record(portfolio).lost


@pytest.mark.parametrize(
    ("budget", "total"),
    [
        ('{total: "4200000"}', 4_200_000),
        ("{total: 4, currency: EUR}", 4),
        ("{total: 4,currency: EUR}", 4),
        ("\n  total: 4 200 000", 4_200_000),
    ],
)
def test_a_comma_that_splits_nothing(budget: str, total: int) -> None:
    assert record(load_text(f"{PROJECT}budget: {budget}\n")).data["budget"]["total"] == total
    assert load_text(f"{PROJECT}budget: {budget}\n").findings == ()


@pytest.mark.parametrize(
    "budget", ["{total: 4, 2 mill}", "{total: 4,2: x}", "{total: 4,x}", '{total: "4",2}', "{total: 4,2 : }"]
)
def test_other_keys_that_are_not_known_are_told_of_as_such(budget: str) -> None:
    portfolio = load_text(f"{PROJECT}budget: {budget}\n")
    assert "is not known here" in message(only(portfolio))
    assert record(portfolio).data["budget"]["total"] == 4


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("budget: {own_by_year: {2024: 1,000, 2025: 2,000}}", ["/budget/own_by_year/2024", "/budget/own_by_year/2025"]),
        ("budget: {total: 1,5, currency: EUR, lines: []}", ["/budget/total"]),
        ("budget: {total: 1,000  # kroner\n  }", ["/budget/total"]),
        ("budget: {own_by_year: {2024: 1,000,000, 2025: 2,000,000,2026: 7}}",
         ["/budget/own_by_year/2024", "/budget/own_by_year/2025"]),
    ],
)  # fmt: skip
def test_the_same_rest_twice(text: str, pointers: list[str]) -> None:
    found = load_text(f"{PROJECT}{text}\n").findings
    assert [told(each) for each in found] == [("record-invalid", pointer, SPLIT) for pointer in pointers]


@pytest.mark.parametrize(
    "text",
    ["goals: [{statement: Ha minst 3,5 prosent vekst, target: 1}]", "period: {start: 2026-01-01,2027-01-01}"],
)
def test_a_text_that_its_comma_splits(text: str) -> None:
    finding = only(load_text(f"{PROJECT}{text}\n"))
    assert message(finding) == SPLIT.replace("number", "text")
    assert remedy(finding).startswith("Put quotation marks around the whole text")


def test_two_numbers_in_one_line() -> None:
    portfolio = load_text(f"{PROJECT}budget: {{total: 4,2, own_by_year: {{2024: 1,000, 2025: 7}}}}\n")
    assert [told(finding) for finding in portfolio.findings] == [
        ("record-invalid", "/budget/total", SPLIT),
        ("record-invalid", "/budget/own_by_year/2024", SPLIT),
    ]
    assert record(portfolio).data["budget"]["own_by_year"] == {2025: 7}


@pytest.mark.parametrize("rest", ["{}", "20"])
def test_many_of_them_are_looked_at_once_each(rest: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where each leaves the same key behind, which then stands there many times."""
    looks: Counter[str] = Counter()

    class Watched(dict[str, Entry]):
        def items(self) -> Any:
            for each in super().items():
                looks["entry"] += 1
                yield each

    entries, covers = Document.entries, Split.covers

    def covers_and_counts(split: Split, problem: Problem) -> bool:
        looks["problem"] += 1
        return covers(split, problem)

    monkeypatch.setattr(Document, "entries", lambda document, path: Watched(entries(document, path)))
    monkeypatch.setattr(Split, "covers", covers_and_counts)
    pairs = ", ".join(f"a{number}: 1,{rest.format(number)}" for number in range(100, 400))
    found = load_text(f"{PROJECT}budget: {{own_by_year: {{{pairs}}}}}\n").findings
    assert [told(each) for each in found[:300]] == [
        ("record-invalid", f"/budget/own_by_year/a{number}", SPLIT) for number in range(100, 400)
    ]
    assert looks["entry"] <= 2 * 600
    assert looks["problem"] <= 300
