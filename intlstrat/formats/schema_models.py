"""Pydantic models to JSON Schema: walks a model's fields and says of each what it is called, means and accepts.

Pydantic's own generator cannot serve: the tool reads text and types it itself, so a model's Python types say less
than its validators do; titles and descriptions come from the catalogue, and codes from the strategy.
"""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from intlstrat.findings import N_
from intlstrat.formats import schema_lists
from intlstrat.formats.schema_types import (
    TEXT_PATTERN,
    YEAR_PATTERN,
    either,
    plain,
    quiet_definitions,
)
from intlstrat.formats.schema_words import Schema, ref
from intlstrat.language import Language
from intlstrat.records.models import Sdg, Words
from intlstrat.records.types import TYPE_NAMES, Year
from intlstrat.rules.model import Strategy

_ISO: Final = ("country", "currency")
# Texts by language: at least one of them must say something.
_NOT_EMPTY: Final[Schema] = {"minProperties": 1, "not": {"additionalProperties": {"type": "null"}}}


class Walker:
    """Makes the schemas of models, and gathers the parts that they share in `definitions`."""

    def __init__(self, language: Language, strategy: Strategy | None) -> None:
        self.language, self.strategy = language, strategy
        self.definitions = quiet_definitions(language)

    def keys(self, model: type[BaseModel], partial: bool = False) -> Schema:
        """A model as a map with just its keys, the required ones first. `partial`: no key is required, at any depth."""
        hints = get_type_hints(model, include_extras=True)
        properties: dict[str, Schema] = {}
        required = [name for name, field in model.model_fields.items() if field.is_required()]
        for name in [*required, *model.model_fields]:
            properties.setdefault(name, self._field(model.model_fields[name], hints[name], partial))
        schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required and not partial:
            schema["required"] = required
        if model is Sdg:
            self.definitions["targets_by_goal"] = schema_lists.targets_by_goal(self.language)
            schema["allOf"] = [ref("targets_by_goal")]
        return schema

    def titled(self, title: str, description: str, schema: Schema) -> Schema:
        """The schema with a title and a description from the catalogue, where editors look for them."""
        return {"title": self.language.text(title), "description": self.language.text(description), **schema}

    def worded(self, title: str, description: str, optional: bool = True) -> Schema:
        """A text that is no model's field."""
        return self.titled(title, description, self._shared("text", plain("text", optional), optional))

    def _field(self, field: FieldInfo, hint: Any, partial: bool) -> Schema:
        title, description = field.title or "", field.description or ""
        optional = partial or not field.is_required()
        schema = self._value(hint, self.language.text(title), optional, partial)
        default = {"default": field.default} if isinstance(field.default, str | bool) else {}
        return self.titled(title, description, {**schema, **default})

    def _value(self, hint: Any, title: str, optional: bool, partial: bool) -> Schema:
        """What a value of that type may be; `title` is its field's, for values that name themselves."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            (inner,) = (each for each in arguments if each is not NoneType)
            return self._value(inner, title, optional, partial)
        if origin is Annotated:
            return self._annotated(hint, title, optional, partial)
        if origin is list:
            items = self._value(arguments[0], title, False, partial)
            return {"type": _or_nothing("array", optional), "items": items}
        if origin is dict:
            return self._map(arguments[0], arguments[1], title, optional, partial)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return {**self.keys(hint, partial), "type": _or_nothing("object", optional)}
        return {}  # Any

    def _annotated(self, hint: Any, title: str, optional: bool, partial: bool) -> Schema:
        inner, *metadata = get_args(hint)
        marked = next((each for each in metadata if isinstance(each, Words)), None)
        if marked is not None and marked.enum:
            return schema_lists.words(marked.enum, title, self.language, optional)
        if marked is not None and marked.codes in schema_lists.KIND_TITLES:
            return self._codes(marked, optional)
        if marked is not None and marked.codes == "example":
            return ref("example")
        if get_origin(inner) is dict:
            return self._value(inner, title, optional, partial) | _NOT_EMPTY
        reader = next(each.func for each in metadata if isinstance(each, BeforeValidator))
        if get_origin(inner) is list:  # a list that reads one value as a list of one
            return self._one_or_more(inner, title, optional)
        return self._typed(TYPE_NAMES[reader], title, optional)

    def _typed(self, name: str, title: str, optional: bool) -> Schema:
        if name == "sdg_goal":
            return schema_lists.un_goals(title, self.language, optional)
        if name in _ISO:
            return self._shared(name, schema_lists.iso_codes(name, self.language, optional), optional)
        return self._shared(name, plain(name, optional), optional)

    def _codes(self, marked: Words, optional: bool) -> Schema:
        own = self._own_words() if marked.own_words else None
        if self.strategy is not None:
            made = schema_lists.strategy_codes(marked.codes, self.strategy, self.language, own, optional)
            return self._shared(marked.codes, made, optional)
        if own is None:
            return self._shared("text", plain("text", optional), optional)
        return either([self._shared("text", plain("text", False), False), own], optional)

    def _own_words(self) -> Schema:
        text = self.worded(N_("Own words"), N_("What it is, where no code of the strategy fits."), optional=False)
        keys: Schema = {
            "type": "object",
            "properties": {"other": text},
            "required": ["other"],
            "additionalProperties": False,
        }
        return self.titled(N_("Own words"), N_('Instead of a code: {other: "your own words"}.'), keys)

    def _map(self, key: Any, value: Any, title: str, optional: bool, partial: bool) -> Schema:
        """A map: of known words, of years, or of names that the writer chooses."""
        schema: Schema = {"type": _or_nothing("object", optional)}
        entry = self._value(value, title, True, partial)
        marked = next((each for each in get_args(key) if isinstance(each, Words)), None)
        if marked is not None:
            meanings = schema_lists.meanings_of(marked.enum, self.language)
            named = {
                word: {"title": f"{title}: {word}", "description": meanings[word], **entry} for word in marked.enum
            }
            return {**schema, "properties": named, "additionalProperties": False}
        if key == Year:
            return {**schema, "patternProperties": {YEAR_PATTERN: entry}, "additionalProperties": False}
        return {**schema, "propertyNames": {"pattern": TEXT_PATTERN}, "additionalProperties": entry}

    def _one_or_more(self, hint: Any, title: str, optional: bool) -> Schema:
        item = self._value(get_args(hint)[0], title, False, False)
        return either([item, {"type": "array", "items": item}], optional)

    def _shared(self, name: str, schema: Schema, optional: bool) -> Schema:
        """A part that many fields have in common, under its name in `definitions`."""
        name = f"{name}_or_nothing" if optional else name
        self.definitions[name] = schema
        return ref(name)


def _or_nothing(kind: str, optional: bool) -> str | list[str]:
    return [kind, "null"] if optional else kind
