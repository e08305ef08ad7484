"""Rewrites the XML of a template's parts, element by element, so that what must not go into a paper can be left out.

Names keep their prefixes, because other parts of the markup name prefixes too; comments and document types go.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from xml.sax.saxutils import escape, quoteattr

Attributes = dict[str, str]


class Leave(Enum):
    """What of an element is left out."""

    ALL = "all"
    TAGS = "tags"


Decide = Callable[[str, Attributes], Attributes | Leave]
"""From an element's name (without its prefix) and attributes (with theirs) to the attributes that it keeps."""


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def rewritten(part: bytes, decide: Decide) -> bytes | None:
    """The part as `decide` has it, in UTF-8; None where it is no well-formed XML or has entities of its own."""
    from xml.parsers import expat

    writer = _Writer(decide)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    parser.ProcessingInstructionHandler = writer.instruction
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return f'<?xml version="1.0" encoding="UTF-8"?>{"".join(writer.made)}'.encode("utf-8", "replace")


class _Writer:
    def __init__(self, decide: Decide) -> None:
        self.decide = decide
        self.made: list[str] = []
        self.begun = 0
        """How much was written when the last element began: nothing has come into it if there is no more now."""
        self.open: list[bool] = []
        """Of each open element, whether its tags are written."""
        self.left = 0
        """How deep in an element that is left out."""

    def start(self, name: str, attributes: Attributes) -> None:
        if self.left:
            self.left += 1
            return
        kept = self.decide(local(name), attributes)
        if kept is Leave.ALL:
            self.left = 1
            return
        self.open.append(isinstance(kept, dict))
        if isinstance(kept, dict):
            self.made.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")
            self.begun = len(self.made)

    def end(self, name: str) -> None:
        if self.left:
            self.left -= 1
        elif self.open.pop():
            if self.begun == len(self.made):
                self.made[-1] = f"{self.made[-1][:-1]}/>"
                self.begun = 0
            else:
                self.made.append(f"</{name}>")

    def characters(self, text: str) -> None:
        if not self.left:
            self.made.append(escape(text, {"\r": "&#13;"}))

    def instruction(self, target: str, data: str) -> None:
        """Left out: instructions to whatever program reads the file."""


def _refuse(*_: object) -> None:
    raise ValueError("an entity")
