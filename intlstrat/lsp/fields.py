"""The fields of every kind of file: what may stand at a path, what it is called, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from intlstrat.records.fields import ORDER
from intlstrat.records.models import MODELS, Model, Partner, Project, WaiverEntry, Words
from intlstrat.records.types import TYPE_NAMES
from intlstrat.rules.shape import RuleShape, StrategyShape
from intlstrat.source import Path

FileKind = Literal["partner", "project", "waivers", "strategy", "rule"]
"""What a file is: a record, the portfolio's waivers, the strategy, or a rule."""

_ROOTS: Final[dict[FileKind, type[Model]]] = {
    "partner": Partner,
    "project": Project,
    "waivers": WaiverEntry,
    "strategy": StrategyShape,
    "rule": RuleShape,
}


class Field(Struct, frozen=True):
    """What may stand at one path. Titles and descriptions are catalogue texts."""

    name: str
    title: str
    description: str
    required: bool
    form: str
    """A field type of records, or "words", "codes", "partner", "rule", "map", "list" or "any"."""
    words: tuple[str, ...] = ()
    codes: str = ""
    own_words: bool = False
    model: type[Model] | None = None
    """The keys of a map."""
    free: str = ""
    """The type of the keys of a map that has none of its own."""
    item: Field | None = None
    """What each item of a list, or each value of a map with free keys, may be."""


def field_at(kind: FileKind, path: Path) -> Field | None:
    """The field at a path; None where a record may have nothing there."""
    field: Field | None = root(kind)
    for step in path:
        if field is None:
            return None
        if field.form == "list":
            field = field.item if isinstance(step, int) else None
        elif field.model is not None:
            field = fields_of(field.model).get(str(step))
        else:
            field = field.item if field.free else None
    return field


@cache
def root(kind: FileKind) -> Field:
    """The file as a whole."""
    whole = Field("", "", "", True, "map", model=_ROOTS[kind])
    return Field("", "", "", True, "list", item=whole) if kind == "waivers" else whole


@cache
def fields_of(model: type[Model]) -> dict[str, Field]:
    """The keys of a map, in the order in which people write them."""
    hints = get_type_hints(model, include_extras=True)
    kind = next((name for name, known in MODELS.items() if known is model), "")
    names = ORDER.get(kind) or tuple(model.model_fields)
    return {name: _field(model, name, hints[name]) for name in names}


def _field(model: type[Model], name: str, hint: Any) -> Field:
    info = model.model_fields[name]
    return _of(hint, name, info.title or "", info.description or "", info.is_required(), model)


def _of(hint: Any, name: str, title: str, description: str, required: bool, model: type[Model]) -> Field:
    origin, arguments = get_origin(hint), get_args(hint)
    told = (name, title, description, required)
    if origin in (Union, UnionType):
        return _of(next(each for each in arguments if each is not NoneType), *told, model)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:], told, model)
    if origin is list:
        return Field(*told, "list", item=_of(arguments[0], *told, model))
    if origin is dict:
        key = _of(arguments[0], *told, model)
        item = _of(arguments[1], *told, model)
        return Field(*told, "map", key.words, key.codes, free=key.form, item=item)
    if isinstance(hint, type) and issubclass(hint, Model):
        return Field(*told, "map", model=hint)
    return Field(*told, "any")


def _annotated(inner: Any, metadata: tuple[Any, ...], told: tuple[str, str, str, bool], model: type[Model]) -> Field:
    marked = next((each for each in metadata if isinstance(each, Words)), None)
    if marked is not None and marked.enum:
        return Field(*told, "words", words=marked.enum)
    if marked is not None and marked.codes in ("cel", "example"):
        return Field(*told, "any")
    if marked is not None and marked.codes == "partners":
        return Field(*told, "partner")
    if marked is not None:
        return Field(*told, "codes", codes=marked.codes, own_words=marked.own_words)
    if get_origin(inner) in (list, dict):
        return _of(inner, *told, model)
    if get_origin(inner) is Annotated:
        return _annotated(get_args(inner)[0], (*get_args(inner)[1:], *metadata), told, model)
    if model is WaiverEntry and told[0] == "rule":
        return Field(*told, "rule")
    named = (TYPE_NAMES.get(each.func) for each in metadata if hasattr(each, "func"))
    return Field(*told, next((each for each in named if each is not None), "text"))


def walk(kind: FileKind, value: object) -> Iterator[tuple[Path, Field, str]]:
    """Every single value of a file that a field is known for: its path, its field and its text."""
    yield from _walk(root(kind), value, ())


def _walk(field: Field, value: object, path: Path) -> Iterator[tuple[Path, Field, str]]:
    if isinstance(value, str):
        yield path, field, value
    elif isinstance(value, list) and field.item is not None and field.form == "list":
        for index, part in enumerate(value):
            yield from _walk(field.item, part, (*path, index))
    elif isinstance(value, dict):
        known = fields_of(field.model) if field.model is not None else {}
        for key, part in value.items():
            below = known.get(key) or (field.item if field.free else None)
            if below is not None:
                yield from _walk(below, part, (*path, key))
