"""Which finding of one state is which of another, though lines and lists have moved and files have other names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from intlstrat.findings import Finding, Subject
from intlstrat.records.portfolio import Path, Portfolio

ALIKE = 0.5
"""So much of the text of two files must be the same for one to be the other under another name; as in git."""
_MOST_COMPARED = 40_000
"""So many pairs of files are compared for their likeness; where there are more, only equal ones are found."""

File = tuple[str, str, str, bytes]
"""A record file: its kind, its id, its path and its bytes."""


@dataclass(frozen=True, slots=True)
class Side:
    """The findings of one state, and the records that they are about."""

    findings: tuple[Finding, ...]
    portfolio: Portfolio


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each finding of either side, by its place in the list: the place of its like on the other, or None."""

    earlier: tuple[int | None, ...]
    """For each of the later findings."""
    later: tuple[int | None, ...]
    """For each of the earlier findings."""


def pair(earlier: Side, later: Side, renamed: Mapping[Subject, Subject]) -> Pairs:
    """Pairs the findings of two states.

    First those about the same item of a list, wherever in the list it stands by now; then those of one fingerprint.
    """
    of_later: dict[int, int] = {}
    of_earlier: dict[int, int] = {}
    keys: tuple[Callable[[Finding, Portfolio], Hashable | None], ...] = (_item_key, lambda found, _: found.fingerprint)
    for key in keys:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, finding in enumerate(earlier.findings):
            if place not in of_earlier:
                subject = renamed.get(finding.subject, finding.subject)
                waiting[key(replace(finding, subject=subject), earlier.portfolio)].append(place)
        waiting.pop(None, None)
        for found in waiting.values():
            found.reverse()
        for place, finding in enumerate(later.findings):
            if place not in of_later and (found := waiting.get(key(finding, later.portfolio), [])):
                of_later[place] = found.pop()
                of_earlier[of_later[place]] = place
    return Pairs(
        tuple(of_later.get(place) for place in range(len(later.findings))),
        tuple(of_earlier.get(place) for place in range(len(earlier.findings))),
    )


def _item_key(finding: Finding, portfolio: Portfolio) -> Hashable | None:
    """What tells a finding about an item of a list by the item's content; None for any other finding."""
    source = portfolio.sources.get(finding.place.path or "")
    if source is None or not finding.place.pointer:
        return None
    path: Path = ()
    told: list[str] = []
    places: list[int] = []
    for step in finding.place.pointer.split("/")[1:]:
        if isinstance(source.part(path), list) and step.isdecimal():
            path = (*path, int(step))
            places.append(int(step))
            told.append(json.dumps(source.part(path), ensure_ascii=False, sort_keys=True))
        else:
            path = (*path, step.replace("~1", "/").replace("~0", "~"))
            told.append(step)
    if not places or (isinstance(finding.item, int) and finding.item not in places):
        return None
    item = None if isinstance(finding.item, int) else finding.item
    return finding.rule, finding.subject, item, tuple(told)


def renames(earlier: Iterable[File], later: Iterable[File]) -> dict[Subject, Subject]:
    """From the subject of each record whose id is gone to that of the new one which is the same under another name."""
    then, now = list(earlier), list(later)
    known_then, known_now = ({(kind, id_) for kind, id_, *_ in files} for files in (then, now))
    gone = [file for file in then if file[:2] not in known_now]
    come = [file for file in now if file[:2] not in known_then]
    found: dict[Subject, Subject] = {}
    pairs = _equal(gone, come)
    if len(gone) * len(come) <= _MOST_COMPARED:
        pairs += _alike(gone, come)
    taken: set[tuple[str, str]] = set()
    for old, new in pairs:
        before, after = Subject(_kind(old), old[1]), Subject(_kind(new), new[1])
        if before not in found and new[:2] not in taken:
            found[before] = after
            taken.add(new[:2])
    return found


def _equal(gone: list[File], come: list[File]) -> list[tuple[File, File]]:
    by_bytes = {(file[0], file[3]): file for file in reversed(come)}
    return [(file, by_bytes[file[0], file[3]]) for file in gone if (file[0], file[3]) in by_bytes]


def _alike(gone: list[File], come: list[File]) -> list[tuple[File, File]]:
    """The pairs that are alike enough, the most alike first."""
    lines = {file: _lines(file[3]) for file in (*gone, *come)}
    rated = [
        (-_likeness(lines[old], lines[new]), old[2], new[2], old, new)
        for old in gone
        for new in come
        if old[0] == new[0]
    ]
    return [(old, new) for rate, _, _, old, new in sorted(rated) if -rate >= ALIKE]


def _lines(content: bytes) -> dict[bytes, int]:
    """How many bytes each of the different lines of a file takes, all its occurrences together."""
    found: dict[bytes, int] = defaultdict(int)
    for line in content.split(b"\n"):
        if kept := line.strip():
            found[kept] += len(kept)
    return found


def _likeness(one: Mapping[bytes, int], other: Mapping[bytes, int]) -> float:
    """How much of the larger file stands in the other as well, from 0 to 1; those of one name are alike enough."""
    common = {line: min(size, other[line]) for line, size in one.items() if line in other}
    likeness = sum(common.values()) / max(sum(one.values()), sum(other.values()), 1)
    return max(likeness, ALIKE) if any(line.startswith((b"title:", b"name:")) for line in common) else likeness


def _kind(file: File) -> Literal["partner", "project"]:
    return "partner" if file[0] == "partner" else "project"
