"""The fields of records as plain data, for those who ask for them, show them or complete them.

Everything comes from the models; only the order, which inheritance hides there, stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from intlstrat.findings import N_
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.models import MODELS, Words
from intlstrat.records.portfolio import Path, RecordKind
from intlstrat.records.types import TYPE_NAMES, Refusal

ORDER: Mapping[str, tuple[str, ...]] = {
    "partner": (
        *("name", "country", "relation", "status", "since", "summary", "contact_level", "areas", "traditions"),
        *("benefit", "agreement", "goals", "plan", "budget", "visits", "strategy", "sdgs", "risk_factors"),
        *("risk_assessment", "evaluation", "review", "responsible", "waivers", "sources", "notes"),
    ),
    "project": (
        *("title", "status", "summary", "programme", "areas", "partners", "participants", "municipality_role"),
        *("period", "goals", "plan", "budget", "funding", "risk_factors", "risk_assessment", "evaluation", "sdgs"),
        *("strategy", "benefit", "services", "green_transition", "responsible", "decision", "documents", "waivers"),
        *("sources", "notes"),
    ),
}
"""The keys of each kind of record, in the order in which they are written."""


class Field(Struct, frozen=True):
    """One field of a record. Title and description are catalogue texts; an item of a list has its list's.

    A `map` has an `item` too: a group of its key and its value.
    """

    key: str
    title: str
    description: str
    shape: Literal["value", "group", "list", "map"]
    required: bool = False
    type: str = ""
    """Of a value: its name in `TYPE_NAMES`, `word` or `code`."""
    words: tuple[str, ...] = ()
    codes: str = ""
    """Of a code: the list of the strategy, or `partners`."""
    own_words: bool = False
    default: str | None = None
    may_be_none: bool = False
    """Of a list: whether an empty one says more than one that is left out."""
    parts: tuple[Field, ...] = ()
    item: Field | None = None
    read: Callable[[object, StrategyCodes], object] = lambda value, codes: value
    """Of a value: what is written as what it means, or a `Refusal`."""

    @property
    def is_simple(self) -> bool:
        """Whether it is one value, or a list of values: what one answer can hold."""
        return self.shape == "value" or (self.item is not None and self.item.shape == "value")


@cache
def record_field(kind: RecordKind) -> Field:
    """A whole record as a group of fields, in the order in which they are written."""
    parts = {part.key: part for part in _parts(MODELS[kind])}
    return Field("", "", "", "group", parts=tuple(parts[key] for key in ORDER[kind]))


def field_at(root: Field, path: Path) -> Field | None:
    """The field that a path leads to; None where it leads to none. The item of a list answers to any index."""
    found: Field | None = root
    for step in path:
        if found is None:
            return None
        parts = found.parts
        found = found.item if isinstance(step, int) else next((part for part in parts if part.key == step), None)
    return found


def _parts(model: type[BaseModel]) -> tuple[Field, ...]:
    hints = get_type_hints(model, include_extras=True)
    return tuple(_field(name, info, hints[name]) for name, info in model.model_fields.items())


def _field(key: str, info: FieldInfo, hint: Any) -> Field:
    default = info.default if isinstance(info.default, str) else None
    texts = (key, info.title or "", info.description or "")
    return _shaped(texts, hint, required=info.is_required(), default=default)


def _shaped(texts: tuple[str, str, str], hint: Any, required: bool = False, default: str | None = None) -> Field:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (each for each in arguments if each is not NoneType)
        found = _shaped(texts, inner, required, default)
        return Field(*texts, "list", may_be_none=True, item=found.item) if found.shape == "list" else found
    if origin is list:
        return Field(*texts, "list", required, item=_shaped(("", *texts[1:]), arguments[0], required=True))
    if origin is dict:
        key = _shaped(("year", N_("Year"), N_("The year, with four digits.")), arguments[0], required=True)
        value = _shaped(("amount", N_("Amount"), N_("In whole units of the budget's currency.")), arguments[1], True)
        return Field(*texts, "map", required, item=Field("", *texts[1:], "group", parts=(key, value)))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return Field(*texts, "group", required, parts=_parts(hint))
    return _value(texts, hint, required, default)


def _value(texts: tuple[str, str, str], hint: Any, required: bool, default: str | None) -> Field:
    assert get_origin(hint) is Annotated
    metadata = get_args(hint)[1:]
    marked = next((each for each in metadata if isinstance(each, Words)), Words())
    reader = next(each.func for each in metadata if isinstance(each, BeforeValidator))
    kind = "word" if marked.enum else "code" if marked.codes else TYPE_NAMES[reader]
    return Field(
        *texts, "value", required, kind, marked.enum, marked.codes, marked.own_words, default, read=_reader(hint)
    )  # fmt: skip


def _reader(hint: Any) -> Callable[[object, StrategyCodes], object]:
    def read(value: object, codes: StrategyCodes) -> object:
        try:
            return TypeAdapter(hint).validate_python(value, context=codes)
        except ValidationError as error:
            refusal = error.errors(include_url=False)[0]["ctx"]["error"]
            assert isinstance(refusal, Refusal)
            raise refusal from None

    return read
