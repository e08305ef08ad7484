"""A data repo in git: commits with days of their own, away from the user's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli_world import DAY, PACK, Cli, Files, Ran, rule, write

LATE = rule("project-late", "project.period.end >= as_of", when="has(project.period.end)", at="period.end")
"""A rule that time alone breaks."""
RULES: Files = {**PACK, "rules/project/project-late.yaml": LATE}
WAIVER = "{rule: project-goals, reason: Derfor., decided_by: Bystyret, until: 2030-01-01}"


def run_git(folder: Path, *arguments: str, day: str = "2026-01-15") -> str:
    """Runs git in a folder of the test; `day` is the one of the commit."""
    settings = {
        "user.name": "Prøve",
        "user.email": "prove@example.invalid",
        "commit.gpgsign": "false",
        "core.autocrlf": "false",
        "init.defaultBranch": "main",
        "protocol.file.allow": "always",
        "uploadpack.allowFilter": "true",
        "uploadpack.allowAnySHA1InWant": "true",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    made = f"{day}T12:00:00+01:00"
    environment = {
        **{"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
        **{"GIT_AUTHOR_DATE": made, "GIT_COMMITTER_DATE": made, "LC_ALL": "C.UTF-8"},
    }
    done = subprocess.run(
        ["git", *options, "-C", str(folder), *arguments], capture_output=True, env=environment, check=True
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


@dataclass
class GitCli:
    """A data repo with its own small rules, in git."""

    cli: Cli

    @property
    def folder(self) -> Path:
        return self.cli.folder

    def git(self, *arguments: str, day: str = "2026-01-15") -> str:
        return run_git(self.folder, *arguments, day=day)

    def write(self, files: Files) -> GitCli:
        write(self.folder, files)
        return self

    def remove(self, *paths: str) -> GitCli:
        for path in paths:
            (self.folder / path).unlink()
        return self

    def commit(self, files: Files | None = None, day: str = "2026-01-15") -> str:
        """Writes files, commits everything, and gives the commit."""
        self.write(files or {})
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", "Endring", day=day)
        return self.git("rev-parse", "HEAD")

    def check(self, *arguments: str | Path, as_of: str = DAY, **environment: str) -> Ran:
        return self.cli.check(*arguments, "--as-of", as_of, **environment)

    def json(self, *arguments: str | Path, as_of: str = DAY, since: str = "HEAD") -> Ran:
        return self.check("--format", "json", "--since", since, *arguments, as_of=as_of)

    def changes(self, *arguments: str | Path, as_of: str = DAY, since: str = "HEAD") -> Changes:
        return Changes(self.json(*arguments, as_of=as_of, since=since))


class Changes:
    """What a comparison came to."""

    def __init__(self, ran: Ran) -> None:
        self.exit = ran.exit
        self.ran = ran
        assert ran.out, ran.err
        self.findings: list[dict[str, Any]] = ran.json["findings"]

    def of(self, state: str) -> list[tuple[str, str | None, str | None]]:
        """The rule, the record and the cause of each finding in a state."""
        return [
            (each["rule"], each["subject"]["id"], each["change"]["cause"])
            for each in self.findings
            if each["change"]["state"] == state
        ]

    @property
    def new(self) -> list[tuple[str, str | None, str | None]]:
        return self.of("new")

    @property
    def fixed(self) -> list[tuple[str, str | None, str | None]]:
        return self.of("fixed")

    @property
    def existing(self) -> list[str]:
        return [rule for rule, _, cause in self.of("existing") if cause is None]

    @property
    def everything(self) -> Iterable[tuple[str, str]]:
        return [(each["change"]["state"], each["fingerprint"]) for each in self.findings]
