"""The figures of the council paper: plain frozen values, worked out from the records and the verdict on them.

Money is in whole Norwegian kroner, converted at the strategy's rates; days are ISO text; codes are those of the
records and of the strategy. None means that it is not recorded, or that it cannot be worked out from what is.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from intlstrat.findings import Kind, RecordCounts, Revision, Tally

ClauseState = Literal["breach", "unknown", "waived", "fulfilled", "not_applicable", "unchecked"]
"""How a clause stands, the worst that any of its rules came to; `unchecked` where no rule has an outcome for it."""

CLAUSE_STATES: tuple[ClauseState, ...] = ("breach", "unknown", "waived", "fulfilled", "not_applicable", "unchecked")

Cause = Literal["data", "rules", "waiver", "clock"]


class Named(Struct, frozen=True):
    """A record, or the portfolio (whose `id` is None), and what it is called."""

    kind: Kind
    id: str | None
    name: str


class StrategyFigures(Struct, frozen=True):
    """Which strategy, and which bytes of it, the paper rests on."""

    id: str
    title: str
    version: str | None
    adopted: str | None
    digest: str


class StateCount(Struct, frozen=True):
    """How many clauses are in one state."""

    state: ClauseState
    clauses: int


class ChapterFigures(Struct, frozen=True):
    """A chapter of the strategy, its heading where the strategy gives one, and the states of its clauses."""

    id: str
    title: str | None
    clauses: int
    states: tuple[StateCount, ...]
    """Those that occur, the worst first."""


class ClauseFigures(Struct, frozen=True):
    """A clause: what it says, how binding it is, how it stands, and the outcomes of its rules."""

    id: str
    chapter: str
    force: str
    summary: str
    state: ClauseState
    tally: Tally
    not_checked: str | None
    """Why no rule checks it, where it is unchecked."""


class StatusCount(Struct, frozen=True):
    """How many records have one status."""

    status: str
    records: int


class KeyFigures(Struct, frozen=True):
    """The portfolio in a few numbers."""

    partners: tuple[StatusCount, ...]
    projects: tuple[StatusCount, ...]
    sister_cities: int
    """Active ones."""
    countries: int
    """Countries with a partner that is not ended."""
    errors: int
    warnings: int
    notes: int
    """Breaches of the strategy by severity, not waived."""
    quality: int
    """Findings of the quality layer that are breaches of its rules, not waived."""
    unknown: int
    """Outcomes that cannot be told for want of data."""
    waived: int
    fulfilled: int
    un_goals: int
    """UN goals that some current record serves."""


class Affected(Struct, frozen=True):
    """A record that a demand is not met for, who answers for it, and in how many places."""

    record: Named
    responsible: str | None
    """The unit."""
    findings: int


class FollowUp(Struct, frozen=True):
    """A demand that is not met, for all records that it is not met for."""

    rule: str
    layer: str
    severity: str
    clauses: tuple[str, ...]
    title: str
    """The demand in a few words."""
    messages: tuple[str, ...]
    """What is wrong, each sentence once, in the order of the findings."""
    fix: str
    affected: tuple[Affected, ...]
    interpretations: tuple[str, ...]
    """The parameters of the municipality's own interpretation that this rests on."""


class Accepted(Struct, frozen=True):
    """A breach that somebody decided to accept until a day."""

    rule: str
    title: str
    clauses: tuple[str, ...]
    record: Named
    message: str
    reason: str
    decided_by: str
    case: str | None
    granted: str | None
    until: str


class Moved(Struct, frozen=True):
    """A record that is new, has ended, is gone from the data, or has another status than before."""

    record: Named
    before: str | None
    """The status then; None where there was no such record."""
    after: str | None
    """The status now; None where the record is gone."""


class ChangedDemand(Struct, frozen=True):
    """A demand that has become a breach, or has ceased to be one, for some records and one cause."""

    rule: str
    layer: str
    severity: str
    clauses: tuple[str, ...]
    title: str
    cause: Cause | None
    mended: bool
    """Of those that went: whether the demand is met now; else it is not asked any more, or the breach is accepted."""
    accepted: bool
    """Of those that went: whether the breach is still there, and has been accepted by a decision."""
    findings: int
    """In how many places, over all records."""
    records: tuple[Named, ...]


class AcceptedSince(Struct, frozen=True):
    """A waiver that was not there before."""

    rule: str
    title: str
    record: Named
    reason: str
    decided_by: str
    until: str


class Changes(Struct, frozen=True):
    """What has changed since an earlier state."""

    since: str
    commit: str
    as_of: str
    same_rules: bool | None
    """None where the rules of then could not be used, so that those of now were held against both states."""
    records: RecordCounts
    strategy: tuple[str, ...]
    """How rules and parameters have changed, a sentence each."""
    new: tuple[Moved, ...]
    ended: tuple[Moved, ...]
    """Partners that ended, projects that were completed or cancelled, and records that are gone."""
    other: tuple[Moved, ...]
    came: tuple[ChangedDemand, ...]
    went: tuple[ChangedDemand, ...]
    faded: tuple[ChangedDemand, ...]
    """Breaches of then that cannot be judged any more: what it takes is not recorded now."""
    stayed: tuple[ChangedDemand, ...]
    accepted: tuple[AcceptedSince, ...]
    unreadable: tuple[Named, ...]
    """Records of then whose files cannot be read now, so that nothing can be said of them."""


class Coming(Struct, frozen=True):
    """A demand that becomes a breach on a day if nothing is done."""

    date: str
    rule: str
    layer: str
    severity: str
    clauses: tuple[str, ...]
    title: str
    messages: tuple[str, ...]
    findings: int
    """In how many places, over all records."""
    records: tuple[Named, ...]


class Ahead(Struct, frozen=True):
    """What is to come up to and with a day."""

    until: str
    coming: tuple[Coming, ...]


class PartnerFigures(Struct, frozen=True):
    """A line of the overview of partners (annex 2)."""

    record: Named
    country: str | None
    relation: str | None
    status: str | None
    since: int | None
    traditions: tuple[str, ...]
    areas: tuple[str, ...]
    outgoing: int | None
    incoming: int | None
    """Visits in the council term up to the as-of date; None where visits are not recorded."""
    last_outgoing: str | None
    last_incoming: str | None
    undated: int
    """Recorded visits without a date or a direction, which count nowhere."""
    agreement: str | None
    """The agreement's title, or "" for one without."""
    signed: str | None
    valid_until: str | None


class ProjectFigures(Struct, frozen=True):
    """A line of the overview of projects (annex 2), and of the time line."""

    record: Named
    status: str | None
    programme: str | None
    start: str | None
    end: str | None
    partners: tuple[Named, ...]
    participants: tuple[str, ...]
    total: int | None
    own: int | None
    """The municipality's own money: what is recorded by year, else own money that is granted."""
    external: int | None
    """Granted money from others."""
    currency: str | None
    """The currency of the budget, where that is not NOK."""
    has_rate: bool
    """Whether the strategy has a rate for its currency; without one no amount is known in kroner."""
    goals: tuple[str, ...]
    """The goals of the strategy that it serves, by code."""
    un_goals: tuple[int, ...]


class YearFigures(Struct, frozen=True):
    """Own money in a calendar year over all records."""

    year: int
    own: int
    undecided: int
    """The part of `own` that stands in projects that are ideas, applied for or cancelled."""
    frame: int | None
    """The frame as it is now, for this year and those to come; None for years that are past."""
    records: int


class SourceFigures(Struct, frozen=True):
    """Money for projects from one kind of source."""

    kind: str
    granted: int
    applied: int
    projects: int


class RateFigures(Struct, frozen=True):
    """Kroner for one unit of a currency that the paper's figures rest on."""

    currency: str
    rate: float


class Economy(Struct, frozen=True):
    """The money: own money by year against the frame, and the sources of the projects' money."""

    frame: int | None
    """The most own money a year; None where the strategy sets none."""
    years: tuple[YearFigures, ...]
    sources: tuple[SourceFigures, ...]
    external_share: float | None
    """Of all granted money for projects, what others than the municipality give, 0 to 1; None where none of its own is
    recorded, for then nobody knows what it gives."""
    rates: tuple[RateFigures, ...]
    """Those of other currencies than NOK that were used."""
    rates_date: str | None
    unplaced: tuple[Named, ...]
    """Projects with a source whose kind or amount is not recorded, or in a currency without a rate."""
    unrated: tuple[Named, ...]
    """Records whose own money by year is in a currency without a rate, and so is not among the years."""


class Serving(Struct, frozen=True):
    """A goal, and the records that serve it."""

    code: str
    name: str
    partners: tuple[Named, ...]
    """Those that are not ended."""
    active: tuple[Named, ...]
    """Active projects."""
    others: tuple[Named, ...]
    """Projects with any other status but cancelled."""

    @property
    def records(self) -> tuple[Named, ...]:
        return (*self.partners, *self.active, *self.others)


class CountryFigures(Struct, frozen=True):
    """A country that there is cooperation with."""

    code: str
    partners: tuple[Named, ...]
    """Those that are not ended."""
    participants: int
    """Other organisations there that take part in projects that are not cancelled."""


class Gap(Struct, frozen=True):
    """Something that is not recorded, the demands that cannot be judged without it, and where it is missing."""

    path: str
    rules: tuple[str, ...]
    titles: tuple[str, ...]
    records: tuple[Named, ...]


class Recorded(Struct, frozen=True):
    """For how many of the records something is recorded."""

    kind: Literal["partner", "project"]
    path: str
    recorded: int
    of: int


class InterpretationFigures(Struct, frozen=True):
    """A number or list that the strategy itself does not give, and how much rests on it."""

    parameter: str
    value: str
    """As people write it."""
    why: str
    date: str | None
    findings: int


class Term(Struct, frozen=True):
    """The council term that visits are counted in; both days are part of it."""

    start: str
    end: str


class Figures(Struct, frozen=True):
    """All figures of the paper."""

    tool_version: str
    municipality: str
    language: str
    strategy: StrategyFigures
    as_of: str
    revision: Revision | None
    records: RecordCounts
    unreadable: tuple[str, ...]
    """The paths of the files that gave no record."""
    incomplete: bool
    """Whether something could not be checked at all."""
    outcomes: Tally
    totals: KeyFigures
    chapters: tuple[ChapterFigures, ...]
    clauses: tuple[ClauseFigures, ...]
    changes: Changes | None
    forecast: Ahead | None
    follow_up: tuple[FollowUp, ...]
    """Breaches of the strategy, quality findings and unreadable files, the worst first."""
    waived: tuple[Accepted, ...]
    term: Term | None
    partners: tuple[PartnerFigures, ...]
    projects: tuple[ProjectFigures, ...]
    economy: Economy
    un_goals: tuple[Serving, ...]
    goals: tuple[Serving, ...]
    """The strategy's own goals."""
    countries: tuple[CountryFigures, ...]
    home: str
    """The municipality's own country."""
    gaps: tuple[Gap, ...]
    recorded: tuple[Recorded, ...]
    interpretations: tuple[InterpretationFigures, ...]
