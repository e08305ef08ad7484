"""The report as JUnit XML, for the test views of GitLab, Jenkins and others: what is fulfilled is a passed test.

A suite is one record, or the portfolio; a test is one rule for it, one for each item. A test is

- passed where the rule is fulfilled; what is not applicable is no test, for nothing was tested;
- failed where it is breached, whatever its severity, which is the failure's `type`. Findings of the validity layer are
  failures too; only under a comparison are the breaches that the change is not answerable for (there from before, or
  brought by the clock alone) skipped, so that the view and the exit say the same;
- skipped where it is unknown, waived, or as above; `type` says which: `unknown`, `waived`, `existing`, `clock`.

So the failures are the breaches that are not waived (under a comparison: the new ones), and failures and skipped tests
together are the findings. There are no errors in JUnit's sense. A failure's text begins with its place, `path:line`.

The file is valid by both schemas in common use, Jenkins' `junit-10.xsd` and the one for Ant's task, which know no
attributes for a test's file and line, and want some of every suite that say nothing here: no time was taken, and the
timestamp is the day that the verdict is about. Suites and tests are named by ids alone, so that their history holds
when a title changes, and no two tests have one name: GitLab keeps only the last of those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from intlstrat.findings import Finding, Layer, Outcome, Report, RuleOutcome, Subject
from intlstrat.formats.comparison_words import is_of_the_clock
from intlstrat.formats.finding_words import asides, desk_for, name, position, rests_on, what_to_do, word
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import Desk
from intlstrat.language import Language
from intlstrat.rules.model import Pack

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NO_CHARACTER: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to hold, not even as a reference."""


def render(report: Report, pack: Pack, language: Language, prefix: str = "") -> str:
    """The document in UTF-8. `prefix` is put before every path (`""` or a folder with a final "/")."""
    from xml.etree.ElementTree import Element, indent, tostring

    desk = desk_for(report, pack, language)
    suites = Element("testsuites")
    for number, (subject, findings, fulfilled) in enumerate(_subjects(report)):
        suites.append(_suite(desk, number, subject, _cases(desk, subject, findings, fulfilled, prefix)))
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _subjects(report: Report) -> list[tuple[Subject, list[Finding], list[RuleOutcome]]]:
    """Each subject with its findings and what it fulfils; those with findings first, in the report's order."""
    findings: dict[Subject, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.subject, []).append(finding)
    fulfilled: dict[Subject, list[RuleOutcome]] = {}
    for result in report.others:
        if result.outcome is Outcome.FULFILLED:
            fulfilled.setdefault(result.subject, []).append(result)
    quiet = sorted(set(fulfilled) - set(findings), key=lambda one: (one.kind == "portfolio", one.kind, one.id or ""))
    return [(one, findings.get(one, []), fulfilled.get(one, [])) for one in (*findings, *quiet)]


def _suite(desk: Desk, number: int, subject: Subject, cases: list[Element]) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    suite = Element(
        "testsuite",
        {
            "name": _legal(_suite_name(subject)),
            "package": "intlstrat",
            "id": str(number),
            "tests": str(len(cases)),
            "failures": str(sum(1 for case in cases if case.find("failure") is not None)),
            "errors": "0",
            "skipped": str(sum(1 for case in cases if case.find("skipped") is not None)),
            "timestamp": f"{desk.report.as_of}T00:00:00",
            "hostname": "localhost",
            "time": "0",
        },
    )
    properties = SubElement(suite, "properties")
    for key, value in _properties(desk, subject):
        SubElement(properties, "property", {"name": key, "value": _legal(value)})
    suite.extend(cases)
    SubElement(suite, "system-out")
    SubElement(suite, "system-err")
    return suite


def _properties(desk: Desk, subject: Subject) -> Iterable[tuple[str, str]]:
    report = desk.report
    yield "name", name(desk, subject)
    yield "strategy", one_line(report.strategy.title)
    yield "strategy-version", one_line(report.strategy.version or "")
    yield "strategy-digest", one_line(report.strategy.digest)
    yield "as-of", report.as_of
    if report.revision is not None:
        yield "revision", one_line(report.revision.commit) + ("+" if report.revision.dirty else "")


def _cases(
    desk: Desk, subject: Subject, findings: list[Finding], fulfilled: list[RuleOutcome], prefix: str
) -> list[Element]:
    """The findings as tests in the report's order, then the rules that are fulfilled."""
    seen: Counter[str] = Counter()
    cases = [_case(_finding_name(one), subject, seen) for one in findings]
    for case, finding in zip(cases, findings, strict=True):
        case.append(_outcome(desk, finding, prefix))
    return [*cases, *(_case(_named(one.rule, one.item), subject, seen) for one in fulfilled)]


def _case(case_name: str, subject: Subject, seen: Counter[str]) -> Element:
    from xml.etree.ElementTree import Element

    seen[case_name] += 1
    unique = case_name if seen[case_name] == 1 else f"{case_name} ({seen[case_name]})"
    classname = subject.kind if subject.id is None else f"{subject.kind}.{one_line(subject.id)}"
    return Element("testcase", {"name": _legal(unique), "classname": _legal(classname), "time": "0"})


def _outcome(desk: Desk, finding: Finding, prefix: str) -> Element:
    from xml.etree.ElementTree import Element

    skipped = _why_skipped(desk.report, finding)
    lines = [
        position(finding.place, prefix),
        f"{word(desk, finding)}: {desk.message(finding.message)}",
        f"{rests_on(desk, finding)} · {clean(finding.rule)}",
        what_to_do(desk, finding),
        *asides(desk, finding, prefix),
    ]
    made = Element(
        "failure" if skipped is None else "skipped",
        {"type": skipped or finding.severity.value, "message": _legal(_headline(desk, finding, skipped))},
    )
    made.text = _legal("\n".join(line for line in lines if line))
    return made


def _headline(desk: Desk, finding: Finding, skipped: str | None) -> str:
    """What is wrong, and before it why that is no failure."""
    language, message = desk.language, desk.message(finding.message)
    match skipped:
        case "existing":
            return one_line(language.text("There from before: {message}", message=message))
        case "clock":
            return one_line(language.text("New only because time has passed: {message}", message=message))
        case "waived" if finding.waiver is not None:
            return f"{word(desk, finding)}: {message} {' '.join(asides(desk, finding, '')[-2:])}"
        case "unknown" | "waived":
            return f"{word(desk, finding)}: {message}"
        case _:
            return message


def _why_skipped(report: Report, finding: Finding) -> str | None:
    if finding.outcome in (Outcome.UNKNOWN, Outcome.WAIVED):
        return finding.outcome.value
    if report.comparison is None or finding.is_blamed:
        return None
    return "clock" if is_of_the_clock(finding) else "existing"


def _suite_name(subject: Subject) -> str:
    return subject.kind if subject.id is None else f"{subject.kind}/{one_line(subject.id)}"


def _finding_name(finding: Finding) -> str:
    """The rule and the item; in the validity layer, where one rule can say much of one file, the key."""
    if finding.layer is Layer.VALIDITY and finding.place.pointer:
        return f"{clean(finding.rule)} {clean(finding.place.pointer)}"
    return _named(finding.rule, finding.item)


def _named(rule: str, item: str | int | None) -> str:
    return clean(rule) if item is None else f"{clean(rule)} [{one_line(str(item))}]"


def _legal(text: str) -> str:
    r"""The text with `\ufffe` for what XML cannot hold."""
    return _NO_CHARACTER.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
