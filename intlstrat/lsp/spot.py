"""Where a cursor stands in YAML that is being written, and therefore mostly is no YAML yet.

No parser helps there. What stands above the cursor, its indentation and its brackets say which map or list is being
filled; a part that is broken further up does not matter. The scan begins at the last key without indentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from intlstrat.source import Path

_TOP: Final = re.compile(r"^[^\s#\-\]}%][^\n]*", re.MULTILINE)
_END_OF_KEY: Final = re.compile(r"[ \t]#|:(?=[ \t\r\n]|\Z)")
_COMMENT: Final = re.compile(r"[ \t]#|\Z")
_BLANKS: Final = re.compile(r"[ \t]*")
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)*")
_FLOW_WORD: Final = re.compile(r"(?:[^,\[\]{}\s:#]|:(?![\s,\[\]{}]|\Z)|(?<!\s)#|[ \t](?=[^,\[\]{}\s:#]))+")
_QUOTED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*("?)', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*('?)")}


@dataclass(frozen=True, slots=True)
class Spot:
    """What may be written at the cursor, and where it would go.

    `path` is that of the value that stands or belongs here; for a key, that of its map. `wants` is "key" inside a map,
    "value" after a colon or in brackets, and "either" where what is written may become a scalar or a map.
    """

    path: Path
    wants: Literal["key", "value", "either"]
    start: int
    """Where the word at the cursor begins and ends (code points)."""
    end: int
    typed: str
    """What of it stands before the cursor."""
    keys: Mapping[str, str]
    """The other keys of the map that is being filled, each with its plain value or nothing; none where it is new."""
    around: Mapping[str, str]
    """The keys of the innermost map around the cursor, as far as the scan saw them."""
    items: tuple[str, ...]
    """The other values of the list around the cursor."""
    flow: bool
    column: int
    """Where the word's line is indented to."""
    lead: str = ""
    """What must come before the word: a blank after a bare colon, or a hyphen for a new item."""
    colon: bool = False
    """Whether a colon follows the key already."""


class _Frame:
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


@dataclass(slots=True)
class _Found:
    """What was found at the cursor; the frames fill up as the scan goes on."""

    wants: Literal["key", "value", "either"]
    path: Path
    start: int
    end: int
    frame: _Frame | None
    around: _Frame | None
    column: int
    flow: bool = False
    lead: str = ""
    colon: bool = False
    own: str | None = None
    awaited: tuple[int, int] | None = None
    """The column and depth of the map that the cursor stands at the head of, before any key of it has been seen."""


def spot_at(text: str, cursor: int) -> Spot | None:
    """What may be written at a code point; None in comments, in running text and where nothing is known."""
    cursor = max(0, min(cursor, len(text)))
    start = end = None
    for match in _TOP.finditer(text):
        if match.start() > cursor:
            end = match.start()
            break
        start = match.start()
    found = _Scan(text, cursor, start or 0, len(text) if end is None else end).run()
    if found is None:
        return None
    frame = found.frame
    keys = dict(frame.keys) if frame is not None and frame.is_map else {}
    if found.path == () and found.wants != "value" and not found.flow:
        keys |= _top_keys(text)
    if found.own is not None:
        keys.pop(found.own, None)
    items = frame.items if frame is not None and not frame.is_map else []
    around = found.around.keys if found.around is not None else {}
    return Spot(
        found.path, found.wants, found.start, found.end, text[found.start : max(found.start, cursor)], keys, around,
        tuple(word for at, word in items if at != found.start), found.flow, found.column, found.lead, found.colon,
    )  # fmt: skip


def _top_keys(text: str) -> dict[str, str]:
    keys = {}
    for match in _TOP.finditer(text):
        colon = _END_OF_KEY.search(text, match.start(), match.end())
        if colon is not None and colon[0] == ":":
            keys[plain(text[match.start() : colon.start()])] = ""
    return keys


def plain(word: str) -> str:
    """A key or value without blanks and quotation marks around it."""
    word = word.strip()
    if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'":
        return word[1:-1].replace("''", "'") if word[0] == "'" else word[1:-1].replace('\\"', '"')
    return word


class _Scan:
    """One pass over the lines of a top-level key, keeping track of the maps and lists that it is inside of."""

    def __init__(self, text: str, cursor: int, start: int, end: int) -> None:
        self.text, self.cursor, self.at, self.end = text, cursor, start, end
        self.frames: list[_Frame] = []
        self.found: _Found | None = None
        self.passed = False
        """Whether the cursor stands somewhere that nothing is to be said about."""

    def run(self) -> _Found | None:
        block: int | None = None  # the indentation of the key that a text of several lines belongs to
        while self.at <= self.end and not self.passed:
            line_end = self._line_end(self.at)
            first = self._skip(self.at, line_end)
            column, empty = first - self.at, first >= line_end
            inside = self.at <= self.cursor <= line_end
            if block is not None and not empty and column <= block:
                block = None
            if inside and block is not None and (not empty or self.cursor - self.at > block):
                self.passed = True
            elif block is not None or empty or self.text[first] == "#":
                if inside and (empty or self.cursor <= first):
                    self._bare(self.cursor - self.at, self.cursor, self.cursor)
                self.passed = inside and self.found is None
                self.at = self._next(line_end)
            else:
                block = self._line(first, column, line_end)
            if self.found is not None and self._is_settled():
                break
        return self.found

    def _is_settled(self) -> bool:
        """Whether nothing more can come that belongs to what was found."""
        assert self.found is not None
        if self.found.awaited is not None:
            return False
        wanted = [frame for frame in (self.found.frame, self.found.around) if frame is not None]
        return not any(frame in self.frames for frame in wanted)

    def _line(self, at: int, column: int, line_end: int) -> int | None:
        """A line of block style; gives the indentation that a block of text below it must exceed, where one follows."""
        start = at - column
        if self.cursor < at and self.cursor >= start:
            self.passed = True
        while self.text[at] == "-" and (at + 1 >= line_end or self.text[at + 1] in " \t"):
            self._item(at - start)
            dash = at
            at = self._skip(at + 1, line_end)
            if dash < self.cursor <= at and (at >= line_end or self.cursor == at):
                if at >= line_end:
                    lead = " " if self.cursor == dash + 1 else ""
                    frame = self.frames[-1]
                    self._find("either", self._path(), self.cursor, self.cursor, frame, at - start, lead=lead)
            elif dash < self.cursor < at:
                self.passed = True
            if at >= line_end:
                self.at = self._next(line_end)
                return None
        if (key := self._key(at, line_end)) is not None:
            return self._entry(at, at - start, *key, line_end)
        return self._scalar(at, at - start, line_end)

    def _key(self, at: int, line_end: int) -> tuple[str, int, int] | None:
        """The key that begins here: its text, where it ends, and the colon behind it."""
        first = self.text[at]
        if first in _QUOTED:
            match = _QUOTED[first].match(self.text, at, line_end)
            if match is None or not match[1]:
                return None
            colon = self._skip(match.end(), line_end)
            if self.text[colon : colon + 1] != ":":
                return None
            return plain(match[0]), match.end(), colon
        if first in "[]{},#&*!|>%@`":
            return None
        found = _END_OF_KEY.search(self.text, at, line_end)
        if found is None or found[0] != ":":
            return None
        word = self.text[at : found.start()]
        return word.strip(), at + len(word.rstrip()), found.start()

    def _entry(self, at: int, column: int, key: str, key_end: int, colon: int, line_end: int) -> int | None:
        frame = self._map(column)
        frame.key = key
        frame.keys[key] = ""
        if at <= self.cursor <= key_end:
            self._find("key", self._path(-1), at, key_end, frame, column, colon=True, own=key)
        value = self._skip(colon + 1, line_end)
        value = self._properties(value, line_end)
        if colon < self.cursor <= value and (value >= line_end or self.cursor < value or self.text[value] == "#"):
            lead = " " if self.cursor == colon + 1 else ""
            self._find("value", self._path(), self.cursor, self.cursor, frame, column, lead=lead, own=key)
        if value >= line_end or self.text[value] == "#":
            self.at = self._next(line_end)
            return None
        if self.text[value] in "|>":
            self.passed = self.passed or (value <= self.cursor <= line_end)
            self.at = self._next(line_end)
            return column
        self._value(value, column, line_end)
        return None

    def _scalar(self, at: int, column: int, line_end: int) -> int | None:
        """What is no key: a value of a list, or a key that has no colon yet."""
        if self.text[at] in "|>":
            self.passed = self.passed or (at <= self.cursor <= line_end)
            self.at = self._next(line_end)
            return self.frames[-1].column if self.frames else 0
        top = self.frames[-1] if self.frames else None
        if top is not None and not top.is_map and top.column < column:
            at = self._properties(at, line_end)
            if at < line_end:
                self._value(at, column, line_end)
                return None
        end = self._word_end(at, line_end)
        if at <= self.cursor <= line_end:
            if self.cursor <= end:
                self._bare(column, at, end)
            self.passed = self.found is None
        self.at = self._next(line_end)
        return None

    def _value(self, at: int, column: int, line_end: int) -> None:
        """A value in quotes, in brackets or plain; the current key's, or the current item's."""
        frame = self.frames[-1]
        if self.text[at] in "[{":
            frame.keys[frame.key or ""] = "…"
            after = self._flow(at, column, frame.column)
        elif self.text[at] in _QUOTED:
            after = self._quoted(at, frame.column)
            self._took(frame, at, after, column)
        else:
            after = self._word_end(at, line_end)
            self._took(frame, at, after, column)
        line_end = self._line_end(after)
        self.passed = self.passed or (after < self.cursor <= line_end and self.found is None)
        self.at = self._next(line_end)

    def _took(self, frame: _Frame, start: int, end: int, column: int) -> None:
        """Notes a scalar that has been read."""
        word = plain(self.text[start:end])
        if frame.is_map:
            frame.keys[frame.key or ""] = word
        else:
            frame.items.append((start, word))
        if start <= self.cursor <= end:
            wants: Literal["value", "either"] = "value" if frame.is_map else "either"
            self._find(wants, self._path(), start, end, frame, column, own=frame.key)

    def _bare(self, column: int, start: int, end: int) -> None:
        """The cursor stands on a line without a key of its own: which map or list that column belongs to."""
        chain = [frame for frame in self.frames if frame.column <= column]
        if not chain:
            frame = self.frames[0] if self.frames and column == 0 and self.frames[0].column == 0 else None
            self._find("either", (), start, end, frame, column)
            return
        top = chain[-1]
        if top.column == column and not top.is_map and len(chain) > 1 and chain[-2].column == column:
            chain, top = chain[:-1], chain[-2]
        path = tuple(frame.step for frame in chain)
        if top.column == column and top.is_map:
            self._find("key", path[:-1], start, end, top, column)
        elif top.column == column:
            self._find("either", (*path[:-1], top.index + 1), start, end, top, column, lead="- ")
        elif len(chain) == len(self.frames) and self._is_open(top):
            self._find("either", path, start, end, None, column)
            assert self.found is not None
            self.found.awaited = (column, len(chain))

    @staticmethod
    def _is_open(frame: _Frame) -> bool:
        """Whether the value of the frame's current key or item is still to come."""
        if frame.is_map:
            return not frame.keys.get(frame.key or "")
        return len(frame.items) <= frame.index

    def _find(
        self,
        wants: Literal["key", "value", "either"],
        path: Path,
        start: int,
        end: int,
        frame: _Frame | None,
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
        self.found = _Found(wants, path, start, end, frame, around, column, flow, lead, colon, own)

    def _path(self, end: int | None = None) -> Path:
        return tuple(frame.step for frame in self.frames[:end])

    def _map(self, column: int) -> _Frame:
        """The map whose keys stand in that column."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        if self.frames and self.frames[-1].column == column and not self.frames[-1].is_map:
            self.frames.pop()
        if not self.frames or self.frames[-1].column < column:
            self.frames.append(_Frame(column, True))
            if self.found is not None and self.found.awaited is not None:
                if self.found.awaited == (column, len(self.frames) - 1):
                    self.found.frame = self.frames[-1]
                self.found.awaited = None
        return self.frames[-1]

    def _item(self, column: int) -> None:
        """The next item of the list whose hyphens stand in that column."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        if not self.frames or self.frames[-1].is_map:
            self.frames.append(_Frame(column, False))
            if self.found is not None:
                self.found.awaited = None
        elif self.frames[-1].column < column:
            self.frames.append(_Frame(column, False))
        self.frames[-1].index += 1

    def _flow(self, at: int, column: int, outer: int) -> int:
        """A value in brackets, over however many lines; gives where it ends.

        It ends too where a line is indented no further than the key that it belongs to: then a bracket is missing.
        """
        depth = len(self.frames)
        while at < self.end:
            character = self.text[at]
            if character in "[{":
                self._nested()
                self.frames.append(_Frame(outer, character == "{", flow=True))
                at = self._rest(at + 1, column)
            elif character in "]}":
                self.frames.pop()
                if len(self.frames) == depth:
                    return at + 1
                at = self._rest(at + 1, column)
            elif character == ",":
                self.frames[-1].index += 1
                self.frames[-1].key = None
                at = self._rest(at + 1, column)
            elif character == "\n":
                if self._is_out(at + 1, outer):
                    break
                at = self._rest(at + 1, column)
            elif character == "#" and self.text[at - 1] in " \t\n":
                end = self._line_end(at)
                self.passed = self.passed or (at < self.cursor <= end and self.found is None)
                at = end
            elif character in " \t\r":
                at += 1
            else:
                at = self._flow_word(at, column, outer)
        del self.frames[depth:]
        return min(at, self.end)

    def _rest(self, at: int, column: int) -> int:
        """The blanks after a bracket, a comma, a colon or a line's end; the cursor may stand among them."""
        end = self._skip(at, self.end)
        following = self.text[end : end + 1]
        last = end if following in ("", ",", "]", "}", "\n", "\r", "#") else end - 1
        if at <= self.cursor <= last and self.found is None and len(self.frames) and self.frames[-1].flow:
            frame = self.frames[-1]
            inside_key = frame.is_map and frame.key is None
            lead = " " if frame.is_map and not inside_key and self.text[at - 1] == ":" and self.cursor == at else ""
            wants: Literal["key", "value", "either"] = "key" if inside_key else "value"
            path = self._path(-1) if inside_key else self._path()
            self._find(wants, path, self.cursor, self.cursor, frame, column, lead=lead, own=frame.key)
        return end

    def _nested(self) -> None:
        """Notes that the current key has a value, where that is a map or list of its own."""
        if self.frames and self.frames[-1].flow and self.frames[-1].is_map:
            self.frames[-1].keys[self.frames[-1].key or ""] = "…"

    def _flow_word(self, at: int, column: int, outer: int) -> int:
        """A key or a value inside brackets."""
        frame = self.frames[-1]
        if self.text[at] in _QUOTED:
            end = self._quoted(at, outer)
        else:
            match = _FLOW_WORD.match(self.text, at, self.end)
            end = match.end() if match is not None else at + 1
        colon = self._skip(end, self.end)
        quoted = self.text[at] in _QUOTED
        is_key = frame.is_map and frame.key is None
        has_colon = self.text[colon : colon + 1] == ":" and (
            quoted or self.text[colon + 1 : colon + 2] in ("", " ", "\t", "\n", "\r", ",", "]", "}", "[", "{")
        )
        word = plain(self.text[at:end])
        here = at <= self.cursor <= end
        if is_key:
            frame.keys.setdefault(word, "")
            if here:
                self._find("key", self._path(-1), at, end, frame, column, colon=has_colon, own=word)
            if has_colon:
                frame.key = word
                return self._rest(colon + 1, column)
            return end
        if has_colon:  # a pair in a list: nothing of ours is written so
            return colon + 1
        if frame.is_map:
            frame.keys[frame.key or ""] = word
        else:
            frame.items.append((at, word))
        if here:
            self._find("value", self._path(), at, end, frame, column, own=frame.key)
        return end

    def _quoted(self, at: int, outer: int) -> int:
        """Where a text in quotes ends; one without an end goes to the end of its line."""
        match = _QUOTED[self.text[at]].match(self.text, at, self.end)
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
        end = self.text.find("\n", at, self.end)
        end = self.end if end < 0 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def _next(self, line_end: int) -> int:
        end = self.text.find("\n", line_end, self.end)
        return self.end + 1 if end < 0 else end + 1

    def _skip(self, at: int, end: int) -> int:
        match = _BLANKS.match(self.text, at, end)
        return match.end() if match is not None else at
