"""The paper as a Word document: real headings, tables with heading rows, pictures with alternative texts."""

from __future__ import annotations

from collections.abc import Sequence

from intlstrat.council.tree import Document
from intlstrat.council.writers import docx_finish, docx_template, office_zip
from intlstrat.council.writers import pandoc_tree as tree
from intlstrat.council.writers.docx_look import W
from intlstrat.council.writers.docx_pages import text_area
from intlstrat.council.writers.office_tree import Office, body, styled
from intlstrat.council.writers.pandoc import convert
from intlstrat.council.writers.pandoc_tree import Node
from intlstrat.council.writers.refused import Refused
from intlstrat.council.writers.table_room import ROOM, Room, points_of, room
from intlstrat.findings import msg
from intlstrat.language import Language

_MARKUP = "openxml"
_TEMPLATE_KINDS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def render(document: Document, language: Language, template: bytes | None = None) -> bytes | Refused:
    """The whole paper as DOCX. `template` is a .docx or .dotx that gives styles, page set-up, headers and footers."""
    own = None if template is None else _template(template)
    if isinstance(own, Refused):
        return own
    office = Office(
        markup=_MARKUP,
        tab="<w:r><w:tab/></w:r>",
        picture=docx_finish.STAND_IN,
        figure_style="Figure",
        figure_caption_style="Image Caption",
        cell_style="Table Text",
        contents=_contents,
        room=ROOM if own is None else _room(own),
    )
    clean = None if own is None else office_zip.pack(own, document.date)
    made = convert(body(document, language, office), "docx", clean)
    if isinstance(made, Refused):
        return made
    parts = office_zip.unpack(made)
    assert parts is not None, "Pandoc's own file"
    return office_zip.pack(docx_finish.finished(parts, document, language, own), document.date)


def _template(template: bytes) -> dict[str, bytes] | Refused:
    """What may be used of the template's parts, if it is a template that the paper can be put into."""
    parts = office_zip.unpack(template) or {}
    roots = {name: office_zip.root(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    known = all(roots.get(f"word/{name}.xml") == f"{W} {name}" for name in ("document", "styles"))
    kinds = parts.get("[Content_Types].xml", b"")
    usable = known and None not in roots.values() and any(kind in kinds for kind in _TEMPLATE_KINDS)
    clean = docx_template.cleaned(parts) if usable else None
    return clean or Refused(msg("The template is not a Word document (.docx or .dotx) that can be read."))


def _room(template: dict[str, bytes]) -> Room:
    """How many letters there is room for in the template's tables."""
    points = points_of(template["word/styles.xml"], ("Table Text", "TableText"), usual=9.5)
    text = template["word/document.xml"].decode("utf-8")
    across, down = text_area(text) if "<w:sectPr" in text else (9638, 14173)
    return room(points, across / 567, down / 567)


def _contents(heading: Node, entries: Sequence[tuple[int, list[Node]]]) -> list[Node]:
    """The list of contents as the field that Word makes of one, filled in: it asks for nothing when it is opened."""
    code = ' TOC \\o "1-2" \\h \\z \\u '
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code.replace(chr(34), "&quot;")}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [list(pieces) for _, pieces in entries]
    lines[0].insert(0, tree.raw(_MARKUP, start))
    lines[-1].append(tree.raw(_MARKUP, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    listed = [styled(f"TOC {level}", line) for (level, _), line in zip(entries, lines, strict=True)]
    return [styled("TOC Heading", heading["c"]), *listed]
