"""Everything that can be wrong with a rule or a strategy before it runs: what is said of it, and where.

Of what is said, as much stands here as tells it from all else.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from portfolios import PARAMETERS, STRATEGY, rule

from intlstrat.language import Language
from intlstrat.rules.pack import load_pack

ENGLISH = Language("en")


def problems(
    text: str, id_: str = "project-a", strategy: str | None = None, examples: bool = False
) -> list[tuple[str, str]]:
    """What is wrong: the place as a pointer, and the message with what to do about it."""
    if strategy is None:
        strategy = STRATEGY + "parameters:\n" + "".join(f"  {name}: {value}\n" for name, value in PARAMETERS.items())
    loaded = load_pack({"strategy.yaml": strategy.encode(), f"x/{id_}.yaml": text.encode()}, examples=examples)
    assert (loaded.pack is None) is bool(loaded.problems)
    for each in loaded.problems:
        assert "None" not in f"{ENGLISH.message(each.message)} {ENGLISH.message(each.fix)}"
        assert not re.search(r"\{[a-z]+\}", ENGLISH.message(each.fix)), "a slot that is not filled"
    return [(each.place.pointer or "", ENGLISH.message(each.message)) for each in loaded.problems]


def made(id_: str, require: str = "true", **more: Any) -> str:
    return rule(
        id_,
        require,
        **{key: value if isinstance(value, str) or value is None else json.dumps(value) for key, value in more.items()},
    )


def gives(kind: str, what: str) -> str:
    return f"The expression gives {kind}, and must give {what}."


RECORDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("project.title", {}, "/require", gives("string", "true or false")),
    ("true", {"when": "size(project.goals)"}, "/when", gives("int", "true or false")),
    ("item.title", {"for_each": "project.documents"}, "/require", gives("string", "true or false")),
    ("true", {"for_each": "project.budget"}, "/for_each", gives("budget", "a list")),
    (
        "true",
        {"at": "place", "values": {"place": "[1]"}},
        "/values/place",
        gives("list<int>", "a path or a list of paths"),
    ),
    ("true", {"tite": "x"}, "/tite", "The key “tite” is not known here. Did you mean “title”?"),
    ("project.titel == ''", {}, "/require", "“titel” leads nowhere. Did you mean “title”?"),
    ("itm == ''", {}, "/require", "“itm” leads nowhere."),
    ("itm == ''", {"for_each": "project.goals"}, "/require", "“itm” leads nowhere. Did you mean “item”?"),
    ("true", {"values": {"x": "project.titel"}}, "/values/x", "“titel” leads nowhere. Did you mean “title”?"),
    (
        "project.summary.matches(project.title)",
        {},
        "/require",
        "The pattern after “matches” is not written out, so nothing bounds how long it takes.",
    ),
    ("true", {"needs": ["budget.totl"]}, "/needs/0", "“budget.totl” leads nowhere. Did you mean “total”?"),
    ("true", {"needs": ["notes", "title.x"]}, "/needs/1", "“title.x” leads nowhere."),
    ("true", {"needs": ["goals[0].duee"]}, "/needs/0", "“goals[0].duee” leads nowhere. Did you mean “due”?"),
    ("true", {"needs": ["budget total"]}, "/needs/0", "“budget total” is no path."),
    ("true", {"needs": ["[0].x"]}, "/needs/0", "“[0].x” is no path."),
    ("true", {"needs": ["params.limt"]}, "/needs/0", "“params.limt” leads nowhere. Did you mean “limit”?"),
    ("true", {"needs": ["params.term.begin"]}, "/needs/0", "“params.term.begin” leads nowhere."),
    ("true", {"needs": ["params.limit.x"]}, "/needs/0", "“params.limit.x” leads nowhere."),
    ("true", {"at": "params.limit"}, "/at", "A finding cannot point at a parameter."),
    ("true", {"at": "gaols"}, "/at", "“gaols” leads nowhere. Did you mean “goals”?"),
    ("true", {"at": "goals[item].due"}, "/at", "“[item]” has a meaning only with “for_each”."),
    (
        "true",
        {"at": "goals[item].due", "for_each": "project.goals.filter(g, true)"},
        "/at",
        "“[item]” can be told only where “for_each” is a list as it stands in the record.",
    ),
    ("true", {"clauses": ["1a", "1A"]}, "/clauses/1", "There is no clause 1A. Did you mean 1a?"),
    ("true", {"clauses": []}, "/clauses", "A rule of the strategy must name at least one clause."),
    ("true", {"layer": "quality", "clauses": ["1a"]}, "/clauses", "A rule of the quality layer names no clause."),
    *(
        ("true", {key: value}, f"/{key}", f"“{key}” is for rules about the portfolio.")
        for key, value in {
            "among": "project",
            "where": "true",
            "group_by": "'x'",
            "measures": {"m": {"sum": "1"}},
        }.items()
    ),
    ("true", {"message": {"nb": "{titel}"}}, "/message/nb", "“{titel}” leads nowhere. Did you mean “title”?"),
    ("true", {"fix": {"nb": "x", "en": "{zzz}"}, "values": {"y": "1"}}, "/fix/en", "“{zzz}” leads nowhere."),
    ("true", {"message": {"nb": "{item}"}}, "/message/nb", "“{item}” leads nowhere. Did you mean “title”?"),
    ("true", {"fix": {"nb": "{zzz}"}, "for_each": "project.goals"}, "/fix/nb", "“{zzz}” leads nowhere."),
]


@pytest.mark.parametrize(("require", "more", "pointer", "words"), RECORDS)
def test_what_is_wrong_with_a_rule_about_records(require: str, more: dict[str, Any], pointer: str, words: str) -> None:
    assert problems(made("project-a", require, **more)) == [(pointer, words)]


NUMBER = gives("string", "a number")
PORTFOLIO: list[tuple[str, dict[str, Any], str, str]] = [
    ("true", {"among": None}, "/among", "A rule about the portfolio must say among which records it counts."),
    (
        "true",
        {"for_each": "params.countries", "group_by": "partner.name"},
        "/group_by",
        "“for_each” and “group_by” cannot stand together.",
    ),
    ("count", {}, "/require", gives("int", "true or false")),
    ("true", {"where": "partner.name"}, "/where", gives("string", "true or false")),
    ("true", {"when": "as_of"}, "/when", gives("string", "true or false")),
    ("true", {"for_each": "params.limit"}, "/for_each", gives("int", "a list")),
    ("true", {"group_by": "partner.goals"}, "/group_by", gives("list<goal>", "a number or a text")),
    ("true", {"measures": {"m": {"sum": "partner.name"}}}, "/measures/m/sum", NUMBER),
    (
        "true",
        {"measures": {"m": {"max": "partner.goals"}}},
        "/measures/m/max",
        gives("list<goal>", "a number or a text"),
    ),
    ("true", {"measures": {"m": {"min": "true"}}}, "/measures/m/min", gives("bool", "a number or a text")),
    (
        "true",
        {"measures": {"m": {"sum": "1", "where": "partner.name"}}},
        "/measures/m/where",
        gives("string", "true or false"),
    ),
    ("true", {"measures": {"m": {"where": "true"}}}, "/measures/m", "The measure says neither sum, min nor max."),
    *(
        ("true", {"measures": {"m": folds}}, "/measures/m", "The measure says more than one of sum, min and max.")
        for folds in ({"sum": "1", "min": "2"}, {"sum": "1", "max": "2"}, {"min": "1", "max": "2"})
    ),
    *(
        ("true", {"measures": {name: {"sum": "1"}}}, f"/measures/{name}", f"A measure cannot be named “{name}”.")
        for name in ("count", "item", "params", "strategy", "as_of", "en sum", "1x")
    ),
    ("true", {"needs": ["mm"], "measures": {"m": {"sum": "1"}}}, "/needs/0", "“mm” leads nowhere. Did you mean “m”?"),
    (
        "true",
        {"needs": ["params.limit", "params.limt"]},
        "/needs/1",
        "“params.limt” leads nowhere. Did you mean “limit”?",
    ),
    ("true", {"at": "stattus"}, "/at", "“stattus” leads nowhere. Did you mean “status”?"),
    (
        "true",
        {"message": {"nb": "{zzz}"}, "values": {"v": "1"}, "measures": {"mm": {"sum": "1"}}},
        "/message/nb",
        "“{zzz}” leads nowhere.",
    ),
    ("true", {"message": {"nb": "{zzz}"}, "group_by": "partner.name"}, "/message/nb", "“{zzz}” leads nowhere."),
    ("true", {"message": {"nb": "{zzz}"}, "for_each": "params.countries"}, "/message/nb", "“{zzz}” leads nowhere."),
    ("true", {"values": {"x": "partner.name"}}, "/values/x", "“partner” leads nowhere."),
    *(
        (
            f"m == {other}",
            {"measures": {"m": {fold: text}}},
            "/require",
            f"“==” does not work on these together: {kinds}.",
        )
        for fold, text, other, kinds in (
            ("sum", "1", "'x'", "double, string"),
            ("max", "1", "'x'", "int, string"),
            ("min", "0.5", "'x'", "double, string"),
            ("min", "partner.name", "1", "string, int"),
        )
    ),
    ("true", {"needs": ["params"]}, "/needs/0", "“params” leads nowhere. Did you mean “params.”?"),
    ("true", {"message": {"nb": "{item}"}}, "/message/nb", "“{item}” leads nowhere."),
    # A whole number beside a decimal is no fault, and what it gives is true or false.
    (
        "item == 'x'",
        {"group_by": "partner.since > 2000.5"},
        "/require",
        "“==” does not work on these together: bool, string.",
    ),
]


@pytest.mark.parametrize(("require", "more", "pointer", "words"), PORTFOLIO)
def test_what_is_wrong_with_a_rule_about_the_portfolio(
    require: str, more: dict[str, Any], pointer: str, words: str
) -> None:
    assert problems(made("portfolio-a", require, **{"among": "partner", **more}), "portfolio-a") == [(pointer, words)]


@pytest.mark.parametrize(
    ("id_", "require", "more"),
    [
        (
            "project-a",
            "project.title == 'x'",
            {"at": "goals[0].due", "needs": ["goals[0].due", "params.frame", "params.frame.x"]},
        ),
        (
            "project-a",
            "has(item.due)",
            {
                "for_each": "project.goals",
                "at": "goals[item].due",
                "message": {"nb": "{item} {number} {title} {as_of} {x}"},
                "values": {"x": "item.statement"},
            },
        ),
        ("project-a", "item == 'a'", {"for_each": "project.goals.map(g, 'a')", "at": "title"}),
        ("project-a", "true", {"at": "place", "values": {"place": "'budget.total'", "number": "1"}}),
        ("project-a", "true", {"at": "place", "values": {"place": "['a', project.title]"}}),
        ("project-a", "true", {"at": "place", "values": {"place": "project.goals.map(g, dyn(g))"}}),
        (
            "project-a",
            "missing('notes')",
            {"when": "missing('notes')", "needs": ["budget.own_by_year.y2025", "params.term.start", "params.each.GT"]},
        ),
        ("record-a", "record.status == 'active'", {"needs": ["goals"], "at": "strategy.goals"}),
        ("partner-a", "5 > 4.5 && partner.since < 2000.5", {}),
        (
            "portfolio-a",
            "count > 1 && m > 1.0 && n == 3 && o == 'x' && p < 0.5 && as_of > ''",
            {
                "measures": {
                    "m": {"sum": "partner.since"},
                    "n": {"max": "3"},
                    "o": {"min": "partner.name"},
                    "p": {"max": "0.5"},
                },
                "needs": ["m", "params.frame"],
                "at": "name",
            },
        ),
        (
            "portfolio-a",
            "item == 'x' && q != 3",
            {
                "group_by": "partner.areas",
                "measures": {"q": {"max": "dyn(item)", "where": "item == 'x'"}},
                "message": {"nb": "{item} {q} {count} {names} {as_of}"},
            },
        ),
        ("portfolio-a", "item > 2000", {"group_by": "partner.since"}),
        ("portfolio-a", "item", {"group_by": "has(partner.since)"}),
        ("portfolio-a", "item > 0.5", {"group_by": "double(partner.since)"}),
        (
            "portfolio-a",
            "item.name == 'x'",
            {
                "for_each": "params.named",
                "where": "partner.name == item.name",
                "measures": {"m": {"sum": "size(item.name)", "where": "partner.country == item.country"}},
                "values": {"x": "item.country"},
            },
        ),
        ("portfolio-a", "item == 'SE'", {"for_each": "params.each", "where": "partner.country == item"}),
        (
            "portfolio-a",
            "count > m",
            {
                "among": "[partner, project]",
                "where": "record.status == 'active'",
                "measures": {"m": {"max": "size(project.goals)", "among": "project"}},
            },
        ),
    ],
)
def test_what_is_right(id_: str, require: str, more: dict[str, Any]) -> None:
    if id_.startswith("portfolio"):
        more = {"among": "partner", **more}
    assert problems(made(id_, require, **more), id_) == []


def test_what_is_wrong_on_one_line_is_told_from_left_to_right() -> None:
    measure = {"m": {"sum": "partner.name", "where": "partner.name"}}
    text = made("portfolio-a", among="partner", measures=measure)
    assert [pointer for pointer, _ in problems(text, "portfolio-a")] == ["/measures/m/sum", "/measures/m/where"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = made(
        "project-a", "projekt.title == ''", when="titel", needs=["x"], at="y", clauses=["9"], message={"nb": "{z}"}
    )
    assert sorted(pointer for pointer, _ in problems(text)) == [
        "/at",
        "/clauses/0",
        "/message/nb",
        "/needs/0",
        "/require",
        "/when",
    ]
    assert problems(made("project-a", "x", for_each="y", values={"z": "w"}))[0][0] == "/for_each"
    assert len(problems(made("project-a", "x", for_each="y", values={"z": "w"}))) == 1
    assert [
        each for each, _ in problems(made("portfolio-a", "x", among="partner", group_by="y", where="z"), "portfolio-a")
    ] == ["/group_by"]
    assert [each for each, _ in problems(made("portfolio-a", "x", among="partner", for_each="y"), "portfolio-a")] == [
        "/for_each"
    ]
    assert [each for each, _ in problems(made("portfolio-a", "x > 1", among=None), "portfolio-a")] == ["/among"]


@pytest.mark.parametrize(
    ("require", "more", "place"),
    [
        ("project.titel == 'x'", {}, (6, 19)),
        ("x == 'æ' && project.goals.exists(g, g.duee > '')", {}, (6, 11)),
        ("(project.title == 'æ' && project.goals.exists(g, has(g.duee)))", {}, (6, 66)),
        ("item.duee > ''", {"for_each": "project.goals.filter(g, has(g.due))"}, (6, 16)),
        ("'a' == 'b'\n  && project.titel == ''", {}, None),
        ("'a' == 'b'\n\n  && true\n  && 'c' == 'd' && project.title == 3", {}, (6, 69)),
    ],
)
def test_the_very_place_in_an_expression(require: str, more: dict[str, Any], place: tuple[int, int] | None) -> None:
    text = made("project-a", "true", **more).replace(
        'require: "true"', f"require: {json.dumps(require, ensure_ascii=False)}"
    )
    strategy = STRATEGY + "parameters: {}\n"
    loaded = load_pack({"strategy.yaml": strategy.encode(), "project-a.yaml": text.encode()}, examples=False)
    first = loaded.problems[0].place
    column = text.splitlines()[5].find("titel") + 1
    assert (first.line, first.column) == (place or (6, column))


@pytest.mark.parametrize(("levels", "is_refused"), [(25, False), (26, True)])
def test_an_expression_may_be_as_deep_as_it_can_be_run(levels: int, is_refused: bool) -> None:
    text = made(
        "project-a",
        f"{'[' * levels}1{']' * levels} != []",
        for_each="project.goals",
        examples={"fulfilled": [{"project": {"goals": [{}]}}]},
    )
    assert bool(problems(text, examples=True)) is is_refused


def test_a_part_of_a_parameter_may_stand_deep() -> None:
    strategy = f"{STRATEGY}parameters: {{nested: {{value: {{a: {{b: 1}}}}, why: {{nb: A}}}}}}\n"
    needs = ["params.nested.a.b", "params.nested.a.c", "params.nested.b", "params.nested.a.b.c"]
    assert problems(made("project-a", needs=needs), strategy=strategy) == [
        ("/needs/1", "“params.nested.a.c” leads nowhere."),
        ("/needs/2", "“params.nested.b” leads nowhere."),
        ("/needs/3", "“params.nested.a.b.c” leads nowhere."),
    ]


BASE = 'id: prove\ntitle: P\nmunicipality: P\nclauses: [{id: "1a", chapter: "1", force: must, summary: {nb: A}}]\n'
RATES = "The parameter exchange_rates must be a map from currency codes to numbers over zero."
DAYS = "The parameter waiver_notice_days must be a whole number."


def named(name: str) -> str:
    return f"A parameter cannot be named “{name}”: no rule could ask for it."


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        ("goalss: []", [("/goalss", "The key “goalss” is not known here. Did you mean “goals”?")]),
        (
            "areas: [{code: a, name: {nb: A}}, {code: b, name: {nb: A}}, {code: a, name: {nb: B}}]",
            [("/areas", "The code “a” stands twice.")],
        ),
        *(
            (
                f"{kind}: [{{code: a, name: {{nb: A}}}}, {{code: b, name: {{nb: A}}, clause: '9'}}]",
                [(f"/{kind}/1/clause", "There is no clause 9.")],
            )
            for kind in ("principles", "goals", "areas", "programmes", "relations")
        ),
        ("parameters: {a: {value: 1, why: {nb: A}}}\nexamples_params: {a: 2}", []),
        (
            "parameters: {abc: {value: 1, why: {nb: A}}}\nexamples_params: {abd: 2}",
            [("/examples_params/abd", "“abd” leads nowhere. Did you mean “abc”?")],
        ),
        ("parameters: {a-b: {value: 1, why: {nb: A}}}", [("/parameters/a-b", named("a-b"))]),
        *(
            (
                f"parameters: {{exchange_rates: {{value: {value}, why: {{nb: A}}}}}}",
                [("/parameters/exchange_rates", RATES)],
            )
            for value in ("3", "x", "[1]", "{NOK: 0}", "{NOK: -1}", "{NOK: x}", "{NOK: 1, EUR: [1]}")
        ),
        *(
            (f"parameters: {{exchange_rates: {{value: {value}, why: {{nb: A}}}}}}", [])
            for value in ("{NOK: 1}", "{NOK: 1, EUR: 0.5}", "{EUR: 0.0001}")
        ),
        *(
            (
                f"parameters: {{waiver_notice_days: {{value: {value}, why: {{nb: A}}}}}}",
                [("/parameters/waiver_notice_days", DAYS)],
            )
            for value in ("x", "0.5", "[1]", "'30'")
        ),
        ("parameters: {waiver_notice_days: {value: 0, why: {nb: A}}}", []),
        *(
            (
                f"parameters: {{a: {{value: {value}, why: {{nb: A}}}}}}",
                [("/parameters/a/value", f"“{value}” looks like a number, and cannot be read as one.")],
            )
            for value in ("1.500.000", "1500 000", "01.02.2026", "1'000", "1_000", "-1.5.5", "5.")
        ),
        *(
            (f"parameters: {{a: {{value: {value}, why: {{nb: '1.500.000'}}, title: {{nb: 1.500.000}}}}}}", [])
            for value in ("2026-01-31", "'1.500.000'", "1 500 000", "x1.500", "1 500 kr", "-0.5")
        ),
        *(
            (
                f"parameters: {{a: {{{keys}}}}}",
                [(f"/parameters/a/value{where}", "“1.500.000” looks like a number, and cannot be read as one.")],
            )
            for keys, where in (
                ("value: [1, {b: 1.500.000}], why: {nb: A}", "/1/b"),
                ("value: {b: 1.500.000}, why: {nb: A}", "/b"),
                ("why: {nb: A}, value: 1.500.000", ""),
            )
        ),
    ],
)
def test_what_is_wrong_with_a_strategy(more: str, found: list[tuple[str, str]]) -> None:
    assert problems(rule("project-a"), strategy=f"{BASE}{more}\n") == found


def test_two_clauses_of_one_id() -> None:
    base = BASE.replace(
        "}]",
        '}, {id: "2", chapter: "1", force: aim, summary: {nb: A}},'
        ' {id: "1a", chapter: "1", force: aim, summary: {nb: A}}]',
    )
    assert problems(rule("project-a"), strategy=base) == [("/clauses/2/id", "The clause 1a stands twice.")]


@pytest.mark.parametrize(
    ("name", "id_", "words"),
    [
        (
            "project-b",
            "project-a",
            "The rule's id is “project-a”, and its file is named “project-b”.",
        ),
        (
            "project-a.v2",
            "project-a",
            "The rule's id is “project-a”, and its file is named “project-a.v2”.",
        ),
        (
            "rule-failed",
            "rule-failed",
            "The id “rule-failed” is one of the tool's own.",
        ),
        (
            "project-b",
            "rule-failed",
            "The id “rule-failed” is one of the tool's own.",
        ),
    ],
)
def test_the_id_of_a_rule(name: str, id_: str, words: str) -> None:
    assert problems(rule(id_, subject="project"), name) == [("/id", words)]


def test_two_rules_of_one_id() -> None:
    files = {f"{folder}/project-a.yaml": rule("project-a").encode() for folder in "abc"}
    other = {"b/project-b.yaml": rule("project-b").encode()}
    loaded = load_pack({"strategy.yaml": STRATEGY.encode(), **files, **other})
    told = [(each.place.path, ENGLISH.message(each.message), ENGLISH.message(each.fix)) for each in loaded.problems]
    words = "The id “project-a” is taken by a/project-a.yaml already."
    fix = "Give one of the two rules another id, and rename its file."
    assert told == [(f"{folder}/project-a.yaml", words, fix) for folder in "bc"]


def test_a_number_that_cannot_be_read_is_told_of_once_and_not_in_the_rules() -> None:
    strategy = BASE + "parameters: {a: {value: 1.500.000, why: {nb: A}}, b: {value: x, why: {nb: A}}}\n"
    assert [each for each, _ in problems(rule("project-a", "params.a > 1"), strategy=strategy)] == [
        "/parameters/a/value"
    ]
    assert [each for each, _ in problems(rule("project-a", "params.b > 1"), strategy=strategy)] == [
        "/parameters/a/value",
        "/require",
    ]


def test_what_is_wrong_is_told_in_the_order_of_the_files_and_their_lines() -> None:
    semantic = made("project-a", "yy == 1 && zz == 2", at="y", needs=["x"]).replace("layer:", "layer:  ")
    files = {"strategy.yaml": STRATEGY.encode(), "b/project-b.yaml": b"- a\n", "a/project-a.yaml": semantic.encode()}
    places = [(each.place.path, each.place.line, each.place.column) for each in load_pack(files).problems]
    assert places == sorted(places, key=lambda place: (place[0] or "", place[1] or 0, place[2] or 0))
    lines = [line for path, line, _ in places if path == "a/project-a.yaml"]
    columns = [column for _, line, column in places if line == 6]
    assert (len(set(lines)), len(columns), places[-1][0]) == (3, 2, "b/project-b.yaml")
