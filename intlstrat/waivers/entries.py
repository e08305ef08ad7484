"""The waivers that stand in the data: each with the subject and the place that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import PORTFOLIO, Finding, Layer, Outcome, Place, Subject, Waiver
from intlstrat.records.models import WAIVER_REQUIRED
from intlstrat.records.portfolio import Located, Path, Portfolio


class Entry(Struct, frozen=True):
    """A waiver and where it stands."""

    waiver: Waiver
    subject: Subject
    file: str | None
    """The path of the record's file; None for the portfolio."""
    source: Located
    path: Path
    is_spoken_of: bool = True
    """Whether findings are made about the waiver itself, such as that it has ended."""

    def covers(self, found: Finding) -> bool:
        """Whether the finding is the breach that this waiver names."""
        return (
            found.outcome is Outcome.BREACH
            and found.layer is not Layer.VALIDITY
            and found.subject == self.subject
            and (self.file is None or found.place.path == self.file)
            and found.rule == self.waiver.rule
            and (self.waiver.item is None or (found.item is not None and self.waiver.item == str(found.item)))
        )

    @property
    def place(self) -> Place:
        return self.source.place(self.path)


def entries(portfolio: Portfolio) -> tuple[Entry, ...]:
    """Every waiver that has what it must have; what lacks something is a finding already."""
    return tuple(_entries(portfolio))


def carried(
    earlier: Sequence[Entry],
    portfolio: Portfolio,
    renamed: Mapping[Subject, Subject],
    *,
    standing: Sequence[Entry] = (),
    are_spoken_of: bool,
) -> tuple[Entry, ...]:
    """The waivers of an earlier state as they apply to the records of a later one.

    One that stands there still (among `standing`) is taken from there, with its place; one whose record is gone is
    left out. Of those that stand there no more, `are_spoken_of` says whether findings are made about them.
    """
    left = list(standing)
    files = {record.subject: record.path for record in reversed(portfolio.records)}
    found = []
    for entry in earlier:
        subject = renamed.get(entry.subject, entry.subject)
        same = next((other for other in left if (other.subject, other.waiver) == (subject, entry.waiver)), None)
        if same is not None:
            left.remove(same)
            found.append(same)
        elif subject in files or subject == PORTFOLIO:
            file = files.get(subject)
            found.append(replace(entry, subject=subject, file=file, is_spoken_of=are_spoken_of))
    return tuple(found)


def _entries(portfolio: Portfolio) -> Iterator[Entry]:
    for record in portfolio.records:
        for position, data in enumerate(record.waivers):
            if all(key in data for key in WAIVER_REQUIRED):
                index = record.index(("waivers",), position)
                yield Entry(_waiver(data), record.subject, record.path, record.source, ("waivers", index))
    for data in portfolio.waivers:
        if portfolio.waivers_source is not None and all(key in data for key in WAIVER_REQUIRED):
            yield Entry(_waiver(data), PORTFOLIO, None, portfolio.waivers_source, (data["index"],))


def _waiver(data: Mapping[str, Any]) -> Waiver:
    return Waiver(
        data["rule"], data["reason"], data["decided_by"], data["until"],
        data.get("case"), data.get("granted"), data.get("item"),
    )  # fmt: skip
