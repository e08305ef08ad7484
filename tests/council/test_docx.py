"""The Word paper: its parts read back as XML and by python-docx, templates, and that texts stay texts."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from papers import ATTACKED, HOSTILE, PLAIN, WRITERS, alternatives, made, part, squeezed, tables, texts, xml
from sample_document import document

from intlstrat.council.writers.refused import Refused
from intlstrat.language import Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def body(data: bytes) -> ElementTree.Element:
    return xml(data, "word/document.xml")


def said(data: bytes) -> str:
    return squeezed("".join(text.text or "" for text in body(data).iter(f"{W}t")))


def headings(data: bytes) -> list[tuple[str, str]]:
    """The style and text of the title and each heading."""
    found = []
    for paragraph in body(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith(("Heading", "Title")):
            found.append((style.attrib[f"{W}val"], "".join(text.text or "" for text in paragraph.iter(f"{W}t"))))
    return found


def sections(data: bytes) -> list[tuple[str | None, list[str]]]:
    """Of each section, how its pages lie, and which headers and footers it names."""
    found = []
    for section in body(data).iter(f"{W}sectPr"):
        size = section.find(f"{W}pgSz")
        assert size is not None
        names = [child.tag.removeprefix(W) for child in section if child.tag.endswith("Reference")]
        found.append((size.get(f"{W}orient"), names))
    return found


def test_python_docx_opens_it() -> None:
    import docx

    opened = docx.Document(io.BytesIO(made("docx")))
    assert opened.core_properties.title == "Internasjonalt samarbeid"
    assert opened.core_properties.author == "Eksempelvik kommune"
    assert [str(opened.core_properties.created)[:10], str(opened.core_properties.modified)[:10]] == ["2026-11-25"] * 2
    assert [table.rows[0].cells[0].text for table in opened.tables] == ["Navn", "Navn"]


def test_every_part_is_of_the_papers_day() -> None:
    for kind in ("docx", "odt"):
        parts = zipfile.ZipFile(io.BytesIO(made(kind))).infolist()
        assert {info.date_time for info in parts} == {(2026, 11, 25, 0, 0, 0)}


def test_sections_have_headings_of_word_and_no_level_is_passed_over() -> None:
    found = headings(made("docx"))
    assert found == [
        ("Title", "Internasjonalt samarbeid"),
        ("Heading1", "Mono"),
        ("Heading2", "Underkapittel"),
        ("Heading1", "Bilder"),
    ]
    levels = [int(style[-1]) for style, _ in found[1:]]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_style_in_use_is_there() -> None:
    known = {style.get(f"{W}styleId") for style in xml(made("docx"), "word/styles.xml").iter(f"{W}style")}
    used = {one.get(f"{W}val") for kind in ("p", "r", "tbl") for one in body(made("docx")).iter(f"{W}{kind}Style")}
    assert used - known == set()


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_word_is_told_the_language(language: str, locale: str) -> None:
    data = made("docx", document(language=language))
    (given,) = xml(data, "word/styles.xml").iter(f"{W}lang")
    assert given.get(f"{W}val") == locale
    assert f"<dc:language>{locale}</dc:language>" in part(data, "docProps/core.xml")


def test_every_text_of_the_tree_is_there_in_order() -> None:
    text, at = said(made("docx")), 0
    for one in texts(PLAIN):
        found = text.find(squeezed(one), at)
        assert found >= 0, one
        at = found


def test_tables_have_heading_rows_and_heading_columns() -> None:
    found = list(body(made("docx")).iter(f"{W}tbl"))
    assert len(found) == len(tables(PLAIN))
    for drawn, table in zip(found, tables(PLAIN), strict=True):
        look = drawn.find(f"{W}tblPr/{W}tblLook")
        caption = drawn.find(f"{W}tblPr/{W}tblCaption")
        assert look is not None
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        assert caption is not None
        assert caption.get(f"{W}val") == table.caption
        rows = drawn.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * len(table.rows)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_pictures_are_told_in_words_and_have_a_png_beside_the_svg() -> None:
    data = made("docx")
    for tag in (DRAWN, NAMED):
        assert [one.get("descr") for one in body(data).iter(tag)] == alternatives(PLAIN)
    targets = {one.get("Id"): one.get("Target") for one in xml(data, "word/_rels/document.xml.rels")}
    names = [str(targets[one.attrib[EMBED]]) for one in body(data).iter() if EMBED in one.attrib]
    parts = zipfile.ZipFile(io.BytesIO(data))
    starts = [parts.read(f"word/{name}")[:4] for name in names]
    assert starts == [b"\x89PNG", b"<svg"] * len(alternatives(PLAIN))


def test_every_link_leads_to_a_bookmark() -> None:
    for paper in (PLAIN, ATTACKED):
        tree = body(made("docx", paper))
        marks = {mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")}
        links = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
        assert {"sammendrag", "under", "bilder", "tabell-1"} <= set(links)
        assert set(links) - marks == set()


def test_wide_tables_lie_and_the_rest_stands() -> None:
    assert [turned for turned, _ in sections(made("docx"))] == [None, "landscape"]
    assert all(names == ["footerReference"] for _, names in sections(made("docx")))
    assert "NUMPAGES" in part(made("docx"), "word/footer-page.xml")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_stays_a_text(text: str) -> None:
    count = squeezed("".join(texts(ATTACKED))).count(squeezed(text))
    assert said(made("docx", ATTACKED)).count(squeezed(text)) >= count


def test_hostile_texts_make_no_element_and_no_field() -> None:
    def kinds(data: bytes) -> set[tuple[str, str]]:
        return {(one.tag, name) for one in body(data).iter() for name in ("", *one.attrib)}

    # Arabic and Chinese are told apart, and nothing else comes of a text.
    scripts = {(f"{W}rtl", ""), (f"{W}rFonts", ""), (f"{W}rFonts", f"{W}hint")}
    assert kinds(made("docx", ATTACKED)) - kinds(made("docx")) == scripts
    for paper in (PLAIN, ATTACKED):
        data = made("docx", paper)
        assert [field.text for field in body(data).iter(f"{W}instrText")] == [' TOC \\o "1-2" \\h \\z \\u ']
        parts = zipfile.ZipFile(io.BytesIO(data))
        assert not any(b"External" in parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        assert not any(b"updateFields" in parts.read(name) for name in parts.namelist())


@cache
def template() -> bytes:
    """A municipality's letter, as Word in Norwegian names its styles: a first page of its own, header and footer."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm

    letter = docx.Document()
    (page,) = letter.sections
    page.page_width, page.page_height, page.left_margin = Cm(21), Cm(29.7), Cm(4)
    page.header.paragraphs[0].text = "Brevhode"
    page.footer.paragraphs[0].text = "Postboks 1"
    page.different_first_page_header_footer = True
    page.first_page_header.paragraphs[0].text = "Forside"
    letter.styles["Normal"].font.name = "Georgia"
    letter.styles["Heading 1"].element.set(qn("w:styleId"), "Overskrift1")
    buffer = io.BytesIO()
    letter.save(buffer)
    return buffer.getvalue()


@cache
def templated() -> bytes:
    data = WRITERS["docx"].render(PLAIN, Language("nb"), template())
    assert isinstance(data, bytes), data
    return data


def test_a_template_gives_styles_pages_headers_and_footers() -> None:
    styles = [style.get(f"{W}val") for style in body(templated()).iter(f"{W}pStyle")]
    assert styles.count("Overskrift1") == 2
    assert "Georgia" in part(templated(), "word/styles.xml")
    both = ["headerReference", "headerReference", "footerReference"]
    assert [(turned, sorted(names)) for turned, names in sections(templated())] == [
        (None, sorted(both)),
        ("landscape", sorted(both)),
    ]
    margins = {margin.get(f"{W}left") for margin in body(templated()).iter(f"{W}pgMar")}
    assert margins == {"2268"}
    # Only the first page of all is a first page.
    first, second = body(templated()).iter(f"{W}sectPr")
    assert first.find(f"{W}titlePg") is not None
    assert second.find(f"{W}titlePg") is None


def test_what_a_template_lacks_is_added() -> None:
    known = {style.get(f"{W}styleId") for style in xml(templated(), "word/styles.xml").iter(f"{W}style")}
    used = {one.get(f"{W}val") for kind in ("p", "r", "tbl") for one in body(templated()).iter(f"{W}{kind}Style")}
    assert {"Facts", "TableText", "TableCaption", "Table"} <= used
    assert used - known == set()


def _rezipped(**changed: bytes | None) -> bytes:
    """The template with some parts changed or left out; a `/` in a name is written `__`."""
    old = zipfile.ZipFile(io.BytesIO(template()))
    parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
    parts |= {name.replace("__", "/") + ".xml": part for name, part in changed.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return buffer.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY e "e">]><w:styles xmlns:w="' + W[1:-1].encode() + b'">&e;</w:styles>'
BROKEN: dict[str, Any] = {
    "empty": lambda: b"",
    "text": lambda: b"Dette er ingen mal.",
    "cut off": lambda: template()[: len(template()) // 2],
    "OpenDocument": lambda: made("odt"),
    "no document": lambda: _rezipped(word__document=None),
    "broken styles": lambda: _rezipped(word__styles=b"<w:styles>"),
    "other styles": lambda: _rezipped(word__styles=b"<x/>"),
    "an entity": lambda: _rezipped(word__styles=ENTITY),
    "a bomb": lambda: _rezipped(word__bomb=b"<a>" + b" " * 70_000_000 + b"</a>"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_template_that_cannot_be_used_is_refused(kind: str) -> None:
    answer = WRITERS["docx"].render(PLAIN, Language("nb"), BROKEN[kind]())
    assert isinstance(answer, Refused)
    expected = "Malen er ikke et Word-dokument (.docx eller .dotx) som kan leses."
    assert Language("nb").message(answer.message) == expected
