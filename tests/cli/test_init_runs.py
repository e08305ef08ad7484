"""The CI files that `intlstrat init` writes: every line of them run as a runner would run it."""

from __future__ import annotations

import json
import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cli_world import CLEAN, FINDINGS, NOT_CHECKED, Cli
from init_world import (
    GITLAB,
    INSTALL,
    PROJECT,
    WORKFLOW,
    Runner,
    Step,
    break_project,
    commit,
    copied,
    edit,
    git,
    load_yaml,
)

CHECK = "intlstrat check"
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="the runners of both services have bash, this machine not"
)


def github_steps(folder: Path, event: str) -> list[str]:
    """What the workflow runs on an event; first of all it installs this version."""
    (job,) = load_yaml(folder / WORKFLOW)["jobs"].values()
    runs = {
        None: True,
        "success() || failure()": True,
        "github.event_name == 'pull_request'": event == "pull_request",
        "github.event_name != 'pull_request'": event != "pull_request",
    }
    scripts = [step["run"] for step in job["steps"] if "run" in step and runs[step.get("if")]]
    assert scripts[0] == INSTALL
    return scripts


def gitlab_jobs(folder: Path) -> list[str]:
    """What each GitLab job runs; first of all it installs this version."""
    ci = load_yaml(folder / GITLAB)
    before = ci["default"]["before_script"]
    assert before == [INSTALL]
    jobs = [value for value in ci.values() if isinstance(value, dict) and "script" in value]
    return ["\n".join((*before, *job["script"])) for job in jobs]


@pytest.fixture
def origin(scaffold: Cli, tmp_path: Path) -> Path:
    """The data repo in git, on main."""
    folder = copied(scaffold.folder, tmp_path / "opphav").folder
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "Først")
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path / "kjoring", tmp_path / "verktoy")


def clone(origin: Path, runner: Runner) -> Path:
    """A clone, as a runner has it, with a branch for a change."""
    git(origin, "clone", "--quiet", str(origin), str(runner.folder))
    git(runner.folder, "checkout", "--quiet", "-b", "endring")
    return runner.folder


def github(runner: Runner, event: str = "pull_request", only: str = "", again: bool = False) -> list[Step]:
    """Runs the workflow's steps, or those that begin so, with GitHub's variables.

    A pull request is checked out as GitHub does it: as a merge whose first parent is what it is to go into. With
    `again` that has been done before, as where somebody starts an old run again.
    """
    if event == "pull_request" and not again:
        git(runner.folder, "checkout", "--quiet", "--detach", "origin/main")
        git(runner.folder, "merge", "--quiet", "--no-ff", "--message", "Slått sammen", "endring")
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, "GITHUB_WORKSPACE": str(runner.folder)}
    summary = str(runner.tools / "sammendrag.md")
    (job,) = load_yaml(runner.folder / WORKFLOW)["jobs"].values()
    steps = [step for step in github_steps(runner.folder, event) if step.startswith(only)]
    return runner.run(steps, **variables, **job["env"], GITHUB_STEP_SUMMARY=summary)


def gitlab(runner: Runner, base: str = "", target: str = "") -> list[Step]:
    """Runs the GitLab jobs, or the check alone where there is a base to compare with.

    It is a merge request then, and where the commit of the target is known too, a merged result.
    """
    variables = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_PROJECT_DIR": str(runner.folder)}
    if base:
        variables |= {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    if target:
        variables["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"] = target
    jobs = gitlab_jobs(runner.folder)[: 1 if base else None]
    return runner.run(jobs, **variables, **load_yaml(runner.folder / GITLAB)["variables"])


def exits(steps: list[Step]) -> list[int]:
    return [step.exit for step in steps]


def said(steps: list[Step]) -> str:
    return "\n".join(f"$ {step.command}\n{step.out}{step.err}" for step in steps)


def waive_project(folder: Path) -> None:
    """The same, with a waiver for each of its errors."""
    break_project(folder)
    errors = ("project-goals", "project-compass")
    waivers = [f"  - {{rule: {rule}, reason: x, decided_by: y, until: 2030-01-01}}\n" for rule in errors]
    with (folder / "data/projects/uten-maal.yaml").open("a", encoding="utf-8") as file:
        file.write("waivers:\n" + "".join(waivers))


def rename(folder: Path) -> str:
    """A change that does no harm."""
    edit(folder / PROJECT, "title: ", "title: Nye ")
    return commit(folder)


class TestOnGitHub:
    def test_main_as_it_is(self, origin: Path, runner: Runner) -> None:
        clone(origin, runner)
        steps = github(runner, "push")
        assert exits(steps) == [CLEAN, CLEAN, CLEAN], said(steps)

    def test_main_with_an_error(self, origin: Path, runner: Runner) -> None:
        break_project(clone(origin, runner))
        steps = github(runner, "push", only=CHECK)
        assert exits(steps) == [FINDINGS], said(steps)

    def test_a_harmless_pull_request_none_of_whose_files_is_run_as_a_program(
        self, origin: Path, runner: Runner
    ) -> None:
        runner.real_pip = True
        folder = clone(origin, runner)
        for name in ("pip.py", "json.py", "intlstrat.py", "sitecustomize.py"):
            (folder / name).write_text(f"open({str(runner.tools / 'rammet')!r}, 'w')\n", encoding="utf-8")
        rename(folder)
        steps = github(runner)
        assert exits(steps) == [CLEAN, CLEAN, CLEAN], said(steps)
        assert not (runner.tools / "rammet").exists()

    def test_a_pull_request_that_breaks_something_is_marked_at_the_line(self, origin: Path, runner: Runner) -> None:
        break_project(clone(origin, runner))
        commit(runner.folder)
        steps = github(runner, only=CHECK)
        assert exits(steps) == [FINDINGS], said(steps)
        assert re.search(r"^::error .*file=data/projects/uten-maal\.yaml", steps[0].out, re.MULTILINE), said(steps)
        assert "uten-maal" in (runner.tools / "sammendrag.md").read_text(encoding="utf-8")

    def test_a_pull_request_is_not_blamed_for_what_was_there(self, origin: Path, runner: Runner) -> None:
        break_project(origin)
        commit(origin)
        rename(clone(origin, runner))
        steps = github(runner, only=CHECK)
        assert exits(steps) == [CLEAN], said(steps)

    def test_nor_for_what_has_been_mended_since_on_main(self, origin: Path, runner: Runner) -> None:
        """As where an old run is started again."""
        break_project(origin)
        commit(origin)
        folder = clone(origin, runner)
        rename(folder)
        github(runner, only="nothing")
        (origin / "data/projects/uten-maal.yaml").unlink()
        commit(origin)
        git(folder, "fetch", "--quiet", "origin")
        steps = github(runner, only=CHECK, again=True)
        assert exits(steps) == [CLEAN], said(steps)

    def test_a_rule_that_cannot_be_used_is_found(self, origin: Path, runner: Runner) -> None:
        folder = clone(origin, runner)
        edit(folder / "rules/project/project-goals.yaml", "severity: error", "severity: grave")
        commit(folder)
        steps = github(runner)
        assert exits(steps) == [CLEAN, NOT_CHECKED, NOT_CHECKED], said(steps)

    def test_a_waiver_of_the_change_itself_can_be_refused(self, origin: Path, runner: Runner) -> None:
        """With the option that README.md shows, on the line that it names."""
        folder = clone(origin, runner)
        waive_project(folder)
        commit(folder)
        steps = github(runner, only=CHECK)
        assert exits(steps) == [CLEAN], said(steps)
        (option,) = re.findall(r"\| GitHub \| `(.*)` \|", (folder / "README.md").read_text(encoding="utf-8"))
        edit(folder / WORKFLOW, "--since HEAD^1", f"--since HEAD^1 {option}")
        steps = github(runner, only=CHECK, again=True)
        assert exits(steps) == [FINDINGS], said(steps)


class TestOnGitLab:
    def test_the_default_branch_as_it_is(self, origin: Path, runner: Runner) -> None:
        clone(origin, runner)
        steps = gitlab(runner)
        assert exits(steps) == [CLEAN, CLEAN], said(steps)
        assert self.reports(runner.folder)

    def test_a_harmless_merge_request_where_something_was_wrong_before(self, origin: Path, runner: Runner) -> None:
        break_project(origin)
        base = commit(origin)
        rename(clone(origin, runner))
        steps = gitlab(runner, base)
        assert exits(steps) == [CLEAN], said(steps)

    def test_the_merged_result_is_not_blamed_for_what_others_have_done(self, origin: Path, runner: Runner) -> None:
        folder = clone(origin, runner)
        base = git(folder, "rev-parse", "HEAD")
        break_project(folder)
        target = commit(folder)
        rename(folder)
        assert exits(gitlab(runner, base, target)) == [CLEAN]
        assert exits(gitlab(runner, base)) == [FINDINGS]

    def test_a_merge_request_that_breaks_something_has_it_in_both_reports(self, origin: Path, runner: Runner) -> None:
        folder = clone(origin, runner)
        base = git(folder, "rev-parse", "HEAD")
        break_project(folder)
        commit(folder)
        steps = gitlab(runner, base)
        assert exits(steps) == [FINDINGS], said(steps)
        assert [text for text in self.reports(folder) if "uten-maal" not in text] == []
        assert "uten-maal" in steps[0].out

    def test_a_waiver_of_the_change_itself_can_be_refused(self, origin: Path, runner: Runner) -> None:
        """With the option that README.md shows, on the line that it names."""
        folder = clone(origin, runner)
        base = git(folder, "rev-parse", "HEAD")
        waive_project(folder)
        commit(folder)
        (option,) = re.findall(r"\| GitLab \| `(.*)` \|", (folder / "README.md").read_text(encoding="utf-8"))
        edit(folder / GITLAB, '${BASE:+--since "$BASE"}', f'${{BASE:+--since "$BASE"}} {option}')
        steps = gitlab(runner, base)
        assert exits(steps) == [FINDINGS], said(steps)

    def reports(self, folder: Path) -> list[str]:
        """The two files that the job hands to GitLab, once they have been read as what they are."""
        reports: Mapping[str, Any] = load_yaml(folder / GITLAB)["intlstrat"]["artifacts"]["reports"]
        quality, junit = (folder / reports[name] for name in ("codequality", "junit"))
        assert isinstance(json.loads(quality.read_text(encoding="utf-8")), list)
        ElementTree.parse(junit)
        assert git(folder, "status", "--porcelain", "--", quality.name, junit.name) == "", "git ignores them"
        return [path.read_text(encoding="utf-8") for path in (quality, junit)]
