"""What Pandoc leaves to be done on an OpenDocument text: the look, the pages, the pictures, and fixed metadata.

Pandoc's markup is changed as text. That is safe because it always writes it the same way, and no text of the paper
can look like markup in it.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from intlstrat.council.tree import Document
from intlstrat.council.writers import odt_look
from intlstrat.council.writers.drawings import Drawing, drawings
from intlstrat.council.writers.odt_pages import paged, text_area, with_sideways_page
from intlstrat.council.writers.office_tree import LOCALES
from intlstrat.language import Language

STAND_IN = "<!--intlstrat:picture-{}-->"

_LINK = '<text:span text:style-name="Definition">'
_BODY = re.compile(r"</table:table-header-rows>.*?</table:table>", re.DOTALL)
"""Pandoc sets the headings of rows like those of columns, which templates may have in the middle and bold."""
_TIGHT = 'fo:margin-top="0in" fo:margin-bottom="0in"'
_KIND = b"application/vnd.oasis.opendocument.text"
_KEPT = re.compile(r"mimetype|content\.xml|styles\.xml|settings\.xml|meta\.xml|manifest\.rdf|Pictures/[^/]+")
"""What a document is made of. A template's macros, signatures and thumbnails are its own affair."""
_TYPES = {"xml": "application/xml", "rdf": "application/rdf+xml", "png": "image/png", "svg": "image/svg+xml",
          "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}  # fmt: skip
_ROW = "intlstrat_row"


def finished(parts: dict[str, bytes], document: Document, language: Language, templated: bool) -> dict[str, bytes]:
    """The document's parts as they are to be; `templated` says whether its styles are a template's."""
    # What a template's settings say, such as to update links on opening, is its own affair too.
    made = {
        name: part
        for name, part in parts.items()
        if _KEPT.fullmatch(name) and not (templated and name in ("settings.xml", "manifest.rdf"))
    }
    locale = LOCALES[document.language]
    if templated:
        styles = _with_missing_styles(with_sideways_page(made["styles.xml"].decode("utf-8")))
    else:
        tongue, country = locale.split("-")
        styles = odt_look.styles(tongue, country, _footer(document, language))
    text = _links(_tables(made["content.xml"].decode("utf-8")))
    width, height = text_area(styles)
    for number, one in enumerate(drawings(document)):
        text = text.replace(STAND_IN.format(number), _frame(one, number, width, height), 1)
        made[f"Pictures/picture{number + 1}.svg"] = one.svg
        made[f"Pictures/picture{number + 1}.png"] = one.png
    made["content.xml"] = paged(text).encode()
    made["styles.xml"] = styles.encode()
    made["meta.xml"] = _meta(document, locale).encode()
    made["mimetype"] = _KIND
    return {**made, "META-INF/manifest.xml": _manifest(made).encode()}


def _links(text: str) -> str:
    """Links look like links, but for those in the list of contents: everything in it is one."""
    before, begin, rest = text.partition("<text:index-body>")
    inside, end, after = rest.partition("</text:index-body>")
    quiet = 'text:style-name="Index_20_Link" text:visited-style-name="Index_20_Link"'
    inside = inside.replace("<text:a ", f"<text:a {quiet} ").replace(_LINK, "<text:span>")
    return (before + begin + inside + end + after).replace(_LINK, '<text:span text:style-name="Internet_20_link">')


def _tables(text: str) -> str:
    """Tables with rules and room, and rows that are not split over pages."""
    for name, properties in odt_look.CELLS.items():
        style = rf'(<style:style style:name="{name}" style:family="table-cell">).*?(</style:style>)'
        text = re.sub(style, rf"\g<1>{properties}\g<2>", text, flags=re.DOTALL)
    row = (
        f'<style:style style:name="{_ROW}" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    text = _BODY.sub(lambda body: body[0].replace("Table_20_Heading", "Table_20_Contents"), text)
    text = text.replace(_TIGHT, 'fo:margin-top="0cm" fo:margin-bottom="0.12cm"')
    text = text.replace('style:rel-width="100%" />', 'style:rel-width="100%" fo:margin-bottom="0.35cm" />')
    text = text.replace("<table:table-row>", f'<table:table-row table:style-name="{_ROW}">')
    return text.replace("</office:automatic-styles>", f"{row}</office:automatic-styles>", 1)


def _frame(one: Drawing, number: int, width: float, height: float) -> str:
    """The markup of a picture: SVG first, PNG for what cannot draw it; the room is given in centimetres."""
    across, down = one.fit(width, height * 0.7)
    images = "".join(
        f'<draw:image xlink:href="Pictures/picture{number + 1}.{kind}" xlink:type="simple" xlink:show="embed" '
        f'xlink:actuate="onLoad" draw:mime-type="{_TYPES[kind]}"/>'
        for kind in ("svg", "png")
    )
    return (
        f'<draw:frame draw:name={quoteattr(one.picture.id)} text:anchor-type="as-char" svg:width="{across:.3f}cm" '
        f'svg:height="{down:.3f}cm" style:rel-height="scale">{images}<svg:title>{escape(one.picture.caption)}'
        f"</svg:title><svg:desc>{escape(one.picture.alt)}</svg:desc></draw:frame>"
    ).replace(' style:rel-height="scale"', "")


def _with_missing_styles(styles: str) -> str:
    """The template's styles, and those of ours that it lacks."""
    names = set(re.findall(r'<style:style\b[^>]*?style:name="([^"]*)"', styles))
    added = "".join(style for name, style in odt_look.STYLES.items() if name not in names)
    return styles.replace("</office:styles>", f"{added}</office:styles>", 1)


def _footer(document: Document, language: Language) -> str:
    page = language.text("Page {page} of {pages}", page="\0", pages="\1")
    before, _, rest = page.partition("\0")
    between, _, after = rest.partition("\1")
    return odt_look.footer(f"{document.title} · {document.author} · {before}", between, after)


def _meta(document: Document, locale: str) -> str:
    """The metadata: the only date in it is the day that the paper is about."""
    stamp = f"{document.date}T00:00:00"
    author = escape(document.author)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>'
        f"<meta:generator>intlstrat</meta:generator><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:description>{escape(document.description)}</dc:description><dc:language>{locale}</dc:language>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>"
        f"<meta:creation-date>{stamp}</meta:creation-date><dc:date>{stamp}</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _manifest(parts: dict[str, bytes]) -> str:
    entries = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
        f'manifest:media-type="{_TYPES.get(name.rpartition(".")[2].lower(), "")}"/>'
        for name in sorted(parts)
        if name != "mimetype"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_KIND.decode()}"/>'
        f"{entries}</manifest:manifest>"
    )
