"""What one rule may do in a run: so much work in all, whoever wrote it and whatever it is asked about.

A rule that is given more data may do more, so what a rule can take grows with the number of records and no faster.
"""

from __future__ import annotations

ALL_RULES = 500_000_000
"""The work that all rules of a pack share: less than a minute."""
ONE_RULE = 10_000_000
"""No rule has more of it than this: about a second."""
A_RECORD = 100_000
"""The work that a rule may do for each record beside it (about 10 milliseconds)."""
MOST_MEMORY = 256 * 1024 * 1024
"""The memory that one evaluation may take, in bytes."""
AN_ITEM = 100
"""The work of a verdict on an item, beside the evaluation."""
A_BREACH = 500
"""The work of telling a breach."""


A_FAILURE = 1_000_000
"""What it costs a rule that it turned its loops too often: where it does so on every record, a few are told."""


class SpentError(Exception):
    """The rule wanted to do more than it may. It is asked nothing more in this run."""

    def __init__(self) -> None:
        super().__init__("work budget exceeded")


class Meter:
    """Counts the work of one rule; it is stopped for good once it would do more than it may."""

    __slots__ = ("is_spent", "left")

    def __init__(self, rules: int = 1, records: int = 0) -> None:
        """For one of so many rules, which is asked about so many records."""
        self.renew(rules, records)

    def renew(self, rules: int, records: int) -> None:
        """A new run begins."""
        self.left = min(ONE_RULE, ALL_RULES // max(1, rules)) + A_RECORD * records
        self.is_spent = False

    def charge(self, work: int, memory: int = 0) -> None:
        """Takes the work off what is left. Raises `SpentError` where that is not enough."""
        self.left -= work
        if self.left < 0 or memory > MOST_MEMORY:
            self.is_spent = True
        if self.is_spent:
            raise SpentError
