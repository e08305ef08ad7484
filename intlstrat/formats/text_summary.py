"""The sentences that close a run: what is fulfilled, what did nothing, and how much was checked with what result.

Plain text without colour, so that a run in which all is well needs nothing but this file.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from intlstrat.findings import IsoDate, Layer, Outcome, Subject, Tally
from intlstrat.formats.terminal import clean, guard, one_line
from intlstrat.formats.text_base import Desk, counts


def all_well(desk: Desk) -> str:
    """What a run without a finding says: how much was checked, and what is fulfilled."""
    from textwrap import wrap

    lines: list[str] = []
    for sentence in (closing(desk), *reservations(desk), *fulfilled(desk), *_idle_in_brief(desk)):
        lines += wrap(sentence, max(desk.options.width, 40), break_long_words=False, break_on_hyphens=False)
    return "".join(guard(line) + "\n" for line in lines)


def closing(desk: Desk) -> str:
    """One sentence: what was checked, against what, as of when, and the exact numbers."""
    language, report = desk.language, desk.report
    values = {
        "partners": language.plural("{n} partner", "{n} partners", report.records.partners),
        "projects": language.plural("{n} project", "{n} projects", report.records.projects),
        "date": IsoDate(report.as_of),
        "strategy": report.strategy.title,
        "version": report.strategy.version or "",
        "result": _result(desk),
    }
    if report.strategy.version is None:
        text = language.text("{partners} and {projects} checked as of {date} against “{strategy}”: {result}.", **values)
    else:
        text = language.text(
            "{partners} and {projects} checked as of {date} against “{strategy}”, version {version}: {result}.",
            **values,
        )
    return one_line(text)


def fulfilled(desk: Desk) -> list[str]:
    """What is right: how many assessments, and which clauses."""
    language, report = desk.language, desk.report
    judged = _judged(report.outcomes)
    if not judged:
        return [language.text("Nothing was judged.")]
    lines = [
        language.plural(
            "Fulfilled: {fulfilled} of {n} assessment.",
            "Fulfilled: {fulfilled} of {n} assessments.",
            judged,
            fulfilled=report.outcomes.fulfilled,
        )
    ]
    right = [one.id for one in report.clauses if one.tally.fulfilled and one.tally.fulfilled == _judged(one.tally)]
    if right:
        named = one_line(language.join(tuple(right)))
        lines.append(
            language.plural(
                "All is fulfilled for clause {clauses}.",
                "All is fulfilled for clauses {clauses}.",
                len(right),
                clauses=named,
            )
        )
    return lines


def blameless(desk: Desk) -> list[str]:
    """The records that there is nothing to say about, by name; the others stand above with their findings."""
    names = [desk.name(subject) for subject in _blameless(desk)]
    return [desk.language.text("Nothing to remark on: {names}.", names=desk.listing(names))] if names else []


def idle(desk: Desk) -> list[str]:
    """Which rules applied to nothing, and which records no rule applied to: they prove nothing.

    Rules of data quality are counted and not named, unless everything is to be shown: most of them apply only where
    something is recorded that could be wrong.
    """
    rules = desk.report.idle_rules
    quality = () if desk.options.show_all else tuple(rule for rule in rules if _is_quality(desk, rule))
    named = ", ".join(clean(rule) for rule in rules if rule not in quality)
    sentences = []
    if named:
        sentence = desk.language.plural(
            "{n} rule applied to nothing: {rules}.",
            "{n} rules applied to nothing: {rules}.",
            len(rules) - len(quality),
            rules=named,
        )
        sentences.append(sentence)
    if quality:
        sentence = desk.language.plural(
            "{n} rule of data quality applied to nothing; “--show all” names it.",
            "{n} rules of data quality applied to nothing; “--show all” names them.",
            len(quality),
        )
        sentences.append(sentence)
    return [*sentences, *_idle_records(desk)]


def _is_quality(desk: Desk, rule_id: str) -> bool:
    rule = desk.pack.rule(rule_id)
    return rule is not None and rule.layer is Layer.QUALITY


def _idle_in_brief(desk: Desk) -> list[str]:
    """The same where all is well: many rules look for mistakes that few records can make, so they are only counted."""
    rules = desk.report.idle_rules
    if not rules:
        return _idle_records(desk)
    counted = desk.language.plural(
        "{n} rule applied to nothing; “--show all” names it.",
        "{n} rules applied to nothing; “--show all” names them.",
        len(rules),
    )
    return [counted, *_idle_records(desk)]


def _idle_records(desk: Desk) -> list[str]:
    records = desk.report.idle_records
    if not records:
        return []
    return [
        desk.language.plural(
            "No rule applied to {n} record: {records}.",
            "No rule applied to {n} records: {records}.",
            len(records),
            records=", ".join(clean(subject.id or "") for subject in records),
        )
    ]


def reservations(desk: Desk) -> list[str]:
    """What the closing sentence's numbers do not cover."""
    language, report = desk.language, desk.report
    lines: list[str] = []
    if report.records.unreadable:
        lines.append(
            language.plural(
                "{n} file could not be read and was not judged.",
                "{n} files could not be read and were not judged.",
                report.records.unreadable,
            )
        )
    if report.incomplete:
        lines.append(language.text("Not everything could be checked."))
    if report.waivers_from is not None:
        lines.append(
            language.text("Only the waivers of commit {commit} count.", commit=clean(report.waivers_from[:12]))
        )
    if report.waivers_set_aside:
        lines.append(
            language.plural(
                "{n} waiver in the data is not among them, and does not hold here.",
                "{n} waivers in the data are not among them, and do not hold here.",
                report.waivers_set_aside,
            )
        )
    hidden = _hidden(desk)
    if hidden:
        lines.append(
            language.plural(
                "{n} breach or unknown is outside what was selected, and is not shown.",
                "{n} breaches and unknowns are outside what was selected, and are not shown.",
                hidden,
            )
        )
    return lines


def mendable(desk: Desk) -> list[str]:
    """The command that mends slips of the pen, where there are such among the findings."""
    if not any(finding.mendable for finding in desk.report.findings):
        return []
    command = one_line(desk.options.fix)
    return [desk.language.text("“{command}” mends what of this can mean one thing only.", command=command)]


def _result(desk: Desk) -> str:
    language, findings = desk.language, desk.report.findings
    if not findings:
        return language.text("no findings")
    numbers = counts(language, findings)
    if any(finding.counts for finding in findings):
        return numbers
    return language.text("no breach that counts, {waived}", waived=numbers)


def _judged(tally: Tally) -> int:
    return tally.fulfilled + tally.breach + tally.unknown + tally.waived


def _hidden(desk: Desk) -> int:
    """How many outcomes that call for a finding are not among the findings, because of what was selected."""
    all_of_them = desk.report.outcomes.breach + desk.report.outcomes.unknown
    outcomes = [finding.outcome for finding in desk.report.findings if finding.layer is not Layer.VALIDITY]
    return max(0, all_of_them - (len(outcomes) - outcomes.count(Outcome.WAIVED)))


def _blameless(desk: Desk) -> list[Subject]:
    """The records that fulfil something, for which nothing else came out, and that no finding points at."""
    found = {finding.subject for finding in desk.report.findings}
    found |= {other.subject for finding in desk.report.findings for other in finding.related}
    blamed = {PurePosixPath(finding.place.path).stem for finding in desk.report.findings if finding.place.path}
    fulfils: dict[Subject, None] = {}
    for result in desk.report.results:
        if result.outcome is Outcome.FULFILLED and result.subject.kind != "portfolio":
            fulfils[result.subject] = None
        elif result.outcome is not Outcome.NOT_APPLICABLE:
            found.add(result.subject)
    right = (one for one in fulfils if one not in found and one.id not in blamed)
    return sorted(right, key=lambda one: (one.kind, one.id or ""))
