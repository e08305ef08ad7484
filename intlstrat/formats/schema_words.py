"""The words that a JSON Schema is written in: short functions for the few shapes that we use."""

from __future__ import annotations

from collections.abc import Mapping

Schema = dict[str, object]


def closed_object(title: str, description: str, properties: Mapping[str, object]) -> Schema:
    """An object of which every key is required and no other allowed."""
    return {
        "title": title,
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(title: str, description: str, of: str) -> Schema:
    """A list of one of the named parts."""
    return {"title": title, "description": description, "type": "array", "items": ref(of)}


def texts(title: str, description: str) -> Schema:
    """A list of texts."""
    return {"title": title, "description": description, "type": "array", "items": {"type": "string"}}


def string(title: str, description: str, *, pattern: str | None = None) -> Schema:
    """A text, of that pattern if one is given."""
    limits = {} if pattern is None else {"pattern": pattern}
    return {"title": title, "description": description, "type": "string", **limits}


def date(title: str, description: str) -> Schema:
    """A day, as `2024-06-05`."""
    return string(title, description, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def count(title: str, description: str) -> Schema:
    """A number of things."""
    return {"title": title, "description": description, "type": "integer", "minimum": 0}


def nullable(schema: Schema) -> Schema:
    """The schema, or null; title and description stay where an editor looks for them."""
    told: Schema = {key: schema[key] for key in ("title", "description") if key in schema}
    return {**told, "anyOf": [schema, {"type": "null"}]}


def when(key: str, value: str, then: Mapping[str, object]) -> Schema:
    """Where the key has that value, these properties are so."""
    return {"if": {"properties": {key: {"const": str(value)}}}, "then": {"properties": dict(then)}}


def ref(name: str) -> Schema:
    """One of the named parts."""
    return {"$ref": f"#/$defs/{name}"}
