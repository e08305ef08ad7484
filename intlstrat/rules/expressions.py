"""What can be told of a CEL expression from its text alone: names it uses, and the meaning we give to `has`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import get_args, get_origin

from pydantic import BaseModel

from intlstrat.records.models import MODELS

_STRING = re.compile(
    r"""[rRbB]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|//[^\n]*""", re.DOTALL
)
_PARAMETER = re.compile(r"(?<![\w.])params\.([A-Za-z_]\w*)")
_HAS = re.compile(r"(?<![\w.])has\(\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[[^][()]*\])+)\s*\)")
_NAMES = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*"
_PATH = re.compile(rf"(?<![\w.])(?:partner|project|record)\.({_NAMES})(\s*\()?")
_MACRO = r"\.\s*(?:all|exists|exists_one|filter|map)\("
_THROUGH = re.compile(rf"(?<![\w.])({_NAMES})\s*{_MACRO}")
_EACH = re.compile(rf"{_MACRO}\s*([A-Za-z_]\w*)\s*,")

_LINKED = re.compile(r"(?<![\w.])linked\b")
_COUNTED = re.compile(r"(?<![\w.])size\(\s*linked\s*\)")
_ANY_LINKED = re.compile(r"(?<![\w.])linked\s*\.\s*(?:all|exists|exists_one)\(\s*([A-Za-z_]\w*)\s*,")

IN_ORDER = "in_order"
"""The function that `in_order` calls; rules do not know it."""


@lru_cache(maxsize=4096)  # several things are asked of each expression when a pack is compiled
def without_strings(expression: str) -> str:
    """The expression with its string literals and comments blanked out, at the same length."""
    return _STRING.sub(lambda match: " " * len(match[0]), expression)


def parameters_in(expressions: Iterable[str]) -> set[str]:
    """The names of the parameters that the expressions use."""
    return {
        name
        for expression in expressions
        if "params" in expression
        for name in _PARAMETER.findall(without_strings(expression))
    }


def uses(expression: str, name: str) -> bool:
    """Whether the expression names a variable or function."""
    return name in expression and re.search(rf"(?<![\w.]){re.escape(name)}\b", without_strings(expression)) is not None


def record_paths_in(expression: str) -> set[tuple[str, ...]]:
    """The dotted paths from the record that the expression names.

    Of a list that is gone through (`goals.all(goal, …)`), what is asked of each item.
    """
    blanked = without_strings(expression)
    each = {path for name in _EACH.findall(blanked) for path in _below(blanked, name)}
    paths: set[tuple[str, ...]] = set()
    for names, call in _PATH.findall(blanked):
        path = tuple(names.split("."))
        paths |= {(*path[:-1], *below) for below in each or {()}} if call else {path}
    return paths


def _below(blanked: str, name: str) -> set[tuple[str, ...]]:
    """What an expression asks of a variable: paths below it, and the empty one where it is used as it is."""
    used = re.findall(rf"(?<![\w.]){name}\b(?!\s*,)((?:\.[A-Za-z_]\w*)*)(\s*\()?", blanked)
    return {tuple(names.split(".")[1:-1] if call else names.split(".")[1:]) for names, call in used}


def fields_of_linked(expressions: Iterable[str]) -> frozenset[str] | None:
    """The fields of linked records that expressions ask for; None where it cannot be told that these are all."""
    fields: set[str] = set()
    for expression in expressions:
        if "linked" not in expression:
            continue
        blanked = without_strings(expression)
        rest, each = _COUNTED.sub("", blanked), set(_ANY_LINKED.findall(blanked))
        if _LINKED.search(_ANY_LINKED.sub("", rest)) is not None:
            return None
        paths = {path for name in each for path in _below(blanked, name)}
        if () in paths:
            return None
        fields |= {path[0] for path in paths}
    return frozenset(fields)


def lenient_has(expression: str) -> str:
    """The expression as it runs: `has(a.b.c)` asks for `a.b` first, and of a list whether it has items.

    So `has` means on a record's plain maps what CEL's checker takes it to mean on messages: absent parents are no
    fault, and an unset list is an empty one. (`visits` alone is really absent when unset.)
    """
    blanked = without_strings(expression)
    parts, end = [], 0
    for match in _HAS.finditer(blanked):
        parts += [expression[end : match.start()], _asked(expression[match.start(1) : match.end(1)])]
        end = match.end()
    return "".join(parts) + expression[end:]


def _asked(path: str) -> str:
    """Whether everything on a path is there; an item of a list or map that is named by its index or key, is."""
    steps = list(re.finditer(r"\.([A-Za-z_]\w*)|\[[^]]*\]", path))
    asked = [f"has({path[: step.end()]})" for step in steps if step[1] is not None]
    if steps[-1][1] in _list_fields() and not path.startswith(("params.", "strategy.")):
        asked.append(f"size({path}) > 0")
    return f"({' && '.join(asked)})"


def in_order(expression: str, maps: Collection[str] = ()) -> str:
    """The expression as it runs: `map`, `filter` and the like go through the keys of a map in their order.

    CEL has no order of its own for them. `maps` are the parameters that are maps.
    """
    blanked = without_strings(expression)
    parts, end = [], 0
    for match in _THROUGH.finditer(blanked):
        path = match[1].split(".")
        if path[-1] in _map_fields() or (path[0] == "params" and ".".join(path[1:]) in maps):
            parts += [expression[end : match.start(1)], f"{IN_ORDER}({match[1]})"]
            end = match.end(1)
    return "".join(parts) + expression[end:]


@cache
def _list_fields() -> frozenset[str]:
    """The names of fields that are lists in every model and never absent."""
    fields = _every_field()
    lists = {name for name, annotation in fields if get_origin(annotation) is list}
    return frozenset(lists - {name for name, annotation in fields if get_origin(annotation) is not list})


@cache
def _map_fields() -> frozenset[str]:
    """The names of fields that are maps with keys of their own."""
    return frozenset(
        name
        for name, annotation in _every_field()
        if any(get_origin(part) is dict for part in (annotation, *get_args(annotation)))
    )


@cache
def scalar_fields() -> frozenset[str]:
    """The names of fields that hold a single text, number or date in every model, and never a list or a map."""
    fields = _every_field()
    more = {name for name, annotation in fields if _models_in(annotation) or _holds_many(annotation)}
    return frozenset(name for name, _ in fields) - more


def _holds_many(annotation: object) -> bool:
    return get_origin(annotation) in (list, dict) or any(_holds_many(part) for part in get_args(annotation))


@cache
def _every_field() -> tuple[tuple[str, object], ...]:
    """The name and type of every field of every model."""
    found: list[tuple[str, object]] = []
    pending: list[type[BaseModel]] = list(MODELS.values())
    seen: set[type[BaseModel]] = set()
    while pending:
        model = pending.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            found.append((name, field.annotation))
            pending += _models_in(field.annotation)
    return tuple(found)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
