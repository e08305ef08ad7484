"""Rules of a pack, and records that are asked everything at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import verdicts
from portfolios import DAY
from verdicts import FULFILLED, NOT_APPLICABLE, record

from intlstrat.engine.bench import Bench
from intlstrat.findings.outcomes import CODES
from intlstrat.records.portfolio import Record
from intlstrat.rules import together
from intlstrat.rules.court import Bound
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.together import Answer

HOLDS, NOT_MEANT = CODES[FULFILLED], CODES[NOT_APPLICABLE]
HAVNA = record("project", "havna", {"goals": [{"statement": "A", "due": "2027-01-01"}, {"statement": "B"}]})


def a(require: str, id_: str = "project-a", **more: Any) -> Rule:
    return verdicts.read(id_, require, **more)


def whole(require: str, id_: str = "portfolio-a", **more: Any) -> Rule:
    return verdicts.read(id_, require, **{"among": "project", **more})


@dataclass
class Asked:
    """Some rules, and the records that they are asked about; the first is asked everything at once."""

    bench: Bench
    bounds: list[Bound]

    @property
    def first(self) -> Bound:
        return self.bounds[0]

    @property
    def together(self) -> together.Together:
        return self.bench.together(True)[self.first.record.kind]

    def ask(self) -> Answer:
        answer = self.together.ask(self.first)
        assert answer is not None
        return answer

    def lefts(self) -> dict[str, int]:
        """What each rule may still do."""
        rules = {each.rule.id: each.meter for each in self.bench.by_kind[self.first.record.kind]}
        rules |= {each.rule.id: each.meter for each in self.bench.folds}
        return {name: meter.left for name, meter in rules.items()}

    def works(self, *bounds: Bound) -> dict[str, int]:
        """What is taken off what each rule may do for asking these records (the first one where none is named)."""
        before = self.lefts()
        for bound in bounds or (self.first,):
            assert self.together.ask(bound) is not None
        assert self.lefts() == before, "it is taken off when it is charged"
        self.together.charge()
        return {name: before[name] - left for name, left in self.lefts().items()}


def asked(*rules: Rule, records: Sequence[Record] = (HAVNA,)) -> Asked:
    bench = Bench(Pack(verdicts.strategy(), rules, ""), DAY)
    return Asked(bench, bench.court.bind_all(records))


NORDBY = record("partner", "nordby", {})


def with_linked(number: int, **data: Any) -> list[Record]:
    """A partner that so many projects name."""
    return [NORDBY, *(record("project", f"p{each}", {"partners": ["nordby"], **data}) for each in range(number))]
