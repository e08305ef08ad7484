"""Writes files in a folder: never out of it by a link, and each one whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Literal

from intlstrat import unfinished
from intlstrat.files import read_bytes, write_whole
from intlstrat.findings import N_, Message, Term, msg
from intlstrat.reasons import reason_of

_LEADS_OUT = Term(N_("A link leads out of the folder"))


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
    """Creates a file below `root`, whole, and the folders on the way to it; gives the reason where it cannot.

    What is there already is never written over. The content is written beside it under a hidden name, which readers
    pass over, and gets its own name when it is on the disk: whatever ends the process, no part of a file is left there.
    """
    target = root / path
    if leads_out(root, path):
        return _LEADS_OUT
    temporary = target.parent / f".{target.name}.{secrets.token_hex(4)}.tmp"
    with unfinished.undone_by(partial(temporary.unlink, missing_ok=True)):
        return _created(target, temporary, content)


def _created(target: Path, temporary: Path, content: bytes) -> str | None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_new(temporary, content)
        try:
            os.link(temporary, target)  # unlike a change of name, it never replaces what is there
        except FileExistsError:
            raise
        except (OSError, AttributeError, NotImplementedError):  # a disk or a system without links
            with unfinished.held():  # undone, it could be somebody else's file that is removed
                _write_new(target, content)
    except OSError as error:
        return reason_of(error)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return None


def _write_new(file: Path, content: bytes) -> None:
    """Writes a file that must not be there yet, down to the disk; on failure or an interrupt it is removed again."""
    opened = open(file, "xb")  # noqa: SIM115 - only a file that is our own may be removed below
    try:
        with opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise


def renew(root: Path, path: str, content: bytes) -> bool | str:
    """Creates or replaces a file that is made by machine. Whether that changed anything, or the reason it cannot."""
    if compare(root, path, content) == "same":
        return False
    if leads_out(root, path):
        return _LEADS_OUT
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return reason_of(error)
    reason = write_whole(root / path, content)
    return True if reason is None else reason
