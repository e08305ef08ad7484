"""The outline of a file, and the records and rules by name."""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import Struct

from intlstrat.formats.terminal import one_line
from intlstrat.lsp.fields import Field, FileKind, fields_of, root
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File
from intlstrat.lsp.navigate import Site, head
from intlstrat.records import personal
from intlstrat.source.document import Entry, Node

Sort = Literal["map", "list", "value", "partner", "project", "rule"]

# What an item of a list is called by, the first of these that it has.
_NAMED_BY: Final = (
    *("statement", "title", "name", "description", "rule", "item", "source", "code", "id", "purpose", "date", "goal"),
)
_LONGEST: Final = 80
_MOST: Final = 100
"""So many records and rules are found at once; whoever wants others types another letter."""


class Symbol(Struct, frozen=True):
    """One line of the outline: its whole span, the span of its name (code points), and what lies below it."""

    name: str
    detail: str
    sort: Sort
    start: int
    end: int
    name_start: int
    name_end: int
    children: tuple[Symbol, ...] = ()


class Found(Struct, frozen=True):
    """A record or a rule that answers to what was looked for."""

    name: str
    id: str
    sort: Sort
    site: Site


def outline(file: File, known: Known) -> tuple[Symbol, ...]:
    """The keys of a file with what is below them; of a file that is broken for the moment, what it last was."""
    good = file.good
    if good is None or good.document.root is None:
        return ()
    return _Outline(file.kind, good, known).below(root(file.kind), good.document.root, good.document.value)


class _Outline:
    def __init__(self, kind: FileKind, file: File, known: Known) -> None:
        self.kind, self.known = kind, known
        self.text = file.document.text

    def below(self, field: Field | None, node: Node, value: Any) -> tuple[Symbol, ...]:
        if isinstance(node.parts, dict):
            return tuple(self._key(field, key, entry, value) for key, entry in node.parts.items())
        if isinstance(node.parts, list) and any(part.parts is not None for part in node.parts):
            return tuple(self._item(field, index, part, value) for index, part in enumerate(node.parts))
        return ()

    def _key(self, field: Field | None, key: str, entry: Entry, value: Any) -> Symbol:
        below = _below(field, key)
        part = value.get(key) if isinstance(value, dict) else None
        title = self.known.language.text(below.title) if below is not None and below.title else ""
        detail = _short(part) if isinstance(part, str) else title if title != key else ""
        children = self.below(below, entry.value, part)
        return self._symbol(key, detail, entry.start, entry.value, (entry.start, entry.end), children)

    def _item(self, field: Field | None, index: int, node: Node, value: Any) -> Symbol:
        part = value[index] if isinstance(value, list) and index < len(value) else None
        name = _short(part) if isinstance(part, str) else _name_of(part)
        children = self.below(field.item if field is not None else None, node, part)
        end = self.text.find("\n", node.start)
        named = (node.start, min(node.end, end if end >= 0 else node.end))
        return self._symbol(name or f"{index + 1}", "", node.start, node, named, children)

    def _symbol(
        self, name: str, detail: str, start: int, node: Node, named: tuple[int, int], children: tuple[Symbol, ...]
    ) -> Symbol:
        sort: Sort = "value" if node.parts is None else "map" if isinstance(node.parts, dict) else "list"
        end = max([named[1], last(self.text, node), *(child.end for child in children)])
        return Symbol(name.strip() or "–", detail, sort, start, end, *named, children)


def last(text: str, node: Node) -> int:
    """Where what is written of a value ends: behind its last part, and before the blank lines and comments there."""
    parts = node.parts.values() if isinstance(node.parts, dict) else node.parts or ()
    inside = [part.value if isinstance(part, Entry) else part for part in parts]
    if inside and text[node.end - 1 : node.end] not in ("]", "}"):
        heads = [part.end for part in parts if isinstance(part, Entry)]
        return max([*heads, *(last(text, part) for part in inside)])
    return node.start + len(text[node.start : node.end].rstrip())


def _below(field: Field | None, key: str) -> Field | None:
    if field is None:
        return None
    if field.model is not None:
        return fields_of(field.model).get(key)
    return field.item if field.free else None


def _name_of(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return next((_short(value[key]) for key in _NAMED_BY if isinstance(value.get(key), str)), "")


def _short(text: str) -> str:
    line = one_line(personal.mask(text, personal.find({"text": text}).values))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def search(query: str, known: Known) -> tuple[Found, ...]:
    """The records and rules whose name or id has what is looked for, or whose id has its letters in that order."""
    found = []
    for file in known.library.all():
        if file.kind in ("waivers", "strategy"):
            continue
        name = file.name
        if file.kind == "rule" and (rule := known.rules.get(file.id)) is not None:
            name = one_line(known.language.pick(rule.title))
        rank = _rank(query.casefold(), name.casefold(), file.id.casefold())
        if rank is not None:
            found.append((rank, name, file.path, file))
    found.sort(key=lambda each: each[:3])
    return tuple(Found(name, file.id, _sort(file.kind), head(file)) for _, name, _, file in found[:_MOST])


def _sort(kind: FileKind) -> Sort:
    return "partner" if kind == "partner" else "project" if kind == "project" else "rule"


def _rank(query: str, name: str, id_: str) -> int | None:
    """How well a record answers; None where it does not."""
    for rank, answers in enumerate((name.startswith, id_.startswith, name.__contains__, id_.__contains__)):
        if answers(query):
            return rank
    if all(word in name or word in id_ for word in query.split()):
        return 4
    return 5 if _in_order(query, id_) else None


def _in_order(query: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in query)
