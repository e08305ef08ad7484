"""The functions that rules may call besides CEL's own. Each is pure; its signature is its documentation.

`nok` and `missing` can end an expression without an answer: the rule then comes to unknown for want of the path that
they name. CEL's `&&`, `||` and `?:` step over that where the answer does not depend on it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

_NO_LETTERS = re.compile(r"[\W_]+")

TypeName = Literal["int", "double", "string", "bool", "dyn", "list", "map"]

MISSING_MARK = "intlstrat: missing "
"""Begins the text of an error value that means “not recorded”; the path follows, up to a semicolon."""


class MissingError(Exception):
    """Raised inside an expression for want of a value; CEL carries its text out as an error value."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{MISSING_MARK}{path};")


def missing_path(error: str) -> str | None:
    """The path that an error value's text says is missing, or None where the error is another."""
    match = re.search(re.escape(MISSING_MARK) + "([^;]*);", error)
    return match[1] if match else None


class Function(Struct, frozen=True):
    """One function: its name, the types of its parameters and of what it gives, and the Python that computes it."""

    name: str
    parameters: tuple[TypeName, ...]
    result: TypeName
    run: Callable[..., Any]
    call: str
    """How it is called, as people are told."""


class Rates:
    """The strategy's exchange rates. `used` tells whether a rate other than 1 has been asked for since `forget`."""

    def __init__(self, rates: Mapping[str, int | float]) -> None:
        self._rates = {code: Decimal(str(rate)) for code, rate in rates.items()}
        self.used = False

    def forget(self) -> None:
        self.used = False

    def nok(self, amount: int, currency: str) -> float:
        """The amount in NOK at `params.exchange_rates`; unknown without a rate."""
        rate = self._rates.get(currency)
        if rate is None:
            raise MissingError(f"params.exchange_rates.{currency}")
        self.used = self.used or rate != 1
        return float(amount * rate)


def missing(path: str) -> Any:
    """The rule comes to unknown for want of the path, if the answer depends on it."""
    raise MissingError(path)


def add_months(day: str, months: int) -> str:
    """The same day so many calendar months on, or that month's last day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < 1:
        return "0001-01-01"
    if year > 9999:
        return "9999-12-31"
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def days_between(start: str, end: str) -> int:
    """Days from one date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def total(numbers: list[Any]) -> float:
    """The sum of a list of numbers, 0.0 of none."""
    return float(sum(Decimal(str(number)) for number in numbers))


def duplicates(values: list[Any]) -> list[Any]:
    """The values that stand more than once."""
    seen: dict[Any, int] = {}
    again = []
    for value in values:
        key = comparable(value)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] == 2:
            again.append(value)
    return again


def comparable(value: Any) -> Any:
    """What is the same for equal values, and can be a key: so that a long list is gone through once."""
    if isinstance(value, dict):
        return frozenset((key, comparable(part)) for key, part in value.items())
    return tuple(map(comparable, value)) if isinstance(value, list) else value


def visits_in(visits: list[Any], direction: str, term: Mapping[str, str], as_of: str) -> int:
    """Visits that way in the term and not after `as_of`; unknown where a visit has no date or direction."""
    counted = 0
    for index, visit in enumerate(visits):
        for key in ("date", "direction"):
            if key not in visit:
                raise MissingError(f"visits[{index}].{key}")
        if visit["direction"] == direction and term["start"] <= visit["date"] <= min(term["end"], as_of):
            counted += 1
    return counted


def same_text(one: str, other: str) -> bool:
    """Whether two texts are equal apart from case, spaces and punctuation."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def functions(rates: Rates) -> tuple[Function, ...]:
    """Every function, with `nok` bound to the strategy's rates."""
    return (
        Function("nok", ("int", "string"), "double", rates.nok, "nok(amount, currency)"),
        Function("missing", ("string",), "dyn", missing, 'missing("budget.total")'),
        Function("add_months", ("string", "int"), "string", add_months, "add_months(date, months)"),
        Function("days_between", ("string", "string"), "int", days_between, "days_between(from, to)"),
        Function("sum", ("list",), "double", total, "sum(list)"),
        Function("duplicates", ("list",), "list", duplicates, "duplicates(list)"),
        Function(
            "visits_in", ("list", "string", "map", "string"), "int", visits_in,
            'visits_in(visits, "outgoing", params.council_term, as_of)',
        ),
        Function("same_text", ("string", "string"), "bool", same_text, "same_text(a, b)"),
    )  # fmt: skip
