"""The pages of `explain`, `strategy`, `rules` and `rules test`: how they look.

The golden files are read by eye. To write them anew: `python tests/formats/test_pages.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
from pages_report import EXAMPLE_RESULTS, REPORT
from pages_world import CLAUSES, PACK, RULES

from intlstrat.formats.page_clause import render_clause
from intlstrat.formats.page_examples import render_examples
from intlstrat.formats.page_rule import render_rule
from intlstrat.formats.page_rules import render_rules
from intlstrat.formats.page_strategy import render_strategy
from intlstrat.formats.page_validity import render_validity
from intlstrat.formats.terminal import cells
from intlstrat.language import Language
from intlstrat.validity import VALIDITY_RULES

GOLDEN = Path(__file__).parent / "golden"
EN = Language("en")
FRAME, EVALUATION, GOALS, TITLE = RULES

Page = Callable[..., str]
"""Takes the language, and `width`, `color` and `ascii`."""

PAGES: Mapping[str, Page] = {
    "rule": lambda language, **look: render_rule(PACK, EVALUATION, REPORT, language, **look),
    "rule-items": lambda language, **look: render_rule(PACK, GOALS, REPORT, language, **look),
    "rule-portfolio": lambda language, **look: render_rule(PACK, FRAME, REPORT, language, **look),
    "rule-quality": lambda language, **look: render_rule(PACK, TITLE, None, language, **look),
    "clause": lambda language, **look: render_clause(PACK, CLAUSES[0], REPORT, language, **look),
    "clause-unchecked": lambda language, **look: render_clause(PACK, CLAUSES[2], REPORT, language, **look),
    "strategy": lambda language, **look: render_strategy(PACK, language, **look),
    "rules": lambda language, **look: render_rules(PACK, language, **look),
    "examples": lambda language, **look: render_examples(EXAMPLE_RESULTS, ("quality-title",), language, **look),
    "examples-good": lambda language, **look: render_examples(EXAMPLE_RESULTS[:1], (), language, **look),
    "validity": lambda language, **look: render_validity(VALIDITY_RULES["record-invalid"], REPORT, language, **look),
}

LOOKS: Mapping[str, dict[str, Any]] = {
    "80": {"width": 80, "color": False},
    "120": {"width": 120, "color": False},
    "80-ascii": {"width": 80, "color": False, "ascii": True},
    "80-color": {"width": 80, "color": True},
    "48": {"width": 48, "color": False},
}

GOLDENS = [
    *((page, language, "80") for page in PAGES for language in ("nb", "en")),
    *((page, "nb", "120") for page in ("rule", "clause", "strategy", "rules")),
    *((page, "en", look) for page in ("rule", "rules") for look in ("80-ascii", "80-color", "48")),
]


def shown(page: str, language: str, look: str) -> str:
    """A page; the escape character is shown, so that a golden file can be read and compared."""
    return PAGES[page](Language(language), **LOOKS[look]).replace("\x1b", "␛")


@pytest.mark.parametrize(("page", "language", "look"), GOLDENS)
def test_pages_look_as_they_did_when_they_were_read(page: str, language: str, look: str) -> None:
    expected = (GOLDEN / f"page-{page}-{language}-{look}.txt").read_text(encoding="utf-8")
    assert shown(page, language, look) == expected


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("look", ["80", "120"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_pages_keep_to_the_width_and_end_with_one_line_break(page: str, look: str, language: str) -> None:
    text = shown(page, language, look)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    for line in text.splitlines():
        assert cells(line) <= LOOKS[look]["width"]
        assert line == line.rstrip()


@pytest.mark.parametrize("page", PAGES)
def test_colour_adds_codes_and_nothing_else(page: str) -> None:
    colored = PAGES[page](EN, **LOOKS["80-color"])
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == PAGES[page](EN, **LOOKS["80"])


@pytest.mark.parametrize("page", PAGES)
def test_ascii_pages_use_no_signs_of_ours_beyond_ascii(page: str) -> None:
    text = PAGES[page](EN, **LOOKS["80-ascii"])
    assert {char for char in text if not char.isascii()} <= set("æøåÆØÅ")


def write() -> None:
    """Write every golden file anew."""
    for page, language, look in GOLDENS:
        path = GOLDEN / f"page-{page}-{language}-{look}.txt"
        path.write_text(shown(page, language, look), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
