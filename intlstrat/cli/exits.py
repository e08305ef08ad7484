"""The exits, named once (interface.md)."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process ends with."""

    CLEAN = 0
    FINDINGS = 1
    NOT_CHECKED = 2
    INTERRUPTED = 130
