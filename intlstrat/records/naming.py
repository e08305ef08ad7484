"""What kind of text a field holds: a name for something, where each character counts, or words for people."""

from __future__ import annotations

from collections.abc import Iterable
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from intlstrat.records import types
from intlstrat.records.models import Decision, Project, WaiverEntry, Words
from intlstrat.records.portfolio import Path

_CODES = (types.country, types.currency, types.sdg_target)
_IDENTIFIERS = frozenset(
    {
        (Project, "partners"), (Decision, "case"), (WaiverEntry, "rule"), (WaiverEntry, "item"), (WaiverEntry, "case")
    }
)  # fmt: skip
"""Fields of free text that name a record, a rule, an item or a case."""


def is_name(model: type[BaseModel], path: Path) -> bool:
    """Whether the field at a path of a record holds a code or an identifier, and no words, number, day or truth."""
    here: Any = model
    marks: tuple[Any, ...] = ()
    field: tuple[Any, str] | None = None
    for part in path:
        if isinstance(part, str):
            field = (next((found for found in (here, *_plain(here)) if _is_model(found)), None), part)
        here, marks = _step(here, part)
        if here is None:
            return False
    if any(isinstance(mark, Words) or getattr(mark, "func", None) in _CODES for mark in (*marks, *_marks(here))):
        return True
    return field in _IDENTIFIERS


def _step(annotation: Any, part: str | int) -> tuple[Any, tuple[Any, ...]]:
    """The type of one part of a value of that type, and what marks it; None where there is no such part."""
    for found in (annotation, *_plain(annotation)):
        origin = get_origin(found)
        if isinstance(part, int) and origin is list:
            return get_args(found)[0], ()
        if isinstance(part, str) and origin is dict:
            return get_args(found)[1], ()
        if isinstance(part, str) and _is_model(found):
            field = found.model_fields.get(part)
            return (field.annotation, tuple(field.metadata)) if field is not None else (None, ())
    return None, ()


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _plain(annotation: Any) -> Iterable[Any]:
    """The types inside an annotation that is a choice of several, or that carries marks."""
    if get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield choice
            yield from _plain(choice)
    elif get_origin(annotation) is Annotated:
        yield get_args(annotation)[0]


def _marks(annotation: Any) -> Iterable[Any]:
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    elif get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _marks(choice)
