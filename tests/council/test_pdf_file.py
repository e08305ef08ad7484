"""The PDF as a file: accepted by a checker that is not ours, the same bytes wherever it is made, and in good time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pdf_reading import read
from sample_document import ATTACKS, cell, document

from intlstrat.council.tree import Column, Document, Section, Table
from intlstrat.council.writers.pdf import render
from intlstrat.council.writers.row_headings import mark_row_headings
from intlstrat.language import Language

REPO = Path(__file__).parents[2]
MAKE = """
import hashlib, sys
sys.path.insert(0, {tests!r})
from sample_document import ATTACKS, document
from intlstrat.council.writers.pdf import render
from intlstrat.language import Language
print(hashlib.sha256(render(document(ATTACKS[:-1]), Language("nb"))).hexdigest())
"""


def test_the_same_document_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    here = hashlib.sha256(render(document(ATTACKS[:-1]), Language("nb"))).hexdigest()
    code = MAKE.format(tests=str(REPO / "tests" / "council"))
    for zone, locale, seed in (("Pacific/Kiritimati", "C", "1"), ("America/Los_Angeles", "nb_NO.UTF-8", "2")):
        changed = {
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": seed,
            "PYTHONPATH": str(REPO),
        }
        made = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, **changed}, capture_output=True, text=True
        )
        assert (made.stdout.strip(), made.stderr) == (here, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_another_program_finds_nothing_amiss(tmp_path: Path, language: str) -> None:
    texts = () if language != "nb" else ATTACKS[:-1]
    file, report = tmp_path / "paper.pdf", tmp_path / "report.json"
    file.write_bytes(render(document(texts, language), Language(language)))
    # What it says beyond the standard is left out: an address that is no link is meant to be none.
    command = [sys.executable, "-m", "outloud.cli", "--layer", "conformance", "--json", str(report), str(file)]
    checked = subprocess.run(command, capture_output=True, text=True)
    (result,) = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert result["findings"] == []
    assert checked.returncode == 0


def test_a_big_table_takes_seconds_and_is_whole() -> None:
    columns = tuple(Column(f"Kolonne {number}", align="right" if number == 4 else "left") for number in range(8))
    said = ("Kyststi for alle", "Interreg Nordsjøen", "Norge", "2025–2028", "1 250 000 kr", "Aktivt", "miljø", "4, 13")
    rows = tuple(tuple(cell(f"{text} {number}") for text in said) for number in range(300))
    section = Section("a", "Stort", (Table("t", "Tabell 1", columns, rows, wide=True),))
    begun = time.process_time()
    pdf = render(Document("Stor", "nb", "E", "2026-11-25", "Setning.", (), (section,)), Language("nb"))
    assert time.process_time() - begun < 10
    assert pdf.count(b"/S/TH/") == 8 + 300
    assert "Kyststi for alle 299" in read(pdf).pages[-1].extract_text()


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"startxref\n9\n%%EOF", b"startxref\n99999999\n%%EOF\n"])
def test_a_file_that_is_written_otherwise_stays_as_it_is(pdf: bytes) -> None:
    assert mark_row_headings(pdf) == pdf
