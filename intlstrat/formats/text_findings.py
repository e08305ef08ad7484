"""The findings, for people: grouped by record, the worst record first, and every finding with all it has to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from intlstrat.findings import PORTFOLIO, Finding, Outcome, Place, Related, Subject, Waiver
from intlstrat.formats.finding_words import cause, decision, resting_on
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import MARKS, STANDINGS, WORDS, Desk, basis, counts, location, standing
from intlstrat.formats.text_excerpt import excerpt, field

BODY = 4
"""What belongs to a finding is indented so far, its first line by two."""

_WIDEST = 120
"""A line under a heading gets no longer than this, however wide the window is."""


class Group(Struct, frozen=True):
    """One record, or the portfolio, with its findings: the worst first, then by place."""

    subject: Subject
    path: str | None
    findings: tuple[Finding, ...]


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The findings by record; the record with the worst finding first, then by path; the portfolio last."""
    return tuple(worst_first(findings))


def worst_first(findings: Iterable[Finding]) -> Iterator[Group]:
    """`groups`, one at a time: who looks at the first few only has the others neither sorted nor made."""
    found: dict[tuple[Subject, str | None], list[Finding]] = {}
    for finding in findings:
        found.setdefault(_owner(finding), []).append(finding)
    ranked = sorted(found.items(), key=lambda each: _group_order(each[0][0], each[0][1], min(map(_rank, each[1]))))
    for (subject, path), some in ranked:
        yield Group(subject, path, tuple(sorted(some, key=_order)))


def heading(sheet: Sheet, desk: Desk, group: Group) -> None:
    """Whose findings these are, how many, and in which file."""
    sheet.gap()
    numbers = counts(desk.language, group.findings)
    if group.subject.kind == "portfolio":
        sheet.put((desk.language.text("The portfolio"), "title"), (f" · {numbers}", "label"), indent=0)
    else:
        name = desk.name(group.subject, 2 * sheet.width - 20) or clean(group.path or "")
        sheet.put((name, "title"), (f" · {desk.kind(group.subject)}", "label"), indent=0)
        _file(sheet, group.path, numbers)
    rule(sheet)


def block(sheet: Sheet, desk: Desk, finding: Finding) -> None:
    """One finding: what is wrong, by which clause, where, and what to do."""
    tag(sheet, desk, finding, desk.message(finding.message))
    at(sheet, desk, (finding.place,), standing(finding))
    related(sheet, desk, finding.related)
    sheet.put((desk.language.text("What to do:"), "strong"), (f" {desk.message(finding.fix)}", ""), indent=BODY)
    interpretations(sheet, desk, finding.interpretations)


def waived(sheet: Sheet, desk: Desk, finding: Finding) -> None:
    """A waived breach, quieter: what it is, where, why it is accepted, by whom and how long."""
    severity = desk.language.message(WORDS[finding.severity.value]).lower()
    tag(sheet, desk, finding, desk.message(finding.message), f" ({severity})")
    if finding.place.path is not None:
        sheet.verbatim((location(finding.place), "label"), indent=BODY)
    if finding.waiver is not None:
        accepted(sheet, desk, finding.waiver)
    interpretations(sheet, desk, finding.interpretations)


def tag(sheet: Sheet, desk: Desk, finding: Finding, message: str, aside: str = "") -> None:
    """A finding's first lines: sign, word and message, and under them the rule with its clauses."""
    sheet.gap()
    stands = standing(finding)
    quiet = finding.outcome is Outcome.WAIVED
    word = f"{MARKS[stands]} {desk.language.message(WORDS[stands])}{aside}: "
    sheet.put((word, "label" if quiet else _role(stands)), (message, "" if quiet else "strong"), hang=2)
    about = f"{basis(desk, finding.layer, finding.clauses)} · {clean(finding.rule)}"
    sheet.put((f"{about} · {why}" if (why := cause(desk, finding)) else about, "label"), indent=BODY)


def at(sheet: Sheet, desk: Desk, places: Iterable[Place], stands: str) -> None:
    """Each place on a line of its own, never broken, and under it the excerpt."""
    for place in places:
        if place.path is None:
            continue
        sheet.verbatim((location(place), "label"), indent=BODY)
        line = desk.report.excerpts.get(place.path, {}).get(place.line or 0)
        if line is not None:
            _excerpt(sheet, desk, place, line, _role(stands))


def related(sheet: Sheet, desk: Desk, others: Sequence[Related]) -> None:
    """The other records that a finding is about, each with its place first so that it can be clicked."""
    if not others:
        return
    limit = desk.limit(len(others))
    sheet.put((desk.language.text("Concerns also:"), "strong"), indent=BODY)
    for other in others[:limit]:
        name, place = f"{desk.name(other.subject)} ({desk.kind(other.subject)})", location(other.place)
        spans = ((place, "label"), ("  " if place else "", ""), (name, ""))
        if sheet.fits(spans, BODY + 2):
            sheet.verbatim(*spans, indent=BODY + 2)
        else:
            sheet.verbatim((place, "label"), indent=BODY + 2)
            sheet.put((name, ""), indent=BODY + 4)
    if limit < len(others):
        sheet.put((desk.language.text("and {n} more", n=len(others) - limit), "label"), indent=BODY + 2)


def interpretations(sheet: Sheet, desk: Desk, names: Sequence[str]) -> None:
    """What the finding rests on that the strategy itself does not say."""
    if names:
        sheet.put((resting_on(desk, names), "label"), indent=BODY)


def rule(sheet: Sheet) -> None:
    """A line under a heading."""
    sheet.verbatim(("─" * min(sheet.width, _WIDEST), "label"), indent=0)


def _file(sheet: Sheet, path: str | None, numbers: str) -> None:
    """The record's file and how many findings it has; the path is never broken."""
    spans = [(f"{clean(path)} · ", "label"), (numbers, "label")] if path is not None else [(numbers, "label")]
    if path is None or sheet.fits(spans, 0):
        sheet.verbatim(*spans, indent=0)
    else:
        sheet.verbatim((clean(path), "label"), indent=0)
        sheet.put((numbers, "label"), indent=0)


def _excerpt(sheet: Sheet, desk: Desk, place: Place, line: str, role: str) -> None:
    gutter = len(str(place.line))
    cut = excerpt(place, line, sheet.width - BODY - gutter - 3, ascii=desk.options.ascii)
    if cut is None:
        return
    sheet.verbatim((f"{cut.number} │ ", "label"), (cut.text, ""), indent=BODY)
    name = field(place, line)
    note = f" {desk.quote(desk.shorten(name, 40))}" if name else ""
    marks = (f"{' ' * gutter} │ ", "label"), (cut.carets, role)
    fits = sheet.fits((*marks, (note, "")), BODY)
    sheet.verbatim(*marks, (note if fits else "", "label"), indent=BODY)


def accepted(sheet: Sheet, desk: Desk, waiver: Waiver) -> None:
    """Why a breach is accepted, by whom, and how long."""
    sheet.put((desk.language.text("Reason:"), "label"), (f" {one_line(waiver.reason)}", ""), indent=BODY)
    sheet.put((decision(desk, waiver), "label"), indent=BODY)


def _role(stands: str) -> str:
    return "note" if stands == "unknown" else stands


def _owner(finding: Finding) -> tuple[Subject, str | None]:
    """Whose finding it is. What waits for a parameter only is gathered under the portfolio."""
    waits = finding.outcome is Outcome.UNKNOWN and finding.missing
    if finding.subject.kind == "portfolio" or (waits and all(path.startswith("params.") for path in finding.missing)):
        return PORTFOLIO, None
    return finding.subject, finding.place.path


def _rank(finding: Finding) -> int:
    return STANDINGS.index(standing(finding))


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    at = (place.path or "", place.line or 0, place.column or 0)
    item = (0, finding.item, "") if isinstance(finding.item, int) else (1, 0, finding.item or "")
    return (_rank(finding), at, finding.rule, item)


def _group_order(subject: Subject, path: str | None, rank: int) -> tuple[object, ...]:
    return (subject.kind == "portfolio", rank, path or "", subject.kind, subject.id or "")
