"""What to say where a value has another shape than its key wants: one value for a list, a list for keys."""

from __future__ import annotations

import json
import re

from pydantic import BaseModel, ValidationError

from intlstrat.findings import Message, msg
from intlstrat.records.portfolio import Path
from intlstrat.records.types import shape_refusal

_PLAIN = re.compile(r"\w(?:[^\x00-\x1f:#]|:(?=\S)|(?<=\S)#)*", re.DOTALL)
"""What YAML takes for text as it stands: more than it, so that it is quoted too often rather than too seldom."""


def list_wanted(value: object, path: Path, item: type[BaseModel] | None) -> tuple[Message, Message]:
    """What to say of a value where a list is wanted, whose items have the keys of `item` (None: are single values)."""
    if value is None:
        refusal = shape_refusal(value)
        return refusal.message, refusal.fix
    if isinstance(value, dict):
        return msg("A list is wanted here, one item for each."), msg(
            "Put a hyphen and a space before the first key of each item."
        )
    message = msg("A list is wanted here, even of one item.")
    if item is not None:
        return message, _item_with_keys(str(value), path, item)
    return message, msg("Put a hyphen before it, on a line of its own, or write [{value}].", value=short(str(value)))


def keys_wanted(value: object, path: Path, model: type[BaseModel] | None) -> tuple[Message, Message]:
    """What to say of a value where the keys of `model` are wanted, or ones of the writer's own."""
    if value is None:
        refusal = shape_refusal(value)
        return refusal.message, refusal.fix
    if isinstance(value, list):
        return msg("Keys are wanted here, and not a list."), msg("Take away the hyphen, and write “key: value”.")
    message = msg("Keys are wanted here, and not a single value.")
    if model is None:
        return message, msg("Write each part as “key: value” on a line of its own, indented.")
    if path and isinstance(path[-1], int):
        return message, _item_with_keys(str(value), path, model)
    return message, msg(
        "Write each part as “key: value” on a line of its own, indented. The keys are {known}.",
        known=", ".join(model.model_fields),
    )


def _item_with_keys(value: str, path: Path, model: type[BaseModel]) -> Message:
    """How a single value becomes an item with keys: under the key that must be there, if that is one and takes it."""
    known = ", ".join(model.model_fields)
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    if len(required) == 1 and _accepts(model, {required[0]: value}):
        return msg(
            "Write it as “- {key}: {value}” on a line of its own, below “{list}:”.",
            key=required[0],
            value=_as_yaml(value),
            list=next(str(step) for step in reversed(path) if isinstance(step, str)),
        )
    if required:
        return msg(
            "Write each item as “- key: value”, and its other keys on lines below, indented as far as the first. "
            "The keys are {known} (required: {required}).",
            known=known,
            required=", ".join(required),
        )
    return msg(
        "Write each item as “- key: value”, and its other keys on lines below, indented as far as the first. "
        "The keys are {known}.",
        known=known,
    )


def _accepts(model: type[BaseModel], value: dict[str, str]) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _as_yaml(value: str) -> str:
    """A value as it can stand after a colon: in quotation marks, unless it is plain words."""
    shown = short(value)
    return shown if _PLAIN.fullmatch(value) and value.casefold() != "null" else json.dumps(shown, ensure_ascii=False)


def short(word: str) -> str:
    """A word that is short enough for a message."""
    return word if len(word) <= 60 else word[:59] + "…"
