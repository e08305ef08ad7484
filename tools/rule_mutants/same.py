"""Changes that cannot make a difference: a comparison that comes to the same for everything that a record can hold.

A count is never below zero, and a field with codes holds one of them. So `size(x) > 0` is `size(x) != 0`, and where no
status comes before “active”, `status == "active"` is `status <= "active"`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tools.rule_mutants.scope import Codes, Scope
from tools.rule_mutants.tokens import Token, begins, tokens

_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ENDS = ("", "&&", "||", "?", ":", ")", "]", ",")
_BEGINS = ("", "&&", "||", "?", ":", "(", "[", ",")
_COUNTING = ("size", "visits_in")
_MOST = 9


def meaning(expression: str, scope: Scope) -> tuple[object, ...]:
    """The tokens, where comparisons are replaced by what they come to for every value that can be there."""
    found = tokens(expression)
    told: list[object] = [each.text for each in found]
    for number in range(1, len(found) - 1):
        truths = _truths(found, number, scope)
        if truths is not None:
            told[number : number + 2] = [truths, ""]
            start = begins(found, number)
            if start and found[start - 1].text == "-":
                told[start - 1] = ""
    return tuple(each for each in told if each != "")


def _truths(found: Sequence[Token], number: int, scope: Scope) -> tuple[bool, ...] | None:
    """What a comparison at `number` comes to for each value of what stands before it, where those can be told."""
    sign, limit = found[number : number + 2]
    after = found[number + 2].text if number + 2 < len(found) else ""
    if sign.kind != "sign" or sign.text not in _COMPARED or after not in _ENDS:
        return None
    start = begins(found, number)
    before = found[start - 1].text if start else ""
    factor = -1 if before == "-" else 1
    if factor == -1:
        before = found[start - 2].text if start > 1 else ""
    if before not in _BEGINS:
        return None
    compared = _COMPARED[sign.text]
    if limit.kind == "text":
        codes = scope.kind_before(found, number)
        return tuple(compared(code, limit.text[1:-1]) for code in codes) if isinstance(codes, Codes) else None
    if limit.kind not in ("whole", "decimal") or float(limit.text) > _MOST or not _counts(found[start:number], scope):
        return None
    fewest = scope.fewest if found[start].text == "count" else 0
    return tuple(compared(factor * value, float(limit.text)) for value in range(fewest, _MOST + 2))


def _counts(primary: Sequence[Token], scope: Scope) -> bool:
    """Whether this is a whole number that is never below zero."""
    if len(primary) == 1:
        return primary[0].text in ("count", *scope.counts)
    return primary[0].text in _COUNTING and primary[1].text == "(" and begins(primary, len(primary)) == 0
