"""Whole papers in text, read by eye. `python tests/council/test_text_golden.py` writes them anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

if __name__ == "__main__":  # as pytest does it
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import pytest
import screen_documents

from intlstrat.council.writers import markdown, text
from intlstrat.formats.terminal import cells
from intlstrat.language import Language

GOLDEN = Path(__file__).parent / "golden"

WIDTHS = {
    f"paper-{width}{'-color' * color}{'-ascii' * ascii}.txt": (width, color, ascii)
    for width in (40, 60, 80, 120)
    for color in (False, True)
    for ascii in (False, True)
}


def _made(name: str) -> str:
    document, language = screen_documents.everyday(), Language("nb")
    return markdown.render(document, language) if name == "paper.md" else text.render(document, language, *WIDTHS[name])


@pytest.mark.parametrize("name", ["paper.md", *WIDTHS])
def test_the_paper_is_as_it_was(name: str) -> None:
    assert _made(name) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WIDTHS)
def test_the_lines_are_tidy(name: str) -> None:
    width, color, ascii = WIDTHS[name]
    made = _made(name)
    assert ("\x1b" in made) is color
    bare = re.sub(r"\x1b\[[0-9;]+m", "", made)
    assert bare == _made(f"paper-{width}{'-ascii' * ascii}.txt")
    for line in bare.splitlines():
        assert line == line.rstrip(" ")
        assert cells(line) <= width, line
        if ascii:
            assert not re.search("[─═│█▓▒░–«»\u00a0]", line), line


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("paper*")} == {"paper.md", *WIDTHS}


if __name__ == "__main__":
    for golden in ("paper.md", *WIDTHS):
        (GOLDEN / golden).write_text(_made(golden), encoding="utf-8", newline="\n")
