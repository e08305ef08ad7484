"""What is made of records again and again, kept while a run goes on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from intlstrat.records.portfolio import Record

_Made = TypeVar("_Made")
MOST = 4000
"""What was made of so many records is kept at a time: those that ask for the same one stand together."""


class Kept(Generic[_Made]):
    """What was made of each record, with the record itself, so that no other has its number in the meantime."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[Record, _Made]] = {}

    def of(self, record: Record, make: Callable[[], _Made], key: Hashable = None) -> _Made:
        """What was made of this very record under a key of plain values; makes it where nothing is kept."""
        name = id(record), key
        found = self._made.get(name)
        if found is None:
            if len(self._made) >= MOST:
                self.forget()
            found = self._made[name] = record, make()
        return found[1]

    def forget(self) -> None:
        """Other records come."""
        self._made.clear()
