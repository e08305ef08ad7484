"""What cannot be judged yet, gathered by what is missing: "4 rules wait for budget.total", not four findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from intlstrat.findings import Awaited, Finding, Layer, Outcome, Place, Subject
from intlstrat.formats.sheet import Sheet
from intlstrat.formats.terminal import clean, one_line
from intlstrat.formats.text_base import MARKS, WORDS, Desk
from intlstrat.formats.text_findings import BODY, at, interpretations

_PARAMETER = "params."


def waits(finding: Finding) -> bool:
    """Whether the finding is unknown and says what it waits for."""
    return finding.outcome is Outcome.UNKNOWN and bool(finding.missing)


def gathered(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Those of the findings that wait, by what they wait for; what most rules wait for comes first."""
    waiting: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        if waits(finding):
            waiting.setdefault(finding.missing, []).append(finding)
    made = [tuple(some) for some in waiting.values()]
    return tuple(sorted(made, key=lambda some: (-len({f.rule for f in some}), some[0].missing)))


def block(sheet: Sheet, desk: Desk, findings: tuple[Finding, ...]) -> None:
    """Everything that waits for one thing: which rules, where it is to be written, and what to do."""
    language = desk.language
    sheet.gap()
    waits = language.plural(
        "{n} rule waits for {missing}.",
        "{n} rules wait for {missing}.",
        len({finding.rule for finding in findings}),
        missing=_names(desk, findings[0].missing),
    )
    word = f"{MARKS['unknown']} {language.message(WORDS['unknown'])}: "
    sheet.put((word, "note"), (one_line(waits), "strong"), hang=2)
    sheet.put((", ".join(_rules(desk, findings)), "label"), indent=BODY)
    _where(sheet, desk, findings)
    sheet.put((language.text("What to do:"), "strong"), (f" {_remedy(desk, findings)}", ""), indent=BODY)
    interpretations(sheet, desk, sorted({name for finding in findings for name in finding.interpretations}))


def _rules(desk: Desk, findings: tuple[Finding, ...]) -> list[str]:
    """Each rule with its clauses, and how many times it waits where that is more than once."""
    times = Counter(finding.rule for finding in findings)
    sign = "x" if desk.options.ascii else "×"
    first = {finding.rule: finding for finding in reversed(findings)}
    return [
        f"{clean(rule)} ({_clauses(desk, first[rule])}){f' {sign} {count}' if count > 1 else ''}"
        for rule, count in sorted(times.items())
    ]


def _clauses(desk: Desk, finding: Finding) -> str:
    if finding.layer is Layer.STRATEGY:
        return one_line(", ".join(finding.clauses))
    return desk.language.text("data quality")


def _where(sheet: Sheet, desk: Desk, findings: tuple[Finding, ...]) -> None:
    """The places, once each; for a parameter, which belongs to no record, the records that wait."""
    if not _is_parameter(findings[0].missing):
        places: dict[Place, None] = dict.fromkeys(finding.place for finding in findings)
        at(sheet, desk, places, "unknown")
        return
    subjects: dict[Subject, None] = dict.fromkeys(f.subject for f in findings if f.subject.kind != "portfolio")
    if subjects:
        names = desk.listing([desk.name(subject) for subject in sorted(subjects, key=lambda s: (s.kind, s.id or ""))])
        sheet.put((desk.language.text("Concerns:"), "strong"), (f" {names}", ""), indent=BODY)


def _remedy(desk: Desk, findings: tuple[Finding, ...]) -> str:
    """What to do, once: what waits for the same is usually helped by the same."""
    return " ".join(dict.fromkeys(desk.message(finding.fix) for finding in findings))


def _names(desk: Desk, missing: tuple[str, ...]) -> tuple[str, ...]:
    """What is missing, in quotation marks; a parameter by its name alone. Of many, the first and how many more."""
    limit = desk.limit(len(missing))
    names = [desk.language.value(Awaited(path.removeprefix(_PARAMETER))) for path in missing[:limit]]
    more = [desk.language.text("{n} more", n=len(missing) - limit)] if limit < len(missing) else []
    return (*(desk.quote(one_line(name)) for name in names), *more)


def _is_parameter(missing: tuple[str, ...]) -> bool:
    return all(path.startswith(_PARAMETER) for path in missing)
