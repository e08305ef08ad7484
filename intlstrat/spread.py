"""How work on many records may be spread: here on one core, where nobody gives more (`intlstrat.cores`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

_Made = TypeVar("_Made")
_Each = TypeVar("_Each")
_Job = Callable[[], _Made]


class Spread(Protocol):
    """Has work done beside the caller's own. A job sees everything as it is when it is begun."""

    def parts(self, records: int) -> int:
        """Into how many parts work on so many records is best cut, at least 1; the first is the caller's own."""

    def begin(self, job: Callable[[], _Made]) -> Callable[[], _Made]:
        """Begins a job, of which nothing is seen but what it gives: plain data. Gives what waits for that, once."""


@dataclass(frozen=True, slots=True)
class OneCore:
    """Everything is done by the caller, in order."""

    def parts(self, records: int) -> int:
        return 1

    def begin(self, job: Callable[[], _Made]) -> Callable[[], _Made]:
        return job


def cut(all_of_them: Sequence[_Each], parts: int) -> list[Sequence[_Each]]:
    """A sequence in so many parts of about the same length, in order."""
    ends = [len(all_of_them) * part // parts for part in range(parts + 1)]
    return [all_of_them[start:end] for start, end in pairwise(ends)]
