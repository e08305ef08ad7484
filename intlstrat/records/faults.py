"""What a model refuses, said so that people can mend it: a `Fault` for each of Pydantic's errors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

from intlstrat.findings import Message, msg
from intlstrat.records.norwegian import key_meant
from intlstrat.records.portfolio import Path
from intlstrat.records.shapes import keys_wanted, list_wanted, short
from intlstrat.records.types import Refusal
from intlstrat.suggest import closest, only_close

IsThere = Callable[[Path], bool]
"""Whether a key stands in the file, with or without a value."""


class Instead(Struct, frozen=True):
    """What takes the place of something refused, where it can be nothing else.

    `of` says of what: the value, the key at the end of the path, or a value that is to become a list's only item
    (whose `text` is empty). With a `currency`, it holds only where that is the currency of the record's budget.
    """

    text: str
    of: Literal["value", "key", "item"] = "value"
    currency: str | None = None


class Fault(Struct, frozen=True):
    """One thing that the model refuses. `missing` means a required key that is not there."""

    path: Path
    message: Message
    fix: Message
    missing: bool = False
    instead: Instead | None = None


def file_path(loc: tuple[int | str, ...], kept: Mapping[Path, tuple[int, ...]] | None = None) -> Path:
    """Pydantic's location as a path in the file.

    `kept` gives the places of items in lists that were shortened before Pydantic saw them.
    """
    path: Path = ()
    for part in loc:
        if isinstance(part, int) and kept and path in kept:
            part = kept[path][part]
        path = (*path, part)
    return path


def fault(
    model: type[BaseModel],
    details: Any,
    kept: Mapping[Path, tuple[int, ...]],
    empty: Collection[Path],
    is_there: IsThere,
) -> Fault:
    """One of Pydantic's errors as a fault. `empty` are the keys without a value; `kept` is as in `file_path`."""
    path = file_path(details["loc"], kept)
    match details["type"]:
        case "missing" if path in empty:
            message = msg("The key “{key}” is required, and has no value.", key=str(path[-1]))
            return Fault(path, message, msg("Write the value after the colon."), missing=True)
        case "missing":
            message = msg("The key “{key}” is required, and is not there.", key=str(path[-1]))
            fix = replace(msg("Write “{key}: …”.", key=str(path[-1])), also=description(model, path))
            return Fault(path, message, fix, missing=True)
        case "extra_forbidden":
            return _unknown_key(model, path, is_there)
        case "value_error":
            refusal = details["ctx"]["error"]
            assert isinstance(refusal, Refusal)
            is_key = path[-2:] == (details["input"], "[key]")  # Pydantic's mark on a map's key that is refused
            path = path[:-1] if is_key else path
            return Fault(path, refusal.message, refusal.fix, instead=_instead(refusal, "key" if is_key else "value"))
        case "list_type":
            instead = Instead("", "item") if details["input"] is not None else None
            return Fault(path, *list_wanted(details["input"], path, _model_at(model, path)), instead=instead)
        case _:  # model_type, dict_type
            return Fault(path, *keys_wanted(details["input"], path, _model_at(model, path)))


def _instead(refusal: Refusal, of: Literal["value", "key"]) -> Instead | None:
    return Instead(refusal.instead, of, refusal.currency) if refusal.instead is not None else None


def unknown_empty(model: type[BaseModel], empty: Collection[Path], gone: set[Path], is_there: IsThere) -> list[Fault]:
    """A fault for each key without a value that the model does not know, but inside what is refused as a whole."""
    faults = []
    for path in empty:
        if any(path[:end] in gone for end in range(len(path))):
            continue
        try:
            parent = _model_at(model, path[:-1])
        except KeyError:  # inside something that is refused as a whole
            continue
        if parent is not None and path[-1] not in parent.model_fields:
            faults.append(_unknown_key(model, path, is_there))
    return faults


def _unknown_key(model: type[BaseModel], path: Path, is_there: IsThere) -> Fault:
    key = str(path[-1])
    parent = _model_at(model, path[:-1]) or model
    known = list(parent.model_fields)
    below = [name for name, keys in _below(parent).items() if key in keys]
    meant = key_meant(key, known)
    slip = meant or only_close(key, known)
    if len(below) == 1 and len(key) > 2 and slip is None:
        return Fault(
            path,
            msg("The key “{key}” belongs under “{parent}”.", key=key, parent=below[0]),
            msg("Move it below “{parent}”, and indent it further than that key.", parent=below[0]),
        )
    if (suggestion := meant or closest(key, known)) is not None:
        message = msg(
            "The key “{key}” is not known here. Did you mean “{suggestion}”?", key=short(key), suggestion=suggestion
        )
        if is_there((*path[:-1], suggestion)):
            return Fault(path, message, _put_together(short(key), suggestion))
        fix = msg("Change “{key}” to “{suggestion}”, or delete it.", key=short(key), suggestion=suggestion)
        return Fault(path, message, fix, instead=Instead(slip, "key") if slip is not None and not below else None)
    fix = msg("Use one of these keys: {known}.", known=", ".join(known))
    if "notes" in known:
        fix = msg("Use one of these keys, or move the text to “notes”: {known}.", known=", ".join(known))
    return Fault(path, msg("The key “{key}” is not known here.", key=short(key)), fix)


def _put_together(key: str, known: str) -> Message:
    """The remedy for a key that another one stands beside already, which it would have to become."""
    return msg(
        "“{suggestion}” is there already: delete “{key}”, or put the two together under “{suggestion}”.",
        key=key,
        suggestion=known,
    )


@cache
def _below(model: type[BaseModel]) -> Mapping[str, Mapping[str, object]]:
    """Each key of a model, and the keys that may stand directly below it."""
    return {name: _fields_below(field.annotation) for name, field in model.model_fields.items()}


def _fields_below(annotation: object) -> Mapping[str, object]:
    """The keys of the model that stands directly below a field; none where that is a list or a single value."""
    model = _models_in(annotation)
    return model.model_fields if model is not None and get_origin(annotation) is not list else {}


def description(model: type[BaseModel], path: Path) -> Message | None:
    """What the key at the end of a path is for, in the model's own words."""
    try:
        parent = _model_at(model, path[:-1]) if path else None
    except KeyError:
        return None
    field = parent.model_fields.get(str(path[-1])) if parent is not None else None
    return Message(field.description) if field is not None and field.description else None


def how_to_write(model: type[BaseModel], path: Path) -> Message | None:
    """What the key at the end of a path is for; of one that stands in no other, how it may be written too."""
    from intlstrat.records.written import example

    about = description(model, path)
    written = example(model, str(path[0])) if len(path) == 1 else None
    return replace(about, also=msg("For instance: “{written}”.", written=written)) if about and written else about


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the part of a record that `path` leads to, or None where that is a map with keys of its own.

    Raises KeyError for a key that the models do not know.
    """
    found: type[BaseModel] | None = model
    free = False  # whether the next key is one that the writer chose: of a map, and not of a model
    for part in path:
        if not isinstance(part, str) or found is None:
            continue
        if free:
            free = False
        elif part not in found.model_fields:
            raise KeyError(part)
        else:
            annotation = found.model_fields[part].annotation
            found, free = _models_in(annotation), get_origin(annotation) is dict
    return None if free else found


def _models_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _models_in(part)) is not None), None)
