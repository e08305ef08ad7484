"""The paper as OpenDocument text: real headings, tables with heading rows, pictures with alternative texts."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.council.tree import Document
from intlstrat.council.writers import odt_finish, odt_template, office_zip
from intlstrat.council.writers import pandoc_tree as tree
from intlstrat.council.writers.odt_pages import text_area
from intlstrat.council.writers.office_tree import Office, body, styled
from intlstrat.council.writers.pandoc import convert
from intlstrat.council.writers.pandoc_tree import Node
from intlstrat.council.writers.refused import Refused
from intlstrat.council.writers.table_room import ROOM, Room, points_of, room
from intlstrat.findings import msg
from intlstrat.language import Language

_MARKUP = "opendocument"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEMPLATE_KINDS = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")


def render(document: Document, language: Language, template: bytes | None = None) -> bytes | Refused:
    """The whole paper as ODT. `template` is an .odt or .ott that gives styles, page set-up, headers and footers."""
    own = None if template is None else _template(template)
    if isinstance(own, Refused):
        return own
    office = Office(
        markup=_MARKUP,
        tab="<text:tab/>",
        picture=odt_finish.STAND_IN,
        figure_style="Figure",
        figure_caption_style="FigureCaption",
        cell_style=None,
        contents=_contents,
        room=ROOM if own is None else _room(own["styles.xml"]),
    )
    clean = None if own is None else office_zip.pack(own, document.date)
    made = convert(_kept_apart(body(document, language, office)), "odt", clean)
    if isinstance(made, Refused):
        return made
    parts = office_zip.unpack(made)
    assert parts is not None, "Pandoc's own file"
    return office_zip.pack(odt_finish.finished(parts, document, language, own is not None), document.date)


def _template(template: bytes) -> dict[str, bytes] | Refused:
    """What may be used of the template's parts, if it is a template that the paper can be put into."""
    parts = office_zip.unpack(template) or {}
    roots = {name: office_zip.root(part) for name, part in parts.items() if name.endswith(".xml")}
    known = all(roots.get(f"{name}.xml") == f"{_OFFICE} document-{name}" for name in ("content", "styles"))
    whole = known and "META-INF/manifest.xml" in roots and None not in roots.values()
    usable = whole and parts.get("mimetype", b"").strip() in _TEMPLATE_KINDS
    clean = odt_template.cleaned(parts) if usable else None
    return clean or Refused(msg("The template is not an OpenDocument text (.odt or .ott) that can be read."))


def _room(styles: bytes) -> Room:
    """How many letters there is room for in the template's tables."""
    points = points_of(styles, ("Table_20_Contents",), usual=9.5)
    across, down = text_area(styles.decode("utf-8"))
    return room(points, across, down)


def _kept_apart(node: Node) -> Node:
    """The tree with a left-to-right mark after what runs from right to left: Pandoc cannot mark the stretch itself."""

    def walked(value: object) -> object:
        if isinstance(value, list):
            return [walked(part) for part in value]
        if isinstance(value, dict):
            if value["t"] == "Span" and ["dir", "rtl"] in value["c"][0][2]:
                value = tree.node("Span", [value["c"][0], [*value["c"][1], tree.node("Str", "\u200e")]])
            return {"t": value["t"], "c": walked(value["c"])} if "c" in value else value
        return value

    return {**node, "blocks": walked(node["blocks"])}


def _contents(heading: Node, entries: Sequence[tuple[int, list[Node]]]) -> list[Node]:
    """The list of contents as the index that LibreOffice makes of one, filled in."""
    levels = "".join(
        f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
        '<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" '
        'style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/>'
        "</text:table-of-content-entry-template>"
        for level in (1, 2)
    )
    start = (
        '<text:table-of-content text:name="contents" text:protected="false">'
        f'<text:table-of-content-source text:outline-level="2">{levels}</text:table-of-content-source>'
        '<text:index-body><text:index-title text:name="contents_heading">'
    )
    listed = [styled(f"Contents_20_{level}", pieces) for level, pieces in entries]
    return [
        _raw(start),
        styled("Contents_20_Heading", heading["c"]),
        _raw("</text:index-title>"),
        *listed,
        _raw("</text:index-body></text:table-of-content>"),
    ]


def _raw(markup: str) -> Node:
    return tree.node("RawBlock", [_MARKUP, markup])
