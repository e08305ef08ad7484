"""The JSON Schema (2020-12) of the figures, made from the very types that hold them."""

from __future__ import annotations

import re
from typing import Any

from msgspec.json import schema_components

from intlstrat.council import figures as module
from intlstrat.council.figures import Figures


def figures_schema() -> dict[str, Any]:
    """The schema of `report --format json`; every key is required, and no other is allowed."""
    _, parts = schema_components([Figures], ref_template="#/$defs/{name}")
    schema = parts.pop("Figures")
    for name, part in parts.items():
        _close(part, name)
    own = {key: schema["properties"][key] for key in schema["properties"] if key != "tool_version"}
    tool = {"name": {"const": "intlstrat"}, "version": {"type": "string"}}
    head: dict[str, Any] = {
        "schema_version": {"const": 1},
        "tool": {"type": "object", "properties": tool, "required": list(tool), "additionalProperties": False},
    }
    properties = {**head, **own}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:intlstrat:schema:report",
        "title": "The figures of a council paper (intlstrat)",
        "description": (
            "Money is in whole Norwegian kroner, converted at the strategy's rates; days are ISO 8601; codes are those "
            "of the records and of the strategy; null means not recorded, or not to be worked out from what is."
        ),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": parts,
    }


def _close(part: dict[str, Any], name: str) -> None:
    """Every key of a part is there, and no other; its docstring says what it is."""
    if part.get("type") != "object":
        return
    part["required"] = list(part["properties"])
    part["additionalProperties"] = False
    kind = getattr(module, name, None)
    if kind is not None and kind.__doc__:
        part["description"] = re.sub(r"\s+", " ", kind.__doc__).strip()
