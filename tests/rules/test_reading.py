"""A pack's files as they are read: figures, defaults, what is left out, and what an example says."""

from __future__ import annotations

from typing import Any

import pytest
from portfolios import STRATEGY, rule

from intlstrat.findings import Place
from intlstrat.language import Language
from intlstrat.rules import shape
from intlstrat.rules.model import Chapter, Clause, Code, ExampleResult, Measure, Parameter, Rule, Strategy
from intlstrat.rules.pack import _example_problem, is_rule, load_pack
from intlstrat.rules.pack import test_pack as run_test_pack
from intlstrat.rules.read import PackProblem, read_rule, read_strategy, typed
from intlstrat.source import Quoted

ENGLISH = Language("en")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("007", 7),
        ("1 500 000", 1_500_000),
        ("-1 500", -1500),
        ("1\u00a0500\u202f000", 1_500_000),
        ("1 50", "1 50"),
        ("1500 000", "1500 000"),
        ("123456789012345", 123_456_789_012_345),
        ("1234567890123456", "1234567890123456"),
        ("0.5", 0.5),
        ("-12.25", -12.25),
        (".5", ".5"),
        ("5.", "5."),
        ("1,5", "1,5"),
        ("2026-01-31", "2026-01-31"),
        ("true", "true"),
        ("", ""),
        (Quoted("5"), "5"),
        (None, None),
        ([], []),
        ({}, {}),
        (["1", "2"], [1, 2]),
        (["1", "2.5"], [1.0, 2.5]),
        (["1", "2.5", "x"], [1, 2.5, "x"]),
        (["1", Quoted("2")], [1, "2"]),
        ({"a": "1", "b": "2.5"}, {"a": 1.0, "b": 2.5}),
        ({"a": "1", "b": "2"}, {"a": 1, "b": 2}),
        ({"a": ["1", {"b": "2.0"}], "c": None}, {"a": [1, {"b": 2.0}], "c": None}),
    ],
)
def test_figures_are_numbers_and_what_stands_in_quotes_is_text(text: Any, value: Any) -> None:
    found = typed(text)
    assert (found, repr(found)) == (value, repr(value))


def told(problems: list[PackProblem]) -> list[tuple[str, int | None, int | None, str]]:
    return [
        (
            each.place.path or "",
            each.place.line,
            each.place.column,
            " ".join(map(ENGLISH.message, (each.message, each.fix))),
        )
        for each in problems
    ]


def strategy(more: str = "", text: str = STRATEGY) -> Strategy:
    found, _, problems = read_strategy({"strategy.yaml": f"{text}{more}".encode()})
    assert found is not None, told(problems)
    return found


def test_a_strategy_with_all_its_keys() -> None:
    found = strategy(
        """\
adopted: 2023-06-15
examples_as_of: 2026-06-30
chapters: [{id: "1", title: {nb: Om}}]
relations: [{code: twin, name: {nb: Tvilling}, clause: "2"}]
parameters:
  limit: {value: 1 000, why: {nb: Derfor.}, interpretation: true, date: 2026-01-01, title: {nb: Grense}}
  unset: {why: {nb: Derfor.}}
  exchange_rates: {value: {NOK: 1, EUR: 11.6}, why: {nb: Derfor.}}
  waiver_notice_days: {value: 14, why: {nb: Derfor.}}
examples_params: {limit: 2, unset: , other: "3"}
"""
    )
    assert (found.id, found.title, found.municipality, found.version) == (
        "prove",
        "Prøvestrategi",
        "Prøve kommune",
        "1",
    )
    assert (found.adopted, found.language, found.examples_as_of) == ("2023-06-15", "nb", "2026-06-30")
    assert found.clauses[2] == Clause("2", "2", "aim", {"nb": "Vi vokser.", "en": "We grow."}, None)
    assert found.principles == (Code("2.1", {"nb": "Bærekraft", "en": "Sustainability"}, "2", None),)
    assert [each.code for each in found.goals] == ["1", "2"]
    assert found.areas == (Code("culture", {"nb": "Kultur", "en": "Culture"}),)
    assert found.programmes == (Code("norec", {"nb": "Norec", "en": "Norec"}, None, "state"),)
    assert found.relations == (Code("twin", {"nb": "Tvilling"}, "2"),)
    assert found.chapters == (Chapter("1", {"nb": "Om"}),)
    why = {"nb": "Derfor."}
    assert found.parameters == {
        "limit": Parameter("limit", 1000, why, True, "2026-01-01", {"nb": "Grense"}),
        "unset": Parameter("unset", None, why, False),
        "exchange_rates": Parameter("exchange_rates", {"NOK": 1.0, "EUR": 11.6}, why, False),
        "waiver_notice_days": Parameter("waiver_notice_days", 14, why, False),
    }
    assert found.examples_params == {"limit": 2, "unset": None, "other": "3"}


def test_a_strategy_with_few_keys_has_the_tools_own_defaults() -> None:
    found = strategy("parameters: {exchange_rates: {why: {nb: Ikke satt.}}}\n", "id: a\ntitle: b\nmunicipality: c\n")
    assert (found.version, found.adopted, found.examples_as_of, found.language) == (None, None, None, "nb")
    assert (found.clauses, found.principles, found.goals, found.areas, found.programmes, found.chapters) == ((),) * 6
    assert found.relations[0] == Code("sister_city", {"en": "sister_city"})
    rates, days = found.parameters["exchange_rates"], found.parameters["waiver_notice_days"]
    assert (rates.name, rates.value, rates.interpretation) == ("exchange_rates", {"NOK": 1}, False)
    assert (days.name, days.value, days.interpretation) == ("waiver_notice_days", 30, False)
    assert rates.why == days.why
    assert rates.why["en"] == "The tool's own default; the strategy sets no other."
    assert found.examples_params == {}


def read(text: str, of: Strategy | None = None) -> Rule:
    found, problems = read_rule("project/x.yaml", text.encode(), of or strategy(f"parameters: {{{PARAMETERS}}}\n"))
    assert found is not None, told(problems)
    assert found.rule.path == "project/x.yaml"
    return found.rule


PARAMETERS = ", ".join(
    f"{name}: {{value: 1, why: {{nb: D}}, interpretation: {'false' if name == 'said' else 'true'}}}"
    for name in ("a", "b", "c", "d", "e", "f", "g", "h", "said")
)


def test_a_rule_with_few_keys() -> None:
    found = read(rule("project-a", layer="quality", clauses=None))
    assert (found.id, found.subject, found.layer.value, found.severity.value) == (
        "project-a",
        "project",
        "quality",
        "error",
    )
    assert (found.clauses, found.needs, found.among, found.measures, found.examples) == ((),) * 5
    assert (found.when, found.for_each, found.group_by, found.where, found.at, found.effective_from) == (None,) * 6
    assert (found.require, found.values, found.waivable, found.interpretations) == ("true", {}, True, ())


def test_a_rule_with_all_its_keys() -> None:
    found = read(
        rule(
            "portfolio-a", "params.a + params.said > 1", when="params.b > 1", for_each="'[params.c]'",
            group_by="string(params.d)", where="params.e > 1", among="[partner, project]", at="status",
            needs="[params.f, notes]", values="{x: params.h}", effective_from="2026-01-01", waivable="false",
            severity="note",
            measures="{m: {sum: params.g, where: 'true', among: project}, n: {max: '1'}, o: {min: '2'}, p: {where: a}}",
        )
    )  # fmt: skip
    assert (found.when, found.for_each, found.group_by) == ("params.b > 1", "[params.c]", "string(params.d)")
    assert (found.where, found.require) == ("params.e > 1", "params.a + params.said > 1")
    assert (found.among, found.at, found.needs) == (("partner", "project"), "status", ("params.f", "notes"))
    assert (found.values, found.effective_from, found.waivable) == ({"x": "params.h"}, "2026-01-01", False)
    assert (found.subject, found.layer.value, found.severity.value) == ("portfolio", "strategy", "note")
    assert (found.clauses, found.examples) == (("1a",), ())
    assert found.measures == (
        Measure("m", "sum", "params.g", ("project",), "true"),
        Measure("n", "max", "1", None, None),
        Measure("o", "min", "2", None, None),
        Measure("p", "sum", "", None, "a"),
    )
    assert found.interpretations == ("a", "b", "c", "d", "e", "f", "g")
    assert found.title == {"nb": "Tittel portfolio-a", "en": "Title portfolio-a"}
    assert (found.message["en"], found.why["en"], found.fix["en"]) == (
        "Breach of portfolio-a.", "Therefore.", "Put it right.",
    )  # fmt: skip


def test_parameters_that_the_strategy_does_not_have_are_no_interpretation() -> None:
    assert read(rule("project-a", "params.zz > params.a", needs="[params.yy]")).interpretations == ("a",)


def test_what_an_example_says() -> None:
    text = (
        rule("project-a").rstrip("\n")
        + """
examples:
  breach:
    - {project: {a: b}, values: {x: '1'}, params: {a: '2', b: , c: ~}}
  unknown:
    - project: {}
      missing: [notes]
      params: {d: }
    - {}
"""
    )
    breach, unknown, empty = read(text).examples
    assert (breach.outcome, breach.case, breach.told) == (
        "breach", {"project": {"a": "b"}, "params": {"a": "2", "b": None, "c": None}}, {"values": {"x": "1"}},
    )  # fmt: skip
    assert (unknown.outcome, unknown.case, unknown.told) == (
        "unknown", {"project": {}, "params": {"d": None}}, {"missing": ["notes"]},
    )  # fmt: skip
    assert (empty.case, empty.told) == ({}, {})
    line = text[: text.index("- {project")].count("\n") + 1
    assert [(each.line, each.column) for each in (breach, unknown, empty)] == [(line, 7), (line + 2, 7), (line + 5, 7)]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {},
            (
                "strategy.yaml",
                1,
                1,
                "The rules have no strategy.yaml. Write one, or say with --rules where the rules are.",
            ),
        ),
        (
            {"strategy.yaml": b"- a\n"},
            ("strategy.yaml", 1, 1, "The file holds no keys. Write it as “key: value”, one key a line."),
        ),
    ],
)
def test_why_a_strategy_cannot_be_read(files: dict[str, bytes], problem: tuple[str, int, int, str]) -> None:
    found, _, problems = read_strategy(files)
    assert found is None
    assert told(problems) == [problem]


def test_why_the_file_of_a_rule_cannot_be_read() -> None:
    found, (problem,) = read_rule("x.yaml", b"id: a\nvalues: {x: 'a', x: 'b'}\n", strategy())
    assert found is None
    assert problem.place == Place("x.yaml", "/values/x", 2, 18, 2, 19)
    assert told([problem])[0][3] == "The key “x” stands twice; the first is on line 2. Keep one of them."


@pytest.mark.parametrize(
    ("text", "pointer", "words"),
    [
        (
            rule("project-a") + "tite:\n",
            "/tite",
            "The key “tite” is not known here. Did you mean “title”? “title” is there already: "
            "delete “tite”, or put the two together under “title”.",
        ),
        (
            rule("project-a", title=""),
            "/title",
            "The key “title” is required, and has no value. Write the value after the colon.",
        ),
        (
            rule("project-a", "a" * 2001),
            "/require",
            "The expression is longer than 2000 characters. "
            "Make two rules of it, or move what is repeated to a parameter.",
        ),
    ],
)
def test_what_cannot_stand_at_a_key_is_told_of(text: str, pointer: str, words: str) -> None:
    found, (problem,) = read_rule("x.yaml", text.encode(), strategy())
    assert found is None
    line = next(at for at, line in enumerate(text.splitlines(), 1) if line.startswith(f"{pointer[1:]}:"))
    assert (problem.place.pointer, *told([problem])) == (pointer, ("x.yaml", line, 1, words))


def test_an_expression_may_have_so_many_letters() -> None:
    assert read(rule("project-a", "a" * 2000)).require == "a" * 2000


def test_an_example_is_written_with_keys() -> None:
    _, problems = read_rule("x.yaml", rule("project-a", examples="{breach: [5]}").encode(), strategy())
    words = "An example is written with keys. Write for instance {project: {status: active}}."
    assert [(each.place.pointer, told([each])[0][3]) for each in problems] == [("/examples/breach/0", words)]


@pytest.mark.parametrize(
    ("make", "is_required", "default"),
    [(shape._required, True, None), (shape._optional, False, None), (shape._list, False, [])],
)
def test_what_a_key_is_called_and_what_it_is_where_it_is_left_out(
    make: Any, is_required: bool, default: object
) -> None:
    field = make("Tittel", "Det den er.")
    assert (field.title, field.description, field.is_required()) == ("Tittel", "Det den er.", is_required)
    assert is_required or field.get_default(call_default_factory=True) == default


def test_a_word_is_one_of_those_that_are_named() -> None:
    assert shape._word("ja", "nei").func("ja") == "ja"


def test_a_clause_may_say_why_it_is_not_checked() -> None:
    found = strategy(text=STRATEGY.replace("force: aim", "force: aim, not_checked: {nb: Et mål.}"))
    assert [each.not_checked for each in found.clauses] == [None, None, {"nb": "Et mål."}]


@pytest.mark.parametrize(
    ("path", "holds"),
    [
        ("project/a.yaml", True),
        ("a.yml", True),
        ("x/strategy.yaml", True),
        ("strategy.yaml", False),
        ("a.yaml.bak", False),
        ("a.json", False),
        ("project/.a.yaml", False),
        ("project/#a.yaml", False),
        (".hidden/a.yaml", True),
    ],
)
def test_whether_a_file_holds_a_rule(path: str, holds: bool) -> None:
    assert is_rule(path) is holds


@pytest.mark.parametrize(
    ("actual", "detail", "words"),
    [
        ("invalid", "project.x", "The example is no valid record or portfolio (project.x). Correct the example."),
        ("invalid", None, "The example is no valid record or portfolio (). Correct the example."),
        (
            "fault", "work budget exceeded",
            "The rule takes too many steps on this example, or on those before it. "
            "Write the rule with fewer loops inside each other, or shorten its examples.",
        ),
        (
            "fault", "no such key",
            "The rule fails on this example: no such key. Guard what may be absent with has(), or correct the example.",
        ),
        (
            "fault", None,
            "The rule fails on this example: . Guard what may be absent with has(), or correct the example.",
        ),
        (
            "told otherwise", "x: 1",
            "The example comes out as it should, but it tells something else (x: 1). "
            "Correct the rule, or what the example says of it.",
        ),
        (
            "told otherwise", None,
            "The example comes out as it should, but it tells something else (). "
            "Correct the rule, or what the example says of it.",
        ),
        (
            "unknown", None,
            "The example is to come out as breach, and comes out as unknown. "
            "Correct the rule, or move the example to its outcome.",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_an_example_that_does_not_come_out(actual: str, detail: str | None, words: str) -> None:
    problem = _example_problem(ExampleResult("project-a", "project/a.yaml", 7, 5, "breach", actual, detail))
    assert told([problem]) == [("project/a.yaml", 7, 5, words)]
    place = problem.place
    assert (place.pointer, place.end_line, place.end_column) == ("/examples", 7, 5)


def files(**rules: str) -> dict[str, bytes]:
    return {"strategy.yaml": STRATEGY.encode(), **{f"{id_}.yaml": text.encode() for id_, text in rules.items()}}


def test_a_pack_is_loaded_with_its_rules_in_the_order_of_their_ids() -> None:
    loaded = load_pack(
        {**files(), "z/project-a.yaml": rule("project-a").encode(), "a/project-b.yaml": rule("project-b").encode()}
    )
    assert loaded.problems == ()
    assert loaded.pack is not None
    assert [each.id for each in loaded.pack.rules] == ["project-a", "project-b"]
    assert loaded.pack.digest.startswith("sha256:")
    assert run_test_pack(loaded.pack) == ([], ("project-a", "project-b"))
    assert [loaded.pack.rule(id_) for id_ in ("project-b", "project-c")] == [loaded.pack.rules[1], None]
    assert loaded.pack.rules_of("1a") == loaded.pack.rules
    assert loaded.pack.rules_of("1b") == ()


def test_examples_are_not_run_where_they_are_not_asked_for() -> None:
    bad = {**files(), "project-a.yaml": rule("project-a", examples="{breach: [{project: {}}]}").encode()}
    assert load_pack(bad, examples=False).pack is not None
    loaded = load_pack(bad)
    assert loaded.pack is None
    assert [(each[0], each[3][:33]) for each in told([*loaded.problems])] == [
        ("project-a.yaml", "The example is to come out as bre")
    ]


def test_a_pack_without_rules_says_so_once() -> None:
    loaded = load_pack(files())
    assert loaded.pack is None
    assert told([*loaded.problems]) == [
        (
            "strategy.yaml", 1, 1,
            "The pack has a strategy and no rules. Write at least one rule, in a file of its own.",
        )
    ]  # fmt: skip
    assert loaded.problems[0].place == Place("strategy.yaml", "", 1, 1, 1, 1)
    broken = load_pack({**files(), "project-a.yaml": b"- a\n", "project-b.yaml": b"- b\n"})
    assert [each[0] for each in told([*broken.problems])] == ["project-a.yaml", "project-b.yaml"]


def test_a_pack_without_a_strategy_is_told_so_at_its_beginning() -> None:
    (problem,) = load_pack({"project-a.yaml": rule("project-a").encode()}).problems
    assert problem.place == Place("strategy.yaml", "", 1, 1, 1, 1)
