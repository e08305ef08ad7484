"""JUnit XML: valid by both schemas in common use, read by a client, and a test is what its reader takes it for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from junitparser import JUnitXml
from msgspec.structs import replace
from report_compared import compared, nothing_new
from report_everyday import HAVN, all_well, everyday, everyday_pack, waived_only
from report_hostile import compared_reports, hostile, hostile_compared, hostile_pack
from xmlschema import XMLSchema10

from intlstrat.findings import Outcome, Report, Subject
from intlstrat.formats.junit_format import render
from intlstrat.language import Language

SCHEMAS = Path(__file__).parent / "schemas_official"


@cache
def _schema(name: str) -> XMLSchema10:
    return XMLSchema10(str(SCHEMAS / name))


def _text(report: Report, language: str = "en") -> str:
    return render(report, everyday_pack(), Language(language))


def _suites(report: Report, language: str = "en") -> dict[str, ElementTree.Element]:
    return {suite.attrib["name"]: suite for suite in ElementTree.fromstring(_text(report, language))}


def _case(suite: ElementTree.Element, name: str) -> ElementTree.Element:
    (case,) = (case for case in suite.iter("testcase") if case.attrib["name"] == name)
    return case


def _check(text: str) -> None:
    for name in ("junit-10.xsd", "JUnit.xsd"):
        assert [str(error.reason) for error in _schema(name).iter_errors(text)] == []
    assert "##[" not in text
    cases = [
        (suite.attrib["name"], case.attrib["classname"], case.attrib["name"])
        for suite in ElementTree.fromstring(text)
        for case in suite.iter("testcase")
    ]
    assert len(set(cases)) == len(cases)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("report", [everyday(), all_well(), compared(), hostile(), hostile_compared()])
def test_the_file_is_valid(report: Report, language: str) -> None:
    _check(render(report, hostile_pack(), Language(language), "under mappe/"))


@given(compared_reports())
@settings(max_examples=20, deadline=None)
def test_any_file_is_valid(report: Report) -> None:
    _check(_text(report))


def _totals(report: Report) -> tuple[int, int, int]:
    """What a client counts: tests, failures, skipped."""
    read = JUnitXml.fromstring(_text(report).encode())
    read.update_statistics()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    assert read.errors == 0
    for suite in read:
        stated = (suite.tests, suite.failures, suite.skipped)
        suite.update_statistics()  # type: ignore[no-untyped-call]  # as above
        assert stated == (suite.tests, suite.failures, suite.skipped)
    return read.tests, read.failures, read.skipped


def test_a_client_counts_what_we_count() -> None:
    outcomes = everyday().outcomes
    validity = 2
    tests = outcomes.fulfilled + outcomes.breach + outcomes.unknown + outcomes.waived + validity
    assert _totals(everyday()) == (tests, outcomes.breach + validity, outcomes.unknown + outcomes.waived)
    assert _totals(all_well()) == (all_well().outcomes.fulfilled, 0, 0)
    assert _totals(waived_only())[1:] == (0, 1)


def test_a_fulfilled_rule_is_a_passed_test_and_what_does_not_apply_is_none() -> None:
    suite = _suites(everyday())["partner/aalborg"]
    cases = [case.attrib["name"] for case in suite.iter("testcase") if len(case) == 0]
    assert cases == ["partner-benefit", "partner-visits", "quality-dates"]
    assert suite.attrib["tests"] == "3"


def test_a_breach_is_a_failure_with_all_there_is_to_say() -> None:
    case = _case(_suites(everyday())["project/gronn-havn"], "project-risk-mitigation [0]")
    (failure,) = case
    assert case.attrib["classname"] == "project.gronn-havn"
    assert (failure.tag, failure.attrib["type"]) == ("failure", "warning")
    message = "Risk number 1, “Forsinket levering av transformator fra hovedleverandøren”, has no mitigation."
    assert failure.attrib["message"] == message
    assert (failure.text or "").split("\n") == [
        "data/projects/gronn-havn.yaml:13",
        f"Warning: {message}",
        "Clause 4h · project-risk-mitigation",
        "What to do: Write what reduces it under “mitigation”.",
        "Rests on the municipality's own interpretation of the strategy: risk_score_needs_mitigation\xa0=\xa09.",
    ]


def test_unknown_and_waived_are_skipped_and_say_why() -> None:
    suite = _suites(everyday())["project/gronn-havn"]
    (unknown,) = _case(suite, "project-evaluation")
    assert (unknown.tag, unknown.attrib["type"]) == ("skipped", "unknown")
    assert unknown.attrib["message"] == "Unknown: The rule waits for params.exchange_rates.PLN."
    (waived,) = _case(suite, "project-evaluation-planned")
    assert (waived.tag, waived.attrib["type"]) == ("skipped", "waived")
    for said in (
        "Waived (warning): No date is set",
        "Reason: Evalueringen",
        "Decided by Formannskapet",
        "30 June 2027",
    ):
        assert said in waived.attrib["message"]


def test_under_a_comparison_only_what_the_change_breaks_fails() -> None:
    suites = _suites(compared())
    failures = {
        case.attrib["name"]
        for suite in suites.values()
        for case in suite.iter("testcase")
        if case.find("failure") is not None
    }
    assert failures == {"project-goals", "project-risk-mitigation [0]"}
    (clock,) = _case(suites["project/brevveksling"], "quality-end-missing")
    assert (clock.tag, clock.attrib["type"]) == ("skipped", "clock")
    assert clock.attrib["message"].startswith("New only because time has passed: ")
    (existing,) = _case(suites["project/gronn-havn"], "quality-budget-sum")
    assert (existing.tag, existing.attrib["type"]) == ("skipped", "existing")
    assert existing.attrib["message"].startswith("There from before: ")
    assert _totals(nothing_new())[1] == 0


def test_findings_of_one_validity_rule_are_told_apart_by_the_key() -> None:
    suite = _suites(everyday())["project/mono"]
    names = [case.attrib["name"] for case in suite.iter("testcase")]
    assert [name for name in names if name.startswith("record-invalid")] == [
        "record-invalid /budjet",
        "record-invalid /funding/0/amount",
    ]


def test_two_records_with_one_id_keep_their_tests_apart() -> None:
    one = next(each for each in everyday().findings if each.rule == "project-goals")
    suite = _suites(replace(everyday(), findings=(one, one)))["project/mono"]
    names = [case.attrib["name"] for case in suite.iter("testcase")]
    assert names[:2] == ["project-goals", "project-goals (2)"]


def test_names_do_not_change_with_titles() -> None:
    renamed = replace(everyday(), names={HAVN: "Et annet navn"})
    assert [one.attrib["name"] for one in _suites(renamed).values()] == list(_suites(everyday()))


def test_the_suite_says_what_the_verdict_rests_on() -> None:
    suite = _suites(everyday())["project/gronn-havn"]
    properties = {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}
    assert properties["as-of"] == "2026-11-23"
    assert properties["strategy-digest"] == everyday().strategy.digest
    assert properties["name"].startswith("Grønn havn")


def test_what_xml_cannot_hold_is_made_visible() -> None:
    one = next(each for each in everyday().findings if each.outcome is Outcome.BREACH)
    odd = replace(one, subject=Subject("project", "a\x00\ufffe\ud800b"))
    assert r"project/a\x00\ufffe\ud800b" in _suites(replace(everyday(), findings=(odd,)))
