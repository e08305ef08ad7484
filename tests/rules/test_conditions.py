"""What an expression may count on: `has`, lists, three-valued logic, `missing`, and the functions."""

from __future__ import annotations

import pytest
from portfolios import World

UNKNOWN = 'missing("notes")'


class TestHas:
    """`has` is false, and no fault, where anything on the way is absent."""

    @pytest.mark.parametrize(
        ("more", "asked", "outcome"),
        [
            ("", "has(project.period)", "breach"),
            ("", "has(project.period.end)", "breach"),
            ("period: {start: 2026-01-01}", "has(project.period)", "fulfilled"),
            ("period: {start: 2026-01-01}", "has(project.period.end)", "breach"),
            ("period: {end: 2026-01-01}", "has(project.period.end)", "fulfilled"),
            ("", "!has(project.decision.case)", "fulfilled"),
            ("", "has(project.title)", "fulfilled"),
            ("notes:", "has(project.notes)", "breach"),
            ("notes: ~", "has(project.notes)", "breach"),
            ("notes: 'null'", "has(project.notes)", "fulfilled"),
            ("goals: [{statement: A}]", "has(project.goals[0].result.date)", "breach"),
            ("goals: [{statement: A, result: {date: 2026-01-01}}]", "has(project.goals[0].result.date)", "fulfilled"),
            ("goals: [{statement: A}]", "project.goals.exists(g, has(g.result.date))", "breach"),
            ("", "has( project.budget.total )", "breach"),
            ("notes: has(project.budget.total)", "project.notes == 'has(project.budget.total)'", "fulfilled"),
        ],
    )
    def test_of_single_values_and_parts(self, world: World, more: str, asked: str, outcome: str) -> None:
        assert world.project("havna", more + "\n").outcome(asked) == outcome

    @pytest.mark.parametrize(
        ("more", "asked", "outcome"),
        [
            ("", "has(project.goals)", "breach"),
            ("goals: []", "has(project.goals)", "breach"),
            ("goals: [{statement: A}]", "has(project.goals)", "fulfilled"),
            ("", "has(project.strategy.goals)", "breach"),
            ("strategy: {principles: ['2.1']}", "has(project.strategy.goals)", "breach"),
            ("strategy: {goals: [1]}", "has(project.strategy.goals)", "fulfilled"),
            ("plan: {description: A}", "has(project.plan.activities)", "breach"),
            ("", "size(project.goals) == 0", "fulfilled"),
            ("goals:", "size(project.goals) == 0", "fulfilled"),
            ("", "project.goals.all(g, false)", "fulfilled"),
            ("plan: {description: A}", "size(project.plan.activities) == 0", "fulfilled"),
            ("", "'culture' in project.areas", "breach"),
        ],
    )
    def test_a_list_is_there_when_it_has_items_and_needs_no_guard(
        self, world: World, more: str, asked: str, outcome: str
    ) -> None:
        assert world.project("havna", more + "\n").outcome(asked) == outcome

    @pytest.mark.parametrize(
        ("more", "asked", "outcome"),
        [
            ("", "has(partner.visits)", "breach"),
            ("visits:", "has(partner.visits)", "breach"),
            ("visits: []", "has(partner.visits)", "fulfilled"),
            ("visits: [{date: 2025-01-01}]", "has(partner.visits)", "fulfilled"),
            ("visits: []", "size(partner.visits) == 0", "fulfilled"),
        ],
    )
    def test_visits_that_were_never_recorded_are_not_none(
        self, world: World, more: str, asked: str, outcome: str
    ) -> None:
        assert world.partner("nordby", more + "\n").outcome(asked, "partner") == outcome

    @pytest.mark.parametrize(("visits", "outcome"), [("", "unknown"), ("visits: []\n", "breach")])
    def test_a_rule_that_needs_visits_is_unknown_where_they_were_never_recorded(
        self, world: World, visits: str, outcome: str
    ) -> None:
        assert (
            world.partner("nordby", visits).outcome("size(partner.visits) > 0", "partner", needs="[visits]") == outcome
        )


class TestMissing:
    """It makes the rule unknown where it is reached, as in three-valued logic."""

    @pytest.mark.parametrize(
        ("require", "outcome"),
        [
            (UNKNOWN, "unknown"),
            (f"!{UNKNOWN}", "unknown"),
            (f"false && {UNKNOWN}", "breach"),
            (f"{UNKNOWN} && false", "breach"),
            (f"true || {UNKNOWN}", "fulfilled"),
            (f"{UNKNOWN} || true", "fulfilled"),
            (f"true && {UNKNOWN}", "unknown"),
            (f"{UNKNOWN} && true", "unknown"),
            (f"false || {UNKNOWN}", "unknown"),
            (f"{UNKNOWN} || false", "unknown"),
            (f"{UNKNOWN} && {UNKNOWN}", "unknown"),
            (f"{UNKNOWN} || {UNKNOWN}", "unknown"),
            (f"{UNKNOWN} ? true : true", "unknown"),
            (f"true ? true : {UNKNOWN}", "fulfilled"),
            (f"false ? {UNKNOWN} : false", "breach"),
            (f"true ? {UNKNOWN} : false", "unknown"),
            (f"{UNKNOWN} > 3", "unknown"),
            (f"double({UNKNOWN}) + 1.0 > 3.0", "unknown"),
            (f"[1, 2].exists(n, n == 2 || {UNKNOWN})", "fulfilled"),
            (f"[1, 2].exists(n, n == 3 || {UNKNOWN})", "unknown"),
            (f"[1, 2].all(n, n == 2 && {UNKNOWN})", "breach"),
            (f"[1, 2].all(n, n > 0 && {UNKNOWN})", "unknown"),
            (f"[1].filter(n, {UNKNOWN}) == [1]", "unknown"),
        ],
    )
    def test_in_logic(self, world: World, require: str, outcome: str) -> None:
        assert world.project().outcome(require) == outcome

    def test_names_the_path_that_is_waited_for(self, world: World) -> None:
        world.project().rule("project-a", 'missing("budget.total") > 3')
        finding = world.check().one("project-a")
        assert "budget.total" in finding["message"]
        assert finding["location"]["pointer"] == "/budget/total"
        assert finding["severity"] == "note"

    def test_what_is_known_decides_before_what_is_not(self, world: World) -> None:
        total = 'has(project.budget.total) ? project.budget.total : missing("budget.total")'
        world.project("havna").project("torget", base="title: Torget\nstatus: idea\n")
        world.rule("project-a", "true", when=f"""'project.status == "active" && ({total}) > 3'""")
        assert world.check().outcomes("project-a") == {"havna": "unknown", "torget": "not_applicable"}


class TestNok:
    """An amount in kroner at the strategy's rates; without a rate nobody can say."""

    @pytest.mark.parametrize(
        ("budget", "outcome"),
        [
            ("{total: 500}", "fulfilled"),
            ("{total: 501}", "breach"),
            ("{total: 43, currency: EUR}", "fulfilled"),
            ("{total: 44, currency: EUR}", "breach"),
            ("{total: 490, currency: SEK}", "fulfilled"),
            ("{total: 491, currency: SEK}", "breach"),
            ("{total: 1, currency: GBP}", "unknown"),
        ],
    )
    def test_at_the_strategys_rates(self, world: World, budget: str, outcome: str) -> None:
        world.project("havna", f"budget: {budget}\n")
        assert world.outcome("nok(project.budget.total, project.budget.currency) <= 500.0") == outcome

    def test_a_rate_that_is_not_set_is_named(self, world: World) -> None:
        world.project("havna", "budget: {total: 1, currency: GBP}\n")
        world.rule("project-a", "nok(project.budget.total, project.budget.currency) > 0.0")
        assert "exchange_rates.GBP" in world.check().message("project-a")

    def test_kroner_need_no_rate_of_the_strategy(self, world: World) -> None:
        del world.parameters["exchange_rates"]
        world.project("havna", "budget: {total: 5}\n").project("byen", "budget: {total: 5, currency: EUR}\n")
        world.rule("project-a", "nok(project.budget.total, project.budget.currency) == 5.0")
        assert world.check().outcomes("project-a") == {"havna": "fulfilled", "byen": "unknown"}


@pytest.mark.parametrize(
    "holds",
    [
        'add_months("2025-01-31", 6) == "2025-07-31"',
        'add_months("2025-01-31", 1) == "2025-02-28"',
        'add_months("2024-01-31", 1) == "2024-02-29"',
        'add_months("2025-06-30", 6) == "2025-12-30"',
        'add_months("2025-01-15", -2) == "2024-11-15"',
        'add_months("2025-12-31", 12) == "2026-12-31"',
        'add_months("2025-12-31", 200000) == "9999-12-31"',
        'add_months("2025-12-31", -200000) == "0001-01-01"',
        'days_between("2024-02-28", "2024-03-01") == 2',
        'days_between("2024-03-01", "2024-02-28") == -2',
        'days_between("2024-03-01", "2024-03-01") == 0',
        "sum([]) == 0.0",
        "sum([1, 2]) == 3.0",
        "sum([0.1, 0.2]) == 0.3",
        "duplicates([1, 2, 1, 3, 1]) == [1]",
        'duplicates(["b", "a", "b", "a"]) == ["b", "a"]',
        "duplicates([1, 2]) == []",
        'same_text("Urban  Plats-innovation!", "urban platsinnovation")',
        'same_text("ÆØÅ", "æøå")',
        '!same_text("Urban", "Urbane")',
        "5 > 4.5",
        "project.budget.total == 500000000000000.0",
        'as_of == "2026-06-30"',
        'strategy.id == "prove" && strategy.municipality == "Prøve kommune" && strategy.language == "nb"',
        'strategy.goals.map(goal, goal.code) == ["1", "2"]',
        'strategy.goals[0].name.nb == "Kunnskap" && strategy.goals[0].clause == "2"',
        'strategy.programmes[0].kind == "norec" || strategy.programmes[0].kind == "state"',
        "params.each['SE'] == 2 && params.each.map(code, code) == ['GT', 'SE']",
        "params.named[0].country == 'UA'",
        "params.countries == ['SE', 'DK']",
        "size(personal.emails) == 0",
    ],
)
def test_what_functions_and_variables_give(world: World, holds: str) -> None:
    assert world.project("havna", "budget: {total: 500000000000000}\n").outcome(holds) == "fulfilled"


@pytest.mark.parametrize(
    ("visits", "outgoing", "incoming"),
    [
        ("[]", 0, 0),
        ("[{date: 2023-10-01, direction: outgoing}]", 1, 0),
        ("[{date: 2023-09-30, direction: outgoing}]", 0, 0),
        ("[{date: 2026-06-30, direction: incoming}]", 0, 1),
        ("[{date: 2026-07-01, direction: incoming}]", 0, 0),
        ("[{date: 2025-01-01, direction: outgoing}, {date: 2025-01-01, direction: incoming}]", 1, 1),
        ("[{date: 2025-01-01, direction: outgoing}, {date: 2025-01-02, direction: outgoing}]", 2, 0),
    ],
)
def test_visits_count_in_the_term_and_not_after_the_day(
    world: World, visits: str, outgoing: int, incoming: int
) -> None:
    world.partner("nordby", f"visits: {visits}\n")
    asked = 'visits_in(partner.visits, "{}", params.term, as_of) == {}'
    require = f"{asked.format('outgoing', outgoing)} && {asked.format('incoming', incoming)}"
    assert world.outcome(require, "partner") == "fulfilled"


def test_after_the_term_no_visit_counts(world: World) -> None:
    world.partner(
        "nordby", "visits: [{date: 2027-09-30, direction: outgoing}, {date: 2027-10-01, direction: outgoing}]\n"
    )
    world.rule("partner-a", 'visits_in(partner.visits, "outgoing", params.term, as_of) == 1')
    assert world.check(as_of="2028-01-01").outcome("partner-a") == "fulfilled"


@pytest.mark.parametrize("lacks", ["{date: 2025-01-01}", "{direction: outgoing}"])
def test_a_visit_without_date_or_direction_cannot_be_counted(world: World, lacks: str) -> None:
    world.partner("nordby", f"visits: [{{date: 2025-01-01, direction: incoming}}, {lacks}]\n")
    world.rule("partner-a", 'visits_in(partner.visits, "outgoing", params.term, as_of) > 0')
    finding = world.check().one("partner-a")
    assert finding["outcome"] == "unknown"
    assert finding["location"]["pointer"] in ("/visits/1/direction", "/visits/1/date")


class TestLinked:
    """A project knows the partners that it names; a partner the projects that name it."""

    def test_both_ways(self, world: World) -> None:
        world.partner("nordby").partner("vestby").project("havna", "partners: [nordby, ingen, nordby]\n").project(
            "torget"
        )
        world.rule("project-a", "size(linked) == 1 && linked[0].id == 'nordby'")
        world.rule("partner-b", "size(linked) == 1 && linked[0].title == 'Havna'")
        verdict = world.check()
        assert verdict.outcomes("project-a") == {"havna": "fulfilled", "torget": "breach"}
        assert verdict.outcomes("partner-b") == {"nordby": "fulfilled", "vestby": "breach"}

    def test_the_projects_of_a_partner_come_in_the_order_of_their_files(self, world: World) -> None:
        for name in ("c", "a", "b"):
            world.project(name, "partners: [nordby]\n")
        world.partner("nordby").rule("partner-a", "linked.map(one, one.id) == ['a', 'b', 'c']")
        assert world.check().outcome("partner-a") == "fulfilled"


def test_personal_data_is_found_by_its_places(world: World) -> None:
    world.project("havna", "notes: ola@gmail.com\ngoals: [{statement: Ring 22 86 24 00}]\n")
    asked = "personal.emails == ['notes'] && personal.phones == ['goals[0].statement'] && personal.national_ids == []"
    assert world.outcome(asked) == "fulfilled"
