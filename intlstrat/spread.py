"""How work on many records may be spread: here on one core, where nobody gives more (`intlstrat.cores`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from msgspec import Struct

_Made = TypeVar("_Made")
_Each = TypeVar("_Each")


class Spread(Protocol):
    """Has work done beside the caller's own."""

    def parts(self, records: int) -> int:
        """Into how many parts work on so many records is best cut; with 1 it is best done by the caller."""

    def each(self, jobs: Sequence[Callable[[], _Made]]) -> Iterator[_Made]:
        """What each job gives, in their order. Nothing else is seen of a job: it gives plain data.

        A job sees everything as it is at some moment between the first result that is asked for and its own.
        """


class OneCore(Struct, frozen=True):
    """Everything is done by the caller, in order."""

    def parts(self, records: int) -> int:
        return 1

    def each(self, jobs: Sequence[Callable[[], _Made]]) -> Iterator[_Made]:
        return (job() for job in jobs)


def cut(all_of_them: Sequence[_Each], parts: int) -> list[Sequence[_Each]]:
    """A sequence in so many parts of about the same length, in order."""
    ends = [len(all_of_them) * part // parts for part in range(parts + 1)]
    return [all_of_them[start:end] for start, end in pairwise(ends)]
