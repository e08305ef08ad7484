"""git in a test's own folder, away from the user's settings, with commits of any day."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


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
