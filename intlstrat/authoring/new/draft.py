"""What has been answered, and the record that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.authoring.new.world import Answer, Value
from intlstrat.records.fields import Field
from intlstrat.records.portfolio import Path


class Entry(Struct, frozen=True):
    """One question that was answered, or skipped (`value` is None), and the rules that asked for it."""

    path: Path
    value: Answer | None
    rules: frozenset[str] = frozenset()


Answers = Mapping[Path, Answer]
"""What was answered, without what was skipped."""


def answers(log: tuple[Entry, ...]) -> Answers:
    return {entry.path: entry.value for entry in log if entry.value is not None}


def around(given: Answers) -> frozenset[Path]:
    """The paths of all that was answered, and of all that it is part of."""
    return frozenset(path[:end] for path in given for end in range(1, len(path) + 1))


def first_part(field: Field, path: Path, index: int) -> Path:
    """The question that opens an item of a list or a map: its first part."""
    assert field.item is not None
    return (*path, index, field.item.parts[0].key)


def length(field: Field, path: Path, given: Answers) -> int:
    """How many items a list or a map has."""
    count = 0
    while first_part(field, path, count) in given:
        count += 1
    return count


def record(field: Field, given: Answers, path: Path = ()) -> Value:
    """The values of a field and of all below it, in the order in which they are written; None where there are none."""
    if field.is_simple or path in given:
        found = given.get(path)
        return [_value(part) for part in found] if isinstance(found, tuple) else _value(found)
    if field.shape == "group":
        values = {part.key: record(part, given, (*path, part.key)) for part in field.parts}
        return {key: value for key, value in values.items() if value is not None} or None
    assert field.item is not None
    items = [record(field.item, given, (*path, index)) for index in range(length(field, path, given))]
    if field.shape == "list":
        return items or None
    key, value = (part.key for part in field.item.parts)
    return {str(item[key]): item[value] for item in items if isinstance(item, dict) and len(item) == 2} or None


def _value(answer: str | dict[str, str] | None) -> Value:
    return {**answer} if isinstance(answer, dict) else answer


def open_questions(field: Field, path: Path, given: Answers, asked: Callable[[Path], bool]) -> Iterator[Path]:
    """The questions about a field that have not been asked, in order; of a list, whether there is one more item."""
    if field.is_simple:
        if not asked(path):
            yield path
    elif field.shape == "group":
        in_item = bool(path) and isinstance(path[-1], int)
        for part in field.parts:
            if part.is_simple or not in_item:
                yield from open_questions(part, (*path, part.key), given, asked)
    elif path not in given:
        gate = first_part(field, path, length(field, path, given))
        if not asked(gate):
            yield gate


def begun(field: Field, path: Path, given: Answers, asked: Callable[[Path], bool]) -> Iterator[Path]:
    """The questions that go on with what was begun: the rest of an item, one more item, a default beside an amount."""
    if field.is_simple:
        return
    if field.shape == "group":
        yield from _defaults(field, path, given, asked)
        for part in field.parts:
            yield from begun(part, (*path, part.key), given, asked)
        return
    assert field.item is not None
    count = length(field, path, given)
    for index in range(count):
        yield from open_questions(field.item, (*path, index), given, asked)
    if count and not asked(first_part(field, path, count)):
        yield first_part(field, path, count)


def _defaults(field: Field, path: Path, given: Answers, asked: Callable[[Path], bool]) -> Iterator[Path]:
    """A part with a default, when an amount beside it has been given: the default says what the amount means."""
    if any(part.type == "amount" and (*path, part.key) in given for part in field.parts):
        for part in field.parts:
            if part.default is not None and not asked((*path, part.key)):
                yield (*path, part.key)


def without_item(log: tuple[Entry, ...], gate: Path) -> tuple[Entry, ...]:
    """The log without an item of a list, whose later items move up."""
    *above, index, _ = gate
    assert isinstance(index, int)
    depth = len(above)
    kept = []
    for entry in log:
        place = entry.path[depth] if entry.path[:depth] == tuple(above) and len(entry.path) > depth else None
        if place == index:
            continue
        if isinstance(place, int) and place > index:
            entry = replace(entry, path=(*above, place - 1, *entry.path[depth + 1 :]))
        kept.append(entry)
    return tuple(kept)
