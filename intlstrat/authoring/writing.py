"""Writes files in a folder: never out of it by a link, and each one whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

from intlstrat.files import read_bytes, write_whole
from intlstrat.findings import Message, msg


def shipped(name: str) -> Path:
    """A folder of what new data repos are made from: `eksempelvik` or `scaffold`."""
    return Path(__file__).parent / name


def leads_out(root: Path, path: str) -> bool:
    """Whether a path below `root` is somewhere else, by way of links."""
    return not Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root))


def compare(root: Path, path: str, content: bytes) -> Literal["absent", "same", "other"] | Message:
    """What stands where a file with that content is wanted, or why there can be none.

    There can be none where a folder of the path is something else, or leads out of `root`.
    """
    above = path.rpartition("/")[0]
    while above and not os.path.lexists(root / above):
        above = above.rpartition("/")[0]
    if above and leads_out(root, above):
        return msg("{path} is a link that leads out of the folder, and is not followed.", path=above)
    if above and not os.path.isdir(root / above):
        return msg("There must be a folder at {path}, and something else is there.", path=above)
    if not os.path.lexists(root / path):
        return "absent"
    return "same" if read_bytes(root / path, Path(os.path.realpath(root))) == content else "other"


def create(root: Path, path: str, content: bytes) -> str | None:
    """Creates a file below `root`, and the folders on the way to it; gives the reason where it cannot.

    What is there already is never written over.
    """
    target = root / path
    if leads_out(root, path):
        return os.strerror(errno.ELOOP)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = open(target, "xb")  # noqa: SIM115 - only a file that is our own may be removed below
    except OSError as error:
        return error.strerror or type(error).__name__
    try:
        with file:
            file.write(content)
    except OSError as error:
        with suppress(OSError):
            target.unlink()
        return error.strerror or type(error).__name__
    except BaseException:  # an interrupt
        with suppress(OSError):
            target.unlink()
        raise
    return None


def renew(root: Path, path: str, content: bytes) -> bool | str:
    """Creates or replaces a file that is made by machine. Whether that changed anything, or the reason it cannot."""
    if compare(root, path, content) == "same":
        return False
    if leads_out(root, path):
        return os.strerror(errno.ELOOP)
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return error.strerror or type(error).__name__
    reason = write_whole(root / path, content)
    return True if reason is None else reason
