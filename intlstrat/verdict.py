"""How one whole state stands: its records, held to the rules on a day, with its waivers applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from intlstrat.engine import evaluate
from intlstrat.findings import Finding, Outcomes, Subject
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.spread import Spread
from intlstrat.waivers import Entry, waive


class State(Struct, frozen=True):
    """One whole state: records, the rules that they are held to, the waivers that apply, and the day (ISO text)."""

    portfolio: Portfolio
    pack: Pack
    waivers: tuple[Entry, ...]
    as_of: str


class Verdict(Struct, frozen=True):
    """What a state came to: every outcome, every finding (those of the reading too), and the rules that failed."""

    results: Outcomes
    findings: tuple[Finding, ...]
    failed: frozenset[str]
    judged: frozenset[Subject]
    """The records that some rule applied to."""


def verdict(
    state: State,
    whole: bool = True,
    set_aside: Sequence[Entry] = (),
    tick: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
    spread: Spread | None = None,
) -> Verdict:
    """Judges a state. With `whole` False, rules about the portfolio are not asked; `set_aside` waives nothing."""
    evaluation = evaluate(state.portfolio, state.pack, state.as_of, whole, tick, memory, spread)
    findings = (*state.portfolio.findings, *evaluation.findings)
    waived = waive(evaluation.results, findings, state.waivers, state.pack, state.as_of, set_aside, memory)
    return Verdict(waived.results, waived.findings, evaluation.failed, evaluation.judged)
