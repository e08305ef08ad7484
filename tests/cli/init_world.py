"""A data repo that `intlstrat init` has made, and a way to run what its CI files say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from cli_world import CLEAN, REPOSITORY, Cli
from ruamel.yaml import YAML

from intlstrat import __version__

WORKFLOW, GITLAB, PRE_COMMIT = ".github/workflows/intlstrat.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"
PROJECT = "data/projects/skolebaten.yaml"
"""One of the example's projects, of which nothing is the matter."""
INSTALL = f'python -m pip install "intlstrat=={__version__}"'
"""What CI installs: this very version."""


def made(folder: Path, *options: str) -> Cli:
    """The command line in a folder that `init` has just set up."""
    folder.mkdir(parents=True, exist_ok=True)
    cli = Cli(folder)
    ran = cli("init", *options)
    assert (ran.exit, ran.err) == (CLEAN, "")
    return cli


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but git's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def load_yaml(path: Path) -> Any:
    """A YAML 1.2 reader, to whom `on` is a word."""
    return YAML(typ="safe", pure=True).load(StringIO(path.read_text(encoding="utf-8")))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_project(folder: Path) -> None:
    """A project that runs and has no goals: an error."""
    (folder / "data/projects/uten-maal.yaml").write_text("title: Uten mål\nstatus: active\n", encoding="utf-8")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Prøve", "-c", "user.email=prove@example.invalid", "-c", "commit.gpgsign=false")
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder, env={**quiet, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.strip()


def commit(folder: Path, message: str = "En endring") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@dataclass(frozen=True)
class Step:
    """What one script of a CI file came to."""

    command: str
    exit: int
    out: str
    err: str


@dataclass
class Runner:
    """Runs a CI file's scripts with bash, as the runner would.

    Its `intlstrat` is this very code. Its `python` installs nothing but this version, which is here already; with
    `real_pip` it starts pip all the same.
    """

    folder: Path
    tools: Path
    real_pip: bool = False

    def __post_init__(self) -> None:
        self.tools.mkdir()
        pip = f'[ "$*" = "-m pip install intlstrat=={__version__}" ] || exit 97\n'
        self._tool("python", pip + f'[ -z "$REAL_PIP" ] || exec "{sys.executable}" -m pip --version')
        self._tool("intlstrat", f'exec "{sys.executable}" -P -m intlstrat "$@"')

    def run(self, commands: list[str], **environment: str) -> list[Step]:
        """Runs all the scripts, also after one that failed."""
        return [self._run(command, environment) for command in commands]

    def _run(self, command: str, environment: dict[str, str]) -> Step:
        kept = {name: os.environ[name] for name in ("XDG_CACHE_HOME", "SYSTEMROOT") if name in os.environ}
        path = os.pathsep.join((str(self.tools), os.environ["PATH"]))
        home = {"HOME": str(self.tools), "PATH": path, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8", "CI": "true"}
        home["REAL_PIP"] = "yes" if self.real_pip else ""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
            cwd=self.folder, env={**kept, **home, **environment}, capture_output=True, encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return Step(command, done.returncode, done.stdout, done.stderr)

    def _tool(self, name: str, body: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/usr/bin/env bash\n{body}\n", encoding="utf-8")
        path.chmod(0o755)


def copied(source: Path, target: Path) -> Cli:
    """The command line in a copy of a data repo."""
    shutil.copytree(source, target)
    return Cli(target)
