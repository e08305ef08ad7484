"""A record that is asked everything at once: what it answers, and when it has to be asked rule by rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
import verdicts
from portfolios import DAY
from verdicts import FULFILLED, NOT_APPLICABLE, record

from intlstrat.engine.bench import Bench
from intlstrat.engine.columns import by_items
from intlstrat.findings.outcomes import ALL_HOLD, CODES, by_item
from intlstrat.records.portfolio import Record
from intlstrat.rules import together
from intlstrat.rules.cel import Runtime
from intlstrat.rules.constants import MOST_PARTS
from intlstrat.rules.court import Bound
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.together import ASK, Answer
from intlstrat.rules.tree import Tree
from intlstrat.rules.weight import Weight, weigh

HOLDS, NOT_MEANT = CODES[FULFILLED], CODES[NOT_APPLICABLE]
HAVNA = record("project", "havna", {"goals": [{"statement": "A", "due": "2027-01-01"}, {"statement": "B"}]})
EMPTY: Mapping[str, Any] = {}
FEW = ["linked.all(p, p.status == 'active')"]


def a(require: str, id_: str = "project-a", **more: Any) -> Rule:
    return verdicts.read(id_, require, **more)


def whole(require: str, id_: str = "portfolio-a", **more: Any) -> Rule:
    return verdicts.read(id_, require, **{"among": "project", **more})


@dataclass
class Asked:
    """Some rules, and the records that they are asked about; the first is asked everything at once."""

    bench: Bench
    bounds: list[Bound]

    @property
    def first(self) -> Bound:
        return self.bounds[0]

    @property
    def together(self) -> together.Together:
        return self.bench.together(True)[self.first.record.kind]

    def ask(self) -> Answer:
        answer = self.together.ask(self.first)
        assert answer is not None
        return answer

    def lefts(self) -> dict[str, int]:
        """What each rule may still do."""
        rules = {each.rule.id: each.meter for each in self.bench.by_kind[self.first.record.kind]}
        rules |= {each.rule.id: each.meter for each in self.bench.folds}
        return {name: meter.left for name, meter in rules.items()}

    def works(self, *bounds: Bound) -> dict[str, int]:
        """What is taken off what each rule may do for asking these records (the first one where none is named)."""
        before = self.lefts()
        for bound in bounds or (self.first,):
            assert self.together.ask(bound) is not None
        assert self.lefts() == before, "it is taken off when it is charged"
        self.together.charge()
        return {name: before[name] - left for name, left in self.lefts().items()}


def asked(*rules: Rule, records: Sequence[Record] = (HAVNA,)) -> Asked:
    bench = Bench(Pack(verdicts.strategy(), rules, ""), DAY)
    return Asked(bench, bench.court.bind_all(records))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled at once, as it is compiled."""
    sources: list[str] = []
    compile_ = Runtime.compile

    def compile_and_tell(runtime: Runtime, source: str) -> Any:
        sources.append(source)
        return compile_(runtime, source)

    monkeypatch.setattr(Runtime, "compile", compile_and_tell)
    return sources


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every program that is evaluated at once."""
    programs: list[Any] = []
    evaluate = Runtime.evaluate

    def evaluate_and_tell(program: Any, activation: Any) -> Any:
        programs.append(program)
        return evaluate(program, activation)

    monkeypatch.setattr(Runtime, "evaluate", staticmethod(evaluate_and_tell))
    return programs


def goals(number: int) -> dict[str, Any]:
    return {"goals": [{"statement": "A"}] * number}


@pytest.mark.parametrize(
    ("require", "more", "data", "code"),
    [
        ("true", {}, {}, HOLDS),
        ("false", {}, {}, ASK),
        ("dyn(null)", {}, {}, ASK),
        ("dyn(1)", {}, {}, ASK),
        ("record.title == 'Havna' && record.status == 'active'", {}, {}, HOLDS),
        ("true", {"when": "project.title == 'Torget'"}, {}, NOT_MEANT),
        ("project.title == 'Havna'", {"when": "project.title == 'Havna'"}, {}, HOLDS),
        ("project.title == 'Torget'", {"when": "project.title == 'Havna'"}, {}, ASK),
        ("has(item.statement)", {"for_each": "project.goals"}, {}, ALL_HOLD + 2),
        ("has(item.due)", {"for_each": "project.goals"}, {}, ASK),
        ("true", {"for_each": "project.goals"}, goals(0), ALL_HOLD),
        ("true", {"for_each": "project.goals"}, goals(64), ALL_HOLD + 64),
        ("has(item.statement)", {"for_each": "project.goals", "when": "true"}, {}, ALL_HOLD + 2),
        ("has(item.statement)", {"for_each": "project.goals", "when": "false"}, {}, NOT_MEANT),
        ("dyn(1)", {"for_each": "project.goals"}, {}, ASK),
        ("true", {"for_each": "project.goals.filter(g, true)"}, {}, ASK),
        ("true", {"for_each": "['a', 'b']"}, {}, ASK),
        ("true", {"effective_from": "2020-01-01"}, {}, ASK),
        ("true", {"needs": ["summary"]}, {}, ASK),
        ("true", {"needs": ["summary"]}, {"summary": "Ny"}, HOLDS),
        ("true", {"needs": ["notes", "summary"]}, {"summary": "Ny"}, ASK),
        ("true", {"needs": ["notes", "summary"]}, {"notes": "Ja", "summary": "Ny"}, HOLDS),
        ("false", {"needs": ["summary"]}, {"summary": "Ny"}, ASK),
        ("true", {"needs": ["summary"], "when": "false"}, {}, NOT_MEANT),
        ("true", {"needs": ["summary"], "for_each": "project.goals"}, {"summary": "Ny"}, ALL_HOLD + 2),
        ("true", {"needs": ["goals"]}, {}, HOLDS),
        ("true", {"needs": ["goals"]}, goals(0), ASK),
        ("true", {"needs": ["goals[0].due"]}, {}, ASK),
        ("true", {"needs": ["params.each"]}, {}, HOLDS),
        ("true", {"needs": ["params.each", "summary"]}, {"summary": "Ny"}, HOLDS),
        ("true", {"needs": ["params.each", "summary"]}, {}, ASK),
        ("true", {"needs": ["params.frame"]}, {}, ASK),
        ("true", {"needs": ["params.frame", "summary"]}, {"summary": "Ny"}, ASK),
    ],
)  # fmt: skip
def test_what_a_rule_comes_to_is_told_or_it_has_to_be_asked(
    require: str, more: dict[str, Any], data: dict[str, Any], code: int
) -> None:
    found = asked(a(require, **more), records=[replace(HAVNA, held={**HAVNA.data, **data})])
    assert [*found.ask().codes] == [code]
    if code != ASK:
        (rule,) = found.bench.by_kind["project"]
        assert by_item(code, ()) == by_items(rule.judge(found.first))


@pytest.mark.parametrize(("number", "code"), [(237, ASK - 1), (238, ASK), (239, ASK), (300, ASK)])
def test_so_many_items_have_a_code(number: int, code: int) -> None:
    """As many as a record that is asked at once cannot have; so this is told of the code itself."""
    assert together._code([[True] * number]) == code


def test_each_rule_has_its_own_answer_whichever_have_to_be_asked() -> None:
    found = asked(
        a("true", "project-a", for_each="['a']"),
        a("true", "project-b"),
        a("false", "project-c"),
        a("true", "project-d", when="false"),
        a("true", "project-e", effective_from="2020-01-01"),
        a("true", "project-f", for_each="project.goals"),
    )
    assert [*found.ask().codes] == [ASK, HOLDS, ASK, NOT_MEANT, ASK, ALL_HOLD + 2]


@pytest.mark.parametrize(
    "more",
    [{"kept": {("goals",): (0,)}}, {"lost": (("notes",),)}, {"held": {**HAVNA.data, "partners": ["nordby"]}}],
    ids=["a list lost items", "something is lost", "a partner is none of the records"],
)
def test_a_record_that_is_not_whole_is_asked_rule_by_rule(more: dict[str, Any]) -> None:
    found = asked(a("true"), records=[replace(HAVNA, **more)])
    assert found.together.ask(found.first) is None


@pytest.mark.parametrize(
    "rules",
    [
        [a("project.summary == 'Ny'")],
        [whole("true", where="project.summary == 'Ny'")],
        [whole("true", where="nok(project.budget.total, 'EUR') > 1.0")],
    ],
)
def test_where_one_rule_fails_on_a_record_it_is_asked_rule_by_rule(rules: list[Rule]) -> None:
    found = asked(a("true", "project-b"), *rules)
    assert found.together.ask(found.first) is None


NORDBY = record("partner", "nordby", {})


def with_linked(number: int, **data: Any) -> list[Record]:
    """A partner that so many projects name."""
    return [NORDBY, *(record("project", f"p{each}", {"partners": ["nordby"], **data}) for each in range(number))]


@pytest.mark.parametrize(
    ("records", "is_asked"),
    [
        ([record("project", "a", {"notes": "x" * 8192})], True),
        ([record("project", "a", {"notes": "x" * 8193})], False),
        ([record("project", "a", {"tags": ["x"] * 64})], True),
        ([record("project", "a", {"tags": ["x"] * 65})], False),
        ([record("project", "a", {"tags": ["x" * 600] * 50})], True),
        ([record("project", "a", {"tags": ["x" * 600] * 60})], False),
        (with_linked(64), True),
        (with_linked(65), False),
        (with_linked(1, notes="x" * 16384), True),
        (with_linked(1, notes="x" * 16385), False),
    ],
)
def test_a_record_that_is_large_or_linked_to_much_is_asked_rule_by_rule(records: list[Record], is_asked: bool) -> None:
    found = asked(a("true", "record-a", subject="record"), records=records)
    found.together.prepare(found.first)
    assert (found.together.ask(found.first) is not None) is is_asked


def test_a_rule_that_might_do_much_has_a_record_asked_rule_by_rule() -> None:
    loops = "project.goals.all(a, project.goals.all(b, {}))"
    heavy = loops.format("project.goals.all(c, project.goals.all(d, true))")
    assert asked(a("true"), a(loops.format("true"), "project-b")).ask().codes == bytes([HOLDS, HOLDS])
    found = asked(a("true"), a(heavy, "project-b"))
    for _ in range(2):
        assert found.together.ask(found.first) is None


@pytest.mark.parametrize("limit", ["A_RECORD", "MOST_MEMORY"])
def test_what_a_rule_may_do_for_a_record_is_counted_to_the_end(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [a("project.goals.map(g, g.statement) != []"), a("true", "project-b")]
    weights = asked(*rules).together._parts[0].works((together._OWN[0], together._LINKED[0]))
    most = max(weight.work if limit == "A_RECORD" else weight.memory for weight in weights)
    monkeypatch.setattr(together, limit, most)
    found = asked(*rules)
    assert found.together.ask(found.first) is not None
    monkeypatch.setattr(together, limit, most - 1)
    found = asked(*rules)
    assert found.together.ask(found.first) is None


def test_more_than_cel_compiles_at_once_is_asked_rule_by_rule() -> None:
    long = a(f"'{'x' * 900}' != ''")
    found = asked(*(replace(long, id=f"project-{number}") for number in range(120)))
    found.together.prepare(found.first)
    for _ in range(2):
        assert found.together.ask(found.first) is None


def test_what_is_prepared_is_not_compiled_or_weighed_again(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[Tree] = []

    def weigh_and_tell(tree: Tree, *more: Any) -> Weight:
        weighed.append(tree)
        return weigh(tree, *more)

    monkeypatch.setattr(together, "weigh", weigh_and_tell)
    found = asked(a("true"), whole("true", where="nok(1, 'EUR') > 1.0"), records=[HAVNA, *with_linked(1)])
    assert (len(compiled), len(weighed)) == (0, 0)
    found.together.prepare(found.first)
    assert (len(compiled), len(weighed)) == (2, 2)
    for _ in range(2):
        found.ask()
    assert (len(compiled), len(weighed)) == (2, 2)
    for _ in range(2):
        assert found.together.ask(found.bounds[2]) is not None
    assert (len(compiled), len(weighed)) == (2, 4), "it is linked to more, and is weighed as such"


class TestWork:
    def test_is_taken_off_for_each_record_and_each_rule(self) -> None:
        found = asked(
            a("true"),
            a("project.goals.all(g, has(g.statement))", "project-b"),
            whole("true", where="project.goals.all(g, project.goals.all(h, g != h))"),
            records=[HAVNA, *with_linked(2)],
        )
        once = found.works()
        most = found.together._parts[0].works((together._OWN[0], together._LINKED[0]))
        assert [*once.values()] == [weight.work for weight in most]
        assert 0 < once["project-a"] < once["project-b"] < once["portfolio-a"]
        assert found.works(*[found.first] * 3) == {name: 3 * work for name, work in once.items()}
        both = found.works(found.first, found.bounds[2])
        assert both == {name: 2 * work for name, work in once.items()}
        found.together.charge()
        assert found.works() == once

    def test_of_a_rule_is_that_of_all_its_expressions(self) -> None:
        measures = {"m": {"sum": "1"}, "n": {"sum": "project.goals.all(g, g.statement != '') ? 1 : 0"}}
        alone = asked(whole("true")).works()["portfolio-a"]
        for rate in ("", " || nok(1, 'EUR') > 1.0"):
            found = asked(a("true"), whole("true", where=f"true{rate}", measures=measures), a("true", "project-b"))
            works = found.works()
            assert works["portfolio-a"] > 2 * alone
            assert works["project-a"] == works["project-b"]

    def test_goes_on_for_the_others_where_a_rule_has_done_all_that_it_may(self) -> None:
        rules = [a("true"), a("true", "project-b"), a("true", "project-c")]
        once = asked(*rules).works()["project-a"]
        found = asked(*rules)
        meters = [each.meter for each in found.bench.by_kind["project"]]
        meters[1].left = once // 2
        before = found.lefts()
        found.ask()
        found.together.charge()
        assert [meter.is_spent for meter in meters] == [False, True, False]
        assert before["project-c"] - found.lefts()["project-c"] == once

    def test_depends_on_what_it_is_linked_to_where_a_rule_sees_that(self) -> None:
        rules = [a("linked.all(p, p.status != '')", "partner-a"), a("true", "partner-b")]
        few, many = (asked(*rules, records=with_linked(number)).works() for number in (0, 3))
        assert few["partner-a"] < many["partner-a"]
        assert few["partner-b"] == many["partner-b"]

    @pytest.mark.parametrize(
        "require",
        [
            "[1].all(params, true) && strategy.goals.all(g, g.code != '')",
            "[1].all(strategy, true) && params.countries.all(c, c != '')",
        ],
    )
    def test_on_what_is_the_same_for_all_records_is_the_same_for_each(self, require: str) -> None:
        """A name that a loop of the rule's own has too stays a variable."""
        large = record("project", "large", {"notes": "x" * 5000, "tags": ["x" * 8] * 64})
        found = asked(a(require), a("project.goals.all(g, has(g.statement))", "project-b"), records=[HAVNA, large])
        small, more = found.works(), found.works(found.bounds[1])
        assert small["project-a"] == more["project-a"]
        assert small["project-b"] < more["project-b"]

    def test_of_a_pattern_is_told_from_the_parameter(self) -> None:
        works = []
        for pattern in ("x", "x{100}"):
            strategy = verdicts.strategy()
            limit = replace(strategy.parameters["limit"], value=pattern)
            strategy = replace(strategy, parameters={**strategy.parameters, "limit": limit})
            rule = a("[1].all(params, true) && !project.title.matches('1')")
            rule = replace(rule, require=rule.require.replace("'1'", "params.limit"))
            bench = Bench(Pack(strategy, (rule,), ""), DAY)
            works.append(Asked(bench, bench.court.bind_all([HAVNA])).works()["project-a"])
        assert works[0] < works[1]


class TestTheRecordsName:
    def names(self, require: str, compiled: list[str]) -> str:
        found = asked(a(require))
        assert found.ask().codes == bytes([HOLDS])
        (source,) = compiled
        return source

    def test_is_that_of_its_kind_so_that_it_is_converted_once(self, compiled: list[str]) -> None:
        source = self.names("record.title != 'record.title' && record.status == 'active' && true", compiled)
        assert source == "[[(project.title != 'record.title' && project.status == 'active' && true)]]"

    def test_stays_where_the_rule_says_the_kind_itself(self, compiled: list[str]) -> None:
        assert "record.title" in self.names("[1].all(project, record.title == 'Havna')", compiled)

    def test_is_told_from_what_only_looks_like_it(self, compiled: list[str]) -> None:
        source = self.names(
            "{'record': 1}.record == 1 && record.title != 'project' && [1].all(records, true)", compiled
        )
        assert "{'record': 1}.record == 1 && project.title" in source
        assert "all(records" in source

    def test_is_that_of_its_kind_in_what_is_asked_alone_too(self, compiled: list[str]) -> None:
        found = asked(whole("true", where="nok(1, 'EUR') > 1.0 && record.title != ''"), a("true"))
        found.ask()
        assert compiled[1].count("project.title") == 1
        assert "record" not in compiled[1]


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        (FEW, {"status"}),
        ([*FEW, "size(linked) > 0", "nok(1, 'EUR') > 1.0 && linked.exists(p, p.title != '')"], {"status", "title"}),
        (["true", *FEW, "size(linked.map(p, p.id)) > 0"], None),
        (["true", *FEW, "nok(1, 'EUR') > 1.0 && size(linked.map(p, p.id)) > 0"], None),
    ],
)
def test_of_linked_records_only_what_is_asked_for_is_converted(
    rules: list[str], fields: set[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    activation = Runtime.activation

    def tell(runtime: Runtime, values: Mapping[str, object]) -> Any:
        seen.append(values["linked"])
        return activation(runtime, values)

    monkeypatch.setattr(Runtime, "activation", tell)
    folds = [whole("true", f"portfolio-{number}", among="partner", where=each) for number, each in enumerate(rules)]
    records = with_linked(1, notes="Ja")
    found = asked(*folds, records=records)
    found.bench.court.linked_fields = None
    found.ask()
    data = records[1].data
    assert seen == [[data if fields is None else {name: data[name] for name in fields}]]


class TestWhatTheWholeIsTold:
    """The same that each rule about the portfolio is told where it asks a record by itself."""

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"where": "false"},
            {"where": "project.title == 'Havna'", "among": "partner"},
            {"for_each": "params.countries", "where": "item == 'DK'"},
            {"for_each": "params.each", "where": "item == 'SE'"},
            {"for_each": "['DK', 'SE', 'DK']", "where": "item == 'SE'"},
            {"for_each": "[3, 2, 3]", "where": "item == 2"},
            {"measures": {"m": {"sum": "2"}, "n": {"max": "3", "where": "false"}}},
            {"group_by": "project.status"},
            {"group_by": "project.status", "measures": {"m": {"sum": "2"}}},
        ],
    )
    @pytest.mark.parametrize("rate", [False, True])
    def test_is_the_same(self, more: dict[str, Any], rate: bool) -> None:
        where = more.get("where", "true") + (" && nok(1, 'EUR') > 1.0" if rate else "")
        rules = [
            a("true"),
            whole("count > 0", "portfolio-a", where="false"),
            whole("count > 0", "portfolio-b", **{**more, "where": where}),
            whole("count > 0", "portfolio-c"),
        ]
        found = asked(*rules)
        for part, (fold, opened) in zip(found.ask().parts, found.bench.asking(), strict=True):
            if fold.rule.group_by:
                alone, _ = fold.inquiry.ask_by_key(found.first)
            else:
                alone = fold.inquiry.ask(found.first, opened.items, not opened.is_ordered)
            told = fold.inquiry.told(HAVNA, part[0], part[1], len(opened.items)) if part else {}
            assert told == alone

    @pytest.mark.parametrize(
        "more",
        [
            {"for_each": "[2.5, 1.5, 2.5]"},
            {"for_each": "['a', 'b'].map(x, {'name': 'y'})"},
            {"for_each": f"{[*range(MOST_PARTS + 1), 0]}"},
            {"group_by": "project.status", "measures": {"m": {"sum": "1", "where": "nok(1, 'EUR') > 1.0"}}},
        ],
    )
    def test_is_asked_alone_where_it_cannot_be_told_apart(self, more: dict[str, Any]) -> None:
        found = asked(a("true"), whole("true", **more), whole("true", "portfolio-b"))
        assert found.ask().parts == (None, ([[True]], False))

    def test_is_of_so_many_items_at_most(self) -> None:
        found = asked(whole("true", for_each=f"{[*range(MOST_PARTS), 0]}", where="item == 7"))
        assert found.ask().parts == (([[number == 7 for number in range(MOST_PARTS)]], False),)

    def test_takes_one_evaluation_and_one_more_for_each_rule_that_asks_for_rates(self, evaluated: list[Any]) -> None:
        rate = "nok(1, 'EUR') > 1.0"
        found = asked(
            a("true"),
            whole("true", "portfolio-a", where="project.title != ''"),
            whole("true", "portfolio-b", where=rate, measures={"m": {"sum": "1"}}),
            whole("true", "portfolio-c"),
            whole("true", "portfolio-d", where=rate),
            whole("true", "portfolio-e", where=rate, among="partner"),
        )
        found.ask()
        assert len(evaluated) == len({*map(id, evaluated)}) == 3

    def test_holds_no_rate_but_its_own(self) -> None:
        rate = "nok(1, 'EUR') > 1.0"
        found = asked(
            a(rate),
            whole("true", "portfolio-a"),
            whole("true", "portfolio-b", where=rate),
            whole("true", "portfolio-c", where=f"false && {rate}"),
            whole("true", "portfolio-d", where=f"!({rate})"),
        )
        picked, none = [[True]], [[False]]
        assert found.ask().parts == ((picked, False), (picked, True), (), (none, True))


@pytest.mark.parametrize(
    ("rules", "nulls"),
    [
        ([a("true")], 0),
        ([a("dyn(null)")], 1),
        ([a("dyn(null)", for_each="project.goals")], 2),
        ([a("false"), a("true", "project-b", when="false")], 0),
        ([whole("true", where="dyn(null)", for_each="params.countries")], 2),
        ([whole("true", where="item == 'DK' ? dyn(null) : dyn(true)", for_each="params.countries")], 1),
        ([whole("true", measures={"m": {"max": "dyn(null)"}})], 1),
        ([whole("true", where="nok(1, 'EUR') > 1.0 ? dyn(null) : dyn(true)")], 1),
        ([a("dyn(null)"), whole("true", where="nok(project.budget.total, 'EUR') > 1.0")], 1),
    ],
)
def test_every_null_that_cel_gives_is_counted(rules: list[Rule], nulls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """See `rules.nulls`: one that is not counted is taken from Python's own."""
    counted: list[Any] = []
    monkeypatch.setattr(together, "count_nulls", counted.append)
    found = asked(*rules)
    found.together.ask(found.first)
    assert all(isinstance(each, list) for each in counted)
    assert str(counted).count("None") == nulls
