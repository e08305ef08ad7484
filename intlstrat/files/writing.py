"""Writes files: whole or not at all, and never through a link that a stranger could have laid."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import partial
from io import RawIOBase
from pathlib import Path

from intlstrat import unfinished
from intlstrat.files.reading import ReadFailure, read_bytes
from intlstrat.findings import msg
from intlstrat.reasons import reason_of

_MOST_LINKS = 40


def append(path: Path, content: bytes) -> str | None:
    """Writes at the end of a file, all of it or nothing; gives the reason where it cannot."""
    try:
        with open(path, "ab", buffering=0) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                _write_all(file, content)
                return None
            take_back = partial(os.truncate, path, status.st_size)
            with unfinished.undone_by(take_back):
                try:
                    _write_all(file, content)
                except BaseException:
                    with suppress(OSError):
                        take_back()
                    raise
    except OSError as error:
        return reason_of(error)
    return None


def _write_all(file: RawIOBase, content: bytes) -> None:
    """Writes to a file without a buffer, which may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def refused_target(path: Path, root: Path) -> ReadFailure | None:
    """Why a file must not be written: a link on the way to it lies in the data's repository. None where it may be.

    Whoever may change the repository may lay a link there, to a file of the user's that the run would then replace.
    A link elsewhere is the user's own, and is followed. `root` is the data repo; the repository around it counts too.
    """
    data = Path(os.path.realpath(root))
    inside = next((folder for folder in (data, *data.parents) if os.path.lexists(folder / ".git")), data)
    whole = path if path.is_absolute() else Path.cwd() / path  # the working folder may be gone
    here, pending, links = Path(whole.anchor), list(reversed(whole.parts[1:])), 0
    while pending:
        part = pending.pop()
        step = here.parent if part == ".." else here / part
        if not os.path.islink(step):  # False too for a name that is too long to be there
            here = step
            continue
        links += 1
        if here.is_relative_to(inside) or links > _MOST_LINKS:
            return ReadFailure(
                msg("{file} is not written: {link} is a link.", file=str(path), link=str(step)),
                msg(
                    "Delete the link, or give --output another name: whoever can change the repository could aim the "
                    "link at any file."
                ),
            )
        target = Path(os.readlink(step))
        pending += reversed(target.parts[1:] if target.anchor else target.parts)
        here = Path(target.anchor) if target.anchor else here
    return None


def write_whole(path: Path, content: bytes) -> str | None:
    """Writes a file whole or not at all, keeping its permissions and owner; gives the reason where it cannot.

    A link is followed. What is there and is no ordinary file (a pipe, a device) is written to and never replaced.
    """
    done = _put(path, content, None)
    return done if isinstance(done, str) else None


def write_over(path: Path, expected: bytes, content: bytes) -> bool | str:
    """Writes a file like `write_whole`, but only over these very bytes.

    Whether it was written (False where something else is there now), or the reason why it cannot be.
    """
    return _put(path, content, expected)


def _put(path: Path, content: bytes, expected: bytes | None) -> bool | str:
    path = Path(os.path.realpath(path))
    temporary = path.parent / f".{path.name}.{os.urandom(4).hex()}.tmp"
    with unfinished.undone_by(partial(temporary.unlink, missing_ok=True)):
        return _written(path, temporary, content, expected)


def _written(path: Path, temporary: Path, content: bytes, expected: bytes | None) -> bool | str:
    try:
        status = path.stat() if path.exists() else None
        if status is not None and not stat.S_ISREG(status.st_mode):
            if expected is not None:
                return False
            path.write_bytes(content)
            return True
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            _take_after(temporary, status)
        # Asked last of all: what somebody saves while the new file is being written must not be lost.
        if expected is not None and read_bytes(path, path.parent) != expected:
            temporary.unlink()
            return False
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        return reason_of(error)
    except BaseException:  # an interrupt
        with suppress(OSError):
            temporary.unlink()
        raise
    return True


def _take_after(file: Path, status: os.stat_result) -> None:
    """Gives a file the owner and the permissions of another; the owner as far as this user may."""
    own = file.stat()
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):
            os.chown(file, status.st_uid, status.st_gid)
    file.chmod(stat.S_IMODE(status.st_mode))
