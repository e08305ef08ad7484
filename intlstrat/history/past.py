"""The earlier states that a check is asked to look at: their records read, and led to the records of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from intlstrat.files import Inputs
from intlstrat.findings import PORTFOLIO, AddedWaiver, Finding, Layer, Outcome, Subject
from intlstrat.history.differences import Earlier
from intlstrat.history.matching import File, renames
from intlstrat.load import load, stem
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.verdict import State, Verdict
from intlstrat.waivers import Entry, carried, entries, fault


class Base(Struct, frozen=True):
    """A commit's records and rules, and the day (ISO text) that they are judged on.

    `pack` is None where the rules of then cannot be used; those of now then stand in for them.
    """

    asked: str
    """The revision or the day, as it was asked for."""
    commit: str
    as_of: str
    inputs: Inputs
    pack: Pack | None


class WaiverChoice(Struct, frozen=True):
    """The waivers of another state in place of those in the data: which apply, and which are set aside."""

    used: tuple[Entry, ...]
    set_aside: tuple[Entry, ...]
    source: Portfolio
    """The records that the used ones were taken from."""


def earlier(base: Base, inputs: Inputs, pack: Pack, memory: Memory) -> Earlier:
    """The state of a base, ready to be compared with `inputs` under `pack`."""
    rules = base.pack or pack
    codes, new_codes = strategy_codes(rules.strategy), strategy_codes(pack.strategy)
    same_codes = codes == new_codes
    portfolio = load(base.inputs, codes, memory=memory)
    state = State(portfolio, rules, entries(portfolio), base.as_of)
    again = portfolio if same_codes else load(base.inputs, new_codes, memory=memory)
    under_new_rules = State(again, pack, state.waivers, base.as_of)  # no code of the strategy stands in a waiver
    return Earlier(
        state,
        under_new_rules,
        renamed(base.inputs, inputs),
        same_rules=rules.digest == pack.digest,
        same_records=base.inputs.records == inputs.records and base.inputs.waivers == inputs.waivers,
    )


def renamed(then: Inputs, now: Inputs) -> Mapping[Subject, Subject]:
    """From the subjects of then to those of now, for records whose file has another name."""
    return renames(_files(then), _files(now))


def waivers_of(base: Base, state: State, inputs: Inputs, memory: Memory) -> WaiverChoice:
    """The waivers of a base in place of those in the data. `state` is the one of now with its own waivers."""
    portfolio = load(base.inputs, strategy_codes(state.pack.strategy), memory=memory)
    # Whoever names a record anew must not be able to choose whose waivers it gets: only the same record will do.
    leading = renames(_files(base.inputs), _files(inputs), strictly=True)
    used = carried(entries(portfolio), state.portfolio, leading, standing=state.waivers, are_spoken_of=False)
    aside = tuple(own for own in state.waivers if not any(own is each for each in used))
    return WaiverChoice(used, aside, portfolio)


def added_waivers(
    then: Earlier, own: Sequence[Entry], choice: WaiverChoice | None, now: State
) -> tuple[AddedWaiver, ...]:
    """The waivers that stand in the data now and did not then, but for those that never waive anything."""
    before = carried(then.under_new_rules.waivers, now.portfolio, then.renamed, standing=own, are_spoken_of=False)
    new = [entry for entry in own if not any(entry is each for each in before) and fault(entry, now.pack) is None]
    aside = [id(entry) for entry in choice.set_aside] if choice is not None else []
    replaced = {_what(entry): entry.waiver for entry in before if not any(entry is each for each in own)}
    return tuple(
        AddedWaiver(entry.waiver, entry.subject, entry.place, id(entry) in aside, replaced.get(_what(entry)))
        for entry in new
    )


def lapsed(then: Earlier, fixed: Sequence[Finding], now: State, found: Verdict) -> tuple[Finding, ...]:
    """Those of the findings that are gone which nobody mended.

    A finding is mended where its rule holds now for the same record, or, of the validity layer, where the record is
    read now. Else the rule, the record or what the rule was asked about is gone, or cannot be judged.
    """
    holds = {(each.rule, each.subject) for each in found.results if each.outcome is Outcome.FULFILLED}
    read = {record.subject for record in now.portfolio.records} | {PORTFOLIO}
    gone = []
    for finding in fixed:
        subject = then.renamed.get(finding.subject, finding.subject)
        is_mended = subject in read if finding.layer is Layer.VALIDITY else (finding.rule, subject) in holds
        gone += [] if is_mended else [finding]
    return tuple(gone)


def _what(entry: Entry) -> tuple[Subject, str, str | None]:
    return entry.subject, entry.waiver.rule, entry.waiver.item


def _files(inputs: Inputs) -> list[File]:
    return [
        (kind, stem(file.path), file.path, file.content)
        for kind, file in inputs.records
        if isinstance(file.content, bytes)
    ]
