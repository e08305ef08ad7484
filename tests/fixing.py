"""What the tests of mending share: a file's text to a mending, and what must hold for every one of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from reading import CODES

from intlstrat.authoring.fix import Kind, Known, Mending, mend
from intlstrat.authoring.fix.look import look
from intlstrat.authoring.fix.spots import Spots
from intlstrat.findings import Finding
from intlstrat.language import Language
from intlstrat.source import parse, pointer
from intlstrat.source.document import Document

KNOWN = Known(CODES, frozenset({"aalborg", "karlskoga", "kotka"}), frozenset({"project-goals", "project-evaluation"}))
PATHS: dict[Kind, str] = {
    "project": "data/projects/mono.yaml",
    "partner": "data/partners/kotka.yaml",
    "waivers": "data/waivers.yaml",
}
_ENGLISH = Language("en")


def mending(text: str | bytes, kind: Kind = "project", known: Known = KNOWN) -> Mending:
    """The mending of one file."""
    return mend(kind, PATHS[kind], text.encode() if isinstance(text, str) else text, known)


def mended(text: str, kind: Kind = "project") -> str:
    """The text of the mended file."""
    return mending(text, kind).content.decode()


def said(found: Mending) -> list[str]:
    """What each mend does, in English."""
    return [_ENGLISH.message(each.what) for each in found.mends]


def left(found: Mending) -> list[tuple[str, str | None]]:
    """Rule and pointer of each finding that needs a decision."""
    return [(each.rule, each.place.pointer) for each in found.undecided]


def must_hold(content: bytes, kind: Kind, known: Known = KNOWN) -> Mending:
    """Everything that is promised of a mending, whatever the file holds."""
    found = mend(kind, PATHS[kind], content, known)
    if not found.mends:
        assert found.content == content
    again = mend(kind, PATHS[kind], found.content, known)
    assert (again.mends, again.content) == ((), found.content)
    assert again.undecided == found.undecided
    if found.mends:
        _the_rest_is_the_same(content, found, kind, known)
    return found


def _the_rest_is_the_same(content: bytes, found: Mending, kind: Kind, known: Known) -> None:
    before, after = parse(PATHS[kind], content), parse(PATHS[kind], found.content)
    assert not after.fatal
    assert _line_ends(content) == _line_ends(found.content)
    assert _comments(before.text) == _comments(after.text)
    for each in found.mends:
        assert 0 <= each.start <= each.end <= len(before.text)
        assert each.new != before.text[each.start : each.end]
        assert (each.place.line, each.place.column) == before.line_and_column(each.start)
    touched = {pointer(each.path) for each in found.mends}
    first = look(kind, PATHS[kind], content, known)
    new = Counter(map(_name, found.undecided)) - Counter(map(_name, first.findings))
    assert all(_is_below(where, touched) for _, where in new), (new, touched)
    spots = Spots(before)  # an alias changes with its anchor
    spans = {(each.start, each.end) for each in found.mends}
    touched |= {pointer(path) for path, spot in spots.values.items() if spot.span in spans}
    assert _untouched(before, touched) == _untouched_after(after, before, touched)


def _name(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.place.pointer or ""


def _is_below(where: str, touched: set[str]) -> bool:
    """Whether a place is in the map that a mend was made in."""
    folders = {each.rpartition("/")[0] for each in touched}
    return any(where == each or where.startswith(f"{each}/") for each in folders)


def _line_ends(content: bytes) -> list[bytes]:
    return re.findall(rb"\r\n|\n|\r", content)


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.lstrip().startswith("#") or not line.strip()]


def _untouched(document: Document, touched: set[str]) -> list[str]:
    """Every word of a file but those that mends were made to, in order."""
    return [word for where, word in _words(document.value, "") if where not in touched]


def _untouched_after(after: Document, before: Document, touched: set[str]) -> list[str]:
    places = [where for where, _ in _words(before.value, "")]
    words = [word for _, word in _words(after.value, "")]
    assert len(places) == len(words)
    return [word for where, word in zip(places, words, strict=True) if where not in touched]


def _words(value: Any, where: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [each for key, part in value.items() for each in _words(part, f"{where}{pointer((key,))}")]
    if isinstance(value, list):
        return [each for index, part in enumerate(value) for each in _words(part, f"{where}/{index}")]
    return [(where, str(value))]
