"""The JSON is the one of the interface: every key, in its order, and nothing that could break a reader."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace
from report_builders import finding, report
from report_everyday import AALBORG, all_well, everyday
from report_hostile import hostile, reports

from intlstrat.findings import NOWHERE, PORTFOLIO, Change, Layer, Outcome, Place, Report, RuleOutcome, Severity, msg
from intlstrat.formats.json_format import render
from intlstrat.language import Language

KEYS = (
    "schema_version",
    "tool",
    "strategy",
    "as_of",
    "revision",
    "compared_with",
    "summary",
    "clauses",
    "findings",
    "outcomes",
    "idle",
    "forecast",
)
FINDING_KEYS = (
    "rule",
    "layer",
    "severity",
    "outcome",
    "clauses",
    "subject",
    "item",
    "location",
    "related",
    "message",
    "fix",
    "interpretations",
    "waiver",
    "change",
    "fingerprint",
)


def _json(made: Report, language: str = "en", show_all: bool = False) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(render(made, Language(language), show_all))
    return read


def test_the_keys_come_in_the_order_of_the_interface() -> None:
    read = _json(everyday())
    assert tuple(read) == KEYS
    assert {tuple(one) for one in read["findings"]} == {FINDING_KEYS}
    assert list(read["strategy"]) == ["id", "title", "version", "digest"]
    assert list(read["summary"]) == ["records", "outcomes", "findings"]
    assert list(read["clauses"][0]) == ["id", "fulfilled", "breach", "unknown", "not_applicable", "waived"]
    assert list(read["findings"][0]["location"]) == ["path", "pointer", "line", "column", "end_line", "end_column"]


def test_the_text_is_indented_utf_8_with_a_line_break_at_the_end() -> None:
    text = render(everyday(), Language("nb"), False)
    assert text.startswith('{\n  "schema_version": 1,\n  "tool": {\n    "name": "intlstrat",')
    assert text.endswith("\n}\n")
    assert "Sverige: ingen aktiv vennskapsby. Strategien sier én." in text


def test_what_has_no_value_is_null() -> None:
    read = _json(replace(everyday(), revision=None))
    assert (read["revision"], read["compared_with"], read["forecast"]) == (None, None, None)
    assert {one["change"] for one in read["findings"]} == {None}
    assert read["idle"] == {
        "rules": ["partner-areas", "project-culture-programme"],
        "records": [{"kind": "partner", "id": "sogndal"}],
    }


def test_a_finding_without_a_place() -> None:
    (one,) = _json(report([finding("r", PORTFOLIO, NOWHERE, clauses=["4a"], item="SE")]))["findings"]
    assert one["location"] == dict.fromkeys(("path", "pointer", "line", "column", "end_line", "end_column"))
    assert (one["subject"], one["item"]) == ({"kind": "portfolio", "id": None}, "SE")


def test_a_finding_with_related_records() -> None:
    (one,) = [one for one in _json(everyday())["findings"] if one["item"] == "FI"]
    assert one["related"] == [
        {
            "kind": "partner",
            "id": "lovisa",
            "location": {
                "path": "data/partners/lovisa.yaml",
                "pointer": "/country",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 12,
            },
        }
    ]


def test_a_waived_finding_keeps_its_severity_and_is_not_counted() -> None:
    read = _json(everyday())
    (one,) = [one for one in read["findings"] if one["outcome"] == "waived"]
    assert list(one["waiver"]) == ["rule", "reason", "decided_by", "case", "granted", "until"]
    assert (one["severity"], one["waiver"]["until"]) == ("warning", "2027-06-30")
    assert read["summary"]["findings"] == {"error": 5 + 1, "warning": 1, "note": 10}
    assert read["summary"]["outcomes"]["waived"] == 1


@pytest.mark.parametrize("severity", Severity)
def test_findings_are_counted_by_severity(severity: Severity) -> None:
    some = [finding("r", AALBORG, NOWHERE, severity=severity, layer=Layer.VALIDITY, item=n) for n in range(3)]
    some.append(finding("w", AALBORG, NOWHERE, severity=severity, outcome=Outcome.WAIVED))
    assert _json(report(some))["summary"]["findings"] == {one.value: 3 if one is severity else 0 for one in Severity}


def test_the_other_outcomes_are_there_only_when_everything_is_shown() -> None:
    made = report([finding("r", AALBORG, NOWHERE)], [RuleOutcome("s", AALBORG, 1, Outcome.FULFILLED)])
    assert _json(made)["outcomes"] == []
    assert _json(made, show_all=True)["outcomes"] == [
        {"rule": "s", "subject": {"kind": "partner", "id": "aalborg"}, "item": 1, "outcome": "fulfilled"}
    ]


def test_a_change_is_told() -> None:
    made = report([replace(finding("r", AALBORG, NOWHERE), change=Change("new", "data"))])
    assert _json(made)["findings"][0]["change"] == {"state": "new", "cause": "data"}


def test_messages_follow_the_language_and_fingerprints_do_not() -> None:
    nb, en = _json(everyday(), "nb"), _json(everyday(), "en")
    assert nb["findings"][0]["message"] != en["findings"][0]["message"]
    assert [one["fingerprint"] for one in nb["findings"]] == [one["fingerprint"] for one in en["findings"]]


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("å – «日»", "å – «日»", "å – «日»"),
        ("\ud800x", r"\\ud800x", r"\ud800x"),
        ("\udcff", r"\\udcff", r"\udcff"),
        ("\u202e\u200b\ufeff", r"\u202e\u200b\ufeff", "\u202e\u200b\ufeff"),
        ("\x9b\x7f\u2028", r"\u009b\u007f\u2028", "\x9b\x7f\u2028"),
        ("\x1b[31m\n", r"\u001b[31m\n", "\x1b[31m\n"),
        ("::error::", "::error::", "::error::"),
    ],
)
def test_hidden_characters_are_escaped_and_half_ones_told(text: str, written: str, read: str) -> None:
    made = report([finding("r", AALBORG, Place(text))])
    raw = render(made, Language("en"), False)
    assert f'"path": "{written}"' in raw
    assert json.loads(raw)["findings"][0]["location"]["path"] == read


def test_slots_are_filled_and_not_filled_again() -> None:
    made = replace(finding("r", AALBORG, NOWHERE), message=msg("{a}", a="{b}", b="no"))
    assert _json(report([made]))["findings"][0]["message"] == "{b}"


@given(reports())
def test_any_report_gives_strict_json(made: Report) -> None:
    raw = render(made, Language("en"), True)
    raw.encode("utf-8")
    read = json.loads(raw, parse_constant=lambda name: pytest.fail(name))
    json.dumps(read, ensure_ascii=False).encode("utf-8")
    assert len(read["findings"]) == len(made.findings)


@pytest.mark.parametrize("made", [hostile(), everyday(), all_well()])
def test_no_line_acts_on_a_terminal_or_a_runner(made: Report) -> None:
    for line in render(made, Language("nb"), True).split("\n"):
        assert not line.lstrip().startswith("::")
        assert not [char for char in line if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
