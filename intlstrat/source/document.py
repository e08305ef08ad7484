"""A parsed YAML file: its text values, and the place of every key and value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from intlstrat.findings import Message, Place

# What may stand before a text (an anchor, a tag, the first line of a block), and the first mark of a value that goes on
# over several lines, with what stands before that.
_BEFORE = re.compile(r"(?:[&!]\S*\s+)*(?:[|>].*)?")
_OPENING = re.compile(r"(?:[&!]\S*[ \t]*)*(?:[|>][-+0-9]*|[\[{])?")

Path = tuple[str | int, ...]
"""Keys and indexes from the root, such as `("goals", 0, "due")`."""

Value = dict[str, "Value"] | list["Value"] | str | None
"""What a file holds: maps, lists and text. None stands only in lists; a key without a value is left out of its map."""

_CHARACTER = {
    "": re.compile(r"."),
    "'": re.compile(r"''|[^']"),
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|[^\\]", re.DOTALL),
}
"""One character of a scalar as it is written, by the quotation mark around it."""
_WHITE_ESCAPES = frozenset(f"\\{letter}" for letter in "tnvfrNLP_")


class Quoted(str):
    """Text that stood in quotes or in a block, and so can be nothing but text."""

    __slots__ = ()


class Size(NamedTuple):
    """How large the values of a file are: nodes, letters, the parts of the largest list or map, the longest text."""

    nodes: int
    letters: int
    parts: int
    text: int


class Node(NamedTuple):
    """Where a value begins and ends (code points from 0, end exclusive), and its parts."""

    start: int
    end: int
    parts: dict[str, Entry] | list[Node] | None


class Entry(NamedTuple):
    """Where a key stands, and its value."""

    start: int
    end: int
    value: Node


class Problem(Struct, frozen=True):
    """Something that the reading rules refuse, at a span of the text (code points from 0, end exclusive)."""

    fatal: bool
    """True where the file gives no record at all."""
    message: Message
    fix: Message
    start: int
    end: int
    path: Path = ()
    cut: bool = False
    """True where the value at `path` was read and must not be used."""


def pointer(path: Iterable[str | int]) -> str:
    """The path as a JSON Pointer (RFC 6901); the root is the empty text."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


class Document(Struct, frozen=True, dict=True):
    """One YAML file. `root` is None where nothing could be composed; then a fatal problem says why."""

    path: str
    text: str
    value: Value
    composed: Node | None
    problems: tuple[Problem, ...] = ()
    empty: tuple[Path, ...] = ()
    """The keys that stand there without a value."""
    size: Size | None = None
    """How large the values are, where that was counted."""
    texts: tuple[str, ...] | None = None
    """Every key and value, where they were kept."""

    @property
    def root(self) -> Node | None:
        """The places of everything; None where nothing could be composed."""
        return self.composed

    @property
    def fatal(self) -> bool:
        return any(problem.fatal for problem in self.problems)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _line_ends(self) -> dict[int, int]:
        return {}

    def line_and_column(self, index: int) -> tuple[int, int]:
        """The line and column of a code point, both from 1; lines end at LF or CRLF."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its line end; empty past the end."""
        if not 1 <= line <= len(self._line_starts):
            return ""
        return self.text[self._line_starts[line - 1] : self._line_stop(line)]

    def _line_stop(self, line: int) -> int:
        """Where a line (from 1) ends, before its line end. Copies nothing: a line may be a MiB, with many findings."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] - 1 if line < len(self._line_starts) else len(self.text)
        return end - 1 if end > start and self.text[end - 1] == "\r" else end

    def span(self, start: int, end: int, path: Path) -> Place:
        """A span of the text as a place; it ends on the line that it begins on."""
        line, column = self.line_and_column(start)
        end = max(start, min(end, self._line_stop(line)))
        return Place(self.path, pointer(path), line, column, line, column + end - start)

    def place(self, path: Path) -> Place:
        """Where `path` stands: from its key (or its item's first character) to where its value ends on that line.

        Where it is absent, the place is its nearest existing ancestor's; where that is the record itself, the
        record's first key, from its first column to the end of its line.
        """
        start, end = self._extent(path)
        return self.span(start, min(end, self._line_end(start)), path)

    def letter(self, path: Path, number: int) -> Place | None:
        """The place of a scalar's character: the one behind `number` others that are not white space.

        White space is not counted, so that folding, indentation and line breaks of YAML change nothing.
        """
        node = self._node(path)
        if node is None or node.parts is not None:
            return None
        before = _BEFORE.match(self.text, node.start)
        assert before is not None  # nothing is a match too
        index = before.end()
        style = self.text[index : index + 1]
        if style in ("'", '"'):
            index += 1
        seen = 0
        for match in _CHARACTER[style if style in ("'", '"') else ""].finditer(self.text, index, node.end):
            index = match.start()
            if match[0][-1].isspace() or match[0] in _WHITE_ESCAPES:
                continue
            if seen == number:
                break
            seen += 1
        else:
            index = node.end
        return self.span(index, min(index + 1, node.end), path)

    def lines_of(self, path: Path) -> tuple[int, int, str]:
        """The first and last line of the value at `path`, and its raw text; the whole file's where it is absent."""
        node = self._node(path) or Node(0, len(self.text), None)
        first, _ = self.line_and_column(node.start)
        last, _ = self.line_and_column(max(node.start, node.end - 1))
        return first, last, self.text[node.start : node.end]

    def part(self, path: Path) -> Value:
        """What stands at a path of the file's value; None where nothing does."""
        value = self.value
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def keys(self, path: Path) -> tuple[str, ...]:
        """The keys of the map at `path`, those without a value too."""
        return tuple(self.entries(path))

    def entries(self, path: Path) -> dict[str, Entry]:
        """The keys of the map at `path`, and where they and their values stand."""
        node = self._node(path)
        return node.parts if node is not None and isinstance(node.parts, dict) else {}

    def _node(self, path: Path) -> Node | None:
        node = self.root
        for part in path:
            if node is None:
                return None
            if isinstance(node.parts, dict) and part in node.parts:
                node = node.parts[str(part)].value
            elif isinstance(node.parts, list) and isinstance(part, int) and 0 <= part < len(node.parts):
                node = node.parts[part]
            else:
                return None
        return node

    def _extent(self, path: Path) -> tuple[int, int]:
        """The span of the nearest existing ancestor of `path`."""
        if self.root is None:
            return 0, len(self.text)
        found: tuple[int, int] | None = None
        node = self.root
        for part in path:
            if isinstance(node.parts, dict) and part in node.parts:
                entry = node.parts[str(part)]
                found, node = (entry.start, self._entry_end(entry)), entry.value
            elif isinstance(node.parts, list) and isinstance(part, int) and 0 <= part < len(node.parts):
                node = node.parts[part]
                found = node.start, self._end(node)
            else:
                break
        return self._first_key() if found is None else found

    def _entry_end(self, entry: Entry) -> int:
        """Where the value ends; of a value that begins on a later line, the colon after its key."""
        if entry.value.start <= self._line_end(entry.start):
            return self._end(entry.value)
        return max(entry.end, self.text.find(":", entry.end) + 1)

    def _end(self, node: Node) -> int:
        """Where a value ends or, of one that goes on below, where its first line does, before any comment."""
        line_end = self._line_end(node.start)
        is_in_line = node.end <= line_end
        if is_in_line and node.parts is None:
            return node.end
        opening = _OPENING.match(self.text, node.start)
        assert opening is not None  # nothing is a match too
        # Of a map or list without brackets, what ends it may be a comment at the end of the file.
        if is_in_line and opening[0].endswith(("[", "{")):
            return node.end
        parts = node.parts.values() if isinstance(node.parts, dict) else node.parts or ()
        ends = [
            self._entry_end(part) if isinstance(part, Entry) else self._end(part)
            for part in parts
            if node.start <= part.start <= line_end
        ]
        return max(ends, default=opening.end() if opening[0] else node.end)

    def _line_end(self, index: int) -> int:
        """Where the line of a code point ends, without the white space at its end."""
        line = bisect_right(self._line_starts, index)
        if (end := self._line_ends.get(line)) is None:
            end = self._line_ends[line] = self._line_starts[line - 1] + len(self.line_text(line).rstrip())
        return end

    def _first_key(self) -> tuple[int, int]:
        assert self.root is not None
        if isinstance(self.root.parts, dict) and self.root.parts:
            first = min(entry.start for entry in self.root.parts.values())
            return first, len(self.text)
        return self.root.start, self.root.end
