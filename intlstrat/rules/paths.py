"""Paths into records as rules write them, such as `goals[item].due`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from intlstrat.records.portfolio import Path

_STEP = re.compile(r"[A-Za-z_]\w*|\[(?:item|\d+)\]")


def steps(path: str, position: int | None = None) -> Path:
    """A path such as `goals[item].due` as keys and indexes; `[item]` is `position`."""
    found: list[str | int] = []
    for step in _STEP.findall(path):
        if step == "[item]":
            found.append(position if position is not None else 0)
        else:
            found.append(int(step[1:-1]) if step.startswith("[") else step)
    return tuple(found)


def dotted(path: Path) -> str:
    """A path as people write it: `goals[0].due`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def is_set(data: object, path: Path) -> bool:
    """Whether a path leads to something in plain values; an empty list is not something, but for `visits`."""
    for step in path:
        if isinstance(step, int):
            parts: Any = dict(enumerate(data)) if isinstance(data, list) else {}
        else:
            parts = data if isinstance(data, dict) else {}
        if step not in parts:
            return False
        data = parts[step]
    return data != [] or path[-1:] == ("visits",)


def without(data: dict[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """A copy of plain values without what stands at some paths of keys."""
    copy = dict(data)
    for path in paths:
        part = copy
        for step in path[:-1]:
            if not isinstance(part.get(str(step)), dict):
                break
            part[str(step)] = part = dict(part[str(step)])
        else:
            part.pop(str(path[-1]), None)
    return copy
