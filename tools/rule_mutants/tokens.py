"""The tokens of a CEL expression, as the language definition has them, with where each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space> \s+ | //[^\n]* )
    | (?P<text> (?:[bB][rR]?|[rR][bB]?)? (?: \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
                                         | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' ) )
    | (?P<decimal> \d+\.\d+(?:[eE][+-]?\d+)? | \d+[eE][+-]?\d+ | \.\d+(?:[eE][+-]?\d+)? )
    | (?P<whole> 0x[0-9a-fA-F]+[uU]? | \d+[uU]? )
    | (?P<truth> (?:true|false|null)\b )
    | (?P<sign> in\b | && | \|\| | [=!<>]= | [-+*/%<>!?:.,(){}\[\]] )
    | (?P<name> [A-Za-z_]\w* )
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    """One token; `kind` is space (a comment too), text, decimal, whole, truth, name or sign."""

    kind: str
    text: str
    start: int
    end: int


def tokens(expression: str) -> list[Token]:
    """The tokens without the space between them. Raises ValueError at what is no token of CEL."""
    found, at = [], 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise ValueError(f"no token of CEL: {expression[at : at + 20]!r}")
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, match[0], *match.span()))
        at = match.end()
    return found


def closing(found: Sequence[Token], opening: int) -> int:
    """The index of the bracket that closes the one at `opening`."""
    depth = 0
    for number in range(opening, len(found)):
        if found[number].kind == "sign":
            depth += (found[number].text in _PAIRS) - (found[number].text in _PAIRS.values())
        if depth == 0:
            return number
    raise ValueError("a bracket is not closed")


def begins(found: Sequence[Token], number: int) -> int:
    """The index of the token where the primary (`a.b[0].c(d)`) that ends just before `number` begins."""
    at = number
    while at > 0:
        last = found[at - 1]
        if last.text in _PAIRS.values():
            at = _opening(found, at - 1)
            continue
        if last.kind == "name" or last.text == ".":
            at -= 1
            continue
        break
    return at


def _opening(found: Sequence[Token], close: int) -> int:
    return next(at for at in range(close, -1, -1) if found[at].text in _PAIRS and closing(found, at) == close)
