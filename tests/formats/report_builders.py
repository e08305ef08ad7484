"""Made-up reports for the tests of the formats: the builders, which keep the numbers of a report consistent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from intlstrat.findings import (
    ClauseTally,
    Finding,
    Item,
    Layer,
    Message,
    Outcome,
    Outcomes,
    Place,
    RecordCounts,
    Related,
    Report,
    Revision,
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
    Tally,
    Waiver,
)
from intlstrat.rules.model import Clause, Pack, Parameter, ParamValue, Strategy

DIGEST = "sha256:" + "5f" * 32
TITLE = "Strategi for internasjonalt samarbeid"
Clauses = Mapping[str, tuple[str, str]]
"""Clause id → what it says in bokmål and English."""


def pack(clauses: Clauses, parameters: Mapping[str, ParamValue | None]) -> Pack:
    """A small strategy; its rules are not needed to lay a report out."""
    strategy = Strategy(
        id="eksempelvik",
        title=TITLE,
        municipality="Eksempelvik kommune",
        version="2024",
        adopted=None,
        language="nb",
        examples_as_of=None,
        clauses=tuple(Clause(one, one[0], "must", {"nb": nb, "en": en}) for one, (nb, en) in clauses.items()),
        principles=(),
        goals=(),
        areas=(),
        programmes=(),
        relations=(),
        parameters={name: Parameter(name, value, {}, interpretation=True) for name, value in parameters.items()},
    )
    return Pack(strategy, (), DIGEST)


def place(path: str, text: str, needle: str, pointer: str) -> Place:
    """Where `needle` stands in the file's text."""
    for number, line in enumerate(text.splitlines(), 1):
        if needle in line:
            column = line.index(needle) + 1
            return Place(path, pointer, number, column, number, column + len(needle))
    raise AssertionError(needle)


def finding(
    rule: str,
    subject: Subject,
    at: Place,
    nb: str = "Noe er galt.",
    en: str = "Something is wrong.",
    *,
    fix: tuple[str, str] = ("Rett det.", "Put it right."),
    clauses: Sequence[str] = (),
    severity: Severity = Severity.ERROR,
    outcome: Outcome = Outcome.BREACH,
    layer: Layer | None = None,
    item: Item = None,
    related: Sequence[Related] = (),
    interpretations: Sequence[str] = (),
    missing: Sequence[str] = (),
    waiver: Waiver | None = None,
) -> Finding:
    """A finding with what matters said. With clauses it is the strategy's, without them it is about quality."""
    return Finding(
        rule=rule,
        layer=layer or (Layer.STRATEGY if clauses else Layer.QUALITY),
        severity=severity,
        outcome=outcome,
        clauses=tuple(clauses),
        subject=subject,
        item=item,
        place=at,
        message=Message({"nb": nb, "en": en}),
        fix=Message({"nb": fix[0], "en": fix[1]}),
        related=tuple(related),
        interpretations=tuple(interpretations),
        missing=tuple(missing),
        waiver=waiver,
    )


def unknown(
    rule: str,
    subject: Subject,
    at: Place,
    missing: str,
    clauses: Sequence[str] = (),
    interpretations: Sequence[str] = (),
) -> Finding:
    """A rule that waits for something."""
    return finding(
        rule,
        subject,
        at,
        f"Regelen venter på {missing}.",
        f"The rule waits for {missing}.",
        fix=(f"Skriv «{missing}».", f"Write “{missing}”."),
        clauses=clauses,
        severity=Severity.NOTE,
        outcome=Outcome.UNKNOWN,
        missing=(missing,),
        interpretations=interpretations,
    )


def report(
    findings: Iterable[Finding] = (),
    results: Iterable[RuleOutcome] = (),
    *,
    clauses: Mapping[str, Sequence[str]] | None = None,
    strategy: Clauses | None = None,
    **more: object,
) -> Report:
    """A report of these findings and other results; `clauses` says which clauses the other results' rules check."""
    found = tuple(sorted(findings, key=_machine_order))
    judged = [one for one in found if one.layer is not Layer.VALIDITY]
    everything = [RuleOutcome(one.rule, one.subject, one.item, one.outcome) for one in judged] + list(results)
    of_rule = {one.rule: one.clauses for one in found} | dict(clauses or {})
    made = Report(
        tool_version="0.1.0",
        strategy=StrategyRef("eksempelvik", TITLE, "2024", DIGEST),
        as_of="2026-11-23",
        revision=Revision("0123456789abcdef0123456789abcdef01234567", dirty=False),
        records=RecordCounts(partners=3, projects=3, unreadable=0),
        outcomes=tally(everything),
        clauses=tuple(
            ClauseTally(id_, tally(one for one in everything if id_ in of_rule.get(one.rule, ())))
            for id_ in (strategy or {})
        ),
        findings=found,
        results=Outcomes.of(sorted(everything, key=lambda one: (one.rule, one.subject.kind, str(one.subject.id)))),
        idle_rules=(),
        idle_records=(),
        excerpts={},
        names={},
    )
    return replace(made, **more)


def tally(some: Iterable[RuleOutcome]) -> Tally:
    """How many there are of each outcome."""
    return Tally(**Counter(one.outcome.value for one in some))


def _machine_order(one: Finding) -> tuple[object, ...]:
    at = one.place
    return (at.path or "", at.line or 0, at.column or 0, one.rule, isinstance(one.item, str), str(one.item))
