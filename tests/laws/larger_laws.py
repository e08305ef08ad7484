"""The laws of 4g and 4h: what is demanded of larger projects, and of work that carries risk."""

from __future__ import annotations

from fractions import Fraction

from days import months_on, moved
from hypothesis import strategies as st
from items import each
from law import AS_OF, GONE, ITEMS, OTHERS, UNKNOWN, Cases, Change, law
from project_laws import COMMITTED, NOT_CANCELLED, NOT_COMMITTED
from records_made import RISK_FACTORS, Values, dates, one_of, partners, risks, words

LIMIT = 500_000
RATES = {"NOK": "1", "SEK": "1.02", "DKK": "1.55", "EUR": "11.6", "USD": "10.7"}
SMALLEST = {currency: -(-LIMIT // Fraction(rate)) for currency, rate in RATES.items()}
"""The smallest whole amount of each currency that is at or over the limit, by exact arithmetic."""
BUDGETS: list[Values] = [{"total": amount, "currency": currency} for currency, amount in SMALLEST.items()]
larger = st.sampled_from([{"total": LIMIT}, {"total": 9_000_000}, *BUDGETS])
smaller = st.sampled_from(
    [{"total": LIMIT - 1}, {"total": 0}, *({**one, "total": one["total"] - 1} for one in BUDGETS)]
)
unsaid = one_of({}, {"currency": "EUR"}, {"own_by_year": {2026: 5}})
"""Budgets without a total: nobody can tell whether the project is larger."""
no_rate = one_of({"total": LIMIT, "currency": "GBP"}, {"total": 1, "currency": "JPY"})
UNDECIDED: tuple[Change, ...] = ({"budget": GONE}, {"budget": unsaid}, {"budget": no_rate})


@law("project-evaluation-planned", "status budget evaluation")
def an_evaluation_is_planned(day: str) -> Cases:
    return Cases(
        when={"status": one_of("planned", "active"), "budget": larger},
        breach=({"evaluation": GONE}, {"evaluation.planned": GONE}, {"evaluation": {}}),
        fulfilled=({"evaluation.planned": dates}, {"evaluation": st.fixed_dictionaries({"planned": dates})}),
        idle=(
            {"status": one_of("idea", "applied", "completed", "cancelled")},
            {"status": one_of("idea", "applied", "completed", "cancelled"), "budget": GONE},
            {"budget": smaller},
        ),
        unknown=UNDECIDED,
    )


ENDS = ("2025-01-31", "2024-08-31", "2023-08-31", "2025-12-30", "2024-02-29", "2025-06-15")
"""Ends of projects, some of them in months that are longer than the month of the deadline."""


@st.composite
def _deadline(draw: st.DrawFn, days: int) -> Change:
    """A project's end, and a day so many days after the deadline that is six months later."""
    end = draw(st.sampled_from(ENDS))
    return {"period.end": end, AS_OF: moved(months_on(end, 6), days)}


@law("project-evaluation", "status budget period evaluation")
def a_larger_project_is_evaluated(day: str) -> Cases:
    ended = moved(months_on(day, -6), -40)
    long_ago = {"period": one_of({"end": ended}, {"start": "2015-01-01", "end": moved(ended, -400)})}
    done = {"evaluation.completed": one_of(moved(ended, -30), ended, moved(ended, 30))}
    missing = {"evaluation": one_of({}, {"planned": "2026-01-01"}, {"results": "Godt", "economy": "Godt"})}
    late = _deadline(days=1)
    return Cases(
        when={"status": "completed", "budget": larger, "period": {"end": ended}},
        breach=(
            {**long_ago, "evaluation": GONE},
            {**long_ago, "evaluation.completed": GONE},
            {**long_ago, **missing},
            late.map(lambda one: {**one, "evaluation": {}}),
        ),
        fulfilled=(
            {**long_ago, **done},
            late.map(lambda one: {**one, "evaluation": {"completed": one["period.end"]}}),
        ),
        idle=(
            {"status": one_of("idea", "applied", "planned", "active", "cancelled")},
            {"status": one_of("idea", "applied", "planned", "active", "cancelled"), "budget": GONE, "period": GONE},
            {"budget": smaller},
            _deadline(days=0),
            _deadline(days=-1),
            _deadline(days=-120),
        ),
        unknown=(*UNDECIDED, {"period": GONE}, {"period": {"start": "2020-01-01"}}),
    )


@law("project-evaluation-content", "status budget evaluation")
def an_evaluation_says_what_it_must(day: str) -> Cases:
    parts = dict.fromkeys(("goal_attainment", "results", "economy"), words)
    whole = st.fixed_dictionaries({"completed": dates, **parts}, optional={"document": words})
    return Cases(
        when={"status": NOT_CANCELLED, "budget": larger, "evaluation.completed": dates},
        breach=(
            *({f"evaluation.{name}": GONE} for name in parts),
            {"evaluation": st.fixed_dictionaries({"completed": dates}, optional={"document": words})},
        ),
        fulfilled=({"evaluation": whole},),
        idle=(
            {"status": "cancelled"},
            {"evaluation.completed": GONE},
            {"evaluation": GONE, "budget": GONE},
            {"budget": smaller},
        ),
        unknown=UNDECIDED,
    )


assessed = st.one_of(
    st.fixed_dictionaries({"risks": st.lists(risks, min_size=1, max_size=2)}, optional={"date": dates}),
    st.fixed_dictionaries({"not_needed": words}),
)
not_assessed = one_of({}, {"date": "2025-01-01"}, {"risks": []})
some_factor = st.lists(st.sampled_from(RISK_FACTORS), min_size=1, max_size=2, unique=True)
calm = partners.map(lambda one: {**one, "country": "DK"})
at_risk = partners.map(lambda one: {**one, "country": "UA"})


@st.composite
def _cause(draw: st.DrawFn) -> Change:
    """One of the four causes for an assessment, and none of the others."""
    change = {"budget": draw(smaller), "risk_factors": [], "partners": ["rolig"], "participants": [{"country": "SE"}]}
    causes = {
        "budget": larger,
        "risk_factors": some_factor,
        "partners": st.sampled_from([["utsatt"], ["rolig", "utsatt"]]),
        "participants": st.sampled_from([[{"country": "UA"}], [{"name": "Lviv"}, {"country": "UA"}]]),
    }
    cause = draw(st.sampled_from(sorted(causes)))
    if cause != "budget":
        change["budget"] = draw(st.one_of(st.just({}), no_rate, smaller))
    return {**change, cause: draw(causes[cause])}


CALM: Change = {"budget": smaller, "risk_factors": [], "partners": ["rolig"], "participants": [{"country": "SE"}, {}]}
CAUSES = ("budget", "risk_factors", "partners", "participants")


@law("project-risk-assessment", "status budget risk_factors partners participants risk_assessment")
def risks_of_a_project_are_assessed(day: str) -> Cases:
    beside = st.fixed_dictionaries({("partner", "rolig"): calm, ("partner", "utsatt"): at_risk})
    neither = dict.fromkeys(CAUSES[1:], GONE)
    return Cases(
        when={"status": COMMITTED, "budget": {"total": LIMIT}, OTHERS: beside},
        breach=(
            _cause().map(lambda one: {**one, "risk_assessment": GONE}),
            *(_cause().flatmap(lambda one: not_assessed.map(lambda none: {**one, "risk_assessment": none})),) * 3,
            {"risk_assessment": not_assessed},
        ),
        fulfilled=(
            *(_cause().flatmap(lambda one: assessed.map(lambda some: {**one, "risk_assessment": some})),) * 3,
            {"risk_assessment": assessed},
        ),
        idle=({"status": NOT_COMMITTED}, CALM, {**CALM, **neither}),
        unknown=tuple({**CALM, **neither, **change, "risk_assessment": GONE} for change in UNDECIDED),
    )


def _scores(least: int, most: int) -> st.SearchStrategy[Values]:
    """Risks whose likelihood times impact is from `least` to `most`."""
    pairs = ((likelihood, impact) for likelihood in range(1, 6) for impact in range(1, 6))
    return st.sampled_from([{"likelihood": a, "impact": b} for a, b in pairs if least <= a * b <= most])


@law("project-risk-mitigation", "status risk_assessment")
def high_risks_are_met(day: str) -> Cases:
    high, low = _scores(9, 25), _scores(1, 8)
    lacking = one_of({"impact": 5}, {"likelihood": 5}, {"description": "Storm"})
    # One that is met is met, also where nobody has said how high it is.
    met = st.tuples(st.one_of(high, one_of({}, {"impact": 5})), words).map(
        lambda both: {**both[0], "mitigation": both[1]}
    )
    path = "risk_assessment.risks"
    return Cases(
        when={"status": NOT_CANCELLED},
        breach=(
            each(path, met, high, other=low),
            each(path, met, high, high),
            each(path, None, _scores(9, 9)),
        ),
        fulfilled=(each(path, met, other=low),),
        idle=({"status": "cancelled"},),
        unasked=(
            {path: []},
            {"risk_assessment": GONE},
            {"risk_assessment": {"not_needed": "Et møte"}},
        ),
        unknown=(lacking.map(lambda one: {path: [one], ITEMS: {0: UNKNOWN}}),),
    )


@law("partner-risk-assessment", "status country risk_factors risk_assessment")
def risks_of_a_relation_are_assessed(day: str) -> Cases:
    factor = {"country": one_of("DK", "SE"), "risk_factors": some_factor}
    country = {"country": "UA", "risk_factors": one_of([], ["minors"])}
    return Cases(
        when={"status": one_of("proposed", "active"), "country": "UA"},
        breach=(
            {**factor, "risk_assessment": GONE},
            {**factor, "risk_assessment": not_assessed},
            {**country, "risk_assessment": not_assessed},
        ),
        fulfilled=({**factor, "risk_assessment": assessed}, {**country, "risk_assessment": assessed}),
        idle=(
            {"status": one_of("dormant", "ended")},
            {"country": one_of("DK", "GT"), "risk_factors": []},
            {"country": "SE", "risk_factors": GONE},
        ),
    )
