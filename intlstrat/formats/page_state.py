"""How a portfolio stands under one rule, as a part of a page: counts of outcomes, and whom they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from intlstrat.findings import Awaited, Finding, Outcome, Place, Report, RuleOutcome, Subject
from intlstrat.formats.page_words import OUTCOMES, outcome, subject_name
from intlstrat.formats.sheet import MARKS, Sheet, Span
from intlstrat.formats.terminal import cells, clean, one_line
from intlstrat.formats.text_base import location
from intlstrat.language import Language

_NO_BREAK = "\u00a0"


def state_heading(sheet: Sheet, report: Report | None, language: Language) -> bool:
    """The heading of the portfolio's part of a page; says so and is false where there is no portfolio."""
    if report is None:
        sheet.heading(language.text("This portfolio"))
        sheet.put((language.text("No data were found here, so the page cannot say how a portfolio stands."), ""))
        return False
    sheet.heading(language.text("This portfolio as of {date}", date=clean(language.date(report.as_of))))
    if report.incomplete:
        sheet.put((language.text("Not everything could be checked; “intlstrat check” says what."), "warning"))
    elif report.records.unreadable:
        n = report.records.unreadable
        text = language.plural(
            "{n} file could not be read as a record, and is not counted here.",
            "{n} files could not be read as records, and are not counted here.",
            n,
        )
        sheet.put((text, "warning"))
    return True


def findings_of(report: Report, rule: str) -> tuple[Finding, ...]:
    """The rule's findings as they stand now, in the order of the report."""
    return tuple(
        finding
        for finding in report.findings
        if finding.rule == rule and (finding.change is None or finding.change.state != "fixed")
    )


def results_of(report: Report, rule: str) -> tuple[RuleOutcome, ...]:
    """What the rule came to, in the order of the report."""
    return report.results.of_rule(rule)


def counts(results: Sequence[RuleOutcome]) -> dict[Outcome, int]:
    """How often each outcome occurs, those that do, in the order in which a page tells them."""
    tally = Counter(result.outcome for result in results)
    return {value: tally[value] for value in OUTCOMES if tally[value]}


def tally_line(language: Language, numbers: dict[Outcome, int]) -> list[Span]:
    """All outcomes that occur with their numbers, on one line."""
    spans: list[Span] = []
    for value, number in numbers.items():
        mark, role = outcome(language, value)
        spans += [(" · " if spans else "", "label"), (f"{mark.replace(' ', _NO_BREAK)}{_NO_BREAK}{number}", role)]
    return spans


def rule_state(sheet: Sheet, report: Report, rule: str, language: Language) -> None:
    """The rule's outcomes: for each kind that occurs its number, and the records with what is the matter."""
    results = results_of(report, rule)
    if not results:
        sheet.put((language.text("The rule has nothing to judge here."), ""))
        return
    numbers = counts(results)
    if set(numbers) == {Outcome.NOT_APPLICABLE}:
        sheet.put((language.text("The rule applies to nothing here, so it proves nothing either."), "warning"))
    found = findings_of(report, rule)
    labels = {value: outcome(language, value) for value in numbers}
    width = max(cells(label) for label, _ in labels.values())
    digits = max(len(str(number)) for number in numbers.values())
    for value, number in numbers.items():
        count: Span = (f"{number:>{digits}}".replace(" ", _NO_BREAK), "strong")
        named = _names(results, report, language) if value is Outcome.FULFILLED else ""
        sheet.row([[labels[value]], [count], [(named, "")]], [width, digits])
        entries(sheet, [finding for finding in found if finding.outcome is value], report, language, indent=6)
    _explain_items(sheet, results, language)


def entries(
    sheet: Sheet, findings: Sequence[Finding], report: Report, language: Language, *, indent: int, marked: bool = False
) -> None:
    """Findings of one outcome: one by one, or gathered under what they have in common."""
    gathered = _gathered(findings, language)
    for finding in findings:
        if all(finding not in group for group in gathered.values()):
            finding_entry(sheet, finding, report, language, indent=indent, marked=marked)
    for text, group in gathered.items():
        sheet.put(*_mark(group[0], marked), (text, ""), indent=indent, hang=2 * marked)
        for finding in group:
            named = [(_finding_name(finding, report, language), "strong")]
            _named_place(sheet, named, finding.place, indent + 2 + 2 * marked)


def _gathered(findings: Sequence[Finding], language: Language) -> dict[str, list[Finding]]:
    """The findings that wait for the same data; or all of them, where they say the same and have no more to say."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.outcome is Outcome.UNKNOWN and finding.missing:
            paths = language.join(tuple(clean(language.value(Awaited(path))) for path in finding.missing))
            groups.setdefault(language.text("Waiting for {paths}:", paths=paths), []).append(finding)
    texts = {one_line(language.message(finding.message)) for finding in findings}
    plain = not any(finding.related or finding.waiver or finding.missing for finding in findings)
    if plain and len(texts) == 1 < len(findings):
        groups[texts.pop()] = list(findings)
    return groups


def finding_entry(
    sheet: Sheet, finding: Finding, report: Report, language: Language, *, indent: int, marked: bool = False
) -> None:
    """One finding: who, where, what, and for a waived one who accepted it and until when."""
    mark = _mark(finding, marked)
    _named_place(sheet, [*mark, (_finding_name(finding, report, language), "strong")], finding.place, indent)
    indent += 2 * marked
    sheet.put((one_line(language.message(finding.message)), ""), indent=indent + 2)
    for related in finding.related:
        name = language.text("See also {name}", name=subject_name(language, related.subject, report.names))
        _named_place(sheet, [(name, "")], related.place, indent + 2)
    if finding.waiver is not None:
        sheet.put((_waiver(finding, language), "label"), indent=indent + 2)


def _mark(finding: Finding, marked: bool) -> list[Span]:
    return [(f"{MARKS[finding.outcome.value]} ", finding.outcome.value)] if marked else []


def _finding_name(finding: Finding, report: Report, language: Language) -> str:
    if isinstance(finding.item, str):
        item = one_line(finding.item)
        if finding.subject.kind == "portfolio":
            return item
        return f"{subject_name(language, finding.subject, report.names)} ({item})"
    return subject_name(language, finding.subject, report.names)


def _named_place(sheet: Sheet, name: list[Span], place: Place, indent: int) -> None:
    """The name and, beside or below it, the place, which is never broken so that it can be clicked."""
    where = (location(place), "place")
    if sheet.fits([*name, ("  ", ""), where], indent):
        sheet.verbatim(*name, ("  ", ""), where, indent=indent)
        return
    sheet.put(*name, indent=indent, hang=2)
    if where[0]:
        sheet.verbatim(where, indent=indent + 2 + 2 * (len(name) > 1))


def _waiver(finding: Finding, language: Language) -> str:
    waiver = finding.waiver
    assert waiver is not None
    values = {
        "until": clean(language.date(waiver.until)),
        "body": one_line(waiver.decided_by),
        "reason": one_line(waiver.reason),
    }
    if waiver.case is None:
        return language.text("Accepted by {body} through {until}: {reason}", **values)
    return language.text("Accepted by {body} ({case}) through {until}: {reason}", case=one_line(waiver.case), **values)


def _names(results: Sequence[RuleOutcome], report: Report, language: Language) -> str:
    """Those that fulfil the rule; with numbers where a record does so in some of its parts only."""
    total = Counter(result.subject for result in results)
    good: dict[Subject, list[RuleOutcome]] = {}
    for result in results:
        if result.outcome is Outcome.FULFILLED:
            good.setdefault(result.subject, []).append(result)
    names: list[str] = []
    for subject, theirs in good.items():
        if subject.kind == "portfolio":
            names += [one_line(str(result.item)) for result in theirs if result.item is not None]
            continue
        name = subject_name(language, subject, report.names)
        if len(theirs) < total[subject]:
            name = language.text("{name} ({n} of {total})", name=name, n=len(theirs), total=total[subject])
        names.append(name)
    return language.join(tuple(names)) if names else ""


def _explain_items(sheet: Sheet, results: Sequence[RuleOutcome], language: Language) -> None:
    if any(isinstance(result.item, int) for result in results):
        sheet.put(
            (
                language.text("The rule asks about each part of a record, so one record may count more than once."),
                "label",
            )
        )
