"""What became of the findings from one report to the next."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from report_builders import finding, report

from intlstrat.findings import PORTFOLIO, Finding, Item, Layer, Outcome, Place, Report, RuleOutcome, Severity, Subject
from intlstrat.formats.live_changes import NO_CHANGES, Changes, Filed, Renamed
from intlstrat.formats.live_changes import changes as changes_of

A, B = Subject("project", "a"), Subject("project", "b")


def at(line: int = 1, pointer: str = "/x", path: str = "data/projects/a.yaml") -> Place:
    return Place(path, pointer, line, 1, line, 5)


def state(
    findings: Sequence[Finding],
    fulfilled: Sequence[tuple[str, Subject, Item]] = (),
    lines: dict[int, str] | None = None,
) -> Report:
    """A report of two projects that can be read."""
    results = [RuleOutcome(rule, subject, item, Outcome.FULFILLED) for rule, subject, item in fulfilled]
    excerpts = {"data/projects/a.yaml": lines or {}}
    return report(findings, results, names={A: "A", B: "B"}, excerpts=excerpts)


def changes(before: Report, now: Report, renamed: Renamed | None = None) -> Changes:
    return changes_of(Filed(before), Filed(now), renamed)


def test_the_same_twice_is_no_change() -> None:
    made = state([finding("r", A, at()), finding("s", B, at(path="data/projects/b.yaml"))])
    assert changes(made, made) == NO_CHANGES
    assert not changes(made, replace(made))


def test_what_was_not_there_is_new_and_what_holds_now_is_mended() -> None:
    old, new = finding("old", A, at()), finding("new", A, at())
    found = changes(state([old], [("new", A, None)]), state([new], [("old", A, None)]))
    assert (found.new, found.mended, found.lapsed, found.waived) == ((new,), (old,), (), ())


def test_what_is_gone_without_the_rule_holding_is_not_mended() -> None:
    old = finding("old", A, at())
    found = changes(state([old]), state([]))
    assert (found.mended, found.lapsed) == ((), (old,))


def test_lines_that_have_moved_are_no_change() -> None:
    before, after = (state([finding("r", A, at(line)), finding("s", A, at(line + 1))]) for line in (1, 9))
    assert not changes(before, after)


def test_a_key_that_points_elsewhere_by_now_is_the_same() -> None:
    before = state([finding("r", A, at(1, "/budget/total")), finding("gone", A, at())])
    after = state([finding("r", A, at(3, "/budget")), finding("come", A, at())])
    found = changes(before, after)
    assert [each.rule for each in found.new] == ["come"]


def items(*numbers: int) -> list[Finding]:
    """Findings about items of a list that stand on line 10, 11, 12 and so on."""
    return [finding("r", A, at(10 + number, f"/goals/{number}/target"), item=number) for number in numbers]


TEXTS = {10: "- {statement: A}", 11: "- {statement: B}", 12: "- {statement: C}"}


def test_items_that_have_moved_in_their_list_are_the_same() -> None:
    moved = {10: "- {statement: Ny, target: 1}", **{line + 1: text for line, text in TEXTS.items()}}
    assert not changes(state(items(0, 1, 2), lines=TEXTS), state(items(1, 2, 3), lines=moved))


def test_a_mended_item_among_others_is_named() -> None:
    mended = {**TEXTS, 11: "- {statement: B, target: 1}"}
    found = changes(state(items(0, 1, 2), lines=TEXTS), state(items(0, 2), [("r", A, 1)], mended))
    assert ([each.item for each in found.mended], found.new, found.lapsed) == ([1], (), ())


def test_an_item_whose_text_was_edited_is_the_same() -> None:
    edited = {**TEXTS, 11: "- {statement: Bedre}"}
    assert not changes(state(items(0, 1, 2), lines=TEXTS), state(items(0, 1, 2), lines=edited))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Outcome.UNKNOWN, Outcome.BREACH, "new"),
        (Outcome.BREACH, Outcome.UNKNOWN, "new"),
        (Outcome.WAIVED, Outcome.BREACH, "new"),
        (Outcome.BREACH, Outcome.WAIVED, "waived"),
    ],
)
def test_what_stands_otherwise_now_is_told_as_it_stands(before: Outcome, after: Outcome, kind: str) -> None:
    now = finding("r", A, at(), outcome=after)
    found = changes(state([finding("r", A, at(), outcome=before)]), state([now]))
    assert found == replace(NO_CHANGES, **{kind: (now,)})


def test_another_severity_is_told() -> None:
    now = finding("r", A, at(), severity=Severity.NOTE)
    assert changes(state([finding("r", A, at())]), state([now])).new == (now,)


def test_a_file_that_can_be_read_again_is_mended_and_one_that_is_gone_is_not() -> None:
    broken = [
        finding("record-invalid", subject, at(path=f"data/projects/{subject.id}.yaml"), layer=Layer.VALIDITY)
        for subject in (A, Subject("project", "gone"))
    ]
    found = changes(state(broken), state([]))
    assert ([each.subject.id for each in found.mended], [each.subject.id for each in found.lapsed]) == (["a"], ["gone"])


def test_a_record_under_another_name_is_the_same() -> None:
    before = state([finding("r", A, at()), finding("s", A, at())])
    after = state([finding("r", B, at(path="data/projects/b.yaml"))], [("s", B, None)])
    found = changes(before, after, {A: B})
    assert ([each.rule for each in found.mended], found.new, found.lapsed) == (["s"], (), ())


def test_the_portfolio_counts_too() -> None:
    one = finding("portfolio-x", PORTFOLIO, Place(None), item="FI")
    other = finding("portfolio-x", PORTFOLIO, Place(None), item="SE")
    found = changes(state([one]), state([other], [("portfolio-x", PORTFOLIO, "FI")]))
    assert (found.new, found.mended) == ((other,), (one,))
