"""A scan of half-written YAML, line by line, for what stands at a cursor."""

from __future__ import annotations

import re
from typing import Final

from intlstrat.lsp.brackets import Brackets
from intlstrat.lsp.track import QUOTED, Found, Frame, Wants, plain

END_OF_KEY: Final = re.compile(r"[ \t]#|:(?=[ \t\r\n]|\Z)")


class Scan(Brackets):
    """One pass over the lines of a top-level key, keeping track of the maps and lists that it is inside of."""

    def run(self) -> Found | None:
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
        if first in QUOTED:
            match = QUOTED[first].match(self.text, at, line_end)
            if match is None or not match[1]:
                return None
            colon = self._skip(match.end(), line_end)
            if self.text[colon : colon + 1] != ":":
                return None
            return plain(match[0]), match.end(), colon
        if first in "[]{},#&*!|>%@`":
            return None
        found = END_OF_KEY.search(self.text, at, line_end)
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
        elif self.text[at] in QUOTED:
            after = self._quoted(at, frame.column)
            self._took(frame, at, after, column)
        else:
            after = self._word_end(at, line_end)
            self._took(frame, at, after, column)
        line_end = self._line_end(after)
        self.passed = self.passed or (after < self.cursor <= line_end and self.found is None)
        self.at = self._next(line_end)

    def _took(self, frame: Frame, start: int, end: int, column: int) -> None:
        """Notes a scalar that has been read."""
        word = plain(self.text[start:end])
        if frame.is_map:
            frame.keys[frame.key or ""] = word
        else:
            frame.items.append((start, word))
        if start <= self.cursor <= end:
            wants: Wants = "value" if frame.is_map else "either"
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
    def _is_open(frame: Frame) -> bool:
        """Whether the value of the frame's current key or item is still to come."""
        if frame.is_map:
            return not frame.keys.get(frame.key or "")
        return len(frame.items) <= frame.index

    def _map(self, column: int) -> Frame:
        """The map whose keys stand in that column."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        if self.frames and self.frames[-1].column == column and not self.frames[-1].is_map:
            self.frames.pop()
        if not self.frames or self.frames[-1].column < column:
            self.frames.append(Frame(column, True))
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
            self.frames.append(Frame(column, False))
            if self.found is not None:
                self.found.awaited = None
        elif self.frames[-1].column < column:
            self.frames.append(Frame(column, False))
        self.frames[-1].index += 1
