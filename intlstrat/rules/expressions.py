"""What can be told of a CEL expression from its text alone: names it uses, and the meaning we give to `has`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import get_args, get_origin

from pydantic import BaseModel

from intlstrat.records.models import MODELS

_STRING = re.compile(
    r"""[rRbB]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|//[^\n]*""", re.DOTALL
)
_PARAMETER = re.compile(r"(?<![\w.])params\.([A-Za-z_]\w*)")
_GUARDED = re.compile(r"(?<![\w.])has\(\s*params\.([A-Za-z_]\w*)\s*\)")
_HAS = re.compile(r"(?<![\w.])has\(\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)\s*\)")
_PATH = re.compile(r"(?<![\w.])(?:partner|project|record)\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")
_ITEM_PATH = re.compile(r"(?<![\w.])item\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)")


def without_strings(expression: str) -> str:
    """The expression with its string literals and comments blanked out, at the same length."""
    return _STRING.sub(lambda match: " " * len(match[0]), expression)


def parameters_in(expressions: Iterable[str]) -> set[str]:
    """The names of the parameters that the expressions use."""
    return {name for expression in expressions for name in _PARAMETER.findall(without_strings(expression))}


def guarded_parameters_in(expressions: Iterable[str]) -> set[str]:
    """The names of the parameters that the expressions ask for with `has` first."""
    return {name for expression in expressions for name in _GUARDED.findall(without_strings(expression))}


def uses(expression: str, name: str) -> bool:
    """Whether the expression names a variable or function."""
    return re.search(rf"(?<![\w.]){re.escape(name)}\b", without_strings(expression)) is not None


def record_paths_in(expression: str) -> set[tuple[str, ...]]:
    """The dotted paths from the record that the expression names."""
    return {tuple(path.split(".")) for path in _PATH.findall(without_strings(expression))}


def item_paths_in(expression: str) -> set[tuple[str, ...]]:
    """The dotted paths from `item` that the expression names."""
    return {tuple(path.split(".")) for path in _ITEM_PATH.findall(without_strings(expression))}


def lenient_has(expression: str) -> str:
    """The expression as it runs: `has(a.b.c)` asks for `a.b` first, and of a list whether it has items.

    So `has` means on a record's plain maps what CEL's checker takes it to mean on messages: absent parents are no
    fault, and an unset list is an empty one. (`visits` alone is really absent when unset.)
    """
    blanked = without_strings(expression)
    parts, end = [], 0
    for match in _HAS.finditer(blanked):
        parts += [expression[end : match.start()], _asked(match[1].split("."))]
        end = match.end()
    return "".join(parts) + expression[end:]


def _asked(steps: list[str]) -> str:
    paths = [".".join(steps[:length]) for length in range(2, len(steps) + 1)]
    asked = [f"has({path})" for path in paths]
    if steps[-1] in _list_fields():
        asked.append(f"size({paths[-1]}) > 0")
    return f"({' && '.join(asked)})"


@cache
def _list_fields() -> frozenset[str]:
    """The names of fields that are lists in every model and never absent."""
    lists: set[str] = set()
    others: set[str] = set()
    pending: list[type[BaseModel]] = list(MODELS.values())
    seen: set[type[BaseModel]] = set()
    while pending:
        model = pending.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            (lists if get_origin(field.annotation) is list else others).add(name)
            pending += _models_in(field.annotation)
    return frozenset(lists - others)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
