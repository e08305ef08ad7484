"""Hypothesis strategies for records and whole portfolios, as plain values; every field of records.md is in use.

What they make is valid: a record may be half filled, but what stands in it is of the right type, and a project names
partners that are there. Text holds no digits, so that nothing looks like a phone number or an identity number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

Values = dict[str, Any]
"""A record, or a part of one, as plain values."""
Key = tuple[str, str]
"""The kind and id of a record."""
Records = dict[Key, Values]
"""A portfolio."""
_Drawn = TypeVar("_Drawn")


class Draw(Protocol):
    """What draws from a strategy: in a composite one, or from `st.data()`."""

    def __call__(self, strategy: st.SearchStrategy[_Drawn], label: object = ...) -> _Drawn: ...


RELATIONS = ("sister_city", "friendship", "solidarity", "partnership", "letter_of_intent", "network")
PARTNER_STATUSES = ("proposed", "active", "dormant", "ended")
PROJECT_STATUSES = ("idea", "applied", "planned", "active", "completed", "cancelled")
KINDS = ("own", "county", "state", "nordic", "eu", "eea", "interreg", "foundation", "private", "other")
FUNDING = ("considered", "applied", "granted", "rejected")
RISK_FACTORS = ("conflict_area", "minors", "personal_data", "safety", "finance", "other")
AREAS = ("knowledge", "technology", "culture", "environment", "preparedness", "business", "school")
PROGRAMMES = ("interreg-sverige-norge", "interreg-oks", "creative-europe", "erasmus-plus", "eea-grants", "norec")
PRINCIPLES = ("2.1", "2.2", "2.3", "2.4")
GOALS = ("1", "2", "3", "4")
ROLES = ("lead", "partner", "associated")
CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "USD", "GBP")
"""All have a rate in the shipped strategy but the last."""
COUNTRIES = ("DK", "SE", "FI", "GT", "UA", "NO", "DE", "IS")
TARGETS = {4: ("4.1", "4.7", "4.a"), 8: ("8.1", "8.9", "8.10"), 11: ("11.4", "11.a"), 17: ("17.16",)}

words = st.sampled_from(
    [
        "Vi møtes",
        "En utstilling",
        "Kor: korps # og dans",
        "«Åpne» dører",
        "null",
        "Nei",
        "'hermet'",
        "- punkt",
        "Łódź, ß",
    ]
)
dates = st.dates(date(2015, 1, 1), date(2032, 12, 31)).map(date.isoformat)
years = st.integers(1950, 2032)
amounts = st.integers(0, 9_000_000)
numbers = st.one_of(st.integers(0, 500), st.sampled_from([0.5, 12.25]))
yes_or_no = st.booleans()


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Values]:
    """A part of a record in which any of the fields may be missing."""
    return st.fixed_dictionaries({}, optional=fields)


def few(items: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, max_size=most)


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def set_of(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True)


areas = st.one_of(set_of(AREAS), st.just([{"other": "Idrett"}]))
programmes = st.one_of(st.sampled_from(PROGRAMMES), st.just({"other": "Egne midler"}))
goals = st.fixed_dictionaries(
    {"statement": words},
    optional={
        "indicator": words,
        "unit": words,
        "baseline": numbers,
        "target": numbers,
        "due": dates,
        "result": some(value=numbers, date=dates, note=words),
    },
)
activities = some(title=words, start=dates, end=dates, responsible=words, deliverable=words, done=yes_or_no)
plans = some(description=words, activities=few(activities), end_product=words)
budgets = some(
    currency=st.sampled_from(CURRENCIES),
    total=amounts,
    lines=few(some(item=words, amount=amounts)),
    own_by_year=st.dictionaries(st.integers(2020, 2030), amounts, max_size=2),
)
fundings = some(source=words, programme=programmes, kind=one_of(*KINDS), amount=amounts, status=one_of(*FUNDING))
risks = some(description=words, likelihood=st.integers(1, 5), impact=st.integers(1, 5), mitigation=words, owner=words)
assessments = some(date=dates, risks=few(risks), not_needed=words)
evaluations = some(planned=dates, completed=dates, goal_attainment=words, results=words, economy=words, document=words)
sdgs = st.sampled_from(sorted(TARGETS)).flatmap(
    lambda goal: st.fixed_dictionaries(
        {"goal": st.just(goal)}, optional={"targets": few(st.sampled_from(TARGETS[goal])), "contribution": words}
    )
)
decisions = some(body=words, date=dates, case=one_of("PS 12/24", "2009/6146"))
links = some(principles=set_of(PRINCIPLES), goals=set_of(GOALS))
shared: Mapping[str, st.SearchStrategy[Any]] = {
    "summary": words,
    "areas": areas,
    "benefit": some(municipality=words, partner=words),
    "goals": few(goals),
    "plan": plans,
    "budget": budgets,
    "strategy": links,
    "sdgs": few(sdgs),
    "risk_factors": set_of(RISK_FACTORS),
    "risk_assessment": assessments,
    "evaluation": evaluations,
    "responsible": some(unit=words, role=words, email=one_of("postmottak@kommune.no")),
    "sources": few(some(title=words, url=one_of("https://kommune.no/sak"), date=dates), 1),
    "notes": words,
}
partners: st.SearchStrategy[Values] = st.fixed_dictionaries(
    {
        "name": one_of("Aalborg", "Karlskoga", "Rivne", "Kotka", "Patzún"),
        "country": one_of(*COUNTRIES),
        "relation": one_of("sister_city", *RELATIONS),
        "status": one_of("active", *PARTNER_STATUSES),
    },
    optional={
        **shared,
        "since": years,
        "contact_level": one_of("high", "medium", "low"),
        "traditions": few(some(name=words, since=years, frequency=words, description=words)),
        "agreement": some(title=words, signed=dates, valid_until=dates, decision=decisions),
        "visits": few(
            some(
                date=dates,
                direction=one_of("outgoing", "incoming"),
                purpose=words,
                participants=st.integers(1, 30),
                cost=amounts,
            ),
            3,
        ),
        "review": some(date=dates, conclusion=one_of("continue", "adjust", "end"), note=words),
    },
)


@cache
def projects(names: tuple[str, ...] = ()) -> st.SearchStrategy[Values]:
    """Projects that may name partners of these ids."""
    linked = {"partners": st.lists(st.sampled_from(names), max_size=2, unique=True)} if names else {}
    participant = some(name=words, country=one_of(*COUNTRIES), role=one_of(*ROLES))
    return st.fixed_dictionaries(
        {"title": one_of("Havna", "Torget", "Kulturskolen", "Ålesundet"), "status": one_of(*PROJECT_STATUSES)},
        optional={
            **shared,
            **linked,
            "programme": programmes,
            "participants": few(participant),
            "municipality_role": one_of(*ROLES),
            "period": some(start=dates, end=dates),
            "funding": few(fundings, 3),
            "services": words,
            "green_transition": words,
            "decision": decisions,
            "documents": few(some(title=words, path=one_of("docs/plan.pdf")), 1),
        },
    )


def records(kind: str, names: tuple[str, ...] = ()) -> st.SearchStrategy[Values]:
    """Records of a kind; a project may name partners of these ids."""
    return partners if kind == "partner" else projects(names)


@st.composite
def portfolios(draw: st.DrawFn, most: int = 3, least: int = 0, waived: tuple[tuple[str, str], ...] = ()) -> Records:
    """Whole portfolios: up to `most` partners and as many projects, at least `least` of each.

    `waived` are kinds and rules; with them, records may have waivers.
    """
    made: Records = {}
    names = [f"by-{letter}" for letter in "abcdefgh"[: draw(st.integers(least, most))]]
    for name in names:
        made["partner", name] = draw(partners)
    for letter in "abcdefgh"[: draw(st.integers(least, most))]:
        made["project", f"prosjekt-{letter}"] = draw(projects(tuple(names)))
    if waived:
        for (kind, _), record in made.items():
            if entries := draw(few(waivers(tuple(rule for of, rule in waived if of == kind)))):
                record["waivers"] = entries
    return made


@cache
def waivers(rules: tuple[str, ...]) -> st.SearchStrategy[Values]:
    """Entries that waive one of these rules."""
    required = {"rule": st.sampled_from(rules), "reason": words, "decided_by": words, "until": dates}
    return st.fixed_dictionaries(required, optional={"case": one_of("PS 12/25"), "granted": dates})
