"""Which questions `new` asks, and in which order: what the status makes the strategy demand, found by walking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from interviews import EKSEMPELVIK, SHIPPED, Held, dotted, good, hold, paths
from interviews import place as repo
from msgspec.structs import replace

from intlstrat.authoring.new.demands import paths_of, place
from intlstrat.authoring.new.interview import State
from intlstrat.authoring.new.question import Question
from intlstrat.findings import Finding, Layer, Outcome
from intlstrat.records.models import PARTNER_STATUSES, PROJECT_STATUSES
from intlstrat.source import parse

EVERY = [("partner", each) for each in PARTNER_STATUSES] + [("project", each) for each in PROJECT_STATUSES]
STRATEGIES = {"shipped": SHIPPED, "eksempelvik": EKSEMPELVIK / "rules"}
FIRST = {"partner": ["name", "@id", "country", "relation", "status"], "project": ["title", "@id", "status"]}


def with_status(status: str, answer: Callable[[Question], str]) -> Callable[[Question], str]:
    return lambda question: status if question.path == ("status",) else answer(question)


def needed(question: Question) -> str:
    """Only what cannot be left out."""
    return good(question) if question.is_required else ""


def fields_wanted(held: Held, finding: Finding) -> list[str]:
    """The fields of the record that a finding is about."""
    return [str(path[0]) for path in paths_of(held.world.root, finding) if path]


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("kind", "status"), EVERY)
def test_what_is_asked_is_what_the_rules_demand(tmp_path: Path, kind: str, status: str, strategy: str) -> None:
    held = hold(tmp_path, kind, rules=STRATEGIES[strategy])
    held.until("more", with_status(status, needed))
    asked = paths(held.asked)
    first = FIRST[kind]
    assert asked[: len(first)] == first
    # Nothing was filled in since, so the findings of the record are those that asked.
    findings = [each for each in held.interview.findings(held.state) if fields_wanted(held, each)]
    asking = {finding.rule for question in held.asked[len(first) :] for finding in question.asked_by}
    assert asking == {finding.rule for finding in findings}
    assert all(question.asked_by for question in held.asked[len(first) :])
    for finding in findings:
        assert {name.split(".")[0] for name in asked} & set(fields_wanted(held, finding)), finding.rule


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("kind", "status"), EVERY)
def test_the_strategy_comes_first_and_the_order_is_the_specification_s(
    tmp_path: Path, kind: str, status: str, strategy: str
) -> None:
    held = hold(tmp_path, kind, rules=STRATEGIES[strategy])
    held.until("more", with_status(status, needed))
    rest = held.asked[len(FIRST[kind]) :]
    layers = [any(each.layer is Layer.STRATEGY for each in question.asked_by) for question in rest]
    assert layers == sorted(layers, reverse=True)
    for layer in (True, False):
        places = [place(held.world.root, each.path) for each, is_it in zip(rest, layers, strict=True) if is_it is layer]
        assert places == sorted(places)


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("kind", "status"), EVERY)
def test_a_whole_interview_leaves_nothing_that_a_field_could_mend(
    tmp_path: Path, kind: str, status: str, strategy: str
) -> None:
    held = hold(tmp_path, kind, rules=STRATEGIES[strategy])
    held.until("summary", with_status(status, good))
    # A new partner is in no project yet, and no field of its own can change that.
    of_others = {"partner-used", "partner-meeting"}
    left = [each for each in held.interview.findings(held.state) if each.layer is not Layer.QUALITY]
    assert {each.rule for each in left if each.outcome in (Outcome.BREACH, Outcome.UNKNOWN)} <= of_others
    assert parse("", held.text.encode()).problems == ()


def test_an_idea_is_asked_for_next_to_nothing(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "idea")
    assert held.question.kind == "more"


def test_a_question_says_which_rule_and_clauses_ask_for_it(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "planned").to("goals.0.statement")
    assert [(each.rule, each.clauses) for each in held.question.asked_by] == [("project-goals", ("4f", "1a"))]


def test_of_a_group_only_what_the_rule_names_is_asked(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "completed")
    given = {"budget.total": "1000000", "period.end": "2024-01-01", "evaluation.completed": "2024-06-01"}
    held.until("more", lambda question: given.get(dotted(question), ""))
    asked = [path for path in paths(held.asked) if path.startswith("evaluation.")]
    assert asked == ["evaluation.completed", "evaluation.goal_attainment", "evaluation.results", "evaluation.economy"]


def test_an_item_is_asked_for_part_by_part_and_then_for_one_more(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "planned").to("goals.0.statement")
    before = len(held.asked)
    held.say("More walk", "Counts", "walkers", "0", "40 000", "2028-01-01", "Fewer drive", "", "", "", "", "", "")
    goals = [path.removeprefix("goals.") for path in paths(held.asked[before:])]
    parts = ["indicator", "unit", "baseline", "target", "due"]
    assert goals == [
        *("0.statement", *(f"0.{part}" for part in parts)),
        *("1.statement", *(f"1.{part}" for part in parts)),
        "2.statement",
    ]
    assert [question.opens_item for question in held.asked[before:]] == [True, *[False] * 5, True, *[False] * 5, True]
    assert not dotted(held.question).startswith("goals")


def test_a_currency_is_asked_for_beside_an_amount_and_proposed(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "planned").to("budget.total").say("1,2 mill")
    assert (dotted(held.question), held.question.proposal) == ("budget.currency", "NOK")
    held.say("")
    assert held.state.given["budget", "currency"] == "NOK"


def test_larger_projects_are_asked_for_more(tmp_path: Path) -> None:
    """What an answer makes the strategy demand is asked for next."""

    def asked_with(total: str) -> Held:
        held = hold(tmp_path, "project", "Coast", "", "planned")
        return held.until("more", lambda question: total if dotted(question) == "budget.total" else "")

    small, large = asked_with("1000"), asked_with("5000000")
    more = [path for path in paths(large.asked) if path not in paths(small.asked)]
    assert more == ["risk_assessment.risks.0.description", "risk_assessment.not_needed", "evaluation.planned"]


def test_visits_can_be_none_which_is_more_than_not_recorded(tmp_path: Path) -> None:
    held = hold(tmp_path, "partner", "Aarhus", "", "DK", "sister_city", "active").to("visits.0.date")
    assert held.question.may_be_none
    held.say("0")
    assert held.values["visits"] == []  # type: ignore[index]
    assert "visits" not in str(paths([held.question]))


def test_without_partners_there_are_none_to_choose(tmp_path: Path) -> None:
    held = hold(tmp_path, "project")
    alone = replace(held.world, partners=())
    talk = Held(alone, type(held.interview)(alone)).say("Coast", "", "idea", "partners")
    assert talk.question.kind == "more"
    assert hold(tmp_path, "project", "Coast", "", "idea", "partners").question.path == ("partners",)


class TestBackAndChange:
    def test_back_over_several_questions_proposes_what_was_answered(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "coast-1", "planned", "1.3.2027", "<", "<")
        assert (held.question.path, held.question.proposal) == (("status",), "planned")
        held.say("<")
        assert (dotted(held.question), held.question.proposal) == ("@id", "coast-1")
        held.say("<")
        assert (held.question.path, held.question.proposal) == (("title",), "Coast")
        held.say("<")
        assert held.question.path == ("title",)
        held.say("", "", "", "")
        assert held.state.given["period", "start"] == "2027-03-01"
        assert paths([held.question]) == ["period.end"]

    def test_back_from_a_skipped_question_asks_the_one_before(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned", "2027-03-01", "", "<", "<")
        assert (dotted(held.question), held.question.proposal) == ("period.start", "2027-03-01")

    def test_a_proposal_can_be_left_out(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned", "2027-03-01", "<", "-")
        assert ("period", "start") not in held.state.given

    def test_another_status_at_the_end_opens_what_it_demands(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "")
        assert held.question.kind == "summary"
        held.say("3")
        assert (held.question.path, held.question.proposal) == (("status",), "idea")
        held.say("planned")
        assert dotted(held.question) == "period.start"
        held.until("summary")
        assert held.state.given["status",] == "planned"

    def test_what_was_skipped_unasked_for_is_asked_when_a_rule_wants_it(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "goals", "", "")
        assert held.question.kind == "summary"
        assert "goals.0.statement" in paths(held.asked)
        before = len(held.asked)
        held.say("3", "planned").until("summary")
        assert paths(held.asked[before:]).count("goals.0.statement") == 1

    def test_what_was_skipped_when_asked_for_is_not_asked_again(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned").until("summary")
        before = len(held.asked)
        held.say("1", "Another coast")
        assert (held.question.kind, len(held.asked)) == ("summary", before + 2)

    def test_an_item_that_loses_its_first_part_is_gone_and_the_next_moves_up(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned").to("goals.0.statement")
        held.say("First", "a", "", "", "", "", "Second", "b", "", "", "", "", "").until("summary")
        line = [each.path for each in held.state.log if each.value].index(("goals", 0, "statement")) + 1
        held.say(str(line), "-")
        assert held.values["goals"] == [{"statement": "Second", "indicator": "b"}]  # type: ignore[index]

    def test_another_un_goal_loses_the_targets_of_the_first(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned").to("sdgs.0.goal").say("8", "8.9", "Jobs", "")
        held.until("summary")
        line = [each.path for each in held.state.log if each.value].index(("sdgs", 0, "goal")) + 1
        held.say(str(line), "11")
        assert dotted(held.question) == "sdgs.0.targets"
        assert all(choice.value.startswith("11.") for choice in held.question.choices)

    def test_a_change_can_be_called_off(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "", "1", "<")
        assert held.question.kind == "summary"
        assert held.state.given["title",] == "Coast"

    def test_more_can_be_added_at_the_end(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "", "+", "summary", "A path.", "")
        assert held.question.kind == "summary"
        assert held.values == {"title": "Coast", "status": "idea", "summary": "A path."}

    def test_a_line_that_there_is_not_is_refused(self, tmp_path: Path) -> None:
        for line in ("99", "0", "x", "²", "9" * 5000):
            held = hold(tmp_path, "project", "Coast", "", "idea", "", line)
            assert "is none of the lines above" in held.refused

    def test_none_said_before_can_be_changed(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "partner", "Aarhus", "", "DK", "sister_city", "active").to("visits.0.date").say("0")
        held.until("summary")
        line = [each.path for each in held.state.log if each.value is not None].index(("visits",)) + 1
        held.say(str(line))
        assert dotted(held.question) == "visits.0.date"


class TestMore:
    def test_a_field_is_chosen_by_number_key_or_title(self, tmp_path: Path) -> None:
        for word in ("budget", "Budget", "budge"):
            held = hold(tmp_path, "project", "Coast", "", "idea", word)
            assert dotted(held.question).startswith("budget."), word
        number = [choice.value for choice in hold(tmp_path, "project", "Coast", "", "idea").question.choices]
        held = hold(tmp_path, "project", "Coast", "", "idea", str(number.index("budget") + 1))
        assert dotted(held.question).startswith("budget.")

    def test_all_of_a_group_is_asked(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "budget").until("more")
        assert paths(held.asked)[4:] == [
            *("budget.currency", "budget.total", "budget.lines.0.item", "budget.own_by_year.0.year"),
        ]

    def test_a_list_can_be_gone_on_with(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "planned").to("goals.0.statement", good).say("One")
        held.until("more", good).say("goals")
        assert dotted(held.question) == "goals.1.statement"

    def test_what_is_whole_is_not_offered(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "summary", "A path.")
        assert held.question.kind == "more"
        offered = [choice.value for choice in held.question.choices]
        assert "summary" not in offered
        assert not {"title", "status", "waivers"} & set(offered)
        assert "notes" in offered

    def test_a_field_that_there_is_not_is_refused(self, tmp_path: Path) -> None:
        assert "not known here" in hold(tmp_path, "project", "Coast", "", "idea", "bujet").refused

    def test_own_money_is_asked_for_year_by_year(self, tmp_path: Path) -> None:
        held = hold(tmp_path, "project", "Coast", "", "idea", "budget", "", "", "", "2027", "100", "2028", "200", "")
        assert held.values["budget"] == {  # type: ignore[index]
            "currency": "NOK",
            "own_by_year": {"2027": "100", "2028": "200"},
        }


def test_remarks_come_when_the_answers_can_no_longer_be_mended_by_the_next(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "planned", "2027-03-01")

    def remarks() -> list[str]:
        return [each.rule for each in held.interview.remarks(held.state, held.asked[-1].path, held.question.path)]

    assert remarks() == []
    held.say("2026-12-31")
    assert remarks() == ["quality-period-order"]
    held.to("funding.0.source", good).say("Interreg", "interreg-oks", "interreg", "600 000")
    assert remarks() == []
    held.say("granted")
    assert remarks() == []
    held.say("")
    assert not dotted(held.question).startswith("funding")


def test_an_answer_that_is_not_enough_is_remarked_on(tmp_path: Path) -> None:
    held = hold(tmp_path, "project", "Coast", "", "planned").to("budget.total").say("0")
    following = held.question.path
    assert [each.rule for each in held.interview.remarks(held.state, ("budget", "total"), following)] == [
        "project-budget"
    ]


def test_the_state_is_never_changed(tmp_path: Path) -> None:
    held = hold(tmp_path, "project")
    empty = State()
    turn = held.interview.take(empty, held.interview.question(empty), "Coast")
    assert (empty, turn.state.given) == (State(), {("title",): "Coast"})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("project", "title: A\nstatus: active\npartners: [aalborg]\nstrategy: {goals: ['3']}\n"),
        ("project", "title: A\nstatus: active\npartners: [aalborg, oslo]\nstrategy: {goals: ['3']}\n"),
        ("project", "title: A\nstatus: active\nstrategy: {goals: ['3']}\n"),
        ("partner", "name: A\ncountry: DK\nrelation: sister_city\nstatus: active\nsince: 1950\n"),
    ],
)
def test_a_draft_is_judged_as_a_check_among_all_records_would(tmp_path: Path, kind: str, text: str) -> None:
    """Though only the records are read that it can name, or that can name it."""
    path = tmp_path / "data/projects/havna.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("title: Havna\nstatus: active\npartners: [bergen, aalborg]\n", encoding="utf-8")
    there = repo(tmp_path, kind)
    found = there.world("bergen").judge(text)
    assert found == there.findings("bergen", text)
    about = {"partner-used", "project-sister-city-partner"} & {each.rule for each in found}
    assert about == (set() if "aalborg" in text or kind == "partner" else {"project-sister-city-partner"})
