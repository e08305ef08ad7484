"""The pages of fields: everything that a record may hold, from the schema that editors use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intlstrat.formats.schemas import json_schema
from intlstrat.records.fields import ORDER
from intlstrat.rules.model import Rule
from tools.reference.writing import Book, slug, table, text, whole

_ENDING = "_or_nothing"
_CODES = ("areas", "goals", "principles", "programmes", "relations")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its path in the record (`goals[].due`), its schema, and whether it must be there."""

    path: str
    schema: Mapping[str, Any]
    must: bool

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


class _Fields:
    """The fields of one kind of record."""

    def __init__(self, book: Book, kind: str) -> None:
        schema: Any = json_schema(kind, book.language, book.pack.strategy)
        self.book, self.kind = book, kind
        self.definitions: Mapping[str, Any] = schema["$defs"]
        self.top = schema["items"] if kind == "waivers" else schema

    def page(self) -> str:
        parts = self.book.head(self.kind)
        groups = list(self._groups("", self.top))
        used: dict[str, None] = {}
        for path, fields in groups:
            if path:
                parts.append(f"## `{path}`")
                described = self._at(path).get("description")
                parts.append(text(described) if described else "")
            parts.append(self._table(fields))
            parts += [self._choices(field) for field in fields]
            used |= {name: None for field in fields if (name := self._shared(field.schema)) in _CODES}
        if used:
            parts.append(f"## {self.book.word('codes')}")
            parts += [self._codes(name) for name in used]
        return whole(parts)

    def _groups(self, path: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, list[_Field]]]:
        """The fields of a map, and then those of the maps in it."""
        required = schema.get("required", ())
        properties = schema["properties"]
        names = ORDER.get(self.kind, properties) if not path else properties
        fields = [_Field(f"{path}.{name}".lstrip("."), properties[name], name in required) for name in names]
        yield path, fields
        for field in fields:
            inner = field.schema
            if "items" in inner and "properties" in inner["items"]:
                yield from self._groups(f"{field.path}[]", inner["items"])
            elif "properties" in inner:
                yield from self._groups(field.path, inner)

    def _at(self, path: str) -> Mapping[str, Any]:
        schema: Mapping[str, Any] = self.top
        for part in path.split("."):
            schema = schema.get("items", schema)["properties"][part.removesuffix("[]")]
        return schema

    def _table(self, fields: Sequence[_Field]) -> str:
        word = self.book.word
        rows = []
        for field in fields:
            name = f"`{field.name}`" + (f" **{word('must')}**" if field.must else "")
            meaning = f"**{text(field.schema['title'])}.** {text(field.schema.get('description', ''))}"
            asking = ", ".join(self.book.rule(rule) for rule in self._rules(field.path))
            rows.append((name, meaning, self._way(field), asking))
        if not any(row[3] for row in rows):
            return table((word("field"), word("what"), word("write")), [row[:3] for row in rows])
        return table((word("field"), word("what"), word("write"), word("asks")), rows)

    def _way(self, field: _Field) -> str:
        """How a field is written; a link to the fields in it, where it has some."""
        written = text(self._written(field.schema))
        inner = field.schema.get("items", field.schema)
        return f"[{written}](#{slug(field.path)})" if "properties" in inner else written

    def _written(self, schema: Mapping[str, Any]) -> str:
        """How a value is written, in a few words."""
        word = self.book.word
        name = self._shared(schema)
        if name in _CODES:
            own = f" {word('own')}" if self._has_own_words(name) else ""
            prefix = f"{word('list')}: " if "items" in schema else ""
            return f"{prefix}{word('one_of')}{own}"
        if "items" in schema:
            return f"{word('list')}: {self._written(schema['items'])}"
        if "patternProperties" in schema:
            return word("by_year")
        if "properties" in schema:
            return word("map")
        if name is not None:
            return word(name)
        consts = self._consts(schema)
        if consts and isinstance(consts[0][0], int):
            return word("un_goal")
        return ", ".join(str(const) for const, _ in consts) if consts else word("text")

    def _shared(self, schema: Mapping[str, Any]) -> str | None:
        """The name of the type that a field, or an item of its list, has in common with others."""
        inner = schema.get("items", schema)
        found = inner.get("$ref", "").rpartition("/")[2].removesuffix(_ENDING)
        return found or None

    def _consts(self, schema: Mapping[str, Any]) -> list[tuple[Any, str]]:
        return [(each["const"], each["description"]) for each in schema.get("anyOf", ()) if "const" in each]

    def _has_own_words(self, name: str) -> bool:
        return any("properties" in each for each in self._definition(name).get("anyOf", ()))

    def _definition(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.definitions.get(name) or self.definitions[f"{name}{_ENDING}"]
        return found

    def _choices(self, field: _Field) -> str:
        """The words that a field may have, with their meanings."""
        schema = field.schema.get("items", field.schema)
        consts = self._consts(schema)
        if not consts:
            return ""
        rows = [(f"`{const}`", text(meaning)) for const, meaning in consts]
        return table((f"`{field.name}`", self.book.word("means")), rows)

    def _codes(self, name: str) -> str:
        rows = [(f"`{const}`", text(meaning)) for const, meaning in self._consts(self._definition(name))]
        return table((f"`{name}`", self.book.word("means")), rows) if rows else ""

    def _rules(self, path: str) -> list[Rule]:
        """The rules that ask for a field: those whose finding points at it, or that wait for it or go through it."""
        plain = path.replace("[]", "")
        return [
            rule
            for rule in self.book.pack.rules
            if rule.subject in (self.kind, "record") and plain in _paths(rule) and plain not in ("waivers", "notes")
        ]


def _paths(rule: Rule) -> set[str]:
    named = [rule.at or "", *rule.needs]
    if rule.for_each is not None and re.fullmatch(r"\w+(?:\.\w+)+", rule.for_each):
        named.append(rule.for_each.partition(".")[2])
    return {re.sub(r"\[\w*\]", "", path) for path in named if path}


def field_page(book: Book, kind: str) -> str:
    """The page of the fields of one kind of record."""
    return _Fields(book, kind).page()
