"""A data repo in git: commits with days of their own, away from the user's settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli_world import DAY, PACK, Cli, Files, Ran, rule, write
from git_runs import run_git

__all__ = ["LATE", "RULES", "WAIVER", "Changes", "GitCli", "run_git"]

LATE = rule("project-late", "project.period.end >= as_of", when="has(project.period.end)", at="period.end")
"""A rule that time alone breaks."""
RULES: Files = {**PACK, "rules/project/project-late.yaml": LATE}
WAIVER = "{rule: project-goals, reason: Derfor., decided_by: Bystyret, until: 2030-01-01}"


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
