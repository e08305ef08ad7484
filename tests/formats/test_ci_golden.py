"""Whole outputs for other programs, read by eye. `python tests/formats/test_ci_golden.py` writes them anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
from report_compared import compared, compared_until, nothing_new
from report_everyday import all_well, everyday, everyday_pack

from intlstrat.findings import Report
from intlstrat.formats import github_format, gitlab_format, junit_format, markdown_format, sarif_format
from intlstrat.language import Language
from intlstrat.rules.model import Pack

GOLDEN = Path(__file__).parent / "golden"

Render = Callable[[Report, Pack, Language], str]

CASES: dict[str, tuple[Render, Report, str]] = {
    "ci-everyday-nb.md": (markdown_format.render, everyday(), "nb"),
    "ci-everyday-en.md": (markdown_format.render, everyday(), "en"),
    "ci-compared-nb.md": (markdown_format.render, compared_until(), "nb"),
    "ci-compared-en.md": (markdown_format.render, compared_until(), "en"),
    "ci-all-well-nb.md": (markdown_format.render, all_well(), "nb"),
    "ci-everyday-nb.github.txt": (github_format.render, everyday(), "nb"),
    "ci-compared-nb.github.txt": (github_format.render, compared(), "nb"),
    "ci-compared-en.github.txt": (github_format.render, compared(), "en"),
    "ci-nothing-new-nb.github.txt": (github_format.render, nothing_new(), "nb"),
    "ci-everyday-nb.gitlab.json": (gitlab_format.render, everyday(), "nb"),
    "ci-everyday-nb.junit.xml": (junit_format.render, everyday(), "nb"),
    "ci-compared-en.junit.xml": (junit_format.render, compared(), "en"),
    "ci-everyday-en.sarif": (sarif_format.render, everyday(), "en"),
    "ci-compared-nb.sarif": (sarif_format.render, compared_until(), "nb"),
}


def _text(name: str) -> str:
    render, report, language = CASES[name]
    return render(report, everyday_pack(), Language(language))


@pytest.mark.parametrize("name", CASES)
def test_the_output_is_as_it_was(name: str) -> None:
    assert _text(name) == (GOLDEN / name).read_bytes().decode("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("ci-*")} == set(CASES)


if __name__ == "__main__":
    for golden in CASES:
        (GOLDEN / golden).write_text(_text(golden), encoding="utf-8", newline="\n")
