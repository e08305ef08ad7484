"""A partner and a project that no rule about records finds anything wrong with on any of the laws' days."""

from __future__ import annotations

from records_made import Values

_SHARED: Values = {
    "summary": "De to lærer av hverandre, og de unge møtes hvert år.",
    "areas": ["culture"],
    "benefit": {"municipality": "Nye metoder", "partner": "Nye venner"},
    "goals": [{"statement": "Flere møter", "indicator": "møter", "target": 12, "due": "2030-06-30"}],
    "plan": {
        "description": "Vi møtes hver vår.",
        "activities": [{"title": "Vårmøtet", "start": "2028-05-01", "end": "2028-05-03", "done": False}],
        "end_product": "En håndbok",
    },
    "strategy": {"principles": ["2.1", "2.4"], "goals": [3, 4]},
    "sdgs": [{"goal": 4, "targets": ["4.7"], "contribution": "Flere unge lærer språk"}],
    "risk_factors": ["minors"],
    "risk_assessment": {
        "date": "2023-12-01",
        "risks": [{"description": "Avlyst reise", "likelihood": 3, "impact": 3, "mitigation": "Forsikring"}],
    },
    "responsible": {"unit": "Kultur og idrett", "role": "Seksjonsleder"},
}
PARTNER: Values = {
    "name": "Fredriksborg",
    "country": "UA",
    "relation": "sister_city",
    "status": "active",
    "since": 2022,
    "contact_level": "high",
    "traditions": [{"name": "Julegran", "since": 1960}],
    "agreement": {
        "signed": "2023-11-20",
        "valid_until": "2030-01-01",
        "decision": {"body": "Bystyret", "date": "2023-11-09", "case": "PS 112/23"},
    },
    "visits": [{"date": "2023-10-01", "direction": "outgoing"}, {"date": "2024-02-29", "direction": "incoming"}],
    **_SHARED,
    "budget": {"total": 0},
}
PROJECT: Values = {
    "title": "Kulturbroen",
    "status": "active",
    "participants": [{"name": "Kyiv kommune", "country": "UA", "role": "lead"}],
    "municipality_role": "partner",
    "period": {"start": "2024-01-01", "end": "2030-12-31"},
    **_SHARED,
    "budget": {
        "total": 900_000,
        "lines": [{"item": "Lønn", "amount": 600_000}, {"item": "Reiser", "amount": 300_000}],
        "own_by_year": {2024: 100_000, 2025: 200_000},
    },
    "funding": [
        {"source": "Kommunen", "kind": "own", "amount": 300_000, "status": "granted"},
        {"source": "Interreg", "kind": "interreg", "amount": 600_000, "status": "granted"},
    ],
    "evaluation": {"planned": "2031-03-01"},
    "services": "Kulturskolen får et nytt tilbud",
    "green_transition": "De reiser med tog",
    "decision": {"body": "Formannskapet", "date": "2023-12-20", "case": "PS 61/23"},
}


def partner(day: str) -> Values:
    """The partner, with a review that is fresh."""
    return {**PARTNER, "review": {"date": day, "conclusion": "continue"}}


def project() -> Values:
    """The project, which names the partner as `fredriksborg`."""
    return {**PROJECT, "partners": ["fredriksborg"]}
