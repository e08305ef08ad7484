"""What has changed since an earlier state, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from intlstrat.council.figures import AcceptedSince, Ahead, ChangedDemand, Changes, Coming, Moved
from intlstrat.council.figures.desk import LONGEST_NAME, LONGEST_TEXT, Desk, shortened
from intlstrat.council.figures.follow_up import LAYERS, unique
from intlstrat.findings import Change, Comparison, Finding, Foreseen, Layer, Outcome, Subject
from intlstrat.formats.comparison_words import yardstick
from intlstrat.formats.finding_words import desk_for
from intlstrat.formats.terminal import one_line
from intlstrat.records.portfolio import Record

OVER: Final = ("ended", "completed", "cancelled")
"""The statuses of what has ended."""


def changes(desk: Desk) -> Changes | None:
    """The comparison with an earlier state, where one was asked for."""
    comparison, before = desk.report.comparison, desk.dossier.before
    if comparison is None or before is None:
        return None
    # What cannot be read now has neither ended nor been mended.
    unread = {
        desk.dossier.renamed.get(each.subject, each.subject) for each in before if each.path in desk.unreadable_paths
    }
    moved = [each for each in _moved(desk, before) if Subject(each.record.kind, each.record.id) not in unread]
    lapsed = {id(finding) for finding in comparison.lapsed}
    # Files that cannot be read, and waivers that end, stand in the follow-up list; they are breaches of nothing.
    judged = [finding for finding in desk.report.findings if finding.layer is not Layer.VALIDITY]
    breaches = [finding for finding in judged if finding.outcome is Outcome.BREACH]
    gone = [
        finding
        for finding in comparison.fixed
        if finding.layer is not Layer.VALIDITY
        and desk.dossier.renamed.get(finding.subject, finding.subject) not in unread
    ]
    went = [finding for finding in gone if finding.outcome is Outcome.BREACH]
    # What has been waived since is listed as accepted, and is no breach that counts any more.
    waived = [f for f in judged if f.outcome is Outcome.WAIVED and f.change and f.change.state == "fixed"]
    faded = [
        replace(each, change=Change("fixed", each.change.faded))
        for each in judged
        if each.change is not None and each.change.faded is not None
    ]
    return Changes(
        one_line(comparison.since),
        comparison.commit,
        comparison.as_of,
        comparison.strategy.digest == desk.report.strategy.digest if comparison.strategy is not None else None,
        comparison.records,
        tuple(yardstick(desk_for(desk.report, desk.pack, desk.language), comparison)),
        tuple(each for each in moved if each.before is None),
        tuple(each for each in moved if each.before is not None and (each.after is None or each.after in OVER)),
        tuple(each for each in moved if each.before is not None and each.after is not None and each.after not in OVER),
        _demands(desk, (each for each in breaches if _state(each) == "new")),
        (
            *_demands(desk, (each for each in went if id(each) not in lapsed), mended=True),
            *_demands(desk, waived, accepted=True),
            *_demands(desk, (each for each in went if id(each) in lapsed)),
        ),
        _demands(desk, faded),
        _demands(desk, (each for each in breaches if _state(each) != "new")),
        _accepted_since(desk, comparison),
        desk.named_all(unread),
    )


def _state(finding: Finding) -> str | None:
    return finding.change.state if finding.change is not None else None


def _moved(desk: Desk, before: tuple[Record, ...]) -> tuple[Moved, ...]:
    """The records that are new, gone, or have another status; by kind and name."""
    then: dict[Subject, Record] = {desk.dossier.renamed.get(each.subject, each.subject): each for each in before}
    found = []
    for subject in {*then, *desk.records}:
        old, new = then.get(subject), desk.records.get(subject)
        was, now = _status(old), _status(new)
        if was != now or old is None or new is None:
            found.append(Moved(desk.named(new.subject if new is not None else subject), was, now))
    return tuple(sorted(found, key=lambda each: (each.record.kind, each.record.name.casefold(), each.record.id or "")))


def _status(record: Record | None) -> str | None:
    return str(record.data.get("status", "")) if record is not None else None


def _demands(
    desk: Desk, findings: Iterable[Finding], mended: bool = False, accepted: bool = False
) -> tuple[ChangedDemand, ...]:
    """The findings gathered by rule and cause, the worst first."""

    def key(finding: Finding) -> tuple[int, int, str, str]:
        cause = finding.change.cause if finding.change is not None else None
        return finding.severity.rank, LAYERS.index(finding.layer), finding.rule, cause or ""

    gathered = []
    for (_, _, rule, _), group in groupby(sorted(findings, key=key), key=key):
        some = list(group)
        first = some[0]
        gathered.append(
            ChangedDemand(
                rule,
                first.layer.value,
                first.severity.value,
                tuple(map(one_line, first.clauses)),
                desk.title(rule),
                first.change.cause if first.change is not None else None,
                mended,
                accepted,
                len(some),
                desk.named_all(each.subject for each in some),
            )
        )
    return tuple(gathered)


def _accepted_since(desk: Desk, comparison: Comparison) -> tuple[AcceptedSince, ...]:
    return tuple(
        AcceptedSince(
            one_line(each.waiver.rule),
            desk.title(each.waiver.rule),
            desk.named(each.subject),
            shortened(each.waiver.reason, LONGEST_TEXT),
            shortened(each.waiver.decided_by, LONGEST_NAME),
            each.waiver.until,
        )
        for each in comparison.added_waivers
        if not each.set_aside
    )


def ahead(desk: Desk) -> Ahead | None:
    """What becomes a breach, by first day and demand; where looking ahead was asked for."""
    if desk.report.forecast is None:
        return None

    def key(each: Foreseen) -> tuple[str, int, str]:
        return each.date, each.finding.severity.rank, each.finding.rule

    coming = []
    foreseen = [each for each in desk.report.forecast.foreseen if each.finding.layer is not Layer.VALIDITY]
    for (date, _, rule), group in groupby(sorted(foreseen, key=key), key=key):
        some = [each.finding for each in group]
        first = some[0]
        coming.append(
            Coming(
                date,
                rule,
                first.layer.value,
                first.severity.value,
                tuple(map(one_line, first.clauses)) if first.layer is Layer.STRATEGY else (),
                desk.title(rule),
                unique(desk.message(each.message) for each in some),
                len(some),
                desk.named_all(each.subject for each in some),
            )
        )
    return Ahead(desk.report.forecast.until, tuple(coming))
