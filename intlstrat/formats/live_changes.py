"""What became of the findings from one report to the next: new, mended, waived, or no longer asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Finding, Layer, Outcome, Report, Subject
from intlstrat.formats.text_base import standing

Renamed = Mapping[Subject, Subject]
"""From a record's subject of then to that of now, where its file has got another name."""
_Key = Callable[[Finding, Report], Hashable | None]


class Changes(Struct, frozen=True):
    """The findings that are not as they were. Those of `mended` and `lapsed` are findings of then."""

    new: tuple[Finding, ...] = ()
    """Not there before, or there as something else: an error that could not be judged before, say."""
    waived: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    lapsed: tuple[Finding, ...] = ()
    """Gone, though nobody mended them: the record or what was asked about is gone, or the rule does not apply."""

    def __bool__(self) -> bool:
        return bool(self.new or self.waived or self.mended or self.lapsed)


NO_CHANGES: Final = Changes()


class Filed(Struct, frozen=True, dict=True):
    """A report with its findings by file, which are sorted out once for all that it is compared with."""

    report: Report

    @cached_property
    def by_file(self) -> Mapping[str | None, Sequence[Finding]]:
        found: dict[str | None, list[Finding]] = {}
        for finding in self.report.findings:
            found.setdefault(finding.place.path, []).append(finding)
        return found


def changes(earlier: Filed, later: Filed, renamed: Renamed | None = None) -> Changes:
    """Compares two reports of the same repo. Lines that have moved, and items of a list that have, are the same."""
    gone, come = _apart(earlier, later)
    before, now = earlier.report, later.report
    partner = _paired(gone, before, come, now, renamed or {})
    left = [finding for place, finding in enumerate(gone) if place not in partner.values()]
    fresh = [
        finding
        for place, finding in enumerate(come)
        if place not in partner or standing(gone[partner[place]]) != standing(finding)
    ]
    mended = _mended(left, now, renamed or {})
    return Changes(
        tuple(each for each in fresh if each.outcome is not Outcome.WAIVED),
        tuple(each for each in fresh if each.outcome is Outcome.WAIVED),
        tuple(each for each in left if id(each) in mended),
        tuple(each for each in left if id(each) not in mended),
    )


def _apart(earlier: Filed, later: Filed) -> tuple[list[Finding], list[Finding]]:
    """The findings of the files of which not just the same is said. A save changes one or two files, as a rule."""
    then, now = earlier.by_file, later.by_file
    moved = [path for path in {**then, **now} if not _is_same(then.get(path, ()), now.get(path, ()))]
    return [each for path in moved for each in then.get(path, ())], [
        each for path in moved for each in now.get(path, ())
    ]


def _is_same(then: Sequence[Finding], later: Sequence[Finding]) -> bool:
    """Whether the same is said; the very same findings tell that at once."""
    if then == later:
        return True
    return len(then) == len(later) and all(_said(one) == _said(other) for one, other in zip(then, later, strict=True))


def _said(finding: Finding) -> object:
    """What tells one finding of a file from the others, and how it stands."""
    return finding.rule, finding.item, finding.outcome, finding.severity, finding.place.pointer, finding.subject


def _paired(gone: list[Finding], before: Report, come: list[Finding], now: Report, renamed: Renamed) -> dict[int, int]:
    """For each finding of now that was there before: its place among them, and the place of what it was."""
    then = [replace(each, subject=renamed[each.subject]) if each.subject in renamed else each for each in gone]
    pairs: dict[int, int] = {}
    for key in (_by_text, _by_item, _by_question):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for place in reversed(range(len(then))):
            if place not in taken:
                waiting[key(then[place], before)].append(place)
        waiting.pop(None, None)
        for place, finding in enumerate(come):
            if place not in pairs and (found := waiting.get(key(finding, now))):
                pairs[place] = found.pop()
    return pairs


def _by_text(finding: Finding, report: Report) -> Hashable | None:
    """What is said of an item of a list, and the line that it stands on, wherever in the list that is by now."""
    place = finding.place
    line = report.excerpts.get(place.path or "", {}).get(place.line or 0)
    if not isinstance(finding.item, int) or line is None:
        return None
    steps = tuple(step for step in (place.pointer or "").split("/") if not step.isdecimal())
    return finding.rule, finding.subject, steps, line.strip()


def _by_item(finding: Finding, _: Report) -> Hashable:
    return finding.rule, finding.subject, finding.item, finding.place.pointer


def _by_question(finding: Finding, _: Report) -> Hashable | None:
    """What a rule says, though it points elsewhere by now; of an item of a list it may be said of another."""
    if finding.layer is Layer.VALIDITY or isinstance(finding.item, int):
        return None
    return finding.rule, finding.subject, finding.item


def _mended(gone: Iterable[Finding], now: Report, renamed: Renamed) -> set[int]:
    """Those (by `id`) whose rule holds now, and those that say of a file which is readable now what was wrong in it."""
    holds = {
        (each.rule, each.subject, each.item)
        for rule in {finding.rule for finding in gone}
        for each in now.results.of_rule(rule)
        if each.outcome is Outcome.FULFILLED
    }
    found = set()
    for finding in gone:
        subject = renamed.get(finding.subject, finding.subject)
        is_read = subject in now.names or subject.kind == "portfolio"
        if (finding.layer is Layer.VALIDITY and is_read) or (finding.rule, subject, finding.item) in holds:
            found.add(id(finding))
    return found
