"""Where a cursor stands in YAML that is being written, and therefore mostly is no YAML yet.

No parser helps there. What stands above the cursor, its indentation and its brackets say which map or list is being
filled; a part that is broken further up does not matter. The scan begins at the last key without indentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from intlstrat.lsp.scan import END_OF_KEY, Scan
from intlstrat.lsp.track import Wants, plain
from intlstrat.source import Path

_TOP: Final = re.compile(r"^[^\s#\-\]}%][^\n]*", re.MULTILINE)


class Spot(Struct, frozen=True):
    """What may be written at the cursor, and where it would go.

    `path` is that of the value that stands or belongs here; for a key, that of its map. `wants` is "key" inside a map,
    "value" after a colon or in brackets, and "either" where what is written may become a scalar or a map.
    """

    path: Path
    wants: Wants
    start: int
    """Where the word at the cursor begins and ends (code points)."""
    end: int
    typed: str
    """What of it stands before the cursor."""
    keys: Mapping[str, str]
    """The other keys of the map that is being filled, each with its plain value or nothing; none where it is new."""
    around: Mapping[str, str]
    """The keys of the innermost map around the cursor, as far as the scan saw them."""
    items: tuple[str, ...]
    """The other values of the list around the cursor."""
    flow: bool
    column: int
    """Where the word's line is indented to."""
    lead: str = ""
    """What must come before the word: a blank after a bare colon, or a hyphen for a new item."""
    colon: bool = False
    """Whether a colon follows the key already."""


def spot_at(text: str, cursor: int) -> Spot | None:
    """What may be written at a code point; None in comments, in running text and where nothing is known."""
    cursor = max(0, min(cursor, len(text)))
    start = end = None
    for match in _TOP.finditer(text):
        if match.start() > cursor:
            end = match.start()
            break
        start = match.start()
    found = Scan(text, cursor, start or 0, len(text) if end is None else end).run()
    if found is None:
        return None
    frame = found.frame
    keys = dict(frame.keys) if frame is not None and frame.is_map else {}
    if found.path == () and found.wants != "value" and not found.flow:
        keys |= _top_keys(text)
    if found.own is not None:
        keys.pop(found.own, None)
    items = frame.items if frame is not None and not frame.is_map else []
    around = found.around.keys if found.around is not None else {}
    return Spot(
        found.path, found.wants, found.start, found.end, text[found.start : max(found.start, cursor)], keys, around,
        tuple(word for at, word in items if at != found.start), found.flow, found.column, found.lead, found.colon,
    )  # fmt: skip


def _top_keys(text: str) -> dict[str, str]:
    keys = {}
    for match in _TOP.finditer(text):
        colon = END_OF_KEY.search(text, match.start(), match.end())
        if colon is not None and colon[0] == ":":
            keys[plain(text[match.start() : colon.start()])] = ""
    return keys
