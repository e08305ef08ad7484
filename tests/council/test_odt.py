"""The OpenDocument paper: its parts read back as XML, templates, and that texts stay texts."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from papers import ATTACKED, HOSTILE, PLAIN, WRITERS, alternatives, made, part, squeezed, tables, texts, xml
from sample_document import document

from intlstrat.council.writers.refused import Refused
from intlstrat.language import Language

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW, STYLE = (f"{{{SPACE}{name}:1.0}}" for name in ("text", "table", "drawing", "style"))
OFFICE, SVG = f"{{{SPACE}office:1.0}}", f"{{{SPACE}svg-compatible:1.0}}"
HREF = "{http://www.w3.org/1999/xlink}href"


def body(data: bytes) -> ElementTree.Element:
    found = xml(data, "content.xml").find(f"{OFFICE}body")
    assert found is not None
    return found


def said(data: bytes) -> str:
    return squeezed("".join(body(data).itertext()))


def styles(data: bytes) -> dict[str, ElementTree.Element]:
    """Every named style, by name."""
    found = [*xml(data, "styles.xml").iter(), *xml(data, "content.xml").iter()]
    return {one.attrib[f"{STYLE}name"]: one for one in found if f"{STYLE}name" in one.attrib}


def test_it_is_a_package_with_a_true_manifest() -> None:
    parts = zipfile.ZipFile(io.BytesIO(made("odt")))
    first = parts.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert parts.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    listed = re.findall(r'manifest:full-path="([^"]+)"', part(made("odt"), "META-INF/manifest.xml"))
    assert sorted(listed) == sorted({"/", *parts.namelist()} - {"mimetype", "META-INF/manifest.xml"})


def test_the_only_date_in_the_metadata_is_the_papers() -> None:
    metadata = part(made("odt"), "meta.xml")
    assert re.findall(r"\d{4}-\d\d-\d\d", metadata) == ["2026-11-25"] * 2
    assert "<dc:title>Internasjonalt samarbeid</dc:title>" in metadata
    assert "Pandoc" not in metadata


def test_sections_have_headings_with_levels() -> None:
    found = [(one.get(f"{TEXT}outline-level"), "".join(one.itertext())) for one in body(made("odt")).iter(f"{TEXT}h")]
    assert found == [("1", "Mono"), ("2", "Underkapittel"), ("1", "Bilder")]


@pytest.mark.parametrize(("language", "locale"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_styles_are_told_the_language(language: str, locale: str) -> None:
    data = made("odt", document(language=language))
    tongue, country = locale.split("-")
    assert f'fo:language="{tongue}" fo:country="{country}"' in part(data, "styles.xml")
    assert f"<dc:language>{locale}</dc:language>" in part(data, "meta.xml")


def test_every_style_in_use_is_there() -> None:
    for data in (made("odt"), templated()):
        names = (f"{TEXT}style-name", f"{TABLE}style-name", f"{STYLE}parent-style-name", f"{STYLE}master-page-name")
        content = xml(data, "content.xml")
        used = {one.attrib[name] for one in content.iter() for name in names if name in one.attrib}
        # Formula is what Pandoc's own styles for equations are based on; there are none.
        assert used - set(styles(data)) - {"L1"} <= {"Formula"}


def test_every_text_of_the_tree_is_there_in_order() -> None:
    text, at = said(made("odt")), 0
    for one in texts(PLAIN):
        found = text.find(squeezed(one), at)
        assert found >= 0, one
        at = found


def test_tables_have_heading_rows_that_come_again_and_rows_that_are_not_split() -> None:
    found = list(body(made("odt")).iter(f"{TABLE}table"))
    for drawn, table in zip(found, tables(PLAIN), strict=True):
        assert len(drawn.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) == 1
        rows = drawn.findall(f"{TABLE}table-row")
        assert len(rows) == len(table.rows)
        for row in rows:
            style = styles(made("odt"))[row.attrib[f"{TABLE}style-name"]]
            assert ElementTree.tostring(style).count(b'keep-together="always"') == 1


def test_pictures_are_told_in_words_and_have_a_png_beside_the_svg() -> None:
    data = made("odt")
    frames = list(body(data).iter(f"{DRAW}frame"))
    assert [frame.findtext(f"{SVG}desc") for frame in frames] == alternatives(PLAIN)
    parts = zipfile.ZipFile(io.BytesIO(data))
    starts = [parts.read(image.attrib[HREF])[:4] for frame in frames for image in frame.iter(f"{DRAW}image")]
    assert starts == [b"<svg", b"\x89PNG"] * len(alternatives(PLAIN))


def test_every_link_leads_to_a_bookmark() -> None:
    for paper in (PLAIN, ATTACKED):
        tree = body(made("odt", paper))
        marks = {f"#{mark.get(f'{TEXT}name')}" for mark in tree.iter(f"{TEXT}bookmark-start")}
        links = {link.attrib[HREF] for link in tree.iter(f"{TEXT}a")}
        assert {"#sammendrag", "#under", "#bilder", "#tabell-1"} <= links
        assert links - marks == set()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_stays_a_text(text: str) -> None:
    count = squeezed("".join(texts(ATTACKED))).count(squeezed(text))
    assert said(made("odt", ATTACKED)).count(squeezed(text)) >= count


def test_hostile_texts_make_no_element() -> None:
    def kinds(data: bytes) -> set[tuple[str, str]]:
        return {(one.tag, name) for one in body(data).iter() for name in ("", *one.attrib)}

    assert kinds(made("odt", ATTACKED)) - kinds(made("odt")) == set()
    hrefs = {one.attrib[HREF] for one in body(made("odt", ATTACKED)).iter() if HREF in one.attrib}
    assert all(href.startswith(("#", "Pictures/picture")) for href in hrefs)


def test_wide_tables_lie_and_the_rest_stands() -> None:
    asked = [style.get(f"{STYLE}master-page-name") for style in styles(made("odt")).values()]
    assert [page for page in asked if page] == ["intlstrat_sideways"]
    assert 'style:name="intlstrat_sideways"' in part(made("odt"), "styles.xml")


@cache
def template(kind: str = "text") -> bytes:
    """A municipality's letter: A4, a broad margin, a header; and parts that are no business of the paper."""
    layout = (
        '<style:page-layout style:name="Mpm1"><style:page-layout-properties fo:page-width="210mm" '
        'fo:page-height="297mm" style:print-orientation="portrait" fo:margin="40mm"/></style:page-layout>'
    )
    master = (
        '<style:master-page style:name="Standard" style:page-layout-name="Mpm1"><style:header>'
        '<text:p text:style-name="Header">Brevhode</text:p></style:header></style:master-page>'
    )
    own = (
        '<style:style style:name="Standard" style:family="paragraph"/>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
        'style:parent-style-name="Standard"><style:text-properties fo:color="#aa0000"/></style:style>'
    )
    spaces = " ".join(f'xmlns:{name}="{SPACE}{name}:1.0"' for name in ("office", "style", "text", "table"))
    spaces += f' xmlns:fo="{SPACE}xsl-fo-compatible:1.0"'
    look = (
        f'<office:document-styles {spaces} office:version="1.3"><office:styles>{own}</office:styles>'
        f"<office:automatic-styles>{layout}</office:automatic-styles><office:master-styles>{master}"
        "</office:master-styles></office:document-styles>"
    )
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:text/></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "styles.xml": look,
        "META-INF/manifest.xml": manifest,
        "Basic/Standard/Module1.xml": "<module>Sub Main</module>",
        "Thumbnails/thumbnail.png": "x",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@cache
def templated(kind: str = "text-template") -> bytes:
    data = WRITERS["odt"].render(PLAIN, Language("nb"), template(kind))
    assert isinstance(data, bytes), data
    return data


def test_a_template_gives_styles_pages_and_headers() -> None:
    data = templated()
    assert part(data, "mimetype") == "application/vnd.oasis.opendocument.text"
    look = part(data, "styles.xml")
    assert "#aa0000" in look
    assert look.count("Brevhode") == 2, "once on pages that stand, once on pages that lie"
    turned = re.search(r'<style:page-layout style:name="intlstrat_sideways_layout".*?</style:page-layout>', look)
    assert turned is not None
    for attribute in ('fo:page-width="297mm"', 'fo:page-height="210mm"', 'style:print-orientation="landscape"'):
        assert attribute in turned[0]
    # 210 less two margins of 40 millimetres.
    widths = {frame.get(f"{SVG}width") for frame in body(data).iter(f"{DRAW}frame")}
    assert "13.000cm" in widths


def test_of_a_template_nothing_else_is_taken_over() -> None:
    names = zipfile.ZipFile(io.BytesIO(templated())).namelist()
    assert [name for name in names if name.startswith(("Basic", "Thumbnails"))] == []


BROKEN: dict[str, Any] = {
    "empty": lambda: b"",
    "text": lambda: b"Dette er ingen mal.",
    "cut off": lambda: template()[: len(template()) // 2],
    "Word": lambda: made("docx"),
    "a spreadsheet": lambda: template("spreadsheet"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_template_that_cannot_be_used_is_refused(kind: str) -> None:
    answer = WRITERS["odt"].render(PLAIN, Language("nb"), BROKEN[kind]())
    assert isinstance(answer, Refused)
    expected = "Malen er ikke en OpenDocument-tekst (.odt eller .ott) som kan leses."
    assert Language("nb").message(answer.message) == expected
