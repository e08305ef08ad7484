"""A mend as it is told: where, what was there, what is there now, and why."""

from __future__ import annotations

from intlstrat.authoring.fix.edits import Edit, applied
from intlstrat.authoring.fix.look import Look
from intlstrat.authoring.fix.model import Mend
from intlstrat.authoring.fix.spots import Spots
from intlstrat.authoring.fix.wants import Want
from intlstrat.findings import Message, msg
from intlstrat.source import Path

_LONGEST = 60


def told(first: Look, spots: Spots, want: Want, edits: tuple[Edit, ...], path: Path) -> Mend:
    """The mend of a want whose edits and path are those of the first text."""
    document = first.document
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    old = document.text[start:end]
    new = applied(old, [Edit(edit.start - start, edit.end - start, edit.new) for edit in edits])
    before, after = _short(old), _short(new)
    if want.of == "item" and (key := _first_key(spots, path)) is not None:
        # Of keys that become a list's item, the first says enough.
        flow = spots.values[path].mark == "{"
        before = f"{{{key}: …}}" if flow else f"{key}: …"
        after = f"[{before}]" if flow else f"- {before}"
    place = document.span(start, max(end, start + 1), path)
    return Mend(place, path, start, end, new, _what(want, before, after), before, after)


def _first_key(spots: Spots, path: Path) -> str | None:
    node = spots.nodes.get(path)
    return _short(next(iter(node.parts), "")) if node is not None and isinstance(node.parts, dict) else None


def _what(want: Want, before: str, after: str) -> Message:
    match want.of:
        case "key":
            return msg("Change the key “{before}” to “{after}”.", before=before, after=after)
        case "value":
            return msg("Write {after} instead of {before}.", before=before, after=after)
        case "quotes":
            return msg("Put quotation marks around {before}: other programs take it for something else.", before=before)
        case "item":
            return msg("Make a list of {before}, with one item.", before=before)


def _short(text: str) -> str:
    """The first line, short enough for a message."""
    line = text.strip().partition("\n")[0].rstrip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
