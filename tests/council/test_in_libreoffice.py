"""The Word and OpenDocument papers in a real LibreOffice: it opens them, and nothing of them is lost."""

from __future__ import annotations

from pathlib import Path
from subprocess import run
from xml.etree import ElementTree

import pytest
from needs import program
from papers import ATTACKED, PLAIN, alternatives, made, squeezed, tables, texts
from test_docx import templated as word_templated
from test_odt import SVG, TABLE, TEXT
from test_odt import templated as odt_templated

from intlstrat.council.tree import walk

pytestmark = pytest.mark.xdist_group("office")

PAPERS = {"plain": PLAIN, "hostile": ATTACKED, "templated": PLAIN}
KINDS = ("docx", "odt")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every paper as LibreOffice has understood it, in its own flat format, and as PDF.

    Two runs for all of them: it takes seconds to start.
    """
    office = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    home = tmp_path_factory.mktemp("office")
    for kind in KINDS:
        (home / f"plain-{kind}.{kind}").write_bytes(made(kind))
        (home / f"hostile-{kind}.{kind}").write_bytes(made(kind, ATTACKED))
    (home / "templated-docx.docx").write_bytes(word_templated())
    (home / "templated-odt.odt").write_bytes(odt_templated())
    start = [str(office), "--headless", "--norestore", f"-env:UserInstallation={(home / 'profile').as_uri()}"]
    for form in ("fodt", "pdf"):
        files = sorted(file for kind in KINDS for file in home.glob(f"*.{kind}"))
        run([*start, "--convert-to", form, "--outdir", home, *files], check=True, capture_output=True, timeout=300)
    return home


def understood(opened: Path, name: str, kind: str) -> ElementTree.Element:
    tree = ElementTree.parse(opened / f"{name}-{kind}.fodt").getroot()
    body = tree.find("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}body")
    assert body is not None
    return body


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_no_text_is_lost(opened: Path, name: str, kind: str) -> None:
    said = squeezed("".join(understood(opened, name, kind).itertext()))
    assert [text for text in texts(PAPERS[name]) if squeezed(text) not in said] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_no_alternative_text_is_lost(opened: Path, name: str, kind: str) -> None:
    said = [one.text for one in understood(opened, name, kind).iter(f"{SVG}desc")]
    assert [text for text in said if text] == alternatives(PAPERS[name])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_tables_keep_their_heading_rows(opened: Path, name: str, kind: str) -> None:
    found = list(understood(opened, name, kind).iter(f"{TABLE}table"))
    assert len(found) == len(tables(PAPERS[name]))
    for drawn, table in zip(found, tables(PAPERS[name]), strict=True):
        heads = drawn.findall(f"{TABLE}table-header-rows/{TABLE}table-row/{TABLE}table-cell")
        assert ["".join(head.itertext()).strip() for head in heads] == [column.title for column in table.columns]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_headings_keep_their_levels(opened: Path, name: str, kind: str) -> None:
    found = [
        (one.get(f"{TEXT}outline-level"), squeezed("".join(one.itertext())))
        for one in understood(opened, name, kind).iter(f"{TEXT}h")
    ]
    # The list of contents has a heading of its own; a template may make it one of the outline.
    wanted = [(str(level - 1), squeezed(section.title)) for level, section in walk(PAPERS[name].sections)]
    assert [one for one in found if one in wanted] == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_pages_stand_and_lie_and_are_numbered(opened: Path, kind: str) -> None:
    program("pdfinfo", package="poppler-utils")
    file = opened / f"plain-{kind}.pdf"
    sizes = run(["pdfinfo", "-f", "1", "-l", "99", file], capture_output=True, text=True, check=True).stdout
    found = [line.split(":")[1].split()[:3] for line in sizes.splitlines() if " size:" in line and line[:5] == "Page "]
    shapes = [tuple(round(float(side) / 10) for side in (width, height)) for width, _, height in found]
    assert shapes[0] == (60, 84)
    assert shapes[-1] == (84, 60)
    printed = run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    for number in range(1, len(shapes) + 1):
        assert f"Internasjonalt samarbeid · Eksempelvik kommune · Side {number} av {len(shapes)}" in printed


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_higher_than_a_page_is_not_cut_off(opened: Path, kind: str) -> None:
    program("pdftotext", package="poppler-utils")
    file = opened / f"hostile-{kind}.pdf"
    printed = run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    wanted = "".join(texts(ATTACKED)).count("lang ") + sum(text.endswith("lang") for text in texts(ATTACKED))
    assert printed.count("lang") >= wanted


@pytest.mark.parametrize("kind", KINDS)
def test_a_templates_header_is_on_every_page(opened: Path, kind: str) -> None:
    program("pdftotext", package="poppler-utils")
    file = opened / f"templated-{kind}.pdf"
    printed = run(["pdftotext", "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = printed.rstrip("\f").split("\f")
    first = "Forside" if kind == "docx" else "Brevhode"
    assert [("Brevhode" in page, first in page) for page in pages[:1]] == [(kind == "odt", True)]
    assert all("Brevhode" in page for page in pages[1:])
