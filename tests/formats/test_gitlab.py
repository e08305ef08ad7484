"""GitLab's Code Quality report: valid, one entry a finding, and nothing that GitLab would read as its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft7Validator
from msgspec.structs import replace
from read_back import counted
from report_compared import compared
from report_everyday import all_well, everyday, everyday_pack, waived_only
from report_hostile import compared_reports, hostile_compared, hostile_pack

from intlstrat.findings import Place, Report
from intlstrat.formats.gitlab_format import render
from intlstrat.language import Language

RISK = next(one for one in everyday().findings if one.rule == "project-risk-mitigation")
SCHEMA = Path(__file__).parent / "schemas_official" / "gitlab-codeclimate.json"
VALIDATOR = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _entries(report: Report, language: str = "en") -> list[dict[str, Any]]:
    entries = json.loads(render(report, everyday_pack(), Language(language)))
    assert isinstance(entries, list)
    return entries


def _check(text: str) -> None:
    assert text.startswith("[")  # and not with a byte order mark, which GitLab refuses
    assert not re.search(r"##\[|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    entries = json.loads(text)
    for entry in entries:
        assert [one.message for one in VALIDATOR.iter_errors(entry)] == []
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["path"]
        assert entry["location"]["lines"]["begin"] >= 1
        assert "%{" not in entry["description"]
    # The documentation asks for these, the schema of GitLab's own code does not.
    assert all(entry["check_name"] for entry in entries)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("report", [everyday(), all_well(), compared(), hostile_compared()])
def test_the_report_is_valid(report: Report, language: str) -> None:
    _check(render(report, hostile_pack(), Language(language)))


@given(compared_reports())
@settings(max_examples=25, deadline=None)
def test_any_report_is_valid(report: Report) -> None:
    _check(render(report, everyday_pack(), Language("nb")))


def test_an_entry_says_all_there_is_to_say() -> None:
    entry = next(one for one in _entries(everyday()) if one["check_name"] == "project-risk-mitigation")
    assert entry == {
        "description": (
            "Risk number 1, “Forsinket levering av transformator fra hovedleverandøren”, has no mitigation. Clause 4h. "
            "What to do: Write what reduces it under “mitigation”. Rests on the municipality's own interpretation of "
            "the strategy: risk_score_needs_mitigation\xa0=\xa09."
        ),
        "check_name": "project-risk-mitigation",
        "fingerprint": RISK.fingerprint,
        "severity": "minor",
        "location": {"path": "data/projects/gronn-havn.yaml", "lines": {"begin": 13, "end": 13}},
    }


def test_related_places_are_told() -> None:
    (entry,) = (one for one in _entries(everyday()) if "other_locations" in one)
    assert entry["other_locations"] == [{"path": "data/partners/lovisa.yaml", "lines": {"begin": 2, "end": 2}}]


def test_what_is_waived_is_left_out() -> None:
    assert _entries(waived_only()) == []
    assert len(_entries(everyday())) == len(everyday().findings) - 1


def test_what_was_there_before_is_told_too_for_gitlab_compares_itself() -> None:
    assert len(_entries(compared())) == len(counted(compared().findings))


def test_two_entries_never_share_a_fingerprint() -> None:
    one = everyday().findings[0]
    twice = replace(everyday(), findings=(one, replace(one, place=replace(one.place, line=9)), one))
    fingerprints = [entry["fingerprint"] for entry in _entries(twice)]
    assert fingerprints[0] == one.fingerprint
    assert len(set(fingerprints)) == 3
    assert fingerprints == [entry["fingerprint"] for entry in _entries(twice)]


def test_a_place_without_a_line_is_the_file_s_first() -> None:
    found = replace(everyday().findings[3], place=Place("data/projects/å b.yaml"))
    (entry,) = _entries(replace(everyday(), findings=(found,)))
    assert entry["location"] == {"path": "data/projects/å b.yaml", "lines": {"begin": 1}}
