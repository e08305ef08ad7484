"""What of a Word template may go into the paper: nothing that fetches, starts or reads anything outside the file.

Whoever opens the paper trusts it as the tool's; a template may come from anywhere. Relationships that lead out of the
file go, and what names them; of fields that fetch, the text that they last showed stays.
"""

from __future__ import annotations

import re
from posixpath import basename, dirname, join

from intlstrat.council.writers.xml_parts import Attributes, Leave, local, rewritten

_FETCHING = re.compile(
    r"\b(?:INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|EMBED|RD|MACROBUTTON)\b", re.IGNORECASE
)
_KIND = re.compile(r"\s*\S+\s")
"""The beginning of a field's code, where it says by itself what kind of field it is."""
_LEADS_OUT = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\)")
_RELATIONS = ("attachedTemplate", "vbaProject", "oleObject", "control", "aFChunk", "subDocument", "frame", "mailMerge")
"""Ends of the types of relationships that have no business in a paper, wherever they lead."""
_ELEMENTS = ("attachedTemplate", "mailMerge", "saveThroughXslt", "altChunk", "subDoc", "OLEObject", "control")
_ADDRESSES = ("src", "href", "althref")
"""Old drawings (VML) may say an address in these, past all relationships."""
_FIELD_PIECES = ("fldChar", "instrText", "delInstrText")
_DEEPEST = 20
"""No template has fields in fields deeper than that; what is deeper counts as one that fetches."""
_BINARY = ("word/media/", "word/fonts/")
"""Where parts lie that are no XML: pictures and fonts. Others are programs and the like."""


def cleaned(parts: dict[str, bytes]) -> dict[str, bytes] | None:
    """The template's parts as they may be used; None where one of them cannot be read."""
    made, gone = dict(parts), dict[str, set[str]]()
    for name, part in parts.items():
        if name.lower().endswith(".rels"):
            relations = _Relations()
            kept = rewritten(part, relations.decide)
            if kept is None:
                return None
            made[name] = kept
            gone[_source(name)] = relations.gone
    for name, part in parts.items():
        if not name.lower().endswith(".rels"):
            kept = _part(part, gone.get(name.lower(), set()))
            if kept is not None:
                made[name] = kept
            elif not name.startswith(_BINARY):
                del made[name]
    return made


def _source(name: str) -> str:
    """The part whose relationships are in `name`, in small letters: Word does not tell the cases apart."""
    folder, file = dirname(dirname(name)), basename(name)
    return join(folder, file[: -len(".rels")]).lower()


class _Relations:
    """Leaves out relationships, and remembers their ids."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def decide(self, name: str, attributes: Attributes) -> Attributes | Leave:
        if name != "Relationship":
            return attributes
        outside = attributes.get("TargetMode", "").strip().lower() == "external"
        unwanted = attributes.get("Type", "").rpartition("/")[2].startswith(_RELATIONS)
        if outside or unwanted or _LEADS_OUT.match(attributes.get("Target", "")):
            self.gone.add(attributes.get("Id", ""))
            return Leave.ALL
        return attributes


def _part(part: bytes, gone: set[str]) -> bytes | None:
    from xml.parsers import expat

    fields = _Fields()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: fields.start(local(name), attributes)
    parser.EndElementHandler = lambda name: fields.end(local(name))
    parser.CharacterDataHandler = fields.characters
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return rewritten(part, _Content(gone, fields.left()).decide)


class _Fields:
    """Finds the pieces of fields that fetch, by their number among all pieces.

    A field's code may be cut into many pieces and hold other fields, so a piece alone says nothing.
    """

    def __init__(self) -> None:
        self.pieces: list[int] = []
        """The field that each piece belongs to; one that stands outside all fields counts as a field of its own."""
        self.codes: list[str] = []
        self.open: list[int] = []
        self.reads = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name not in _FIELD_PIECES:
            return
        kind = next((value for key, value in attributes.items() if local(key) == "fldCharType"), "")
        if kind == "begin" and self.open and not _KIND.match(self.codes[self.open[-1]]):
            self.codes[self.open[-1]] += " LINK "  # what kind of field it is could come from the field in it
        if not self.open or kind == "begin":
            self.codes.append("" if len(self.open) < _DEEPEST else "LINK")
            if kind == "begin":
                self.open.append(len(self.codes) - 1)
        self.pieces.append(self.open[-1] if self.open else len(self.codes) - 1)
        if name == "fldChar" and kind == "end" and self.open:
            self.open.pop()
        self.reads = name != "fldChar"

    def end(self, name: str) -> None:
        self.reads = self.reads and name not in _FIELD_PIECES

    def characters(self, text: str) -> None:
        if self.reads:
            for field in self.open[-_DEEPEST:] or (len(self.codes) - 1,):
                self.codes[field] += text

    def left(self) -> set[int]:
        fetching = {field for field, code in enumerate(self.codes) if _FETCHING.search(code)}
        return {number for number, field in enumerate(self.pieces) if field in fetching}


class _Content:
    """Leaves out elements of a part: those that name relationships that are gone, and the `left` pieces of fields."""

    def __init__(self, gone: set[str], left: set[int]) -> None:
        self.gone, self.left = gone, left
        self.pieces = 0

    def decide(self, name: str, attributes: Attributes) -> Attributes | Leave:
        if name in _FIELD_PIECES:
            self.pieces += 1
            return Leave.ALL if self.pieces - 1 in self.left else attributes
        if name in _ELEMENTS:
            return Leave.ALL
        if name == "fldSimple" and any(
            local(key) == "instr" and _FETCHING.search(attributes[key]) for key in attributes
        ):
            return Leave.TAGS
        kept = {key: value for key, value in attributes.items() if not self._is_gone(key, value)}
        named = [key for key in attributes if key not in kept and local(key) not in _ADDRESSES]
        if not named:
            return kept
        if name == "hyperlink":
            return Leave.TAGS
        # A picture that is in the file may also say where it came from.
        return kept if any(local(key) == "embed" for key in kept) else Leave.ALL

    def _is_gone(self, key: str, value: str) -> bool:
        if local(key) in _ADDRESSES and not key.startswith("xmlns"):
            return not value.startswith("#")
        return ":" in key and not key.startswith(("w:", "xmlns:")) and value in self.gone
