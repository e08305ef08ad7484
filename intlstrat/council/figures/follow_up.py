"""What is to be followed up, gathered by demand; what is accepted; what is not recorded; what is interpretation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from intlstrat.council.figures import Accepted, Affected, FollowUp, Gap, InterpretationFigures, Recorded
from intlstrat.council.figures.desk import LONGEST_NAME, LONGEST_TEXT, Desk, shortened, value
from intlstrat.findings import Finding, Layer, Outcome, Severity, Subject
from intlstrat.formats.page_words import parameter_value
from intlstrat.formats.page_words import texts as pack_text
from intlstrat.formats.terminal import one_line
from intlstrat.records.portfolio import Record

LAYERS = (Layer.STRATEGY, Layer.VALIDITY, Layer.QUALITY)
"""In the order of the list, among equals in severity."""

_PARTNER_FIELDS = ("since", "traditions", "areas", "agreement", "visits", "contact_level", "responsible", "sdgs")
_PROJECT_FIELDS = ("period", "programme", "goals", "plan", "budget.total", "funding", "responsible", "sdgs")
"""What the overviews and the strategy live by, as paths in a record."""


def follow_up(desk: Desk) -> tuple[FollowUp, ...]:
    """Every demand that is not met, once, with all records that it is not met for; the worst first."""
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in desk.report.findings:
        if finding.outcome is Outcome.BREACH:
            groups.setdefault((finding.rule, finding.severity), []).append(finding)
    order = sorted(
        groups.values(),
        key=lambda some: (some[0].severity.rank, LAYERS.index(some[0].layer), -len(some), some[0].rule),
    )
    return tuple(_demand(desk, some) for some in order)


def _demand(desk: Desk, findings: list[Finding]) -> FollowUp:
    first = findings[0]
    number = Counter(finding.subject for finding in findings)
    affected = [Affected(desk.named(subject), desk.responsible(subject), n) for subject, n in number.items()]
    return FollowUp(
        first.rule,
        first.layer.value,
        first.severity.value,
        tuple(map(one_line, first.clauses)),
        desk.title(first.rule),
        unique(desk.message(finding.message) for finding in findings),
        desk.fix(first),
        tuple(sorted(affected, key=lambda each: (each.record.name.casefold(), each.record.kind, each.record.id or ""))),
        tuple(sorted({name for finding in findings for name in finding.interpretations})),
    )


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in the order in which they come first."""
    return tuple(dict.fromkeys(texts))


def accepted(desk: Desk) -> tuple[Accepted, ...]:
    """The breaches that are accepted, by the day on which that ends."""
    found = []
    for finding in desk.report.findings:
        waiver = finding.waiver
        if finding.outcome is not Outcome.WAIVED or waiver is None:
            continue
        found.append(
            Accepted(
                finding.rule,
                desk.title(finding.rule),
                tuple(map(one_line, finding.clauses)),
                desk.named(finding.subject),
                desk.message(finding.message),
                shortened(waiver.reason, LONGEST_TEXT),
                shortened(waiver.decided_by, LONGEST_NAME),
                shortened(waiver.case, LONGEST_NAME) if waiver.case is not None else None,
                waiver.granted,
                waiver.until,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.until, each.record.name.casefold(), each.rule, each.message)))


def gaps(desk: Desk) -> tuple[Gap, ...]:
    """What the rules wait for; what holds up most demands comes first."""
    rules: dict[str, set[str]] = {}
    subjects: dict[str, set[Subject]] = {}
    for finding in desk.report.findings:
        if finding.outcome is Outcome.UNKNOWN:
            for path in finding.missing or ("",):
                rules.setdefault(path, set()).add(finding.rule)
                subjects.setdefault(path, set()).add(finding.subject)
    return tuple(
        Gap(
            one_line(path),
            tuple(sorted(rules[path])),
            tuple(sorted({desk.title(rule) for rule in rules[path]})),
            desk.named_all(subjects[path]),
        )
        for path in sorted(rules, key=lambda path: (-len(rules[path]), -len(subjects[path]), path))
    )


def recorded(desk: Desk) -> tuple[Recorded, ...]:
    """For how many records the main fields are filled in: partners that are not ended, projects not cancelled."""
    partners = [each for each in desk.of("partner") if each.data.get("status") != "ended"]
    projects = [each for each in desk.of("project") if each.data.get("status") != "cancelled"]
    found = [Recorded("partner", path, _filled(partners, path), len(partners)) for path in _PARTNER_FIELDS if partners]
    return (
        *found,
        *(Recorded("project", path, _filled(projects, path), len(projects)) for path in _PROJECT_FIELDS if projects),
    )


def _filled(records: list[Record], path: str) -> int:
    found = [value(record.data, *path.split(".")) for record in records]
    # An empty list says nothing, but for visits, where it says that there were none.
    return sum(1 for each in found if each is not None and (each != [] or path == "visits"))


def interpretations(desk: Desk) -> tuple[InterpretationFigures, ...]:
    """The parameters that are the municipality's own interpretation, with how many findings rest on each."""
    number = Counter(name for finding in desk.report.findings for name in finding.interpretations)
    return tuple(
        InterpretationFigures(
            one_line(name),
            parameter_value(desk.language, parameter.value),
            pack_text(desk.language, parameter.why),
            parameter.date,
            number[name],
        )
        for name, parameter in sorted(desk.pack.strategy.parameters.items())
        if parameter.interpretation
    )
