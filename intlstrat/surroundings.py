"""Libraries that read the surroundings as they are imported are imported here, where there is nothing to read.

Matplotlib refuses to be imported when MPLBACKEND has a value that it does not know, and complains on stderr when its
folder for settings cannot be written. What it draws for us depends on neither.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(prefix: str, logger: str) -> Iterator[None]:
    """While it lasts no environment variable begins with the prefix; the logger never falls back on stderr."""
    logging.getLogger(logger).addHandler(logging.NullHandler())
    found = {name: value for name, value in os.environ.items() if name.startswith(prefix)}
    for name in found:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(found)
