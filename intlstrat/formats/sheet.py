"""Pages of styled text, wrapped to a width: what `explain`, `strategy` and `rules` are laid out on.

A page is built from spans (a text and its role) and becomes one string at the end. Wrapping breaks at plain spaces
only, so that amounts keep their no-break spaces, and measures text in terminal cells. Text is plain text all the way:
nothing in it is ever read as markup. Rich knows the code of a colour, and is imported only where one is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from intlstrat.formats.spans import Line, Span, Spans, cut, plain, wrap
from intlstrat.formats.terminal import PLAIN, cells, guard

__all__ = ["MARKS", "STYLES", "Line", "Sheet", "Span", "Spans", "plain", "wrap"]

STYLES: Final = {
    "": "",
    "title": "bold",
    "heading": "bold",
    "strong": "bold",
    "label": "dim",
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "fulfilled": "green",
    "breach": "bold red",
    "unknown": "yellow",
    "waived": "magenta",
    "not_applicable": "dim",
    "place": "cyan",
    "name": "cyan",
    "string": "green",
    "number": "cyan",
    "operator": "magenta",
}

MARKS: Final = {"fulfilled": "√", "breach": "×", "unknown": "?", "waived": "~", "not_applicable": "–"}
"""The mark before an outcome's word, never alone. All of them are in the fonts of every Windows console."""

_MEASURE = 100
"""Lines of prose longer than this are tiring to read, however wide the window is."""
_NARROWEST = 20
"""A column of prose narrower than this goes below its neighbour."""
_BLANKS = "\u00a0\u202f"
"""Spaces that hold an amount together: where they cannot be shown they become plain only after the wrapping."""
_ASCII = {code: text for code, text in PLAIN.items() if chr(code) not in _BLANKS} | {ord("√"): "+"}


class Sheet:
    """One page under construction. Lines are added from the top; `render` gives the whole."""

    def __init__(self, width: int, *, color: bool, ascii: bool = False) -> None:
        self.width = max(width, 40)
        self._color = color
        self._ascii = ascii
        self._lines: list[Line] = []

    def gap(self) -> None:
        """An empty line, unless there is one already or the page is empty."""
        if self._lines and self._lines[-1]:
            self._lines.append(())

    def title(self, name: str, rest: str) -> None:
        """The page's title, with a line under it."""
        self.put((name, "title"), (" – ", "label"), (rest, ""), indent=0)
        self.verbatim(("─" * self.width, "label"), indent=0)

    def heading(self, text: str) -> None:
        """A heading at the margin; what belongs to it is indented."""
        self.gap()
        self.put((text, "heading"), indent=0)

    def put(self, *spans: Span, indent: int = 2, hang: int = 0) -> None:
        """A paragraph; its later lines stand `hang` further in. Nothing at all takes no line."""
        room = min(self.width, _MEASURE + indent) - indent
        for number, line in enumerate(wrap(self.letters(spans), room, room - hang)):
            if line:
                self._add(line, indent + (hang if number else 0))

    def verbatim(self, *spans: Span, indent: int = 2) -> None:
        """One line that is never broken, so that it can be clicked or copied."""
        self._add(self.letters(spans), indent)

    def row(self, parts: Sequence[Spans], widths: Sequence[int], *, indent: int = 2) -> None:
        """Cells side by side, two apart; `widths` has all but the last one's, which takes what is left.

        Where too little is left, the last cell goes below the others.
        """
        taken = sum(widths) + 2 * len(widths)
        room = min(self.width - indent - taken, _MEASURE)
        if room >= _NARROWEST:
            self._cells(parts, (*widths, room), indent)
            return
        if indent + taken - 2 <= self.width:
            self._cells(parts[:-1], widths, indent)
        else:
            self.put(*(span for part in parts[:-1] for span in (*part, (" ", ""))), indent=indent)
        self.put(*parts[-1], indent=indent + 2)

    def render(self) -> str:
        """The page as one text that ends with a line break; with colour codes only where colour was asked for."""
        lines = self._lines
        while lines and not lines[-1]:
            lines = lines[:-1]
        return "".join(self._finish(line) + "\n" for line in lines)

    @property
    def height(self) -> int:
        """How many lines there are so far."""
        return len(self._lines)

    def cut(self, room: int) -> tuple[str, ...]:
        """The page's lines, each in at most `room` cells: what is longer ends in an ellipsis."""
        ellipsis = "..." if self._ascii else "…"
        # Disarmed first: that makes a line longer.
        return tuple(self._finish(cut(_harmless(line), room, ellipsis)) for line in self._lines)

    def fits(self, spans: Spans, indent: int) -> bool:
        """Whether the spans fit on one line."""
        return cells(plain(spans)) <= self.width - indent

    def _cells(self, parts: Sequence[Spans], widths: Sequence[int], indent: int) -> None:
        columns = [wrap(self.letters(spans), width, width) for spans, width in zip(parts, widths, strict=True)]
        for number in range(max(map(len, columns))):
            line: list[Span] = []
            for column, width in zip(columns, widths, strict=True):
                spans = column[number] if number < len(column) else ()
                line += [*spans, (" " * (width - cells(plain(spans)) + 2), "")]
            self._add(line, indent)

    def _add(self, spans: Iterable[Span], indent: int) -> None:
        kept = [span for span in spans if span[0]]
        while kept and not kept[-1][0].strip(" "):
            kept.pop()
        if kept:
            kept[-1] = (kept[-1][0].rstrip(" "), kept[-1][1])
        self._lines.append(((" " * indent, ""), *kept) if indent and kept else tuple(kept))

    def letters(self, spans: Spans) -> Spans:
        """The spans with our own signs in ASCII, where nothing else is wanted: before anything is measured."""
        return [(text.translate(_ASCII), role) for text, role in spans] if self._ascii else spans

    def _finish(self, line: Line) -> str:
        line = _harmless(line)
        text = _colored(line) if self._color else plain(line)
        return text.translate(dict.fromkeys(map(ord, _BLANKS), " ")) if self._ascii else text


def _harmless(line: Line) -> Line:
    text = plain(line)
    return line if guard(text) == text else _disarmed(line)


def _disarmed(line: Line) -> Line:
    """The line, which begins with two colons, with the first of them as an escape: a CI runner would obey it."""
    number = next(number for number, (text, _) in enumerate(line) if ":" in text)
    text, role = line[number]
    return (*line[:number], (text.replace(":", "\\x3a", 1), role), *line[number + 1 :])


def _colored(line: Line) -> str:
    """The line with colour codes; neighbours of one role share theirs, so that no colour begins anew at every word."""
    from rich.color import ColorSystem
    from rich.style import Style

    parts: list[str] = []
    for role, spans in groupby(line, key=lambda span: span[1]):
        text = plain(spans)
        bare = not STYLES[role] or not text.strip()
        parts.append(text if bare else Style.parse(STYLES[role]).render(text, color_system=ColorSystem.STANDARD))
    return "".join(parts)
