"""The use case: inputs and a pack to a report. Load → judge → compare → look ahead → choose what is shown → Report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from intlstrat import __version__
from intlstrat.files import Inputs
from intlstrat.findings import (
    AddedWaiver,
    Comparison,
    Finding,
    Forecast,
    Layer,
    Report,
    Revision,
    Severity,
    StrategyRef,
)
from intlstrat.load import load
from intlstrat.masking import Mask, masked, masked_waiver
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Dossier
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.selection import Selection, is_near, is_selected, is_within, selected_rules
from intlstrat.spread import Spread
from intlstrat.tallies import (
    by_rule,
    clause_tallies,
    idle_records,
    idle_rules,
    record_counts,
    results_near,
    total,
)
from intlstrat.verdict import State, Verdict, verdict
from intlstrat.waivers import entries

if TYPE_CHECKING:  # what only some checks need is imported when they do: a plain one is to start fast
    from intlstrat.history import Base, Differences, Earlier, WaiverChoice


class Asked(Struct, frozen=True):
    """What a check is asked for besides the verdict of the day."""

    since: Base | None = None
    """The state to compare with."""
    waivers_from: Base | None = None
    """The state whose waivers are used in place of those in the data."""
    until: str | None = None
    """The last day (ISO text) to look ahead to."""
    revision: Revision | None = None
    records: bool = False
    """Whether the records themselves are to be shown too."""
    rules_folder: str | None = None
    """Where the rules lie below the root, if they do."""


class Checked(Struct, frozen=True):
    """The report, and the findings that the exit counts: those shown and every finding of the validity layer.

    In a comparison it counts those only that are new, and not because of the clock.
    """

    report: Report
    counted: tuple[Finding, ...]
    dossier: Dossier | None = None
    """The records, where they were asked for."""

    def worst(self) -> Severity | None:
        """The worst severity that is not waived, or None."""
        compared = self.report.comparison is not None
        found = [each.severity for each in self.counted if each.counts and (each.is_blamed or not compared)]
        return min(found, key=lambda severity: severity.rank, default=None)


def check(
    inputs: Inputs,
    pack: Pack,
    as_of: str,
    selection: Selection,
    asked: Asked | None = None,
    tick: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
    spread: Spread | None = None,
) -> Checked:
    """Holds the records of `inputs` to the rules of `pack`, as of a day (ISO text).

    `tick` is called twice for each record: when it has been read, and when it has been judged. Whoever checks again
    and again keeps a `memory` and gives it each time: the result is the same, and only what differs is done anew. It
    is the same over one core or several (`spread`), too.
    """
    asked = asked or Asked()
    # Only a check that looks at more than one state has a use for what it has found before.
    memory = memory or Memory(keeps=asked.since is not None or asked.waivers_from is not None)
    whole = not selection.paths
    # What looks at each record again and again would unpack it as often.
    packs = not memory.keeps and asked.until is None and not asked.records
    portfolio = load(inputs, strategy_codes(pack.strategy), tick, memory, spread, packs)
    own = entries(portfolio)
    state = State(portfolio, pack, own, as_of)
    choice = None
    if asked.waivers_from is not None:
        from intlstrat.history import waivers_of

        choice = waivers_of(asked.waivers_from, state, inputs, memory)
        state = replace(state, waivers=choice.used)
    found = verdict(state, whole, choice.set_aside if choice is not None else (), tick, memory, spread)
    desk = _Desk(state, found, selection, asked, choice, memory)
    if asked.since is not None:
        from intlstrat.history import added_waivers, compare, earlier

        then = earlier(asked.since, inputs, pack, memory)
        differences = compare(then, state, found, whole, memory)
        desk.compared(then, differences, added_waivers(then, own, choice, state))
    if asked.until is not None:
        desk.look_ahead(asked.until, whole)
    checked = desk.checked()
    memory.settle()
    return checked


class _Desk:
    """Puts the report together: what is near and selected, in order, with personal data masked."""

    def __init__(
        self,
        state: State,
        found: Verdict,
        selection: Selection,
        asked: Asked,
        choice: WaiverChoice | None,
        memory: Memory,
    ) -> None:
        self._state, self._found, self._selection, self._asked = state, found, selection, asked
        self._findings, self._memory = found.findings, memory
        self._portfolios = [state.portfolio, *([choice.source] if choice is not None else [])]
        self._mask = Mask(self._portfolios, memory)
        self._set_aside = len(choice.set_aside) if choice is not None else 0
        self._comparison: Comparison | None = None
        self._then: Earlier | None = None
        self._forecast: Forecast | None = None

    def compared(self, then: Earlier, differences: Differences, added: tuple[AddedWaiver, ...]) -> None:
        """Takes in what a comparison came to."""
        from intlstrat.history import lapsed, strategy_changes

        base, other = self._asked.since, self._asked.waivers_from
        assert base is not None
        portfolio = then.state.portfolio
        self._then = then
        self._mask = Mask([*self._portfolios, portfolio], self._memory)
        self._findings = differences.findings
        # With paths, what a record is rid of is near where the record lies now, whatever it was called then.
        paths = {record.subject: record.path for record in self._state.portfolio.records}
        renamed = {old: paths[new] for old, new in then.renamed.items() if new in paths}
        gone = [each for each in differences.fixed if self._is_near(each, renamed.get(each.subject))]
        lapses = {each.fingerprint for each in lapsed(then, self._mask.ordered(gone), self._state, self._found)}
        fixed = self._chosen(self._mask.ordered(gone))
        near = [each for each in added if is_within(each.place.path, self._selection.paths)]
        self._comparison = Comparison(
            base.asked,
            base.commit,
            base.as_of,
            _strategy(base.pack) if base.pack is not None else None,
            record_counts(portfolio, self._selection.paths),
            fixed,
            tuple(each for each in fixed if each.fingerprint in lapses),
            strategy_changes(then.state.pack, self._state.pack) if base.pack is not None else (),
            tuple(replace(each, waiver=masked_waiver(each.waiver, self._mask.private)) for each in near),
            other.commit if other is not None else None,
        )

    def look_ahead(self, until: str, whole: bool) -> None:
        """Takes in what is to come."""
        from intlstrat.forecast import forecast

        outlook = forecast(self._state, self._found, until, whole)
        self._findings = (*self._findings, *outlook.failures)
        near = [each for each in outlook.foreseen if is_near(each.finding, self._selection.paths)]
        shown = [replace(each, finding=masked(each.finding, self._mask.private)) for each in near]
        shown = [each for each in shown if is_selected(each.finding, self._selection)]
        self._forecast = Forecast(until, tuple(sorted(shown, key=lambda each: (each.date, each.finding.order))))

    def checked(self) -> Checked:
        near = self._near(self._findings)
        shown = self._chosen(near)
        seen = {id(each) for each in shown}
        hidden = [each for each in near if each.layer is Layer.VALIDITY and id(each) not in seen]
        return Checked(self._report(near, shown), (*shown, *hidden), self._dossier() if self._asked.records else None)

    def _dossier(self) -> Dossier:
        records, then = self._mask.records(self._state.portfolio), self._then
        if then is None:
            return Dossier(records)
        return Dossier(records, self._mask.records(then.state.portfolio), then.renamed)

    def _near(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings of the paths, in order and masked."""
        paths = self._selection.paths
        return self._mask.ordered(findings if not paths else (each for each in findings if self._is_near(each)))

    def _is_near(self, finding: Finding, path: str | None = None) -> bool:
        """Whether a finding is of the paths, where it stands or at another path."""
        near = is_near(finding, self._selection.paths)
        return near or (path is not None and is_within(path, self._selection.paths))

    def _chosen(self, near: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(finding for finding in near if is_selected(finding, self._selection))

    def _report(self, near: list[Finding], shown: tuple[Finding, ...]) -> Report:
        state, paths = self._state, self._selection.paths
        portfolio, pack = state.portfolio, state.pack
        near_results = results_near(self._found.results, portfolio, paths)
        # Only a rule that goes through something has items.
        many = {rule.id for rule in pack.rules if rule.for_each or rule.group_by}
        results = self._mask.results(near_results, many)
        tallies = by_rule(results)
        failed = any(each.rule == "rule-failed" or each.place.path in portfolio.failed for each in near)
        return Report(
            tool_version=__version__,
            strategy=_strategy(pack),
            as_of=state.as_of,
            revision=self._asked.revision,
            records=record_counts(portfolio, paths),
            outcomes=total(tallies.values()),
            clauses=clause_tallies(pack, tallies),
            findings=shown,
            results=results,
            idle_rules=idle_rules(
                pack, self._found.failed, by_rule(self._found.results) if paths else tallies, bool(paths)
            ),
            idle_records=idle_records(portfolio, self._found.judged, paths),
            excerpts=self._mask.excerpts(shown, portfolio),
            selected=selected_rules(pack, self._selection),
            names=self._mask.names(),
            incomplete=failed,
            rules_folder=self._asked.rules_folder,
            waivers_from=self._asked.waivers_from.commit if self._asked.waivers_from is not None else None,
            waivers_set_aside=self._set_aside,
            comparison=self._comparison,
            forecast=self._forecast,
        )


def _strategy(pack: Pack) -> StrategyRef:
    return StrategyRef(pack.strategy.id, pack.strategy.title, pack.strategy.version, pack.digest)
