"""SARIF: valid, read by its own tools, and fit for GitHub's code scanning."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from msgspec.structs import replace
from report_compared import compared, compared_until
from report_everyday import all_well, everyday, everyday_pack
from report_hostile import compared_reports, hostile_compared, hostile_pack
from sarif import loader

from intlstrat.files import ReadFailure, read_pack
from intlstrat.findings import Outcome, Place, Report, Severity
from intlstrat.formats.sarif_format import render
from intlstrat.language import Language
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.validity import VALIDITY_RULES

RISK = next(one for one in everyday().findings if one.rule == "project-risk-mitigation")
SCHEMA = Path(__file__).parent / "schemas_official" / "sarif-schema-2.1.0.json"
PATH = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")
"""A relative reference of RFC 3986 whose first part has no colon."""


@cache
def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _shipped() -> Pack:
    files = read_pack(Path(__file__).parents[2] / "rules")
    assert not isinstance(files, ReadFailure)
    pack = load_pack(files).pack
    assert pack is not None
    return pack


def _run(report: Report, pack: Pack | None = None, language: str = "en", prefix: str = "") -> dict[str, Any]:
    log = json.loads(render(report, pack or everyday_pack(), Language(language), prefix))
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def _check(text: str) -> None:
    log = json.loads(text)
    assert [f"{list(one.path)}: {one.message}" for one in _validator().iter_errors(log)] == []
    assert "##[" not in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    (run,) = log["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert "](" not in result["message"]["text"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert PATH.fullmatch(location["physicalLocation"]["artifactLocation"]["uri"])
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("report", [everyday(), all_well(), compared_until(), hostile_compared()])
@pytest.mark.parametrize("pack", [everyday_pack(), hostile_pack()])
def test_the_log_is_valid(report: Report, pack: Pack, language: str) -> None:
    _check(render(report, pack, Language(language), "under mappe/"))


@given(compared_reports())
@settings(max_examples=15, deadline=None)
def test_any_log_is_valid(report: Report) -> None:
    _check(render(report, everyday_pack(), Language("nb")))


def test_the_clients_of_the_format_count_what_we_count(tmp_path: Path) -> None:
    file = tmp_path / "report.sarif"
    file.write_text(render(everyday(), everyday_pack(), Language("nb")), encoding="utf-8")
    read = loader.load_sarif_file(str(file))
    assert read.get_result_count() == len(everyday().findings)
    for severity in Severity:
        # It takes no notice of suppressions, as GitHub does not.
        wanted = [one for one in everyday().findings if one.severity is severity]
        assert read.get_report().get_issue_count_for_severity(severity.value) == len(wanted)
    first = read.get_records()[4]
    assert (first["Location"], first["Line"], first["Code"]) == (
        "data/partners/kotka.yaml",
        2,
        "portfolio-nordic-neighbours",
    )


def test_every_rule_is_declared_with_what_it_is_about() -> None:
    rules = {rule["id"]: rule for rule in _run(all_well(), _shipped(), "nb")["tool"]["driver"]["rules"]}
    assert set(rules) == {*VALIDITY_RULES, *(rule.id for rule in _shipped().rules)}
    goals = rules["project-goals"]
    assert goals["name"] == "ProjectGoals"
    assert goals["shortDescription"]["text"] == "Tydelige mål"
    assert goals["fullDescription"]["text"].startswith("Strategien krever tydelige mål")
    assert "Skriv minst ett mål" in goals["help"]["text"]
    assert "**Tiltak:** Skriv minst ett mål" in goals["help"]["markdown"]
    assert goals["defaultConfiguration"] == {"level": "error"}
    assert goals["properties"]["tags"] == ["strategy", "4f", "1a"]
    assert goals["properties"]["problem.severity"] == "error"
    assert rules["waiver-expiring"]["defaultConfiguration"] == {"level": "note"}
    assert rules["waiver-expiring"]["properties"]["problem.severity"] == "recommendation"


def test_rules_and_results_point_at_the_clauses() -> None:
    run = _run(everyday(), _shipped())
    (strategy,) = run["taxonomies"]
    assert [taxon["id"] for taxon in strategy["taxa"]] == [clause.id for clause in _shipped().strategy.clauses]
    related = [one["target"] for rule in run["tool"]["driver"]["rules"] for one in rule.get("relationships", ())]
    taxa = [one for result in run["results"] for one in result.get("taxa", ())]
    assert len(related) > 50
    assert len(taxa) > 10
    for reference in (*related, *taxa):
        assert reference["toolComponent"] == {"name": strategy["name"], "index": 0}
        assert strategy["taxa"][reference["index"]]["id"] == reference["id"]


def test_a_place_is_told_in_full() -> None:
    result = next(one for one in _run(everyday())["results"] if one["ruleId"] == "project-risk-mitigation")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/projects/gronn-havn.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 13, "startColumn": 8, "endLine": 13, "endColumn": 30},
    }
    (logical,) = location["logicalLocations"]
    assert logical["fullyQualifiedName"] == "project/gronn-havn#/risk_assessment/risks/0/mitigation"
    assert result["partialFingerprints"] == {"intlstrat/v1": RISK.fingerprint}
    assert "Rests on the municipality's own interpretation" in result["message"]["text"]


def test_a_path_is_written_as_an_address() -> None:
    found = everyday().findings[0]
    odd = replace(found, place=Place("data/projects/Ærlig talt/50%:\udce5.yaml", None, 3))
    run = _run(replace(everyday(), findings=(odd,)), prefix="under mappe/")
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "under%20mappe/data/projects/%C3%86rlig%20talt/50%25%3A%E5.yaml"


def test_related_places_are_numbered() -> None:
    result = next(one for one in _run(everyday())["results"] if "relatedLocations" in one)
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == "Lovisa (partner)"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "data/partners/lovisa.yaml"
    assert related["physicalLocation"]["region"]["startLine"] == 2


@pytest.mark.parametrize(
    ("folder", "uri"),
    [
        (None, "over/data"),
        ("rules", "over/rules/portfolio/portfolio-annual-frame.yaml"),
        (".", "over/portfolio/portfolio-annual-frame.yaml"),
    ],
)
def test_github_refuses_a_file_with_a_result_that_has_no_path(folder: str | None, uri: str) -> None:
    run = _run(replace(everyday(), rules_folder=folder), _shipped(), prefix="over/")
    result = next(one for one in run["results"] if one["ruleId"] == "portfolio-annual-frame")
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["properties"] == {"standIn": True}


def test_a_waived_breach_is_an_accepted_suppression() -> None:
    suppressed = [one for one in _run(everyday())["results"] if "suppressions" in one]
    waived = [one for one in everyday().findings if one.outcome is Outcome.WAIVED]
    assert [one["ruleId"] for one in suppressed] == [one.rule for one in waived]
    (suppression,) = suppressed[0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    for said in ("Evalueringen samordnes", "Decided by Formannskapet", "case PS 12/26", "30 June 2027"):
        assert said in suppression["justification"]
    assert suppression["properties"]["until"] == "2027-06-30"


def test_an_unknown_is_a_note_that_says_so() -> None:
    unknown = [one for one in _run(everyday())["results"] if one["properties"]["outcome"] == "unknown"]
    assert len(unknown) == 9
    for result in unknown:
        assert result["level"] == "note"
        assert result["message"]["text"].startswith("Unknown: ")


def test_a_comparison_marks_all_results_and_tells_of_the_rest_in_the_properties() -> None:
    run = _run(compared())
    states = [one["baselineState"] for one in run["results"]]
    assert states == [
        "new" if one.change is not None and one.change.state == "new" else "unchanged" for one in compared().findings
    ]
    assert set(states) == {"new", "unchanged"}
    told = run["properties"]["comparedWith"]
    assert told["since"] == "origin/main"
    assert [one["ruleId"] for one in told["fixed"]] == ["partner-benefit", "quality-responsible-unit"]
    assert told["fixed"][0]["uri"] == "data/partners/lovisa.yaml"
    assert [(one["rule"], one["setAside"]) for one in told["addedWaivers"]] == [
        ("project-evaluation-planned", False),
        ("project-goals", True),
    ]
    assert not any("baselineState" in one for one in _run(everyday())["results"])


def test_what_is_foreseen_stands_in_the_properties() -> None:
    forecast = _run(compared_until())["properties"]["forecast"]
    assert forecast["until"] == "2027-08-01"
    assert [(one["date"], one["ruleId"]) for one in forecast["foreseen"]] == [
        ("2027-07-01", "project-evaluation-planned")
    ]


def test_a_run_that_could_not_check_everything_says_so() -> None:
    (whole,) = _run(everyday())["invocations"]
    assert whole == {"executionSuccessful": True}
    (invocation,) = _run(replace(everyday(), incomplete=True))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "Not everything could be checked."


def test_the_run_says_what_the_verdict_rests_on() -> None:
    properties = _run(everyday())["properties"]
    assert properties["asOf"] == "2026-11-23"
    assert properties["strategy"]["digest"] == everyday().strategy.digest
    assert properties["revision"] == {"commit": "0123456789abcdef0123456789abcdef01234567", "dirty": False}
