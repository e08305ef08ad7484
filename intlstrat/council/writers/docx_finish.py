"""What Pandoc leaves to be done on a Word document: the look, the pages, the pictures, and fixed metadata.

Pandoc's markup is changed as text. That is safe because it always writes it the same way, and no text of the paper
can look like markup in it.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from intlstrat.council.tree import Document
from intlstrat.council.writers import docx_look
from intlstrat.council.writers.docx_drawing import drawing
from intlstrat.council.writers.docx_pages import paged, text_area
from intlstrat.council.writers.drawings import Drawing, drawings
from intlstrat.council.writers.office_tree import LOCALES
from intlstrat.language import Language

STAND_IN = "<w:r><!--intlstrat:picture-{}--></w:r>"

_TABLE_LOOK = re.compile(r"<w:tblLook [^>]*/>")
_BELOW_TABLE = re.compile(
    r'(</w:tbl>\s*(?:<w:bookmarkEnd [^>]*/>\s*)*<w:p><w:pPr><w:pStyle w:val="(?:BodyText|FirstParagraph)" />)'
)
_ROW = re.compile(r"<w:tr>(?:<w:trPr>)?(?=(<w:tblHeader)?)")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"


def finished(
    parts: dict[str, bytes], document: Document, language: Language, template: dict[str, bytes] | None
) -> dict[str, bytes]:
    """The document's parts as they are to be; `template` holds the parts of the template, if there is one."""
    made = dict(parts)
    locale = LOCALES[document.language]
    text = made["word/document.xml"].decode("utf-8")
    if template is None:
        text = _sections(text)[0] + docx_look.SECTION + _sections(text)[1]
        made["word/styles.xml"] = docx_look.styles(locale).encode()
        made["word/settings.xml"] = docx_look.settings(locale).encode()
        made["word/numbering.xml"] = _narrow(made["word/numbering.xml"])
        made["word/footer-page.xml"] = _footer(document, language).encode()
        _relate(made, "footer", "rIdFooter", "footer-page.xml")
        _declare(
            made, f'<Override PartName="/word/footer-page.xml" ContentType="{_TYPE}.wordprocessingml.footer+xml" />'
        )
    else:
        made["word/styles.xml"] = _with_missing_styles(made["word/styles.xml"], template["word/styles.xml"])
    text = _quiet_contents(_tables(text))
    drawn = drawings(document)
    width, height = text_area(text)
    for number, one in enumerate(drawn):
        stand_in = STAND_IN.format(number)
        text = text.replace(stand_in, f"<w:r>{drawing(one, number, width, height)}</w:r>", 1)
    _add_pictures(made, drawn)
    made["word/document.xml"] = paged(text).encode()
    made["docProps/core.xml"] = _core(document, locale).encode()
    made["docProps/app.xml"] = _app().encode()
    return made


def _sections(text: str) -> tuple[str, str]:
    """What stands before and after the properties of the last section, which are those of the whole document."""
    before, _, after = text.rpartition("<w:sectPr")
    return before, after.partition("</w:sectPr>")[2] if "</w:sectPr>" in after else after.partition("/>")[2]


def _tables(text: str) -> str:
    """Row headings are marked, no row is split over pages, and the heading row comes again on every page."""
    look = (
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1" />'
    )
    text = _TABLE_LOOK.sub(look, text)
    text = _BELOW_TABLE.sub(r'\1<w:spacing w:before="220" />', text)
    return _ROW.sub(
        lambda row: "<w:tr><w:trPr><w:cantSplit/>" if row[1] else "<w:tr><w:trPr><w:cantSplit/></w:trPr>", text
    )


def _quiet_contents(text: str) -> str:
    """The list of contents without the colour and the line of links: everything in it is one."""
    before, begin, rest = text.partition('<w:fldChar w:fldCharType="separate"/>')
    inside, end, after = rest.partition('<w:fldChar w:fldCharType="end"/>')
    return before + begin + inside.replace('<w:rStyle w:val="Hyperlink" />', "") + end + after


def _narrow(numbering: bytes) -> bytes:
    """Lists whose first level stands a little way in, and not half an inch."""
    return numbering.replace(b'w:left="720" w:hanging="360"', b'w:left="397" w:hanging="284"')


def _with_missing_styles(styles: bytes, template: bytes) -> bytes:
    """The template's styles, and those of ours that it lacks. Pandoc makes some of these up; ours are better."""
    text = styles.decode("utf-8")
    names = {
        name.lower() for name in re.findall(r'<w:name\b[^>]*?w:val="([^"]*)"', template.decode("utf-8", "replace"))
    }
    added = ""
    for key, style in docx_look.STYLES.items():
        name = re.search(r'<w:name w:val="([^"]*)"', style)
        if name is None or name[1].lower() in names:
            continue
        text = re.sub(rf'<w:style\b[^>]*w:styleId="{key}"[^>]*>.*?</w:style>', "", text, flags=re.DOTALL)
        added += style
    return text.replace("</w:styles>", f"{added}</w:styles>").encode()


def _footer(document: Document, language: Language) -> str:
    page = language.text("Page {page} of {pages}", page="\0", pages="\1")
    before, _, rest = page.partition("\0")
    between, _, after = rest.partition("\1")
    return docx_look.footer(f"{document.title} · {document.author} · {before}", between, after)


def _add_pictures(parts: dict[str, bytes], drawn: tuple[Drawing, ...]) -> None:
    for number, one in enumerate(drawn):
        for kind, data in (("png", one.png), ("svg", one.svg)):
            parts[f"word/media/picture{number + 1}.{kind}"] = data
            _relate(parts, "image", f"rIdPicture{number}{kind}", f"media/picture{number + 1}.{kind}")
    known = parts["[Content_Types].xml"].decode("utf-8")
    for kind, name in (("png", "image/png"), ("svg", "image/svg+xml")):
        if drawn and f'Extension="{kind}"' not in known:
            _declare(parts, f'<Default Extension="{kind}" ContentType="{name}" />')


def _relate(parts: dict[str, bytes], kind: str, key: str, target: str) -> None:
    name = "word/_rels/document.xml.rels"
    relation = f'<Relationship Type="{_RELATION}/{kind}" Id="{key}" Target="{target}" />'
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode() + b"</Relationships>")


def _declare(parts: dict[str, bytes], declaration: str) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", declaration.encode() + b"</Types>")


def _core(document: Document, locale: str) -> str:
    """The metadata: the only date in it is the day that the paper is about."""
    stamp = f"{document.date}T00:00:00Z"
    package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{package}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:description>{escape(document.description)}</dc:description><dc:language>{locale}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def _app() -> str:
    """The other metadata, without the counts that Pandoc copies from its template."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_XML}<Properties xmlns="{space}"><Application>intlstrat</Application></Properties>'
