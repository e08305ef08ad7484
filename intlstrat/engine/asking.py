"""Asks one record: what every rule of its kind comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.engine.bench import KINDS, Bench
from intlstrat.engine.columns import by_items
from intlstrat.engine.judged import Answer, Judged, judged
from intlstrat.engine.told import findings_of
from intlstrat.findings import Finding, Outcome
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Record
from intlstrat.rules.court import Bound, Verdict
from intlstrat.rules.judge import RecordRule
from intlstrat.rules.meter import SpentError
from intlstrat.rules.together import ASK, Together

_SOME = 100
"""So many records show well enough what the others are like."""
_TOLD = (Outcome.BREACH, Outcome.UNKNOWN)
"""The outcomes that are findings; a rule that fails comes to unknown."""


class Share(Struct, frozen=True):
    """What a part of the records came to, where another process asked them."""

    judged: list[Judged]
    works: list[int]
    """What work that was, by meter; it is still to be charged."""
    is_spent: bool
    """Whether some rule wanted to do more than it may."""


class Asker:
    """Holds records to the rules of a bench. Those that see other records are asked again where these are others."""

    def __init__(self, bench: Bench, together: dict[str, Together], unreadable: int, memory: Memory) -> None:
        """`together` asks everything at once, by kind, where that pays; `unreadable` is how many files gave none."""
        self._bench, self._together, self._unreadable, self._memory = bench, together, unreadable, memory
        self._remembered: dict[str, list[Judged]] = {kind: [] for kind in KINDS}

    def judge(self, bound: Bound, ask: Callable[[Bound], Judged] | None = None) -> Judged:
        """What the rules come to for a record; `ask` gives it where nothing is remembered."""
        kind = bound.record.kind
        before: Judged | None
        linked, unresolved, before = bound.known.get("judged", ((), (), None))
        if before is None or unresolved != bound.unresolved:
            found = (ask or self.ask_all)(bound)
        elif linked != bound.linked:
            rules = enumerate(self._bench.by_kind[kind])
            answers = {number: self._again(before.answer(number), rule, bound) for number, rule in rules}
            found = judged(answers, before.codes)
        else:
            self._remembered[kind].append(before)
            return before
        self._memory.count("judged")
        if self._memory.keeps and not self._bench.court.budget.is_spent():
            bound.known["judged"] = bound.linked, bound.unresolved, replace(found, parts=())
        return found

    def ask_all(self, bound: Bound) -> Judged:
        """Asks everything at once, and those rules by themselves that do not simply hold."""
        kind = bound.record.kind
        rules, together = self._bench.by_kind[kind], self._together.get(kind)
        answer = together.ask(bound) if together is not None else None
        if answer is None:
            return judged({number: self._ask(rule, bound) for number, rule in enumerate(rules)}, bytes(len(rules)))
        if ASK not in answer.codes:
            return Judged(answer.codes, parts=answer.parts)
        asked = {number: self._ask(rules[number], bound) for number, code in enumerate(answer.codes) if code == ASK}
        return judged(asked, answer.codes, answer.parts)

    def prepare(self, records: Sequence[Record]) -> None:
        """Compiles and weighs what every process would else do for itself, as far as some of the records tell."""
        memory = Memory(keeps=False)
        for record in records[:: max(1, len(records) // _SOME)]:
            if (together := self._together.get(record.kind)) is not None:
                together.prepare(self._bench.court.bind(record, memory))

    def share(self, records: Sequence[Record]) -> Share:
        """Asks records everything. It may be that this is done in another process."""
        court, memory = self._bench.court, Memory(keeps=False)
        before = court.budget.left()
        found = [self.ask_all(court.bind(record, memory)) for record in records]
        for together in self._together.values():
            together.charge()
        return Share(found, court.budget.undone(before), court.budget.is_spent())

    def charge(self) -> None:
        """Takes off what the rules may do what was done, or was remembered: a rule may do no more for that."""
        for together in self._together.values():
            together.charge()
        for kind in KINDS:
            works = zip(*(each.works for each in self._remembered[kind] if each.works), strict=True)
            for rule, work in zip(self._bench.by_kind[kind], works, strict=False):
                with suppress(SpentError):
                    rule.meter.charge(sum(work))

    def _again(self, before: Answer, rule: RecordRule, bound: Bound) -> Answer:
        """What a rule comes to; what it came to before where it does not see other records."""
        if rule.sees_linked:
            return self._ask(rule, bound)
        with suppress(SpentError):
            rule.meter.charge(before.work)
        return before

    def _ask(self, rule: RecordRule, bound: Bound) -> Answer:
        left, record = rule.meter.left, bound.record
        verdicts = rule.judge(bound)
        results = by_items(verdicts)
        work = left - rule.meter.left
        if len(verdicts) == 1 and verdicts[0].outcome not in _TOLD:
            return Answer(results, work)
        findings = told(verdicts, partial(findings_of, rule.rule, record, unreadable=self._unreadable))
        return Answer(results, work, tuple(findings), fails(verdicts))


def told(verdicts: Iterable[Verdict], tell: Callable[[Verdict], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of one rule for one subject. That it failed on several items is told once for each file."""
    failed_in: set[str | None] = set()
    for verdict in verdicts:
        for found in tell(verdict) if verdict.outcome in _TOLD else ():
            if verdict.fault is None:
                yield found
            elif found.place.path not in failed_in:
                failed_in.add(found.place.path)
                yield found


def fails(verdicts: Iterable[Verdict]) -> bool:
    """Whether a rule failed somewhere."""
    return any(verdict.fault is not None for verdict in verdicts)
