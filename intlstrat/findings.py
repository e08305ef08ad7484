"""What a run comes to: plain frozen data that every other room speaks in.

Nothing here reads a file, knows YAML or prints. A `Message` carries its text untranslated together with the values
of its slots, so that each format can render it in the reader's language and escape the values for its own medium.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """How bad a finding is. `rank` sorts the worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        return _SEVERITY_RANK[self]


_SEVERITY_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Outcome(StrEnum):
    """What a rule came to for one subject (and item)."""

    FULFILLED = "fulfilled"
    BREACH = "breach"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


class Layer(StrEnum):
    """Where a finding comes from."""

    VALIDITY = "validity"
    STRATEGY = "strategy"
    QUALITY = "quality"


Kind = Literal["partner", "project", "portfolio"]
Item = str | int | None
SlotValue = str | int | float | bool | tuple[str, ...] | Mapping[str, str]
"""What a message's slot may hold; a map is one text in several languages."""


class IsoDate(str):
    """A day (`2024-06-05`) that a message shows in the reader's own way; any other text is shown as it stands."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom a rule was asked about: a record, or the portfolio (whose `id` is None)."""

    kind: Kind
    id: str | None


PORTFOLIO = Subject("portfolio", None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands.

    `path` is relative to the data repo's root, with "/". `pointer` is a JSON Pointer into the record, also where the
    key is absent; `line` and the rest then belong to its nearest existing ancestor. Lines and columns count from 1,
    columns in code points; the end is exclusive. All fields are None for a finding that has no place.
    """

    path: str | None
    pointer: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


NOWHERE = Place(None)


@dataclass(frozen=True, slots=True)
class Related:
    """Another record (or another place) that a finding is about."""

    subject: Subject
    place: Place


@dataclass(frozen=True, slots=True)
class Message:
    """A text for people, not yet translated.

    `text` is either a key of the message catalogue (English, with `{slot}` names) or, for the texts of a rule pack,
    a template per language. `plural` with `count` gives the catalogue's plural form.
    """

    text: str | Mapping[str, str]
    values: Mapping[str, SlotValue] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None
    also: Message | None = None
    """A sentence that follows."""


def msg(text: str, /, **values: SlotValue) -> Message:
    """A catalogue message; the text is found by the catalogue's extractor through this function's name."""
    return Message(text, values)


def msg_n(singular: str, plural: str, count: int, /, **values: SlotValue) -> Message:
    """A catalogue message with a number in it; `{n}` is that number."""
    return Message(singular, {**values, "n": count}, plural, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it, known to the extractor
    """Marks a catalogue text that is looked up later; gives it back as it is."""
    return text


@dataclass(frozen=True, slots=True)
class Waiver:
    """A breach that somebody decided to accept until a day (ISO text, that day included)."""

    rule: str
    reason: str
    decided_by: str
    until: str
    case: str | None = None
    granted: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a finding compares with an earlier state."""

    state: Literal["new", "existing", "fixed"]
    cause: Literal["data", "rules", "waiver", "clock"] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that did not hold, or could not be judged, for one subject at one place."""

    rule: str
    layer: Layer
    severity: Severity
    outcome: Outcome
    clauses: tuple[str, ...]
    subject: Subject
    item: Item
    place: Place
    message: Message
    fix: Message
    related: tuple[Related, ...] = ()
    interpretations: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """The paths (`budget.total`, `params.annual_frame`) that an unknown outcome waits for."""
    waiver: Waiver | None = None
    change: Change | None = None

    @property
    def fingerprint(self) -> str:
        """Stable under moved lines and changed wording: rule, subject, item and pointer only (32 hex digits)."""
        parts = (self.rule, self.subject.kind, self.subject.id, self.item, self.place.pointer)
        text = "\x1f".join("" if part is None else f"{type(part).__name__}:{part}" for part in parts)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts findings as every machine format has them.

        By path (those without last), validity errors first, then line, column, rule and item.
        """
        place, item = self.place, self.item
        return (
            place.path is None,
            place.path or "",
            not (self.layer is Layer.VALIDITY and self.severity is Severity.ERROR),
            place.line or 0,
            place.column or 0,
            self.rule,
            isinstance(item, str),
            f"{item:09}" if isinstance(item, int) else item or "",
            place.pointer or "",
            str(self.subject.id),
        )

    @property
    def counts(self) -> bool:
        """Whether the finding counts by severity: everything that is not waived."""
        return self.outcome is not Outcome.WAIVED

    @property
    def is_blamed(self) -> bool:
        """Whether a comparison lays the finding at the door of the change: new, and not because of the clock."""
        return self.change is not None and self.change.state == "new" and self.change.cause != "clock"


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one rule came to for one subject and item."""

    rule: str
    subject: Subject
    item: Item
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Tally:
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


@dataclass(frozen=True, slots=True)
class ClauseTally:
    """The outcomes of every rule of one clause."""

    id: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class StrategyRef:
    """Which strategy, and exactly which bytes of it, the verdict rests on."""

    id: str
    title: str
    version: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that the data stands at, and whether data or rules differ from it."""

    commit: str
    dirty: bool


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How many records were read, and how many files gave none."""

    partners: int
    projects: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class AddedWaiver:
    """A waiver that stands in the data, and did not in the state that it is compared with."""

    waiver: Waiver
    subject: Subject
    place: Place
    set_aside: bool = False
    """True where the waivers of another revision were asked for, so that this one waives nothing."""


@dataclass(frozen=True, slots=True)
class Comparison:
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
    added_waivers: tuple[AddedWaiver, ...] = ()
    waivers_from: str | None = None
    """The commit whose waivers were used in place of those of now."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A breach that is to come if nothing is done, and its first day (ISO text)."""

    date: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Forecast:
    """What becomes a breach up to and with a day (ISO text), by first day."""

    until: str
    foreseen: tuple[Foreseen, ...]


@dataclass(frozen=True, slots=True)
class Report:
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
    results: tuple[RuleOutcome, ...]
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
