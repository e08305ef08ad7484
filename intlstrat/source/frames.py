"""What is held while a file is composed: its open maps and lists, what aliases stand for, and why it ends early."""

from __future__ import annotations

from typing import Any, NamedTuple

from intlstrat.findings import Message
from intlstrat.source.document import Node, Value


class Stop(Exception):
    """Ends the reading of a file that gives no record."""

    def __init__(self, message: Message, fix: Message, event: Any) -> None:
        self.message, self.fix = message, fix
        self.start, self.end = event.start_mark.index, event.end_mark.index


class Frame:
    """A map or list that is being filled."""

    __slots__ = ("anchor", "before", "entry", "is_map", "key", "levels", "parts", "start", "value")

    def __init__(self, is_map: bool, start: int, anchor: str | None, before: tuple[int, int]) -> None:
        self.is_map, self.start, self.anchor, self.before = is_map, start, anchor, before
        self.value: Any = {} if is_map else []
        self.parts: Any = {} if is_map else []
        self.key: str | None = None
        self.entry: tuple[int, int] | None = None  # where the key stands whose value comes next
        self.levels = 1  # how many levels of maps and lists it holds so far, itself among them


class Anchored(NamedTuple):
    """What an alias stands for, with its numbers of nodes, of levels and of characters when it is written out."""

    value: Value
    key: str | None
    """What it is as a key: the text, also of one that is no value; None for maps and lists."""
    node: Node
    nodes: int
    levels: int
    letters: int
