"""The laws of the rules about projects: chapters 1 to 3 of the strategy, and 4d and 4f."""

from __future__ import annotations

from hypothesis import strategies as st
from items import each
from law import GONE, OTHERS, Cases, law
from records_made import (
    Values,
    activities,
    amounts,
    dates,
    few,
    fundings,
    goals,
    numbers,
    one_of,
    partners,
    sdgs,
    words,
)

COMMITTED = one_of("applied", "planned", "active", "completed")
NOT_COMMITTED = one_of("idea", "cancelled")
NOT_CANCELLED = one_of("idea", "applied", "planned", "active", "completed")
IDLE = {"status": NOT_COMMITTED}
EUROPEAN = one_of("eu", "eea", "interreg")
ABROAD = one_of("own", "county", "state", "nordic", "foundation", "private", "other")


@law("project-goals", "status goals")
def goals_are_clear(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"goals": GONE}, {"goals": []}),
        fulfilled=({"goals": st.lists(goals, min_size=1, max_size=3)},),
        idle=(IDLE,),
    )


@law("project-goals-measurable", "status goals")
def goals_can_be_measured(day: str) -> Cases:
    measures = {"statement": words, "indicator": words, "target": numbers, "due": dates}
    whole = st.fixed_dictionaries(measures)
    lacking = [
        st.fixed_dictionaries({name: made for name, made in measures.items() if name != left_out})
        for left_out in ("indicator", "target", "due")
    ]
    return Cases(
        when={"status": COMMITTED},
        breach=(*(each("goals", whole, one) for one in lacking), each("goals", None, *lacking)),
        fulfilled=(each("goals", whole),),
        idle=(IDLE,),
        nothing=({"goals": []}, {"goals": GONE}),
    )


@law("project-plan", "status plan")
def a_plan_says_what_is_done(day: str) -> Cases:
    listed = st.lists(activities, min_size=1, max_size=2)
    return Cases(
        when={"status": COMMITTED},
        breach=({"plan": GONE}, {"plan": {}}, {"plan": {"activities": []}}, {"plan": {"end_product": "Bok"}}),
        fulfilled=({"plan.description": words}, {"plan.activities": listed}, {"plan": {"description": "Vi møtes"}}),
        idle=(IDLE,),
    )


@law("project-plan-activities", "status plan")
def activities_have_their_days(day: str) -> Cases:
    dated = st.fixed_dictionaries({"start": dates, "end": dates}, optional={"title": words, "deliverable": words})
    half = st.fixed_dictionaries({}, optional={"title": words, "start": dates})
    other_half = st.fixed_dictionaries({"end": dates}, optional={"title": words})
    mixed = st.tuples(st.one_of(half, other_half), dated).map(list)
    return Cases(
        when={"status": COMMITTED},
        breach=(
            {"plan": {"description": "Vi møtes"}},
            {"plan": {"description": "Vi møtes", "activities": []}},
            {"plan.activities": mixed.flatmap(st.permutations)},
            {"plan.activities": st.lists(st.one_of(half, other_half), min_size=1, max_size=2)},
        ),
        fulfilled=({"plan.activities": st.lists(dated, min_size=1, max_size=3)},),
        idle=(IDLE, {"plan": GONE}),
    )


@law("project-budget", "status budget")
def a_budget_has_a_total(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"budget": GONE}, {"budget.total": GONE}, {"budget.total": 0}, {"budget": {"currency": "SEK"}}),
        fulfilled=({"budget.total": 1}, {"budget": {"total": 400_000}}, {"budget.total": st.integers(1, 10**9)}),
        idle=(IDLE,),
    )


@law("project-time-limited", "status period")
def a_project_has_an_end(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"period": GONE}, {"period": {}}, {"period.end": GONE}, {"period.start": GONE}),
        fulfilled=({"period": st.fixed_dictionaries({"start": dates, "end": dates})},),
        idle=(IDLE,),
    )


@law("project-end-product", "status plan")
def a_project_ends_in_a_product(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"plan": GONE}, {"plan.end_product": GONE}, {"plan": {"description": "Vi møtes"}}),
        fulfilled=({"plan.end_product": words}, {"plan": {"end_product": "Håndbok"}}),
        idle=(IDLE,),
    )


@law("project-sdg", "status sdgs")
def a_project_serves_a_un_goal(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"sdgs": GONE}, {"sdgs": []}),
        fulfilled=({"sdgs": st.lists(sdgs, min_size=1, max_size=3)},),
        idle=(IDLE,),
    )


@law("project-sdg-contribution", "status sdgs")
def each_un_goal_is_explained(day: str) -> Cases:
    told = st.fixed_dictionaries({"goal": st.integers(1, 17), "contribution": words})
    untold: st.SearchStrategy[Values] = st.fixed_dictionaries(
        {"goal": st.integers(1, 17)}, optional={"targets": st.just([])}
    )
    return Cases(
        when={"status": NOT_CANCELLED},
        breach=(each("sdgs", told, untold), each("sdgs", told, untold, untold)),
        fulfilled=(each("sdgs", told),),
        idle=({"status": "cancelled"},),
        nothing=({"sdgs": []}, {"sdgs": GONE}),
    )


def _claim(principle: str, key: str) -> Cases:
    others = one_of([], ["2.2"], ["2.2", "2.3"])
    return Cases(
        when={"status": NOT_CANCELLED, "strategy.principles": one_of([principle], ["2.2", principle])},
        breach=({key: GONE},),
        fulfilled=({key: words},),
        idle=({"status": "cancelled"}, {"strategy.principles": others}, {"strategy": GONE}),
    )


@law("project-green-transition", "status strategy green_transition")
def green_transition_is_explained(day: str) -> Cases:
    return _claim("2.1", "green_transition")


@law("project-services", "status strategy services")
def services_are_explained(day: str) -> Cases:
    return _claim("2.4", "services")


def _anchored(key: str, codes: st.SearchStrategy[list[str]]) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"strategy": GONE}, {f"strategy.{key}": GONE}, {f"strategy.{key}": []}),
        fulfilled=({f"strategy.{key}": codes}, {"strategy": st.fixed_dictionaries({key: codes})}),
        idle=(IDLE,),
    )


@law("project-principles", "status strategy")
def a_project_rests_on_a_principle(day: str) -> Cases:
    return _anchored("principles", one_of(["2.1"], ["2.2"], ["2.3"], ["2.4"], ["2.2", "2.4"]))


@law("project-strategy-goals", "status strategy")
def a_project_serves_a_goal(day: str) -> Cases:
    return _anchored("goals", one_of(["1"], ["2"], [3], [4], ["1", "4"]))


@law("project-benefit", "status benefit")
def both_sides_gain(day: str) -> Cases:
    return Cases(
        when={"status": COMMITTED},
        breach=({"benefit": GONE}, {"benefit.partner": GONE}, {"benefit.municipality": GONE}, {"benefit": {}}),
        fulfilled=({"benefit.municipality": words, "benefit.partner": words},),
        idle=(IDLE,),
    )


@law("project-external-funding", "status funding")
def outside_money_is_sought(day: str) -> Cases:
    kinds = one_of("county", "state", "nordic", "eu", "eea", "interreg", "foundation", "private", "other")
    sought = st.fixed_dictionaries(
        {"kind": kinds, "status": one_of("applied", "granted", "rejected")}, optional={"amount": amounts}
    )
    own = st.fixed_dictionaries({"kind": st.just("own"), "status": one_of("applied", "granted", "rejected")})
    considered = st.fixed_dictionaries({"kind": kinds, "status": st.just("considered")})
    return Cases(
        when={"status": COMMITTED},
        breach=(
            {"funding": GONE},
            {"funding": []},
            {"funding": few(own)},
            {"funding": few(st.one_of(own, considered))},
        ),
        fulfilled=(
            {"funding": sought.map(lambda one: [one])},
            {"funding": st.tuples(few(fundings), sought).map(lambda both: [*both[0], both[1]])},
        ),
        idle=(IDLE,),
    )


@law("project-sister-city-partner", "status strategy partners")
def goal_3_has_a_sister_city(day: str) -> Cases:
    city = partners.map(lambda one: {**one, "relation": "sister_city"})
    relation = one_of("friendship", "solidarity", "partnership", "letter_of_intent", "network")
    friend = st.tuples(partners, relation).map(lambda both: {**both[0], "relation": both[1]})
    beside = st.fixed_dictionaries({("partner", "venn"): friend, ("partner", "vennskapsby"): city})
    goals_but_3 = one_of([], ["1"], ["2", "4"])
    return Cases(
        when={"status": COMMITTED, "strategy.goals": one_of(["3"], [3, 1]), OTHERS: beside},
        breach=({"partners": GONE}, {"partners": []}, {"partners": ["venn"]}),
        fulfilled=(
            {"partners": ["vennskapsby"]},
            {"partners": ["venn", "vennskapsby"]},
        ),
        idle=(IDLE, {"strategy.goals": goals_but_3}, {"strategy": GONE}),
    )


@law("project-culture-programme", "status strategy areas funding")
def goal_4_has_culture_and_european_money(day: str) -> Cases:
    european = st.fixed_dictionaries({"kind": EUROPEAN, "status": one_of("considered", "applied", "granted")})
    rejected = st.fixed_dictionaries({"kind": EUROPEAN, "status": st.just("rejected")})
    other = st.fixed_dictionaries({"kind": ABROAD, "status": st.just("granted")})
    return Cases(
        when={"status": COMMITTED, "strategy.goals": one_of(["4"], [2, 4])},
        breach=(
            {"areas": GONE},
            {"areas": one_of([], ["school"], ["business", "environment"])},
            {"funding": GONE},
            {"funding": few(other)},
            {"funding": st.tuples(rejected, other).map(list)},
        ),
        fulfilled=(
            {"areas": one_of(["culture"], ["school", "culture"]), "funding": european.map(lambda one: [one])},
            {"areas": ["culture"], "funding": st.tuples(rejected, european).map(list)},
        ),
        idle=(IDLE, {"strategy.goals": one_of([], ["1", "3"])}, {"strategy": GONE}),
    )
