"""What the rules came to for one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct, field

from intlstrat.findings import Finding, Outcome
from intlstrat.findings.outcomes import ALL_HOLD, CODES, SEVERAL, ByItem, by_item, code_of

_IDLE = bytes((CODES[Outcome.NOT_APPLICABLE], ALL_HOLD))


class Answer(NamedTuple):
    """What one rule came to for one record, and the work that it was."""

    results: ByItem
    work: int
    findings: tuple[Finding, ...] = ()
    failed: bool = False


class Judged(Struct, frozen=True):
    """What the rules came to for one record: an outcome for each rule that its kind has, in their order."""

    codes: bytes
    """Of each rule, as in `findings.outcomes`."""
    several: Mapping[int, ByItem] = field(default_factory=dict)
    """By the rule's number: what its code does not say."""
    told: Mapping[int, tuple[Finding, ...]] = field(default_factory=dict)
    """By the rule's number: the findings."""
    failed: tuple[int, ...] = ()
    works: Sequence[int] = ()
    parts: tuple[Any, ...] = ()
    """What rules about the portfolio were told, as in `rules.together`; empty where they have to ask."""

    @property
    def findings(self) -> list[Finding]:
        return [finding for found in self.told.values() for finding in found]

    @property
    def is_idle(self) -> bool:
        """Whether no rule applied to the record."""
        return not self.codes.translate(None, _IDLE)  # an item is never not applicable

    def results(self, number: int) -> ByItem:
        """The outcomes of one of the rules."""
        return by_item(self.codes[number], self.several.get(number, ()))

    def answer(self, number: int) -> Answer:
        """What one of the rules came to."""
        work = self.works[number] if self.works else 0
        return Answer(self.results(number), work, self.told.get(number, ()), number in self.failed)


def judged(answers: Mapping[int, Answer], codes: Iterable[int], parts: tuple[Any, ...] = ()) -> Judged:
    """What the rules came to: by their codes and, where they were asked by themselves, by their answers."""
    found, several = bytearray(codes), {}
    for number, answer in answers.items():
        found[number] = code_of(answer.results)
        if found[number] == SEVERAL:
            several[number] = answer.results
    return Judged(
        bytes(found),
        several,
        {number: each.findings for number, each in answers.items() if each.findings},
        tuple(number for number, each in answers.items() if each.failed),
        tuple(answers[number].work if number in answers else 0 for number in range(len(found))) if answers else (),
        parts,
    )
