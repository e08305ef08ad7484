"""A text as an editor counts it: lines that end as the protocol says, and columns in the units that were agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Place

_LINE_END: Final = re.compile("\r\n|\n|\r")


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _utf16(text: str) -> int:
    return len(text) + sum(1 for character in text if character > "\uffff")


_UNITS: Final[dict[str, Callable[[str], int]]] = {"utf-8": _utf8, "utf-16": _utf16, "utf-32": len}
"""How many units a text is, by encoding."""

ENCODINGS: Final = tuple(_UNITS)


class Position(Struct, frozen=True, order=True):
    """A place between two characters: line and column from 0, the column in units of the encoding."""

    line: int
    column: int


class Span(Struct, frozen=True):
    """From one position to another, the end exclusive."""

    start: Position
    end: Position


START: Final = Span(Position(0, 0), Position(0, 0))


class Text(Struct, frozen=True, dict=True):
    """A text and the encoding that columns are counted in."""

    text: str
    encoding: str = "utf-16"

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _feeds(self) -> list[int]:
        """Where lines begin for the tool itself, which ends them at LF and CRLF only."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, number: int) -> str:
        """A line (from 0) without its end; empty past the end."""
        if not 0 <= number < len(self._starts):
            return ""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def offset(self, position: Position) -> int:
        """The code point that a position stands before. One past the line's end is taken for the end."""
        if position.line >= len(self._starts):
            return len(self.text)
        if position.line < 0 or position.column <= 0:
            return self._starts[max(position.line, 0)]
        line = self.line(position.line)
        start = self._starts[position.line]
        if line.isascii():
            return start + min(position.column, len(line))
        units, left = _UNITS[self.encoding], position.column
        for index, character in enumerate(line):
            left -= units(character)
            if left < 0:  # inside a character: before it
                return start + index
        return start + len(line)

    def position(self, offset: int) -> Position:
        """Where a code point stands."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return Position(line, len(before) if before.isascii() else _UNITS[self.encoding](before))

    def span(self, start: int, end: int) -> Span:
        return Span(self.position(start), self.position(max(start, end)))

    def offset_of(self, line: int, column: int) -> int:
        """The code point at the tool's own line and column, both from 1."""
        if line > len(self._feeds):
            return len(self.text)
        return min(self._feeds[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def span_of(self, place: Place) -> Span:
        """The span of a finding's place; the text's very start for what has no line."""
        if place.line is None:
            return START
        start = self.offset_of(place.line, place.column or 1)
        if place.end_line is None:
            return self.span(start, start)
        return self.span(start, self.offset_of(place.end_line, place.end_column or 1))

    def changed(self, span: Span, new: str) -> Text:
        """The text after one edit. A span that is the wrong way round is taken for an insertion at its start."""
        start, end = self.offset(span.start), self.offset(span.end)
        return replace(self, text=self.text[:start] + new + self.text[max(start, end) :])

    @property
    def newline(self) -> str:
        """The line end that the text uses."""
        match = _LINE_END.search(self.text)
        return match[0] if match is not None else "\n"


def line_end(text: str, at: int, stop: int | None = None) -> int:
    """Where the line of a place ends, before its LF or CRLF; the text counts as far as `stop`."""
    stop = len(text) if stop is None else stop
    end = text.find("\n", at, stop)
    end = stop if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end
