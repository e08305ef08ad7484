"""A data repo in git, and a small stand-in for GitHub's runner: it runs the scripts of `action.yml` as GitHub does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from portfolios import World

ROOT = Path(__file__).parents[2]
CLEAN, FINDINGS, NOT_CHECKED = 0, 1, 2
"""The exits as the specification has them; not taken from the code that they test."""
GOOD = "goals: [{statement: Flere besøk}]\n"
ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB: Mapping[str, Any] = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    '"; touch pwned; "',
    "--output=pwned",
    "-rf pwned",
    "${{ secrets.GITHUB_TOKEN }}",
    "x\n::error::pwned\n",
    "::error file=pwned::x",
    "x\r\n##[error]pwned",
    "* ? [a-z]* ~ æøå",
)
"""What a branch, a title or an input may say that a script must take for what it is: text."""


def tool(name: str) -> str:
    """The path of a program that is installed beside the Python of the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found is not None, f"{name} is not installed"
    return found


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """Runs git in a folder of the test, away from the user's own settings and hooks; what it prints."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True, encoding="utf-8", env={**plain(), **environment}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def plain(**more: str) -> dict[str, str]:
    """The environment without what a user, a CI or a hook of git has set, and with a name to commit under."""
    foreign = ("GIT_", "CI", "GITHUB_", "GITLAB_", "RUNNER_", "INPUT_", "INTLSTRAT_", "PRE_COMMIT", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    who = {"GIT_AUTHOR_NAME": "Prøve", "GIT_AUTHOR_EMAIL": "prove@example.invalid"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    return {**kept, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **more}


def commit(folder: Path, message: str = "En endring", **environment: str) -> str:
    """Commits everything, past any hooks; the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--no-verify", "-m", message, **environment)
    return git(folder, "rev-parse", "HEAD")


def data_repo(folder: Path, **environment: str) -> World:
    """A data repo in git whose one project is well and whose one rule demands goals. It is committed."""
    world = World(folder)
    world.rule("project-goals", "size(project.goals) > 0", at="goals").project("havna", GOOD)
    assert world.run("check").exit == CLEAN  # which also writes the strategy
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "Først", **environment)
    return world


def stand_in(folder: Path, name: str = "python", real: bool = True) -> Path:
    """A Python that notes its arguments and then, where it is to be `real`, runs the intlstrat that is tested.

    It takes `-I` for `-P`, since that intlstrat may not be installed, and PYTHONPATH is then what leads to it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / name
    run = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -P "$@"' if real else "exit 0"
    note = folder / "arguments"
    python.write_text(
        f'#!/bin/sh\nprintf \'%s\\0\' "$@" > "{note}"\n[ "$1" = -I ] || exit 99\nshift\n{run}\n', encoding="utf-8"
    )
    python.chmod(0o755)
    return python


def noted(folder: Path) -> list[str]:
    """The arguments of intlstrat in its last run with the stand-in of that folder."""
    *arguments, rest = (folder / "arguments").read_bytes().decode().split("\0")
    assert rest == ""
    before = ["-I", "-X", "utf8", "-m", "intlstrat"]
    assert arguments[: len(before)] == before
    return arguments[len(before) :]


@dataclass(frozen=True)
class Done:
    """What a step or a job came to. `outputs` are those of its last step."""

    exit: int
    out: str
    err: str
    outputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """Every line that a runner looks at for commands."""
        return re.split(r"[\r\n]", self.out + "\n" + self.err)


@dataclass
class Runner:
    """A job on GitHub's runner with a checked-out data repo."""

    workspace: Path
    temp: Path
    event: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    action: Path = ROOT

    @property
    def summary(self) -> Path:
        return self.temp / "summary.md"

    def check(self, **inputs: str) -> Done:
        """Runs the action's check with a stand-in for the Python that it installs."""
        return self.step("check", inputs, {"install": {"python": str(stand_in(self.temp))}})

    def asked(self, **inputs: str) -> list[str]:
        """The arguments that the action's check would run intlstrat with."""
        done = self.step("check", inputs, {"install": {"python": str(stand_in(self.temp, real=False))}})
        assert (done.exit, done.out, done.err) == (CLEAN, "", "")
        return noted(self.temp)

    def step(self, id_: str, inputs: Mapping[str, str], outputs: Mapping[str, Mapping[str, str]]) -> Done:
        """Runs the step's script as GitHub does, given the inputs by their names with _ for -."""
        (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == id_)
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= ACTION["inputs"].keys()
        known = {
            "inputs": {name: given.get(name, entry["default"]) for name, entry in ACTION["inputs"].items()},
            "github": {"event": self.event},
            "steps": {name: {"outputs": each} for name, each in outputs.items()},
        }
        values = {name: evaluated(str(value), known) for name, value in step["env"].items()}
        script, results = self.temp / "script.sh", self.temp / "output"
        script.write_text(step["run"], encoding="utf-8")
        results.write_text("", encoding="utf-8")
        github = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(results),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace, env=plain(**github, **self.environment, **values), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=120,
        )  # fmt: skip
        lines = results.read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=")[::2] for line in lines)
        # Not as text: Python would turn a lone carriage return into a line's end.
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode(), dict(pairs))


def evaluated(text: str, known: Mapping[str, Any]) -> str:
    """The text with its `${{ a.b || c.d }}` replaced; GitHub's expressions, as far as action.yml uses them."""
    return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: _first(found[1].split(" || "), known), text)


def _first(paths: list[str], known: Mapping[str, Any]) -> str:
    for path in paths:
        value: Any = known
        for name in path.split("."):
            assert re.fullmatch(r"[\w-]+", name), path
            value = value.get(name, {})
        if value:
            return str(value)
    return ""
