"""The JSON that the command line writes: valid, complete, sorted, and with fingerprints that stay."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cli_world import (
    BARE,
    BARE_PROJECT,
    CLEAN,
    DAY,
    EKSEMPELVIK,
    FINDINGS,
    GOOD,
    GOOD_PARTNER,
    GOOD_PROJECT,
    NOT_CHECKED,
    REPOSITORY,
    UNKNOWN_PROJECT,
    Cli,
    Files,
    Ran,
    rule,
    write,
)
from jsonschema import Draft202012Validator

TOP = [
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
]
FINDING = [
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
]
PLACE = ["path", "pointer", "line", "column", "end_line", "end_column"]
OUTCOMES = ["fulfilled", "breach", "unknown", "not_applicable", "waived"]
WAIVER = "waivers:\n- {rule: project-goals, reason: Vedtatt, decided_by: Bystyret, case: PS 1/26, until: 2026-12-01}\n"
EVERYTHING: Files = {
    **BARE,
    "rules/project/project-fails.yaml": rule("project-fails", "project.budget.total > 0"),
    "data/projects/ukjent.yaml": UNKNOWN_PROJECT,
    "data/projects/unntatt.yaml": BARE_PROJECT + WAIVER,
    "data/projects/uleselig.yaml": "a: [",
    "data/projects/ugyldig.yaml": GOOD_PROJECT + "titel: x\npartners: [ingen]\n",
    "data/projects/flere.yaml": GOOD_PROJECT.replace(
        '[{statement: Flere besøk, target: "3"}]', "\n- statement: A\n- statement: B\n- {statement: C, target: 4}"
    ),
    "data/partners/sorby.yaml": GOOD_PARTNER,
    "data/waivers.yaml": "- {rule: portfolio-mange, reason: Ja, decided_by: Bystyret, until: 2030-01-01}\n",
}
"""Every layer, severity and outcome, items of both kinds, related records, and a portfolio finding."""


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The schema as `intlstrat schema findings` prints it."""
    ran = Cli(REPOSITORY)("schema", "findings")
    assert ran.exit == CLEAN
    Draft202012Validator.check_schema(ran.json)
    return Draft202012Validator(ran.json, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def everything(root: Path) -> Ran:
    ran = Cli(write(root, EVERYTHING)).findings("--show", "all")
    assert ran.exit == NOT_CHECKED
    return ran


@pytest.mark.parametrize("arguments", [(), ("--show", "all"), ("--select", "1b"), ("data/projects",), ("--lang", "en")])
def test_it_validates(root: Path, schema: Draft202012Validator, arguments: tuple[str, ...]) -> None:
    ran = Cli(write(root, EVERYTHING)).findings(*arguments)
    assert ran.exit == NOT_CHECKED
    assert [error.message for error in schema.iter_errors(ran.json)] == []


@pytest.mark.parametrize("folder", [REPOSITORY, EKSEMPELVIK])
def test_the_shipped_data_validate(schema: Draft202012Validator, folder: Path) -> None:
    ran = Cli(folder).findings("--show", "all")
    assert ran.exit == (FINDINGS if folder == REPOSITORY else CLEAN)
    assert [error.message for error in schema.iter_errors(ran.json)] == []


def test_the_schema_refuses_what_is_wrong(everything: Ran, schema: Draft202012Validator) -> None:
    """Else a schema that accepts everything would pass the tests above."""
    for path, wrong in (
        (("schema_version",), 2),
        (("as_of",), "23.11.2026"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "subject", "kind"), "person"),
        (("findings", 0, "extra"), 1),
        (("summary", "outcomes", "breach"), -1),
        (("forecast",), {}),
    ):
        broken = json.loads(everything.out)
        inner = broken
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = wrong
        assert not schema.is_valid(broken), path


def test_the_world_of_these_tests_has_everything(everything: Ran) -> None:
    findings = everything.json["findings"]
    assert {finding["layer"] for finding in findings} == {"validity", "strategy", "quality"}
    assert {finding["outcome"] for finding in findings} == {"breach", "unknown", "waived"}
    assert {finding["severity"] for finding in findings} == {"error", "warning", "note"}
    assert {finding["subject"]["kind"] for finding in findings} == {"partner", "project", "portfolio"} - {"partner"}
    assert any(finding["related"] for finding in findings)
    assert {type(finding["item"]) for finding in findings} == {int, type(None)}


def test_the_keys_come_in_the_order_of_the_specification(everything: Ran) -> None:
    document = everything.json
    assert list(document) == TOP
    assert list(document["tool"]) == ["name", "version"]
    assert list(document["strategy"]) == ["id", "title", "version", "digest"]
    assert list(document["summary"]) == ["records", "outcomes", "findings"]
    assert list(document["summary"]["records"]) == ["partners", "projects", "unreadable"]
    assert list(document["summary"]["outcomes"]) == OUTCOMES
    assert list(document["summary"]["findings"]) == ["error", "warning", "note"]
    assert list(document["idle"]) == ["rules", "records"]
    assert all(list(clause) == ["id", *OUTCOMES] for clause in document["clauses"])
    assert all(list(outcome) == ["rule", "subject", "item", "outcome"] for outcome in document["outcomes"])
    for finding in document["findings"]:
        assert list(finding) == FINDING
        assert list(finding["location"]) == PLACE
        assert list(finding["subject"]) == ["kind", "id"]
        assert all(list(other) == ["kind", "id", "location"] for other in finding["related"])


def test_what_it_is_about(everything: Ran) -> None:
    document = everything.json
    assert document["schema_version"] == 1
    assert document["tool"]["name"] == "intlstrat"
    assert (document["strategy"]["id"], document["strategy"]["version"]) == ("prove", "3")
    assert document["strategy"]["digest"].startswith("sha256:")
    assert document["as_of"] == DAY
    assert document["compared_with"] is document["forecast"] is None
    assert [clause["id"] for clause in document["clauses"]] == ["1a", "1b", "2"]


def test_the_summary_adds_up(everything: Ran) -> None:
    document = everything.json
    judged = [finding for finding in document["findings"] if finding["layer"] != "validity"]
    counted = Counter(result["outcome"] for result in [*judged, *document["outcomes"]])
    assert {outcome: counted[outcome] for outcome in OUTCOMES} == document["summary"]["outcomes"]
    severities = Counter(finding["severity"] for finding in document["findings"] if finding["outcome"] != "waived")
    assert {name: severities[name] for name in ("error", "warning", "note")} == document["summary"]["findings"]
    assert document["summary"]["records"] == {"partners": 2, "projects": 6, "unreadable": 1}
    keys = [_identity(result) for result in [*judged, *document["outcomes"]]]
    assert len(keys) == len(set(keys))


def test_a_clause_counts_the_outcomes_of_its_rules(everything: Ran) -> None:
    document = everything.json
    clauses = {"project-goals": "1a", "project-targets": "1a", "project-fails": "1a", "project-sdg": "1b"}
    clauses |= {"partner-areas": "1b", "project-large": "2", "portfolio-many": "2"}
    results = [*document["findings"], *document["outcomes"]]
    counted = Counter((clauses.get(result["rule"]), result["outcome"]) for result in results)
    for clause in document["clauses"]:
        assert {name: counted[clause["id"], name] for name in OUTCOMES} == {name: clause[name] for name in OUTCOMES}


def test_what_is_fulfilled_is_told_only_where_all_is_to_be_shown(root: Path, everything: Ran) -> None:
    few = Cli(root).findings()
    assert few.exit == NOT_CHECKED
    assert few.json["outcomes"] == []
    assert {**everything.json, "outcomes": []} == few.json
    assert {outcome["outcome"] for outcome in everything.json["outcomes"]} == {"fulfilled", "not_applicable"}


def test_findings_are_sorted(everything: Ran) -> None:
    findings = everything.json["findings"]
    assert findings == sorted(findings, key=_order)
    assert [finding["location"]["path"] for finding in findings if finding["location"]["path"] is None] == []


def _order(finding: dict[str, Any]) -> tuple[object, ...]:
    place = finding["location"]
    first = not (finding["layer"] == "validity" and finding["severity"] == "error")
    return place["path"], first, place["line"], place["column"], finding["rule"], str(finding["item"])


def _identity(result: dict[str, Any]) -> tuple[object, ...]:
    return result["rule"], result["subject"]["kind"], result["subject"]["id"], result["item"]


def test_the_items_of_a_list_are_sorted_by_number(root: Path) -> None:
    many = "goals:\n" + "".join(f"- statement: Mål {number}\n" for number in range(12))
    text = GOOD_PROJECT.replace('goals: [{statement: Flere besøk, target: "3"}]\n', many)
    ran = Cli(write(root, {**GOOD, "data/projects/m.yaml": text})).findings()
    assert ran.exit == CLEAN
    assert [finding["item"] for finding in ran.json["findings"]] == list(range(12))


def test_a_place(root: Path) -> None:
    text = "# kommentar\r\ntitle: Æ 𝄞 x\r\nstatus: active\r\ngoals:\r\n  - {statement: A}\r\nsdgs: [{goal: 8}]\r\n"
    ran = Cli(write(root, {**GOOD, "data/projects/p.yaml": text})).findings()
    assert ran.exit == CLEAN
    places = {finding["rule"]: finding["location"] for finding in ran.json["findings"]}
    path = "data/projects/p.yaml"
    assert tuple(places["project-targets"].values()) == (path, "/goals/0/target", 5, 5, 5, 19)
    assert tuple(places["quality-unit"].values())[2:] == (2, 1, 2, 13)


def test_a_finding_of_the_portfolio_points_at_the_first_record_and_relates_the_others(everything: Ran) -> None:
    (found,) = [finding for finding in everything.json["findings"] if finding["rule"] == "portfolio-many"]
    assert found["subject"] == {"kind": "portfolio", "id": None}
    assert found["location"]["path"] == "data/partners/nordby.yaml"
    assert [other["location"]["path"] for other in found["related"]] == ["data/partners/sorby.yaml"]
    assert [(other["kind"], other["id"]) for other in found["related"]] == [("partner", "sorby")]


def test_a_finding_of_the_portfolio_with_no_record_has_no_path_and_comes_last(root: Path) -> None:
    none = {"rules/portfolio/portfolio-none.yaml": rule("portfolio-none", "count > 5", among="partner", where="false")}
    ran = Cli(write(root, {**BARE, **none})).findings()
    assert ran.exit == FINDINGS
    assert ran.rules[-1] == "portfolio-none"
    assert set(ran.json["findings"][-1]["location"].values()) == {None}


def test_a_waiver_is_told_whole(everything: Ran) -> None:
    (found,) = [finding for finding in everything.json["findings"] if finding["outcome"] == "waived"]
    assert found["severity"] == "error"
    assert found["waiver"] == {
        "rule": "project-goals", "reason": "Vedtatt", "decided_by": "Bystyret", "case": "PS 1/26", "granted": None,
        "until": "2026-12-01",
    }  # fmt: skip


def test_an_interpretation_is_named(everything: Ran) -> None:
    named = {finding["rule"]: finding["interpretations"] for finding in everything.json["findings"]}
    assert named["project-large"] == ["large"]
    assert named["project-goals"] == []


def test_what_is_idle_is_named(root: Path) -> None:
    idle = {"rules/project/project-idle.yaml": rule("project-idle", "true", when="false")}
    ran = Cli(write(root, {**GOOD, **idle})).findings()
    assert ran.exit == CLEAN
    assert ran.json["idle"] == {"rules": ["project-idle", "project-large"], "records": []}


def test_a_record_that_no_rule_applied_to_is_idle(root: Path) -> None:
    pack = {name: text for name, text in GOOD.items() if "partner-" not in name and "portfolio" not in name}
    ran = Cli(write(root, pack)).findings()
    assert ran.exit == CLEAN
    assert ran.json["idle"]["records"] == [{"kind": "partner", "id": "nordby"}]


def _fingerprints(ran: Ran) -> dict[tuple[object, ...], str]:
    return {
        (*_identity(finding), finding["location"]["pointer"]): finding["fingerprint"]
        for finding in ran.json["findings"]
    }


def test_fingerprints_differ_where_findings_do(everything: Ran) -> None:
    findings = everything.json["findings"]
    fingerprints = [finding["fingerprint"] for finding in findings if finding["rule"] != "record-invalid"]
    assert len(fingerprints) == len(set(fingerprints))
    assert all(len(fingerprint) == 32 for fingerprint in fingerprints)


def test_fingerprints_stay_when_lines_move_or_wording_changes(root: Path) -> None:
    cli = Cli(write(root, EVERYTHING))
    before = cli.findings()
    assert before.exit == NOT_CHECKED
    assert _fingerprints(cli.findings("--lang", "en")) == _fingerprints(before)
    assert _fingerprints(cli.findings("--as-of", "2026-11-24")) == _fingerprints(before)
    for path in (root / "data").rglob("*.yaml"):
        path.write_bytes(b"# en linje\n\n" + path.read_bytes())
    for path in (root / "rules").rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("Brudd på", "Nytt om"), encoding="utf-8")
    after = cli.findings()
    assert [finding["location"]["line"] for finding in before.json["findings"]] != [
        finding["location"]["line"] for finding in after.json["findings"]
    ]
    assert _fingerprints(after) == _fingerprints(before)
    assert after.json["strategy"]["digest"] != before.json["strategy"]["digest"]


def test_it_is_one_object_and_nothing_else(bare: Cli) -> None:
    for arguments in ((), ("--quiet",), ("--statistics",), ("--color", "always")):
        ran = bare.findings(*arguments)
        assert (ran.exit, ran.err) == (FINDINGS, "")
        assert ran.out.startswith("{\n")
        assert ran.out.endswith("}\n")
        assert ran.json["findings"]


def test_the_order_of_files_does_not_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(path: Path) -> Any:
        entries = scandir(path)
        return sorted(entries, key=lambda entry: entry.name[::-1]) if str(path).startswith(str(root)) else entries

    cli = Cli(write(root, EVERYTHING))
    before = [cli.findings("--show", "all"), cli.check("--show", "all", "--statistics")]
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", shuffled)
    assert [cli.findings("--show", "all"), cli.check("--show", "all", "--statistics")] == before
    assert {ran.exit for ran in before} == {NOT_CHECKED}


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-16"])
def test_it_is_json_in_every_encoding(root: Path, encoding: str) -> None:
    """Escapes are what every reader of JSON knows; a redirected Windows console writes in a code page."""
    cli = Cli(write(root, {**BARE, "data/projects/bart.yaml": BARE_PROJECT.replace("Bart", "Æøå 𝄞 –")}))
    ran = cli.check("--format", "json", "--lang", "nb", PYTHONUTF8="0")
    small = Cli(root, encoding).findings()
    assert ran.exit == small.exit == FINDINGS
    assert small.json == ran.json
    assert "\\xf8" not in small.out
