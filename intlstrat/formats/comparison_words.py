"""What a comparison with an earlier state comes to, in sentences. All texts are clean and without markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from intlstrat.findings import AddedWaiver, Comparison, Finding, IsoDate, Outcome, Report, StrategyChange, Waiver
from intlstrat.formats.finding_words import decision, name, position
from intlstrat.formats.page_words import parameter_value
from intlstrat.formats.terminal import one_line
from intlstrat.formats.text_base import WORDS, Desk, counts

if TYPE_CHECKING:
    from intlstrat.rules.model import ParamValue

_WHOLE_COMMIT: Final = re.compile(r"\b[0-9a-f]{40,}\b")


class Sides(Struct, frozen=True):
    """The findings of a report by what a comparison says of them, each in the report's order."""

    blamed: tuple[Finding, ...]
    """What the change is answerable for; every finding that counts, where nothing is compared."""
    clock: tuple[Finding, ...]
    """What is new only because time has passed."""
    existing: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    """Breaches of now that are accepted."""
    excused: tuple[Finding, ...] = ()
    """Those of `waived` that were not there before: a change may bring a breach and waive it itself."""

    @property
    def known(self) -> tuple[Finding, ...]:
        """What was there before, waived or not, and what has been waived since."""
        excused = {id(one) for one in self.excused}
        return (*self.existing, *(one for one in self.waived if id(one) not in excused))


def sides(report: Report) -> Sides:
    """Each finding is on one side, and on one only."""
    waived = tuple(one for one in report.findings if one.outcome is Outcome.WAIVED)
    counted = tuple(one for one in report.findings if one.outcome is not Outcome.WAIVED)
    if report.comparison is None:
        return Sides(counted, (), (), waived)
    clock = tuple(one for one in counted if is_of_the_clock(one))
    blamed = tuple(one for one in counted if one.is_blamed)
    existing = tuple(one for one in counted if not one.is_blamed and not is_of_the_clock(one))
    excused = tuple(one for one in waived if one.change is not None and one.change.state == "new")
    return Sides(blamed, clock, existing, waived, excused)


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
    news = counts(language, (*side.blamed, *side.excused))
    sentences = [
        language.text("New: {numbers}.", numbers=news) if news else language.text("The change breaks nothing new."),
    ]
    if comparison.mended:
        sentences.append(language.text("Fixed: {numbers}.", numbers=counts(language, comparison.mended)))
    if comparison.lapsed:
        sentences.append(language.text("No longer asked for: {numbers}.", numbers=counts(language, comparison.lapsed)))
    if side.clock:
        sentences.append(
            language.text(
                "New only because time has passed: {numbers}.",
                numbers=counts(language, side.clock),
            )
        )
    if side.known:
        sentences.append(language.text("There from before: {numbers}.", numbers=counts(language, side.known)))
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
    return sentences


def added(desk: Desk, waiver: AddedWaiver, prefix: str) -> str:
    """A waiver that the change adds: of which rule, for whom, where, why, by whom and how long."""
    language = desk.language
    what = one_line(
        language.text("{rule}, for {record}", rule=covered(waiver.waiver), record=name(desk, waiver.subject)),
    )
    where = position(waiver.place, prefix)
    lead = f"{what} ({where})." if where else f"{what}."
    told = [lead, language.text("Reason:"), one_line(waiver.waiver.reason), decision(desk, waiver.waiver)]
    told += remarks(desk, waiver)
    return " ".join(told)


def covered(waiver: Waiver) -> str:
    """The rule that is waived and, where it is waived for one item only, which."""
    return one_line(waiver.rule if waiver.item is None else f"{waiver.rule} [{waiver.item}]")


def remarks(desk: Desk, waiver: AddedWaiver) -> list[str]:
    """What else there is to know of a waiver that the change adds."""
    language, told = desk.language, []
    if waiver.before is not None:
        told.append(
            language.text("It takes the place of one that holds until {until}.", until=IsoDate(waiver.before.until))
        )
    if waiver.set_aside:
        told.append(language.text("It does not hold yet: only the waivers from before the change count here."))
    return [one_line(each) for each in told]


def yardstick(desk: Desk, comparison: Comparison) -> list[str]:
    """How rules and parameters have changed, a sentence each."""
    return [one_line(_moved(desk, each)) for each in comparison.strategy_changes]


def _moved(desk: Desk, each: StrategyChange) -> str:
    language, name = desk.language, each.name
    match each.kind, each.change:
        case "rule", "added":
            return language.text("The rule {rule} is new.", rule=name)
        case "rule", "removed":
            return language.text("The rule {rule} is gone.", rule=name)
        case "rule", "changed" if each.before is None:
            return language.text("The rule {rule} judges otherwise than before.", rule=name)
        case "rule", "changed":
            before, after = (_severity(desk, value) for value in (each.before, each.after))
            return language.text(
                "The rule {rule} went from {before} to {after}.", rule=name, before=before, after=after
            )
        case _, "added":
            return language.text("The parameter {name} is new: {after}.", name=name, after=_value(desk, each.after))
        case _, "removed":
            return language.text(
                "The parameter {name} is gone; it was {before}.", name=name, before=_value(desk, each.before)
            )
        case _:
            return language.text(
                "The parameter {name} went from {before} to {after}.",
                name=name, before=_value(desk, each.before), after=_value(desk, each.after),
            )  # fmt: skip


def _severity(desk: Desk, value: object) -> str:
    return desk.language.message(WORDS[str(value)]).lower()


def _value(desk: Desk, value: object) -> str:
    return desk.language.text("not set") if value is None else parameter_value(desk.language, cast("ParamValue", value))


def added_heading(desk: Desk, number: int) -> str:
    """How many waivers the change adds."""
    return desk.language.plural("{n} waiver is added:", "{n} waivers are added:", number)
