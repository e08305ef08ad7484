"""A record from what is said all at once: `key=value` pairs, or a map of YAML. All that is wrong is told at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import cast

from msgspec import Struct

from intlstrat.authoring.new.choices import choices_for
from intlstrat.authoring.new.lenient import in_doubt
from intlstrat.authoring.new.understand import certain
from intlstrat.authoring.new.world import Value, World
from intlstrat.findings import Message, msg
from intlstrat.records.fields import Field, field_at
from intlstrat.records.portfolio import Path
from intlstrat.source import Document, but_for_splits, parse, split_by_commas

_PAIR = re.compile(r"\s*([^\s=:#][^=:]*?)\s*=(.*)", re.DOTALL)
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+){0,8}")


class Wrong(Struct, frozen=True):
    """One thing that is wrong with what was given; `where` is a key such as `goals.0.due`, a line, or nothing."""

    where: str
    message: Message
    fix: Message


class Given(Struct, frozen=True):
    """The values, what is wrong with them already, and what was taken for something else than was written."""

    values: dict[str, Value]
    wrong: tuple[Wrong, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()


def from_pairs(pairs: Sequence[str], world: World) -> Given:
    """What `key=value` pairs say. A key is a path such as `goals.0.due`; a list may be given a part at a time."""
    leaves: dict[Path, Value] = {}
    wrong: list[Wrong] = []
    for pair in pairs:
        match = _PAIR.fullmatch(pair)
        key = match[1] if match is not None else ""
        if match is None or not _KEY.fullmatch(key):
            fix = msg("Write a key, an equals sign and the value, such as status=planned or period.start=2027-01-01.")
            wrong.append(Wrong("", msg("“{text}” is no key with a value.", text=pair[:60]), fix))
            continue
        path = _path(key)
        value, found = _value(match[2], field_at(world.root, path), key)
        wrong += found
        before = leaves.get(path)
        if isinstance(before, list) and isinstance(value, list):
            value = [*before, *value]
        elif path in leaves:
            wrong.append(Wrong(key, msg("The key is given twice."), msg("Give it once.")))
        if value is not None:
            leaves[path] = value
    values, found = _tree(leaves)
    return _understood(values, [*wrong, *found], world)


def from_text(text: bytes, world: World) -> Given:
    """What standard input says: a map of YAML as in a record's file, or a `key=value` pair on each line."""
    lines = [line for line in _decoded(text).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and all((match := _PAIR.fullmatch(line)) and _KEY.fullmatch(match[1]) for line in lines):
        return from_pairs(lines, world)
    document = parse("", text)
    wrong = [Wrong(str(document.line_and_column(start)[0]), *texts) for start, _, texts in _refused(document)]
    if wrong or document.fatal:
        return Given({}, tuple(wrong))
    if not isinstance(document.value, dict):
        message = msg("What came in holds no keys, and so no record.")
        return Given(
            {},
            (
                Wrong(
                    "", message, msg("Write the record as “key: value” with a space after the colon, one key a line.")
                ),
            ),
        )
    return _understood(document.value, [], world, is_json=_is_json(text))


def _is_json(text: bytes) -> bool:
    """Whether another program wrote it, in whose numbers a full stop always stands before a fraction."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _refused(document: Document) -> list[tuple[int, Path, tuple[Message, Message]]]:
    """What cannot be read, and what a comma splits: where it stands, its path where it has one, and what to say."""
    splits = split_by_commas(document)
    kept = but_for_splits(document.problems, splits)
    found: list[tuple[int, Path, tuple[Message, Message]]] = [
        (each.start, (), (each.message, each.fix)) for each in kept
    ]
    return [*found, *((split.start, split.path, split.texts) for split in splits)]


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").removeprefix("\ufeff")


def _path(key: str) -> Path:
    return tuple(int(step) if step.isdigit() and len(step) < 5 else step for step in key.split("."))


def _value(text: str, field: Field | None, key: str) -> tuple[Value, list[Wrong]]:
    """A value as it was written: YAML in brackets where the field is no text, parts with commas between for a list."""
    text = text.strip()
    is_text = field is not None and field.shape == "value" and not field.own_words
    if text[:1] in ("[", "{") and not is_text:
        document = parse("", text.encode("utf-8", "surrogateescape"))
        value = document.value
        if isinstance(value, dict) and field is not None and field.is_simple and field.item is not None:
            value = [value]  # own words, alone in a list
        return value, [Wrong(".".join(map(str, (key, *path))), *texts) for _, path, texts in _refused(document)]
    if field is not None and field.shape == "list" and field.is_simple:
        return [part.strip() for part in text.split(",") if part.strip()], []
    return text or None, []


def _tree(leaves: dict[Path, Value]) -> tuple[dict[str, Value], list[Wrong]]:
    """The values as maps and lists, and the keys that cannot stand beside each other."""
    wrong = []
    root: dict[str | int, object] = {}
    for path in sorted(leaves, key=lambda path: (len(path), [str(step).rjust(5) for step in path])):
        here = root
        for step in path[:-1]:
            inner = here.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            if path[-1] not in here:
                here[path[-1]] = leaves[path]
                continue
        key = ".".join(map(str, path))
        message = msg("The key stands both with a value of its own and with parts.")
        wrong.append(Wrong(key, message, msg("Give either the whole or its parts.")))
    return cast("dict[str, Value]", _lists(root)), wrong


def _lists(value: object) -> object:
    """Maps whose keys are all indexes as lists, in that order."""
    if not isinstance(value, dict):
        return value
    parts = {key: _lists(part) for key, part in value.items()}
    if parts and all(isinstance(key, int) for key in parts):
        if all(key > 1000 for key in parts):  # years are keys of a map
            return {str(key): part for key, part in parts.items()}
        return [parts[key] for key in sorted(parts)]
    return {str(key): part for key, part in parts.items()}


def _understood(values: dict[str, Value], wrong: list[Wrong], world: World, is_json: bool = False) -> Given:
    taken: list[tuple[str, str]] = []
    leaves = [leaf for key, value in values.items() for leaf in _leaves(value, field_at(world.root, (key,)), (key,))]
    for leads, field, text in leaves if not is_json else ():
        if (doubt := in_doubt(field, text)) is not None:
            wrong.append(Wrong(".".join(map(str, leads)), doubt.message, doubt.fix))
    found = {key: _meant(value, field_at(world.root, (key,)), (key,), world, taken) for key, value in values.items()}
    for path, text in _texts(found, ()):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            message = msg("The text holds a character that cannot be written in UTF-8.")
            wrong.append(Wrong(path, message, msg("Write the text again.")))
    return Given(found, tuple(wrong), tuple(taken))


def _meant(value: Value, field: Field | None, path: Path, world: World, taken: list[tuple[str, str]]) -> Value:
    """The value in the form of a record, where it is certain what is meant."""
    if isinstance(value, dict):
        return {key: _meant(part, _below(field, key), (*path, key), world, taken) for key, part in value.items()}
    if isinstance(value, list):
        return [_meant(part, _below(field, index), (*path, index), world, taken) for index, part in enumerate(value)]
    if value is None or field is None or field.shape != "value":
        return value
    understood = certain(field, value, choices_for(field, world), world)
    if understood.taken_for is not None:
        taken.append((".".join(map(str, path)), understood.taken_for))
    return cast(str, understood.value)


def _below(field: Field | None, step: str | int) -> Field | None:
    if field is not None and field.shape == "map" and field.item is not None:
        return field.item.parts[1]
    return field_at(field, (step,)) if field is not None else None


def _leaves(value: Value, field: Field | None, path: Path) -> Iterator[tuple[Path, Field, str]]:
    """Every single value of a key that records have, with its path."""
    if isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(part, _below(field, step), (*path, step))
    elif value is not None and field is not None and field.shape == "value":
        yield path, field, value


def _texts(value: Value, path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a record with the key that leads to it; keys count as texts."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield ".".join(map(str, path)), key
            yield from _texts(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))
    elif value is not None:
        yield ".".join(map(str, path)), value
