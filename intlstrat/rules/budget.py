"""What the rules of a pack may do in a run: a meter each, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from intlstrat.rules.meter import Meter, SpentError


class Budget:
    """Each rule may do the same, and more where there are more records, whichever process does the work."""

    def __init__(self, rules: int, looks: int, shared: int) -> None:
        """So many rules share it, and look so many times at each record.

        `shared` is the work of converting what they all see, which is done once for each record.
        """
        self._rules, self._looks, self._shared = rules, looks, shared
        self._meters: list[Meter] = []
        self.begin(0)

    def begin(self, records: int) -> None:
        """A run over so many records begins."""
        self._records = records
        for meter in self._meters:
            meter.renew(self._rules, self._records * self._looks)

    def meter(self) -> Meter:
        """What one more rule may do; it is told anew whenever a run begins."""
        self._meters.append(Meter(self._rules, self._records * self._looks))
        return self._meters[-1]

    def is_spent(self) -> bool:
        """Whether some rule wanted to do more than it may since the run began."""
        return any(meter.is_spent for meter in self._meters)

    def is_nearly_spent(self) -> bool:
        """Whether some rule would have, had it been asked before all others.

        What they all see is converted at the cost of the first rule that wants it, and which one that is depends on
        which rules are asked.
        """
        return any(meter.is_spent or meter.left <= self._records * self._shared for meter in self._meters)

    def left(self) -> list[int]:
        """What each rule may still do."""
        return [meter.left for meter in self._meters]

    def undone(self, before: Sequence[int]) -> list[int]:
        """What work was done since each rule might do as much as `before`. It may do as much again."""
        works = [was - meter.left for was, meter in zip(before, self._meters, strict=True)]
        for was, meter in zip(before, self._meters, strict=True):
            meter.left = was
        return works

    def charge(self, works: Sequence[int], is_spent: bool) -> None:
        """Takes off what each rule may do what another process did for it, and notes where it wanted to do more."""
        for meter, work in zip(self._meters, works, strict=True):
            with suppress(SpentError):
                meter.charge(work)
            meter.is_spent |= is_spent
