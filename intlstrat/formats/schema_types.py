"""The field types of records as JSON Schema: what `records.types` accepts, once a plain YAML reader has had its say.

The tool reads every value as text. Other programs see what their YAML reader makes of it: `2024` a number, `true` a
truth value, and `8.10` the number 8.1. So each type has a form that editors propose and complete, and forms that are
accepted as well. The latter stand behind `if: true`, because editors propose `true`, `false` and `null` for every
type that they find in the open, and one Enter too many would then replace the first word of a title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, get_args

from intlstrat.formats.schema_words import Schema, ref
from intlstrat.records import types
from intlstrat.records.types import MAX_AMOUNT

NOTHING: Final[Schema] = {
    "$comment": "A key without a value: not recorded. Behind “if”, so that editors do not propose null.",
    "if": True,
    "then": {"type": "null"},
}

# What is blank to Python, and the control characters that `types.text` refuses.
_BLANK: Final = r"\t\n\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROL: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
TEXT_PATTERN: Final = f"^[{_BLANK}]*[^{_BLANK}{_CONTROL}][^{_CONTROL}]*$"
YEAR_PATTERN: Final = "^(1[89][0-9]{2}|2[01][0-9]{2}|2200)$"
# The days of each month; whether a year has a 29 February is left to `format`.
_DATE_PATTERN: Final = (
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$"
)
_SPACE: Final = r"[ \u00a0\u202f]"
_TARGET_PATTERN: Final = r"^([1-9]|1[0-7])\.([0-9]{1,2}|[a-d])$"

Forms = tuple[Schema, ...]
"""A type's forms: the first is proposed by editors, the others are accepted as well."""


def _figures(lowest: int, highest: int, pattern: str) -> Forms:
    """A whole number, also where it stands in quotes."""
    return {"type": "integer", "minimum": lowest, "maximum": highest}, {"type": "string", "pattern": pattern}


_FORMS: Final[dict[str, Forms]] = {
    "text": ({"type": "string", "pattern": TEXT_PATTERN}, {"type": ["number", "boolean"]}),
    "date": ({"type": "string", "format": "date", "pattern": _DATE_PATTERN},),
    "year": _figures(1800, 2200, YEAR_PATTERN),
    "amount": (
        {"type": "integer", "minimum": 0, "exclusiveMaximum": MAX_AMOUNT},
        {"type": "string", "maxLength": 40, "pattern": f"^([0-9]+|[0-9]{{1,3}}({_SPACE}[0-9]{{3}})+)$"},
    ),
    "number": (
        {"type": "number", "exclusiveMinimum": -MAX_AMOUNT, "exclusiveMaximum": MAX_AMOUNT},
        {"type": "string", "maxLength": 30, "pattern": "^-?[0-9]+([.,][0-9]+)?$"},
    ),
    "boolean": ({"type": "boolean"}, {"enum": ["true", "false"]}),
    "scale": _figures(1, 5, "^0{0,14}[1-5]$"),
    "count": _figures(0, 1_000_000, "^(0{0,9}[0-9]{1,6}|0{0,8}1000000)$"),
    "sdg_target": (
        {"type": "string", "pattern": _TARGET_PATTERN},
        {"type": "number", "minimum": 1, "exclusiveMaximum": 18},
    ),
}

_ALIASES: Final[dict[str, object]] = {
    "text": types.Text,
    "date": types.Date,
    "year": types.Year,
    "amount": types.Amount,
    "number": types.Number,
    "boolean": types.Bool,
    "scale": types.Scale,
    "count": types.Count,
    "sdg_target": types.SdgTarget,
    "sdg_goal": types.SdgGoal,
    "country": types.Country,
    "currency": types.Currency,
}

TYPE_NAMES: Final[dict[Callable[..., object], str]] = {
    get_args(alias)[1].func: name for name, alias in _ALIASES.items()
}
"""The name of each field type, by the function that reads it."""


def plain(name: str, optional: bool) -> Schema:
    """A type that needs no list of words; `optional` accepts a key without a value too."""
    proposed, *also = _FORMS[name]
    return either([proposed], also, optional)


def either(proposed: Iterable[Schema], also: Iterable[Schema] = (), optional: bool = False) -> Schema:
    """One of the forms that editors propose, or one of those that are accepted as well."""
    shown, hidden = list(proposed), [{"if": True, "then": form} for form in also]
    if optional:
        hidden.append(ref("nothing"))
    if not shown and not hidden:
        return {"not": {}}
    return shown[0] if len(shown) == 1 and not hidden else {"anyOf": [*shown, *hidden]}
