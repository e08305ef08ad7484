"""What one check remembers for the next, so that only what differs is read, judged and masked again.

Everything stands under what it was made from: the very objects, and a key of plain values. So what is remembered is
never out of date. What a check did not ask for is forgotten when it ends, so that a day of saves takes no more room
than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Made = TypeVar("_Made")
_Of = tuple[object, ...]


class Memory:
    """Made by whoever checks again and again, who gives it to each check and never looks inside.

    `made` tells how many of each thing the last check had to make anew, with those that were broken off before it:
    what it `read` (files), `judged` (records), `masked` (the findings of a file), and so on. One check at a time may
    have it.
    """

    def __init__(self, keeps: bool = True) -> None:
        """One that does not keep anything is for a single check, which then holds no more than it needs."""
        self.keeps = keeps
        self._asked: dict[Hashable, tuple[_Of, Any]] = {}
        self._before: dict[Hashable, tuple[_Of, Any]] = {}
        self._made: Counter[str] = Counter()
        self.made: Counter[str] = Counter()

    def get(self, what: str, of: _Of, key: Hashable = None) -> Any:
        """What was made of these very objects under this key; None where nothing was."""
        name = (what, key, *map(id, of))
        found = self._asked.get(name)
        if found is None:
            found = self._before.get(name)
            if found is None:
                return None
            self._asked[name] = found
        return found[1]

    def put(self, what: str, of: _Of, value: _Made, key: Hashable = None) -> _Made:
        """Remembers what was made, and the objects with it, so that no other can take their place; gives it back."""
        if self.keeps:
            self._asked[(what, key, *map(id, of))] = of, value
        self.count(what)
        return value

    def recall(self, what: str, of: _Of, make: Callable[[], _Made], key: Hashable = None) -> _Made:
        """What was made of these very objects under this key; makes it where nothing was. It is never None."""
        found: _Made | None = self.get(what, of, key)
        return found if found is not None else self.put(what, of, make(), key)

    def count(self, what: str) -> None:
        """Something was made anew."""
        self._made[what] += 1

    @property
    def size(self) -> int:
        """How many things are remembered."""
        return len(self._before.keys() | self._asked.keys())

    def settle(self) -> None:
        """The check is over: what it did not ask for is forgotten. (One that was broken off forgets nothing.)"""
        self._before, self._asked = self._asked, {}
        self.made, self._made = self._made, Counter()
