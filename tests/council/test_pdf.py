"""The council paper as PDF: what it says, read back through its structure tree, and what it looks after."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pypdf
import pytest
from msgspec.structs import replace
from pdf_reading import Element, catalogue, read, structure
from sample_document import ATTACKS, cell, document, line

from intlstrat.council.tree import (
    Bullets,
    Document,
    Facts,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    blocks,
    plain,
    walk,
)
from intlstrat.council.writers.pdf import render
from intlstrat.language import Language

SAMPLES = {"everyday": (), "hostile": (*ATTACKS[:-1], "lang " * 300)}


@cache
def paper(sample: str) -> Document:
    return document(SAMPLES[sample])


@cache
def pdf(sample: str) -> pypdf.PdfReader:
    return read(render(paper(sample), Language("nb")))


@cache
def tree(sample: str) -> Element:
    return structure(pdf(sample))


def made(*blocks: Any, sections: tuple[Section, ...] = (), title: str = "Tittel", language: str = "nb") -> bytes:
    """A paper with those blocks before its first section."""
    said = Document(title, language, "Eksempelvik", "2026-11-25", "En setning.", blocks, sections)
    return render(said, Language(language))


def squeezed(text: str) -> str:
    """The text without what a line break adds or takes away, letters without a shape as their numbers."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def texts(document: Document) -> list[str]:
    """Every text of the tree in reading order, but for the alternative texts."""
    found = [document.title, *(text for block in document.front for text in _texts(block))]
    for _, section in walk(document.sections):
        found += [section.title, *(text for block in section.blocks for text in _texts(block))]
    return found


def _texts(block: Any) -> list[str]:
    match block:
        case Paragraph(said):
            return [plain(said)]
        case Bullets(items):
            return [plain(item) for item in items]
        case Facts(items):
            return [text for term, said in items for text in (term, plain(said))]
        case Table(_, caption, columns, rows):
            cells = [plain(said) for row in rows for cell in row for said in cell.lines]
            return [caption, *(column.title for column in columns), *cells]
        case Picture(_, caption):
            return [caption]
    raise AssertionError(block)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_file_says_what_it_is(sample: str) -> None:
    root, about = catalogue(pdf(sample)), pdf(sample).metadata
    xmp = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert about is not None
    assert (about.title, about.author, about.subject) == (
        "Internasjonalt samarbeid",
        "Eksempelvik kommune",
        "Status for samarbeidet.",
    )
    assert {str(about[key]) for key in ("/CreationDate", "/ModDate")} == {"D:20261125000000Z"}
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("nb-NO", True)
    assert root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert {str(page["/Tabs"]) for page in pdf(sample).pages} == {"/S"}


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_the_readers(language: str, tag: str) -> None:
    reader = read(made(language=language))
    assert catalogue(reader)["/Lang"] == tag
    assert ("Page 1 of 1" if language == "en" else "Side 1 av 1") in reader.pages[0].extract_text()


@pytest.mark.parametrize("sample", SAMPLES)
def test_headings_stand_at_their_levels(sample: str) -> None:
    said = [(1, paper(sample).title), (2, "Innhold")]
    said += [(level, section.title) for level, section in walk(paper(sample).sections)]
    found = [(element.role, squeezed(element.text)) for element in tree(sample).all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert found == [(f"H{level}", squeezed(title)) for level, title in said]


def test_deep_headings_are_headings_too() -> None:
    deepest = Section("d", "Fem")
    for id_, title in (("c", "Fire"), ("b", "Tre"), ("a", "To")):
        deepest = Section(id_, title, sections=(deepest,))
    found = structure(read(made(sections=(deepest,))))
    assert [element.role for element in found.all("H1", "H2", "H3", "H4", "H5")] == ["H1", "H2", "H2", "H3", "H4", "H5"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_table_has_its_headings_and_caption(sample: str) -> None:
    tables = [block for block in blocks(paper(sample)) if isinstance(block, Table)]
    found = list(tree(sample).all("Table"))
    assert len(found) == len(tables)
    for element, table in zip(found, tables, strict=True):
        assert [squeezed(caption.text) for caption in element.all("Caption")] == [squeezed(table.caption)]
        (head,) = element.all("THead")
        assert [squeezed(each.text) for each in head.all("TH")] == [squeezed(column.title) for column in table.columns]
        assert {each.attribute("/Scope") for each in head.all("TH")} == {"/Column"}
        (body,) = element.all("TBody")
        rows = list(body.all("TR"))
        assert len(rows) == len(table.rows)
        for row in rows:
            assert [each.role for each in row.all("TH", "TD")] == ["TH"] + ["TD"] * (len(table.columns) - 1)
            assert next(row.all("TH")).attribute("/Scope") == "/Row"
            # A list of headings, were there one, would have to name the row's too.
            assert [each.attribute("/Headers") for each in row.all("TH", "TD")] == [None] * len(table.columns)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_picture_has_its_text(sample: str) -> None:
    pictures = [block for block in blocks(paper(sample)) if isinstance(block, Picture)]
    assert [figure.values["/Alt"] for figure in tree(sample).all("Figure")] == [picture.alt for picture in pictures]


@pytest.mark.parametrize("sample", SAMPLES)
def test_lists_are_lists(sample: str) -> None:
    facts, bullets = tree(sample).all("L")
    said = next(block for block in paper(sample).front if isinstance(block, Facts)).items
    items = next(block for block in blocks(paper(sample)) if isinstance(block, Bullets)).items
    assert [squeezed(next(item.all("Lbl")).text) for item in facts.all("LI")][:2] == ["Kommune", "Per"]
    assert (len(list(facts.all("LI"))), len(list(bullets.all("LI")))) == (len(said), len(items))
    assert {len(list(item.all("LBody"))) for item in (*facts.all("LI"), *bullets.all("LI"))} == {1}


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_text_is_there_in_reading_order(sample: str) -> None:
    said, at = squeezed(tree(sample).text), 0
    for text in texts(paper(sample)):
        if re.search("[\u0590-\u06ff\U0001f000-\U0001ffff]", text):  # the tests below are about those letters
            continue
        found = said.find(squeezed(text), at)
        assert found >= 0, text
        at = found + len(squeezed(text))


def test_links_lead_to_their_place_and_say_so() -> None:
    reader = pdf("everyday")
    links = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    assert {each["/Subtype"] for each in links} == {"/Link"}
    assert [each["/Contents"].strip() for each in links] == [
        "«Mono» side 2",
        "«Underkapittel» side 2",
        "«Bilder» side 2",
        "Tabell 1. Oversikt: Mono, side 2",
    ]
    assert len(list(tree("everyday").all("Link"))) == len(links)


def test_a_link_may_lead_to_a_section_a_table_and_a_picture() -> None:
    ids = ("bilder", "tabell-2", "figur-3")
    said = Paragraph(tuple(Run(f"Se {id_}. ", to=id_) for id_ in ids))
    reader = read(render(replace(document(), front=(said,)), Language("nb")))
    annotations: Any = reader.pages[0]["/Annots"]
    links = [each.get_object() for each in annotations]
    assert [each["/Contents"].rpartition(",")[0] for each in links[:3]] == [
        "Bilder",
        "Tabell 2. Bred oversikt",
        "Figur 3. Mono",
    ]


def test_wide_tables_lie_on_their_side_with_what_leads_to_them() -> None:
    columns = document().sections[0].sections[0].blocks[0].columns  # type: ignore[union-attr]
    first, second = (Table(id_, f"Tabell {id_}", columns, (tuple(map(cell, "abc")),), wide=True) for id_ in ("x", "y"))
    sections = (
        Section("a", "Foran", (Paragraph(line("Opp og ned.")),)),
        Section("b", "Oversikter", (), (Section("c", "Prosjekter", (Paragraph(line("Kort.")), first)),)),
        Section("d", "Byer", (second, Paragraph(line("Etterpå.")))),
    )
    pages = read(made(sections=sections)).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages] == [False, False, True, False]
    said = [page.extract_text() for page in pages]
    assert "Opp og ned." in said[1]
    assert [
        word for word in ("Oversikter", "Prosjekter", "Kort.", "Tabell x", "Byer", "Tabell y") if word not in said[2]
    ] == []
    assert "Etterpå." in said[3]


def test_a_long_table_says_its_headings_on_every_page_and_once_to_a_screen_reader() -> None:
    columns = document().sections[0].sections[0].blocks[0].columns  # type: ignore[union-attr]
    rows = tuple(tuple(cell(f"{text} {number}") for text in ("rad", "b", "c")) for number in range(120))
    reader = read(made(Table("t", "Tabell 1. Lang", columns, rows)))
    said = [page.extract_text() for page in reader.pages]
    assert len(said) > 2
    assert [text.count("Beskrivelse") for text in said if "rad" in text] == [1] * sum("rad" in text for text in said)
    assert len(list(next(structure(reader).all("Table")).all("THead"))) == 1
