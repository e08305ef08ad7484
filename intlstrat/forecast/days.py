"""The days ahead on which a rule may come to something else, as far as dates and numbers can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from intlstrat.rules.functions import add_months

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?![\w.])")
_MOST = 1200
"""A larger number is no count of months or days but an amount."""
_NET, _MESHES = 28, 26
"""The days in between: one in so many, or so many in all where the time ahead is long."""


def dates_in(value: object) -> Iterator[str]:
    """Every date (ISO text) in plain values."""
    if isinstance(value, str):
        if _ISO_DATE.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from dates_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from dates_in(part)


def numbers_in(values: Iterable[object]) -> Iterator[int]:
    """Every whole number in plain values that can be a count of months or days."""
    for value in values:
        if isinstance(value, int) and 0 < value <= _MOST:
            yield value
        elif isinstance(value, Mapping):
            yield from numbers_in(value.values())
        elif isinstance(value, list):
            yield from numbers_in(value)


def numbers_in_text(text: str) -> Iterator[int]:
    """The same for the numbers that an expression names."""
    return (number for number in map(int, _NUMBER.findall(text)) if 0 < number <= _MOST)


@cache
def turns(day: str, shifts: tuple[int, ...]) -> frozenset[str]:
    """A day and the one after it, and the same so many months or days later and earlier."""
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return frozenset()
    moved = {day, *(add_months(day, sign * shift) for shift in shifts for sign in (1, -1))}
    found = {date.fromisoformat(each) for each in moved}
    found |= {later for shift in shifts for sign in (1, -1) if (later := _plus(start, sign * shift)) is not None}
    found |= {later for each in tuple(found) if (later := _plus(each, 1)) is not None}
    return frozenset(each.isoformat() for each in found)


def net(after: str, until: str) -> list[str]:
    """Days at even distances after one day, up to another, which is the last of them."""
    start, end = date.fromisoformat(after), date.fromisoformat(until)
    stride = max(_NET, -(-(end - start).days // _MESHES))
    days = [start + timedelta(days=number) for number in range(stride, (end - start).days, stride)]
    return [day.isoformat() for day in (*days, end)]


def halfway(after: str, until: str) -> str | None:
    """The day in the middle between two; None where they are neighbours."""
    start, end = date.fromisoformat(after), date.fromisoformat(until)
    return (start + (end - start) // 2).isoformat() if (end - start).days > 1 else None


def next_day(day: str) -> str:
    """The day after a day; the calendar's last day has none and is given back."""
    later = _plus(date.fromisoformat(day), 1)
    return later.isoformat() if later is not None else day


def _plus(day: date, days: int) -> date | None:
    number = day.toordinal() + days
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None
