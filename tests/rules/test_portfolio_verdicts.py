"""What a rule about the portfolio comes to, asked without files: the same, however the records are asked."""

from __future__ import annotations

from typing import Any

import pytest
import verdicts
from verdicts import BREACH, FULFILLED, NOT_APPLICABLE, UNKNOWN, record

from intlstrat.findings import IsoDate
from intlstrat.memory import Memory
from intlstrat.rules import meter
from intlstrat.rules.answers import Answers, Parts
from intlstrat.rules.cel import Trouble
from intlstrat.rules.court import NO_TRUTH, Bound, Verdict
from intlstrat.rules.fold import Opened, PortfolioRule, Told
from intlstrat.rules.meter import Meter

AALBORG = record("partner", "aalborg", {"country": "DK", "goals": [{"statement": "x"}]})
VESTBY = record("partner", "vestby", {"country": "SE", "notes": "b"})
HAVNA = record("project", "havna", {"budget": {"total": 5, "currency": "EUR"}, "notes": "b", "partners": ["vestby"]})
TORGET = record("project", "torget", {"budget": {"total": 7}, "notes": "a"})
BYEN = record("project", "byen", {"notes": "b", "goals": [{"statement": "a"}, {"statement": "b"}, {"statement": "a"}]})
ALL = (AALBORG, BYEN, HAVNA, TORGET, VESTBY)


def of(require: str, **more: Any) -> list[Verdict]:
    return verdicts.of_portfolio(require, more.pop("records", ALL), **more)


def names(found: Verdict) -> list[str]:
    return [each.id for each in found.picked]


BUDGETS = {"m": {"sum": "project.budget.total"}}
BOTH = {"m": {"min": "project.budget.total"}, "n": {"max": "project.budget.total"}}
KRONER = {"m": {"sum": "nok(project.budget.total, project.budget.currency)"}}
ONE = {"m": {"max": "1"}}
TWO = {"n": {"max": "1"}}
PARTNERS = ["aalborg", "vestby"]
PROJECTS = ["byen", "havna", "torget"]
WITH_BUDGET = "has(project.budget)"
NOTED = "has(partner.notes) && partner.notes == item"


@pytest.mark.parametrize(
    ("require", "more", "outcome", "picked"),
    [
        ("count == 3", {}, FULFILLED, PROJECTS),
        ("count == 2", {}, BREACH, PROJECTS),
        ("count == 2", {"among": "partner"}, FULFILLED, PARTNERS),
        ("count == 5", {"among": "[partner, project]"}, FULFILLED, [each.id for each in ALL]),
        ("count == 2", {"where": "project.notes == 'b'"}, FULFILLED, ["byen", "havna"]),
        ("count == 0", {"where": "project.title == 'x'"}, FULFILLED, []),
        ("m == 12.0", {"measures": BUDGETS, "where": WITH_BUDGET}, FULFILLED, ["havna", "torget"]),
        ("m == 0.0", {"measures": BUDGETS, "where": "false"}, FULFILLED, []),
        ("m == 12.0 && count == 3", {"measures": {"m": {**BUDGETS["m"], "where": WITH_BUDGET}}}, FULFILLED, PROJECTS),
        ("m == 5 && n == 7", {"where": WITH_BUDGET, "measures": BOTH}, FULFILLED, ["havna", "torget"]),
        ("m == 'DK'", {"measures": {"m": {"min": "partner.country", "among": "partner"}}}, FULFILLED, PROJECTS),
        ("m == 2.0 && count == 3", {"measures": {"m": {"sum": "1", "among": ["partner"]}}}, FULFILLED, PROJECTS),
        ("m == 1", {"among": "partner", "measures": {"m": {"max": "size(partner.goals)"}}}, FULFILLED, PARTNERS),
        ("count > 0 && as_of == '2026-06-30' && params.limit == 500", {}, FULFILLED, PROJECTS),
        ("true", {"when": "as_of > '2026'"}, FULFILLED, PROJECTS),
        ("true", {"when": "false"}, NOT_APPLICABLE, []),
        ("true", {"effective_from": "2026-07-01"}, NOT_APPLICABLE, []),
        ("true", {"effective_from": "2026-06-30"}, FULFILLED, PROJECTS),
        ("count == 1", {"where": "size(linked) > 0"}, FULFILLED, ["havna"]),
    ],
)  # fmt: skip
def test_of_the_whole(require: str, more: dict[str, Any], outcome: object, picked: list[str]) -> None:
    (found,) = of(require, **more)
    assert (found.outcome, names(found), found.item, found.missing, found.fault) == (outcome, picked, None, (), None)


@pytest.mark.parametrize(
    ("require", "more", "missing", "fault", "picked"),
    [
        ("dyn(1)", {}, (), NO_TRUTH, []),
        ("true", {"when": "dyn(1)"}, (), NO_TRUTH, []),
        ("params.frame > 1", {}, ("params.frame",), None, PROJECTS),
        ("true", {"when": "params.frame > 1"}, ("params.frame",), None, []),
        ("true", {"for_each": "params.frame"}, ("params.frame",), None, []),
        ("true", {"needs": "[params.frame, params.limit]"}, ("params.frame",), None, []),
        ("true", {"needs": "[params.term.start, params.limit]"}, None, None, []),
        ("m > 1", {"measures": ONE, "where": "false"}, ("m",), None, []),
        ("m > 1 || true", {"measures": ONE, "where": "false"}, None, None, []),
        ("true", {"measures": ONE, "where": "false", "needs": "[m]"}, ("m",), None, []),
        ("true", {"measures": {"m": {"max": "1", "where": "false"}, **TWO}, "needs": "[m, n]"}, ("m",), None, PROJECTS),
        ("params.each['XX'] == 1", {}, (), "XX", []),
        ("missing('params.frame')", {}, ("params.frame",), None, PROJECTS),
        ("m > 1.0", {"measures": {"m": {"sum": "dyn(project.notes)"}}}, (), "", []),
        ("m > 1", {"measures": {"m": {"max": "has(project.budget) ? dyn(1) : dyn('x')"}}}, (), "not supported", []),
    ],
)  # fmt: skip
def test_of_the_whole_that_nobody_can_tell(
    require: str, more: dict[str, Any], missing: tuple[str, ...] | None, fault: str | None, picked: list[str]
) -> None:
    (found,) = of(require, **more)
    if missing is None:
        assert found.outcome == FULFILLED
        return
    assert (found.outcome, found.missing, names(found)) == (UNKNOWN, missing, picked)
    assert (found.fault is None) == (fault is None)
    assert (fault or "") in (found.fault or "")


def test_interpretations_come_with_what_is_no_fulfilment() -> None:
    assert of("count > params.limit")[0].interpretations == ("limit",)
    assert of("count < params.limit")[0].interpretations == ()
    assert of("params.frame > params.limit")[0].interpretations == ("limit",)
    assert of("true", when="params.frame > params.limit")[0].interpretations == ("limit",)
    assert of("true", needs="[params.frame, params.limit]")[0].interpretations == ("limit",)
    assert (
        of("project.budget.total > params.limit || true", where="project.budget.total > params.limit")[
            0
        ].interpretations
        == ()
    )
    with_currency = "has(project.budget.currency)"
    assert of("m < 1.0", measures=KRONER, where=with_currency)[0].interpretations == ("exchange_rates",)
    of_where = "has(project.budget) && nok(project.budget.total, 'EUR') > 1.0"
    assert of("m < 0.0", where=of_where, measures={"m": {"sum": "1"}})[0].interpretations == ("exchange_rates",)
    kroner = {"m": {"sum": "nok(project.budget.total, 'NOK')"}}
    assert of("m < 1.0", measures=kroner, where=WITH_BUDGET)[0].interpretations == ()


def test_a_breach_is_told_with_the_count_the_names_and_the_measures() -> None:
    (found,) = of(
        "false", where=WITH_BUDGET,
        values={"x": "m + 1.0", "day": "as_of", "none": "missing('notes')", "c": "count"},
        measures={**BUDGETS, "n": {"max": "1", "where": "false"}},
    )  # fmt: skip
    assert found.values == {
        "m": 12.0, "n": "–", "count": 2, "as_of": IsoDate("2026-06-30"), "names": ("Havna", "Torget"), "x": 13.0,
        "day": IsoDate("2026-06-30"), "none": "–", "c": 2,
    }  # fmt: skip
    assert isinstance(found.values["as_of"], IsoDate)
    assert found.interpretations == ()


def test_a_value_that_fails_spoils_the_breach() -> None:
    (found,) = of("false", values={"x": "params.each['XX']"})
    assert (found.outcome, found.values) == (UNKNOWN, {})
    assert "XX" in (found.fault or "")
    (found,) = of("false", for_each="params.countries", values={"x": "params.each['XX']"})[:1]
    assert (found.outcome, found.item) == (UNKNOWN, "SE")


class TestItems:
    @pytest.mark.parametrize(
        ("for_each", "items"),
        [
            ("params.countries", ["SE", "DK"]),
            ("params.each", ["GT", "SE"]),
            ("params.named", ["Rivne"]),
            ("['DK', 'SE', 'DK']", ["DK", "SE"]),
            ("[2, 1, 2]", ["2", "1"]),
            ("params.countries.filter(c, false)", []),
        ],
    )
    def test_each_has_a_verdict_in_its_order(self, for_each: str, items: list[str]) -> None:
        found = of("count > 9", for_each=for_each)
        assert [(each.outcome, each.item, each.values["item"]) for each in found] == [
            (BREACH, item, item) for item in items
        ]

    @pytest.mark.parametrize("for_each", ["params.countries", "['DK', 'SE', 'DK']", "params.each"])
    def test_each_counts_its_own(self, for_each: str) -> None:
        found = of("count == 1", for_each=for_each, among="partner", where="partner.country == item")
        told = {each.item: (each.outcome, names(each)) for each in found}
        assert told["SE"] == (FULFILLED, ["vestby"])
        assert told.get("DK", (FULFILLED, ["aalborg"])) == (FULFILLED, ["aalborg"])
        assert told.get("GT", (BREACH, [])) == (BREACH, [])

    def test_each_measures_its_own(self) -> None:
        found = of(
            "m == 1.0", for_each="params.countries",
            measures={"m": {"sum": "item == 'SE' ? 1 : 2", "among": "partner", "where": "partner.country == 'SE'"}},
        )  # fmt: skip
        assert [(each.item, each.outcome) for each in found] == [("SE", FULFILLED), ("DK", BREACH)]

    def test_one_that_fails_on_a_record_leaves_the_others(self) -> None:
        found = of(
            "count == 1", for_each="params.countries", among="partner", where="item == 'SE' || partner.nothing == 1"
        )
        assert [(each.item, each.outcome, names(each)) for each in found] == [
            ("SE", BREACH, PARTNERS), ("DK", UNKNOWN, ["aalborg"]),
        ]  # fmt: skip
        assert "nothing" in (found[1].fault or "")


class TestGroups:
    @pytest.mark.parametrize(
        ("group_by", "more", "told"),
        [
            ("project.notes", {}, {"a": ["torget"], "b": ["byen", "havna"]}),
            ("project.goals.map(g, g.statement)", {}, {"a": ["byen"], "b": ["byen"]}),
            ("project.notes", {"where": WITH_BUDGET}, {"a": ["torget"], "b": ["havna"]}),
            ("record.kind", {"among": "[partner, project]"}, {"partner": PARTNERS, "project": PROJECTS}),
            ("size(project.goals)", {}, {"0": ["havna", "torget"], "3": ["byen"]}),
            ("project.goals.map(g, g.statement)", {"where": "false"}, {}),
        ],
    )  # fmt: skip
    def test_each_key_has_a_verdict_in_its_order(
        self, group_by: str, more: dict[str, Any], told: dict[str, list[str]]
    ) -> None:
        found = of("count > 9", group_by=group_by, **more)
        assert [(each.item, names(each)) for each in found] == [*told.items()]
        assert {each.outcome for each in found} <= {BREACH}

    @pytest.mark.parametrize(
        ("measure", "values"),
        [
            ({"sum": "size(project.title)"}, {"a": 6.0, "b": 9.0}),
            ({"max": "project.title"}, {"a": "Torget", "b": "Havna"}),
            ({"sum": "1", "where": WITH_BUDGET}, {"a": 2.0, "b": 2.0}),
            ({"sum": "1", "where": "project.notes == item"}, {"a": 1.0, "b": 2.0}),
            ({"sum": "1", "among": "partner", "where": NOTED}, {"b": 1.0, "a": 0.0}),
            ({"sum": "1", "among": "partner"}, {"a": 0.0, "b": 0.0}),
        ],
    )
    def test_each_key_measures_its_own(self, measure: dict[str, str], values: dict[str, object]) -> None:
        found = of("false", group_by="project.notes", measures={"m": measure})
        assert {str(each.item): each.values["m"] for each in found} == values

    def test_numbers_come_before_texts(self) -> None:
        found = of("false", group_by="dyn(has(project.budget) ? dyn(project.budget.total) : dyn(project.notes))")
        assert [each.item for each in found] == ["5", "7", "b"]
        assert found[0].values["item"] == "5"

    def test_a_record_without_a_key_is_told_of_by_itself(self) -> None:
        (*groups, last) = of("false", group_by="project.budget.total")
        assert [each.item for each in groups] == ["5", "7"]
        assert (last.outcome, last.item, names(last)) == (UNKNOWN, None, ["byen"])
        assert "budget" in (last.fault or "")
        (*groups, last) = of("false", group_by="missing('notes')")
        assert groups == []
        assert (last.missing, [(each.id, want) for each, want in last.lacking]) == (
            ("notes",), [("byen", "notes"), ("havna", "notes"), ("torget", "notes")],
        )  # fmt: skip

    def test_what_is_no_key_is_a_fault(self) -> None:
        (found,) = of("false", group_by="dyn(project.budget)", where=WITH_BUDGET)
        assert (found.fault, names(found)) == ("group_by gives what is neither a text nor a number", ["havna"])


class TestWhatIsMissing:
    def test_it_is_named_with_the_record_that_lacks_it(self) -> None:
        total = "has(project.budget) ? project.budget.total : missing('budget.total')"
        (found,) = of("m > 1.0", measures={"m": {"sum": total}})
        assert (found.outcome, found.missing, names(found)) == (UNKNOWN, ("budget.total",), PROJECTS)
        assert found.lacking == ((BYEN, "budget.total"),)

    def test_what_a_record_lost_is_named_by_the_record(self) -> None:
        broken = record("project", "elva", {}, lost=(("budget",),))
        (found,) = of("m > 1.0", records=(broken, HAVNA), measures=BUDGETS)
        assert (found.missing, found.lacking, found.fault) == (("project elva",), ((broken, "project elva"),), None)
        (found,) = of("count > 1", records=(broken, HAVNA), where="project.budget.total > 1")
        assert (found.missing, names(found)) == (("project elva",), ["havna"])

    def test_a_parameter_is_no_lack_of_a_record(self) -> None:
        (found,) = of("count > 1", where="project.title == params.frame")
        assert (found.missing, found.lacking) == (("params.frame",), ())
        (found,) = of("count > 1", where="nok(1, 'GBP') > 0.0")
        assert (found.missing, found.lacking) == (("params.exchange_rates.GBP",), ())

    def test_each_is_named_once_and_the_first_lack_of_a_record(self) -> None:
        (found,) = of(
            "true", where="missing('notes')", records=(HAVNA, TORGET),
            measures={"m": {"sum": "missing('budget')", "where": "true"}},
        )  # fmt: skip
        assert found.missing == ("notes", "budget")
        assert [(each.id, want) for each, want in found.lacking] == [("havna", "notes"), ("torget", "notes")]

    def test_a_fault_is_worse_and_the_first_is_told(self) -> None:
        (found,) = of("true", where="has(project.budget) ? missing('notes') : project.nothing == 1")
        assert (names(found), found.missing) == (["byen"], ())
        (found,) = of("true", where="project.title == 'Byen' ? project.first == 1 : project.second == 2")
        assert "first" in (found.fault or "")


MAP = "project.goals.map(g, g.statement)"
ABOVE = {"m": {"max": "partner.country", "among": "partner", "where": "partner.country == item"}}
WAYS: list[dict[str, Any]] = [
    {"require": "count == 2"},
    {"require": "count == 2", "among": "[partner, project]", "where": "has(record.notes) && record.notes == 'b'"},
    {"require": "m > 100.0", "where": WITH_BUDGET, "measures": BUDGETS},
    {"require": "m > 100.0", "where": "has(project.budget.currency)", "measures": KRONER},
    {"require": "false", "for_each": "params.countries", "among": "partner", "where": "partner.country == item"},
    {"require": "false", "for_each": "params.each", "among": "partner", "where": "partner.country == item"},
    {"require": "false", "for_each": "['SE', 'DK', 'SE']", "measures": ABOVE},
    {"require": "false", "for_each": "params.countries", "measures": ABOVE},
    {
        "require": "false",
        "for_each": "params.countries",
        "measures": {"m": {"sum": "nok(1, item)", "among": "partner"}},
    },
    {"require": "false", "for_each": "['SEK', 'NOK']", "measures": {"m": {"sum": "nok(1, item)"}}},
    {"require": "false", "group_by": "project.notes"},
    {"require": "false", "group_by": "project.notes", "measures": {"m": {"sum": "size(project.title)"}, **TWO}},
    {"require": "false", "group_by": MAP, "measures": {"m": {"sum": "size(item)"}}},
    {"require": "false", "group_by": "record.kind", "among": "[partner, project]", "where": "record.id != 'byen'"},
    {
        "require": "false",
        "group_by": "project.notes",
        "measures": {"m": {"sum": "nok(2, 'EUR')"}},
        "where": WITH_BUDGET,
    },
    {"require": "false", "group_by": "dyn(project.goals.map(g, [g.statement]))"},
    {"require": "false", "group_by": "project.notes", "measures": {"m": {"sum": "1", "among": "partner"}}},
    {"require": "false", "group_by": "project.notes", "measures": {"m": {"sum": "1", "where": WITH_BUDGET}}},
    {
        "require": "false",
        "group_by": "project.notes",
        "measures": {"m": {"sum": "1", "among": "partner", "where": NOTED}},
    },
    {"require": "count == 1", "where": "size(linked) > 0"},
    {"require": "false", "group_by": "linked.map(one, one.id)"},
    {"require": "true", "where": "missing('notes')"},
    {"require": "true", "for_each": "params.countries", "where": "item == 'SE' ? missing('notes') : true"},
]


NOT_TOGETHER = (
    "missing(",
    "[g.statement]",
    "params.each",
    "'SE', 'DK', 'SE'",
    "'params.countries', 'measures': {'m': {'sum'",
)
"""Where one of them fails, has no order, or has keys that are none, each record is asked by itself."""


def compiled(way: dict[str, Any]) -> tuple[PortfolioRule, list[Bound]]:
    more = {key: value for key, value in way.items() if key != "require"}
    return verdicts.portfolio(way["require"], ALL, **more)


def opened(fold: PortfolioRule) -> Opened:
    found = fold.opening()
    assert isinstance(found, Opened)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_asked_one_after_the_other_they_say_the_same(way: dict[str, Any]) -> None:
    fold, bounds = compiled(way)
    at_once = fold.judge(bounds)
    told, asked = Told(), opened(fold)
    assert fold.inquiry.asks_twice is ("group_by" in way and "where" in str(way.get("measures")))
    if fold.inquiry.asks_twice:
        return
    again = compiled(way)[1]
    for bound in again:
        if fold.rule.group_by:
            parts, whole = fold.inquiry.ask_by_key(bound)
            told.failures += [] if whole.is_empty else [whole]
        else:
            parts = fold.inquiry.ask(bound, asked.items, not asked.is_ordered)
        told.add(parts)
        assert not any(part.is_empty for part in parts.values())
    assert fold.judge((), told=told) == at_once
    assert fold.judge((), Memory(), told) == at_once


@pytest.mark.parametrize("way", WAYS)
def test_asked_together_with_other_rules_they_say_the_same(way: dict[str, Any]) -> None:
    """Their answers come from expressions that others evaluate; where one fails, each is asked alone."""
    fold, bounds = compiled(way)
    at_once, asked, court = fold.judge(bounds), opened(fold), fold._court
    told, said, kept = Told(), list[Parts](), compiled(way)[1]
    of_its_own = "group_by" in way and any(word in str(way.get("measures")) for word in ("where", "among"))
    alone = of_its_own or any(word in str(way) for word in NOT_TOGETHER)
    for bound, other in zip(bounds, kept, strict=True):
        texts = fold.inquiry.texts(bound.record.kind) if asked.is_ordered else None
        if texts is None:
            assert alone
            return
        court.rates.forget()
        answers = [court.runtime.program(text, Meter()).run(bound.sight) for text in texts]
        if any(isinstance(each, Trouble) for each in answers):
            assert alone
            return
        assert fold.inquiry.uses_rates or not court.rates.used
        parts: Any = {}
        if texts:
            parts = fold.inquiry.told(bound.record, answers, court.rates.used, len(asked.items))
        if parts is None:
            assert alone
            return
        told.add(parts)
        said.append(parts)
        fold.inquiry.keep(other, parts)
    assert fold.judge((), told=told) == at_once
    assert fold.judge(kept) == at_once, "what they said is taken for what they say when they are asked again"
    left, keys = fold.meter.left, [each.item for each in at_once]
    if fold.rule.group_by:
        assert [[*own] for own, _ in fold.inquiry.keys(kept) if own] == [[*parts] for parts in said if parts]
        again = [*fold.inquiry.by_key(kept, keys)]
    else:
        again = [*fold.inquiry.by_item(kept, asked.items, False)]
    assert all(any(one is other for other in said) for one in again)
    assert fold.meter.left == left, "and it takes no work to ask them"


@pytest.mark.parametrize("way", WAYS)
def test_asked_again_they_are_not_asked_and_it_takes_the_same_work(way: dict[str, Any]) -> None:
    fold, bounds = compiled(way)
    works = []
    found = []
    for _ in range(3):
        fold.meter.renew(1, len(ALL))
        before = fold.meter.left
        found.append(fold.judge(bounds))
        works.append(before - fold.meter.left)
    assert found[0] == found[1] == found[2]
    assert works[0] == works[1] == works[2] > 0


def test_the_verdict_of_before_is_given_where_the_answers_are_the_same() -> None:
    fold, bounds = verdicts.portfolio("count == params.most", ALL, for_each="params.countries")
    memory = Memory()
    first = fold.judge(bounds, memory)
    work = fold.meter.left
    again = fold.judge(bounds, memory)
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert fold.meter.left < work
    memory.settle()
    assert memory.made["folded"] == 2


def test_a_rule_that_is_spent_says_so() -> None:
    fold, bounds = verdicts.portfolio("true", ALL, when="as_of > ''")
    fold.meter.charge(fold.meter.left)
    spent = [Verdict(UNKNOWN, fault="work budget exceeded")]
    assert fold.judge(bounds) == spent
    assert fold.opening() == spent


def test_every_item_and_every_breach_take_their_work() -> None:
    def work(require: str, **more: Any) -> int:
        fold, bounds = verdicts.portfolio(require, ALL, **more)
        before = fold.meter.left
        fold.judge(bounds)
        return before - fold.meter.left

    assert work("false") - work("true") >= meter.A_BREACH - 10
    grouped = work("true", group_by="project.notes", measures=TWO)
    assert grouped >= 3 * meter.AN_ITEM


def test_answers_are_added_up() -> None:
    one = Answers([HAVNA], {"m": [1]}, ["a"], {"x": (HAVNA, "a")}, None, None, False)
    one.add(Answers([TORGET], {"m": [2], "n": [3]}, ["b"], {"x": (TORGET, "b"), "y": (TORGET, "b")}, "f", TORGET, True))
    assert one == Answers(
        [HAVNA, TORGET], {"m": [1, 2], "n": [3]}, ["a", "b"], {"x": (HAVNA, "a"), "y": (TORGET, "b")}, "f", TORGET, True
    )
    one.add(Answers(fault="g", failed_on=BYEN))
    assert (one.fault, one.failed_on, one.rates_used) == ("f", TORGET, True)


@pytest.mark.parametrize(
    ("answers", "empty"),
    [
        (Answers(), True),
        (Answers(picked=[HAVNA]), False),
        (Answers(measured={"m": [1]}), False),
        (Answers(missing=["x"]), False),
        (Answers(fault=""), False),
        (Answers(rates_used=True), False),
        (Answers(lacking={"x": (HAVNA, "a")}), True),
    ],
)
def test_whether_something_was_answered(answers: Answers, empty: bool) -> None:
    assert answers.is_empty is empty


@pytest.mark.parametrize("way", WAYS)
def test_whether_rates_may_be_used_is_told_from_the_rule(way: dict[str, Any]) -> None:
    assert compiled(way)[0].inquiry.uses_rates is ("nok(" in str(way))


@pytest.mark.parametrize("sees", ["when", "for_each", "where", "require", "values", "expression", "measured"])
@pytest.mark.parametrize("name", ["size(linked)", "nok(1, 'NOK')"])
def test_wherever_it_stands(sees: str, name: str) -> None:
    texts = dict.fromkeys(("when", "for_each", "where", "require", "values", "expression", "measured"), "1")
    texts[sees] = name
    measure = {"sum": texts["expression"], "where": f"{texts['measured']} == 1"}
    fold, _ = verdicts.portfolio(
        f"{texts['require']} == 1", (), when=f"{texts['when']} == 1", for_each=f"[{texts['for_each']}]",
        where=f"{texts['where']} == 1", measures={"m": measure}, values={"x": texts["values"]},
    )  # fmt: skip
    assert fold.inquiry.uses_rates is ("nok" in name)
    assert fold.inquiry._sees_linked is ("linked" in name)


def known(bound: Bound, linked: tuple[Any, ...], unresolved: tuple[str, ...] = ()) -> Bound:
    """The same record with what it answered before, linked to others by now."""
    return Bound(bound.court, bound.record, bound.shared, linked, unresolved, bound.known)


@pytest.mark.parametrize(
    ("where", "again"), [("size(linked) > 0", True), ("project.notes == 'b'", False), ("missing('linked')", True)]
)
def test_a_record_is_asked_again_where_it_sees_others_than_before(where: str, again: bool) -> None:
    fold, bounds = verdicts.portfolio("true", (HAVNA,), where=where)
    (before,) = fold.inquiry.by_item(bounds, [None], False)
    (same,) = fold.inquiry.by_item(bounds, [None], False)
    assert same is before
    for other in (known(bounds[0], (AALBORG,)), known(bounds[0], (), ("partner vestby",))):
        (now,) = fold.inquiry.by_item([other], [None], False)
        assert (now is not before) is again


def test_a_record_is_asked_again_where_there_are_other_keys() -> None:
    measures = {"m": {"sum": "1", "where": "project.notes == item"}}
    fold, bounds = verdicts.portfolio("true", ALL, group_by="project.notes", measures=measures)
    keys = [*fold.inquiry.keys(bounds)]
    (first, *_) = fold.inquiry.by_key(bounds, ["a", "b"])
    (same, *_) = fold.inquiry.by_key(bounds, ["a", "b"])
    (other, *_) = fold.inquiry.by_key(bounds, ["a", "c"])
    assert (same is first, other is first) == (True, False)
    assert [[*own] for own, _ in keys] == [["b"], ["b"], ["a"]]
    fold, bounds = verdicts.portfolio("true", ALL, group_by="project.notes", measures={"m": {"sum": "1"}})
    [*fold.inquiry.keys(bounds)]
    (first, *_) = fold.inquiry.by_key(bounds, ["a", "b"])
    (same, *_) = fold.inquiry.by_key(bounds, ["a", "c"])
    assert same is first, "each record counts in its own groups alone"


@pytest.mark.parametrize(
    ("more", "most"),
    [
        ({}, 500),
        ({"where": "project.notes == 'b'"}, 600),
        ({"measures": {"m": {"sum": "1"}}}, 800),
        ({"for_each": str([*range(50)])}, 60_000),
    ],
)
def test_a_record_answers_for_all_items_at_once(more: dict[str, Any], most: int) -> None:
    """Asked for each alone it would take some hundred more for every record and item."""
    fold, bounds = verdicts.portfolio("true", ALL, **more)
    before = fold.meter.left
    fold.judge(bounds)
    assert before - fold.meter.left < most
