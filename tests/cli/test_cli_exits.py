"""The exits: which cause ends with which, and that neither the format nor what is shown changes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_world import (
    BARE,
    BARE_PROJECT,
    CLEAN,
    FINDINGS,
    GOOD,
    GOOD_PROJECT,
    INTERRUPTED,
    NOT_CHECKED,
    NOTED_PROJECT,
    UNKNOWN_PROJECT,
    WARNED_PROJECT,
    Cli,
    Files,
    rule,
    write,
)

from intlstrat import files

WAIVER = "waivers: [{{rule: {rule}, reason: Besluttet, decided_by: Bystyret, until: {until}}}]\n"
LEVELS = ("error", "warning", "note", "never")
WORST = {
    "nothing": (GOOD_PROJECT, None),
    "note": (NOTED_PROJECT, "note"),
    "unknown": (UNKNOWN_PROJECT, "note"),
    "warning": (WARNED_PROJECT, "warning"),
    "error": (BARE_PROJECT, "error"),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", WORST)
def test_the_exit_is_1_from_the_severity_that_fail_on_names(root: Path, name: str, level: str) -> None:
    text, worst = WORST[name]
    cli = Cli(write(root, {**GOOD, "data/projects/x.yaml": text}))
    fails = worst is not None and LEVELS.index(worst) <= LEVELS.index(level) and level != "never"
    assert cli.check("--fail-on", level).exit == (FINDINGS if fails else CLEAN)


def test_fail_on_is_error_where_nothing_is_said(root: Path) -> None:
    cli = Cli(write(root, {**GOOD, "data/projects/x.yaml": WARNED_PROJECT}))
    assert cli.check().exit == CLEAN
    (root / "data/projects/x.yaml").write_text(BARE_PROJECT)
    assert cli.check().exit == FINDINGS


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, CLEAN),
        ({"data/projects/x.yaml": BARE_PROJECT}, FINDINGS),
        ({"data/projects/x.yaml": "a: [\n"}, FINDINGS),
        ({"rules/project/project-x.yaml": rule("project-x", "project.budget.total > 0")}, NOT_CHECKED),
        ({"rules/project/project-x.yaml": rule("project-x", "project.budjet > 0")}, NOT_CHECKED),
    ],
)
def test_the_format_never_changes_the_exit(root: Path, format_: str, more: Files, expected: int) -> None:
    cli = Cli(write(root, {**GOOD, **more}))
    assert cli.check("--format", format_).exit == expected
    assert cli.check("--format", format_, "--show", "all", "--statistics").exit == expected
    assert cli.check("--format", format_, "--quiet").exit == expected


@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_a_waived_breach_never_counts(root: Path, level: str) -> None:
    text = GOOD_PROJECT.replace('goals: [{statement: Flere besøk, target: "3"}]\n', "")
    text += WAIVER.format(rule="project-goals", until="2030-01-01")
    cli = Cli(write(root, {**GOOD, "data/projects/x.yaml": text}))
    ran = cli.findings("--fail-on", level)
    assert ran.exit == CLEAN
    assert [finding["outcome"] for finding in ran.json["findings"]] == ["waived"]
    assert ran.json["summary"]["findings"] == {"error": 0, "warning": 0, "note": 0}
    assert ran.json["summary"]["outcomes"]["waived"] == 1


def test_an_ended_waiver_is_an_error_and_its_breach_is_back(root: Path) -> None:
    text = GOOD_PROJECT.replace("sdgs: [{goal: 8}]\n", "") + WAIVER.format(rule="project-sdg", until="2026-11-22")
    cli = Cli(write(root, {**GOOD, "data/projects/x.yaml": text}))
    ran = cli.findings()
    assert ran.exit == FINDINGS
    assert sorted(ran.rules) == ["project-sdg", "waiver-expired"]
    assert cli.findings("--as-of", "2026-11-22").exit == CLEAN


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "title: [\n"),
        ("a.yaml", "title: \xe6\n".encode("latin-1")),
        ("a.yaml", ""),
        ("a.yaml", "- a\n"),
        ("a.yaml", "title: A\n---\ntitle: B\n"),
        ("a.yaml", GOOD_PROJECT + "titel: B\n"),
        ("Stor Bokstav.yaml", GOOD_PROJECT),
        ("a.yaml", GOOD_PROJECT + "partners: [ingen]\n"),
    ],
    ids=["syntax", "encoding", "empty", "list", "second-document", "unknown-key", "id", "reference"],
)
def test_what_is_wrong_with_a_file_is_a_finding(root: Path, name: str, text: str | bytes) -> None:
    cli = Cli(write(root, {**GOOD, f"data/projects/{name}": text}))
    ran = cli.findings()
    assert ran.exit == FINDINGS
    assert [finding["layer"] for finding in ran.json["findings"]] == ["validity"]
    assert cli.check("--fail-on", "never").exit == CLEAN


def dangling(path: Path) -> None:
    path.symlink_to("ingenting.yaml")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def outside(path: Path) -> None:
    other = path.parents[3] / "utenfor.yaml"
    other.write_text(GOOD_PROJECT)
    path.symlink_to(other)


def folder_link(path: Path) -> None:
    (path.parent / "mappe").mkdir()
    path.symlink_to("mappe", target_is_directory=True)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [dangling, pipe, outside, folder_link, loop])
@pytest.mark.parametrize("arguments", [(), ("--fail-on", "never"), ("--ignore", "validity"), ("--select", "1b")])
def test_a_file_that_the_disk_does_not_give_makes_the_exit_2(
    good: Cli, make: object, arguments: tuple[str, ...]
) -> None:
    assert callable(make)
    make(good.folder / "data/projects/borte.yaml")
    ran = good.findings(*arguments)
    assert ran.exit == NOT_CHECKED
    assert ran.json["summary"]["records"] == {"partners": 1, "projects": 1, "unreadable": 1}
    assert ran.rules == ([] if "validity" in arguments else ["record-unreadable"])


def test_a_file_without_permission_makes_the_exit_2(good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse(monkeypatch, "godt.yaml", PermissionError(13, "Permission denied"))
    ran = good.findings()
    assert (ran.exit, ran.rules) == (NOT_CHECKED, ["record-unreadable"])


def test_a_file_that_vanishes_while_it_is_read_makes_the_exit_2(good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse(monkeypatch, "godt.yaml", FileNotFoundError(2, "No such file or directory"))
    ran = good.findings()
    assert (ran.exit, ran.rules) == (NOT_CHECKED, ["record-unreadable"])


def test_waivers_that_cannot_be_read_from_disk_make_the_exit_2(good: Cli) -> None:
    (good.folder / "data/waivers.yaml").symlink_to("ingenting")
    ran = good.findings()
    assert (ran.exit, ran.rules) == (NOT_CHECKED, ["record-unreadable"])


def test_a_disk_error_elsewhere_is_no_trouble_for_a_path(good: Cli) -> None:
    """Only the findings of the path are shown, and only they and what they could not tell make the exit."""
    dangling(good.folder / "data/projects/borte.yaml")
    assert good.check("data/partners").exit == CLEAN
    assert good.check("data/projects").exit == NOT_CHECKED


def _refuse(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    real = os.open

    def refusing(path: str | Path, *arguments: int) -> int:
        if Path(path).name == name:
            raise error
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refusing)


def test_a_rule_that_fails_makes_the_exit_2_and_hides_nothing(root: Path) -> None:
    failing = {"rules/project/project-x.yaml": rule("project-x", "project.budget.total > 0")}
    cli = Cli(write(root, {**BARE, **failing}))
    ran = cli.findings()
    assert ran.exit == NOT_CHECKED
    assert sorted(ran.rules) == ["project-goals", "project-sdg", "quality-unit", "rule-failed", "rule-failed"]
    failed = [finding for finding in ran.json["findings"] if finding["rule"] == "rule-failed"]
    assert {finding["subject"]["id"] for finding in failed} == {"bart", "godt"}
    assert all((one["layer"], one["severity"], one["clauses"]) == ("validity", "error", []) for one in failed)
    assert cli.check("--fail-on", "never").exit == NOT_CHECKED
    assert cli.check("--ignore", "rule-failed").exit == NOT_CHECKED
    assert cli.check("data/partners").exit == CLEAN


@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("--output", "x.json")])
def test_bad_rules_check_nothing(root: Path, arguments: tuple[str, ...]) -> None:
    bad = {"rules/project/project-x.yaml": rule("project-x", "size(project.gaols) > 0")}
    ran = Cli(write(root, {**BARE, **bad})).check(*arguments)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "rules/project/project-x.yaml:6:" in ran.err
    assert "goals" in ran.err
    assert not (root / "x.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xml"),
        ("--fail-on", "worst"),
        ("--show", "nothing"),
        ("--lang", "sv"),
        ("--color", "blue"),
        ("--as-of", "23.11.2026"),
        ("--as-of", "2026-02-30"),
        ("--as-of", "20261123"),
        ("--as-of", "2026-W48-1"),
        ("--as-of", ""),
        ("--select", "nothing"),
        ("--ignore", "nothing"),
        ("--root", "ingen"),
        ("--rules", "ingen"),
        ("ingen.yaml",),
        ("--colour", "auto"),
        ("--output",),
        ("--root", "x" * 5000),
        ("--rules", "x" * 5000),
        ("x" * 5000,),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_wrong_arguments_check_nothing(bare: Cli, arguments: tuple[str, ...]) -> None:
    ran = bare.check(*arguments) if "--as-of" in arguments else bare("check", *arguments)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_an_interrupt_ends_with_130_and_without_a_stack_trace(good: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "read_inputs", interrupted)
    ran = good.check()
    assert (ran.exit, ran.out) == (INTERRUPTED, "")
    assert ran.err.strip() == "Avbrutt."
    assert good.check("--lang", "en").err.strip() == "Interrupted."
