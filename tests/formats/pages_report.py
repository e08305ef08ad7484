"""A report on a made-up portfolio, and the outcome of some examples, for the tests of the pages."""

from __future__ import annotations

from msgspec.structs import replace
from pages_world import DIGEST, PACK

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
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
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
    Tally,
    Waiver,
)
from intlstrat.rules.model import (
    ExampleResult,
)

NORDHAVN, STILLE = (Subject("partner", name) for name in ("nordhavn", "stille-vik"))
KYST, SKOLE, KAI, LYD = (Subject("project", name) for name in ("blaa-kyst", "skolebesok", "kai", "lydspor"))
NAMES = {
    NORDHAVN: "Nordhavn",
    STILLE: "Stille Vik",
    KYST: "Blå kyst: felles overvåking av sjøbunn og strandsone i fire kystkommuner",
    SKOLE: "Skolebesøk",
    KAI: "Kai",
}


def place(subject: Subject, line: int) -> Place:
    """A line of a record."""
    return Place(f"data/{subject.kind}s/{subject.id}.yaml", "/x", line, 3, line, 9)


def finding(name: str, subject: Subject, outcome: Outcome, at: Place, text: tuple[str, str], **more: object) -> Finding:
    """A finding of one of the rules above."""
    made = PACK.rule(name)
    layer, severity = (made.layer, made.severity) if made else (Layer.VALIDITY, Severity.ERROR)
    message = Message({"nb": text[0], "en": text[1]})
    plain = Finding(name, layer, severity, outcome, made.clauses if made else (), subject, None, at, message, message)
    return replace(plain, **more)


def result(name: str, subject: Subject, outcome: Outcome, item: Item = None) -> RuleOutcome:
    """What a rule came to."""
    return RuleOutcome(name, subject, item, outcome)


NO_EVALUATION = ("Evalueringen mangler.", "There is no evaluation.")
MERGED = Waiver("project-evaluation", "Slått sammen med et annet.", "Formannskapet", "2027-06-30", "PS 12/26")
FINDINGS = (
    finding("record-invalid", KAI, Outcome.BREACH, place(KAI, 2), ("Nøkkelen finnes ikke.", "There is no such key.")),
    finding(
        "project-evaluation",
        KYST,
        Outcome.BREACH,
        place(KYST, 14),
        NO_EVALUATION,
        related=(Related(NORDHAVN, place(NORDHAVN, 1)),),
    ),
    finding(
        "project-evaluation",
        SKOLE,
        Outcome.UNKNOWN,
        place(SKOLE, 1),
        ("«budget.total» er ikke ført opp.", "“budget.total” is not recorded."),
        missing=("budget.total",),
    ),
    finding("project-evaluation", KAI, Outcome.WAIVED, place(KAI, 9), NO_EVALUATION, waiver=MERGED),
    finding(
        "project-evaluation",
        LYD,
        Outcome.WAIVED,
        place(LYD, 9),
        NO_EVALUATION,
        waiver=Waiver("project-evaluation", "Ingen er igjen.", "Bystyret", "2026-12-31"),
    ),
    finding(
        "project-goals",
        SKOLE,
        Outcome.BREACH,
        place(SKOLE, 7),
        ("Mål 3 har ikke noe måltall.", "Goal 3 has no target."),
        item=2,
    ),
    finding(
        "portfolio-frame",
        PORTFOLIO,
        Outcome.UNKNOWN,
        NOWHERE,
        ("Rammen er ikke satt.", "The frame is not set."),
        item="2026",
        missing=("params.frame",),
    ),
)

RESULTS = (
    *(result(one.rule, one.subject, one.outcome, one.item) for one in FINDINGS if one.layer is not Layer.VALIDITY),
    result("project-evaluation", STILLE, Outcome.FULFILLED),
    result("project-evaluation", NORDHAVN, Outcome.FULFILLED),
    result("project-goals", SKOLE, Outcome.FULFILLED, 0),
    result("project-goals", SKOLE, Outcome.FULFILLED, 1),
    result("project-goals", KYST, Outcome.FULFILLED, 0),
    result("portfolio-frame", PORTFOLIO, Outcome.FULFILLED, "2025"),
    result("quality-title", KAI, Outcome.NOT_APPLICABLE),
)

REPORT = Report(
    tool_version="0.1.0",
    strategy=StrategyRef("eksempelvik", "Strategi for samarbeid", "2", DIGEST),
    as_of="2026-11-23",
    revision=None,
    records=RecordCounts(partners=2, projects=4, unreadable=1),
    outcomes=Tally(),
    clauses=(),
    findings=FINDINGS,
    results=Outcomes.of(RESULTS),
    idle_rules=("quality-title",),
    idle_records=(),
    excerpts={},
    names=NAMES,
)

EXAMPLE_RESULTS = (
    ExampleResult("project-goals", "project/project-goals.yaml", 30, 7, "fulfilled", "fulfilled"),
    ExampleResult("project-goals", "project/project-goals.yaml", 31, 7, "breach", "not_applicable"),
    ExampleResult("project-evaluation", "project/project-evaluation.yaml", 20, 7, "unknown", "failed", "No “budjet”."),
)
