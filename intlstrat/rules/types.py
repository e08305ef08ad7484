"""CEL's checker, given message types made from the models: so a rule cannot name a field that no record has.

Protobuf is needed here alone, and only when a pack is checked; nothing that is checked before is checked again
(`pack_cache`).
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

from cel_expr_python import cel
from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2, wrappers_pb2
from pydantic import BaseModel

from intlstrat.records.models import MODELS
from intlstrat.rules.cel import declarations
from intlstrat.rules.functions import Rates, functions
from intlstrat.rules.model import ParamValue, Strategy

_PACKAGE = "intlstrat"
_Field = descriptor_pb2.FieldDescriptorProto
# Wrappers, so that an unset scalar is told from zero; CEL compares them with plain values.
_WRAPPERS = {
    str: ".google.protobuf.StringValue",
    int: ".google.protobuf.Int64Value",
    float: ".google.protobuf.DoubleValue",
    bool: ".google.protobuf.BoolValue",
}
_PLAIN = {str: _Field.TYPE_STRING, int: _Field.TYPE_INT64, float: _Field.TYPE_DOUBLE, bool: _Field.TYPE_BOOL}
FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""What can stand after a full stop in an expression."""
_CODE_FIELDS = ("code", "clause", "kind")
KINDS = ("national_ids", "emails", "phones")


class Checker:
    """Checks expressions against one strategy's types. Its variables are named by what they hold."""

    def __init__(self, strategy: Strategy) -> None:
        self._file = descriptor_pb2.FileDescriptorProto(name="intlstrat.proto", package=_PACKAGE, syntax="proto3")
        self._file.dependency.extend(["google/protobuf/wrappers.proto", "google/protobuf/struct.proto"])
        self._made: set[str] = set()
        for kind, model in MODELS.items():
            self._model(model, kind.capitalize())
        self._shared()
        self._plain_message("Personal", {kind: [""] for kind in KINDS})
        self._strategy()
        self._params(strategy)
        pool = descriptor_pool.DescriptorPool()
        for dependency in (wrappers_pb2, struct_pb2):
            pool.AddSerializedFile(dependency.DESCRIPTOR.serialized_pb)
        pool.AddSerializedFile(self._file.SerializeToString())
        self._pool = pool
        self._functions = functions(Rates({}))
        self._environments: dict[tuple[tuple[str, str], ...], Any] = {}
        self._parser: Any = None
        self.strategy = strategy

    def check(self, expression: str, variables: Mapping[str, Any]) -> Any:
        """The expression, compiled. Raises RuntimeError with CEL's own words where it cannot work."""
        key = tuple(sorted((name, kind.name()) for name, kind in variables.items()))
        environment = self._environments.get(key)
        if environment is None:
            environment = cel.NewEnv(
                self._pool, variables=dict(variables), functions=declarations(self._functions, checking=True)
            )
            self._environments[key] = environment
        return environment.compile(expression)

    def parse(self, expression: str) -> None:
        """Raises RuntimeError with CEL's own words where the expression cannot be read, whatever its types are."""
        if self._parser is None:
            self._parser = cel.NewEnv()
        self._parser.compile(expression, disable_check=True)

    def variables(self, subjects: tuple[str, ...] = ()) -> dict[str, Any]:
        """The variables of expressions about records of these kinds (`partner`, `project`, `record`), or none."""
        found = {
            "params": cel.Type(f"{_PACKAGE}.Params"),
            "strategy": cel.Type(f"{_PACKAGE}.Strategy"),
            "as_of": cel.Type.STRING,
        }
        if not subjects:
            return found
        found["personal"] = cel.Type(f"{_PACKAGE}.Personal")
        kind = "record" if len(subjects) > 1 else subjects[0]
        found[kind] = cel.Type(f"{_PACKAGE}.{'Shared' if kind == 'record' else kind.capitalize()}")
        if kind in MODELS:
            other = "Project" if kind == "partner" else "Partner"
            found["linked"] = cel.Type.List(cel.Type(f"{_PACKAGE}.{other}"))
        return found

    def field_names(self, message: str) -> list[str]:
        """The fields of a message type, for “did you mean”."""
        name = message.removeprefix(f"{_PACKAGE}.")
        for made in self._file.message_type:
            if made.name == name:
                return [field.name for field in made.field]
        return []

    @property
    def function_names(self) -> list[str]:
        return [function.name for function in self._functions]

    def call(self, name: str) -> str | None:
        """How one of our functions is called, such as `add_months(date, months)`."""
        return next((each.call for each in self._functions if each.name == name), None)

    def _model(self, model: type[BaseModel], name: str) -> None:
        """A message type for a model, and for every model inside it."""
        if name in self._made:
            return
        self._made.add(name)
        message = self._file.message_type.add(name=name)
        if name in ("Partner", "Project"):
            self._add(message, "id", str)
            self._add(message, "kind", str)
        for field_name, field in model.model_fields.items():
            self._add(message, field_name, field.annotation)

    def _shared(self) -> None:
        """What partners and projects have in common, under the same names and with the same types."""
        partner, project = MODELS["partner"].model_fields, MODELS["project"].model_fields
        message = self._file.message_type.add(name="Shared")
        self._add(message, "id", str)
        self._add(message, "kind", str)
        for name, field in partner.items():
            if name in project and project[name].annotation == field.annotation:
                self._add(message, name, field.annotation)

    def _add(self, message: Any, name: str, annotation: Any) -> None:
        """A field for a type annotation: optional scalars as wrappers, lists repeated, maps, and models."""
        annotation = bare(annotation)
        if get_origin(annotation) is list:
            inner = bare(get_args(annotation)[0])
            if inner in _PLAIN:
                _new_field(message, name, _PLAIN[inner], repeated=True)
            else:
                self._model(inner, inner.__name__)
                _new_field(message, name, f".{_PACKAGE}.{inner.__name__}", repeated=True)
        elif get_origin(annotation) is dict:
            key, value = (_PLAIN[bare(part)] for part in get_args(annotation))
            _new_map(message, name, key, value)
        elif annotation in _WRAPPERS:
            _new_field(message, name, _WRAPPERS[annotation])
        else:
            self._model(annotation, annotation.__name__)
            _new_field(message, name, f".{_PACKAGE}.{annotation.__name__}")

    def _strategy(self) -> None:
        code = self._file.message_type.add(name="Code")
        for name in _CODE_FIELDS:
            _new_field(code, name, _WRAPPERS[str])
        _new_map(code, "name", _Field.TYPE_STRING, _Field.TYPE_STRING)
        message = self._file.message_type.add(name="Strategy")
        for name in ("id", "title", "municipality", "version", "language"):
            _new_field(message, name, _WRAPPERS[str])
        for name in ("principles", "goals", "areas", "programmes", "relations"):
            _new_field(message, name, f".{_PACKAGE}.Code", repeated=True)

    def _params(self, strategy: Strategy) -> None:
        """A message with a field for each parameter, of the type that its value has; an unset one may be anything."""
        values = {name: parameter.value for name, parameter in strategy.parameters.items()}
        self._plain_message("Params", {name: value for name, value in values.items() if FIELD_NAME.fullmatch(name)})

    def _plain_message(self, name: str, values: Mapping[str, Any]) -> None:
        self._made.add(name)
        message = self._file.message_type.add(name=name)
        for field_name, value in values.items():
            self._plain_field(message, field_name, value, f"{name}_{field_name}")

    def _plain_field(self, message: Any, name: str, value: ParamValue | None, path: str) -> None:
        while path in self._made:  # `a: {b: {…}}` and `a_b: {…}` would have one name
            path += "_"
        if type(value) in _PLAIN:
            _new_field(message, name, _WRAPPERS[type(value)])
        elif isinstance(value, list) and value and all(type(part) is type(value[0]) for part in value):
            if type(value[0]) in _PLAIN:
                _new_field(message, name, _PLAIN[type(value[0])], repeated=True)
            elif isinstance(value[0], dict):
                self._plain_message(path, _merged(value))
                _new_field(message, name, f".{_PACKAGE}.{path}", repeated=True)
            else:
                _new_field(message, name, ".google.protobuf.Value")
        elif isinstance(value, dict) and value:
            self._map_or_message(message, name, value, path)
        else:
            _new_field(message, name, ".google.protobuf.Value")

    def _map_or_message(self, message: Any, name: str, value: dict[str, ParamValue], path: str) -> None:
        """Words with a lower-case beginning are the names of fields (`start`); anything else is a map's key (`GT`)."""
        kinds = {type(part) for part in value.values()}
        if all(FIELD_NAME.fullmatch(key) and key[0].islower() for key in value):
            self._plain_message(path, value)
            _new_field(message, name, f".{_PACKAGE}.{path}")
        elif kinds in ({int}, {float}, {str}):  # numbers of both kinds have all been made decimals
            _new_map(message, name, _Field.TYPE_STRING, _PLAIN[kinds.pop()])
        else:
            _new_field(message, name, ".google.protobuf.Value")


def _merged(values: list[Any]) -> dict[str, Any]:
    """One map with the keys of all; a key that holds different kinds of values may be anything (None)."""
    merged: dict[str, Any] = {}
    for each in values:
        for key, part in each.items():
            merged[key] = part if type(merged.get(key, part)) is type(part) else None
    return merged


def bare(annotation: Any) -> Any:
    """The annotation without `Annotated` and without `| None`."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def _new_field(message: Any, name: str, kind: int | str, repeated: bool = False) -> None:
    field = message.field.add(
        name=name,
        number=len(message.field) + 1,
        label=_Field.LABEL_REPEATED if repeated else _Field.LABEL_OPTIONAL,
    )
    if isinstance(kind, str):
        field.type, field.type_name = _Field.TYPE_MESSAGE, kind
    else:
        field.type = kind


def _new_map(message: Any, name: str, key: int, value: int) -> None:
    entry_name = "".join(part.capitalize() for part in name.split("_")) + "Entry"
    entry = message.nested_type.add(name=entry_name)
    entry.options.map_entry = True
    _new_field(entry, "key", key)
    _new_field(entry, "value", value)
    _new_field(message, name, f".{_PACKAGE}.{message.name}.{entry_name}", repeated=True)
