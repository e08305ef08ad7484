"""Writes into a file without touching what stands there: a key at its place in the order, an item at a list's end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.authoring.fix.edits import Edit
from intlstrat.lsp.fields import Field, FileKind, field_at, fields_of, root
from intlstrat.lsp.grown import is_with_key, is_with_waiver
from intlstrat.lsp.library import File, key_at, node_at
from intlstrat.lsp.symbols import last
from intlstrat.lsp.text import line_end
from intlstrat.source import Path
from intlstrat.source.document import Entry, Node

_BEGINNINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "goals": ("statement", "indicator", "target", "due"),
    "risks": ("description", "likelihood", "impact", "mitigation"),
    "activities": ("title", "start", "end", "responsible"),
    "visits": ("date", "direction", "purpose"),
    "funding": ("source", "kind", "amount", "status"),
    "sdgs": ("goal", "targets", "contribution"),
}
"""What a new item of a list begins with, where that is more than what is required or comes first."""


def add_key(file: File, path: Path) -> Edit | None:
    """The key that is missing at a path, without a value, with whatever must stand around it.

    None where it is there already, where it can have no place, or where the file cannot be read for the moment; and
    where the file would not read as it did before with the key.
    """
    found = _key(file, path)
    return found if found is not None and is_with_key(file, found, path) else None


def _key(file: File, path: Path) -> Edit | None:
    document = file.document
    if document.fatal or document.root is None or not path:
        return None
    kind: FileKind = file.kind
    for end in range(1, len(path) + 1):
        here = path[:end]
        node = node_at(document, here)
        field = field_at(kind, here)
        if field is None:
            return None
        if node is None:
            return _new_key(file, here, field, path[end:])
        if _is_empty(node):
            body = _body(field, path[end:])
            return _below(file, here, body) if body and isinstance(here[-1], str) else None
    return None


def add_waiver(file: File, values: Mapping[str, str]) -> Edit | None:
    """A waiver with these keys, written as they stand here; one without a value is left to be filled in.

    None where it can have no place, or where the file would not read as it did before with the waiver.
    """
    lines = _item([f"{key}: {value}" if value else f"{key}:" for key, value in values.items()])
    found = _waiver(file, values, lines)
    return found if found is not None and is_with_waiver(file, found, lines) else None


def _waiver(file: File, values: Mapping[str, str], lines: list[str]) -> Edit | None:
    document = file.document
    if file.kind == "waivers" and (document.root is None or _is_empty(document.root)):
        if document.root is None and not _is_only_comments(file.text):
            return None
        return _at_end(file, lines)
    if document.fatal or document.root is None:
        return None
    path: Path = () if file.kind == "waivers" else ("waivers",)
    node = node_at(document, path)
    if node is None:
        field = field_at(file.kind, path)
        return _insert(file, (), "waivers", ["waivers:", *_indented(lines)]) if field is not None else None
    if _is_empty(node):
        below = _below(file, path, lines) if path else None
        return below if below is not None or not _is_brackets(file.text, node) else _append(file, node, values, lines)
    if not isinstance(node.parts, list):
        return None
    return _append(file, node, values, lines)


def _append(file: File, node: Node, values: Mapping[str, str], lines: list[str]) -> Edit | None:
    """One more item of a list that has some, in the style that it is written in."""
    text, parts = file.text, node.parts
    assert isinstance(parts, list)
    if text[node.start] == "[":
        close = node.start + len(text[node.start : node.end].rstrip()) - 1
        pairs = ", ".join(f"{key}: {value}" for key, value in values.items())
        at = close if not parts else last(text, parts[-1])
        return Edit(at, at, f"{', ' if parts else ''}{{{pairs}}}")
    first = parts[0]
    before = text[text.rfind("\n", 0, first.start) + 1 : first.start]
    dash = before.rfind("-")
    if dash < 0:
        return None
    end = line_end(text, last(text, parts[-1]))
    return _lines_at(file, end, lines, dash)


def _new_key(file: File, path: Path, field: Field, rest: Path) -> Edit | None:
    if not isinstance(path[-1], str):
        return None
    parent = node_at(file.document, path[:-1])
    if parent is None or not isinstance(parent.parts, dict):
        return None
    key = path[-1]
    if file.text[parent.start] == "{":
        return _into_brackets(file.text, parent, key, field, rest)
    head = f"{key}: []" if _is_plain_list(field) else f"{key}:"
    return _insert(file, path[:-1], key, [head, *_indented(_body(field, rest))])


def _into_brackets(text: str, parent: Node, key: str, field: Field, rest: Path) -> Edit:
    """A key in a map that is written in brackets: behind its last value."""
    value = "[]" if field.form == "list" else f"{{{rest[0]}: }}" if field.form == "map" and rest else ""
    if not parent.parts:
        return Edit(parent.start + 1, parent.start + 1, f"{key}: {value}")
    assert isinstance(parent.parts, dict)
    final = list(parent.parts.values())[-1]
    at = max(last(text, final.value), final.end)
    if final.value.start == final.value.end:  # its colon stands before its place
        at = text.find(":", final.end) + 1
        if text[at : at + 1] != " ":
            return Edit(at, at, f" , {key}: {value}")
        at += 1
    return Edit(at, at, f", {key}: {value}")


def _is_plain_list(field: Field) -> bool:
    return field.form == "list" and (field.item is None or field.item.model is None)


def _body(field: Field, rest: Path) -> list[str]:
    """The lines that belong below a key: the key that is wanted there, or those that its kind begins with."""
    if field.form == "list" and field.item is not None and field.item.model is not None:
        return _item([f"{name}:" for name in _first_keys(field.name, field.item)])
    if field.form != "map" or field.model is None:
        return []
    known = fields_of(field.model)
    if rest and isinstance(rest[0], str) and rest[0] in known:
        below = known[rest[0]]
        head = f"{below.name}: []" if _is_plain_list(below) else f"{below.name}:"
        return [head, *_indented(_body(below, rest[1:]))]
    return [f"{name}:" for name in _first_keys(field.name, field)]


def _first_keys(name: str, field: Field) -> tuple[str, ...]:
    assert field.model is not None
    known = fields_of(field.model)
    if name in _BEGINNINGS:
        return tuple(each for each in _BEGINNINGS[name] if each in known)
    required = tuple(each.name for each in known.values() if each.required)
    return required or tuple(known)[:2]


def _item(lines: list[str]) -> list[str]:
    return [f"- {lines[0]}", *_indented(lines[1:])]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _insert(file: File, parent: Path, key: str, lines: list[str]) -> Edit | None:
    """A new key of a map in block style: behind the last of those that come before it in the order."""
    node = node_at(file.document, parent)
    if node is None or not isinstance(node.parts, dict) or not node.parts or file.text[node.start] == "{":
        return None
    field = field_at(file.kind, parent) or root(file.kind)
    order = list(fields_of(field.model)) if field.model is not None else []
    first = min(node.parts.values(), key=lambda entry: entry.start)
    column = first.start - (file.text.rfind("\n", 0, first.start) + 1)
    if key not in order:
        return None
    earlier = [entry for name, entry in node.parts.items() if name in order[: order.index(key)]]
    if not earlier:
        newline = _newline(file.text)
        return Edit(first.start, first.start, f"{newline}{' ' * column}".join([*lines, ""]))
    end = max(_end(file.text, entry) for entry in earlier)
    return _lines_at(file, line_end(file.text, end), lines, column)


def _below(file: File, path: Path, lines: list[str]) -> Edit | None:
    """Lines below a key that has no value yet."""
    entry = key_at(file.document, path)
    if entry is None:
        return None
    start = file.text.rfind("\n", 0, entry.start) + 1
    if "{" in file.text[start : entry.start] or "[" in file.text[start : entry.start]:
        return None
    column = entry.start - start
    if entry.value.parts is None:
        return _lines_at(file, line_end(file.text, file.text.find(":", entry.end)), lines, column + 2)
    if not _is_brackets(file.text, entry.value):
        return None
    end = line_end(file.text, entry.value.end)
    comment = file.text[entry.value.end : end].rstrip()
    block = _lines_at(file, end, lines, column + 2).new
    return Edit(len(file.text[: entry.value.start].rstrip()), end, comment + block)


def _lines_at(file: File, end: int, lines: list[str], column: int) -> Edit:
    return Edit(end, end, "".join(f"{_newline(file.text)}{' ' * column}{line}" for line in lines))


def _at_end(file: File, lines: list[str]) -> Edit | None:
    text, newline, empty = file.text, _newline(file.text), file.document.root
    if empty is not None and empty.start != empty.end:  # an empty list in brackets
        return Edit(empty.start, empty.end, newline.join(lines)) if _is_brackets(text, empty) else None
    lead = newline if text and not text.endswith("\n") else ""
    return Edit(len(text), len(text), lead + newline.join(lines) + newline)


def _end(text: str, entry: Entry) -> int:
    if entry.value.start == entry.value.end:
        return text.find(":", entry.end) + 1
    return max(entry.end, last(text, entry.value))


def _is_empty(node: Node) -> bool:
    """Whether there is nothing: no value after the colon, or an empty list or map."""
    return not node.parts and (node.parts is not None or node.start == node.end)


def _is_brackets(text: str, node: Node) -> bool:
    """Whether a value is an empty pair of brackets, without so much as a comment in them."""
    written = text[node.start : node.end].rstrip()
    return written[:1] in ("[", "{") and not written[1:-1].strip()


def _is_only_comments(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
