"""What may stand in the place of a number, a date, or the value of a parameter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from intlstrat.rules.model import ParamValue

_DAY = re.compile(r"(\d{4})?(-\d\d-\d\d)")
_ANY_YEAR = 2023
Number = TypeVar("Number", int, float)


def numbers_beside(number: Number) -> Iterator[Number]:
    """One more, one less, and none."""
    yield number + 1
    yield number - 1
    if number:
        yield number - number


def days_beside(text: str) -> Iterator[str]:
    """The day before and the day after, where the text is a date or ends in one that lacks its year (`-12-31`)."""
    if (day := _DAY.fullmatch(text)) is not None:
        for step in (-1, 1):
            other = (date.fromisoformat(f"{day[1] or _ANY_YEAR}{day[2]}") + timedelta(days=step)).isoformat()
            yield other if day[1] else other[4:]


def other_values(value: ParamValue | None, path: str = "") -> Iterator[tuple[str, ParamValue]]:
    """The values of a parameter with one number, date or text in it changed, each with what was changed."""
    match value:
        case dict():
            for name, part in value.items():
                for what, other in other_values(part, f"{path}{name} "):
                    yield what, {**value, name: other}
        case list():
            for index, part in enumerate(value):
                for what, other in other_values(part, f"{path}{index} "):
                    yield what, [*value[:index], other, *value[index + 1 :]]
        case int() | float():
            yield from ((f"{path}[{value} → {other}]", other) for other in numbers_beside(value))
        case str():
            yield from ((f"{path}[{value} → {other}]", other) for other in ("", *days_beside(value)))
