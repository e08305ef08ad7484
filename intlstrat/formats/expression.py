"""A rule's CEL expression as people read it: broken where the sense breaks, never inside a text.

Only white space changes, so what stands on the page can be copied into a rule. Where a comment ends with its line,
the author's own lines are kept.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from intlstrat.formats.sheet import Span
from intlstrat.formats.terminal import cells, clean
from intlstrat.rules.expressions import parameters_in, uses
from intlstrat.rules.model import Rule

_TOKEN: Final = re.compile(
    r"""
      (?P<string> [rRbB]{0,2} (?: \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
                                | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' ) )
    | (?P<comment> //[^\n]* )
    | (?P<number> \d+(?:\.\d+)?(?:[eE][+-]?\d+)?u? )
    | (?P<name> [A-Za-z_]\w* )
    | (?P<operator> && | \|\| | [=!<>]= | [-+*/%<>!?:] )
    | (?P<space> \s+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = "([{", ")]}"
_LEVELS: Final = (
    ((",",), 0),
    (("?", ":"), 2),
    (("||",), 0),
    (("&&",), 0),
    (("==", "!=", "<", "<=", ">", ">=", "in"), 2),
    (("+", "-"), 2),
    (("*", "/", "%"), 2),
    ((".",), 2),
)
"""The operators from the loosest to the tightest, and how far in the parts after the first one stand."""

Token = tuple[str, str]
"""What kind of token it is, and its text."""


def lay_out(expression: str, width: int) -> list[str]:
    """The expression's lines, at most `width` cells long wherever it can be broken."""
    tokens = list(_tokens(expression))
    if any(kind == "comment" or (kind == "string" and "\n" in text) for kind, text in tokens):
        lines = textwrap.dedent(expression).splitlines()
        return [clean(line.rstrip()) for line in lines if line.strip()]
    shown = [(kind, " " if kind == "space" else clean(text)) for kind, text in tokens]
    return [clean(line) for line in _fold(_tight(shown), width)]


def highlight(line: str) -> list[Span]:
    """A line of an expression with the roles of its parts."""
    known = ("string", "number", "operator")
    return [(text, kind if kind in known else "label" if kind == "comment" else "") for kind, text in _tokens(line)]


def expressions(rule: Rule) -> tuple[str, ...]:
    """Every expression of a rule, in the order of its file."""
    measures = (part for measure in rule.measures for part in (measure.expression, measure.where))
    parts = (rule.when, rule.for_each, rule.group_by, rule.where, *measures, rule.require, *rule.values.values())
    return tuple(part for part in parts if part is not None)


def parameters(rule: Rule) -> tuple[str, ...]:
    """The parameters that a rule uses, sorted; `nok` uses the exchange rates without naming them."""
    code = (*expressions(rule), *rule.needs)
    rates = {"exchange_rates"} if any(uses(part, "nok") for part in code) else set()
    return tuple(sorted(parameters_in(code) | rates | set(rule.interpretations)))


def _tokens(expression: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(expression):
        assert match.lastgroup is not None
        yield match.lastgroup, match[0]


def _tight(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the spaces that broken lines leave inside brackets and before commas and dots."""
    kept: list[Token] = []
    for number, token in enumerate(tokens):
        before = kept[-1][1] if kept else ""
        after = tokens[number + 1 : number + 3]
        call = len(after) == 2 and after[0][1] == "." and after[1][0] == "name" and before != "in"
        if token[0] != "space" or not (before in _OPEN or call or (after and after[0][1] in (*_CLOSE, ","))):
            kept.append(token)
    return kept


def _fold(tokens: Sequence[Token], room: int) -> list[str]:
    """Lines no longer than `room`: the loosest operator breaks first, then a bracket opens, then any space."""
    tokens = _trimmed(tokens)
    line = _text(tokens)
    if cells(line) <= room:
        return [line]
    for operators, deeper in _LEVELS:
        parts = _split(tokens, operators)
        if len(parts) > (2 if "." in operators else 1):
            return _stack(parts, room, deeper)
    if (pair := _bracket(tokens)) is not None:
        start, end = pair
        inner = [f"  {folded}" for folded in _fold(tokens[start + 1 : end], room - 2)]
        return [_text(tokens[: start + 1]), *inner, *_fold(tokens[end:], room)]
    return _fill(tokens, room)


def _stack(parts: Sequence[Sequence[Token]], room: int, deeper: int) -> list[str]:
    """The parts below one another; behind a closing bracket on a line of its own, the next goes on if it fits."""
    lines = _fold(parts[0], room)
    for part in parts[1:]:
        text = _text(part)
        if deeper and lines[-1] in tuple(_CLOSE) and cells(text) + 2 <= room:
            lines[-1] += f" {text}"
        else:
            lines += [" " * deeper + folded for folded in _fold(part, room - deeper)]
    return lines


def _split(tokens: Sequence[Token], operators: Sequence[str]) -> list[Sequence[Token]]:
    """The parts between these operators outside brackets: a comma ends its part, any other operator begins one."""
    if "?" in operators and ("operator", "?") not in tokens:
        return [tokens]
    parts: list[list[Token]] = [[]]
    depth = 0
    for number, (kind, text) in enumerate(tokens):
        depth += (kind == "other") * ((text in _OPEN) - (text in _CLOSE))
        breaks = depth == 0 and kind != "string" and text in operators and _joins(tokens, number)
        if breaks and text != ",":
            parts.append([])
        parts[-1].append((kind, text))
        if breaks and text == ",":
            parts.append([])
    return [part for part in map(_trimmed, parts) if part]


def _joins(tokens: Sequence[Token], number: int) -> bool:
    """Whether an operator stands between two parts: no sign before a number, and of dots only those before a call."""
    before = _trimmed(tokens[:number])
    if not before or before[-1][0] == "operator":
        return False
    return tokens[number][1] != "." or [text for _, text in tokens[number + 2 : number + 3]] == ["("]


def _bracket(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the widest bracket opens and closes; None where there is none with anything in it."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for number, (kind, text) in enumerate(tokens):
        if kind == "other" and text in _OPEN:
            opened.append(number)
        elif kind == "other" and text in _CLOSE and opened:
            start = opened.pop()
            if not opened and number - start > 1:
                found.append((start, number))
    return max(found, key=lambda pair: cells(_text(tokens[pair[0] : pair[1]])), default=None)


def _fill(tokens: Sequence[Token], room: int) -> list[str]:
    """Lines filled as far as they go, broken at spaces between tokens."""
    words: list[str] = [""]
    for kind, text in tokens:
        if kind == "space":
            words.append("")
        else:
            words[-1] += text
    lines = [words[0]]
    for word in words[1:]:
        if cells(lines[-1]) + 1 + cells(word) > room:
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start][0] == "space":
        start += 1
    while end > start and tokens[end - 1][0] == "space":
        end -= 1
    return tokens[start:end]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(text for _, text in tokens)
