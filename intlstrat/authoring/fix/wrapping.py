"""Makes a lone value the only item of a list, by putting in signs and spaces and changing no word."""

from __future__ import annotations

import re

from intlstrat.authoring.fix.edits import Edit
from intlstrat.authoring.fix.quoting import written
from intlstrat.authoring.fix.spots import Spots
from intlstrat.source import Path
from intlstrat.source.document import Node

_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_INDENT = "  "


def wrapped(spots: Spots, path: Path) -> tuple[Edit, ...] | None:
    """The edits that put the value at a path into a list; None where that is more than signs and spaces."""
    node, spot = spots.nodes[path], spots.values[path]
    if node.start != spot.start or spots.text[node.start : node.start + 1] == "*":
        return None  # an anchor or an alias: others use the value as it is
    if spot.mark == "{":
        return Edit(spot.start, spot.start, "["), Edit(spot.end, spot.end, "]")
    if node.parts is not None:
        return _hyphened(spots, node)
    if not spots.is_on_one_line(spot) or _runs_on(spots, path):
        return None
    word = spots.text[spot.start : spot.end]
    if spot.mark == "" and written(word, "", is_name=False) != word:  # what a comma or bracket would take apart
        return (Edit(spot.start, spot.end, f"[{written(word, '', is_name=False)}]"),)
    return Edit(spot.start, spot.start, "["), Edit(spot.end, spot.end, "]")


def _runs_on(spots: Spots, path: Path) -> bool:
    """Whether a key without a value follows the word in the same braces: in `{a: b, c}` it may be the list's rest."""
    around = spots.nodes.get(path[:-1])
    if not path or around is None or not isinstance(around.parts, dict) or spots.values[path[:-1]].mark != "{":
        return False
    begins = spots.nodes[path].start
    later = [entry for entry in around.parts.values() if entry.start > begins]
    return any(not spots.text[entry.value.start : entry.value.end].strip() for entry in later)


def _hyphened(spots: Spots, node: Node) -> tuple[Edit, ...] | None:
    """A hyphen before the first key of a block, and all its other lines moved in."""
    if not isinstance(node.parts, dict) or not node.parts:
        return None
    text = spots.text
    first, last = min(entry.start for entry in node.parts.values()), _last(text, node)
    line = text.rfind("\n", 0, first) + 1
    if first != node.start or text[line:first].strip(" ") or _OTHER_BREAKS.search(text, line, last):
        return None
    edits, at = [Edit(first, first, "- ")], text.find("\n", first, last) + 1
    while at:
        if text[at : at + 1] not in ("\r", "\n"):
            edits.append(Edit(at, at, _INDENT))
        at = text.find("\n", at, last) + 1
    return tuple(edits)


def _last(text: str, node: Node) -> int:
    """Where the last thing in a node ends, without what follows it: blank lines, comments."""
    if node.parts is None:
        return node.start + len(text[node.start : node.end].rstrip())
    if text[node.end - 1 : node.end] in ("}", "]") and text[node.start : node.start + 1] in ("{", "["):
        return node.end
    if isinstance(node.parts, dict):
        ends = [max(entry.end, _last(text, entry.value)) for entry in node.parts.values()]
    else:
        ends = [_last(text, item) for item in node.parts]
    return max(ends, default=node.end)
