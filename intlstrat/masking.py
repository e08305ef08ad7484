"""Keeps personal data out of what is shown: excerpts, messages, items and pointers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Finding, IsoDate, Item, Message, Outcomes, SlotValue, Subject, Waiver
from intlstrat.memory import Memory
from intlstrat.records.personal import blot, mask
from intlstrat.records.portfolio import Located, Path, Portfolio, Record
from intlstrat.rules.paths import steps

Lines = dict[str, dict[int, str]]
"""Lines of files, by path and number."""


class _Shown(Struct, dict=True):
    """Something as it was shown, the personal data that was masked then, and the texts that it was made from."""

    shown: Any
    private: frozenset[str]
    texts: Callable[[], Iterable[str]]

    @cached_property
    def _text(self) -> str:
        return "\n".join(self.texts())

    def holds(self, private: frozenset[str]) -> bool:
        """Whether it is shown as it would be now: nothing that has become personal data, or is so no more, is in it."""
        if private is not self.private:
            if any(value in self._text for value in private ^ self.private):
                return False
            self.private = private
        return True


class Mask:
    """Masks what a report shows; what it was made from before is not masked again, where it would be the same."""

    def __init__(self, portfolios: Sequence[Portfolio], memory: Memory) -> None:
        """`portfolios` are all states that are looked at: personal data of any is masked wherever it stands."""
        self._memory, self._portfolios = memory, portfolios
        found = (record.personal.values for portfolio in portfolios for record in portfolio.records)
        private = frozenset[str]().union(*found)
        # The same personal data is the same object from one check to the next.
        self.private = memory.recall("private", (), lambda: private, private)

    def ordered(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings in order and masked, a file at a time."""
        by_file: dict[str | None, list[Finding]] = {}
        for finding in findings:
            by_file.setdefault(finding.place.path, []).append(finding)
        shown: list[Finding] = []
        for path in sorted(by_file, key=lambda path: (path is None, path or "")):
            of_file = tuple(by_file[path])
            shown += self._again("masked", of_file, partial(self._masked, of_file))
        return shown

    def results(self, results: Outcomes, with_items: Set[str]) -> Outcomes:
        """The outcomes, with the items masked of those rules that may have any."""
        shown = partial(masked_item, private=self.private)
        return Outcomes(column.with_items(shown) if column.rule in with_items else column for column in results.columns)

    def records(self, portfolio: Portfolio) -> tuple[Record, ...]:
        """The records with personal data masked in all their texts."""
        return tuple(masked_record(record, self.private) for record in portfolio.records)

    def names(self) -> dict[Subject, str]:
        """What each record is called now, or was called where it is gone."""
        names: dict[Subject, str] = {}
        for portfolio in self._portfolios:
            for record in portfolio.records:
                names.setdefault(record.subject, mask(record.name, self.private))
        return names

    def excerpts(self, findings: Iterable[Finding], portfolio: Portfolio) -> Lines:
        """The lines around each finding and each related place. The findings come in order, as they are shown."""
        records = {record.path: record for record in portfolio.records}
        lines: Lines = {}
        for path, group in groupby(findings, attrgetter("place.path")):
            of_file = tuple(group)
            others = [related.place.path for each in of_file if each.related for related in each.related]
            sources = {where: portfolio.sources.get(where or "") for where in (path, *others)}
            make = partial(self._excerpt, of_file, sources, records)
            found: Lines = self._again("excerpts", (*of_file, *sources.values()), make)
            for where, numbered in found.items():
                lines[where] = {**numbered} if where not in lines else {**lines[where], **numbered}
        return lines

    def _again(self, what: str, of: tuple[object, ...], make: Callable[[], _Shown]) -> Any:
        """What was shown of these very objects before, if it still holds; else what is to be shown now."""
        before: _Shown | None = self._memory.get(what, of)
        if before is None or not before.holds(self.private):
            before = self._memory.put(what, of, make())
        return before.shown

    def _masked(self, findings: Sequence[Finding]) -> _Shown:
        shown = [masked(finding, self.private) for finding in sorted(findings, key=lambda each: each.order)]
        return _Shown(shown, self.private, lambda: (text for finding in findings for text in _texts(finding)))

    def _excerpt(
        self, findings: Iterable[Finding], sources: dict[str | None, Located | None], records: dict[str, Record]
    ) -> _Shown:
        lines: Lines = {}
        seen: list[str] = []
        hidden = {where: hidden_lines(records[where]) for where in sources if where in records}
        for path, line in dict.fromkeys(_lines_of(findings)):  # thousands may stand on one long line
            source = sources[path]
            if source is None or path is None:
                continue
            for number in range(max(1, line - 1), line + 2):
                text = source.line_text(number)
                if number not in lines.get(path, ()) and (text or number == line):
                    shown = blot(text) if number in hidden.get(path, ()) else mask(text, self.private)
                    lines.setdefault(path, {})[number] = shown
                    seen.append(text)
        return _Shown(lines, self.private, lambda: seen)


def _lines_of(findings: Iterable[Finding]) -> Iterator[tuple[str | None, int]]:
    """The path and line of every place that findings have."""
    for finding in findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            if place.line is not None:
                yield place.path, place.line


def hidden_lines(record: Record) -> set[int]:
    """The lines whose personal data does not stand there as it was found: folded over lines, or written in escapes."""
    hidden: set[int] = set()
    for path in {path for paths in record.personal.places.values() for path in paths}:
        in_file: Path = ()
        for step in steps(path):
            in_file = (*in_file, record.index(in_file, step) if isinstance(step, int) else step)
        first, last, raw = record.source.lines_of(in_file)
        if "\\" in raw or first != last:
            hidden.update(range(first, last + 1))
    return hidden


def masked_record(record: Record, private: frozenset[str]) -> Record:
    """The record with personal data masked in all its texts."""
    return replace(record, held={key: _masked_part(part, private) for key, part in record.data.items()})


def _masked_part(part: object, private: frozenset[str]) -> object:
    match part:
        case str():
            return mask(part, private)
        case list():
            return [_masked_part(each, private) for each in part]
        case dict():
            return {key: _masked_part(each, private) for key, each in part.items()}
        case _:
            return part


def masked(finding: Finding, private: frozenset[str]) -> Finding:
    """The finding with personal data masked in everything that came from a record; itself where there is none."""
    if all(mask(text, private) == text for text in _texts(finding)):
        return finding
    waiver = masked_waiver(finding.waiver, private) if finding.waiver is not None else None
    message, fix = _masked_message(finding.message, private), _masked_message(finding.fix, private)
    item, place = masked_item(finding.item, private), finding.place
    if place.pointer is not None:
        place = replace(place, pointer=mask(place.pointer, private))
    return replace(finding, item=item, place=place, message=message, fix=fix, waiver=waiver)


def _texts(finding: Finding) -> Iterator[str]:
    """Every text of a finding that may be personal data."""
    waiver = finding.waiver
    own = (finding.item, finding.place.pointer)
    granted = (waiver.case, waiver.reason, waiver.decided_by, waiver.item) if waiver is not None else ()
    yield from (text for text in (*own, *granted) if isinstance(text, str))
    message: Message | None
    for message in (finding.message, finding.fix):
        while message is not None:
            for value in message.values.values():
                if isinstance(value, str):
                    yield value
                elif isinstance(value, tuple):
                    yield from value
            message = message.also


def masked_waiver(waiver: Waiver, private: frozenset[str]) -> Waiver:
    """The waiver with personal data masked in its texts."""
    case = mask(waiver.case, private) if waiver.case is not None else None
    reason, decided_by = mask(waiver.reason, private), mask(waiver.decided_by, private)
    item = mask(waiver.item, private) if waiver.item is not None else None
    return replace(waiver, reason=reason, decided_by=decided_by, case=case, item=item)


def masked_item(item: Item, private: frozenset[str]) -> Item:
    return mask(item, private) if isinstance(item, str) else item


def _masked_message(message: Message, private: frozenset[str]) -> Message:
    values = {name: _masked_value(value, private) for name, value in message.values.items()}
    also = _masked_message(message.also, private) if message.also is not None else None
    return replace(message, values=values, also=also)


def _masked_value(value: SlotValue, private: frozenset[str]) -> SlotValue:
    if isinstance(value, str):  # a refused value may be of a kind of its own, and a day is never private
        return value if isinstance(value, IsoDate) else mask(value, private)
    if isinstance(value, tuple):
        return tuple(mask(part, private) for part in value)
    return value
