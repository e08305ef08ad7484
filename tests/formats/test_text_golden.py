"""Whole texts, read by eye. `python tests/formats/test_text_golden.py` writes them anew after a change of design."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
from report_everyday import all_well, everyday, everyday_pack, waived_only

from intlstrat.findings import Report
from intlstrat.formats.text import TextOptions, render
from intlstrat.language import Language

GOLDEN = Path(__file__).parent / "golden"

CASES: dict[str, tuple[Report, str, TextOptions]] = {
    "check-everyday-nb-80.txt": (everyday(), "nb", TextOptions(width=80)),
    "check-everyday-nb-120.txt": (everyday(), "nb", TextOptions(width=120)),
    "check-everyday-en-80.txt": (everyday(), "en", TextOptions(width=80)),
    "check-everyday-en-80-ascii.txt": (everyday(), "en", TextOptions(width=80, ascii=True)),
    "check-everyday-nb-40.txt": (everyday(), "nb", TextOptions(width=40)),
    "check-everyday-nb-80-all.txt": (everyday(), "nb", TextOptions(width=80, show_all=True, statistics=True)),
    "check-everyday-nb-80-color.txt": (everyday(), "nb", TextOptions(width=80, color=True)),
    "check-all-well-nb-80.txt": (all_well(), "nb", TextOptions(width=80)),
    "check-all-well-en-80.txt": (all_well(), "en", TextOptions(width=80)),
    "check-waived-only-nb-80.txt": (waived_only(), "nb", TextOptions(width=80)),
}


def _text(name: str) -> str:
    report, language, options = CASES[name]
    return render(report, everyday_pack(), Language(language), options)


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_as_it_was(name: str) -> None:
    assert _text(name) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_the_lines_are_tidy(name: str) -> None:
    width = CASES[name][2].width
    for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
        assert line == line.rstrip(" ")
        if "color" not in name and not line.lstrip().startswith("data/") and width >= 80:
            assert len(line) <= width, line


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("check-*.txt")} == set(CASES)


if __name__ == "__main__":
    for golden in CASES:
        (GOLDEN / golden).write_text(_text(golden), encoding="utf-8", newline="\n")
