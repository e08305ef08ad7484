"""Every change of an expression by one token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intlstrat.rules.functions import Rates, functions
from tools.rule_mutants.scope import MACROS, Scope
from tools.rule_mutants.tokens import Token, closing, tokens
from tools.rule_mutants.values import days_beside, numbers_beside

_SWAPS = (
    ("==", "!=", "<", "<=", ">", ">="),
    ("&&", "||"),
    ("+", "-", "*", "/", "%"),
)
_SWAPPED = {sign: [other for other in signs if other != sign] for signs in _SWAPS for sign in signs}
_SWAPPED["in"] = ["==", "!="]
_METHODS = ("startsWith", "endsWith", "contains", "matches")
_OURS = {each.name: len(each.parameters) for each in functions(Rates({}))}
_FUNCTIONS = {**_OURS, **dict.fromkeys(("size", "int", "double", "string", "has"), 1)}
"""The functions that an expression may call, with how many arguments they take."""
_NEITHER = ("missing", "0", "0.0")
"""What stays the same whatever sign stands in front of it: `missing` gives no value."""
_NEAR = 3
"""So many tokens on either side say where a change is."""


@dataclass(frozen=True, slots=True)
class Change:
    """An expression with one change: what it then is, and the change as people read it."""

    text: str
    what: str


def changes(expression: str, scope: Scope) -> Iterator[Change]:
    """The changes of an expression, each once. `scope` knows what its names stand for."""
    found = tokens(expression)
    texts = tuple(each.text for each in found)
    seen, told = {texts}, dict[str, int]()
    for number, after, text in _edits(found, scope):
        start, end = found[number].start, found[after - 1].end if after > number else found[number].start
        changed = f"{expression[:start]}{text}{expression[end:]}"
        key = (*texts[:number], *(each.text for each in tokens(text)), *texts[after:])
        if key in seen:
            continue
        seen.add(key)
        what = _what(found, number, after, text)
        told[what] = told.get(what, 0) + 1
        yield Change(changed, f"{what} ({told[what]})" if told[what] > 1 else what)


def _what(found: Sequence[Token], number: int, after: int, text: str) -> str:
    before = "".join(each.text for each in found[max(0, number - _NEAR) : number])
    behind = "".join(each.text for each in found[after : after + _NEAR])
    old = "".join(each.text for each in found[number:after])
    return f"{before}[{old} → {text.strip()}]{behind}"


def _edits(found: Sequence[Token], scope: Scope) -> Iterator[tuple[int, int, str]]:
    """Which tokens give way (from, up to but not including), and to what."""
    for number, token in enumerate(found):
        yield number, number + 1, ""
        for text in _others(found, number, token, scope):
            yield number, number + 1, text
        if _begins_a_term(found, number):
            yield from ((number, number, sign) for sign in "!-")
        if token.text == "?" and (swapped := _branches(found, number)) is not None:
            yield swapped


def _others(found: Sequence[Token], number: int, token: Token, scope: Scope) -> Iterator[str]:
    """What may stand in a token's place."""
    match token.kind:
        case "sign":
            yield from _SWAPPED.get(token.text, ())
        case "whole":
            yield from map(str, numbers_beside(int(token.text)))
        case "decimal":
            yield from map(str, numbers_beside(float(token.text)))
        case "truth":
            yield "false" if token.text == "true" else "true"
        case "text":
            yield from _texts(token.text, scope)
        case "name":
            yield from _names(found, number, token.text, scope)


def _texts(token: str, scope: Scope) -> Iterator[str]:
    quote, text = token[0], token[1:-1]
    yield quote * 2
    for code in scope.other_codes(text):
        yield f"{quote}{code}{quote}"
    for day in days_beside(text):
        yield f"{quote}{day}{quote}"


def _names(found: Sequence[Token], number: int, name: str, scope: Scope) -> Iterator[str]:
    is_called = found[number + 1 : number + 2] and found[number + 1].text == "("
    is_step = number > 0 and found[number - 1].text == "."
    if is_called and is_step:
        same = next((group for group in (MACROS, _METHODS) if name in group), ())
        yield from (other for other in same if other != name)
    elif is_called:
        count = _arguments(found, number + 1)
        yield from (other for other, takes in _FUNCTIONS.items() if takes == count and other != name)
    elif is_step:
        yield from scope.siblings(found, number)
    elif not _is_declared(found, number):
        yield from scope.variables(found, number)


def _arguments(found: Sequence[Token], opening: int) -> int:
    """How many arguments stand between these brackets."""
    end, depth, count = closing(found, opening), 0, 0 if found[opening + 1].text == ")" else 1
    for token in found[opening + 1 : end]:
        if token.kind == "sign":
            depth += (token.text in "([{") - (token.text in ")]}")
            count += token.text == "," and depth == 0
    return count


def _is_declared(found: Sequence[Token], number: int) -> bool:
    """Whether a name is the variable that a macro makes."""
    return number >= 2 and found[number - 1].text == "(" and found[number - 2].text in MACROS


def _begins_a_term(found: Sequence[Token], number: int) -> bool:
    token, before = found[number], found[number - 1] if number else None
    if (token.kind == "sign" and token.text not in ("(", "[")) or token.text in _NEITHER:
        return False
    if before is None:
        return True
    after_value = before.kind != "sign" or before.text in (".", ")", "]", "!")
    return not after_value and not _is_declared(found, number)


def _branches(found: Sequence[Token], question: int) -> tuple[int, int, str] | None:
    """The two branches of `a ? b : c`, the other way round."""
    depth = nested = 0
    colon = None
    end = len(found)
    for number in range(question + 1, len(found)):
        text = found[number].text if found[number].kind == "sign" else ""
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth < 0 or (depth == 0 and text == "," and colon is not None):
            end = number
            break
        if depth == 0 and text == "?" and colon is None:
            nested += 1
        elif depth == 0 and text == ":" and colon is None:
            colon = number if nested == 0 else None
            nested -= colon is None
    if colon is None:
        return None
    yes, no = found[question + 1 : colon], found[colon + 1 : end]
    return question + 1, end, f" ({_joined(no)}) : ({_joined(yes)})"


def _joined(part: Sequence[Token]) -> str:
    return " ".join(each.text for each in part)
