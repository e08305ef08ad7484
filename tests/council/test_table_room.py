"""Tables with a template's large letters: words stay whole where there is room."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from papers import PLAIN, WRITERS, made, part
from sample_document import cell

from intlstrat.council.tree import Column, Table
from intlstrat.council.writers import office_zip, table_room
from intlstrat.language import Language

TITLES = ("Tiltak", "Vedtatt av", "Punkter", "Merknad")
ROW = ("Vennskap mellom byer og skoler i flere land", "Formannskapet", "12", "Kort")
TABLE = Table(
    "stor",
    "Store bokstaver",
    tuple(Column(title, weight) for title, weight in zip(TITLES, (6.0, 1.0, 0.3, 3.0), strict=True)),
    (tuple(cell(text) for text in ROW),),
)
PAPER = replace(PLAIN, sections=(replace(PLAIN.sections[0], blocks=(TABLE,), sections=()),))
POINTS = 17


def word() -> bytes:
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    template = docx.Document()
    template.styles["Normal"].font.size = Pt(POINTS)
    style = template.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = template.styles["Normal"]
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def text() -> bytes:
    parts = {name: part(made("odt"), name).encode() for name in ("mimetype", "content.xml", "META-INF/manifest.xml")}
    look = part(made("odt"), "styles.xml")
    own = re.search(r'<style:style style:name="Table_20_Contents".*?</style:style>', look)
    assert own is not None
    large = (
        '<style:style style:name="Table_20_Contents" style:family="paragraph" style:parent-style-name="Mor"/>'
        '<style:style style:name="Mor" style:family="paragraph">'
        f'<style:text-properties fo:font-size="{POINTS}pt"/></style:style>'
    )
    parts["styles.xml"] = look.replace(own[0], large).encode()
    return office_zip.pack(parts, "2026-11-25")


def word_widths(data: bytes) -> list[float]:
    found = [float(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', part(data, "word/document.xml"))]
    return [width / sum(found) for width in found]


def text_widths(data: bytes) -> list[float]:
    found = [float(width) for width in re.findall(r'style:rel-column-width="(\d+)\*"', part(data, "content.xml"))]
    return [width / sum(found) for width in found]


KINDS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], list[float]]]] = {
    "docx": (word, word_widths),
    "odt": (text, text_widths),
}


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_whole_in_large_letters(kind: str) -> None:
    template, widths = KINDS[kind]
    data = WRITERS[kind].render(PAPER, Language("nb"), template())
    assert isinstance(data, bytes)
    # Sixteen centimetres of page at most, and a letter that is half as wide as it is high.
    letters = 16 / 2.54 * 72 / (POINTS * 0.5)
    for share, words in zip(widths(data), zip(TITLES, ROW, strict=True), strict=True):
        assert share * letters >= max(len(word) for said in words for word in said.split())


def test_a_size_may_come_from_what_a_style_builds_on_or_from_the_default() -> None:
    parts = zipfile.ZipFile(io.BytesIO(word()))
    assert table_room.points_of(parts.read("word/styles.xml"), ("Table Text",), 9.5) == POINTS
    assert table_room.points_of(parts.read("word/styles.xml"), ("Ikke der",), 9.5) == 9.5
    circle = b'<s><style name="a" parent-style-name="b"/><style name="b" parent-style-name="a"/></s>'
    assert table_room.points_of(circle, ("a",), 9.5) == 9.5


def test_small_letters_and_broad_pages_change_nothing() -> None:
    assert table_room.room(6, 30, 40) == table_room.ROOM
