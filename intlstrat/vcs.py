"""Asks git at which commit the data stands. Reads only: takes no lock, writes no index, runs no hook."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from intlstrat.findings import Revision

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


def revision(root: Path, inputs: Sequence[Path]) -> Revision | None:
    """The commit checked out at `root`, and whether any of `inputs` differs from it; None outside git."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if commit is None:
        return None
    paths = [str(path) for path in inputs if path.exists()]
    shown = ("--porcelain", "-z", "--untracked-files=all", "--ignored", "--ignore-submodules=all")
    status = _git(root, "status", *shown, "--", *paths)
    return Revision(commit.strip(), dirty=status is None or any(map(_differs, status.split("\0"))))


def _differs(entry: str) -> bool:
    """Whether a line of git's status is of something that the commit does not have; a record may be ignored by git."""
    return entry.endswith((".yaml", ".yml")) if entry.startswith("!!") else bool(entry)


def _git(root: Path, *arguments: str) -> str | None:
    """What git prints, or None where it fails or is not there."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_QUIET, "-C", str(root), *arguments],
            capture_output=True, stdin=subprocess.DEVNULL, env=environment, timeout=30, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
