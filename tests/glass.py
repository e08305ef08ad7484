"""A terminal as far as the live view needs one: what it was sent, and what therefore stands on it."""

from __future__ import annotations

import re

_CODE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


class Glass:
    """Knows the codes that the view may send, and no others."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.columns, self.rows = columns, rows
        self.is_alternate = self.has_no_cursor = self.does_not_wrap = self.is_drawing = False
        self.colored: list[str] = [""] * rows
        """What stands there, with its colours."""
        self.before = ""
        """What was sent before the view, and after it."""
        self._row, self._left = 0, ""

    def resize(self, columns: int, rows: int) -> None:
        """Gives it another size, and leaves it empty."""
        self.columns, self.rows, self._row = columns, rows, 0
        self.colored = [""] * rows

    @property
    def lines(self) -> list[str]:
        """What stands there, without the empty lines at the end."""
        lines = [_COLOR.sub("", line) for line in self.colored]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines)

    def send(self, text: str) -> None:
        """Takes in what was sent; a code may come in two parts."""
        text, self._left = self._left + text, ""
        start = text.rfind("\x1b")
        if start >= 0 and not _CODE.match(text, start):
            text, self._left = text[:start], text[start:]
        at = 0
        for found in _CODE.finditer(text):
            self._write(text[at : found.start()])
            self._obey(found[0], found[1], found[2], found[3])
            at = found.end()
        self._write(text[at:])

    def _write(self, text: str) -> None:
        assert "\x1b" not in text, text
        if self.is_alternate:
            assert not re.search(r"[\x00-\x1f]", text), text
            self.colored[self._row] += text
            assert len(_COLOR.sub("", self.colored[self._row])) <= self.columns, self.colored[self._row]
        else:
            self.before += text.replace("\r\n", "\n")

    def _obey(self, code: str, private: str, number: str, letter: str) -> None:
        match private, number, letter:
            case "", _, "m":
                if self.is_alternate:
                    self.colored[self._row] += code
            case "?", "1049", _:
                self.is_alternate = letter == "h"
                self.colored = [""] * self.rows
            case "?", "25", _:
                self.has_no_cursor = letter == "l"
            case "?", "7", _:
                self.does_not_wrap = letter == "l"
            case "?", "2026", _:
                self.is_drawing = letter == "h"
            case "?", "12", _:
                pass
            case "", "", "H":
                self._row = 0
            case "", "2", "J":
                self.colored = [""] * self.rows
            case "", _, "H":
                row, column = map(int, number.split(";"))
                assert column == 1
                assert row <= self.rows
                self._row = row - 1
            case "", "2", "K":
                self.colored[self._row] = ""
            case _:
                raise AssertionError(f"a code that no terminal was asked to know: {code!r}")
