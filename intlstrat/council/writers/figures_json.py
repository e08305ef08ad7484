"""The figures of the council paper → JSON, version 1: every figure, and none of the sentences that are made of them."""

from __future__ import annotations

from typing import Any

from msgspec import to_builtins

from intlstrat.council.figures import Figures
from intlstrat.formats.json_text import json_text


def render(figures: Figures) -> str:
    """One object, as `intlstrat schema report` describes it, in the order of the paper."""
    return json_text(as_data(figures))


def as_data(figures: Figures) -> dict[str, Any]:
    """The figures as plain values; keys that have no value are there and null."""
    data = to_builtins(figures)
    return {"schema_version": 1, "tool": {"name": "intlstrat", "version": data.pop("tool_version")}, **data}
