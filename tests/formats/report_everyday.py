"""The made-up report of the golden files: every kind of finding once or twice, and a good deal that is right."""

from __future__ import annotations

from textwrap import dedent

from report_builders import finding, pack, place, report, unknown

from intlstrat.findings import (
    NOWHERE,
    PORTFOLIO,
    Finding,
    Layer,
    Outcome,
    Place,
    Related,
    Report,
    RuleOutcome,
    Severity,
    Subject,
    Waiver,
)
from intlstrat.rules.model import Pack

AALBORG, KOTKA, LOVISA = (Subject("partner", name) for name in ("aalborg", "kotka", "lovisa"))
BREVVEKSLING, HAVN, MONO = (Subject("project", name) for name in ("brevveksling", "gronn-havn", "mono"))

NAMES = {
    AALBORG: "Aalborg",
    KOTKA: "Kotka",
    LOVISA: "Lovisa",
    BREVVEKSLING: "Brevveksling mellom skoler",
    HAVN: "Grønn havn – landstrøm og elektriske arbeidsbåter i fire kystbyer",
    MONO: "Mono",
}

LINES = (
    "lines: [{item: Lønn til prosjektleder og to ingeniører, amount: 2100000}, "
    "{item: Landstrømanlegg ved fire kaier, amount: 1500000}]"
)

FILES = {
    "data/partners/kotka.yaml": "name: Kotka\ncountry: FI\nrelation: sister_city\nstatus: active\n",
    "data/partners/lovisa.yaml": "name: Lovisa\ncountry: FI\nrelation: sister_city\nstatus: active\n",
    "data/projects/brevveksling.yaml": dedent("""\
        title: Brevveksling mellom skoler
        status: completed
        period:
          start: 2024-08-15
        """),
    "data/projects/gronn-havn.yaml": dedent(f"""\
        title: Grønn havn – landstrøm og elektriske arbeidsbåter i fire kystbyer
        status: active
        goals:
          - statement: Landstrøm ved kai
            indicator: kaier med landstrøm
            target: 4
        budget:
          currency: PLN
          total: 4200000
          {LINES}
        risk_assessment:
          risks:
            - {{description: Forsinket levering av transformator fra hovedleverandøren, likelihood: 3, impact: 4}}
        """),
    "data/projects/mono.yaml": dedent("""\
        title: Mono
        status: active
        areas: [culture]
        budjet:
          total: 250 000
        funding:
          - source: Norec
            amount: 1.250.000
        """),
}

CLAUSES = {
    "1a": ("Ressursbruken på samarbeidet har tydelige målsetninger.", "Resources spent have clear objectives."),
    "1.1b": ("Aktuelle områder er kunnskap, kultur og miljø.", "Areas are knowledge, culture and environment."),
    "1.2d": (
        "Én vennskapsby i hvert av nabolandene Sverige, Danmark og Finland.",
        "One sister city in each of the neighbours Sweden, Denmark and Finland.",
    ),
    "2.1": ("Samarbeidet bidrar til bærekraftig utvikling.", "The cooperation contributes to sustainability."),
    "2.4": ("Kommunen tar aktiv del i prosjekter som styrker tjenestene.", "Projects strengthen the services."),
    "4a": ("Omfang og aktivitet ses i sammenheng med kommunens økonomi.", "Scope is seen in light of the economy."),
    "4b": ("Ett besøk ut og ett besøk hjem i løpet av en periode.", "One visit out and one home in a term."),
    "4e": ("Eksempler på ordninger: Interreg, Kreativt Europa.", "Examples: Interreg, Creative Europe."),
    "4f": (
        "Alle prosjekter og avtaler har tydelige mål, en prosjektplan som beskriver aktiviteten, og et budsjett.",
        "All projects and agreements have clear goals, a project plan that describes the activity, and a budget.",
    ),
    "4g": ("Alle større prosjekter evalueres.", "All larger projects are evaluated."),
    "4h": ("Kommunen gjør risikovurderinger der det er hensiktsmessig.", "Risks are assessed where appropriate."),
}

RULES = {
    "partner-areas": ("1.1b",),
    "partner-benefit": ("1a",),
    "partner-visits": ("4b",),
    "project-budget": ("4f",),
    "project-culture-programme": ("1.1b",),
    "project-goals": ("4f", "1a"),
    "project-plan": ("4f",),
    "project-services": ("2.4",),
}

FULFILLED = {
    "partner-benefit": (AALBORG, KOTKA, LOVISA),
    "partner-visits": (AALBORG,),
    "project-budget": (HAVN,),
    "project-goals": (HAVN, BREVVEKSLING),
    "project-plan": (HAVN,),
    "project-services": (HAVN, MONO),
    "quality-dates": (AALBORG, HAVN, BREVVEKSLING),
}

NOT_APPLICABLE = {"partner-areas": (AALBORG, KOTKA), "project-culture-programme": (MONO,)}


def everyday_pack() -> Pack:
    """The strategy of the report."""
    return pack(
        CLAUSES,
        {
            "larger_project_total": 500000,
            "risk_score_needs_mitigation": 9,
            "council_term": {"start": "2023-10-01", "end": "2027-09-30"},
            "annual_frame": None,
        },
    )


def everyday() -> Report:
    """The report with findings of every kind."""
    return _report(
        [*_mono(), *_havn(), *_portfolio(), *_partners(), *_brevveksling()],
        idle_rules=("partner-areas", "project-culture-programme"),
        idle_records=(Subject("partner", "sogndal"),),
    )


def all_well() -> Report:
    """The report in which nothing is wrong."""
    return _report([], idle_rules=("partner-areas", "project-culture-programme"))


def waived_only() -> Report:
    """The report in which the only breach is accepted."""
    return _report([one for one in _havn() if one.outcome is Outcome.WAIVED])


def _report(findings: list[Finding], **more: object) -> Report:
    results = [RuleOutcome(rule, one, None, Outcome.FULFILLED) for rule, some in FULFILLED.items() for one in some]
    results += [
        RuleOutcome(rule, one, None, Outcome.NOT_APPLICABLE) for rule, some in NOT_APPLICABLE.items() for one in some
    ]
    excerpts = {path: dict(enumerate(text.splitlines(), 1)) for path, text in FILES.items()}
    return report(findings, results, clauses=RULES, strategy=CLAUSES, excerpts=excerpts, names=NAMES, **more)


def _at(path: str, needle: str, pointer: str) -> Place:
    return place(path, FILES[path], needle, pointer)


def _mono() -> list[Finding]:
    path = "data/projects/mono.yaml"
    no_total = _at(path, "title: Mono", "/budget/total")
    larger = ("larger_project_total",)
    return [
        finding(
            "record-invalid",
            MONO,
            _at(path, "budjet:", "/budjet"),
            "Nøkkelen «budjet» finnes ikke. Mente du «budget»?",
            "There is no key “budjet”. Did you mean “budget”?",
            fix=("Skriv «budget».", "Write “budget”."),
            layer=Layer.VALIDITY,
        ),
        finding(
            "record-invalid",
            MONO,
            _at(path, "amount: 1.250.000", "/funding/0/amount"),
            "«1.250.000» er ikke et beløp.",
            "“1.250.000” is not an amount.",
            fix=("Skriv beløpet uten punktum: 1250000.", "Write the amount without full stops: 1250000."),
            layer=Layer.VALIDITY,
        ),
        finding(
            "project-goals",
            MONO,
            _at(path, "title: Mono", "/goals"),
            "Prosjektet har ingen mål.",
            "The project has no goals.",
            fix=(
                "Skriv minst ett mål med indikator, måltall og frist under «goals».",
                "Write at least one goal with an indicator, a target and a due date under “goals”.",
            ),
            clauses=("4f", "1a"),
        ),
        unknown("project-evaluation", MONO, no_total, "budget.total", ("4g",), larger),
        unknown("project-evaluation-planned", MONO, no_total, "budget.total", ("4g",), larger),
        unknown("project-risk-assessment", MONO, no_total, "budget.total", ("4h",), larger),
        unknown("quality-end-passed", MONO, _at(path, "title: Mono", "/period/end"), "period.end"),
    ]


def _havn() -> list[Finding]:
    path = "data/projects/gronn-havn.yaml"
    currency = _at(path, "currency: PLN", "/budget/currency")
    return [
        finding(
            "project-risk-mitigation",
            HAVN,
            _at(path, "description: Forsinket", "/risk_assessment/risks/0/mitigation"),
            "Risiko nummer 1, «Forsinket levering av transformator fra hovedleverandøren», mangler tiltak.",
            "Risk number 1, “Forsinket levering av transformator fra hovedleverandøren”, has no mitigation.",
            fix=("Skriv hva som reduserer risikoen, under «mitigation».", "Write what reduces it under “mitigation”."),
            clauses=("4h",),
            severity=Severity.WARNING,
            item=0,
            interpretations=("risk_score_needs_mitigation",),
        ),
        finding(
            "quality-budget-sum",
            HAVN,
            _at(path, LINES, "/budget/lines"),
            "Linjene i budsjettet er til sammen 3\u00a0600\u00a0000, mens totalen er 4\u00a0200\u00a0000.",
            "The lines of the budget come to 3,600,000, while the total is 4,200,000.",
            fix=("Rett en av linjene eller totalen.", "Correct one of the lines, or the total."),
        ),
        finding(
            "project-evaluation-planned",
            HAVN,
            _at(path, "title: Grønn", "/evaluation/planned"),
            "Det er ikke satt noen dato for evaluering.",
            "No date is set for the evaluation.",
            clauses=("4g",),
            severity=Severity.WARNING,
            outcome=Outcome.WAIVED,
            interpretations=("larger_project_total",),
            waiver=Waiver(
                rule="project-evaluation-planned",
                reason="Evalueringen samordnes med det nye programmet, og datoen settes når programmet er vedtatt.",
                decided_by="Formannskapet",
                until="2027-06-30",
                case="PS 12/26",
                granted="2026-03-12",
            ),
        ),
        unknown("project-evaluation", HAVN, currency, "params.exchange_rates.PLN", ("4g",), ("larger_project_total",)),
        unknown("project-risk-assessment", HAVN, currency, "params.exchange_rates.PLN", ("4h",)),
    ]


def _portfolio() -> list[Finding]:
    kotka, lovisa = (_at(f"data/partners/{name}.yaml", "country: FI", "/country") for name in ("kotka", "lovisa"))
    return [
        finding(
            "portfolio-nordic-neighbours",
            PORTFOLIO,
            kotka,
            "Finland: 2 aktive vennskapsbyer, Kotka og Lovisa. Strategien sier én.",
            "Finland: 2 active sister cities, Kotka and Lovisa. The strategy says one.",
            fix=(
                "Avklar hvilken vennskapsby som videreføres, og sett den andre til «status: dormant».",
                "Decide which sister city continues, and set the other one to “status: dormant”.",
            ),
            clauses=("1.2d",),
            item="FI",
            related=(Related(LOVISA, lovisa),),
        ),
        finding(
            "portfolio-nordic-neighbours",
            PORTFOLIO,
            NOWHERE,
            "Sverige: ingen aktiv vennskapsby. Strategien sier én.",
            "Sweden: no active sister city. The strategy says one.",
            fix=("Registrer vennskapsbyen under «data/partners».", "Record the sister city under “data/partners”."),
            clauses=("1.2d",),
            item="SE",
        ),
        unknown("portfolio-annual-frame", PORTFOLIO, NOWHERE, "params.annual_frame", ("4a",)),
    ]


def _partners() -> list[Finding]:
    name = _at("data/partners/kotka.yaml", "name: Kotka", "/visits")
    return [
        unknown("partner-visits", KOTKA, name, "visits", ("4b",), ("council_term",)),
        unknown("partner-visits-limit", KOTKA, name, "visits", ("4b",)),
    ]


def _brevveksling() -> list[Finding]:
    return [
        finding(
            "quality-end-missing",
            BREVVEKSLING,
            _at("data/projects/brevveksling.yaml", "period:", "/period/end"),
            "Prosjektet er avsluttet, men sluttdatoen mangler.",
            "The project is completed, but its last day is not recorded.",
            fix=("Skriv «end» under «period», slik: 2025-06-20.", "Write “end” under “period”, like 2025-06-20."),
            severity=Severity.NOTE,
        )
    ]
