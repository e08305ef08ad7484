"""Remembers which rule packs have been found good, and what CEL made of their expressions, for a fast start.

Two files for each pack in the user's cache folder, by its digest. Where there is none to write to, packs are checked
each time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from intlstrat import __version__

if TYPE_CHECKING:
    from intlstrat.rules.model import Pack

_MOST = 16
"""So many packs are kept."""
_PROGRAMS = ".programs"
ROOMS = ("findings", "language", "memory.py", "records", "rules", "source", "suggest.py", "validity.py")
"""What a good pack is depends on: the rules, and all of this package that they import, with its data."""


def recall(digest: str) -> Pack | None:
    """The pack with this digest, without its examples, if this very code has found it good before."""
    folder = _folder()
    if folder is None:
        return None
    try:
        content = (folder / f"{_key(digest)}.json").read_bytes()
    except OSError:
        return None
    from intlstrat.rules.stored import restore

    pack = restore(content)
    return pack if pack is not None and pack.digest == digest else None


def remember(pack: Pack) -> None:
    """Keeps a pack that has been found good; a cache that cannot be written is no trouble."""
    from intlstrat.files import write_whole
    from intlstrat.rules.stored import dump

    folder, content = _folder(), dump(pack)
    if folder is None or content is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    write_whole(folder / f"{_key(pack.digest)}.json", content)
    _forget_old(folder)


def recall_programs(digest: str) -> None:
    """Keeps what CEL makes of a pack's expressions from here on, beginning with what earlier runs have kept."""
    from intlstrat.rules.programs import keep

    folder, content = _folder(), b""
    if folder is None:
        return
    with suppress(OSError):
        content = (folder / f"{_key(digest)}{_PROGRAMS}").read_bytes()
    keep(digest, content)


def remember_programs(digest: str) -> None:
    """Writes down what has been kept of a pack, where there is something new."""
    from intlstrat.rules.programs import kept

    folder, programs = _folder(), kept(digest)
    if folder is None or programs is None or not programs.has_new:
        return
    from intlstrat.files import write_whole

    write_whole(folder / f"{_key(digest)}{_PROGRAMS}", programs.content())


def _forget_old(folder: Path) -> None:
    """Keeps the newest packs only: who works on rules makes a new one with each change."""
    with suppress(OSError):  # another run may be tidying too
        packs = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in packs[_MOST:]:
            file.unlink()
            file.with_suffix(_PROGRAMS).unlink(missing_ok=True)


@cache
def _folder() -> Path | None:
    if os.environ.get("INTLSTRAT_NO_CACHE"):
        return None
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("intlstrat", appauthor=False))
    return folder / "packs" if folder.is_absolute() else None


@cache
def _key(digest: str) -> str:
    """A name for the pack's digest and everything that its being good depends on: this code, CEL, and Python."""
    spec = find_spec("cel_expr_python")
    folders = spec.submodule_search_locations or () if spec is not None else ()
    parts = [digest, __version__, sys.version, _stamp()]
    for folder in folders:
        installed = [name for name in os.listdir(os.path.dirname(folder)) if name.startswith("cel_expr_python")]
        parts += [*sorted(installed), *_states(folder)]  # one of these names has the version in it
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _stamp() -> str:
    """The state of the code that says what a good pack is, for those who work on it."""
    here = os.path.dirname(__file__)
    return "\0".join(state for room in ROOMS for state in _states(os.path.join(here, room)))


def _states(path: str) -> list[str]:
    """Of a file, or of each file in and below a folder: its path, its size, and when it was last changed."""
    if not os.path.isdir(path):
        found = os.stat(path)
        return [f"{path} {found.st_size} {found.st_mtime_ns}"]
    states = []
    with os.scandir(path) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                states += _states(entry.path) if entry.name != "__pycache__" else []
            else:
                found = entry.stat()
                states.append(f"{entry.path} {found.st_size} {found.st_mtime_ns}")
    return states
