"""A record and the portfolio as the rest of the house sees them: plain values, and a way to ask where a path stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

from intlstrat.findings import Finding, Place, Subject
from intlstrat.records.personal import Found

NOTHING_FOUND = Found({}, frozenset())
"""There is no personal data."""
RecordKind = Literal["partner", "project"]
Path = tuple[str | int, ...]


class Located(Protocol):
    """A file's text as far as places are concerned."""

    def place(self, path: Path) -> Place: ...

    def line_text(self, line: int) -> str: ...

    def lines_of(self, path: Path) -> tuple[int, int, str]: ...

    def part(self, path: Path) -> object: ...


@dataclass(frozen=True)
class Record:
    """One record as far as it could be read.

    `data` holds plain values as rules see them (dates as ISO text, amounts and years as int, numbers as float; unset
    fields are absent, lists are there, `id` and `kind` are in it). `lost` names what was there and could not be read,
    or is required and is not there. `kept` gives, for each list that lost items, the places that the rest had.
    """

    kind: RecordKind
    id: str
    source: Located
    path: str
    data: dict[str, Any]
    lost: tuple[Path, ...] = ()
    kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    personal: Found = NOTHING_FOUND
    size: tuple[int, int, int, int] | None = None
    """How many nodes and letters its file has, the parts of the largest list or map and the letters of the longest
    text, where that was counted."""

    @cached_property
    def subject(self) -> Subject:
        return Subject(self.kind, self.id)

    @property
    def name(self) -> str:
        """What people call it: its name or title, or else its id."""
        return str(self.data.get("name") or self.data.get("title") or self.id)

    def index(self, path: Path, position: int) -> int:
        """The place in the file's list of the item at `position` in `data`."""
        kept = self.kept.get(path)
        return kept[position] if kept is not None and position < len(kept) else position


@dataclass(frozen=True)
class Portfolio:
    """All records, sorted by path, with what could not be read of them."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    unreadable_paths: tuple[str, ...] = ()
    """The record files that gave no record."""
    failed: frozenset[str] = frozenset()
    """The files that could not be read from disk."""
    waivers: tuple[Mapping[str, Any], ...] = ()
    """The entries of `data/waivers.yaml`, each with its `index` in the file."""
    waivers_source: Located | None = None
    sources: Mapping[str, Located] = field(default_factory=dict)

    @property
    def unreadable(self) -> int:
        return len(self.unreadable_paths)

    def of(self, kind: RecordKind) -> tuple[Record, ...]:
        return tuple(record for record in self.records if record.kind == kind)


@dataclass(frozen=True)
class Dossier:
    """The records that a report shows to people, with personal data masked."""

    records: tuple[Record, ...]
    """Sorted by path."""
    before: tuple[Record, ...] | None = None
    """Those of the state that is compared with, where one is."""
    renamed: Mapping[Subject, Subject] = field(default_factory=dict)
    """From the subjects of then to those of now, for records whose file has another name."""
