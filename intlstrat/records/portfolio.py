"""A record and the portfolio as the rest of the house sees them: plain values, and a way to ask where a path stands."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple, Protocol

from msgspec import Struct, field

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


class Packed(NamedTuple):
    """A record's data in a few hundred bytes, where there are so many records that it matters, and what of them
    everybody asks for."""

    data: bytes
    name: str
    partners: tuple[str, ...]
    has_waivers: bool


def packed(data: dict[str, Any]) -> Packed:
    """The data of a record, packed."""
    return Packed(marshal.dumps(data), _name(data), tuple(data.get("partners", ())), bool(data.get("waivers")))


class Record(Struct, frozen=True, dict=True):
    """One record as far as it could be read.

    `held` are its data, or what they were packed into. `lost` names what was there and could not be read, or is
    required and is not there. `kept` gives, for each list that lost items, the places that the rest had.
    """

    kind: RecordKind
    id: str
    source: Located
    path: str
    held: dict[str, Any] | Packed
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
    def data(self) -> dict[str, Any]:
        """Plain values as rules see them: dates as ISO text, amounts and years as int, numbers as float; unset fields
        are absent, lists are there, `id` and `kind` are in it. Unpacked anew each time, where they are packed."""
        if isinstance(self.held, Packed):
            data: dict[str, Any] = marshal.loads(self.held.data)  # bytes that `packed` made in this run
            return data
        return self.held

    @property
    def name(self) -> str:
        """What people call it: its name or title, or else its id."""
        return (self.held.name if isinstance(self.held, Packed) else _name(self.held)) or self.id

    @property
    def partners(self) -> Sequence[str]:
        """The ids of the partners that it names."""
        return self.held.partners if isinstance(self.held, Packed) else self.held.get("partners", ())

    @property
    def waivers(self) -> Sequence[Mapping[str, Any]]:
        """The waivers that stand in it."""
        if isinstance(self.held, Packed) and not self.held.has_waivers:
            return ()
        found: list[Mapping[str, Any]] = self.data.get("waivers", [])
        return found

    def index(self, path: Path, position: int) -> int:
        """The place in the file's list of the item at `position` in `data`."""
        kept = self.kept.get(path)
        return kept[position] if kept is not None and position < len(kept) else position


def _name(data: Mapping[str, Any]) -> str:
    return str(data.get("name") or data.get("title") or "")


class Portfolio(Struct, frozen=True):
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


class Dossier(Struct, frozen=True):
    """The records that a report shows to people, with personal data masked."""

    records: tuple[Record, ...]
    """Sorted by path."""
    before: tuple[Record, ...] | None = None
    """Those of the state that is compared with, where one is."""
    renamed: Mapping[Subject, Subject] = field(default_factory=dict)
    """From the subjects of then to those of now, for records whose file has another name."""
