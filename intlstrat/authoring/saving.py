"""Writes a mended file where the old one is: never through a link, and never over what somebody wrote meanwhile."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from intlstrat.files import read_bytes, refused_target, write_over
from intlstrat.findings import Message, msg
from intlstrat.reasons import reason_for


def save(root: Path, path: str, before: bytes, after: bytes) -> tuple[Message, Message] | None:
    """Writes the mended bytes over the very bytes that were read; else why not, and what to do."""
    target = root / path
    refused = refused_target(target, root)
    if refused is not None:
        return refused.message, msg("Mend the file that the link leads to, or put the file itself here.")
    if read_bytes(target, Path(os.path.realpath(root))) != before:
        return _changed(path)
    done = write_over(target, before, after) if os.access(target, os.W_OK) else reason_for(errno.EACCES)
    if isinstance(done, str):
        return (
            msg("{path} could not be written ({reason}).", path=path, reason=done),
            msg("Run the command again when there is room and leave to write."),
        )
    return None if done else _changed(path)


def _changed(path: str) -> tuple[Message, Message]:
    return (
        msg("{path} has been changed since it was read, and is left as it is.", path=path),
        msg("Run the command again."),
    )
