"""Hides the surroundings from what would read them: libraries as they are imported, and programs that are run.

Matplotlib refuses to be imported when MPLBACKEND has a value that it does not know or when `matplotlibrc` in the
working folder, which may be somebody else's, is no text; and it complains on stderr when its folder for settings
cannot be written. What it draws for us depends on none of them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def hidden(prefixes: tuple[str, ...], logger: str) -> Iterator[None]:
    """While it lasts no environment variable begins with a prefix, and the working folder is one of ours. The logger
    never falls back on stderr again."""
    logging.getLogger(logger).addHandler(logging.NullHandler())
    found = {name: value for name, value in os.environ.items() if name.startswith(prefixes)}
    for name in found:
        del os.environ[name]
    folder = None
    with suppress(OSError):  # A working folder that is gone holds no settings either.
        folder = Path.cwd()
        os.chdir(Path(__file__).parent)
    try:
        yield
    finally:
        os.environ.update(found)
        if folder is not None:
            os.chdir(folder)


def bare() -> dict[str, str]:
    """The environment of a program that is to find no settings of the user's: only what Windows cannot start it
    without, and that texts are UTF-8."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {**needed, "LC_ALL": "C.UTF-8"}
