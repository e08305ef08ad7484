"""How a field may be written: an example for somebody who has never filled it in, made from the model alone."""

from __future__ import annotations

from collections.abc import Mapping
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
    """A field of a model as it may stand in a record: `visits: [{date: 2026-06-05, direction: outgoing}]`.

    None where there is no such field, and where any text would do: an example would only be copied.
    """
    field = model.model_fields.get(key)
    written = _of(field) if field is not None else None
    return f"{key}: {written}" if written is not None else None


def _written(annotation: Any) -> str | None:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[1:])
    if origin is list:
        item = _group(arguments[0])
        return f"[{item}]" if item is not None else None
    inner = [each for each in arguments if each is not NoneType]
    return _written(inner[0]) if len(inner) == 1 else None


def _group(model: Any) -> str | None:
    """The first parts of an item with parts of its own, where those that must be there are among them."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    shown = {key: written for key, field in model.model_fields.items() if (written := _of(field)) is not None}
    first = dict(list(shown.items())[:_MOST_PARTS])
    if not first or any(field.is_required() and key not in first for key, field in model.model_fields.items()):
        return None
    return f"{{{', '.join(f'{key}: {written}' for key, written in first.items())}}}"


def _of(field: Any) -> str | None:
    """Pydantic takes what stands behind a type off it, and keeps that beside it."""
    return _value(field.metadata) if field.metadata else _written(field.annotation)


def _value(metadata: Any) -> str | None:
    for each in metadata:
        if isinstance(each, Words):
            return each.enum[0] if each.enum else None
    return next((_VALUES.get(TYPE_NAMES[each.func]) for each in metadata if isinstance(each, BeforeValidator)), None)
