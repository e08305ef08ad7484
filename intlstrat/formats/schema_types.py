"""The field types of records as JSON Schema: what `records.types` accepts, once a plain YAML reader has had its say.

The tool reads every value as text. Other programs see what their YAML reader makes of it: `2024` a number, `true` a
truth value, `8.10` the number 8.1. So most types are text or a number, each with its own limits: JSON Schema asks
`pattern` of texts only, and `minimum` of numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intlstrat.formats.schema_words import Schema, ref
from intlstrat.language import Language
from intlstrat.records.types import MAX_AMOUNT

# What is blank to Python, and the control characters that `types.text` refuses.
_BLANK: Final = r"\t\n\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROL: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
TEXT_PATTERN: Final = f"^[{_BLANK}]*[^{_BLANK}{_CONTROL}][^{_CONTROL}]*$"
YEAR_PATTERN: Final = "^(1[89][0-9]{2}|2[01][0-9]{2}|2200)$"
# The days of each month; whether a year has a 29 February is left to `format`.
_DATE_PATTERN: Final = (
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$"
)
_AMOUNT_PATTERN: Final = r"^(0*[0-9]{1,15}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)$"
_NUMBER_PATTERN: Final = "^-?0*[0-9]{1,15}([.,][0-9]+)?$"
_TARGET_PATTERN: Final = r"^([1-9]|1[0-7])\.([0-9]{1,2}|[a-d])$"


def _whole(lowest: int, highest: int, pattern: str) -> Schema:
    return {"type": ["string", "integer"], "pattern": pattern, "minimum": lowest, "maximum": highest}


_TYPES: Final[dict[str, Schema]] = {
    "text": {"type": ["string", "number"], "pattern": TEXT_PATTERN},
    "date": {"type": "string", "format": "date", "pattern": _DATE_PATTERN},
    "year": _whole(1800, 2200, YEAR_PATTERN),
    "amount": {
        "type": ["string", "integer"],
        "pattern": _AMOUNT_PATTERN,
        "maxLength": 40,
        "minimum": 0,
        "exclusiveMaximum": MAX_AMOUNT,
    },
    "number": {
        "type": ["string", "number"],
        "pattern": _NUMBER_PATTERN,
        "maxLength": 30,
        "exclusiveMinimum": -MAX_AMOUNT,
        "exclusiveMaximum": MAX_AMOUNT,
    },
    "boolean": {"type": ["boolean", "string"], "pattern": "^(true|false)$"},
    "scale": _whole(1, 5, "^0{0,14}[1-5]$"),
    "count": _whole(0, 1_000_000, "^(0{0,9}[0-9]{1,6}|0{0,8}1000000)$"),
    "sdg_target": {"type": ["string", "number"], "pattern": _TARGET_PATTERN, "minimum": 1, "exclusiveMaximum": 18},
}
GOAL_PATTERN: Final = "^0{0,13}([1-9]|1[0-7])$"


def quiet_definitions(language: Language) -> dict[str, Schema]:
    """Two things that are accepted and that editors must not propose.

    They propose `true`, `false` and `null` wherever they find those types in the open, and one Enter too many would
    then replace the first word of a title; so both stand behind `if: true`, where nothing is proposed.
    """
    nothing = language.text("Not recorded: the key has no value.")
    truth = language.text("Text, though other programs may take it for true or false.")
    return {
        "nothing": {"description": nothing, "if": True, "then": {"type": "null"}},
        "truth": {"description": truth, "if": True, "then": {"type": "boolean"}},
    }


def plain(name: str, optional: bool) -> Schema:
    """A type without a list of words; `optional` accepts a key without a value too."""
    return either([_TYPES[name], *([ref("truth")] if name == "text" else [])], optional)


def either(forms: Iterable[Schema], optional: bool) -> Schema:
    """One of these forms.

    Editors tell the forms apart by title and description, so one of them at most may have neither.
    """
    all_forms = [*forms, *([ref("nothing")] if optional else [])]
    if not all_forms:
        return {"not": {}}
    return all_forms[0] if len(all_forms) == 1 else {"anyOf": all_forms}
