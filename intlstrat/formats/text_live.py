"""The view that `check --watch` keeps on the screen, and the block that it writes where there is no screen.

From the top: how it stands and since when; what the last save changed; what else is wrong in the file that was saved;
then the other records, the worst first, as far as there is room. A finding looks as it does in the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from intlstrat.findings import Finding, IsoDate, Report, Subject
from intlstrat.formats import text_changes, text_group, text_summary
from intlstrat.formats.comparison_words import told
from intlstrat.formats.live_changes import NO_CHANGES, Changes
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import Desk, TextOptions, counts
from intlstrat.formats.text_findings import worst_first
from intlstrat.language import Language
from intlstrat.rules.model import Pack

_GONE: Final = 4
"""So many findings that are gone are named."""
_TROUBLE: Final = 8
"""So many lines are said of why nothing could be checked."""


class Event(Struct, frozen=True):
    """Why it was checked again: files that were saved or deleted, other rules, another day (ISO text)."""

    saved: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    rules: bool = False
    day: str | None = None


NO_EVENT: Final = Event()


class Live(Struct, frozen=True):
    """How it stands. Times are texts, such as `14:32:07`."""

    report: Report
    began: str
    checked: str
    event: Event = NO_EVENT
    last: Changes = NO_CHANGES
    """What the last check changed."""
    total: Changes = NO_CHANGES
    """What has changed since it began."""
    trouble: tuple[str, ...] = ()
    """Why it could not be checked again; the report is then the former one."""
    tried: str = ""
    """When that was."""
    names: Mapping[Subject, str] = field(default_factory=dict)
    """What records were called that may be gone."""
    unwritten: tuple[str, ...] = ()
    """Why a file could not be written."""
    has_keys: bool = True
    """Whether keys are heard."""


def lines(live: Live, pack: Pack, language: Language, options: TextOptions, rows: int, columns: int) -> tuple[str, ...]:
    """What stands on a screen of so many rows and columns; at most as many lines as there are rows."""
    desk = Desk(live.report, pack, language, replace(options, show_all=False))
    sheet = Sheet(min(options.width, columns), color=options.color, ascii=options.ascii)
    _state(sheet, desk, live)
    _event(sheet, desk, live, brief=True)
    rest = _rest(live, options.show_all)
    ends = _drawn(sheet, _findings(sheet, desk, live, rest), rows)
    left = len(live.last.new) + len(live.last.waived) + len(rest) - sum(number for _, number in ends)
    if not left and sheet.height <= rows:
        return sheet.cut(columns)
    room = max(rows - len(_more(sheet, desk, left, columns)), 0)
    left += sum(number for end, number in ends if end > room)
    return (*sheet.cut(columns)[:room], *_more(sheet, desk, left, columns))[:rows]


def block(live: Live, pack: Pack, language: Language, options: TextOptions) -> str:
    """The same where there is no screen: only what the last check changed. `quiet` leaves the new findings alone."""
    desk = Desk(live.report, pack, language, options)
    sheet = Sheet(options.width, color=options.color, ascii=options.ascii)
    if not options.quiet:
        text_changes.heading(sheet, desk, f"{live.checked} · {_cause(desk, live.event)}")
        _gone(sheet, desk, live)
    for _ in _groups(sheet, desk, (*live.last.new, *live.last.waived)):
        pass
    if not options.quiet:
        sheet.gap()
        _state(sheet, desk, replace(live, has_keys=False), quits=False)
    text = sheet.render()
    return f"\n{text}" if text else ""


def _state(sheet: Sheet, desk: Desk, live: Live, quits: bool = True) -> None:
    """How it stands, in a line or two, and what stands in the way."""
    language, report = desk.language, desk.report
    numbers = counts(language, report.findings) or language.text("no findings")
    if live.trouble:
        failed = language.text(
            "It could not be checked again at {tried}. What stands below is from {time}.",
            tried=live.tried, time=live.checked,
        )  # fmt: skip
        sheet.put((failed, "warning"), indent=0)
        for line in live.trouble[:_TROUBLE]:
            sheet.put((one_line(line), ""), indent=2 + len(line) - len(line.lstrip(" ")))
        if len(live.trouble) > _TROUBLE:
            sheet.put((language.text("and {n} more", n=len(live.trouble) - _TROUBLE), "label"))
    sheet.put((language.text("Checked at {time}: {numbers}.", time=live.checked, numbers=numbers), "strong"), indent=0)
    if report.comparison is not None:
        sheet.put((" ".join(told(desk, report.comparison)), ""), indent=0)
    for sentence in (*text_summary.reservations(desk), *map(one_line, live.unwritten)):
        sheet.put((sentence, "warning"), indent=0)
    sentences = [_since(language, live)]
    if quits:
        sentences.append(language.text("q quits.") if live.has_keys else language.text("Ctrl-C quits."))
    sheet.put((" ".join(sentences), "label"), indent=0)


def _since(language: Language, live: Live) -> str:
    """What has changed since it began."""
    if not live.total:
        return language.text("No finding has changed since {time}.", time=live.began)
    return language.text("Since {time}: {numbers}.", time=live.began, numbers=_numbers(language, live.total))


def _numbers(language: Language, found: Changes) -> str:
    parts = (
        (len(found.new), language.plural("{n} new finding", "{n} new findings", len(found.new))),
        (len(found.mended), language.plural("{n} fixed", "{n} fixed", len(found.mended))),
        (len(found.waived), language.plural("{n} waived", "{n} waived", len(found.waived))),
        (len(found.lapsed), language.plural("{n} no longer asked for", "{n} no longer asked for", len(found.lapsed))),
    )
    return language.join(tuple(text for number, text in parts if number))


def _event(sheet: Sheet, desk: Desk, live: Live, brief: bool) -> None:
    """What was saved, what came of it in numbers, and what is gone by it."""
    if live.event == NO_EVENT:
        return
    numbers = _numbers(desk.language, live.last) if live.last else desk.language.text("no finding has changed")
    sheet.gap()
    sheet.put((_cause(desk, live.event), "title"), (f" · {numbers}", "label"), indent=0)
    _gone(sheet, desk, live, _GONE if brief else None)


def _cause(desk: Desk, event: Event) -> str:
    language, told = desk.language, []
    if len(event.saved) == 1:
        told.append(language.text("Saved: {path}", path=clean(event.saved[0])))
    elif event.saved:
        told.append(language.plural("{n} file saved", "{n} files saved", len(event.saved)))
    if len(event.deleted) == 1:
        told.append(language.text("Deleted: {path}", path=clean(event.deleted[0])))
    elif event.deleted:
        told.append(language.plural("{n} file deleted", "{n} files deleted", len(event.deleted)))
    if event.rules:
        told.append(language.text("The rules have changed"))
    if event.day is not None:
        told.append(one_line(language.text("A new day: {date}", date=IsoDate(event.day))))
    return " · ".join(told)


def _gone(sheet: Sheet, desk: Desk, live: Live, brief: int | None = None) -> None:
    """What is not found any more, and whether that is because somebody mended it."""
    last = live.last
    desk = replace(desk, report=replace(desk.report, names={**live.names, **desk.report.names}))
    if last.mended:
        text_changes.listed(sheet, desk, last.mended, lambda _: "√", brief)
    if last.lapsed:
        sheet.put((desk.language.text("No longer asked for, and so not shown as fixed"), "label"), indent=2)
        text_changes.listed(sheet, desk, last.lapsed, lambda _: "–", brief)


def _rest(live: Live, show_all: bool) -> list[Finding]:
    """The findings that were there before the last save; in a comparison those that count, unless all are wanted."""
    shown = {id(each) for each in (*live.last.new, *live.last.waived)}
    compared = live.report.comparison is not None and not show_all
    findings = text_changes.split(live.report.findings)[0] if compared else live.report.findings
    return [each for each in findings if id(each) not in shown]


def _findings(sheet: Sheet, desk: Desk, live: Live, rest: Sequence[Finding]) -> Iterator[int]:
    """Draws what is new, what else there is in the files that were saved, and everything else, part by part."""
    yield from _groups(sheet, desk, (*live.last.new, *live.last.waived))
    if rest and live.last:
        sheet.heading(desk.language.text("As before"))
    saved = set(live.event.saved)
    yield from _groups(sheet, desk, [each for each in rest if each.place.path in saved])
    yield from _groups(sheet, desk, [each for each in rest if each.place.path not in saved])


def _groups(sheet: Sheet, desk: Desk, findings: Sequence[Finding]) -> Iterator[int]:
    for group in worst_first(findings):
        yield from text_group.draw(sheet, desk, group)


def _drawn(sheet: Sheet, parts: Iterator[int], rows: int) -> list[tuple[int, int]]:
    """Draws until the sheet is full, and gives for each part where it ends and how many findings it has."""
    ends = []
    for number in parts:
        ends.append((sheet.height, number))
        if sheet.height > rows:
            break
    return ends


def _more(sheet: Sheet, desk: Desk, number: int, columns: int) -> tuple[str, ...]:
    """How many findings there was no room for."""
    ellipsis = "..." if desk.options.ascii else "…"
    more = desk.language.plural(
        "and {n} more finding; “intlstrat check” shows all.",
        "and {n} more findings; “intlstrat check” shows all.",
        number,
    )
    last = Sheet(sheet.width, color=desk.options.color, ascii=desk.options.ascii)
    last.put((f"{ellipsis} {more}", "label"), indent=0)
    return last.cut(columns)
