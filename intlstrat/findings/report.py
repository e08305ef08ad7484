"""The report of a run: everything that a format needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from intlstrat.findings.finding import Finding, Outcome, Place, Severity, Subject, Waiver
from intlstrat.findings.outcomes import Outcomes, RuleOutcome


class Tally(Struct, frozen=True):
    """Numbers of outcomes."""

    fulfilled: int = 0
    breach: int = 0
    unknown: int = 0
    not_applicable: int = 0
    waived: int = 0

    def of(self, outcome: Outcome) -> int:
        value = getattr(self, outcome.value)
        assert isinstance(value, int)
        return value


class ClauseTally(Struct, frozen=True):
    """The outcomes of every rule of one clause."""

    id: str
    tally: Tally


class StrategyRef(Struct, frozen=True):
    """Which strategy, and exactly which bytes of it, the verdict rests on."""

    id: str
    title: str
    version: str | None
    digest: str


class Revision(Struct, frozen=True):
    """The commit that the data stands at, and whether data or rules differ from it."""

    commit: str
    dirty: bool


class RecordCounts(Struct, frozen=True):
    """How many records were read, and how many files gave none."""

    partners: int
    projects: int
    unreadable: int


class AddedWaiver(Struct, frozen=True):
    """A waiver that stands in the data, and did not in the state that it is compared with."""

    waiver: Waiver
    subject: Subject
    place: Place
    set_aside: bool = False
    """True where the waivers of another revision were asked for, so that this one waives nothing."""
    before: Waiver | None = None
    """The waiver of then that this one takes the place of: of the same rule, record and item."""


class StrategyChange(Struct, frozen=True):
    """How the yardstick itself has moved: a rule or a parameter that is new, gone, or judges otherwise.

    `before` and `after` are a parameter's values, or a rule's severities where those differ.
    """

    kind: Literal["rule", "parameter"]
    name: str
    change: Literal["added", "removed", "changed"]
    before: object = None
    after: object = None


class Comparison(Struct, frozen=True):
    """The earlier state that a report is compared with, and what is no more as it was then."""

    since: str
    """The revision or the day, as it was asked for."""
    commit: str
    as_of: str
    """The day (ISO text) as of which the earlier state was judged."""
    strategy: StrategyRef | None
    """None where the rules of then could not be used, so that those of now were held against both states."""
    records: RecordCounts
    fixed: tuple[Finding, ...] = ()
    """The findings of then that are gone, each with its change and its place of then; in the order of `findings`."""
    lapsed: tuple[Finding, ...] = ()
    """Those of `fixed` that nobody mended: the rule, the record or what it was asked about is gone, or not judged."""
    strategy_changes: tuple[StrategyChange, ...] = ()
    added_waivers: tuple[AddedWaiver, ...] = ()
    waivers_from: str | None = None
    """The commit whose waivers were used in place of those of now."""

    @property
    def mended(self) -> tuple[Finding, ...]:
        """Those of `fixed` whose rule holds now, or whose file can be read."""
        lapsed = {id(finding) for finding in self.lapsed}
        return tuple(finding for finding in self.fixed if id(finding) not in lapsed)


class Foreseen(Struct, frozen=True):
    """A breach that is to come if nothing is done, and its first day (ISO text)."""

    date: str
    finding: Finding


class Forecast(Struct, frozen=True):
    """What becomes a breach up to and with a day (ISO text), by first day."""

    until: str
    foreseen: tuple[Foreseen, ...]


class Report(Struct, frozen=True):
    """Everything that a format needs: what was checked, against what, and what came of it."""

    tool_version: str
    strategy: StrategyRef
    as_of: str
    revision: Revision | None
    records: RecordCounts
    outcomes: Tally
    clauses: tuple[ClauseTally, ...]
    findings: tuple[Finding, ...]
    """In the order of the machine formats: path, line, column, rule, item; a file's validity errors first."""
    results: Outcomes
    """Every outcome of every rule of the strategy and quality layers, sorted by rule, subject and item."""
    idle_rules: tuple[str, ...]
    idle_records: tuple[Subject, ...]
    excerpts: Mapping[str, Mapping[int, str]]
    """The lines (by path, then line number from 1) around each finding, personal data already masked."""
    names: Mapping[Subject, str]
    """What each record is called, for people: a partner's name, a project's title."""
    selected: frozenset[str] | None = None
    """The rules that are shown; None where all are."""
    incomplete: bool = False
    """True where not everything could be checked (a disk error, a rule that failed): exit 2."""
    rules_folder: str | None = None
    """The folder of the rules relative to the root, with "/"; None where it does not lie below it."""
    waivers_from: str | None = None
    """The commit whose waivers were used in place of those in the data."""
    waivers_set_aside: int = 0
    """So many waivers of the data waive nothing for that."""
    comparison: Comparison | None = None
    """With it, each of `findings` has its `change`."""
    forecast: Forecast | None = None

    @property
    def with_fixed(self) -> tuple[Finding, ...]:
        """The findings, and those of the state compared with that are gone, in the same order."""
        fixed = self.comparison.fixed if self.comparison is not None else ()
        return tuple(sorted((*self.findings, *fixed), key=lambda finding: finding.order)) if fixed else self.findings

    @property
    def others(self) -> tuple[RuleOutcome, ...]:
        """The outcomes of the rules that are shown which are no findings."""
        no_finding = (Outcome.FULFILLED, Outcome.NOT_APPLICABLE)
        shown = (result for result in self.results if self.selected is None or result.rule in self.selected)
        return tuple(result for result in shown if result.outcome in no_finding)

    def count(self, severity: Severity) -> int:
        """Findings of that severity that are not waived."""
        return sum(1 for finding in self.findings if finding.severity is severity and finding.counts)
