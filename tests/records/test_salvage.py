"""A record with wrong parts keeps the rest: what is read, what is known to be lost, and where what is kept stood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import PARTNER, PROJECT, at, load_text, message, only, record, told

from intlstrat.records.portfolio import Path, RecordKind


@pytest.mark.parametrize(
    ("text", "data", "lost", "kept"),
    [
        # A value.
        ("summary: a\nnotes: []\n", {"summary": "a"}, {("notes",)}, {}),
        ("period: {start: 1.1.2024, end: 2024-12-31}\n", {"period": {"end": "2024-12-31"}}, {("period", "start")}, {}),
        ("period: {start: 1.1.2024}\n", {"period": {}}, {("period", "start")}, {}),
        ("budget: {total: mye, lines: [{item: a}]}\n", {"budget.lines": [{"item": "a"}]}, {("budget", "total")}, {}),
        # A part.
        ("period: 2024\nsummary: a\n", {"summary": "a"}, {("period",)}, {}),
        ("goals: Bli best\nsummary: a\n", {"goals": [], "summary": "a"}, {("goals",)}, {}),
        # Items of a list, and what is inside them.
        (
            "areas: [culture, kultur, business]\n",
            {"areas": ["culture", "business"]},
            {("areas", 1)},
            {("areas",): (0, 2)},
        ),
        (
            "areas: [x1, culture, x2, ~]\n",
            {"areas": ["culture"]},
            {("areas", i) for i in (0, 2, 3)},
            {("areas",): (1,)},
        ),
        ("areas: [xx]\n", {"areas": []}, {("areas", 0)}, {("areas",): ()}),
        (
            "goals: [Bli best, {statement: a, due: snart}, {statement: b}]\n",
            {"goals": [{"statement": "a"}, {"statement": "b"}]},
            {("goals", 0), ("goals", 1, "due")},
            {("goals",): (1, 2)},
        ),
        (
            "sdgs:\n- x\n- {goal: 8, targets: [8.99, 8.1, 9.1, 8.2]}\n",
            {"sdgs": [{"goal": 8, "targets": ["8.1", "8.2"]}]},
            {("sdgs", 0), ("sdgs", 1, "targets", 0), ("sdgs", 1, "targets", 2)},
            {("sdgs",): (1,), ("sdgs", 1, "targets"): (1, 3)},
        ),
        (
            "plan: {activities: [a, {title: b}, !c {title: d}, {title: e, done: ja}]}\n",
            {"plan.activities": [{"title": "b"}, {"title": "e"}]},
            {("plan", "activities", 0), ("plan", "activities", 2), ("plan", "activities", 3, "done")},
            {("plan", "activities"): (1, 3)},
        ),
        # Required keys that are not there, or cannot be read: nothing stands in for them.
        ("goals: [{indicator: a}]\n", {"goals": [{"indicator": "a"}]}, {("goals", 0, "statement")}, {}),
        ("goals: [{statement: '', unit: a}]\n", {"goals": [{"unit": "a"}]}, {("goals", 0, "statement")}, {}),
        ("sdgs: [{targets: ['8.1']}]\n", {"sdgs": [{"targets": ["8.1"]}]}, {("sdgs", 0, "goal")}, {}),
        ("sdgs: [{goal: 18, targets: ['8.1']}]\n", {"sdgs": [{"targets": ["8.1"]}]}, {("sdgs", 0, "goal")}, {}),
        (
            "sdgs: [{goal: 8, targets: ['9.1']}]\n",
            {"sdgs": [{"goal": 8, "targets": []}]},
            {("sdgs", 0, "targets", 0)},
            {("sdgs", 0, "targets"): ()},
        ),
        (
            "waivers: [{rule: a, reason: b}]\n",
            {"waivers": [{"rule": "a", "reason": "b"}]},
            {("waivers", 0, "decided_by"), ("waivers", 0, "until")},
            {},
        ),
        ("waivers: [x, {rule: a}]\n", {"waivers": [{"rule": "a"}]}, None, {("waivers",): (1,)}),
        # Keys that are not known.
        ("budjet: {total: 5}\nsummary: a\n", {"summary": "a"}, {("budjet",)}, {}),
        ("budget: {totl: 5, lines: []}\n", {"budget.lines": []}, {("budget", "totl")}, {}),
        ("budjet:\nsummary: a\n", {"summary": "a"}, set(), {}),
        # A currency that cannot be read is not taken for the krone.
        ("budget: {total: 5, currency: kroner}\n", {"budget": {"total": 5, "lines": []}}, {("budget", "currency")}, {}),
        # A map with keys of its own.
        (
            "budget: {own_by_year: {2024: 5, 24: 6, 2025: x}}\n",
            {"budget.own_by_year": {2024: 5}},
            {("budget", "own_by_year", "24"), ("budget", "own_by_year", "2025")},
            {},
        ),
        (
            "budget: {own_by_year: {'[key]': x, 2024: 5}}\n",
            {"budget.own_by_year": {2024: 5}},
            {("budget", "own_by_year", "[key]")},
            {},
        ),
    ],
)
def test_the_rest_of_a_project_stands(
    text: str, data: dict[str, Any], lost: set[Path] | None, kept: dict[Path, tuple[int, ...]]
) -> None:
    portfolio = load_text(PROJECT + text)
    assert portfolio.findings
    assert portfolio.unreadable == 0
    found = record(portfolio)
    assert (found.data["title"], found.data["status"]) == ("Mono", "idea")
    for path, value in data.items():
        assert at(found.data, path) == value
    if lost is not None:
        assert set(found.lost) == lost
    assert dict(found.kept) == kept


@pytest.mark.parametrize(
    ("text", "key"),
    [("title: ''\nstatus: idea\n", "title"), ("status: idea\n", "title"), ("title:\nstatus: idea\n", "title")],
)
def test_a_required_key_of_the_record_itself(text: str, key: str) -> None:
    portfolio = load_text(text + "summary: a\n")
    only(portfolio)
    found = record(portfolio)
    assert key not in found.data
    assert found.data["summary"] == "a"
    assert found.lost == ((key,),)
    assert found.name == "mono"


@pytest.mark.parametrize("key", ["name", "country", "relation", "status"])
def test_a_partner_without_one_of_its_required_keys(key: str) -> None:
    text = "".join(f"{line}\n" for line in PARTNER.splitlines() if not line.startswith(key))
    portfolio = load_text(text + "since: 1985\n", "partner")
    assert message(only(portfolio)) == f"The key “{key}” is required, and is not there."
    found = record(portfolio)
    assert key not in found.data
    assert found.data["since"] == 1985


def test_a_record_of_nothing_but_faults_is_still_a_record() -> None:
    portfolio = load_text("a: 1\nb: [2]\n")
    assert [told(finding)[:2] for finding in portfolio.findings] == [
        ("record-invalid", "/title"),
        ("record-invalid", "/status"),
        ("record-invalid", "/a"),
        ("record-invalid", "/b"),
    ]
    data = record(portfolio).data
    assert (data["id"], data["kind"]) == ("mono", "project")
    assert {key for key, value in data.items() if value} == {"id", "kind"}


@pytest.mark.parametrize(
    ("visits", "expected"),
    [
        ("[]", []),
        ("[{date: 2024-05-17}]", [{"date": "2024-05-17"}]),
        ("[{date: 17.5.2024, direction: outgoing}]", [{"direction": "outgoing"}]),
    ],
)
def test_visits_that_can_be_counted(visits: str, expected: list[dict[str, Any]]) -> None:
    assert record(load_text(f"{PARTNER}visits: {visits}\n", "partner")).data["visits"] == expected


@pytest.mark.parametrize(
    "visits",
    [
        "~",
        "",
        "ingen",
        "{date: 2024-05-17}",
        "[i fjor]",
        "[~]",
        "[{date: 2024-05-17}, i fjor]",
        "[!x {date: 2024-05-17}]",
    ],
)
def test_visits_of_which_one_is_lost_are_not_recorded(visits: str) -> None:
    """[] says that there were none; a list that lost an item must say neither that nor any number."""
    assert "visits" not in record(load_text(f"{PARTNER}visits: {visits}\n", "partner")).data


def test_a_tag_among_the_visits_hides_no_other_fault() -> None:
    portfolio = load_text(f"{PARTNER}visits: [!x {{}}, {{date: 17.5.2024}}]\n", "partner")
    assert [finding.place.pointer for finding in portfolio.findings] == ["/visits/0", "/visits/1/date"]


def test_places_in_the_file_of_items_that_were_kept() -> None:
    found = record(load_text(f"{PROJECT}areas: [kultur, culture, x, business]\n"))
    assert [found.index(("areas",), position) for position in range(2)] == [1, 3]
    assert found.index(("goals",), 5) == 5


_GOOD = st.fixed_dictionaries({"statement": st.just("Flere"), "target": st.sampled_from(["1", "2"])})
_BAD_ITEM: st.SearchStrategy[Any] = st.sampled_from(["tekst", [], None, ""])
_BAD_PART = st.fixed_dictionaries({"statement": st.just("Flere"), "due": st.just("snart")})
_KIND: RecordKind = "project"


@given(st.lists(st.tuples(st.sampled_from(["good", "item", "part"]), _GOOD, _BAD_ITEM, _BAD_PART), max_size=8))
def test_every_good_item_is_kept_with_its_place(items: list[tuple[str, dict[str, str], Any, dict[str, str]]]) -> None:
    written = [{"good": good, "item": item, "part": part}[which] for which, good, item, part in items]
    lines = "".join(f"\n- {_flow(value)}" for value in written) or " []"
    portfolio = load_text(f"{PROJECT}goals:{lines}\n")
    found = record(portfolio)
    stay = [index for index, (which, *_) in enumerate(items) if which != "item"]
    assert [found.index(("goals",), position) for position in range(len(found.data["goals"]))] == stay
    assert [goal.get("target") for goal in found.data["goals"]] == [
        float(items[index][1]["target"]) if items[index][0] == "good" else None for index in stay
    ]
    wrong = [
        f"/goals/{i}" if which == "item" else f"/goals/{i}/due"
        for i, (which, *_) in enumerate(items)
        if which != "good"
    ]
    assert sorted(finding.place.pointer or "" for finding in portfolio.findings) == sorted(wrong)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {part}" for key, part in value.items()) + "}"
    return {"": "''"}.get(value, value) if isinstance(value, str) else "[]" if value == [] else "~"
