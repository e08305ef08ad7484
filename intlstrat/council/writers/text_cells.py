"""Lines of the tree as spans of a sheet, and cells side by side: what the council paper in text is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from intlstrat.council.tree import Line, plain
from intlstrat.formats.sheet import Line as Wrapped
from intlstrat.formats.sheet import Sheet, Span, wrap
from intlstrat.formats.sheet import plain as text_of
from intlstrat.formats.terminal import cells, shown
from intlstrat.language import Language

GAP: Final = 2
"""Blanks between two columns."""

_UNCUT: Final = 12
"""No text is set narrower, so that a word of up to so many cells is never cut in two."""


class Desk(Struct, frozen=True):
    """The sheet that is written on, and how: the reader's language, and whether it is drawn with ASCII only."""

    sheet: Sheet
    language: Language
    ascii: bool

    @property
    def width(self) -> int:
        """The width of the page."""
        return self.sheet.width

    def spans(self, line: Line, role: str = "") -> list[Span]:
        """The line's runs: what is plain in `role`, strong ones in bold, code in quotation marks."""
        made: list[Span] = []
        letters = _harmless(plain(line))
        start = 0
        for run in line:
            text = "".join(letters[start : start + len(run.text)])
            start += len(run.text)
            if run.style == "code":
                text = self.language.text("“{text}”", text=text)
            made.append((text, "strong" if run.style == "strong" else role))
        return made

    def said(self, text: str, role: str = "") -> list[Span]:
        """A text that has one style."""
        return [("".join(_harmless(text)), role)]

    def rule(self, sign: str, length: int, indent: int) -> None:
        """A line across: `─` or `═`, or what stands for it in ASCII."""
        drawn = sign.translate(_LINES) if self.ascii else sign
        self.sheet.verbatim((drawn * length, "label"), indent=indent)

    def wrapped(self, spans: Iterable[Span], width: int) -> list[Wrapped]:
        """The spans in lines of at most so many cells."""
        return wrap(self.sheet.letters(list(spans)), width, width)


class Column(Struct, frozen=True):
    """What stands in one column of a row: its lines, its width, and whether they end or begin below each other."""

    lines: Sequence[Wrapped]
    width: int
    to_the_right: bool = False


def side_by_side(desk: Desk, columns: Sequence[Column], indent: int) -> None:
    """A row: as many lines as its highest column has."""
    for number in range(max(len(column.lines) for column in columns)):
        line: list[Span] = []
        for column in columns:
            spans = column.lines[number] if number < len(column.lines) else ()
            if not line and text_of(spans).strip() == ":":  # and if the next column had one too?
                spans = ((r"\x3a", ""),)
            blanks: Span = (" " * (column.width - cells(text_of(spans))), "")
            line += [blanks, *spans] if column.to_the_right else [*spans, blanks]
            line.append((" " * GAP, ""))
        desk.sheet.verbatim(*line, indent=indent)


_LINES: Final = str.maketrans("─═", "-=")


def _harmless(text: str) -> list[str]:
    r"""What each character is shown as, with `\x3a` for a colon that may come to begin a line with two of them.

    The sheet minds finished lines as well, but a line that has its full width has no room left for an escape.
    """
    letters = shown(text)
    if ":" not in text:
        return letters
    visible = [at for at, char in enumerate(text) if not _has_no_shape(char)]
    pairs = zip([-1, *visible], visible, visible[1:], strict=False)
    word, is_cut = -1, False
    for before, at, after in pairs:
        if text[at] != ":" or text[after] != ":":
            continue
        start = text.rfind(" ", 0, at) + 1
        if start != word:
            word, is_cut = start, cells(text[start:].partition(" ")[0]) > _UNCUT
        if is_cut or before < start:
            letters[at] = r"\x3a"
            is_cut = True  # the word is longer now
    return letters


def _has_no_shape(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] in "MC"
