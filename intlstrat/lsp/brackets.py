"""The part of a scan that reads lists and maps in brackets, over however many lines."""

from __future__ import annotations

import re
from typing import Final

from intlstrat.lsp.track import QUOTED, Frame, Track, Wants, plain

_FLOW_WORD: Final = re.compile(r"(?:[^,\[\]{}\s:#]|:(?![\s,\[\]{}]|\Z)|(?<!\s)#|[ \t](?=[^,\[\]{}\s:#]))+")


class Brackets(Track):
    """Reads what stands in brackets."""

    def _flow(self, at: int, column: int, outer: int) -> int:
        """A value in brackets, over however many lines; gives where it ends.

        It ends too where a line is indented no further than the key that it belongs to: then a bracket is missing.
        """
        depth = len(self.frames)
        while at < self.end:
            character = self.text[at]
            if character in "[{":
                self._nested()
                self.frames.append(Frame(outer, character == "{", flow=True))
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
            wants: Wants = "key" if inside_key else "value"
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
        if self.text[at] in QUOTED:
            end = self._quoted(at, outer)
        else:
            match = _FLOW_WORD.match(self.text, at, self.end)
            end = match.end() if match is not None else at + 1
        colon = self._skip(end, self.end)
        quoted = self.text[at] in QUOTED
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
