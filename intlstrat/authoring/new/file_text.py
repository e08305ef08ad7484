"""A record as commented YAML, in the order of the specification, that every reader of YAML takes as it was meant."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from intlstrat.authoring.new.world import Value, World
from intlstrat.records.fields import Field
from intlstrat.source import parse

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_WIDTH = 100
_WHOLE = ("year", "amount", "scale", "count", "sdg_goal")
"""What other programs may well read as a number."""
_LIKE_OTHER = re.compile(r"[yYnN]|[-+.]?[0-9][0-9_,.:eE+-]*|=|<<")
"""What some reader of YAML takes for a truth value, a number, a time of the day or a mark."""
_NOT_PLAIN = re.compile(r": | #|:$|^\W|^$| $")
"""What has to stand in quotation marks."""
_NOT_BLOCK = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|^ *\t|\n\n\\Z|\\A\n\\Z",
    re.MULTILINE,
)
"""What some reader takes for the end of a line, for indentation or for no text at all, unless it is escaped; and more
than one line end at the end, after which ruamel.yaml ends the document."""


def file_text(world: World, values: Mapping[str, Value]) -> str:
    """The text of a record's file. Keys that no record has come last, so that the check can say so."""
    parts = {part.key: part for part in world.root.parts}
    keys = [*(key for key in parts if key in values), *(key for key in values if key not in parts)]
    kind = world.kind
    lines = [f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json\n"] if world.has_schema else []
    for number, key in enumerate(keys):
        lines += ["\n"] if number else []
        lines += _comment(world, parts.get(key))
        lines.append(_entry(key, values[key], parts.get(key)))
    return "".join(lines)


def _comment(world: World, field: Field | None) -> list[str]:
    if field is None:
        return []
    return [f"# {line}\n" for line in wrap(world.language.text(field.description), _WIDTH)]


def _entry(key: str, value: Value, field: Field | None) -> str:
    """A key with its value, which is read back to see that it says the same."""
    for careful in (False, True):
        text = _dumped({key: _node(value, field, careful)})
        document = parse("", text.encode())
        if document.fatal or document.value == _as_read({key: value}):
            return text  # what is too large or too deep to be read is for the check to refuse
    raise AssertionError(f"{key} cannot be written as YAML")  # every text can, in quotation marks


def _as_read(value: Any) -> Any:
    """What a reader of the file gets: a key without a value is not there."""
    if isinstance(value, dict):
        return {key: _as_read(part) for key, part in value.items() if part is not None}
    return [_as_read(part) for part in value] if isinstance(value, list) else value


def _node(value: Value, field: Field | None, careful: bool) -> Any:
    """The value as ruamel.yaml writes it."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        mapping = CommentedMap()
        inner = _ordered(value, field)
        for key, part in inner.items():
            below = _below(field, key)
            mapping[_scalar(key, None if field is None or field.shape != "map" else "year", careful)] = _node(
                part, below, careful
            )
        return mapping
    if isinstance(value, list):
        item = field.item if field is not None else None
        sequence = CommentedSeq([_node(part, item, careful) for part in value])
        if not any(isinstance(part, dict | list) for part in value):
            sequence.fa.set_flow_style()
        return sequence
    return None if value is None else _scalar(value, field.type if field is not None else "text", careful)


def _ordered(value: dict[str, Value], field: Field | None) -> dict[str, Value]:
    keys = [part.key for part in field.parts] if field is not None else []
    return {key: value[key] for key in [*(key for key in keys if key in value), *value] if key in value}


def _below(field: Field | None, key: str) -> Field | None:
    if field is None:
        return None
    if field.shape == "map" and field.item is not None:
        return field.item.parts[1]
    return next((part for part in field.parts if part.key == key), None)


def _scalar(text: str, type_: str | None, careful: bool) -> Any:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

    if careful or type_ == "sdg_target" or _NOT_BLOCK.search(text):
        return DoubleQuotedScalarString(text)
    if (native := _native(text, type_)) is not None:
        return native
    if "\n" in text:
        return LiteralScalarString(text)
    if len(text) > _WIDTH - 20:
        return FoldedScalarString(text)
    return DoubleQuotedScalarString(text) if _needs_quotes(text) else text


def _native(text: str, type_: str | None) -> object:
    """A number, a day or a truth value, which is then written without quotation marks; None where it is text."""
    if type_ in _WHOLE and re.fullmatch("0|[1-9][0-9]{0,14}", text):
        return int(text)
    if type_ == "number" and re.fullmatch(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,5}[1-9])?", text):
        return float(text) if "." in text else int(text)
    if type_ == "date" and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return {"true": True, "false": False}.get(text) if type_ == "boolean" else None


def _needs_quotes(text: str) -> bool:
    """Whether some reader of YAML would take the plain word for something else than text."""
    from ruamel.yaml.nodes import ScalarNode

    if _LIKE_OTHER.fullmatch(text) or _NOT_PLAIN.search(text):
        return True
    return any(
        resolver.resolve(ScalarNode, text, (True, False)) != "tag:yaml.org,2002:str" for resolver in _resolvers()
    )


@cache
def _resolvers() -> tuple[Any, ...]:
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    return tuple(VersionedResolver(version, loadumper=YAML()) for version in ((1, 1), (1, 2)))


@cache
def _yaml() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width, yaml.allow_unicode = _WIDTH - 6, True  # a line is broken after the word that goes past it
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(value: object) -> str:
    stream = io.StringIO()
    _yaml().dump(value, stream)
    return stream.getvalue()
