"""What `intlstrat fix` would mend in a file, as changes of its text. The only module that asks that command."""

from __future__ import annotations

from itertools import takewhile

from msgspec import Struct

from intlstrat.authoring.fix import Known as Names
from intlstrat.authoring.fix import mend
from intlstrat.authoring.fix.edits import Edit
from intlstrat.findings import Message
from intlstrat.lsp.known import Known
from intlstrat.lsp.library import File
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.source import pointer


class Mend(Struct, frozen=True):
    """One thing that can be mended without deciding anything."""

    what: Message
    change: Edit
    pointer: str
    """Where it stands, as findings point at it."""


class Mends(Struct, frozen=True):
    """Everything that can be mended in a file: one by one, and all of it in one change."""

    each: tuple[Mend, ...] = ()
    whole: Edit | None = None


def mends(file: File, known: Known) -> Mends:
    """What can be mended in a record or in the portfolio's waivers; nothing where the file cannot be read."""
    if known.pack is None or file.kind not in ("partner", "project", "waivers"):
        return Mends()
    names = Names(strategy_codes(known.pack.strategy), frozenset(known.library.partners), frozenset(known.rules))
    mending = mend(file.kind, file.path, file.content, names)
    if not mending.mends:
        return Mends()
    each = tuple(Mend(one.what, Edit(one.start, one.end, one.new), pointer(one.path)) for one in mending.mends)
    return Mends(each, _change(file.text, mending.content.decode("utf-8").removeprefix("\ufeff")))


def _change(before: str, after: str) -> Edit:
    """The smallest single change from one text to another."""
    start = _alike(before, after)
    same = _alike(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - same, after[start : len(after) - same])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
