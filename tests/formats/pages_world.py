"""A small made-up strategy with its rules for the tests of the pages."""

from __future__ import annotations

from msgspec.structs import replace

from intlstrat.findings import (
    Layer,
    Severity,
)
from intlstrat.rules.model import (
    Clause,
    Example,
    Measure,
    Pack,
    Parameter,
    ParamValue,
    Rule,
    Strategy,
)

DIGEST = "sha256:" + "9f2c1d7e" * 8


def both(nb: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"nb": nb, "en": en}


ELSEWHERE = both("Besøk føres et annet sted.", "Visits are recorded elsewhere.")
CLAUSES = (
    Clause("1", "1", "must", both("Alle prosjekter har mål.", "All projects have goals.")),
    Clause("2a", "2", "conditional", both("Store prosjekter evalueres.", "Large projects are evaluated.")),
    Clause("2b", "2", "main_rule", both("Ett besøk i året.", "One visit a year."), ELSEWHERE),
    Clause("2c", "2", "aim", both("Flere deltar.", "More take part.")),
    Clause("2d", "2", "must", both("Alle er hjertelig til stede.", "Everybody is cordially present.")),
    Clause("3", "3", "context", both("Kommunen ligger ved sjøen.", "The municipality lies by the sea.")),
)


def parameter(name: str, value: ParamValue | None, why: dict[str, str], **more: object) -> Parameter:
    """A parameter that the strategy itself sets, unless something else is said."""
    return replace(Parameter(name, value, why, interpretation=False), **more)


PARAMETERS = (
    parameter(
        "large_total",
        500000,
        both("Strategien sier ikke hva som er stort.", "The strategy does not say what large is."),
        interpretation=True,
    ),
    parameter(
        "exchange_rates",
        {"NOK": 1, "SEK": 1.02},
        both("Runde tall.", "Round figures."),
        interpretation=True,
        date="2026-01-10",
    ),
    parameter("frame", None, both("Strategien nevner ikke noe beløp.", "The strategy names no amount.")),
    parameter("neighbours", ["SE", "DK"], both("Nabolandene.", "The neighbours.")),
    parameter("term", {"start": "2023-10-01", "end": "2027-09-30"}, both("Bystyreperioden.", "The council term.")),
    parameter("relations", [{"name": "Rivne", "country": "UA"}, []], both("Navngitte.", "Named.")),
)

_TEXTS = {
    "project-goals": ("Tydelige mål", "Clear goals"),
    "project-evaluation": ("Store prosjekter er evaluert", "Large projects are evaluated"),
    "portfolio-frame": ("Innenfor rammen", "Within the frame"),
    "quality-title": ("Tittelen er mer enn et ord", "The title is more than a word"),
}


def rule(name: str, **more: object) -> Rule:
    """A rule that says little; what matters to a test is given."""
    nb, en = _TEXTS.get(name, (name, name))
    plain = Rule(
        id=name,
        path=f"project/{name}.yaml",
        subject="project",
        layer=Layer.STRATEGY,
        clauses=("1",),
        severity=Severity.ERROR,
        when=None,
        needs=(),
        effective_from=None,
        waivable=True,
        for_each=None,
        group_by=None,
        among=(),
        where=None,
        measures=(),
        require="size(project.goals) > 0",
        at=None,
        values={},
        title={"nb": nb, "en": en},
        message={"nb": "…", "en": "…"},
        why={"nb": "Uten mål vet ingen om det lyktes.", "en": "Without goals nobody knows whether it succeeded."},
        fix={"nb": "Skriv mål {number} under «goals».", "en": "Write goal {number} under “goals”."},
        examples=(),
        interpretations=(),
    )
    return replace(plain, **more)


def example(outcome: str, line: int, **case: object) -> Example:
    """One example that stands on a line of its rule's file."""
    return Example(outcome, case, line, 7)


RULES = (
    rule(
        "portfolio-frame",
        subject="portfolio",
        path="portfolio/portfolio-frame.yaml",
        clauses=("2c",),
        severity=Severity.WARNING,
        needs=("params.frame",),
        group_by="project.budget.own_by_year.map(year, year)",
        among=("project", "partner"),
        where='record.status == "active"',
        measures=(
            Measure("own", "sum", "double(record.budget.own_by_year[item])", ("project",), "has(record.budget)"),
        ),
        require="own <= double(params.frame)",
        waivable=False,
    ),
    rule(
        "project-evaluation",
        clauses=("2a", "1"),
        when=(
            'project.status in ["completed", "cancelled"] && (has(project.budget.total) ? nok(project.budget.total, '
            'project.budget.currency) : missing("budget.total")) >= double(params.large_total)'
        ),
        require="has(project.evaluation.completed)",
        effective_from="2020-01-01",
        interpretations=("large_total",),
        examples=(
            example("breach", 20, project={"status": "completed", "budget": {"total": "500000"}}),
            example("fulfilled", 30, project={"status": "completed", "evaluation": {"completed": "2018-12-01"}}),
            example("unknown", 40, project={"budget": None, "country": "NO", "title": "null"}),
            example("fulfilled", 31, project={}, as_of="2026-07-31"),
            example("fulfilled", 32, project={"status": "planned"}),
            example(
                "not_applicable", 50, project={"goals": [{"statement": "Flere besøker sentrum", "target": "12.50"}]}
            ),
        ),
    ),
    rule("project-goals", for_each="project.goals", require="has(item.target)"),
    rule(
        "quality-title",
        subject="record",
        path="record/quality-title.yaml",
        layer=Layer.QUALITY,
        clauses=(),
        severity=Severity.NOTE,
        require='record.title.contains(" ")',
    ),
)

PACK = Pack(
    Strategy(
        id="eksempelvik",
        title="Strategi for samarbeid",
        municipality="Eksempelvik kommune",
        version="2",
        adopted="2024-06-05",
        language="nb",
        examples_as_of=None,
        clauses=CLAUSES,
        principles=(),
        goals=(),
        areas=(),
        programmes=(),
        relations=(),
        parameters={parameter.name: parameter for parameter in PARAMETERS},
    ),
    RULES,
    DIGEST,
)
