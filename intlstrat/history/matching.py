"""Which finding of one state is which of another, though lines and lists have moved and files have other names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Finding, Layer, Subject
from intlstrat.records.portfolio import Path, Portfolio

ALIKE = 0.5
"""So much of the text of two files must be the same for one to be the other under another name; as in git."""
NAMESAKE = 0.2
"""So much, where the two records are called the same."""
_MOST_COMPARED = 40_000
"""So many pairs of files are compared for their likeness; where there are more, only equal ones are found."""

File = tuple[str, str, str, bytes]
"""A record file: its kind, its id, its path and its bytes."""


class Side(Struct, frozen=True):
    """The findings of one state, and the records that they are about."""

    findings: tuple[Finding, ...]
    portfolio: Portfolio


class Pairs(Struct, frozen=True):
    """For each finding of either side, by its place in the list: the place of its like on the other, or None."""

    earlier: tuple[int | None, ...]
    """For each of the later findings."""
    later: tuple[int | None, ...]
    """For each of the earlier findings."""


def pair(earlier: Side, later: Side, renamed: Mapping[Subject, Subject]) -> Pairs:
    """Pairs the findings of two states.

    First those about the same item of a list, wherever in the list it stands by now; then those of one fingerprint;
    then what a rule says of one subject and item, though it points elsewhere (at what is missing, say); and last what
    it says of two items that are alike.
    """
    then = [replace(each, subject=renamed.get(each.subject, each.subject)) for each in earlier.findings]
    now = list(later.findings)
    pairs: dict[int, int] = {}
    for key in (_item_key, _fingerprint, _question):
        left = [place for place in range(len(then)) if place not in pairs]
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in reversed(left):
            waiting[key(then[place], earlier.portfolio)].append(place)
        waiting.pop(None, None)
        taken = set(pairs.values())
        for place, finding in enumerate(now):
            if place not in taken and (found := waiting.get(key(finding, later.portfolio))):
                pairs[found.pop()] = place
    pairs |= _alike_items(then, now, pairs, earlier.portfolio, later.portfolio)
    back = {later_place: place for place, later_place in pairs.items()}
    return Pairs(
        tuple(back.get(place) for place in range(len(now))), tuple(pairs.get(place) for place in range(len(then)))
    )


def _fingerprint(finding: Finding, _: Portfolio) -> Hashable:
    return finding.fingerprint


def _question(finding: Finding, _: Portfolio) -> Hashable | None:
    """The rule, the subject and the item; none for an item of a list, which may be another by now."""
    if finding.layer is Layer.VALIDITY or isinstance(finding.item, int):
        return None
    return finding.rule, finding.subject, finding.item


def _alike_items(
    then: Sequence[Finding], now: Sequence[Finding], pairs: Mapping[int, int], before: Portfolio, after: Portfolio
) -> dict[int, int]:
    """Pairs what is left of one rule about the items of one list: items that have been edited and moved at once."""
    taken = set(pairs.values())
    lists: dict[Hashable, list[tuple[int, Mapping[str, object]]]] = defaultdict(list)
    for place, finding in enumerate(then):
        if place not in pairs and (found := _item(finding, before)) is not None:
            lists[found[0]].append((place, found[1]))
    rated = []
    for place, finding in enumerate(now):
        if place not in taken and (found := _item(finding, after)) is not None:
            for other, item in lists.get(found[0], ()):
                rated.append((-_shared(item, found[1]), other, place))
    found_pairs: dict[int, int] = {}
    for rate, other, place in sorted(rated):
        if -rate >= ALIKE and other not in found_pairs and place not in found_pairs.values():
            found_pairs[other] = place
    return found_pairs


def _item(finding: Finding, portfolio: Portfolio) -> tuple[Hashable, Mapping[str, object]] | None:
    """The rule that asks about the items of a list, with the list, and the item; None for any other finding.

    A rule asks about known fields, in whose names nothing is written otherwise in a pointer.
    """
    if not isinstance(finding.item, int):
        return None
    source = portfolio.sources.get(finding.place.path or "")
    if source is None or not finding.place.pointer:
        return None
    steps = finding.place.pointer.split("/")[1:]
    for number, step in enumerate(steps):
        path: Path = (*steps[:number], finding.item)
        if step == str(finding.item) and isinstance(item := source.part(path), dict):
            return (finding.rule, finding.subject, path[:-1]), item
    return None


def _shared(one: Mapping[str, object], other: Mapping[str, object]) -> float:
    """How many of the keys of the larger item have the same value in the other, from 0 to 1."""
    same = sum(1 for key, value in one.items() if other.get(key) == value)
    return same / max(len(one), len(other), 1)


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
            told.append(json.dumps(source.part(path), sort_keys=True))
        else:
            path = (*path, step.replace("~1", "/").replace("~0", "~"))
            told.append(step)
    if not places or (isinstance(finding.item, int) and finding.item not in places):
        return None
    item = None if isinstance(finding.item, int) else finding.item
    return finding.rule, finding.subject, item, tuple(told)


def renames(earlier: Iterable[File], later: Iterable[File], strictly: bool = False) -> dict[Subject, Subject]:
    """From the subject of each record whose id is gone to that of the new one which is the same under another name.

    With `strictly` the record must be called the same too, in its `title` or `name`, or its bytes must be equal.
    """
    then, now = list(earlier), list(later)
    known_then, known_now = ({(kind, id_) for kind, id_, *_ in files} for files in (then, now))
    gone = [file for file in then if file[:2] not in known_now]
    come = [file for file in now if file[:2] not in known_then]
    found: dict[Subject, Subject] = {}
    pairs = _equal(gone, come)
    if len(gone) * len(come) <= _MOST_COMPARED:
        pairs += _alike(gone, come, strictly)
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


def _alike(gone: list[File], come: list[File], strictly: bool) -> list[tuple[File, File]]:
    """The pairs that are alike enough, the most alike first. A file of the same name may be less alike."""
    lines = {file: _lines(file[3]) for file in (*gone, *come)}
    names = {file: _name(file[3]) for file in (*gone, *come)}
    rated = []
    for old in gone:
        for new in come:
            is_namesake = names[old] is not None and names[old] == names[new]
            rate = _likeness(lines[old], lines[new]) if old[0] == new[0] else 0.0
            least = NAMESAKE if is_namesake and not strictly else ALIKE
            if rate >= least and (is_namesake or not strictly):
                rated.append((-rate, old[2], new[2], old, new))
    return [(old, new) for _, _, _, old, new in sorted(rated)]


def _name(content: bytes) -> bytes | None:
    """What a record is called, as it is written: the line of its own `title` or `name`."""
    lines = (line.rstrip() for line in content.split(b"\n"))
    return next((line for line in lines if line.startswith((b"title:", b"name:"))), None)


def _lines(content: bytes) -> dict[bytes, int]:
    """How many bytes each of the different lines of a file takes, all its occurrences together; no comments."""
    found: dict[bytes, int] = defaultdict(int)
    for line in content.split(b"\n"):
        kept = line.strip()
        if kept and not kept.startswith(b"#"):
            found[kept] += len(kept)
    return found


def _likeness(one: Mapping[bytes, int], other: Mapping[bytes, int]) -> float:
    """How much of the larger file stands in the other as well, from 0 to 1."""
    common = sum(min(size, other[line]) for line, size in one.items() if line in other)
    return common / max(sum(one.values()), sum(other.values()), 1)


def _kind(file: File) -> Literal["partner", "project"]:
    return "partner" if file[0] == "partner" else "project"
