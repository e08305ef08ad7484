"""Asks every rule of every record: outcomes, and a finding for each breach, unknown and failure.

The engine stamps identity: id, severity, clauses and place are added here, once. A rule that fails on one record is
a finding too, and hides nothing else. The result does not depend on the order of files.

A record that was judged before, under the same rules and on the same day, is judged again only by rules that look at
others, and only where those are other records by now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from intlstrat.engine.asking import Asker, Share
from intlstrat.engine.bench import KINDS, Bench
from intlstrat.engine.columns import columns
from intlstrat.engine.folding import Folding, folded
from intlstrat.engine.judged import Judged
from intlstrat.findings import Column, Finding, Outcomes, Subject
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio, Record
from intlstrat.rules.court import Bound
from intlstrat.rules.model import Pack
from intlstrat.spread import OneCore, Spread, cut

_MANY = 30
"""From so many records on it pays to compile all rules into one program."""


class Evaluation(Struct, frozen=True):
    """What all rules came to."""

    results: Outcomes
    findings: tuple[Finding, ...]
    failed: frozenset[str] = frozenset()
    """The rules that failed on some record."""
    judged: frozenset[Subject] = frozenset()
    """The records that some rule applied to."""


def evaluate(
    portfolio: Portfolio,
    pack: Pack,
    as_of: str,
    whole: bool,
    tick: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
    spread: Spread | None = None,
) -> Evaluation:
    """Every rule's outcome for every record and, with `whole`, for the portfolio, as of a day (ISO text).

    `tick` is called when a record has been judged, now or in an earlier run that `memory` holds.
    """
    memory, key = memory or Memory(keeps=False), (pack.digest, as_of)
    known: Bench | None = memory.get("compiled", (), key)
    bench = known or memory.put("compiled", (), Bench(pack, as_of), key)
    going = _Round(portfolio, bench, memory, whole, spread or OneCore())
    evaluation = going.evaluation(tick)
    if (known is not None or going.is_shared) and bench.court.budget.is_nearly_spent():
        # Where a rule is stopped depends on all that it was asked before: it is asked everything, in order.
        memory.count("started over")
        return evaluate(portfolio, pack, as_of, whole)
    return evaluation


class _Round:
    """One portfolio held to the rules."""

    def __init__(self, portfolio: Portfolio, bench: Bench, memory: Memory, whole: bool, spread: Spread) -> None:
        self._portfolio, self._bench, self._memory, self._spread = portfolio, bench, memory, spread
        is_worth_it = memory.keeps or len(portfolio.records) >= _MANY
        together = bench.together(whole) if is_worth_it else {}
        self._asker = Asker(bench, together, portfolio.unreadable, memory)
        self._folding = Folding(bench, portfolio.unreadable, memory) if whole else None
        self._subjects: dict[str, list[Subject]] = {kind: [] for kind in KINDS}
        self._judged: dict[str, list[Judged]] = {kind: [] for kind in KINDS}
        self._alike: dict[bytes, Judged] = {}
        self._findings: list[Finding] = []
        self._failed: set[str] = set()
        self.is_shared = False
        """Whether other processes have judged a part of the records."""

    def evaluation(self, tick: Callable[[], None]) -> Evaluation:
        court, memory = self._bench.court, self._memory
        court.begin(self._portfolio.records)
        ask = self._shared()
        for record in self._portfolio.records:
            bound = court.bind(record, memory)
            self._take(bound, self._asker.judge(bound, ask))
            tick()
        self._asker.charge()
        made: list[Column] = []
        for kind in KINDS:
            rules = [rule.rule.id for rule in self._bench.by_kind[kind]]
            made += columns(rules, self._subjects[kind], self._judged[kind])
        made += self._folds()
        results = Outcomes(sorted(made, key=lambda each: each.rule))
        return Evaluation(results, tuple(self._findings), frozenset(self._failed), frozenset(self._applied()))

    def _shared(self) -> Callable[[Bound], Judged] | None:
        """What others come to for the records of which nothing is remembered, where the work is spread."""
        anew = [record for record in self._portfolio.records if self._is_new(record)]
        parts = self._spread.parts(len(anew))
        if parts < 2:
            return None
        self.is_shared = True
        self._asker.prepare(anew)
        among, sent = {id(record) for record in anew}, self._sent(cut(anew, parts))

        def ask(bound: Bound) -> Judged:
            if id(bound.record) not in among:
                return self._asker.ask_all(bound)
            record, found = next(sent)
            assert record is bound.record
            return found

        return ask

    def _sent(self, parts: Sequence[Sequence[Record]]) -> Iterator[tuple[Record, Judged]]:
        """What others come to for each record of some parts, in order."""
        shares: Iterator[Share] = self._spread.each([partial(self._asker.share, part) for part in parts])
        for part, share in zip(parts, shares, strict=True):
            self._bench.court.budget.charge(share.works, share.is_spent)
            yield from zip(part, share.judged, strict=True)

    def _is_new(self, record: Record) -> bool:
        """Whether nothing is remembered of a record."""
        return not self._memory.keeps or self._memory.get("bound", (self._bench.court, record)) is None

    def _take(self, bound: Bound, found: Judged) -> None:
        """Counts what a record came to."""
        record, kind = bound.record, bound.record.kind
        if self._folding is not None:
            self._folding.take(bound, found.parts)
        if found.told or found.failed:
            self._findings += found.findings
            self._failed.update(self._bench.by_kind[kind][number].rule.id for number in found.failed)
        elif not found.several:
            # Most records come to the same as many others, and are kept as one.
            found = self._alike.setdefault(found.codes, Judged(found.codes))
        self._subjects[kind].append(record.subject)
        self._judged[kind].append(found)

    def _folds(self) -> Iterator[Column]:
        """What the rules about the portfolio come to."""
        if self._folding is None:
            return
        court, records = self._bench.court, self._portfolio.records
        for fold, verdicts in self._folding.verdicts(lambda: (court.bind(each, self._memory) for each in records)):
            outcomes, failed = folded(fold, verdicts)
            self._findings += self._folding.findings(fold, verdicts)
            self._failed |= failed
            yield outcomes

    def _applied(self) -> Iterator[Subject]:
        """The records that some rule applied to."""
        for kind in KINDS:
            for subject, each in zip(self._subjects[kind], self._judged[kind], strict=True):
                if not each.is_idle:
                    yield subject
