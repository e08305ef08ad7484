"""What the schemas accept and refuse, held against the tool, row by row of the reading table."""

from __future__ import annotations

import pytest
from schema_world import READERS, schema_accepts, tool_accepts

PARTNER = "name: Aalborg\ncountry: DK\nrelation: sister_city\nstatus: active\n"
PROJECT = "title: Havnebad\nstatus: active\n"
NB_SPACE, NARROW = "\u00a0", "\u202f"

ACCEPTED = [
    # text
    "summary: Kort",
    "summary: 2024",
    "summary: 8.10",
    "summary: true",
    'summary: "null"',
    "summary: |\n  To\n  linjer",
    "summary: 2024-06-05",
    "notes: ~",
    "notes:",
    # date
    "agreement: {signed: 2024-06-05}",
    'agreement: {signed: "2024-02-29"}',
    # year
    "since: 1985",
    'since: "1800"',
    "since: 2200",
    # amount
    "budget: {total: 4200000}",
    "budget: {total: 4 200 000}",
    f'budget: {{total: "4{NB_SPACE}200{NARROW}000"}}',
    "budget: {total: 0, own_by_year: {2024: 500000, '2025': 500 000, 2026: }}",
    "budget: {own_by_year: }",
    # number
    "goals: [{statement: a, target: 12, baseline: 3.5, result: {value: '3,5'}}]",
    "goals: [{statement: a, target: -3}]",
    # country, currency
    "budget: {currency: SEK}",
    # SDG
    "sdgs: [{goal: 8, targets: [8.9, '8.10', 8.a]}]",
    "sdgs: [{goal: '8', targets: [8.10]}]",
    "sdgs: [{goal: 17, targets: []}, {goal: 1, targets: }]",
    # bool
    "plan: {activities: [{done: true}, {done: 'false'}]}",
    # lists
    "areas: [culture, knowledge, {other: Idrett}, {other: 2024}]",
    "areas: []",
    "areas:",
    "visits: []",
    "visits: [{date: 2024-05-17, direction: outgoing, participants: 4, cost: 45 000}, {}]",
    "strategy: {principles: ['2.1', 2.2], goals: [1, '3']}",
    "risk_assessment: {risks: [{likelihood: 3, impact: '5'}]}",
    "waivers: [{rule: a, reason: b, decided_by: c, until: 2026-06-30, item: 0, case: PS 1/2}]",
]

REFUSED = [
    # text
    'summary: ""',
    'summary: "  "',
    'summary: "\u2003\u00a0"',
    'summary: "a\\u0007b"',
    'summary: "a\\u0090b"',
    "summary: [a]",
    "summary: {a: b}",
    # date
    "agreement: {signed: 05.06.2024}",
    "agreement: {signed: 2024}",
    "agreement: {signed: '2024-06'}",
    "agreement: {signed: '2024-6-5'}",
    "agreement: {signed: '2023-02-29'}",
    "agreement: {signed: '2024-04-31'}",
    "agreement: {signed: '2024-13-01'}",
    # year
    "since: 85",
    "since: 1799",
    "since: 2201",
    "since: '1799'",
    "since: '2201'",
    "since: 1985.5",
    "since: ca. 1950",
    # amount
    "budget: {total: 4.200.000}",
    "budget: {total: '4.200.000'}",
    "budget: {total: '4,2 mill'}",
    "budget: {total: -1}",
    "budget: {total: '-1'}",
    "budget: {total: 4.5}",
    "budget: {total: '4_200'}",
    "budget: {total: '42 00'}",
    "budget: {total: 1000000000000000}",
    "budget: {own_by_year: {24: 1}}",
    "budget: {own_by_year: {2024: lite}}",
    # number
    "goals: [{statement: a, target: mange}]",
    "goals: [{statement: a, target: '1 000'}]",
    "goals: [{statement: a, target: '1.000.000'}]",
    "goals: [{statement: a, target: true}]",
    # currency
    "budget: {currency: kr}",
    "budget: {currency: nok}",
    "budget: {currency: NOKK}",
    # SDG
    "sdgs: [{goal: 8, targets: ['9.1']}]",
    "sdgs: [{goal: 8, targets: [9.1]}]",
    "sdgs: [{goal: '8', targets: [9.1]}]",
    "sdgs: [{goal: 8, targets: ['8.11']}]",
    "sdgs: [{goal: 8, targets: [8.c]}]",
    "sdgs: [{goal: 18}]",
    "sdgs: [{goal: '0'}]",
    "sdgs: [{targets: [8.1]}]",
    # bool
    "plan: {activities: [{done: 'yes'}]}",
    "plan: {activities: [{done: ja}]}",
    "plan: {activities: [{done: 1}]}",
    "plan: {activities: [{done: 'True'}]}",
    # words and codes
    "contact_level: High",
    "contact_level: lively",
    "areas: [cultur]",
    "areas: [{other: }]",
    "areas: [{other: a, more: b}]",
    "areas: [{}]",
    "risk_factors: [war]",
    "strategy: {principles: [2.9]}",
    "strategy: {goals: [5]}",
    "visits: [{direction: out}]",
    "visits: [{participants: -1}]",
    "visits: [{participants: 1000001}]",
    "risk_assessment: {risks: [{likelihood: 6}]}",
    "risk_assessment: {risks: [{impact: '0'}]}",
    # lists and keys
    "areas: culture",
    "areas: {other: a}",
    "areas: [culture, ]\nsources: [~]",
    "goals: [{indicator: a}]",
    "goals: [{statement: }]",
    "goals: {statement: a}",
    "plan: tekst",
    "plan: []",
    "budjet: {total: 1}",
    "budjet:",
    "budget: {sum: 1}",
    "waivers: [{rule: a, reason: b, decided_by: c}]",
    "$schema: a",
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("line", ACCEPTED)
def test_what_the_tool_accepts_the_schema_accepts(line: str, reader: str) -> None:
    assert tool_accepts("partner", PARTNER + line)
    assert schema_accepts("partner", PARTNER + line, reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("line", REFUSED)
def test_what_the_tool_refuses_by_its_shape_the_schema_refuses(line: str, reader: str) -> None:
    assert not tool_accepts("partner", PARTNER + line)
    assert not schema_accepts("partner", PARTNER + line, reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("old", "new", "accepted"),
    [
        ("Aalborg", "2024", True),
        ("Aalborg", "", False),
        ("name: Aalborg\n", "", False),
        ("DK", '"NO"', True),
        ("DK", "dk", False),
        ("DK", "DNK", False),
        ("DK", "Danmark", False),
        ("sister_city", "letter_of_intent", True),
        ("sister_city", "vennskapsby", False),
        ("status: active\n", "", False),
        ("status: active", "status: completed", False),
    ],
)
def test_required_keys(old: str, new: str, accepted: bool, reader: str) -> None:
    text = PARTNER.replace(old, new)
    assert text != PARTNER
    assert tool_accepts("partner", text) is accepted
    assert schema_accepts("partner", text, reader) is accepted


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("programme: erasmus-plus", True),
        ("programme: {other: Nordplus}", True),
        ("programme: erasmus", False),
        ("funding: [{kind: eu, status: granted, amount: 1 000, programme: }]", True),
        ("funding: [{kind: EU}]", False),
        ("participants: [{name: A, country: SE, role: lead}, {country: }]", True),
        ("participants: [{country: sverige}]", False),
        ("partners: [aalborg, 2024]", True),
        ("partners: aalborg", False),
        ("period: {start: 2024-01-01, end: }", True),
        ("visits: []", False),
    ],
)
def test_projects(line: str, accepted: bool, reader: str) -> None:
    assert tool_accepts("project", PROJECT + line) is accepted
    assert schema_accepts("project", PROJECT + line, reader) is accepted


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("[]", True),
        ("- {rule: a, reason: b, decided_by: c, until: 2026-06-30}", True),
        ("- {rule: a, reason: b, decided_by: c, until: 2026-06-30, item: SE, granted: 2025-01-01, case: }", True),
        ("- {rule: a, reason: b, decided_by: c, until: 30.06.2026}", False),
        ("- {rule: a, reason: b, decided_by: c}", False),
        ("- {rule: a, reason: b, decided_by: c, until: 2026-06-30, why: d}", False),
    ],
)
def test_waivers(text: str, accepted: bool, reader: str) -> None:
    assert tool_accepts("waivers", text) is accepted
    assert schema_accepts("waivers", text, reader) is accepted


@pytest.mark.parametrize("reader", READERS)
def test_without_a_strategy_any_code_is_accepted(reader: str) -> None:
    text = PARTNER.replace("sister_city", "twin") + "areas: [anything, 3, {other: a}]\nstrategy: {goals: [9]}\n"
    assert tool_accepts("partner", text, with_strategy=False)
    assert schema_accepts("partner", text, reader, with_strategy=False)
    assert not schema_accepts("partner", text.replace("anything", "[a]"), reader, with_strategy=False)
    assert not schema_accepts("partner", text.replace("other", "another"), reader, with_strategy=False)


@pytest.mark.parametrize("line", ["country: NO", "name: NULL"])
def test_what_only_quotation_marks_can_save(line: str) -> None:
    """To a plain reader these are no texts, so the schema cannot accept them; the hover text of `country` says so."""
    key = line.partition(":")[0]
    text = "".join(f"{each}\n" for each in PARTNER.splitlines() if not each.startswith(key)) + line
    assert tool_accepts("partner", text)
    assert not schema_accepts("partner", text, "YAML 1.1")
