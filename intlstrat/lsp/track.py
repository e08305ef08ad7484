"""What a scan of half-written YAML keeps track of: the maps and lists that it is inside of, and what it found."""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from intlstrat.lsp.text import line_end
from intlstrat.source import Path

Wants = Literal["key", "value", "either"]

_COMMENT: Final = re.compile(r"[ \t]#|\Z")
_BLANKS: Final = re.compile(r"[ \t]*")
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)*")
QUOTED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*("?)', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*('?)")}


def plain(word: str) -> str:
    """A key or value without blanks and quotation marks around it."""
    word = word.strip()
    if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
        return word[1:-1].replace("''", "'") if word[0] == "'" else word[1:-1].replace('\\"', '"')
    return word


class Frame:
    """A map or list that the scan is inside of."""

    __slots__ = ("column", "flow", "index", "is_map", "items", "key", "keys")

    def __init__(self, column: int, is_map: bool, flow: bool = False) -> None:
        self.column, self.is_map, self.flow = column, is_map, flow
        self.key: str | None = None
        self.index = 0 if flow else -1
        self.keys: dict[str, str] = {}
        self.items: list[tuple[int, str]] = []

    @property
    def step(self) -> str | int:
        return (self.key or "") if self.is_map else self.index


class Found(Struct):
    """What was found at the cursor; the frames fill up as the scan goes on."""

    wants: Wants
    path: Path
    start: int
    end: int
    frame: Frame | None
    around: Frame | None
    column: int
    flow: bool = False
    lead: str = ""
    colon: bool = False
    own: str | None = None
    awaited: tuple[int, int] | None = None
    """The column and depth of the map that the cursor stands at the head of, before any key of it has been seen."""


class Track:
    """The state of a scan, and what every part of it needs."""

    def __init__(self, text: str, cursor: int, start: int, end: int) -> None:
        self.text, self.cursor, self.at, self.end = text, cursor, start, end
        self.frames: list[Frame] = []
        self.found: Found | None = None
        self.passed = False
        """Whether the cursor stands somewhere that nothing is to be said about."""

    def _find(
        self,
        wants: Wants,
        path: Path,
        start: int,
        end: int,
        frame: Frame | None,
        column: int,
        *,
        lead: str = "",
        colon: bool = False,
        own: str | None = None,
    ) -> None:
        if self.found is not None or self.passed:
            return
        around = next((each for each in reversed(self.frames) if each.is_map), None)
        flow = frame is not None and frame.flow
        self.found = Found(wants, path, start, end, frame, around, column, flow, lead, colon, own)

    def _path(self, end: int | None = None) -> Path:
        return tuple(frame.step for frame in self.frames[:end])

    def _quoted(self, at: int, outer: int) -> int:
        """Where a text in quotes ends; one without an end goes to the end of its line."""
        match = QUOTED[self.text[at]].match(self.text, at, self.end)
        if match is None or not match[1]:
            return self._line_end(at)
        line = self.text.find("\n", at, match.end())
        if line >= 0 and self._is_out(line + 1, outer):
            return self._line_end(at)
        return match.end()

    def _is_out(self, line: int, outer: int) -> bool:
        """Whether a line is indented no further than a column; one without anything on it is not."""
        end = self._line_end(line)
        first = self._skip(line, end)
        return first < end and first - line <= outer and self.text[first] not in "]}"

    def _properties(self, at: int, line_end: int) -> int:
        match = _PROPERTIES.match(self.text, at, line_end)
        return match.end() if match is not None else at

    def _word_end(self, at: int, line_end: int) -> int:
        """Where a plain value ends on its line: before a comment and the blanks at its end."""
        match = _COMMENT.search(self.text, at, line_end)
        end = match.start() if match is not None else line_end
        return at + len(self.text[at:end].rstrip())

    def _line_end(self, at: int) -> int:
        return line_end(self.text, at, self.end)

    def _next(self, line_end: int) -> int:
        end = self.text.find("\n", line_end, self.end)
        return self.end + 1 if end < 0 else end + 1

    def _skip(self, at: int, end: int) -> int:
        match = _BLANKS.match(self.text, at, end)
        return match.end() if match is not None else at
