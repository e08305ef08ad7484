"""Remembers which rule packs have been found good, by digest, so that start-up does not pay for it again.

An empty file for each pack in the user's cache folder. Where there is none to write to, packs are checked each time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from intlstrat import __version__


def known_good(digest: str) -> bool:
    """Whether this very code has found the pack good before."""
    return (folder := _folder()) is not None and (folder / _key(digest)).is_file()


def remember(digest: str) -> None:
    """Notes that the pack is good; a cache that cannot be written is no trouble."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _key(digest)).touch()


@cache
def _folder() -> Path | None:
    if os.environ.get("INTLSTRAT_NO_CACHE"):
        return None
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("intlstrat", appauthor=False))
    return folder / "packs" if folder.is_absolute() else None


def _key(digest: str) -> str:
    """The pack's digest with everything that its being good depends on: this code, CEL, and Python."""
    parts = [digest, __version__, sys.version, *(_stamp(name) for name in ("rules", "records", "source"))]
    spec = find_spec("cel_expr_python")
    parts.append(str(spec.origin or spec.submodule_search_locations) if spec is not None else "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _stamp(room: str) -> str:
    """When a room's code last changed, for those who work on it."""
    files = (Path(__file__).parent / room).glob("*.py")
    return str(max(file.stat().st_mtime_ns for file in files))
