"""Runs git. It is only ever asked for what lies in its store of objects.

No command here reads or writes the index or the working tree, runs a hook, a filter, a text conversion or a signature
check, or speaks with another machine: what is not in the clone is missing, and the caller says what to fetch.
"""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

from msgspec import Struct

from intlstrat.findings import Message, msg

_QUIET = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("--no-optional-locks", "--no-replace-objects", "--no-pager"),
)
_OTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
"""What git tells its hooks of the repository that they run for; ours is the one around the data."""
_PATIENCE = 120
"""Seconds. What is asked for takes some hundredths of one; a disk that hangs must not hang the check."""


class NoGit(Struct, frozen=True):
    """Why git cannot be asked, and what to do."""

    message: Message
    fix: Message


class Repository(Struct, frozen=True):
    """A clone. `prefix` is the data repo's folder below the clone's top, with a "/" at its end, or the empty text."""

    root: Path
    top: Path
    prefix: str

    def ask(self, *arguments: str, given: bytes = b"") -> bytes | None:
        """What git prints, or None where it fails. Raises `TimeoutError` where it does not end."""
        done = _run(self.root, *arguments, given=given)
        return done.stdout if done is not None and done.returncode == 0 else None

    def line(self, *arguments: str) -> str | None:
        """The same as text without its line end."""
        answer = self.ask(*arguments)
        return os.fsdecode(answer).removesuffix("\n") if answer is not None else None

    def place_of(self, folder: Path) -> str | None:
        """Where a folder lies below the clone's top, with "/" and none at its end; None where it does not."""
        top, real = Path(os.path.realpath(self.top)), Path(os.path.realpath(folder))
        if not real.is_relative_to(top):
            return None
        return "" if real == top else real.relative_to(top).as_posix()

    @property
    def is_shallow(self) -> bool:
        """Whether the clone has the newest commits only."""
        return self.line("rev-parse", "--is-shallow-repository") == "true"


def open_repository(root: Path) -> Repository | NoGit:
    """The clone that a folder lies in."""
    done = _run(root, "rev-parse", "--show-toplevel")
    if done is None:
        return NoGit(
            msg("git could not be started, and it is asked for what the data looked like before."),
            msg("Install git, or leave out --since and --waivers-from."),
        )
    if done.returncode == 0:
        # Asked apart: a folder's name may hold a line break.
        inner = _run(root, "rev-parse", "--show-prefix")
        prefix = os.fsdecode(inner.stdout).removesuffix("\n") if inner is not None else ""
        return Repository(root, Path(os.fsdecode(done.stdout).removesuffix("\n")), prefix)
    if b"dubious ownership" in done.stderr:
        return NoGit(
            msg("git does not read {folder}: the folder belongs to another user.", folder=str(root)),
            msg("If you trust it, write “git config --global --add safe.directory {folder}”.", folder=_resolved(root)),
        )
    return NoGit(
        msg("{folder} does not lie in a git repository with a working folder.", folder=str(root)),
        msg("Run the command in a clone of the data repo, or leave out --since and --waivers-from."),
    )


def _resolved(root: Path) -> str:
    return Path(os.path.realpath(root)).as_posix()


def _run(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """Runs git in a folder, or gives None where it cannot be started. Raises `TimeoutError` where it does not end."""
    environment = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    environment |= {"GIT_LITERAL_PATHSPECS": "1"}
    try:
        return subprocess.run(
            ["git", *_QUIET, "-C", str(root), *arguments],
            input=given, capture_output=True, env=environment, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), "git") from error
    except OSError:
        return None
