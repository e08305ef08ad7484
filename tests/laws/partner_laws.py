"""The laws of the rules about partners."""

from __future__ import annotations

from days import TERM_END, TERM_START, moved, oldest, until
from hypothesis import strategies as st
from law import AS_OF, GONE, OTHERS, Cases, Change, law
from records_made import activities, amounts, goals, one_of, projects, sdgs, words

LIVE = one_of("proposed", "active")
NOT_LIVE = one_of("dormant", "ended")
OTHER_RELATION = one_of("friendship", "solidarity", "partnership", "letter_of_intent", "network")
CITY: Change = {"relation": "sister_city", "status": "active"}
NO_ACTIVE_CITY: tuple[Change, ...] = (
    {"relation": OTHER_RELATION},
    {"status": one_of("proposed", "dormant", "ended")},
)
LIVE_CITY: Change = {"relation": "sister_city", "status": LIVE}
NO_LIVE_CITY: tuple[Change, ...] = ({"relation": OTHER_RELATION}, {"status": NOT_LIVE})
IDLE: tuple[Change, ...] = ({"status": NOT_LIVE},)


@law("partner-benefit", "relation status benefit")
def a_sister_city_is_of_use_to_both(day: str) -> Cases:
    return Cases(
        when=LIVE_CITY,
        breach=({"benefit": GONE}, {"benefit.partner": GONE}, {"benefit.municipality": GONE}, {"benefit": {}}),
        fulfilled=({"benefit.municipality": words, "benefit.partner": words},),
        idle=NO_LIVE_CITY,
    )


@law("partner-areas", "relation status areas")
def a_sister_city_has_areas(day: str) -> Cases:
    return Cases(
        when=LIVE_CITY,
        breach=({"areas": GONE}, {"areas": []}),
        fulfilled=({"areas": one_of(["culture"], ["school", "business"])}, {"areas": [{"other": "Idrett"}]}),
        idle=NO_LIVE_CITY,
    )


@law("partner-goals", "status goals")
def a_relation_has_goals(day: str) -> Cases:
    return Cases(
        when={"status": LIVE},
        breach=({"goals": GONE}, {"goals": []}),
        fulfilled=({"goals": st.lists(goals, min_size=1, max_size=2)},),
        idle=IDLE,
    )


@law("partner-plan", "status plan")
def a_relation_has_a_plan(day: str) -> Cases:
    return Cases(
        when={"status": LIVE},
        breach=({"plan": GONE}, {"plan": {}}, {"plan": {"activities": []}}, {"plan": {"end_product": "Bok"}}),
        fulfilled=({"plan.description": words}, {"plan.activities": st.lists(activities, min_size=1, max_size=2)}),
        idle=IDLE,
    )


@law("partner-budget", "status budget")
def a_relation_has_a_budget(day: str) -> Cases:
    return Cases(
        when={"status": LIVE},
        breach=({"budget": GONE}, {"budget.total": GONE}, {"budget": {"currency": "DKK", "own_by_year": {2026: 9}}}),
        fulfilled=({"budget.total": 0}, {"budget.total": amounts}),
        idle=IDLE,
    )


@law("partner-strategy", "status strategy")
def a_relation_serves_the_strategy(day: str) -> Cases:
    principles, served = one_of(["2.2"], ["2.1", "2.3"]), one_of(["3"], [1, 4])
    return Cases(
        when={"status": LIVE},
        breach=(
            {"strategy": GONE},
            {"strategy.goals": GONE},
            {"strategy.goals": []},
            {"strategy.principles": GONE},
            {"strategy.principles": []},
        ),
        fulfilled=({"strategy.principles": principles, "strategy.goals": served},),
        idle=IDLE,
    )


@law("partner-sdg", "status sdgs")
def a_relation_serves_a_un_goal(day: str) -> Cases:
    return Cases(
        when={"status": LIVE},
        breach=({"sdgs": GONE}, {"sdgs": []}),
        fulfilled=({"sdgs": st.lists(sdgs, min_size=1, max_size=2)},),
        idle=IDLE,
    )


@law("partner-tradition-kept", "status traditions")
def traditions_are_kept_up(day: str) -> Cases:
    firm = one_of([{"name": "Julegran", "since": 1960}], [{}, {"name": "Korstevne"}])
    return Cases(
        when={"traditions": firm},
        breach=({"status": "dormant"}, {"status": "ended"}),
        fulfilled=({"status": "active"}, {"status": "proposed"}),
        idle=({"traditions": []}, {"traditions": GONE}),
    )


@law("partner-sustainable", "relation status review")
def the_level_of_contact_is_reviewed(day: str) -> Cases:
    in_term = one_of(TERM_START, moved(TERM_START, 1), day)
    concluded = st.fixed_dictionaries({"date": in_term}, optional={"conclusion": one_of("adjust", "end")})
    return Cases(
        when=CITY,
        breach=(
            {"review": GONE},
            {"review": one_of({}, {"conclusion": "continue"})},
            {"review.date": until(moved(TERM_START, -1))},
            {"review": {"date": moved(TERM_END, 1)}, AS_OF: moved(TERM_END, 9)},
        ),
        fulfilled=({"review": concluded}, {"review": {"date": TERM_END}, AS_OF: TERM_END}),
        idle=NO_ACTIVE_CITY,
    )


@st.composite
def _visits(draw: st.DrawFn, day: str, outgoing: int, incoming: int) -> list[dict[str, object]]:
    """So many visits each way in the term and by the day, among some that do not count."""
    direction = st.sampled_from(["outgoing", "incoming"])
    beyond = st.sampled_from([moved(TERM_START, -1), moved(TERM_START, -900), moved(day, 1), moved(TERM_END, 1)])
    within = st.sampled_from([TERM_START, moved(TERM_START, 90), day])
    made: list[dict[str, object]] = [{"date": draw(within), "direction": "outgoing"} for _ in range(outgoing)]
    made += [{"date": draw(within), "direction": "incoming"} for _ in range(incoming)]
    made += [{"date": draw(beyond), "direction": draw(direction)} for _ in range(draw(st.integers(0, 2)))]
    return draw(st.permutations(made)) if made else made


def _each_way(day: str, *numbers: tuple[int, int]) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.sampled_from(numbers).flatmap(lambda both: _visits(day, *both))


LATE_IN_TERM = ("2026-10-01", "2026-10-05", "2027-01-31", "2027-09-30")
"""Days when three quarters of the term have passed: on the first, 1096 of its 1461 days."""
EARLY_IN_TERM = ("2024-02-29", "2025-11-30", "2026-09-30")


def _strategies(change: Change) -> dict[str, st.SearchStrategy[object]]:
    return {path: made if isinstance(made, st.SearchStrategy) else st.just(made) for path, made in change.items()}


@law("partner-visits", "relation status contact_level traditions visits")
def the_most_active_visit_each_other(day: str) -> Cases:
    late, early = st.sampled_from(LATE_IN_TERM), st.sampled_from(EARLY_IN_TERM)

    def visited(*numbers: tuple[int, int]) -> st.SearchStrategy[Change]:
        return late.flatmap(lambda on: st.fixed_dictionaries({"visits": _each_way(on, *numbers), AS_OF: st.just(on)}))

    high = {"contact_level": "high", "traditions": one_of([], [{"name": "Julegran"}])}
    firm = {"contact_level": one_of("low", "medium"), "traditions": [{"name": "Julegran"}]}
    quiet = {"contact_level": one_of("low", "medium"), "traditions": GONE}
    lacking, enough = visited((0, 0), (1, 0), (0, 1), (2, 0), (0, 3)), visited((1, 1), (1, 2), (3, 1))
    return Cases(
        when={**CITY, **high},
        breach=(lacking, lacking.map(lambda one: {**firm, **one}), lacking.map(lambda one: {**high, **one})),
        fulfilled=(enough, enough.map(lambda one: {**firm, **one}), enough.map(lambda one: {**high, **one})),
        idle=(
            *(st.fixed_dictionaries({**_strategies(change), AS_OF: late}) for change in (*NO_ACTIVE_CITY, quiet)),
            early.map(lambda on: {AS_OF: on}),
            early.map(lambda on: {AS_OF: on, "visits": GONE}),
            late.map(lambda on: {AS_OF: on, "contact_level": GONE, "traditions": GONE}),
        ),
        unknown=(late.map(lambda on: {AS_OF: on, "visits": GONE}),),
    )


@law("partner-visits-limit", "relation status visits")
def visits_are_no_more_than_the_main_rule(day: str) -> Cases:
    return Cases(
        when=CITY,
        breach=({"visits": _each_way(day, (2, 0), (0, 2))}, {"visits": _each_way(day, (2, 1), (1, 3), (2, 2))}),
        fulfilled=({"visits": []}, {"visits": _each_way(day, (0, 0), (1, 0), (0, 1), (1, 1))}),
        idle=NO_ACTIVE_CITY,
        unknown=({"visits": GONE},),
    )


@st.composite
def _projects(draw: st.DrawFn, day: str, used: bool) -> Change:
    """Projects that name the partner. They make it a used one if they are committed and not long ended."""
    earliest = oldest(day, 48)
    committed = st.sampled_from(["applied", "planned", "active", "completed"])
    recent = st.sampled_from([{}, {"start": "2019-01-01"}, {"end": earliest}, {"end": day}, {"end": moved(day, 500)}])
    made = {}
    for number in range(draw(st.integers(0, 2))):
        status, period = draw(
            st.one_of(
                st.tuples(committed, st.sampled_from([moved(earliest, -1), moved(earliest, -900)]).map(_ends)),
                st.tuples(st.sampled_from(["idea", "cancelled"]), recent),
            )
        )
        made["project", f"gammelt-{number}"] = {"status": status, "period": period}
    if used:
        made["project", "nytt"] = {"status": draw(committed), "period": draw(recent)}
    return {OTHERS: {key: {**draw(projects()), **one, "partners": ["den"]} for key, one in made.items()}}


def _ends(day: str) -> dict[str, str]:
    return {"end": day}


@law("partner-used", "relation status since")
def a_sister_city_is_used(day: str) -> Cases:
    # A relation began in the course of a year, and may be no older than since its last day.
    year = int(day[:4])
    return Cases(
        when={**CITY, "since": st.integers(1950, year - 5)},
        breach=(_projects(day, used=False),),
        fulfilled=(_projects(day, used=True),),
        idle=(*NO_ACTIVE_CITY, {"since": st.integers(year - 4, year)}),
        unknown=({"since": GONE},),
    )
