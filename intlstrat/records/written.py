"""How a field may be written: an example for somebody who has never filled it in, made from the model alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from intlstrat.records.models import Words
from intlstrat.records.types import TYPE_NAMES

_VALUES: Final[Mapping[str, str]] = {
    "date": "2026-06-05", "year": "1985", "amount": "45000", "number": "12", "count": "12", "boolean": "true",
    "country": "DK", "currency": "NOK", "sdg_goal": "11", "sdg_target": "11.4",
}  # fmt: skip
"""A value of each type whose form is not free."""
_MOST_PARTS = 2
"""So many parts of a group are shown."""


def example(model: type[BaseModel], key: str) -> str | None:
    """A field of a record as it may be written: `visits: [{date: 2026-06-05, direction: outgoing}]`.

    None where there is no such field, and where an example would only be copied: any text would do, or the word to
    choose is an assessment.
    """
    field = model.model_fields.get(key)
    written = _written(field.annotation, field.metadata) if field is not None else None
    return f"{key}: {written}" if written is not None else None


def _written(annotation: Any, metadata: Sequence[Any]) -> str | None:
    """Pydantic takes what stands behind a required field's type off it, and keeps that beside it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if metadata:
        return _value(metadata)
    if origin is Annotated:
        return _value(arguments[1:])
    if origin is list:
        item = _group(arguments[0])
        return f"[{item}]" if item is not None else None
    inner = [each for each in arguments if each is not NoneType]
    return _written(inner[0], ()) if len(inner) == 1 else None


def _group(model: Any) -> str | None:
    """The first parts of an item with parts of its own; None where its very first is one that anybody words anew."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    parts = []
    for key, field in list(model.model_fields.items())[:_MOST_PARTS]:
        word = _first_word(field.annotation)
        written = word if word is not None else _written(field.annotation, field.metadata)
        if written is not None:
            parts.append(f"{key}: {written}")
        elif not parts or field.is_required():
            return None
    return f"{{{', '.join(parts)}}}" if parts else None


def _first_word(annotation: Any) -> str | None:
    marks = [mark for part in (annotation, *get_args(annotation)) for mark in get_args(part) if isinstance(mark, Words)]
    return marks[0].enum[0] if marks and marks[0].enum else None


def _value(metadata: Sequence[Any]) -> str | None:
    if any(isinstance(each, Words) for each in metadata):
        return None
    return next((_VALUES.get(TYPE_NAMES[each.func]) for each in metadata if isinstance(each, BeforeValidator)), None)
