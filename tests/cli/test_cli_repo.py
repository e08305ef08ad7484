"""Finding the data repo and the rules, by walking up or as the options say; and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_world import (
    BARE_PROJECT,
    CLEAN,
    EKSEMPELVIK,
    FINDINGS,
    GOOD,
    GOOD_PROJECT,
    NOT_CHECKED,
    PACK,
    STRATEGY,
    Cli,
    rule,
    write,
)

CAPTURED: dict[str, Any] = {"capture_output": True, "encoding": "utf-8"}


@pytest.mark.parametrize("folder", [".", "data", "data/projects", "rules/partner", "annet/dypt nede/æøå"])
def test_the_data_repo_is_found_by_walking_up(bare: Cli, folder: str) -> None:
    (bare.folder / folder).mkdir(parents=True, exist_ok=True)
    ran = Cli(bare.folder / folder).findings()
    assert ran.exit == FINDINGS
    assert ran.json["strategy"]["id"] == "prove"
    assert {finding["location"]["path"] for finding in ran.json["findings"]} == {"data/projects/bart.yaml"}


@pytest.mark.parametrize("kind", ["partners", "projects"])
def test_one_of_the_two_folders_is_enough(root: Path, kind: str) -> None:
    content = {name: text for name, text in GOOD.items() if not name.startswith("data/") or kind in name}
    assert Cli(write(root, content)).check().exit == CLEAN


def test_the_nearest_data_repo_wins(bare: Cli) -> None:
    inner = write(bare.folder / "data/projects/indre", {})
    write(bare.folder / "indre", GOOD)
    assert Cli(bare.folder / "indre" / "data").check().exit == CLEAN
    inner.mkdir()
    assert Cli(inner).check().exit == FINDINGS


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json")])
def test_no_data_repo_is_not_checked(cli: Cli, command: tuple[str, ...]) -> None:
    ran = cli(*command)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "data/partners" in ran.err
    assert "--root" in ran.err


@pytest.mark.parametrize("folder", ["data/partners", "data/projects"])
@pytest.mark.parametrize("name", ["", ".skjult.yaml", "notat.txt", "a.yaml~", "#a.yaml#", ".a.yaml.swp"])
def test_a_data_repo_without_records_is_never_green(root: Path, folder: str, name: str) -> None:
    write(root, PACK)
    (root / folder).mkdir(parents=True)
    if name:
        (root / folder / name).write_text(GOOD_PROJECT)
    for arguments in ((), ("--fail-on", "never"), ("--quiet",), ("--format", "json"), ("--output", "x.json")):
        ran = Cli(root).check(*arguments)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith("Det er ingen oppføringer i data/partners og data/projects.")
    assert not (root / "x.json").exists()


def test_root_says_another_data_repo(bare: Cli, tmp_path: Path) -> None:
    write(tmp_path / "annen by", GOOD)
    assert bare.check("--root", "../annen by").exit == CLEAN
    assert bare.check("--root", tmp_path / "annen by").exit == CLEAN
    assert Cli(tmp_path).check("--root", bare.folder).exit == FINDINGS


def test_root_is_not_searched_upwards(bare: Cli) -> None:
    ran = bare.check("--root", "data")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")


def test_rules_says_another_pack(bare: Cli, tmp_path: Path) -> None:
    pack = {"strategy.yaml": STRATEGY.replace("prove", "annen"), "project-ok.yaml": rule("project-ok", "true")}
    write(tmp_path / "andre regler", pack)
    ran = bare.findings("--rules", "../andre regler")
    assert (ran.exit, ran.json["strategy"]["id"], ran.json["findings"]) == (CLEAN, "annen", [])


def test_a_data_repo_without_rules_is_held_to_those_of_the_tool(root: Path) -> None:
    write(root, {"data/projects/bart.yaml": BARE_PROJECT})
    ran = Cli(root).findings("--lang", "en")
    assert (ran.exit, ran.json["strategy"]["id"]) == (FINDINGS, "fredrikstad")
    assert ran.err == ""


def test_the_rules_of_the_data_repo_come_before_those_of_the_tool() -> None:
    ran = Cli(EKSEMPELVIK).findings()
    assert (ran.exit, ran.json["strategy"]["id"]) == (CLEAN, "eksempelvik")


@pytest.mark.parametrize("name", ["", "project/project-x.yaml", "LESMEG.md"])
def test_rules_without_a_strategy_are_a_bad_pack(root: Path, name: str) -> None:
    write(root, {"data/projects/a.yaml": GOOD_PROJECT})
    (root / "rules").mkdir()
    if name:
        write(root / "rules", {name: rule("project-x", "true")})
    ran = Cli(root).check()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.startswith("rules/strategy.yaml:1:1: ")


def test_a_strategy_without_rules_is_a_bad_pack(root: Path) -> None:
    ran = Cli(write(root, {"data/projects/a.yaml": GOOD_PROJECT, "rules/strategy.yaml": STRATEGY})).check()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")


def test_every_problem_of_the_rules_is_told_at_once(root: Path) -> None:
    bad = {
        "rules/project/project-x.yaml": rule("project-x", "project.budjet.total > 0"),
        "rules/project/project-y.yaml": rule("project-z", "true"),
        "rules/project/project-q.yaml": rule("project-q", "true", clauses='["9"]'),
    }
    ran = Cli(write(root, {**GOOD, **bad})).check()
    assert ran.exit == NOT_CHECKED
    for name in ("project-x", "project-y", "project-q"):
        assert f"rules/project/{name}.yaml:" in ran.err
    assert "3" in ran.err.splitlines()[-1]


def test_an_unreadable_file_among_the_rules_is_a_bad_pack(good: Cli) -> None:
    (good.folder / "rules/project/project-x.yaml").symlink_to("ingenting")
    ran = good.check()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "project-x.yaml" in ran.err


def test_a_working_folder_that_is_gone_is_no_stack_trace(tmp_path: Path) -> None:
    (tmp_path / "borte").mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from intlstrat.cli.main import main; sys.exit(main(['check']))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "borte", env=Cli(tmp_path).outer(), **CAPTURED)
    assert (ran.returncode, ran.stdout) == (NOT_CHECKED, "")
    assert ran.stderr.startswith("Her er det ingen oppføringer")


def test_files_that_are_no_records_are_named_on_standard_error(good: Cli) -> None:
    write(good.folder, {"data/projects/notat.txt": "", "data/partners/x.json": "{}", "data/projects/sub/a.yml": ""})
    ran = good.findings("--lang", "en")
    assert ran.exit == FINDINGS
    assert ran.rules == ["record-unreadable"]
    assert ran.err.splitlines() == [
        "data/partners/x.json is not a .yaml file and was passed over.",
        "data/projects/notat.txt is not a .yaml file and was passed over.",
    ]
