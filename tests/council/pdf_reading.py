"""Reads a tagged PDF back the way a screen reader does: its structure tree, each element with the text in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdf

Said = dict[tuple[int, int], str]
"""The text of each marked content, by page object and number."""


@dataclass
class Element:
    """One element of the structure tree: its role, attributes, and what stands in it, in reading order."""

    role: str
    values: dict[str, Any]
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, *roles: str) -> Iterator[Element]:
        """The elements below this one with one of the roles, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.role in roles:
                    yield kid
                yield from kid.all(*roles)

    def attribute(self, name: str) -> Any:
        """An attribute, whoever owns it; None where there is none."""
        lists = self.values.get("/A", [])
        found = [each.get_object() for each in (lists if isinstance(lists, list) else [lists])]
        return next((each[name] for each in found if name in each), None)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def catalogue(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]


def structure(reader: pypdf.PdfReader) -> Element:
    """The whole tree; roles without the slash."""
    said: Said = {}
    for page in reader.pages:
        assert page.indirect_reference is not None
        said |= {(page.indirect_reference.idnum, mcid): text for mcid, text in _marked(page).items()}
    return _element(catalogue(reader)["/StructTreeRoot"], said)


def _marked(page: pypdf.PageObject) -> dict[int, str]:
    """The text of each marked content of the page."""
    found: dict[int, str] = {}
    open_: list[int | None] = []

    def before(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            open_.append(properties.get("/MCID") if isinstance(properties, dict) else None)
        elif operator == b"EMC":
            open_.pop()

    def text(part: str, *_: Any) -> None:
        mcid = next((each for each in reversed(open_) if each is not None), None)
        if mcid is not None:
            found[mcid] = found.get(mcid, "") + part

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def _element(node: Any, said: Said) -> Element:
    node = node.get_object()
    element = Element(str(node.get("/S", "")).lstrip("/"), node)
    kids = node.get("/K", [])
    page = node.raw_get("/Pg").idnum if "/Pg" in node else 0
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, int):
            element.kids.append(said.get((page, kid), ""))
        elif kid.get("/Type") == "/MCR":
            element.kids.append(said.get((kid.raw_get("/Pg").idnum, kid["/MCID"]), ""))
        elif "/S" in kid:
            element.kids.append(_element(kid, said))
    return element
