"""The pages of `explain`: what they say of a rule, a clause and a portfolio."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace
from pages_report import FINDINGS, KYST, REPORT, RESULTS, finding, place, result
from pages_world import CLAUSES, PACK, RULES, example, rule

from intlstrat.findings import Change, Finding, Outcome, Outcomes, Related
from intlstrat.formats.page_clause import render_clause
from intlstrat.formats.page_rule import render_rule
from intlstrat.language import Language
from intlstrat.rules.model import Pack

EN = Language("en")
FRAME, EVALUATION, GOALS, TITLE = RULES


def page_of(made: Any, report: Any = REPORT, pack: Pack = PACK, width: int = 100) -> str:
    return render_rule(pack, made, report, EN, width=width, color=False)


def test_without_data_the_page_says_so() -> None:
    text = page_of(EVALUATION, None)
    assert "No data were found here" in text
    assert "as of" not in text.split("Examples")[1].split("This portfolio")[1]
    assert "No data were found here" in render_clause(PACK, CLAUSES[0], None, EN, width=80, color=False)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"results": Outcomes()}, "The rule has nothing to judge here."),
        ({"incomplete": True}, "Not everything could be checked"),
        (
            {"results": Outcomes.of([result("project-evaluation", KYST, Outcome.NOT_APPLICABLE)])},
            "so it proves nothing either",
        ),
        ({}, "1 file could not be read as a record, and is not counted here."),
        ({"records": replace(REPORT.records, unreadable=2)}, "2 files could not be read as records, and are not"),
    ],
)
def test_the_page_says_what_limits_the_verdict(change: dict[str, Any], expected: str) -> None:
    assert expected in page_of(EVALUATION, replace(REPORT, **change))


def test_every_finding_of_the_rule_stands_once_with_its_place() -> None:
    text = page_of(EVALUATION)
    for one in FINDINGS:
        at = f"{one.place.path}:{one.place.line}:{one.place.column}"
        assert text.count(at) == (one.rule == "project-evaluation")


def test_what_is_fixed_is_not_shown_as_it_stands_now() -> None:
    fixed = replace(FINDINGS[1], change=Change("fixed", "data"))
    report = replace(REPORT, findings=(fixed,), results=Outcomes.of(RESULTS))
    assert "blaa-kyst.yaml" not in page_of(EVALUATION, report)


def breach(line: int, text: str, **more: object) -> Finding:
    return finding("project-goals", KYST, Outcome.BREACH, place(KYST, line), (text, text), **more)


@pytest.mark.parametrize(
    ("findings", "same", "other"),
    [
        ((breach(1, "Likt."),), 1, 0),
        ((breach(1, "Likt."), breach(2, "Likt.")), 1, 0),
        ((breach(1, "Likt."), breach(2, "Likt."), breach(3, "Ulikt.")), 2, 1),
        ((breach(1, "Likt."), breach(2, "Likt.", related=(Related(KYST, place(KYST, 9)),))), 2, 0),
    ],
)
def test_what_all_findings_say_is_said_once(findings: tuple[Finding, ...], same: int, other: int) -> None:
    results = tuple(result(one.rule, one.subject, one.outcome) for one in findings)
    text = page_of(GOALS, replace(REPORT, findings=findings, results=Outcomes.of(results)))
    assert (text.count("Likt."), text.count("Ulikt.")) == (same, other)
    assert [text.count(f"blaa-kyst.yaml:{one.place.line}:3") for one in findings] == [1] * len(findings)


def test_what_waits_for_the_same_is_gathered() -> None:
    def waits(line: int, *missing: str) -> Finding:
        return replace(breach(line, f"Nr. {line}."), outcome=Outcome.UNKNOWN, missing=missing)

    findings = (waits(1, "budget.total"), waits(2, "period.end", "visits"), waits(3, "budget.total"))
    results = tuple(result(one.rule, one.subject, one.outcome) for one in findings)
    text = page_of(GOALS, replace(REPORT, findings=findings, results=Outcomes.of(results)))
    first, second = text.split("Waiting for ")[1:]
    assert first.startswith("budget.total:")
    assert re.findall(r"yaml:(\d):3", first) == ["1", "3"]
    assert second.startswith("period.end and visits:")


def test_a_record_that_fulfils_a_rule_in_part_says_in_how_much() -> None:
    assert "Skolebesøk (2 of 3)" in page_of(GOALS)


@pytest.mark.parametrize(("waivable", "count"), [(True, 0), (False, 1)])
def test_a_rule_that_cannot_be_waived_says_so(waivable: bool, count: int) -> None:
    assert page_of(rule("r", waivable=waivable)).count("cannot be waived") == count


def test_slots_of_a_finding_are_left_open_on_the_page() -> None:
    assert "Write goal … under “goals”." in page_of(GOALS)


def test_of_many_examples_the_first_ones_are_shown_and_the_rest_counted() -> None:
    cases = tuple(example("breach", line, project={"title": f"nr {line}"}) for line in range(10, 15))
    text = page_of(rule("r", examples=cases))
    assert [n for n in range(10, 15) if f"nr {n}" in text] == [10, 11]
    assert "3 more in the rule's file" in text


def test_an_example_with_an_outcome_that_is_none_is_shown_all_the_same() -> None:
    assert "elsewhere" in page_of(rule("r", examples=(example("elsewhere", 1, project={}),)))


@pytest.mark.parametrize(
    ("among", "where", "expected"),
    [
        (("partner",), None, "It counts every partner."),
        (("project",), "true", "It counts the projects for which"),
        (("project", "partner"), None, "It counts every partner and every project."),
        (("partner", "project"), "true", "It counts the partners and projects for which"),
    ],
)
def test_a_portfolio_rule_says_what_it_counts(among: tuple[str, ...], where: str | None, expected: str) -> None:
    assert expected in page_of(rule("r", subject="portfolio", among=among, where=where))


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (0, "The 2 rules that check it"),
        (2, "Visits are recorded elsewhere."),
        (4, "does not say why (“not_checked”)"),
        (5, "It describes what is, and demands nothing."),
    ],
)
def test_a_clause_says_what_checks_it_or_why_nothing_does(clause: int, expected: str) -> None:
    assert expected in render_clause(PACK, CLAUSES[clause], REPORT, EN, width=80, color=False)
