"""What an action writes into a file: at its place, in the file's own style, and with nothing else touched."""

from __future__ import annotations

import pytest
from lsp_world import record

from intlstrat.authoring.fix.edits import applied
from intlstrat.lsp.actions import steps
from intlstrat.lsp.edit import add_key, add_waiver
from intlstrat.lsp.fields import FileKind

WAIVER = {"rule": "project-goals", "item": '"NO"', "reason": "", "decided_by": "", "until": ""}
ENTRY = '- rule: project-goals\n{0}  item: "NO"\n{0}  reason:\n{0}  decided_by:\n{0}  until:'

# The file, the pointer of the key that is missing, and the file with the key.
KEYS = [
    ("title: x\n", "/goals", "title: x\ngoals:\n  - statement:\n    indicator:\n    target:\n    due:\n"),
    ("title: x\nnotes: y", "/areas", "title: x\nareas: []\nnotes: y"),
    ("title: x\n# about notes\nnotes: y\n", "/responsible/unit",
     "title: x\nresponsible:\n  unit:\n# about notes\nnotes: y\n"),
    ("notes: x", "/title", "title:\nnotes: x"),
    ("title: x\nsummary: >-\n  a\n  b\nnotes: y\n", "/status", "title: x\nstatus:\nsummary: >-\n  a\n  b\nnotes: y\n"),
    ("title: x # said\nsummary: >-\n  a\n\n", "/programme", "title: x # said\nsummary: >-\n  a\nprogramme:\n\n"),
    ("title: x\nplan:\n  description: y\n", "/plan/end_product", "title: x\nplan:\n  description: y\n  end_product:\n"),
    ("title: x\nplan:\n", "/plan/end_product", "title: x\nplan:\n  end_product:\n"),
    ("title: x\nplan: {description: a}\n", "/plan/end_product", "title: x\nplan: {description: a, end_product: }\n"),
    ("title: x\nplan: {description: }\n", "/plan/end_product", "title: x\nplan: {description: , end_product: }\n"),
    ('title: x\nplan: {"description":}\n', "/plan/end_product",
     'title: x\nplan: {"description": , end_product: }\n'),
    ("{title: x}\n", "/areas", "{title: x, areas: []}\n"),
    ("title: x\nperiod: {}\n", "/period/end", "title: x\nperiod:\n  end:\n"),
    ("title: x\r\nnotes: y\r\n", "/budget/total", "title: x\r\nbudget:\r\n  total:\r\nnotes: y\r\n"),
    ("goals:\n  - statement: a\n    due: b\n", "/goals/0/target",
     "goals:\n  - statement: a\n    target:\n    due: b\n"),
    ("goals: [{statement: a}]\n", "/goals/0/target", "goals: [{statement: a, target: }]\n"),
    ("goals: []\nnotes: x\n", "/goals",
     "goals:\n  - statement:\n    indicator:\n    target:\n    due:\nnotes: x\n"),
    ("sdgs:\n- goal: 1\n", "/sdgs/0/targets", "sdgs:\n- goal: 1\n  targets: []\n"),
    ("risk_assessment:\n    date: x\n", "/risk_assessment/risks",
     "risk_assessment:\n    date: x\n    risks:\n      - description:\n        likelihood:\n        impact:\n"
     "        mitigation:\n"),
]  # fmt: skip
NOT_ADDED = [
    ("title: x\n", "/title"),  # is there
    ("title: x\nstatus:\n", "/status"),  # is there, without a value
    ("title: x\n", "/nonsense"),
    ("title: x\n", ""),
    ("title: [x\n", "/goals"),  # no YAML
    ("- title: x\n", "/goals"),
]


@pytest.mark.parametrize(("before", "pointer", "after"), KEYS)
def test_a_missing_key_is_written_in_its_place(before: str, pointer: str, after: str) -> None:
    change = add_key(record(before), steps(pointer))
    assert change is not None
    assert applied(before, [change]) == after


@pytest.mark.parametrize(("before", "pointer"), NOT_ADDED)
def test_no_key_is_written_where_it_can_have_no_place(before: str, pointer: str) -> None:
    assert add_key(record(before), steps(pointer)) is None


WAIVERS: list[tuple[FileKind, str, str]] = [
    ("project", "title: x\nnotes: y\n", f"title: x\nwaivers:\n  {ENTRY.format('  ')}\nnotes: y\n"),
    ("project", "title: x\nwaivers: []\nnotes: y", f"title: x\nwaivers:\n  {ENTRY.format('  ')}\nnotes: y"),
    ("project", "title: x\nwaivers: # none\n", f"title: x\nwaivers: # none\n  {ENTRY.format('  ')}\n"),
    ("project", "waivers:\n- rule: a\n  reason: b # c\n# d\nnotes: y\n",
     f"waivers:\n- rule: a\n  reason: b # c\n{ENTRY.format('')}\n# d\nnotes: y\n"),
    ("project", "waivers:\n    - {rule: a}\n", f"waivers:\n    - {{rule: a}}\n    {ENTRY.format('    ')}\n"),
    ("project", "waivers: [{rule: a, reason: b}]\n",
     'waivers: [{rule: a, reason: b}, {rule: project-goals, item: "NO", reason: , decided_by: , until: }]\n'),
    ("waivers", "", f"{ENTRY.format('')}\n"),
    ("waivers", "# none yet", f"# none yet\n{ENTRY.format('')}\n"),
    ("waivers", "[]\n", f"{ENTRY.format('')}\n"),
    ("waivers", "- rule: a\n  reason: b\n", f"- rule: a\n  reason: b\n{ENTRY.format('')}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after"), WAIVERS)
def test_a_waiver_is_added_in_the_style_of_the_file(kind: FileKind, before: str, after: str) -> None:
    change = add_waiver(record(before, kind), WAIVER)
    assert change is not None
    assert applied(before, [change]) == after


@pytest.mark.parametrize(
    ("kind", "before"), [("project", "title: [x"), ("project", "{title: x}"), ("project", "waivers: x"),
                         ("waivers", "a: b"), ("waivers", "- [x")],
)  # fmt: skip
def test_no_waiver_is_added_to_what_is_none(kind: FileKind, before: str) -> None:
    assert add_waiver(record(before, kind), WAIVER) is None


GOALS = "{0}- statement:\n{0}  indicator:\n{0}  target:\n{0}  due:"
NO_GOALS = GOALS.format("  ")
SHORT = {"rule": "r", "reason": ""}
LIST = "  - rule: r\n    reason:"

# The file, and the file with goals or with a waiver; None where neither has a safe place.
STYLES: list[tuple[str, str | None, str | None]] = [
    ("title: A\nareas: []\n", f"title: A\nareas: []\ngoals:\n{NO_GOALS}\n", f"title: A\nareas: []\nwaivers:\n{LIST}\n"),
    ("title: A\nareas: []", f"title: A\nareas: []\ngoals:\n{NO_GOALS}", f"title: A\nareas: []\nwaivers:\n{LIST}"),
    ("title: A # c", f"title: A # c\ngoals:\n{NO_GOALS}", f"title: A # c\nwaivers:\n{LIST}"),
    ("title: A\n...\n", f"title: A\ngoals:\n{NO_GOALS}\n...\n", f"title: A\nwaivers:\n{LIST}\n...\n"),
    ("{title: A, waivers: []}\n", "{title: A, waivers: [], goals: []}\n",
     "{title: A, waivers: [{rule: r, reason: }]}\n"),
    ("{title: A, plan: {}}", "{title: A, plan: {}, goals: []}", None),
    ("{title: A, notes: }", "{title: A, notes: , goals: []}", None),
    ("{title: A, notes: [ ], } # c", "{title: A, notes: [ ], goals: [], } # c", None),
    ("{title}\n", None, None),
    ("title: A\ngoals: [] # c\nwaivers: [] # d\n", f"title: A\ngoals: # c\n{NO_GOALS}\nwaivers: [] # d\n",
     f"title: A\ngoals: [] # c\nwaivers: # d\n{LIST}\n"),
    ("title: A\ngoals: [ ]\nwaivers:\n  []", f"title: A\ngoals:\n{NO_GOALS}\nwaivers:\n  []",
     f"title: A\ngoals: [ ]\nwaivers:\n{LIST}"),
    ("goals: [ # c\n]\nwaivers: [ # d\n]\n", None, None),
    ("goals: # c\nwaivers:\n", f"goals: # c\n{NO_GOALS}\nwaivers:\n", f"goals: # c\nwaivers:\n{LIST}\n"),
    ("goals: &a []\nwaivers: &b []\n", None, None),
    ("? title\n: A\n", None, None),
    ("? waivers\n: []\n? goals\n:\n", f"? waivers\n: []\n? goals\n:\n{GOALS.format('    ')}\n",
     "? waivers\n:\n    - rule: r\n      reason:\n? goals\n:\n"),
    ("? notes\n: A\n", None, None),
    ("waivers:\n  -\n    rule: a\n", f"goals:\n{NO_GOALS}\nwaivers:\n  -\n    rule: a\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "goals", "waived"), STYLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_no_way_of_writing_yaml_is_made_unreadable(
    before: str, goals: str | None, waived: str | None, newline: str
) -> None:
    before = before.replace("\n", newline)
    file = record(before)
    for change, after in ((add_key(file, ("goals",)), goals), (add_waiver(file, SHORT), waived)):
        written = applied(before, [change]) if change is not None else None
        lines = newline if "\n" in before else "\n"
        assert written == (after.replace("\n", lines) if after is not None else None)
        assert written is None or not record(written).document.fatal


@pytest.mark.parametrize(
    ("before", "after"),
    [("--- []\n", None), ("[ # c\n]\n", None), ("[] # c\n", "- rule: r\n  reason: # c\n"),
     ("- rule: a\n...\n", "- rule: a\n- rule: r\n  reason:\n...\n")],
)  # fmt: skip
def test_the_portfolios_waivers_stay_readable(before: str, after: str | None) -> None:
    change = add_waiver(record(before, "waivers"), SHORT)
    assert (applied(before, [change]) if change is not None else None) == after
