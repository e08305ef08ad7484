"""Writes what is the same for every record of a run, the parameters and the strategy, into expressions as literals.

CEL converts a variable anew for each record that is judged: of a whole strategy that takes longer than all rules do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from intlstrat.rules.expressions import without_strings

_NAME = r"[A-Za-z_]\w*"
_HAS = re.compile(rf"(?<![\w.])has\(\s*((?:params|strategy)(?:\.{_NAME})+)\s*\)")
_PATH = re.compile(rf"(?<![\w.])((?:params|strategy)(?:\.{_NAME})+)(\s*\()?")
_SHADOWED = re.compile(r"\(\s*(?:params|strategy)\s*,")
MOST_PARTS = 200
"""A list or map of more parts than this stays a variable: written out, it would be built at every evaluation."""


def with_constants(expression: str, values: Mapping[str, object]) -> str:
    """The expression with `params.x` and `strategy.x` written out, where they are set and not too large.

    `values` holds `params` and `strategy`, plain. What is not set stays, so that touching it is an error as before.
    """
    blanked = without_strings(expression)
    if _SHADOWED.search(blanked) is not None:  # a loop of the rule's own uses the name
        return expression
    parts, end = [], 0
    for start, stop, written in sorted(_replacements(blanked, values)):
        if start >= end:
            parts += [expression[end:start], written]
            end = stop
    return "".join(parts) + expression[end:]


def _replacements(blanked: str, values: Mapping[str, object]) -> Iterator[tuple[int, int, str]]:
    """From where to where something stands that can be written out, and how."""
    for match in _HAS.finditer(blanked):
        if _at(match[1].split("."), values) is not None:
            yield *match.span(), "true"
    for match in _PATH.finditer(_HAS.sub(lambda has: " " * len(has[0]), blanked)):
        names = match[1].split(".")
        names = names[:-1] if match[2] else names  # in `params.unit.startsWith(` the last is a call
        value = _at(names, values) if len(names) > 1 else None
        if value is not None and _parts(value) <= MOST_PARTS:
            yield match.start(), match.start() + len(".".join(names)), literal(value)


def _at(names: list[str], values: Mapping[str, object]) -> object:
    """What stands at a path of names; None where nothing does."""
    found: object = values
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _parts(value: object) -> int:
    if isinstance(value, Mapping):
        return 1 + sum(1 + _parts(part) for part in value.values())
    return 1 + sum(map(_parts, value)) if isinstance(value, list) else 1


def literal(value: object) -> str:
    """A plain value as CEL writes it, which is as JSON does."""
    written = json.dumps(value, ensure_ascii=False)
    return f"({written})" if isinstance(value, int | float) and value < 0 else written
