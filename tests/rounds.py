"""A few records that are judged in this process, over so many parts as a test asks for."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from comparing import DAY, inputs_of

from intlstrat.engine.asking import Share
from intlstrat.load import load
from intlstrat.memory import Memory
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.spread import Spread
from intlstrat.verdict import State, Verdict, verdict

FILES = {
    f"data/projects/p{number}.yaml": f"title: Nr {number * 9}\nstatus: {'idea' if number else 'active'}\n"
    f"goals: [{{statement: A}}, {{statement: B, due: 2027-01-01}}]\npartners: [nordby]\n"
    for number in range(5)
}
ALL = ["data/partners/nordby.yaml", *FILES]
"""The partner that comes with them stands first."""
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Elsewhere:
    """So many parts, of which each is done at once and comes back as through a pipe; and how many there were."""

    number: int
    shares: list[int] = field(default_factory=list)
    """How many records each part had."""

    def parts(self, records: int) -> int:
        return min(self.number, max(1, records))

    def each(self, jobs: Sequence[Callable[[], _Made]]) -> Iterator[_Made]:
        for job in jobs:
            made: _Made = pickle.loads(pickle.dumps(job()))
            assert isinstance(made, Share)
            self.shares.append(len(made.judged))
            yield made


def judged(
    pack: Pack,
    files: Mapping[str, str] = FILES,
    whole: bool = True,
    memory: Memory | None = None,
    spread: Spread | None = None,
) -> Verdict:
    """What the rules come to for the records."""
    read = load(inputs_of(files), strategy_codes(pack.strategy), memory=memory)
    return verdict(State(read, pack, (), DAY), whole, memory=memory, spread=spread)
