"""Text from records in the PDF: it never becomes anything but text, always finds room, and keeps its order."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest
from pdf_reading import Element, catalogue, read, structure
from sample_document import ATTACKS, cell, document, line

from intlstrat.council.tree import Bullets, Column, Document, Facts, Paragraph, Run, Section, Table
from intlstrat.council.writers.pdf import render
from intlstrat.council.writers.typst_text import shapes
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language

TYPST = (
    '#import "@preview/x:1.0.0": y',
    '"); #panic("here") //',
    '#{sys.inputs} #eval("1") #read("/etc/hosts") #include "x"',
    '\\u{1F600} \\ \\\\ " `raw` *strong* _emph_ $x$ @ref <label> // /* */ -- --- ~ ...',
    "= Overskrift",
    "[*x*](http://evil.example) https://evil.example",
)


def made(*blocks: Any, sections: tuple[Section, ...] = (), title: str = "Tittel") -> bytes:
    return render(Document(title, "nb", "Eksempelvik", "2026-11-25", "Setning.", blocks, sections), Language("nb"))


def said(pdf: bytes) -> str:
    return structure(read(pdf)).text


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)


def everywhere(text: str) -> Document:
    """The text in every place that a text of a record may have; the headings of columns are the paper's own."""
    columns = (Column("Navn"), Column("Tall", align="right"))
    table = Table("t", text, columns, ((cell(text), cell(text, text)),))
    runs = (Run(text), Run(text, "strong"), Run(text, "code"), Run(text, to="t"))
    blocks = (Paragraph(runs), Bullets((line(text),)), Facts(((text, line(text)),)), table)
    return Document(text, "nb", text, "2026-11-25", text, (), (Section("a", text, blocks),))


@pytest.mark.parametrize("text", TYPST)
def test_what_typst_would_take_for_its_own_is_text(text: str) -> None:
    pdf = render(everywhere(one_line(text)), Language("nb"))
    # In the title, the contents, the heading, the four runs, the list, the facts, the caption and the cells.
    places = 1 + 1 + 1 + 4 + 1 + 2 + 1 + 3
    assert squeezed(said(pdf)).count(squeezed(one_line(text))) == places


def test_hostile_texts_bring_nothing_to_life() -> None:
    reader = read(render(document((*ATTACKS[:-1], *TYPST)), Language("nb")))
    assert {"/AA", "/OpenAction", "/AcroForm", "/AF", "/Collection"}.isdisjoint(catalogue(reader))
    assert set(catalogue(reader)["/Names"]) == {"/Dests"}
    links = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    assert links
    assert {each["/Subtype"] for each in links} == {"/Link"}
    assert [each for each in links if "/A" in each or "/AA" in each] == []
    names = {str(key) for each in _objects(reader) if isinstance(each, dict) for key in each}
    assert {"/JS", "/JavaScript", "/URI", "/EF", "/Launch", "/GoToR"}.isdisjoint(names)


def _objects(reader: pypdf.PdfReader) -> list[Any]:
    size: Any = reader.trailer["/Size"]
    return [pypdf.generic.IndirectObject(number, 0, reader).get_object() for number in range(1, size)]


@pytest.mark.parametrize(
    "text",
    ["a" * 600, "https://example.org/" + "sti/" * 100, "lang " * 400, "מלה" * 200],
    ids=["letters", "address", "words", "hebrew"],
)
def test_a_long_text_stays_on_the_page(text: str) -> None:
    assert _outside(render(everywhere(text), Language("nb"))) == []


def test_a_title_and_a_word_and_a_cell_may_be_very_long() -> None:
    columns = (Column("Navn"), Column("Tall", align="right"))
    table = Table("t", "Tabell", columns, ((cell("lang " * 2_000, "andre"), cell("1")),), wide=True)
    sections = (Section("a", "Kapittel", (Paragraph(line("x" * 3_000)), table)),)
    pdf = made(title="Å" * 10_000, sections=sections)
    assert _outside(pdf) == []
    text = squeezed(said(pdf))
    assert (text.count("Å"), text.count("x"), text.count("lang")) == (10_000, 3_000, 2_000)


def _outside(pdf: bytes) -> list[str]:
    """What is set outside its page."""
    outside: list[str] = []
    for page in read(pdf).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def look(part: str, matrix: list[float], *_: Any, width: float = width, height: float = height) -> None:
            longest = 3.5 * max(map(len, part.splitlines()), default=0)  # what is tried is at least that wide
            x, y = matrix[4], matrix[5]
            if part.strip() and not (30 < x < width - 30 - longest and 20 < y < height - 20):
                outside.append(f"{part[:20]!r} at {x}, {y}")

        page.extract_text(visitor_text=look)
    return outside


def test_a_long_word_is_broken_within_its_column() -> None:
    columns = (Column("Navn"), Column("Adresse"), Column("Beløp", align="right"))
    word = "kommune9" * 40
    page = read(made(Table("t", "Tabell", columns, ((cell("a"), cell(word), cell("1")),)))).pages[0]
    lines = [part for part in page.extract_text().splitlines() if "kommune9" in part]
    assert len(lines) > 4
    assert max(map(len, lines)) < 60


def test_letters_without_a_shape_are_given_by_their_numbers() -> None:
    pdf = made(Paragraph(line("Kinesisk 你好 og 👩‍👧, norsk æøå, gresk βπω, kyrillisk жцф, ✓ → ≥.")))
    text = squeezed(said(pdf))
    assert "Kinesisk[U+4F60U+597D]og[U+1F469U+200DU+1F467],norskæøå,greskβπω,kyrilliskжцф,✓→≥." in text
    assert text.endswith(
        squeezed("4 ulike tegn finnes ikke i skriftene i denne filen og er gjengitt med numrene sine i Unicode, ")
        + "sliksom[U+4F60]."
    )


def test_one_letter_without_a_shape_is_counted_once() -> None:
    assert "1tegnfinnesikke" in squeezed(said(made(Paragraph(line("好 og 好")))))


def test_a_paper_whose_letters_all_have_shapes_says_nothing_of_it() -> None:
    assert "Unicode" not in said(made(Paragraph(line("Ærlig talt: βπω"))))


def test_the_metadata_keep_every_letter() -> None:
    about = read(made(title="Vennskap 你好 – שלום")).metadata
    assert about is not None
    assert about.title == "Vennskap 你好 – שלום"


def test_every_letter_that_is_said_to_have_a_shape_has_one() -> None:
    letters = one_line("".join(f"{letter} " for letter in sorted(shapes())[::5]))
    assert made(Paragraph((Run(letters), Run(letters, "strong"), Run(letters, "code"))))


@pytest.mark.parametrize("name", ["שלום", "שלום עולם " * 5], ids=["short", "long"])
def test_right_to_left_texts_keep_their_neighbours_in_place(name: str) -> None:
    pdf = made(Paragraph((Run("Foran 7, "), Run(name.strip()), Run(" 12, etter."))))
    at: dict[str, tuple[float, float]] = {}

    def look(part: str, matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        for word in ("Foran", "ם", "12, etter"):
            if word in part:
                at[word] = (-(matrix[5] + text_matrix[5]), matrix[4] + text_matrix[4])

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=look)
    assert at["Foran"] < at["ם"] < at["12, etter"]


def test_cells_hold_their_lines_apart() -> None:
    columns = (Column("Navn"), Column("Merknad"))
    pdf = made(Table("t", "Tabell", columns, ((cell("a"), cell("første", "andre", "tredje")),)))
    (body,) = structure(read(pdf)).all("TBody")
    assert [each.text.split() for each in _cells(body)] == [["a"], ["første", "andre", "tredje"]]


def _cells(body: Element) -> list[Element]:
    return list(body.all("TH", "TD"))


@pytest.mark.parametrize(
    "amount",
    [
        "about NOK 720,000", "about NOK 6,032,000", "NOK 142,544,000", "NOK −1,142,544,000",
        "ca. 6 032 000 kr", "−1 142 544 000 kr",
    ],
)  # fmt: skip
def test_an_amount_is_never_cut_in_two(amount: str) -> None:
    held = amount.replace(" ", "\u00a0")
    columns = (Column("Prosjekt", 3.0), *(Column(f"Sum {n}", 1.0, "right") for n in range(3)), Column("Noe", 8.0))
    rows = ((cell("Et prosjekt"), *(cell(held) for _ in range(3)), cell("ord " * 60)),)
    shown = said(made(Table("t", "Beløp", columns, rows))).replace("\u00a0", " ")
    assert shown.count(amount) == 3
