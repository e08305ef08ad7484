"""What is mended and what is left for somebody to decide: a file before and after, case by case."""

from __future__ import annotations

import pytest
from fixing import left, mended, mending, must_hold, said

from intlstrat.authoring.fix import Kind

BASES: dict[Kind, str] = {
    "project": "title: Mono\nstatus: idea\n",
    "partner": "name: Kotka\ncountry: FI\nrelation: sister_city\nstatus: active\n",
    "waivers": "",
}
WAIVER = "rule: project-goals, reason: x, decided_by: y"


def check(kind: Kind, before: str, after: str) -> None:
    base = BASES[kind]
    assert must_hold((base + before).encode(), kind).content.decode() == base + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Days: with full stops the day stands first; else only what cannot be read otherwise.
        ("period: {start: 05.06.2024}", "period: {start: 2024-06-05}"),
        ("period: {start: 5.6.2024}", "period: {start: 2024-06-05}"),
        ("period: {start: '5.6.2024'}", "period: {start: '2024-06-05'}"),
        ('period: {start: " 2024-06-05 "}', 'period: {start: "2024-06-05"}'),
        ("period: {start: 2024/6/5}", "period: {start: 2024-06-05}"),
        ("period: {start: 2024-6-5}", "period: {start: 2024-06-05}"),
        ("period: {start: 2024.06.05}", "period: {start: 2024-06-05}"),
        ("period: {start: 25/12/2024}", "period: {start: 2024-12-25}"),
        ("period: {start: 12/25/2024}", "period: {start: 2024-12-25}"),
        ("period: {start: 05-05-2024}", "period: {start: 2024-05-05}"),
        ("period: {start: 5. juni 2024}", "period: {start: 2024-06-05}"),
        ("period: {start: 5 June 2024}", "period: {start: 2024-06-05}"),
        ("period: {start: 2024-06-05T00:00:00Z}", "period: {start: 2024-06-05}"),
        ("period: {start: 2024-06-05 00:00}", "period: {start: 2024-06-05}"),
        # Amounts: digits only, where the currency is the budget's.
        ("budget: {total: 4.200.000}", "budget: {total: 4200000}"),
        ('budget: {total: "4,200,000"}', 'budget: {total: "4200000"}'),
        ("budget: {total: 4_200_000}", "budget: {total: 4200000}"),
        ("budget: {total: 4'200'000}", "budget: {total: 4200000}"),
        ("budget:\n  total: 4.200.000,00", "budget:\n  total: 4200000"),
        ("budget:\n  total: 4.200,-", "budget:\n  total: 4200"),
        ("budget:\n  total: 4,2 mill", "budget:\n  total: 4200000"),
        ("budget:\n  total: 4,2 mill. kr", "budget:\n  total: 4200000"),
        ("budget:\n  total: 500 tusen", "budget:\n  total: 500000"),
        ("budget:\n  total: kr 4 200 000,-", "budget:\n  total: 4200000"),
        ("budget:\n  total: NOK 4 200 000", "budget:\n  total: 4200000"),
        ("budget:\n  currency: EUR\n  total: 500 €", "budget:\n  currency: EUR\n  total: 500"),
        ("budget:\n  currency: sek\n  total: 500 SEK", "budget:\n  currency: SEK\n  total: 500"),
        ("budget: {own_by_year: {2024: kr 5, 2025.: 6}}", "budget: {own_by_year: {2024: 5, 2025: 6}}"),
        # Numbers and truths.
        ("goals: [{statement: x, target: 1 200}]", "goals: [{statement: x, target: 1200}]"),
        ("goals:\n- statement: x\n  target: 1.250.000", "goals:\n- statement: x\n  target: 1250000"),
        ("goals:\n- statement: x\n  target: 1.250,5", "goals:\n- statement: x\n  target: \"1250,5\""),
        ("plan: {activities: [{done: Ja}, {done: NO}]}", "plan: {activities: [{done: true}, {done: false}]}"),
        # Codes in another spelling, countries by their names, and quotes where another reader is misled.
        ("areas: [Culture, 'Business']", "areas: [culture, 'business']"),
        (
            "funding: [{source: A, kind: Egne midler, status: innvilget}]",
            "funding: [{source: A, kind: own, status: granted}]",
        ),
        ("programme: Interreg OKS", "programme: interreg-oks"),
        ("municipality_role: asociated", "municipality_role: associated"),
        ("participants: [{country: norge}]", 'participants: [{country: "NO"}]'),
        ("participants: [{country: 'Norge'}]", "participants: [{country: 'NO'}]"),
        ("participants: [{country: SWE}]", "participants: [{country: SE}]"),
        ("participants: [{country: NO}]", 'participants: [{country: "NO"}]'),
        ("sdgs: [{goal: 8, targets: [8.9, 8.10]}]", 'sdgs: [{goal: 8, targets: [8.9, "8.10"]}]'),
        ("sdgs: [{goal: 8, targets: ['8,9', 8.A]}]", "sdgs: [{goal: 8, targets: ['8.9', 8.a]}]"),
        ("decision: {case: 0123}", 'decision: {case: "0123"}'),
        ("decision: {case: 12:30}", 'decision: {case: "12:30"}'),
        ("partners: [Aalborg, karlskga]", "partners: [aalborg, karlskoga]"),
        (f"waivers: [{{{WAIVER}, until: 1.1.2027}}]", f"waivers: [{{{WAIVER}, until: 2027-01-01}}]"),
        (
            "waivers: [{rule: project-gaols, reason: x, decided_by: y, until: 2027-01-01}]",
            "waivers: [{rule: project-goals, reason: x, decided_by: y, until: 2027-01-01}]",
        ),
        # Keys, also where what stands below them is wrong too.
        ("Summary: x", "summary: x"),
        ('"budjet": {totl: 5}', '"budget": {total: 5}'),
        ("plan: {Activitys: [{titel: x, start: 1.2.2024}]}", "plan: {activities: [{title: x, start: 2024-02-01}]}"),
        # A lone value in a list.
        ("areas: culture  # c", "areas: [culture]  # c"),
        ("areas: Culture", "areas: [culture]"),
        ("areas:\n  'culture'", "areas:\n  ['culture']"),
        ("areas: {other: Idrett}", "areas: [{other: Idrett}]"),
        ("sdgs: {goal: 8, targets: 8.10}", 'sdgs: [{goal: 8, targets: ["8.10"]}]'),
        (
            "goals:\n  statement: x # c\n\n  # d\n  due: 1.2.2024\n# e\n",
            "goals:\n  - statement: x # c\n\n    # d\n    due: 2024-02-01\n# e\n",
        ),
        (
            "goals:\n  statement: |\n    a\n\n      b\nnotes: y",
            "goals:\n  - statement: |\n      a\n\n        b\nnotes: y",
        ),
        # The anchor of a value is mended where that is right for all of its aliases.
        ("goals: [&p {statement: a, Due: 5.6.2024}, *p]", "goals: [&p {statement: a, due: 2024-06-05}, *p]"),
        ("period: {start: &d 5.6.2024, end: *d}", "period: {start: &d 2024-06-05, end: *d}"),
    ],
)  # fmt: skip
def test_mends(before: str, after: str) -> None:
    check("project", before, after)
    assert left(mending(BASES["project"] + before)) == []


@pytest.mark.parametrize(
    "text",
    [
        # Two readings.
        "period: {start: 05/06/2024}",
        "period: {start: 05-06-2024}",
        "period: {start: 2024-06-05T12:00}",
        "period: {start: 5.6.24}",
        "period: {start: 2024}",
        "period: {start: 31.02.2024}",
        "budget: {total: 4.200}",
        "budget:\n  total: 4,200",
        "budget:\n  total: 4.200 mill",
        "budget:\n  total: 42 00",
        # What is not the same written otherwise.
        "budget: {total: -4200}",
        "budget:\n  total: 4200,50",
        "budget:\n  total: ca. 4200",
        "budget: {currency: kr}",
        "budget: {currency: kroner}",
        "budget: {currency: SEK, total: kr 5}",
        "budget: {total: 5 EUR}",
        "budget: {pengeslag: SEK, total: kr 5}",
        "goals: [{statement: x, target: 12 %}]",
        "goals: [{statement: x, target: 1 20}]",
        # Words that are near to nothing, or to two things, or that say the opposite.
        "areas: [idrett]",
        "areas: [kultur]",
        "strategy: {principles: ['2.2']}",
        "partners: [sauda]",
        "participants: [{country: Skotlandia}]",
        "sdgs: [{goal: 8, targets: ['8.91']}]",
        "waivers: [{rule: project-x, reason: x, decided_by: y, until: 2027-01-01}]",
        # A key that is there already, or that two would become.
        "Title: x",
        "period: {satrt: 1.1.2024, strat: 1.2.2024}",
        "start: 2024-01-01",
        # What is no item of the list, or cannot be told from several.
        "areas: culture, business",
        "partners: {aalborg: x}",
        "goals: {besok: {statement: x}}",
        "goals: Flere besøk",
        "areas: |\n  culture",
        "areas: &a culture",
        # An alias uses the value for something else.
        "period: {start: &d 5.6.2024}\nnotes: *d",
        # What YAML allows and records do not.
        "notes: a\nnotes: b",
        "notes: !x a",
        "<<: {notes: a}",
        'notes: "a\\x07b"',
        "---\nnotes: a",
        'summary: ""',
    ],
)
def test_leaves_to_somebody_to_decide(text: str) -> None:
    whole = BASES["project"] + text
    found = must_hold(whole.encode(), "project")
    assert found.mends == ()
    assert found.content == whole.encode()
    assert left(found) != []


@pytest.mark.parametrize(
    "kept", ["notes: *d", "strategy: {principles: [*d]}", "documents: {title: *d}", "notes: x\nnotes: *d"]
)
def test_what_one_alias_needs_as_it_is_keeps_no_other_mend_from_being_made(kept: str) -> None:
    before = f"{BASES['project']}period: {{start: &d 5.6.2024, end: 1.7.2024}}\n{kept}\n"
    found = must_hold(before.encode(), "project")
    assert found.content.decode().startswith(before[:50].replace("1.7.2024", "2024-07-01")[:40])
    assert [each.path for each in found.mends if each.path[0] == "period"] == [("period", "end")]


def test_the_opposite_is_no_slip_of_the_pen() -> None:
    found = mending(BASES["partner"].replace("active", "inactive"), "partner")
    assert found.mends == ()
    assert left(found) == [("record-invalid", "/status")]


@pytest.mark.parametrize(
    "text",
    [
        "notes: NO",
        "summary: 2024",
        "notes: 12:30",
        "documents: [{title: 8.10}]",
        "decision: {case: 2024}",
        "decision: {case: PS 112/23}",
        "period: {start: 2024-06-05}",
        "budget: {total: 0123}",
        "plan: {activities: [{done: true}]}",
        "areas: [{other: NO}]",
        "budget: {lines: [{item: 1e3, amount: 5}]}",
        "sdgs: [{goal: 8, targets: [8.9]}]",
        "areas: []",
        "visits:",
    ],
)
def test_what_is_no_code_stays_as_it_is(text: str) -> None:
    found = must_hold((BASES["project"] + text).encode(), "project")
    assert found.mends == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("since: 1985-", "since: 1985"),
        ("since: 1985.", "since: 1985"),
        ("visits: {date: 1.2.2024, direction: Outgoing}", "visits: [{date: 2024-02-01, direction: outgoing}]"),
        ("visits:\r\n  date: 1.2.2024\r\n  cost: kr 5", "visits:\r\n  - date: 2024-02-01\r\n    cost: 5"),
    ],
)
def test_mends_a_partner(before: str, after: str) -> None:
    check("partner", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- {rule: project-gaols, until: 1.1.2027}", "- {rule: project-goals, until: 2027-01-01}"),
        ("- {Rule: project-goals, item: NO}", '- {rule: project-goals, item: "NO"}'),
        ("# w\nrule: project-goals\nitem: 2024\n", "# w\n- rule: project-goals\n  item: 2024\n"),
        ("{rule: project-goals}", "[{rule: project-goals}]"),
    ],
)
def test_mends_the_waivers_of_the_portfolio(before: str, after: str) -> None:
    check("waivers", before, after)


@pytest.mark.parametrize("text", ["", "# none\n", "- x\n", "title: x\n", "[]\n"])
def test_leaves_waivers_that_are_none(text: str) -> None:
    assert must_hold(text.encode(), "waivers").mends == ()


def test_each_mend_says_what_it_does() -> None:
    found = mending("titel: A\nstatus: Active\nareas: culture\nsdgs: [{goal: 8, targets: [8.10]}]\n")
    assert said(found) == [
        "Change the key “titel” to “title”.",
        "Write active instead of Active.",
        "Make a list of culture, with one item.",
        "Put quotation marks around 8.10: other programs take it for something else.",
    ]


def test_each_mend_can_be_made_alone() -> None:
    text = "titel: A\nstatus: Active\ngoals:\n  statment: x\n  due: 1.2.2024\nareas: Culture\n"
    found = mending(text)
    assert [text[: each.start] + each.new + text[each.end :] for each in found.mends] == [
        text.replace("titel", "title"),
        text.replace("Active", "active"),
        text.replace("statment", "statement"),
        text.replace("  statment: x\n  due", "  - statment: x\n    due"),
        text.replace("1.2.2024", "2024-02-01"),
        text.replace("Culture", "[culture]"),
    ]


def test_a_mend_stands_where_it_stood() -> None:
    found = mending("title: A\nstatus: idea\ngoals:\n  statment: x\n  due: 1.2.2024\n")
    assert [(each.path, each.place.pointer, each.place.line, each.place.column) for each in found.mends] == [
        (("goals", "statment"), "/goals/statment", 4, 3),
        (("goals",), "/goals", 4, 3),
        (("goals", "due"), "/goals/due", 5, 8),
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_mark_line_ends_and_the_missing_last_one_stay(mark: bytes, end: bytes, last: bytes) -> None:
    before = mark + end.join([b"titel: A  # c", b"", b"status: idea", b"period: {start: 1.2.2024}"]) + last
    assert must_hold(before, "project").content == before.replace(b"titel", b"title").replace(
        b"1.2.2024", b"2024-02-01"
    )


def test_what_is_left_is_what_the_check_says_of_the_mended_file() -> None:
    found = mending("titel: A\nstatus: idea\nfoo: 1\nperiod: {start: 5/6/2024}\n")
    assert left(found) == [("record-invalid", "/foo"), ("record-invalid", "/period/start")]
    assert found.undecided == mending(mended("titel: A\nstatus: idea\nfoo: 1\nperiod: {start: 5/6/2024}\n")).undecided


def test_an_amount_in_another_currency_is_left_where_the_key_of_the_currency_is_mended() -> None:
    found = mending("title: A\nstatus: idea\nbudget: {valuta: SEK, total: kr 5}\n")
    assert mended("title: A\nstatus: idea\nbudget: {valuta: SEK, total: kr 5}\n").endswith(
        "budget: {currency: SEK, total: kr 5}\n"
    )
    assert left(found) == [("record-invalid", "/budget/total")]
