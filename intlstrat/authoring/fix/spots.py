"""Where each key and value of a file is written: the very characters, and every path that leads to them.

An alias leads to what its anchor holds. What is mended there is mended for all of them, so whoever edits a spot must
know all paths that reach it.
"""

from __future__ import annotations

import re
from collections import defaultdict

from msgspec import Struct

from intlstrat.source import Document, Path
from intlstrat.source.document import Node

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_ANCHOR = re.compile(r"&(\S+)")
_BREAKS = re.compile("[\n\r\x85\u2028\u2029]")

Span = tuple[int, int]


class Spot(Struct, frozen=True):
    """One key or value as it is written. `mark` is its quotation mark, or what begins it otherwise ("" for a word)."""

    start: int
    end: int
    mark: str

    @property
    def span(self) -> Span:
        return self.start, self.end


class Spots:
    """The spots of a document by path."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.keys: dict[Path, Spot] = {}
        self.values: dict[Path, Spot] = {}
        self.nodes: dict[Path, Node] = {}
        self._anchored: dict[str, Spot] = {}
        self._aliases: dict[str, set[int]] = {}
        self._reached: defaultdict[tuple[str, Span], set[Path]] = defaultdict(set)
        if document.root is not None:
            self._walk((), document.root)
        # An alias under a key that stands twice, say, has no path; what it stands for must not change.
        self._elsewhere = [spot.span for name, spot in self._anchored.items() if self._is_used_elsewhere(name)]

    def reached(self, what: str, span: Span) -> set[Path]:
        """Every path that leads to the key (`key`) or value (`value`) that is written there."""
        return self._reached[what, span]

    def is_used_elsewhere(self, span: Span) -> bool:
        """Whether an alias that no path leads to stands for what is written there, or for something around it."""
        return any(start <= span[0] and span[1] <= end for start, end in self._elsewhere)

    def is_on_one_line(self, spot: Spot) -> bool:
        """Whether a spot can be replaced as it stands: a word or quoted text on one line."""
        return spot.mark in ("", "'", '"') and _BREAKS.search(self.text, spot.start, spot.end) is None

    def _walk(self, path: Path, node: Node) -> None:
        self.nodes[path] = node
        spot = self._spot(node)
        self.values[path] = spot
        self._reached["value", spot.span].add(path)
        if isinstance(node.parts, dict):
            for key, entry in node.parts.items():
                inner = (*path, key)
                self.keys[inner] = self._spot(Node(entry.start, entry.end, None))
                self._reached["key", self.keys[inner].span].add(inner)
                self._walk(inner, entry.value)
        elif node.parts is not None:
            for index, item in enumerate(node.parts):
                self._walk((*path, index), item)

    def _is_used_elsewhere(self, name: str) -> bool:
        written = re.findall(rf"\*{re.escape(name)}(?![\w-])", self.text)
        return len(written) > len(self._aliases.get(name, ()))

    def _spot(self, node: Node) -> Spot:
        """Where a node is written; of a scalar's alias, where its anchor's value is."""
        first = self.text[node.start : node.start + 1]
        if first == "*":
            name = self.text[node.start + 1 : node.end]
            self._aliases.setdefault(name, set()).add(node.start)
            return self._anchored.get(name, Spot(node.start, node.end, "*")) if node.parts is None else self._bare(node)
        spot = self._bare(node)
        for anchor in _ANCHOR.findall(self.text[node.start : spot.start]):
            self._anchored[anchor] = spot
        return spot

    def _bare(self, node: Node) -> Spot:
        """A node without the anchor and the tag before it."""
        match = _PROPERTIES.match(self.text, node.start, node.end)
        start = match.end() if match is not None else node.start
        first = self.text[start : start + 1] if start < node.end else ""
        return Spot(start, node.end, first if first in ("'", '"', "|", ">", "{", "[", "*", "&", "!") else "")
