"""What has changed since an earlier state, and what is to come: what `--since` and `--until` add to the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from intlstrat.findings import AddedWaiver, Comparison, Finding, Foreseen, IsoDate
from intlstrat.formats.comparison_words import compared_with, covered, remarks, reservations, told, yardstick
from intlstrat.formats.finding_words import cause
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import MARKS, WORDS, Desk, basis, location, standing
from intlstrat.formats.text_findings import BODY, accepted, rule

_SHORT: Final = 12
"""So much of a commit's name is enough to tell it by."""


def split(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """The findings that the change brings, those that only time brought, and those that were there before.

    A breach that has been waived since was there before; a new one that the change waives itself is new.
    """
    parts: tuple[list[Finding], list[Finding], list[Finding]] = ([], [], [])
    for finding in findings:
        if finding.change is None or finding.change.state != "new":
            parts[2].append(finding)
        else:
            parts[1 if finding.change.cause == "clock" else 0].append(finding)
    return parts


def heading(sheet: Sheet, desk: Desk, text: str) -> None:
    """A title over several records, with a line under it."""
    sheet.gap()
    sheet.put((text, "title"), indent=0)
    rule(sheet)


def since(desk: Desk, comparison: Comparison) -> str:
    """The earlier state in words: the revision or the day that was asked for, its commit, and its day."""
    asked, commit = one_line(comparison.since), clean(comparison.commit[:_SHORT])
    if comparison.since == comparison.as_of:
        return one_line(desk.language.text("{day} (commit {commit})", day=IsoDate(comparison.as_of), commit=commit))
    day = IsoDate(comparison.as_of)
    return one_line(desk.language.text("{revision} (commit {commit}, {day})", revision=asked, commit=commit, day=day))


def only_time(sheet: Sheet, desk: Desk, findings: Sequence[Finding]) -> None:
    """What is there now because days went by; it does not count against the change."""
    if findings:
        heading(sheet, desk, desk.language.text("Only time has passed: these do not count in the exit"))
        listed(sheet, desk, findings, lambda found: MARKS[standing(found)])


def fixed(sheet: Sheet, desk: Desk, comparison: Comparison) -> None:
    """What was found then and is not any more: what has been mended, and what is only not asked for any longer."""
    if comparison.mended:
        heading(sheet, desk, desk.language.text("Fixed"))
        listed(sheet, desk, comparison.mended, lambda _: "√")
    if comparison.lapsed:
        heading(sheet, desk, desk.language.text("No longer asked for, and so not shown as fixed"))
        listed(sheet, desk, comparison.lapsed, lambda _: "–")


def moved(sheet: Sheet, desk: Desk, comparison: Comparison) -> None:
    """How the rules and parameters have changed, whatever that comes to."""
    sentences = yardstick(desk, comparison)
    if sentences:
        heading(sheet, desk, desk.language.text("Changes of the strategy and its rules"))
        limit = desk.limit(len(sentences))
        for sentence in sentences[:limit]:
            sheet.put((sentence, ""), indent=2)
        _rest(sheet, desk, len(sentences) - limit)


def added(sheet: Sheet, desk: Desk, waivers: Sequence[AddedWaiver]) -> None:
    """The waivers that the change adds, each with its reason, who decided, and how long."""
    if not waivers:
        return
    language = desk.language
    heading(sheet, desk, language.text("Waivers that the change adds"))
    for each in waivers:
        sheet.gap()
        whose = language.text("The portfolio") if each.subject.kind == "portfolio" else desk.name(each.subject)
        sheet.put((f"{MARKS['waived']} {covered(each.waiver)}", "strong"), (f" · {whose}", "label"), hang=2)
        sheet.verbatim((location(each.place), "label"), indent=BODY)
        accepted(sheet, desk, each.waiver)
        for remark in remarks(desk, each):
            sheet.put((remark, "warning"), indent=BODY)


def foreseen(sheet: Sheet, desk: Desk) -> None:
    """What becomes a breach if nothing is done, by its first day."""
    forecast = desk.report.forecast
    if forecast is None:
        return
    language = desk.language
    heading(sheet, desk, language.text("To come by {day} if nothing is done", day=IsoDate(forecast.until)))
    if not forecast.foreseen:
        sheet.put((language.text("Nothing becomes a breach by then."), ""), indent=2)
    limit = desk.limit(len(forecast.foreseen))
    for each in forecast.foreseen[:limit]:
        _to_come(sheet, desk, each)
    _rest(sheet, desk, len(forecast.foreseen) - limit)


def summary(desk: Desk, comparison: Comparison) -> list[str]:
    """The sentences that close a comparison: with what, how many of what, and what is not shown."""
    language = desk.language
    existing = split(desk.report.findings)[2]
    lines = [compared_with(desk, comparison), *told(desk, comparison), *reservations(desk, comparison)]
    if existing and not desk.options.show_all:
        lines.append(
            language.plural(
                "{n} finding that was there before is not shown; “--show all” shows it.",
                "{n} findings that were there before are not shown; “--show all” shows them.",
                len(existing),
            )
        )
    return [one_line(line) for line in lines]


def listed(
    sheet: Sheet, desk: Desk, findings: Sequence[Finding], mark: Callable[[Finding], str], brief: int | None = None
) -> None:
    """A finding in two lines: whose and what, and under it where it stands, its rule and its cause.

    With `brief` there are so many at the most, and without what stands under them.
    """
    limit = desk.limit(len(findings)) if brief is None else brief
    for finding in findings[:limit]:
        whose = "" if finding.subject.kind == "portfolio" else f"{desk.name(finding.subject)}: "
        sheet.put((f"{mark(finding)} ", "label"), (whose, "strong"), (desk.message(finding.message), ""), hang=2)
        if brief is None:
            _where(sheet, desk, finding, cause(desk, finding))
    _rest(sheet, desk, len(findings) - limit)


def _where(sheet: Sheet, desk: Desk, finding: Finding, more: str) -> None:
    if finding.place.path is not None:
        sheet.verbatim((location(finding.place), "label"), indent=BODY)
    about = f"{basis(desk, finding.layer, finding.clauses)} · {clean(finding.rule)}"
    sheet.put((f"{about} · {more}" if more else about, "label"), indent=BODY)


def _to_come(sheet: Sheet, desk: Desk, each: Foreseen) -> None:
    finding, day = each.finding, one_line(desk.language.date(each.date))
    whose = "" if finding.subject.kind == "portfolio" else f"{desk.name(finding.subject)}: "
    sheet.put((f"{day}: ", "strong"), (whose, ""), (desk.message(finding.message), ""), hang=2)
    _where(sheet, desk, finding, desk.message(WORDS[finding.severity.value]).lower())


def _rest(sheet: Sheet, desk: Desk, number: int) -> None:
    if number > 0:
        sheet.put((desk.language.text("and {n} more", n=number), "label"), indent=2)
