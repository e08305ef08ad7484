"""The laws of the quality rules about the future: nothing is done, visited or completed after the day of the check."""

from __future__ import annotations

from days import after, moved, until
from hypothesis import strategies as st
from items import each
from law import GONE, Cases, law
from quality_laws import Days, Parts
from records_made import numbers, one_of, words


def _dates(path: str, good: st.SearchStrategy[str], bad: st.SearchStrategy[str], **when: object) -> Cases:
    """One date, which is right or wrong, and needs not be there."""
    return Cases(when=when, breach=({path: bad},), fulfilled=({path: good},), unasked=({path: GONE},))


@law("quality-future-decision", "decision")
def a_decision_is_past(day: str) -> Cases:
    return _dates("decision.date", until(day), after(day))


@law("quality-future-agreement-decision", "agreement", "partner")
def a_decision_on_an_agreement_is_past(day: str) -> Cases:
    return _dates("agreement.decision.date", until(day), after(day))


@law("quality-future-signing", "agreement", "partner")
def a_signing_is_past(day: str) -> Cases:
    return _dates("agreement.signed", until(day), after(day), **{"agreement.valid_until": one_of(GONE, "2050-01-01")})


@law("quality-future-review", "review", "partner")
def a_review_is_past(day: str) -> Cases:
    return _dates("review.date", until(day), after(day))


@law("quality-future-evaluation", "evaluation", "partner", "project")
def a_completed_evaluation_is_past(day: str) -> Cases:
    cases = _dates("evaluation.completed", until(day), after(day))
    return Cases(cases.when, cases.breach, cases.fulfilled, unasked=({"evaluation": {"planned": "2032-01-01"}},))


@law("quality-future-risk-assessment", "risk_assessment", "partner", "project")
def a_risk_assessment_is_past(day: str) -> Cases:
    return _dates("risk_assessment.date", until(day), after(day))


@law("quality-future-since", "status since", "partner")
def a_relation_has_begun(day: str) -> Cases:
    year = int(day[:4])
    return Cases(
        when={"status": one_of("active", "dormant", "ended")},
        breach=({"since": st.integers(year + 1, year + 3)},),
        fulfilled=({"since": st.integers(year - 3, year)},),
        unasked=({"since": GONE}, {"status": "proposed"}),
    )


@law("quality-future-tradition", "traditions", "partner")
def a_tradition_has_begun(day: str) -> Cases:
    def begun(years: st.SearchStrategy[int]) -> Parts:
        return st.fixed_dictionaries({"since": years}, optional={"name": words})

    good, bad = begun(st.integers(int(day[:4]) - 2, int(day[:4]))), begun(st.integers(int(day[:4]) + 1, 2040))
    return Cases(
        breach=(each("traditions", good, bad, other=one_of({}, {"name": "Julegran"})),),
        fulfilled=(each("traditions", good),),
        unasked=({"traditions": GONE}, {"traditions": []}, {"traditions": [{"name": "Julegran"}]}),
    )


@law("quality-future-visit", "visits", "partner")
def a_visit_is_past(day: str) -> Cases:
    def on(days: Days) -> Parts:
        return st.fixed_dictionaries({"date": days}, optional={"direction": one_of("outgoing")})

    return Cases(
        breach=(each("visits", on(until(day)), on(after(day)), other=one_of({}, {"purpose": "Kor"})),),
        fulfilled=(each("visits", on(until(day))),),
        unasked=({"visits": GONE}, {"visits": []}, {"visits": [{"purpose": "Kor"}]}),
    )


@law("quality-future-activity", "plan", "partner", "project")
def what_is_done_is_past(day: str) -> Cases:
    good = st.one_of(
        st.fixed_dictionaries({"done": st.just(True), "end": until(day)}, optional={"start": until(moved(day, -2000))}),
        st.fixed_dictionaries({"done": st.just(True), "start": until(day)}),
    )
    bad = st.one_of(
        st.fixed_dictionaries({"done": st.just(True), "end": after(day)}, optional={"start": until(day)}),
        st.fixed_dictionaries({"done": st.just(True), "start": after(day)}),
    )
    planned = st.fixed_dictionaries({"end": after(day)}, optional={"done": st.just(False), "start": after(day)})
    undated = one_of({"done": True}, {})
    return Cases(
        breach=(each("plan.activities", good, bad, other=planned), each("plan.activities", good, bad, other=undated)),
        fulfilled=(each("plan.activities", good, other=planned),),
        unasked=({"plan": GONE}, {"plan.activities": []}),
    )


@law("quality-future-result", "goals", "partner", "project")
def a_result_is_past(day: str) -> Cases:
    def on(days: Days) -> Parts:
        result = st.fixed_dictionaries({"date": days}, optional={"value": numbers})
        return st.fixed_dictionaries({"statement": words, "result": result})

    none = one_of({"statement": "Flere"}, {"statement": "Flere", "result": {"value": 5}})
    return Cases(
        breach=(each("goals", on(until(day)), on(after(day)), other=none),),
        fulfilled=(each("goals", on(until(day)), other=none),),
        unasked=({"goals": GONE}, {"goals": none.map(lambda one: [one])}),
    )
