"""A record that is given all at once: `key=value` pairs and standard input."""

from __future__ import annotations

import pytest
from interviews import ENGLISH, place

from intlstrat.authoring.new.given import Given, from_pairs, from_text
from intlstrat.authoring.new.world import Value, World


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> World:
    return place(tmp_path_factory.mktemp("repo"), "project").world(None)


def values(given: Given) -> dict[str, Value]:
    assert given.wrong == ()
    return given.values


def wrong(given: Given) -> str:
    return " ".join(
        f"{each.where}: {ENGLISH.message(each.message)} {ENGLISH.message(each.fix)}" for each in given.wrong
    )


EITHER = "can mean several things here. Write {} if the sign in it stands between thousands, or {} if it stands before"


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        (["title=A = B", "status=planned"], {"title": "A = B", "status": "planned"}),
        (
            ["period.start=2027-01-01", "period.end=31.12.2027"],
            {"period": {"start": "2027-01-01", "end": "2027-12-31"}},
        ),
        (
            ["goals.0.statement=A", "goals.1.statement=B", "goals.0.due=2027-01-01"],
            {"goals": [{"statement": "A", "due": "2027-01-01"}, {"statement": "B"}]},
        ),
        (["goals.1.statement=A", "goals.2.statement=B"], {"goals": [{"statement": "A"}, {"statement": "B"}]}),
        (["partners=aalborg,karlskoga"], {"partners": ["aalborg", "karlskoga"]}),
        (["partners=aalborg", "partners=karlskoga"], {"partners": ["aalborg", "karlskoga"]}),
        (["partners=[aalborg, karlskoga]"], {"partners": ["aalborg", "karlskoga"]}),
        (["areas=Kultur, environment"], {"areas": ["culture", "environment"]}),
        (["areas=[culture, {other: havn}]"], {"areas": ["culture", {"other": "havn"}]}),
        (["areas={other: havn}"], {"areas": [{"other": "havn"}]}),
        (["areas.0=culture", "areas.1.other=havn"], {"areas": ["culture", {"other": "havn"}]}),
        (["programme={other: Fondet}"], {"programme": {"other": "Fondet"}}),
        (['sdgs=[{goal: 8, targets: ["8.10"]}]'], {"sdgs": [{"goal": "8", "targets": ["8.10"]}]}),
        (["sdgs.0.goal=8", "sdgs.0.targets=8.10,8.9"], {"sdgs": [{"goal": "8", "targets": ["8.10", "8.9"]}]}),
        (["budget.total=1,2 mill"], {"budget": {"total": "1200000"}}),
        (["budget.own_by_year.2027=100 000"], {"budget": {"own_by_year": {"2027": "100000"}}}),
        (["budget={total: 1 250 000}"], {"budget": {"total": "1250000"}}),
        (["participants.0.country=Norge"], {"participants": [{"country": "NO"}]}),
        (["title=[A] og {B}"], {"title": "[A] og {B}"}),
        (["title=NO"], {"title": "NO"}),
        (["title="], {"title": None}),
        ([" status = planned "], {"status": "planned"}),
        (["status=i gang"], {"status": "active"}),  # as the check and fix understand it
        (["status=Fullført"], {"status": "completed"}),
        (["status=3"], {"status": "3"}),  # a place in a list is nothing to rely on
        (["unheard.of=x"], {"unheard": {"of": "x"}}),
    ],
    ids=str,
)
def test_pairs(project: World, pairs: list[str], value: dict[str, Value]) -> None:
    found = {key: part for key, part in values(from_pairs(pairs, project)).items() if part is not None}
    assert found == {key: part for key, part in value.items() if part is not None}


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (["title"], "“title” is no key with a value. Write a key, an equals sign and the value"),
        (["=x"], "“=x” is no key with a value."),
        (["a b=x"], "is no key with a value"),
        (["title=A", "title=B"], "title: The key is given twice. Give it once."),
        (["budget={total: 4,2 mill}"], "budget.total: The comma splits this number in two"),
        (["goals=[{statement: A, target: 2,5 mill}]"], "goals.0.target: The comma splits this number in two"),
        (["goals.0.target=40.000"], f"goals.0.target: “40.000” {EITHER.format('40000', '40')}"),
        (["goals.0.baseline= −20,500"], f"goals.0.baseline: “−20,500” {EITHER.format('-20500', '-20.5')}"),
        (["goals=[{statement: A, result: {value: 2.125}}]"], EITHER.format("2125", "2.1250")),
        (["period=x", "period.start=2027-01-01"], "period.start: The key stands both with a value of its own"),
        (["sdgs=[{goal: 8"], "sdgs: "),
        (["title=a\udc80"], "title: The text holds a character that cannot be written in UTF-8."),
        (["a\udc80=x"], "is no key with a value"),
    ],
)
def test_pairs_that_are_wrong(project: World, pairs: list[str], said: str) -> None:
    assert said in wrong(from_pairs(pairs, project))


def test_all_that_is_wrong_is_told(project: World) -> None:
    assert len(from_pairs(["title", "x", "status=a", "status=b"], project).wrong) == 3


def test_what_was_taken_for_something_else_is_told(project: World) -> None:
    given = from_pairs(["period.start=5.6.2024", "status=planlagt", "title=A", "areas=culture"], project)
    assert set(given.taken) == {("period.start", "5 June 2024 (2024-06-05)"), ("status", "Planned (planned)")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("title: A\nstatus: planned\n", {"title": "A", "status": "planned"}),
        ("title=A\nstatus=planned\n", {"title": "A", "status": "planned"}),
        ("# of ours\ntitle=A: B\n\nperiod.start=5.6.2024\n", {"title": "A: B", "period": {"start": "2024-06-05"}}),
        ("\ufefftitle: A\r\nareas: [Kultur]\r\n", {"title": "A", "areas": ["culture"]}),
        ("title: a=b\n", {"title": "a=b"}),
        ("goals:\n  - statement: A\n    due: 5. juni 2024\n", {"goals": [{"statement": "A", "due": "2024-06-05"}]}),
        ('{"title": "A", "sdgs": [{"goal": 8}]}', {"title": "A", "sdgs": [{"goal": "8"}]}),
        ("goals:\n  - target: 0.125\n    baseline: 2.5\n", {"goals": [{"target": "0.125", "baseline": "2.5"}]}),
        (
            "goals.0.target=2.1250\ngoals.0.baseline=1000.125\n",
            {"goals": [{"target": "2.1250", "baseline": "1000.125"}]},
        ),
        ("goals.0.target=1.250.000", {"goals": [{"target": "1250000"}]}),
        ("summary: About 40.000", {"summary": "About 40.000"}),
        ('{"goals": [{"target": 2.125}]}', {"goals": [{"target": "2.125"}]}),  # by a program, which means a fraction
        ("summary: >-\n  Two\n  lines\n", {"summary": "Two lines"}),
    ],
)
def test_standard_input(project: World, text: str, value: dict[str, Value]) -> None:
    assert values(from_text(text.encode(), project)) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"- title: A\n", "holds no keys"),
        (b"A\n", "holds no keys"),
        (b"title: A\ntitle: B\n", "2: "),
        (b"goals:\n  - target: 40.000\n    baseline: '1,000'\n", f"goals.0.baseline: “1,000” {EITHER.format(1000, 1)}"),
        (b"title: [A\n", ""),
        (b"title: \xe5\n", "UTF-8"),
        (b"title=A\nstatus\n", ""),
        (b"a: &a [*a]\n", ""),
    ],
)
def test_standard_input_that_is_wrong(project: World, text: bytes, said: str) -> None:
    given = from_text(text, project)
    assert given.wrong
    assert said in wrong(given)


def test_deep_and_large_input_is_refused_and_nothing_worse(project: World) -> None:
    assert from_text(b"a: " + b"[" * 5000, project).wrong
    assert from_text(b"a: [" + b"x, " * 20000 + b"]", project).wrong
    assert "is no key" in wrong(from_pairs(["goals." + "0." * 3000 + "x=1"], project))
    assert from_pairs(["goals=" + "[" * 3000], project).wrong
