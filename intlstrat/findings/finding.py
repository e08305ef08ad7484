"""One finding, and what it is made of."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from intlstrat.findings.messages import Message


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


class Subject(Struct, frozen=True, order=True):
    """Whom a rule was asked about: a record, or the portfolio (whose `id` is None)."""

    kind: Kind
    id: str | None


PORTFOLIO = Subject("portfolio", None)


class Place(Struct, frozen=True):
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


class Related(Struct, frozen=True):
    """Another record (or another place) that a finding is about."""

    subject: Subject
    place: Place


class Waiver(Struct, frozen=True):
    """A breach that somebody decided to accept until a day (ISO text, that day included)."""

    rule: str
    reason: str
    decided_by: str
    until: str
    case: str | None = None
    granted: str | None = None
    item: str | None = None


class Change(Struct, frozen=True):
    """How a finding compares with an earlier state."""

    state: Literal["new", "existing", "fixed"]
    cause: Literal["data", "rules", "waiver", "clock"] | None
    faded: Literal["data", "rules", "waiver", "clock"] | None = None
    """Why a breach of then cannot be judged any more; None where it is not so. Such a finding is existing."""


class Finding(Struct, frozen=True):
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
    mendable: bool = False
    """Whether `fix` mends it, as far as can be told from the record: what is wrong can mean one thing only."""

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
