"""`action.yml`: what it declares, and that its check runs as the inputs say and as nothing else says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ci_world import ACTION, CLEAN, FINDINGS, HOSTILE, NOT_CHECKED, ROOT, Runner, commit, data_repo, git, tool
from portfolios import World

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the runner's Python is a shell script")

STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
OPTIONS = {
    "lang": "--lang",
    "since": "--since",
    "until": "--until",
    "waivers-from": "--waivers-from",
    "fail-on": "--fail-on",
    "as-of": "--as-of",
    "root": "--root",
    "rules": "--rules",
}
"""The inputs that become options."""


@pytest.fixture
def repo(tmp_path: Path) -> World:
    return data_repo(tmp_path / "work" / "repo")


@pytest.fixture
def runner(repo: World, tmp_path: Path) -> Runner:
    """A job of a push: no pull request anywhere."""
    (tmp_path / "temp").mkdir()
    return Runner(repo.root, tmp_path / "temp")


def files(folder: Path) -> set[str]:
    """Every file below a folder but git's own."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found if ".git" not in path.parts}


def test_it_is_as_github_wants_it() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_it_uses_is_pinned_to_a_commit_with_its_version_beside() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    lines = re.findall(r"uses: +(.*)", (ROOT / "action.yml").read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)
    assert all(re.fullmatch(r"\S+ # v\d+\.\d+\.\d+", line) for line in lines)


def test_no_script_has_an_expression_in_it() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []
    assert [step for step in STEPS if "run" in step and step["shell"] != "bash"] == []


def test_it_uploads_where_there_is_a_file_also_after_a_finding() -> None:
    (upload,) = (step for step in STEPS if step.get("uses", "").startswith("github/codeql-action/upload-sarif@"))
    assert upload["if"] == "always() && steps.check.outputs.sarif != ''"
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"
    assert STEPS[-1] is upload


def test_the_auditor_of_actions_has_nothing_to_say() -> None:
    command = [tool("zizmor"), "--offline", "--no-config", "--persona=auditor", "action.yml", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "completed action.yml" in done.stderr


def test_the_auditor_of_scripts_has_nothing_to_say() -> None:
    scripts = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "ci").glob("*.sh"))
    assert scripts
    done = subprocess.run([tool("shellcheck"), *scripts], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("input_", ACTION["inputs"])
def test_every_input_is_used_and_has_a_default(input_: str) -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8").partition("\nruns:")[2]
    assert re.search(rf"inputs\.{input_}\b(?!-)", text)
    assert isinstance(ACTION["inputs"][input_]["default"], str)


def test_all_well(runner: Runner) -> None:
    done = runner.check()
    assert (done.exit, done.err) == (CLEAN, "")
    assert done.outputs["exit"] == "0"
    assert json.loads(Path(done.outputs["json"]).read_text(encoding="utf-8"))["findings"] == []
    assert "sarif" not in done.outputs


def test_the_exit_is_that_of_the_check(repo: World, runner: Runner) -> None:
    repo.project("badet")
    done = runner.check()
    assert (done.exit, done.outputs["exit"]) == (FINDINGS, "1")
    (finding,) = json.loads(Path(done.outputs["json"]).read_text(encoding="utf-8"))["findings"]
    assert finding["location"]["path"] == "data/projects/badet.yaml"
    assert runner.check(fail_on="never").exit == CLEAN


def test_what_cannot_be_checked_is_2_and_leaves_no_file(repo: World, runner: Runner) -> None:
    repo.write("rules/strategy.yaml", "id: [\n")
    done = runner.check()
    assert (done.exit, dict(done.outputs)) == (NOT_CHECKED, {"exit": "2"})
    assert "rules/strategy.yaml:" in done.err


def options(arguments: list[str]) -> dict[str, str]:
    """The options of a check, each given once, without where it writes to."""
    command, *given = arguments
    assert command == "check"
    pairs = [argument.partition("=")[::2] for argument in given if not argument.startswith("--output=/")]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_each_input_becomes_its_option(runner: Runner) -> None:
    arguments = runner.asked(**{name.replace("-", "_"): f"{name} x" for name in OPTIONS})
    assert options(arguments) == {option: f"{name} x" for name, option in OPTIONS.items()}


def test_what_is_left_out_becomes_no_option(runner: Runner) -> None:
    assert options(runner.asked()) == {"--root": ".", "--fail-on": "error"}


@pytest.mark.parametrize(("asked", "endings"), [("false", [".json"]), ("", [".json"]), ("true", [".json", ".sarif"])])
def test_it_writes_beside_the_data_repo(runner: Runner, asked: str, endings: list[str]) -> None:
    written = [each.partition("=")[2] for each in runner.asked(upload_sarif=asked) if each.startswith("--output=")]
    assert [Path(name).suffix for name in written] == endings
    assert all(Path(name).is_relative_to(runner.temp) for name in written)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_an_argument_and_nothing_else(runner: Runner, tmp_path: Path, value: str) -> None:
    before = files(tmp_path / "work")
    arguments = runner.asked(**{name.replace("-", "_"): value for name in OPTIONS})
    assert options(arguments) == dict.fromkeys(OPTIONS.values(), value)
    assert len(arguments) == len(OPTIONS) + 2
    assert files(tmp_path / "work") == before
    assert "pwned" not in files(runner.temp)


@pytest.mark.parametrize("input_", OPTIONS)
def test_a_hostile_value_says_nothing_to_the_runner(repo: World, runner: Runner, input_: str) -> None:
    before = files(repo.root)
    done = runner.check(**{input_.replace("-", "_"): "::error::pwned\n::error::pwned\r##[error]pwned $(touch pwned)"})
    assert done.exit == NOT_CHECKED
    assert "pwned" in done.err
    # Why nothing was checked is an annotation of our own, and says what was asked for; nothing else is a command.
    ours = re.compile(r"::error title=[^:]+::[^:]")
    assert [line for line in done.lines if re.match(r"\s*::", line) and not ours.match(line)] == []
    assert not any("##[" in line for line in done.lines)
    assert files(repo.root) == before


def test_sarif_is_written_where_it_is_asked_for(repo: World, runner: Runner) -> None:
    repo.project("badet")
    done = runner.check(upload_sarif="true")
    assert done.exit == FINDINGS, done.err
    assert json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_what_is_waived_is_not_uploaded_for_code_scanning_would_show_it_as_open(repo: World, runner: Runner) -> None:
    waiver = "{rule: project-goals, reason: Derfor., decided_by: Bystyret, until: 2099-01-01}"
    repo.project("badet", f"waivers: [{waiver}]\n")
    repo.project("havna")
    done = runner.check(upload_sarif="true")
    assert done.exit == FINDINGS, done.err
    (run,) = json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    shown = {
        (result["ruleId"], result["properties"]["subject"]["id"], "suppressions" in result) for result in run["results"]
    }
    assert ("project-goals", "havna", False) in shown
    assert not {each for each in shown if each[1] == "badet" and each[0] == "project-goals"}
    findings = json.loads(Path(done.outputs["json"]).read_text(encoding="utf-8"))["findings"]
    assert "waived" in {finding["outcome"] for finding in findings}


@pytest.mark.parametrize("value", ["True", "yes", "1", "$(touch pwned)"])
def test_a_word_that_is_neither_true_nor_false_is_refused(repo: World, runner: Runner, value: str) -> None:
    done = runner.check(upload_sarif=value)
    assert done.exit == NOT_CHECKED
    assert "upload-sarif is neither true nor false" in done.err
    assert not (repo.root / "pwned").exists()


def test_a_data_repo_in_a_folder_of_a_larger_one(runner: Runner, repo: World) -> None:
    (repo.root / "dypt nede").mkdir()
    git(repo.root, "mv", "data", "rules", "dypt nede")
    commit(repo.root)
    assert runner.check().exit == NOT_CHECKED
    assert runner.check(root="dypt nede").exit == CLEAN
