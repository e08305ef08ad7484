"""The tables under the findings: the clauses, the rules (`--statistics`) and every outcome (`--show all`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from intlstrat.findings import Layer, Outcome, RuleOutcome, Subject
from intlstrat.formats.page_words import OUTCOMES
from intlstrat.formats.sheet import Sheet, Span
from intlstrat.formats.terminal import cells, clean, one_line
from intlstrat.formats.text_base import Desk
from intlstrat.formats.text_findings import rule

JUDGED: Final = (Outcome.FULFILLED, Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED)
"""The outcomes of a rule that had something to judge, in the order of the columns."""

_NARROWEST: Final = 16
"""Where less room is left for a clause's summary, it is left out."""

_ROLES: Final = {Outcome.FULFILLED: "fulfilled", Outcome.BREACH: "breach", Outcome.UNKNOWN: "note"}


def clauses(sheet: Sheet, desk: Desk) -> None:
    """What the strategy's clauses came to; those that nothing was judged for are only counted."""
    told = [one for one in desk.report.clauses if any(one.tally.of(outcome) for outcome in JUDGED)]
    _title(sheet, desk.language.text("The clauses of the strategy"))
    summaries = {clause.id: desk.language.pick(clause.summary) for clause in desk.pack.strategy.clauses}
    rows = [
        (clean(one.id), [one.tally.of(outcome) for outcome in JUDGED], one_line(summaries.get(one.id, "")))
        for one in told
    ]
    if rows:
        _table(sheet, desk, (desk.language.text("Clause"), JUDGED, desk.language.text("What it says")), rows)
    silent = len(desk.report.clauses) - len(told)
    if silent:
        text = desk.language.plural(
            "For {n} other clause, nothing was judged.", "For {n} other clauses, nothing was judged.", silent
        )
        sheet.gap()
        sheet.put((text, "label"))


def statistics(sheet: Sheet, desk: Desk) -> None:
    """What each rule came to, the most breached first, and the findings of the validity layer by rule."""
    language = desk.language
    tally: dict[str, Counter[Outcome]] = {}
    for result in desk.report.results:
        tally.setdefault(result.rule, Counter())[result.outcome] += 1
    # A column of nothing but dashes would only push the rules' ids over the edge.
    shown = tuple(
        outcome for outcome in (*JUDGED, Outcome.NOT_APPLICABLE) if any(each[outcome] for each in tally.values())
    )
    order = sorted(tally, key=lambda name: (-tally[name][Outcome.BREACH], -tally[name][Outcome.UNKNOWN], name))
    if order:
        _title(sheet, language.text("The rules"))
        rows = [("", [tally[name][outcome] for outcome in shown], clean(name)) for name in order]
        _table(sheet, desk, ("", shown, language.text("Rule")), rows)
    validity = Counter(finding.rule for finding in desk.report.findings if finding.layer is Layer.VALIDITY)
    if validity:
        _title(sheet, language.text("Validity"))
        word = language.text("Findings")
        sheet.verbatim((f"{word}  {language.text('Rule')}", "label"))
        for name, count in sorted(validity.items(), key=lambda pair: (-pair[1], pair[0])):
            sheet.verbatim((f"{language.number(count):>{cells(word)}}  {clean(name)}", ""))


def outcomes(sheet: Sheet, desk: Desk) -> None:
    """Every outcome of every record, compactly: the rules that it fulfils, breaches and so on."""
    by_subject: dict[Subject, list[RuleOutcome]] = {}
    selected = desk.report.selected
    for result in (each for each in desk.report.results if selected is None or each.rule in selected):
        by_subject.setdefault(result.subject, []).append(result)
    if not by_subject:
        return
    _title(sheet, desk.language.text("Every outcome"))
    width = max(cells(desk.language.message(word)) for word in OUTCOMES.values())
    for subject in sorted(by_subject, key=lambda one: (one.kind == "portfolio", one.kind, one.id or "")):
        sheet.gap()
        _subject(sheet, desk, subject)
        for outcome, word in OUTCOMES.items():
            rules = Counter(clean(one.rule) for one in by_subject[subject] if one.outcome is outcome)
            if rules:
                names = ", ".join(name if count == 1 else f"{name} × {count}" for name, count in sorted(rules.items()))
                role = _ROLES.get(outcome, "label")
                sheet.row([[(desk.language.message(word), role)], [(names, "")]], [width])


def _subject(sheet: Sheet, desk: Desk, subject: Subject) -> None:
    if subject.kind == "portfolio":
        sheet.put((desk.language.text("The portfolio"), "strong"), indent=0)
    else:
        sheet.put((desk.name(subject), "strong"), (f" · {desk.kind(subject)}", "label"), indent=0)


def _title(sheet: Sheet, text: str) -> None:
    sheet.gap()
    sheet.put((text, "title"), indent=0)
    rule(sheet)


def _table(
    sheet: Sheet,
    desk: Desk,
    header: tuple[str, Sequence[Outcome], str],
    rows: Sequence[tuple[str, Sequence[int], str]],
) -> None:
    """A name, right-aligned numbers and a text; nought is a dash, so that numbers stand out.

    The text is cut to the line where the row has a name to be known by.
    """
    first, columns, last = header
    words = [one_line(desk.language.message(OUTCOMES[outcome])) for outcome in columns]
    words = [word[:1].upper() + word[1:] for word in words]
    widths = [
        max(cells(word), *(len(desk.language.number(numbers[at])) for _, numbers, _ in rows))
        for at, word in enumerate(words)
    ]
    name_width = max(cells(first), *(cells(name) for name, _, _ in rows))
    room = sheet.width - 2 - (name_width + 2 if name_width else 0) - sum(width + 2 for width in widths)
    if name_width:
        last = last if room >= _NARROWEST else ""
        rows = [(name, numbers, desk.shorten(text, room) if last else "") for name, numbers, text in rows]
    sheet.verbatim(*_row(first, list(zip(words, ["label"] * len(words), strict=True)), last, name_width, widths))
    for name, numbers, text in rows:
        spans = [_number(desk, outcome, number) for outcome, number in zip(columns, numbers, strict=True)]
        sheet.verbatim(*_row(name, spans, text, name_width, widths, "strong"))


def _row(
    name: str, numbers: Sequence[Span], text: str, name_width: int, widths: Sequence[int], role: str = "label"
) -> list[Span]:
    spans: list[Span] = [(name, role), (" " * (name_width - cells(name) + 2), "")] if name_width else []
    for (number, number_role), width in zip(numbers, widths, strict=True):
        spans += [(" " * (width - cells(number)), ""), (number, number_role), ("  ", "")]
    return [*spans, (text, "" if role == "strong" else role)]


def _number(desk: Desk, outcome: Outcome, number: int) -> Span:
    return (desk.language.number(number), _ROLES.get(outcome, "")) if number else ("–", "label")
