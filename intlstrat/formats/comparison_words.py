"""What a comparison with an earlier state comes to, in sentences. All texts are clean and without markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from intlstrat.findings import AddedWaiver, Comparison, Finding, IsoDate, Outcome, Report
from intlstrat.formats.finding_words import decision, name, position
from intlstrat.formats.terminal import one_line
from intlstrat.formats.text_base import Desk, counts

_WHOLE_COMMIT: Final = re.compile(r"\b[0-9a-f]{40,}\b")


@dataclass(frozen=True, slots=True)
class Sides:
    """The findings of a report by what a comparison says of them, each in the report's order."""

    blamed: tuple[Finding, ...]
    """What the change is answerable for; every finding that counts, where nothing is compared."""
    clock: tuple[Finding, ...]
    """What is new only because time has passed."""
    existing: tuple[Finding, ...]
    waived: tuple[Finding, ...]


def sides(report: Report) -> Sides:
    """Each finding is on one side, and on one only."""
    waived = tuple(one for one in report.findings if one.outcome is Outcome.WAIVED)
    counted = tuple(one for one in report.findings if one.outcome is not Outcome.WAIVED)
    if report.comparison is None:
        return Sides(counted, (), (), waived)
    clock = tuple(one for one in counted if is_of_the_clock(one))
    blamed = tuple(one for one in counted if one.is_blamed)
    existing = tuple(one for one in counted if not one.is_blamed and not is_of_the_clock(one))
    return Sides(blamed, clock, existing, waived)


def is_of_the_clock(finding: Finding) -> bool:
    """Whether the finding is new only because time has passed."""
    return finding.change is not None and finding.change.state == "new" and not finding.is_blamed


def compared_with(desk: Desk, comparison: Comparison) -> str:
    """With what, and as of which day. A commit's whole name, as a CI job gives it, is shortened."""
    since = _WHOLE_COMMIT.sub(lambda match: match[0][:12], comparison.since)
    text = desk.language.text("Compared with {since}, as of {date}.", since=since, date=IsoDate(comparison.as_of))
    return one_line(text)


def told(desk: Desk, comparison: Comparison) -> list[str]:
    """The comparison in numbers: new, fixed, from before, and what the clock did."""
    language, side = desk.language, sides(desk.report)
    news = counts(language, side.blamed)
    sentences = [
        language.text("New: {numbers}.", numbers=news) if news else language.text("The change breaks nothing new."),
    ]
    if comparison.fixed:
        sentences.append(language.text("Fixed: {numbers}.", numbers=counts(language, comparison.fixed)))
    if side.clock:
        sentences.append(
            language.text(
                "New only because time has passed: {numbers}.",
                numbers=counts(language, side.clock),
            )
        )
    if side.existing:
        sentences.append(language.text("There from before: {numbers}.", numbers=counts(language, side.existing)))
    return sentences


def reservations(desk: Desk, comparison: Comparison) -> list[str]:
    """What the comparison could not do, or was told to do otherwise."""
    sentences = []
    if comparison.strategy is None:
        sentences.append(
            desk.language.text("The rules of then could not be used; those of now were held against both states.")
        )
    if not (comparison.records.partners or comparison.records.projects or comparison.records.unreadable):
        sentences.append(desk.language.text("There were no records then, so everything is new."))
    if comparison.waivers_from is not None:
        sentences.append(
            desk.language.text(
                "The waivers are those of commit {commit}, and not those of now.",
                commit=one_line(comparison.waivers_from[:12]),
            )
        )
    return sentences


def added(desk: Desk, waiver: AddedWaiver, prefix: str) -> str:
    """A waiver that the change adds: of which rule, for whom, where, why, by whom and how long."""
    language = desk.language
    what = one_line(
        language.text("{rule}, for {record}", rule=waiver.waiver.rule, record=name(desk, waiver.subject)),
    )
    where = position(waiver.place, prefix)
    lead = f"{what} ({where})." if where else f"{what}."
    told = [lead, language.text("Reason:"), one_line(waiver.waiver.reason), decision(desk, waiver.waiver)]
    if waiver.set_aside:
        told.append(language.text("It waives nothing here: the waivers of an earlier state were asked for."))
    return " ".join(told)


def added_heading(desk: Desk, number: int) -> str:
    """How many waivers the change adds."""
    return desk.language.plural("{n} waiver is added:", "{n} waivers are added:", number)
