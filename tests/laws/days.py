"""Days as the laws reckon them: by the calendar, apart from the tool's own reckoning."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

TERM_START, TERM_END = "2023-10-01", "2027-09-30"
"""The council term of the shipped strategy, both days in it."""

DAYS = ("2024-02-29", "2025-06-30", "2026-11-26", "2027-05-31")
"""The days that laws are tried on, where their cases do not name one."""


def moved(day: str, days: int) -> str:
    """A day so many days later, or earlier."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def months_on(day: str, months: int) -> str:
    """The same day of the month so many months later or earlier, or the month's last where it has no such day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def oldest(day: str, months: int) -> str:
    """The first day from which so many months have not run out before this day. A term is counted forwards."""
    found = moved(months_on(day, -months), -4)
    while months_on(found, months) < day:
        found = moved(found, 1)
    return found


@cache
def until(day: str) -> st.SearchStrategy[str]:
    """Days up to this one: itself, the day before, and earlier ones."""
    return st.sampled_from([day, moved(day, -1), moved(day, -31), moved(day, -2000)])


@cache
def after(day: str) -> st.SearchStrategy[str]:
    """Days after this one: the next, and later ones."""
    return st.sampled_from([moved(day, 1), moved(day, 31), moved(day, 1500)])


@cache
def before(day: str) -> st.SearchStrategy[str]:
    return until(moved(day, -1))


@cache
def since(day: str) -> st.SearchStrategy[str]:
    """This day, and days after it."""
    return st.sampled_from([day, moved(day, 1), moved(day, 31), moved(day, 1500)])
