"""A compiled expression as a tree, read from the bytes in which CEL gives it (`cel.expr.ParsedExpr`).

CEL shows its trees in protobuf's wire format alone. Importing protobuf would cost a fifth of a run, so the few kinds
of node are read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

_WORD, _TEXT = 0, 2
_FIXED = {1: 8, 5: 4}
"""The wire types: a number, a run of bytes, and numbers of fixed length."""


class Const(Struct, frozen=True):
    """A value that stands in the expression; `text` is None where it is none."""

    text: str | None


class Name(Struct, frozen=True):
    """A variable."""

    name: str


class Select(Struct, frozen=True):
    """A field of something; with `asks`, whether it is there."""

    operand: Tree
    field: str
    asks: bool


class Call(Struct, frozen=True):
    """A function or an operator; what it is called on is the first argument."""

    function: str
    arguments: tuple[Tree, ...]


class Many(Struct, frozen=True):
    """A list or a map that is written out; of a map, both its keys and its values."""

    parts: tuple[Tree, ...]


class Loop(Struct, frozen=True):
    """`all`, `exists`, `map` and the like: `step` is run for each `variable` in `over`, with `result` so far."""

    variable: str
    over: Tree
    result: str
    begin: Tree
    condition: Tree
    step: Tree
    end: Tree


Tree = Const | Name | Select | Call | Many | Loop


@lru_cache(maxsize=4096)
def tree(serialized: bytes) -> Tree:
    """The tree of an expression, from what CEL's `serialize` gives of it, checked or only parsed."""
    parts = dict(_fields(serialized))
    kind, whole = bytes(parts[1]), dict(_fields(parts[2]))
    return _node(whole[4 if kind.endswith(b"CheckedExpr") else 2])


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message: number and bytes. A number is given as one byte that tells whether it is zero."""
    at, end = 0, len(data)
    while at < end:
        key, at = _number(data, at)
        kind = key & 7
        if kind == _TEXT:
            length, at = _number(data, at)
            yield key >> 3, data[at : at + length]
            at += length
        elif kind == _WORD:
            value, at = _number(data, at)
            yield key >> 3, b"\x01" if value else b""
        else:
            at += _FIXED[kind]


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _node(data: bytes) -> Tree:
    for number, part in _fields(data):
        match number:
            case 3:
                text = next((value for kind, value in _fields(part) if kind in (6, 7)), None)
                return Const(text.decode("utf-8", "replace") if text is not None else None)
            case 4:
                return Name(dict(_fields(part))[1].decode())
            case 5:
                fields = dict(_fields(part))
                return Select(_node(fields[1]), fields[2].decode(), bool(fields.get(3)))
            case 6:
                return _call(part)
            case 7:
                return Many(tuple(_node(element) for kind, element in _fields(part) if kind == 1))
            case 8:
                entries = [entry for kind, entry in _fields(part) if kind == 2]
                return Many(
                    tuple(_node(value) for entry in entries for kind, value in _fields(entry) if kind in (3, 4))
                )
            case 9:
                return _loop(dict(_fields(part)))
    return Const(None)


def _call(data: bytes) -> Call:
    fields = [*_fields(data)]
    return Call(dict(fields)[2].decode(), tuple(_node(part) for number, part in fields if number != 2))


def _loop(fields: dict[int, bytes]) -> Loop:
    over, begin, condition, step, end = (_node(fields[number]) for number in (2, 4, 5, 6, 7))
    return Loop(fields[1].decode(), over, fields[3].decode(), begin, condition, step, end)
