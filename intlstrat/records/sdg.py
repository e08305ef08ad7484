"""Short names of the UN's targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TARGET_NAMES: Final[Mapping[str, str]] = {}
"""Target code → what it is about, as a catalogue text."""
