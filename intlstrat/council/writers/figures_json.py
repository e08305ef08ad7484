"""The figures of the council paper → JSON, version 1: every figure, and none of the sentences that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, to_builtins

from intlstrat.council.figures import Figures
from intlstrat.formats.json_text import json_text


def render(figures: Figures) -> str:
    """One object, as `intlstrat schema report` describes it, in the order of the paper."""
    return json_text(as_data(figures))


def as_data(figures: Figures) -> dict[str, Any]:
    """The figures as plain values; keys that have no value are there and null."""
    data = plain(figures)
    return {"schema_version": 1, "tool": {"name": "intlstrat", "version": data.pop("tool_version")}, **data}


def plain(value: Struct) -> dict[str, Any]:
    """A value and all its parts as maps, lists, texts and numbers. Raises TypeError where one is something else."""
    found: dict[str, Any] = to_builtins(value, enc_hook=_of_another_class)
    return found


def _of_another_class(value: object) -> object:
    """The text, number or map that a value of some other class is all the same."""
    for kind in (str, int, float):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is nothing that JSON has.")
