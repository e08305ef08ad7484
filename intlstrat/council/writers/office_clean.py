"""Takes out of a document what a template brought along that leads out of it: templates, pictures and texts from
elsewhere, fields that fetch, scripts. Only what is known to stay inside is kept.

The parts are changed as text. They are UTF-8 and well-formed, which `office_zip.root` has seen to.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship\s*>)")
_ATTRIBUTE: Final = re.compile(r"""\s([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_FIELD: Final = re.compile(r"(<(\w+:)?instrText\b[^>]*>)(.*?)(</(?:\w+:)?instrText\s*>)", re.DOTALL)
_SIMPLE_FIELD: Final = re.compile(r"""(<(?:\w+:)?fldSimple\b[^>]*?\s(?:\w+:)?instr\s*=\s*)("[^"]*"|'[^']*')""")
_HARMLESS: Final = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|STYLEREF|TITLE|AUTHOR)\b[^{}]*", re.IGNORECASE)
"""The fields of headers and footers that ask for nothing outside of the document."""
_LINK: Final = re.compile(r"""(\s[\w.-]+:href\s*=\s*)("[^"]*"|'[^']*')""")
_SOURCE: Final = re.compile(r"""\s(?:[\w.-]+:)?src\s*=\s*("[^"]*"|'[^']*')""")
_ODT_DROPPED: Final = re.compile(
    r"<(office:event-listeners|text:dde-connection-decls|office:scripts)\b.*?</\1\s*>", re.DOTALL
)


def docx(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A Word document's parts without relations that lead outside, and without fields that fetch."""
    made = dict(parts)
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        text, gone = _relations(part.decode("utf-8"))
        made[name] = text.encode()
        owner = name.replace("_rels/", "").removesuffix(".rels")
        if gone and owner in made:
            made[owner] = _unrelated(made[owner].decode("utf-8"), gone).encode()
    for name in made:
        if re.fullmatch(r"word/(?:header|footer|footnotes|endnotes|comments)[^/]*\.xml", name):
            made[name] = _fields(made[name].decode("utf-8")).encode()
    return made


def odt(text: str) -> str:
    """A part of an OpenDocument text without links to anything but its own pictures and places, and without scripts."""

    def link(match: re.Match[str]) -> str:
        target = unescape(match[2][1:-1])
        return match[0] if target.startswith(("Pictures/", "#")) else f'{match[1]}"#"'

    return _LINK.sub(link, _ODT_DROPPED.sub("", text))


def _relations(text: str) -> tuple[str, set[str]]:
    """The relations that stay inside, and the ids of those that are gone."""
    gone: set[str] = set()

    def kept(match: re.Match[str]) -> str:
        found = {name.rpartition(":")[2]: unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(match[0])}
        target = found.get("Target", "")
        leads_out = re.search(r":|//|\\", target) is not None or found.get("TargetMode", "Internal") != "Internal"
        if not leads_out and not found.get("Type", "").endswith("/attachedTemplate"):
            return match[0]
        gone.add(found.get("Id", ""))
        return ""

    return _RELATION.sub(kept, text), gone


def _unrelated(text: str, gone: set[str]) -> str:
    """A part without the attributes that name a relation which is gone, nor an attached template."""
    text = re.sub(r"<(?:\w+:)?attachedTemplate\b[^>]*?(?:/>|>\s*</(?:\w+:)?attachedTemplate\s*>)", "", text)

    def attribute(match: re.Match[str]) -> str:
        return "" if ":" in match[1] and unescape(match[2][1:-1]) in gone else match[0]

    return _ATTRIBUTE.sub(attribute, text)


def _fields(text: str) -> str:
    """A part in which every field that could fetch something asks for nothing; pictures have no source but a part."""

    def simple(match: re.Match[str]) -> str:
        return match[0] if _HARMLESS.fullmatch(unescape(match[2][1:-1])) else f'{match[1]}""'

    def run(match: re.Match[str]) -> str:
        return match[0] if _HARMLESS.fullmatch(unescape(match[3])) else f"{match[1]}{match[4]}"

    return _SOURCE.sub("", _SIMPLE_FIELD.sub(simple, _FIELD.sub(run, text)))
