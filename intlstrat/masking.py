"""Keeps personal data out of what is shown: excerpts, messages, items and pointers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from intlstrat.findings import Finding, IsoDate, Item, Message, SlotValue, Waiver
from intlstrat.records.personal import blot, mask
from intlstrat.records.portfolio import Path, Portfolio, Record
from intlstrat.rules.court import steps


def excerpts(findings: Iterable[Finding], portfolio: Portfolio, private: frozenset[str]) -> dict[str, dict[int, str]]:
    """The lines around each finding and each related place, with personal data masked."""
    lines: dict[str, dict[int, str]] = {}
    hidden = hidden_lines(portfolio)
    for finding in findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            source = portfolio.sources.get(place.path or "")
            if source is None or place.path is None or place.line is None:
                continue
            for number in range(max(1, place.line - 1), place.line + 2):
                if number in lines.get(place.path, ()):
                    continue
                text = source.line_text(number)
                if text or number == place.line:
                    shown = blot(text) if (place.path, number) in hidden else mask(text, private)
                    lines.setdefault(place.path, {})[number] = shown
    return lines


def hidden_lines(portfolio: Portfolio) -> set[tuple[str, int]]:
    """The lines whose personal data does not stand there as it was found: folded over lines, or written in escapes."""
    hidden: set[tuple[str, int]] = set()
    for record in portfolio.records:
        for path in {path for paths in record.personal.places.values() for path in paths}:
            in_file: Path = ()
            for step in steps(path):
                in_file = (*in_file, record.index(in_file, step) if isinstance(step, int) else step)
            first, last, raw = record.source.lines_of(in_file)
            if "\\" in raw or first != last:
                hidden.update((record.path, line) for line in range(first, last + 1))
    return hidden


def masked_record(record: Record, private: frozenset[str]) -> Record:
    """The record with personal data masked in all its texts."""
    return replace(record, data={key: _masked_part(part, private) for key, part in record.data.items()})


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
    """The finding with personal data masked in everything that came from a record."""
    waiver = masked_waiver(finding.waiver, private) if finding.waiver is not None else None
    message, fix = _masked_message(finding.message, private), _masked_message(finding.fix, private)
    item, place = masked_item(finding.item, private), finding.place
    if place.pointer is not None:
        place = replace(place, pointer=mask(place.pointer, private))
    return replace(finding, item=item, place=place, message=message, fix=fix, waiver=waiver)


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
