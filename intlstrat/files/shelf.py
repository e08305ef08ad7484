"""Reads the same folders again and again, and opens only the files that may have changed since.

Whether one has is told by what the disk says of it: which file it is, its size, and its times. A file that was changed
just before it was read could change again within the same tick of the disk's clock, so its bytes are not trusted yet.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import Final

from msgspec import Struct

from intlstrat.files.reading import ReadFailure, read_bytes

_TICK: Final = 2_000_000_000
"""Nanoseconds: the coarsest clock of a disk that is in use (FAT) ticks every other second."""
_SAVING: Final = 40_000_000
"""Nanoseconds: what has been emptied so shortly before is being written by some editor, and is read once more."""

Stamp = tuple[int, ...]


class _Kept(Struct, frozen=True):
    stamp: Stamp
    content: bytes
    is_settled: bool


class Shelf:
    """What has been read. `read` takes the place of `files.read_bytes`."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def read(self, path: str, inside: Path) -> bytes | ReadFailure:
        """The bytes of a file, as `read_bytes` gives them, from the disk only where they may be others by now."""
        now = time.time_ns()
        stamp = _stamp(path)
        kept = self._kept.get(path)
        if kept is not None and kept.stamp == stamp and kept.is_settled:
            return kept.content
        content = read_bytes(path, inside)
        if content == b"" and kept is not None and stamp is not None and now - stamp[-2] < _SAVING:
            time.sleep(_SAVING / 1e9)
            stamp, content = _stamp(path), read_bytes(path, inside)
        if stamp is None or isinstance(content, ReadFailure):
            self._kept.pop(path, None)
            return content
        if kept is not None and kept.content == content:
            content = kept.content  # the same object, so that comparing costs nothing
        self._kept[path] = _Kept(stamp, content, now - max(stamp[-2:]) > _TICK)
        return content


def _stamp(path: str) -> Stamp | None:
    """What tells an ordinary file from what it was; None for a link, whose target may be any by now, and the like."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns
