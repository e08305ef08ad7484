"""What a mending is made of. Everything is frozen, and holds texts that may come from records."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from intlstrat.authoring.fix.edits import Edit
from intlstrat.findings import Finding, Message, Place
from intlstrat.records.codes import StrategyCodes
from intlstrat.source import Path

Kind = Literal["partner", "project", "waivers"]


class Known(Struct, frozen=True):
    """What a file may name: the strategy's codes, the ids of all partners, and the ids of all rules."""

    codes: StrategyCodes
    partners: frozenset[str]
    rules: frozenset[str]


class Mend(Struct, frozen=True):
    """One thing that is mended, as a replacement in the text as it was (code points from 0, end exclusive).

    Each mend can be made alone. Some lie inside others (a key inside a map that becomes a list's item), so all of them
    together are to be had as `Mending.content` and not by making one after the other.
    """

    place: Place
    path: Path
    """Where it stands in the file as it was."""
    start: int
    end: int
    new: str
    what: Message
    before: str
    """The word that was there, as it was written."""
    after: str
    """What is there now."""


class Mending(Struct, frozen=True):
    """A file as it can be mended without deciding anything.

    `content` is the mended file, or the very bytes that came in where there is no mend; `undecided` is what
    validity findings it still has, at their places in `content`.
    """

    mends: tuple[Mend, ...]
    undecided: tuple[Finding, ...]
    content: bytes
    edits: tuple[Edit, ...] = ()
    """All mends together as the smallest replacements in the text as it was; none of them touches another."""
    unproved: bool = False
    """Whether something is wrong, and there would be mends, had they been proved to change nothing else."""
