"""`ci/gitlab.yml`: what it declares, and that its script runs the check as the variables say and no otherwise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from ci_world import (
    CLEAN,
    FINDINGS,
    GITLAB,
    HOSTILE,
    NOT_CHECKED,
    ROOT,
    Done,
    commit,
    data_repo,
    git,
    noted,
    plain,
    stand_in,
    tool,
)
from portfolios import World

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the image's Python is a shell script")

JOB: dict[str, Any] = GITLAB["intlstrat"]
SCRIPT = "\n".join([*JOB["before_script"], *JOB["script"]])
"""GitLab runs the two as one script."""
OPTIONS = {
    "INTLSTRAT_ROOT": "--root",
    "INTLSTRAT_FAIL_ON": "--fail-on",
    "INTLSTRAT_SINCE": "--since",
    "INTLSTRAT_WAIVERS_FROM": "--waivers-from",
    "INTLSTRAT_RULES": "--rules",
}
FILES = ["gl-code-quality-report.json", "intlstrat-junit.xml", "intlstrat-report.md"]


@pytest.fixture
def repo(tmp_path: Path) -> World:
    return data_repo(tmp_path / "work" / "repo")


def run(repo: World, shell: str = "bash", real: bool = True, **variables: str) -> Done:
    """Runs the job's script as GitLab's runner does, in an image whose python3 is a stand-in.

    It "makes" an environment by copying itself there, and notes what it was to install.
    """
    image = repo.root.parents[1] / "image"
    python = stand_in(image, "inside", real)
    maker = image / "python3"
    maker.write_text(
        "#!/bin/sh\n"
        '[ "$1 $2 $3" = "-I -m venv" ] || exit 98\n'
        f'mkdir -p "$4/bin"\ncat > "$4/bin/python" <<"END"\n#!/bin/sh\n'
        f'if [ "$3" = pip ]; then printf "%s\\0" "$@" > "{image}/installed"; else exec "{python}" "$@"; fi\nEND\n'
        'chmod 755 "$4/bin/python"\n',
        encoding="utf-8",
    )
    maker.chmod(0o755)
    gitlab = {"CI": "true", "GITLAB_CI": "true", "INTLSTRAT_PACKAGE": "intlstrat", "TMPDIR": str(image)}
    environment = plain(**{**gitlab, "PATH": f"{image}{os.pathsep}{os.environ['PATH']}", **variables})
    begin = {"bash": "set -eo pipefail", "sh": "set -e"}[shell]
    done = subprocess.run(
        [shell, "-c", f"{begin}\n{SCRIPT}"], cwd=repo.root, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=120,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def asked(repo: World, shell: str = "bash", **variables: str) -> dict[str, str]:
    """The options that the job would run the check with, each given once, without the files."""
    done = run(repo, shell, real=False, **variables)
    assert (done.exit, done.err) == (CLEAN, "")
    command, *given = noted(repo.root.parents[1] / "image")
    assert command == "check"
    pairs = [argument.partition("=")[::2] for argument in given]
    assert [value for name, value in pairs if name == "--output"][: len(FILES)] == FILES
    rest = [(name, value) for name, value in pairs if (name, value) not in [("--output", file) for file in FILES]]
    assert len(dict(rest)) == len(rest)
    return dict(rest)


def test_it_is_as_gitlab_wants_it() -> None:
    schema = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, "ci/gitlab.yml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_artifacts_are_what_the_script_writes() -> None:
    artifacts = JOB["artifacts"]
    assert artifacts["when"] == "always"
    assert artifacts["paths"] == FILES
    assert artifacts["reports"] == {"codequality": FILES[0], "junit": FILES[1]}


def test_the_auditor_of_scripts_has_nothing_to_say() -> None:
    done = subprocess.run(
        [tool("shellcheck"), "-s", "sh", "-"], input=f"set -e\n{SCRIPT}", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_variable_of_the_including_file_is_overruled() -> None:
    assert [name for name in JOB["variables"] if name.startswith("INTLSTRAT_")] == []


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_outside_a_merge_request_everything_counts(repo: World, shell: str) -> None:
    assert asked(repo, shell) == {"--format": "gitlab", "--root": ".", "--fail-on": "error"}


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_merge_request_is_compared_with_where_it_branched_off(repo: World, shell: str) -> None:
    options = asked(repo, shell, CI_MERGE_REQUEST_DIFF_BASE_SHA="a" * 40)
    assert options["--since"] == "a" * 40
    assert "--waivers-from" not in options


def test_a_merged_result_is_compared_with_what_it_is_merged_into(repo: World) -> None:
    both = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "a" * 40, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": "b" * 40}
    assert asked(repo, **both)["--since"] == "b" * 40
    options = asked(repo, **both, INTLSTRAT_WAIVERS_FROM="auto", INTLSTRAT_SINCE="2026-01-01")
    assert (options["--since"], options["--waivers-from"]) == ("2026-01-01", "b" * 40)


@pytest.mark.parametrize("shell", ["bash", "sh"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_an_argument_and_nothing_else(repo: World, shell: str, value: str) -> None:
    before = {path for path in repo.root.rglob("*") if ".git" not in path.parts}
    options = asked(repo, shell, **dict.fromkeys([*OPTIONS, "INTLSTRAT_PACKAGE"], value))
    assert options == {"--format": "gitlab", **dict.fromkeys(OPTIONS.values(), value)}
    installed = (repo.root.parents[1] / "image" / "installed").read_bytes().decode().split("\0")
    assert installed[-3:] == ["--", value, ""]
    assert {path for path in repo.root.rglob("*") if ".git" not in path.parts} == before


def test_the_package_must_be_named(repo: World) -> None:
    done = run(repo, INTLSTRAT_PACKAGE="")
    assert done.exit == NOT_CHECKED
    assert "INTLSTRAT_PACKAGE" in done.err


def test_the_reviewer_sees_what_this_change_breaks_and_nothing_else(repo: World) -> None:
    repo.project("gammel-synd")
    base = commit(repo.root)
    repo.project("ny-synd")
    commit(repo.root)
    done = run(repo, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, INTLSTRAT_LANG="en")
    assert done.exit == FINDINGS, done.err
    quality = json.loads((repo.root / FILES[0]).read_text(encoding="utf-8"))
    # The widget takes away by itself what the report of the target branch has as well.
    paths = [entry["location"]["path"] for entry in quality]
    assert paths == ["data/projects/gammel-synd.yaml", "data/projects/ny-synd.yaml"]
    failed = ElementTree.parse(repo.root / FILES[1]).findall(".//testcase[failure]")
    assert len(failed) == 1
    assert "ny-synd" in (repo.root / FILES[2]).read_text(encoding="utf-8")
    assert git(repo.root, "status", "--porcelain").count("\n") == len(FILES) - 1
