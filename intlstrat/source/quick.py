"""Values first, places later: most files of a portfolio have no finding, and nobody asks where anything stands in them.

libyaml composes an ordinary file in one call, faster than it gives events to Python one by one. What the reading rules
may have to refuse, or what may be large or deep, is left to `source.compose`, which bounds all of it. Both give the
same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from operator import is_
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from intlstrat.source.document import Document, Node, Path, Quoted, Size, Value

_Loader: Any
try:
    from yaml._yaml import CParser

    class _Untyped(CParser):
        """Composes nodes without tags, which PyYAML would find for each node in turn by the rules of YAML 1.1."""

        @staticmethod
        def resolve(kind: object, value: object, implicit: object) -> str:
            return ""

        # What PyYAML calls on its way into a node, and out of it.
        descend_resolver = staticmethod(is_)
        ascend_resolver = staticmethod(tuple)

    _Loader = _Untyped
except ImportError:  # a platform without libyaml's wheel
    _Loader = None

_MOST_LETTERS, _MOST_BRACKETS, _MOST_DEPTH = 64 * 1024, 1000, 32
_MOST_NODES = 5000
_DEEP = " " * 80
"""Nothing that is indented less can be nested much deeper than half of that, but by brackets and on one line."""
_MARKS = ("&", "*", "!", "?")
_PROPERTY = re.compile(r"(?:^|[\s\[\]{},:?-])[&*!?]")
"""Where an anchor, an alias or a tag may begin, or a text whose first character libyaml takes for the sign of a key."""
_NULLS = ("", "~", "null")


Careful = Callable[[str, str], Document]
"""Gives the document in a text (the second; the first is its path), with every place."""


class _Later(Document, frozen=True, dict=True, kw_only=True):
    """A document whose places are found when somebody asks for one."""

    careful: Careful

    @cached_property
    def root(self) -> Node | None:
        return self.careful(self.path, self.text).root


class _Unusual(Exception):
    """The file is not one that is read here."""


def parse_quickly(path: str, text: str, careful: Careful) -> Document | None:
    """The document in `text`; None where it has to be read with care, as `careful` does it."""
    if _Loader is None or _is_unusual(text):
        return None
    try:
        node = _Loader(text).get_single_node()
        return _document(path, text, node, careful) if type(node) is MappingNode else None
    except (yaml.YAMLError, _Unusual):
        return None


def _is_unusual(text: str) -> bool:
    """Whether there may be something in a text that the reading rules refuse, or that is large or deep."""
    return (
        len(text) > _MOST_LETTERS
        or text.count("[") + text.count("{") > _MOST_BRACKETS
        or text.count("- - ") + text.count("? ") > _MOST_DEPTH
        or _DEEP in text
        or "<<" in text
        or text[-1:] in (" ", "\t")
        or (any(mark in text for mark in _MARKS) and _PROPERTY.search(text) is not None)
    )


def _document(path: str, text: str, node: Any, careful: Careful) -> Document:
    reader = _Reader()
    value = reader.map_of(node, (), 1)
    texts = reader.texts
    letters, longest = sum(map(len, texts)), max(map(len, texts), default=0)
    if len(texts) + reader.containers > _MOST_NODES:
        raise _Unusual
    size = Size(len(texts) + reader.containers, letters, reader.most_parts, longest)
    return _Later(path, text, value, None, (), tuple(reader.empty), size, tuple(texts), careful=careful)


class _Reader:
    """Makes plain values of libyaml's nodes, and notes every text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.empty: list[Path] = []
        self.containers = self.most_parts = 0

    def map_of(self, node: Any, path: Path, depth: int) -> dict[str, Value]:
        """The values of a map; a key without a value is left out and noted."""
        pairs, texts = node.value, self.texts
        values: dict[str, Value] = {}
        without: list[str] = []
        self._enter(pairs, depth)
        for key, part in pairs:
            if type(key) is not ScalarNode:
                raise _Unusual
            name = key.value
            texts.append(name)
            if type(part) is ScalarNode:
                value: str = part.value
                texts.append(value)
                if part.style:
                    values[name] = Quoted(value)
                elif value in _NULLS:
                    values[name] = None
                    without.append(name)
                    self.empty.append((*path, name))
                else:
                    values[name] = value
            elif type(part) is MappingNode:
                values[name] = self.map_of(part, (*path, name), depth + 1)
            else:
                values[name] = self.list_of(part, (*path, name), depth + 1)
        if len(values) < len(pairs):
            raise _Unusual  # a key stands twice
        for name in without:
            del values[name]
        return values

    def list_of(self, node: Any, path: Path, depth: int) -> list[Value]:
        """The values of a list."""
        parts = node.value
        values: list[Value] = []
        self._enter(parts, depth)
        for place, part in enumerate(parts):
            if type(part) is ScalarNode:
                value = part.value
                self.texts.append(value)
                values.append(Quoted(value) if part.style else None if value in _NULLS else value)
            elif type(part) is MappingNode:
                values.append(self.map_of(part, (*path, place), depth + 1))
            else:
                values.append(self.list_of(part, (*path, place), depth + 1))
        return values

    def _enter(self, parts: list[Any], depth: int) -> None:
        if depth > _MOST_DEPTH:
            raise _Unusual
        self.containers += 1
        if len(parts) > self.most_parts:
            self.most_parts = len(parts)
