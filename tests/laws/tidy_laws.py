"""The laws of the quality rules about sums, roles, texts, names and what is personal."""

from __future__ import annotations

from hypothesis import strategies as st
from items import each
from law import GONE, Cases, Change, law
from project_laws import COMMITTED
from records_made import TARGETS, Values, amounts, dates, one_of, words


def _amounts(key: str, **more: object) -> st.SearchStrategy[tuple[list[Values], int]]:
    """Items with amounts, and their sum."""
    lists = st.lists(amounts.map(lambda one: one + 1), min_size=1, max_size=3)
    return lists.map(lambda made: ([{key: one, **more} for one in made], sum(made)))


OFF = st.sampled_from([1, -1, 1000])


@law("quality-budget-lines-sum", "budget", "partner", "project")
def lines_add_up(day: str) -> Cases:
    lines = _amounts("amount", item="Reiser")
    right = lines.map(lambda both: {"budget.lines": both[0], "budget.total": both[1]})
    wrong = st.tuples(lines, OFF).map(lambda all_: {"budget.lines": all_[0][0], "budget.total": all_[0][1] + all_[1]})
    unsaid = lines.map(lambda both: {"budget.lines": [*both[0], {"item": "Annet"}], "budget.total": both[1] + 5})
    return Cases(
        breach=(wrong,),
        fulfilled=(right,),
        unasked=({"budget": GONE}, {"budget.lines": []}, {"budget.total": GONE}, unsaid),
    )


@law("quality-funding-sum", "status budget funding")
def funding_adds_up(day: str) -> Cases:
    @st.composite
    def funded(draw: st.DrawFn, off: st.SearchStrategy[int], uncounted: str) -> Change:
        made, total = draw(_amounts("amount", kind="eu", status="granted"))
        made[0] = {**made[0], "kind": "own", "status": draw(one_of("applied", "granted"))}
        made += [{"kind": "state", "amount": 77, "status": uncounted}] if uncounted else []
        return {"funding": draw(st.permutations(made)), "budget.total": total + draw(off)}

    right = funded(st.just(0), "")
    unsaid = right.map(lambda one: {**one, "funding": [*one["funding"], {"kind": "eu", "status": "granted"}]})
    return Cases(
        when={"status": COMMITTED},
        # What is only considered does not count, and leaves room for what it may come to.
        breach=(funded(OFF, ""), funded(OFF, "rejected"), funded(st.just(-1), "considered")),
        fulfilled=(
            *(funded(st.just(0), uncounted) for uncounted in ("", "rejected", "considered")),
            funded(st.just(1), "considered"),
        ),
        unasked=(unsaid, {"funding": GONE}, {"funding": []}, {"budget": GONE}),
    )


@law("quality-own-by-year-sum", "status budget funding")
def own_money_adds_up(day: str) -> Cases:
    @st.composite
    def put_in(draw: st.DrawFn, off: st.SearchStrategy[int]) -> Change:
        own, total = draw(_amounts("amount", kind="own", status="granted"))
        by_year = draw(st.integers(1, total)) if total > 1 else total
        years = {2025: by_year, 2026: total - by_year + 1 + draw(off)}
        own[0] = {**own[0], "amount": own[0]["amount"] + 1}
        other = {"kind": "eu", "amount": 99, "status": "granted"}
        return {"funding": draw(st.permutations([*own, other])), "budget.own_by_year": years}

    return Cases(
        when={"status": COMMITTED},
        breach=(put_in(OFF),),
        fulfilled=(put_in(st.just(0)),),
        unasked=({"funding": GONE}, {"budget": GONE}, {"budget.own_by_year": GONE}),
    )


@law("quality-one-lead", "status participants municipality_role")
def one_leads(day: str) -> Cases:
    roles = one_of(["partner"], ["associated", "partner"])

    def parties(ours: st.SearchStrategy[str], leads: int) -> st.SearchStrategy[Change]:
        return st.tuples(ours, roles).map(
            lambda both: {
                "municipality_role": both[0],
                "participants": [{"name": "Vi", "role": role} for role in ["lead"] * leads + both[1]],
            }
        )

    ours, theirs = st.just("lead"), one_of("partner", "associated")
    return Cases(
        when={"status": COMMITTED},
        breach=(parties(theirs, 0), parties(ours, 1), parties(theirs, 2), parties(ours, 3)),
        fulfilled=(parties(ours, 0), parties(theirs, 1)),
        unasked=({"municipality_role": GONE, "participants": GONE},),
    )


def _differs(key: str) -> Cases:
    return Cases(
        when={key: one_of("Havna", "Åpne dører")},
        breach=({key: "Havna", "summary": "Havna"}, {key: "Åpne dører", "summary": "Åpne dører"}),
        fulfilled=({"summary": one_of("Havna blir et sted for alle.", "Vi øver sammen hver vår")},),
        unasked=({"summary": GONE},),
    )


@law("quality-title-is-summary", "title summary")
def a_summary_is_no_title(day: str) -> Cases:
    return _differs("title")


@law("quality-name-is-summary", "name summary", "partner")
def a_summary_is_no_name(day: str) -> Cases:
    return _differs("name")


def _case(path: str) -> Cases:
    decided = st.fixed_dictionaries({"body": words}, optional={"date": dates})
    told = st.fixed_dictionaries({"case": one_of("PS 61/15", "2009/6146")}, optional={"body": words, "date": dates})
    return Cases(breach=({path: decided},), fulfilled=({path: told},), unasked=({path: GONE},))


@law("quality-decision-case", "decision")
def a_decision_has_a_case(day: str) -> Cases:
    return _case("decision")


@law("quality-agreement-decision-case", "agreement", "partner")
def a_decision_on_an_agreement_has_a_case(day: str) -> Cases:
    return _case("agreement.decision")


def _unit(alive: tuple[str, ...], over: tuple[str, ...]) -> Cases:
    return Cases(
        when={"status": one_of(*alive)},
        breach=({"responsible": GONE}, {"responsible": one_of({}, {"role": "Leder", "email": "post@kommune.no"})}),
        fulfilled=({"responsible.unit": words},),
        idle=({"status": one_of(*over)},),
    )


@law("quality-responsible-unit", "status responsible", "partner")
def a_unit_is_responsible_for_a_relation(day: str) -> Cases:
    return _unit(("proposed", "active"), ("dormant", "ended"))


@law("quality-responsible-unit", "status responsible", "project")
def a_unit_is_responsible_for_a_project(day: str) -> Cases:
    return _unit(("applied", "planned", "active", "completed"), ("idea", "cancelled"))


@law("quality-sdg-goal-once", "sdgs", "partner", "project")
def a_un_goal_stands_once(day: str) -> Cases:
    lists = st.lists(st.integers(1, 17), min_size=1, max_size=3, unique=True)
    twice = lists.flatmap(lambda made: st.permutations([*made, made[0]]))

    def as_sdgs(made: list[int]) -> list[Values]:
        return [{"goal": goal} for goal in made]

    return Cases(
        breach=({"sdgs": twice.map(as_sdgs)}, {"sdgs": [{"goal": 4, "targets": ["4.1"]}, {"goal": 4}]}),
        fulfilled=({"sdgs": lists.map(as_sdgs)},),
        unasked=({"sdgs": GONE}, {"sdgs": []}),
    )


@law("quality-sdg-target-once", "sdgs", "partner", "project")
def a_target_stands_once(day: str) -> Cases:
    goal = st.sampled_from(sorted(TARGETS))
    once = goal.map(lambda one: {"goal": one, "targets": list(TARGETS[one])})
    twice = goal.map(lambda one: {"goal": one, "targets": [*TARGETS[one], TARGETS[one][0]]})
    return Cases(
        breach=(each("sdgs", once, twice, other=goal.map(lambda one: {"goal": one})),),
        fulfilled=(each("sdgs", once),),
        unasked=({"sdgs": GONE}, {"sdgs": []}, {"sdgs": [{"goal": 4}]}),
    )


def national_id(first_nine: str) -> str | None:
    """A number with the check digits of a Norwegian identity number, which are none for some."""
    digits = [int(digit) for digit in first_nine]
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        check = -sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11
        if check == 10:
            return None
        digits.append(check)
    return "".join(map(str, digits))


_BORN = [f"{day:02}{month:02}{year:02}{number:03}" for day, month, year, number in
         ((1, 1, 80, 123), (17, 5, 65, 401), (31, 12, 99, 250), (9, 10, 3, 600), (28, 2, 71, 333))]  # fmt: skip
NATIONAL_IDS = [made for made in map(national_id, _BORN) if made is not None]
FREE_TEXT = ("notes", "summary", "benefit.partner", "plan.description", "responsible.role", "evaluation.results")


def _personal(values: list[str], fine: list[str]) -> Cases:
    """Something personal in any text of a record, by itself or among words."""
    shapes = st.sampled_from(["{}", "Ring {} om turen", "({})", "Kontakt: {}."])
    bad = st.tuples(shapes, st.sampled_from(values)).map(lambda both: both[0].format(both[1]))
    good = st.one_of(words, st.tuples(shapes, st.sampled_from(fine)).map(lambda both: both[0].format(both[1])))
    return Cases(
        breach=tuple({path: bad} for path in FREE_TEXT),
        fulfilled=(*({path: good} for path in FREE_TEXT), dict.fromkeys(FREE_TEXT, good)),
    )


@law("quality-national-id", "*", "partner", "project")
def no_identity_numbers(day: str) -> Cases:
    wrong = [number[:-1] + str((int(number[-1]) + 1) % 10) for number in NATIONAL_IDS]
    return _personal([*NATIONAL_IDS, *(f"{one[:6]} {one[6:]}" for one in NATIONAL_IDS)], [*wrong, "17. mai 1965"])


@law("quality-phone", "*", "partner", "project")
def no_phone_numbers(day: str) -> Cases:
    return _personal(["69 30 60 00", "+47 412 34 567", "41234567"], ["2024-06-05", "PS 112/23", "12 000 kroner"])


@law("quality-private-email", "*", "partner", "project")
def no_private_addresses(day: str) -> Cases:
    return _personal(["kari@gmail.com", "ola.n@hotmail.no", "a@online.no"], ["post@kommune.no", "gmail.com", "a@b"])
