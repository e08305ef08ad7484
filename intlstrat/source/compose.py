"""One pass over libyaml's events: text values, spans, and every refusal of the reading rules (records.md).

The events come one at a time, so depth and size are bounded before anything large is built. Scalars stay text; the
resolver of YAML 1.1, which makes `NO` false and `8.10` 8.1, is never asked.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import AliasEvent, DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from intlstrat.findings import Message, msg
from intlstrat.source.decode import MAX_BYTES, decode, refused
from intlstrat.source.document import Document, Entry, Node, Path, Problem, Quoted, Value
from intlstrat.source.explain import (
    BAD_NAME,
    CANNOT_BEGIN,
    MAX_DEPTH,
    NO_KEY,
    TOO_DEEP,
    explain_syntax,
    first_line_without_colon,
    place_of_fault,
)
from intlstrat.source.frames import Anchored, Frame, Stop
from intlstrat.source.quick import parse_quickly

_Parser: Any
try:
    from yaml._yaml import CParser

    _Parser = CParser
except ImportError:  # a platform without libyaml's wheel: slower, the same events
    _Parser = yaml.BaseLoader

MAX_NODES = 10_000
"""How many maps, lists, keys and values a file may have after aliases are expanded."""

_NULLS = ("", "~", "null")
_TAG = re.compile(r"(?:&\S+\s+)?!\S*")


def parse(path: str, data: bytes) -> Document:
    """The YAML document in `data`. Never raises for bad input: what is refused stands in `problems`."""
    text = decode(path, data)
    if isinstance(text, Document):
        return text
    return parse_quickly(path, text, compose) or compose(path, text)


def compose(path: str, text: str) -> Document:
    """The YAML document in a file's text, with every refusal and every place."""
    return _Composer(path, text).run()


class _Composer:
    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.asks = "?" in text
        self.frames: list[Frame] = []
        self.problems: list[Problem] = []
        self.empty: list[Path] = []
        self.anchors: dict[str, Anchored] = {}
        self.nodes = self.letters = 0
        self.value: Value
        self.root: Node | None = None

    def run(self) -> Document:
        try:
            self._events()
        except Stop as stop:
            problem = Problem(True, stop.message, stop.fix, stop.start, max(stop.end, stop.start + 1))
            return Document(self.path, self.text, None, None, (problem,))
        except yaml.MarkedYAMLError as error:
            opened = self.frames[-1].start if self.frames else None
            first = first_line_without_colon(error, self.text, opened)
            if first is not None:
                return refused(self.path, *NO_KEY, self.text, first)
            index = place_of_fault(error, self.text, opened)
            message, fix = explain_syntax(error.problem, error.context, at=self.text[index : index + 1])
            return refused(self.path, message, fix, self.text, index)
        except yaml.YAMLError:  # the reader's own; `decode` refuses such text first, so this is a safety net
            message, fix = explain_syntax()
            return refused(self.path, message, fix, self.text)
        if self.root is None or (self.value is None and self.root.parts is None):
            return refused(self.path, msg("The file is empty."), msg("Write the record, or delete the file."))
        return Document(self.path, self.text, self.value, self.root, tuple(self.problems), tuple(self.empty))

    def _events(self) -> None:
        # libyaml forgets the last line of a block when it has nothing but white space and no end.
        blank = self.text[-1:] in (" ", "\t")
        next_event = _Parser(self.text + "\n" if blank else self.text).get_event
        documents = 0
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._open(event, kind is MappingStartEvent)
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Stop(
                        msg("A second YAML document begins here, and a file holds one record."),
                        msg("Move what follows “---” to a file of its own, or delete it."),
                        event,
                    )
            elif self.frames:
                self._close(event.end_mark.index)

    def _scalar(self, event: Any) -> None:
        value: str | None = event.value
        letters = len(event.value)
        self._count(1, letters, event)
        if not event.implicit[0] and event.tag is None:
            value = Quoted(value)
        elif value in _NULLS and event.tag is None:
            value = None
        node = Node(event.start_mark.index, event.end_mark.index, None)
        if event.anchor is not None:
            self._named(event, self.text.find("&", node.start) + 1)
            self.anchors[event.anchor] = Anchored(value, event.value, node, 1, 0, letters)
        if event.tag is not None:
            self._tagged(event)
        self._attach(value, event.value, node, event)

    def _open(self, event: Any, is_map: bool) -> None:
        self._count(1, 0, event)
        self._deepen(1, event)
        if event.tag is not None:
            self._tagged(event)
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)  # a name in use again: inside, it must not mean the old one
        self.frames.append(Frame(is_map, event.start_mark.index, event.anchor, (self.nodes, self.letters)))

    def _close(self, end: int) -> None:
        frame = self.frames.pop()
        node = Node(frame.start, min(end, len(self.text)), frame.parts)
        if frame.anchor is not None:
            nodes, letters = self.nodes - frame.before[0] + 1, self.letters - frame.before[1]
            self.anchors[frame.anchor] = Anchored(frame.value, None, node, nodes, frame.levels, letters)
        if self.frames:
            self.frames[-1].levels = max(self.frames[-1].levels, frame.levels + 1)
        self._attach(frame.value, None, node, None)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise Stop(
                msg("The alias *{name} refers to nothing that is finished above it.", name=event.anchor),
                msg("Write the value itself instead of the alias."),
                event,
            )
        self._named(event, event.start_mark.index + 1)
        value, key, node, nodes, levels, letters = self.anchors[event.anchor]
        self._count(nodes, letters, event)
        self._deepen(levels, event)
        if self.frames:
            self.frames[-1].levels = max(self.frames[-1].levels, levels + 1)
        self._attach(value, key, Node(event.start_mark.index, event.end_mark.index, node.parts), event)

    def _attach(self, value: Value, key: str | None, node: Node, event: Any) -> None:
        """Puts a finished value where it belongs: into the open list, or as the open map's next key or value.

        `key` is what it is as a key, and `event` where it stands; neither is there of a map or list.
        """
        if not self.frames:
            self.value, self.root = value, node
            return
        frame = self.frames[-1]
        if not frame.is_map:
            frame.value.append(value)
            frame.parts.append(node)
        elif frame.entry is None:
            self._key(frame, key, isinstance(value, Quoted), node, event)
        else:
            if frame.key is not None:
                frame.parts[frame.key] = Entry(*frame.entry, node)
                if value is not None:
                    frame.value[frame.key] = value
                elif len(path := self._steps(self.frames)) == len(self.frames):
                    self.empty.append(path)
            frame.key = frame.entry = None

    def _key(self, frame: Frame, key: str | None, is_quoted: bool, node: Node, event: Any) -> None:
        """Takes a key; one that is refused keeps `frame.key` None, so that its value is dropped."""
        frame.entry = (node.start, node.end)
        if key is None:
            message = msg("A key must be a single word, not a list or a map.")
            self._problem(message, msg("Write the key as plain text."), node, None)
            return
        if self.asks and self.text[node.start - 1 : node.start] == "?":
            # YAML 1.2 has a text here, and libyaml the sign of a key and a text without its first character.
            fix = msg("Put quotation marks around a text that begins with ?.")
            raise Stop(CANNOT_BEGIN, fix, event)
        if key == "<<" and not is_quoted:
            self._problem(
                msg("Merge keys (<<) are not allowed, so that each record says itself what holds for it."),
                msg("Copy the values in, and delete the merge key."),
                node,
                ("<<",),
            )
        elif key in frame.parts:
            line = self._line(frame.parts[key].start)
            self._problem(
                msg("The key “{key}” stands twice; the first is on line {line}.", key=key, line=line),
                msg("Keep one of them."),
                node,
                (key,),
            )
        else:
            frame.key = key

    def _named(self, event: Any, start: int) -> None:
        """Refuses a name of an anchor or alias that goes on in YAML 1.2 where libyaml's ends."""
        end = start + len(event.anchor)
        if self.text[end : end + 1] in (":", "?"):
            raise Stop(*BAD_NAME, event)

    def _tagged(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        tag = _TAG.match(self.text, start, end)
        self._problem(
            msg(
                "The tag “{tag}” is not allowed: values are plain text here.",
                tag=event.tag.replace("tag:yaml.org,2002:", "!!"),
            ),
            msg("Delete the tag and keep the value."),
            Node(start, tag.end() if tag is not None else end, None),
            None,
        )

    def _problem(self, message: Message, fix: Message, node: Node, last: Path | None) -> None:
        """Notes a refusal; `last` is the path inside the innermost frame, or None for what comes now."""
        outer = self.frames if last is None else self.frames[:-1]
        path = self._steps(outer)
        whole = len(path) == len(outer)
        if whole and last is not None:
            path = (*path, *last)
        self.problems.append(Problem(False, message, fix, node.start, node.end, path, cut=whole and last is None))

    @staticmethod
    def _steps(frames: list[Frame]) -> Path:
        """The keys and indexes that lead to what comes now in the innermost of these frames.

        A key, or a value whose key is refused, has no path of its own: the place in the record ends before it.
        """
        steps: list[str | int] = []
        for frame in frames:
            step = frame.key if frame.is_map else len(frame.value)
            if step is None:
                break
            steps.append(step)
        return tuple(steps)

    def _count(self, nodes: int, letters: int, event: Any) -> None:
        self.nodes += nodes
        self.letters += letters
        if self.nodes > MAX_NODES:
            raise Stop(
                msg("The file has more than {limit} keys and values (aliases counted in full).", limit=MAX_NODES),
                msg("Shorten the record, or split it."),
                event,
            )
        if self.letters > MAX_BYTES:
            raise Stop(
                msg("The file holds more than 1 MiB of text (aliases counted in full)."),
                msg("Shorten the record, or split it."),
                event,
            )

    def _deepen(self, levels: int, event: Any) -> None:
        if len(self.frames) + levels > MAX_DEPTH:
            raise Stop(*TOO_DEEP, event)

    def _line(self, index: int) -> int:
        return self.text.count("\n", 0, index) + 1
