"""The CI files that `intlstrat init` writes are valid and safe, and pre-commit's commands run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_world import CLEAN, FINDINGS, Cli
from init_world import GITLAB, INSTALL, PRE_COMMIT, PROJECT, WORKFLOW, break_project, copied, edit, load_yaml, made

FILES = {WORKFLOW: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}


def tool(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a tool of this Python's environment."""
    home = {**os.environ, "HOME": str(folder), "PRE_COMMIT_HOME": str(folder)}
    return subprocess.run(arguments, cwd=folder, env=home, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module", params=["nb", "en"])
def repo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data repo in each language; to be read only."""
    return made(tmp_path_factory.mktemp("ci"), "--lang", request.param).folder


class TestTheFilesAreValid:
    @pytest.mark.parametrize("path", FILES)
    def test_by_the_schema_of_the_service(self, repo: Path, path: str) -> None:
        more = ("--data-transform", "gitlab-ci") if path == GITLAB else ()
        command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", FILES[path], *more, path)
        done = tool(*command, folder=repo)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_by_pre_commit(self, repo: Path) -> None:
        done = tool(sys.executable, "-m", "pre_commit", "validate-config", PRE_COMMIT, folder=repo)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_zizmor_finds_nothing_unsafe(self, repo: Path) -> None:
        program = Path(sys.executable).with_name("zizmor.exe" if os.name == "nt" else "zizmor")
        done = tool(str(program), "--offline", "--persona=auditor", "--format=json", WORKFLOW, folder=repo)
        assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stdout + done.stderr


class TestTheWorkflow:
    def test_it_may_only_read(self, repo: Path) -> None:
        workflow = load_yaml(repo / WORKFLOW)
        assert workflow["permissions"] == {"contents": "read"}
        assert [job for job in workflow["jobs"].values() if "permissions" in job] == []
        assert "secrets" not in (repo / WORKFLOW).read_text(encoding="utf-8")

    def test_it_runs_on_pull_requests_and_on_main_with_no_more_power_than_a_strangers(self, repo: Path) -> None:
        assert load_yaml(repo / WORKFLOW)["on"] == {"pull_request": None, "push": {"branches": ["main"]}}

    def test_actions_are_pinned_to_a_commit_and_are_of_github_itself(self, repo: Path) -> None:
        text = (repo / WORKFLOW).read_text(encoding="utf-8")
        used = re.findall(r"uses: (.*)", text)
        assert len(used) == 2
        for action in used:
            assert re.fullmatch(r"actions/(checkout|setup-python)@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)

    def test_the_checkout_has_the_history_and_keeps_no_key(self, repo: Path) -> None:
        (job,) = load_yaml(repo / WORKFLOW)["jobs"].values()
        assert job["steps"][0]["with"] == {"fetch-depth": 0, "persist-credentials": False}

    def test_nothing_of_a_pull_request_is_pasted_into_a_command(self, repo: Path) -> None:
        (job,) = load_yaml(repo / WORKFLOW)["jobs"].values()
        scripts = [step["run"] for step in job["steps"] if "run" in step]
        assert [script for script in scripts if "${{" in script or "GITHUB_" in script] == []


class TestPreCommit:
    def chosen(self, folder: Path, *changed: str) -> list[list[str]]:
        """The command lines that pre-commit comes to for some changed files."""
        ((hooks,),) = ([repo["hooks"]] for repo in load_yaml(folder / PRE_COMMIT)["repos"])
        lines = []
        for hook in hooks:
            files = [path for path in changed if re.search(hook["files"], path)]
            if files:
                passed = files if hook.get("pass_filenames", True) else []
                lines.append([*shlex.split(hook["entry"]), *passed])
        return lines

    @pytest.mark.parametrize(
        ("changed", "lines"),
        [
            (("README.md", "schemas/rule.schema.json", "data/partners/.gitkeep"), []),
            ((PROJECT,), [["intlstrat", "check", PROJECT]]),
            (("data/partners/x.yml", PROJECT), [["intlstrat", "check", "data/partners/x.yml", PROJECT]]),
            (("rules/project/project-goals.yaml",), [["intlstrat", "check"]]),
            (("rules/strategy.yaml", PROJECT), [["intlstrat", "check", PROJECT], ["intlstrat", "check"]]),
            (("data/waivers.yaml",), [["intlstrat", "check"]]),
        ],
    )
    def test_what_has_changed_is_checked_and_everything_where_rules_have(
        self, repo: Path, changed: tuple[str, ...], lines: list[list[str]]
    ) -> None:
        assert self.chosen(repo, *changed) == lines

    def test_it_installs_this_version(self, repo: Path) -> None:
        hooks = [hook for each in load_yaml(repo / PRE_COMMIT)["repos"] for hook in each["hooks"]]
        for hook in hooks:
            assert hook["language"] == "python"
            assert f'python -m pip install "{hook["additional_dependencies"][0]}"' == INSTALL

    def test_its_commands_run(self, scaffold: Cli, tmp_path: Path) -> None:
        cli = copied(scaffold.folder, tmp_path / "kopi")
        for changed, expected in (((PROJECT, "rules/strategy.yaml"), CLEAN), (("data/waivers.yaml",), CLEAN)):
            for _, *arguments in self.chosen(cli.folder, *changed):
                assert cli(*arguments).exit == expected
        break_project(cli.folder)
        ((_, *arguments),) = self.chosen(cli.folder, "data/projects/uten-maal.yaml")
        assert cli(*arguments).exit == FINDINGS
        ((_, *arguments),) = self.chosen(cli.folder, PROJECT)
        assert cli(*arguments).exit == CLEAN

    def test_a_rule_that_makes_other_records_fail_is_stopped(self, scaffold: Cli, tmp_path: Path) -> None:
        """Passed as a path, a changed rule would have no findings of its own and pass."""
        cli = copied(scaffold.folder, tmp_path / "kopi")
        edit(cli.folder / "rules/strategy.yaml", "value: 1500000", "value: 15")
        ((_, *arguments),) = self.chosen(cli.folder, "rules/strategy.yaml")
        assert cli(*arguments).exit == FINDINGS
