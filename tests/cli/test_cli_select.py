"""--select and --ignore: they change what is shown and the exit, and nothing of what is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import BARE, BARE_PROJECT, CLEAN, FINDINGS, GOOD, NOT_CHECKED, Cli, unquoted, write

ALL = ["project-goals", "project-sdg", "quality-unit"]
WAIVED = BARE_PROJECT + "waivers: [{rule: project-goals, reason: Ja, decided_by: Bystyret, until: 2030-01-01}]\n"


@pytest.mark.parametrize(
    ("arguments", "shown", "exit_"),
    [
        ((), ALL, FINDINGS),
        (("--select", "project-goals"), ["project-goals"], FINDINGS),
        (("--select", "project-*"), ["project-goals", "project-sdg"], FINDINGS),
        (("--select", "*-unit"), ["quality-unit"], CLEAN),
        (("--select", "1b"), ["project-sdg"], CLEAN),
        (("--select", "1?"), ["project-goals", "project-sdg"], FINDINGS),
        (("--select", "[12]*"), ["project-goals", "project-sdg"], FINDINGS),
        (("--select", "quality"), ["quality-unit"], CLEAN),
        (("--select", "strategy"), ["project-goals", "project-sdg"], FINDINGS),
        (("--select", "validity"), [], CLEAN),
        (("--select", "*"), ALL, FINDINGS),
        (("--select", "1b", "--select", "quality"), ["project-sdg", "quality-unit"], CLEAN),
        (("--ignore", "project-goals"), ["project-sdg", "quality-unit"], CLEAN),
        (("--ignore", "1a", "--ignore", "1b"), ["quality-unit"], CLEAN),
        (("--ignore", "strategy"), ["quality-unit"], CLEAN),
        (("--ignore", "*"), [], CLEAN),
        (("--select", "project-*", "--ignore", "1a"), ["project-sdg"], CLEAN),
        (("--ignore", "project-goals", "--select", "project-goals"), [], CLEAN),
        (("--select", "quality", "--fail-on", "note"), ["quality-unit"], FINDINGS),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_shown(bare: Cli, arguments: tuple[str, ...], shown: list[str], exit_: int) -> None:
    ran = bare.findings(*arguments)
    assert (sorted(ran.rules), ran.exit) == (shown, exit_)
    text = bare.check(*arguments)
    assert text.exit == exit_
    assert all((f"· {name}" in text.out) == (name in shown) for name in ALL)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("project-gaols", "project-goals"),
        ("Project_Goals", "project-goals"),
        ("qualty", "quality"),
        ("1A", "1a"),
        ("record-invalidd", "record-invalid"),
        ("zzzzzz", None),
        ("", None),
        ("zz*", None),
    ],
)
def test_nothing_that_answers_is_a_wrong_argument(bare: Cli, option: str, pattern: str, meant: str | None) -> None:
    for language, asks in (("nb", f"Mente du {meant}?"), ("en", f"Did you mean {meant}?")):
        ran = bare.check(option, pattern, option, "project-goals", "--lang", language)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert option in ran.err
        assert asks in unquoted(ran.err) if meant else "intlstrat rules" in ran.err


@pytest.mark.parametrize("name", ["record-unreadable", "waiver-unused", "rule-failed", "validity"])
def test_the_rules_of_the_validity_layer_answer(bare: Cli, name: str) -> None:
    assert bare.check("--select", name).exit == CLEAN


def test_the_validity_layer_is_shown_whatever_is_selected(root: Path) -> None:
    cli = Cli(write(root, {**BARE, "data/projects/feil.yaml": "a: ["}))
    ran = cli.findings("--select", "1b")
    assert (sorted(ran.rules), ran.exit) == (["project-sdg", "record-unreadable"], FINDINGS)


@pytest.mark.parametrize("pattern", ["validity", "record-unreadable", "record-*", "*"])
def test_ignore_hides_the_validity_layer_and_the_exit_still_counts_it(root: Path, pattern: str) -> None:
    cli = Cli(write(root, {**GOOD, "data/projects/feil.yaml": "a: ["}))
    ran = cli.findings("--ignore", pattern)
    assert (ran.rules, ran.exit) == ([], FINDINGS)
    assert cli.check("--ignore", pattern, "--fail-on", "never").exit == CLEAN


def test_what_is_selected_does_not_change_what_is_judged(bare: Cli) -> None:
    whole = bare.findings("--show", "all")
    for arguments in (("--select", "1b"), ("--ignore", "strategy"), ("--select", "quality", "--ignore", "quality")):
        part = bare.findings("--show", "all", *arguments)
        assert part.exit == CLEAN
        assert part.json["clauses"] == whole.json["clauses"]
        assert part.json["idle"] == whole.json["idle"]
        assert part.json["summary"]["outcomes"] == whole.json["summary"]["outcomes"]
        assert part.json["summary"]["records"] == whole.json["summary"]["records"]


def test_the_waiver_of_a_rule_that_is_not_shown_is_no_unused_one(root: Path) -> None:
    cli = Cli(write(root, {**GOOD, "data/projects/x.yaml": WAIVED}))
    assert sorted(cli.findings().rules) == ALL
    ran = cli.findings("--ignore", "project-goals", "--fail-on", "never")
    assert (ran.exit, sorted(ran.rules)) == (CLEAN, ["project-sdg", "quality-unit"])


def test_the_numbers_of_findings_are_those_of_the_findings_shown(bare: Cli) -> None:
    ran = bare.findings("--select", "1b")
    assert ran.exit == CLEAN
    assert ran.json["summary"]["findings"] == {"error": 0, "warning": 1, "note": 0}
