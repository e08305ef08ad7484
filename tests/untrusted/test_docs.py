"""Every claim of the pages about security names tests that are there; those about strangers say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from portfolios import REPOSITORY

from intlstrat.files import MAX_PACK_BYTES, MAX_PACK_FILES
from intlstrat.rules import bounds, meter, shape, weight
from intlstrat.source.compose import MAX_NODES
from intlstrat.source.decode import MAX_BYTES
from intlstrat.source.explain import MAX_DEPTH

PAGES = (REPOSITORY / "docs" / "untrusted-pull-requests.md", REPOSITORY / "docs" / "fremmede-endringer.md")
SECURITY = REPOSITORY / "SECURITY.md"
TESTS = re.compile(r"`([\w/]+\.py)::(\w+)`")


def named_in(page: Path) -> list[tuple[str, str]]:
    return TESTS.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [*PAGES, SECURITY], ids=lambda page: page.stem)
def test_the_tests_that_it_names_are_there(page: Path) -> None:
    named = named_in(page)
    assert len(named) > 20
    for file, name in named:
        assert f"def {name}(" in (REPOSITORY / "tests" / file).read_text(encoding="utf-8"), f"{file}::{name}"


def test_every_defence_names_a_test() -> None:
    defences = SECURITY.read_text(encoding="utf-8").partition("## Boundaries")[2].partition("## What is out")[0]
    rows = [
        line for line in defences.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| defence"))
    ]
    assert [row for row in rows if not row.startswith("| reader") and not TESTS.search(row)] == []


def test_both_pages_say_the_same() -> None:
    english, norwegian = PAGES
    assert named_in(english) == named_in(norwegian)
    rows = [
        [line.count("|") for line in page.read_text(encoding="utf-8").splitlines() if line[:1] == "|"] for page in PAGES
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_numbers_are_those_of_the_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert (MAX_BYTES, MAX_PACK_BYTES, meter.MOST_MEMORY) == (1 << 20, 8 << 20, 256 << 20)
    # A unit of work is about a tenth of a microsecond.
    assert (meter.ONE_RULE, meter.A_RECORD, meter.ALL_RULES) == (10_000_000, 100_000, 500_000_000)
    numbers = (MAX_NODES, MAX_PACK_FILES, shape.MAX_EXPRESSION, bounds.MAX_STATES, weight.MOST_TURNS)
    for number in (*numbers, MAX_DEPTH, bounds.MAX_LOOPS):
        assert re.search(rf"\b{number:,} ".replace(",", " "), text), number
