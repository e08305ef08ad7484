"""The council paper on a terminal: nothing is left out, and people can tell what is what without colour."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sample_document
import screen_documents
from sample_document import cell, line
from screen_documents import PROJECTS, bars, paper, pictures, projects, table
from tree_texts import texts

from intlstrat.council.charts import Bars, Map, Marked, Series, Span, Timeline
from intlstrat.council.tree import Column, Document, Facts, Section, Table
from intlstrat.council.writers.text import render
from intlstrat.formats.terminal import cells
from intlstrat.language import Language

NB = Language("nb")


def _text(document: Document, width: int = 80, *, color: bool = False, ascii: bool = False, lang: str = "nb") -> str:
    return render(document, Language(lang), width, color, ascii)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _drawing(*charts: Bars | Timeline | Map, width: int = 80, ascii: bool = False, lang: str = "nb") -> list[str]:
    """What is drawn below the last picture's description."""
    lines = _text(pictures(*charts), width, ascii=ascii, lang=lang).splitlines()
    return lines[lines.index(f"  Det figur {len(charts)} viser.") + 2 :]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("document", [screen_documents.everyday(), paper(projects(3))])
def test_every_text_of_the_tree_is_there(document: Document, width: int) -> None:
    made = _text(document, width)
    words = set(made.split())
    for text in texts(document):
        # Side by side, the lines of two cells are mixed; then every word must be there, or its parts.
        assert _squeezed(text) in _squeezed(made) or all(
            word in words or all(part in made for part in re.split("(?<=[-–])", word)) for word in text.split()
        ), text


def test_a_heading_says_its_level_without_colour() -> None:
    made = _text(screen_documents.everyday(), 40)
    assert made.startswith(f"Internasjonalt samarbeid\n{'═' * 40}\n")
    assert f"\n\nProsjektene\n{'─' * 40}\n" in made
    assert "\n\nPå nivå tre\n───────────\n\n" in made
    assert "\n\nPå nivå fire\n\n> På nivå fem\n\n  Dypt nede.\n" in made


def test_a_table_that_fits_is_drawn_in_columns() -> None:
    narrow = table((Column("Navn"), Column("Beløp", align="right")), ((cell("Mono"), cell("90 000 kr")),))
    assert _text(paper(narrow)).endswith(
        "  Tabell A. Prosjektene\n\n"
        "  Navn      Beløp\n"
        "  ═══════════════\n"
        "  Mono  90 000 kr\n"
    )  # fmt: skip


def test_a_table_without_rows_has_its_headings() -> None:
    assert _text(paper(table((Column("Navn"), Column("Beløp")), ()))).endswith("  Navn  Beløp\n  ═══════════\n")


def test_rows_of_several_lines_have_a_line_between_them() -> None:
    rows = ((cell("a"), cell("en", "to")), (cell("b"), cell("tre")))
    made = _text(paper(table((Column("Navn"), Column("Tall")), rows)))
    assert made.endswith("  a     en\n        to\n  ──────────\n  b     tre\n")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_that_does_not_fit_is_told_row_by_row(width: int) -> None:
    made = _text(paper(projects()), width)
    assert "\n  Prosjekt\n  ═══" in made
    assert re.search(r"\n\n  Mono\n    Program +uten program\n    Periode +2026\n", made)
    assert re.search(r"\n    Totalt +12\u00a0450\u00a0000\u00a0kr\n", made)


def test_nine_columns_fit_on_a_broad_screen() -> None:
    lines = _text(paper(projects()), 150).splitlines()
    assert [column.title in " ".join(lines) for column in PROJECTS] == [True] * 9
    (head,) = (line for line in lines if line.startswith("  Prosjekt ") and "Status" in line)
    first = next(line for line in lines if "1\u00a0250\u00a0000\u00a0kr" in line)
    end = head.index("Egenandel") + len("Egenandel")
    assert first[:end].endswith("  1\u00a0250\u00a0000\u00a0kr")


@pytest.mark.parametrize("width", range(40, 121, 5))
def test_numbers_and_ordinary_words_are_never_broken(width: int) -> None:
    for number in (2, 4, 6, 9):
        columns = PROJECTS[:number]
        document = paper(table(columns, tuple(row[:number] for row in projects().rows)))
        made = _text(document, width)
        for text in texts(document):
            for word in re.split(r"[ –-]", text):
                assert word in made, (number, word)


def test_the_room_is_shared_by_weight() -> None:
    prose = cell("ord " * 100)
    made = _text(paper(table((Column("A", 1.0), Column("B", 3.0)), ((prose, prose),))))
    (head,) = (line for line in made.splitlines() if line.startswith("  A "))
    assert 22 <= head.index("B") <= 28


def test_only_the_first_line_of_a_heading_of_a_row_stands_out() -> None:
    made = _text(paper(table((Column("A"), Column("B")), ((cell("fram", "bak"), cell("x")),))), color=True)
    assert "\x1b[1mfram\x1b[0m" in made
    assert "\n  bak\n" in made


def test_a_long_fingerprint_can_be_copied() -> None:
    digest = "sha256:" + "0123456789abcdef" * 4
    facts = Facts((("Fingeravtrykk", line(digest)), ("Kommune", line("Eksempelvik"))))
    assert f"\n  Fingeravtrykk\n    {digest}\n  Kommune        Eksempelvik\n" in _text(paper(facts))
    assert f"\n  Fingeravtrykk  {digest}\n" in _text(paper(facts), 100)


def test_bars_are_in_proportion_with_a_pattern_and_a_number_for_each_part() -> None:
    legend, drawn = _drawing(bars((1, 0, 3)))
    assert legend == "  █ Del 0  ▓ Del 1  ▒ Del 2"
    found = re.fullmatch(r"  Stolpe  (█+)(▓*)(▒+)  sum  █ 1  ▓ 0  ▒ 3", drawn)
    assert found is not None, drawn
    assert 2.5 < len(found[3]) / len(found[1]) < 3.5
    assert found[2] == ""


def test_what_is_not_nought_is_seen() -> None:
    assert "█" in _drawing(bars((0.001, 1000)))[1]
    assert _drawing(bars((0, 0)))[1] == "  Stolpe    sum  █ 0  ▓ 0"


def test_many_parts_stay_within_the_width() -> None:
    for number in (10, 100):
        for each in _drawing(bars((1.0,) * number), width=40):
            assert cells(each) <= 40


def test_one_part_whose_number_stands_at_the_end_has_it_once() -> None:
    one = Bars(("A",), (Series("Sum", (2.0,), ("2",)),), ("2",))
    assert re.fullmatch(r"  A  █+  2", _drawing(one)[1])


def test_the_limit_is_drawn_across_the_bars() -> None:
    legend, drawn = _drawing(bars((4,), ("Ramme", 2.0)))
    assert legend.endswith("│ Ramme")
    assert re.fullmatch(r"  Stolpe  (█+)│(█+)  sum  █ 4", drawn)
    beyond = _drawing(bars((1,), ("Ramme", 2.0)), ascii=True)
    assert beyond[0] == "  # Del 0  | Ramme"
    assert re.fullmatch(r"  Stolpe  #+ +\|  sum  # 1", beyond[1])


def test_a_time_line_has_years_open_ends_and_the_day() -> None:
    lines = _drawing(sample_document.TIMELINE)
    assert lines[0] == "  █ Planlagt  ▓ Aktivt  ▒ Avsluttet  │ 25. november 2026"
    assert lines[1].split()[0] == "2015"
    assert len({line.index("│") for line in lines[2:6]}) == 1
    assert re.fullmatch(r"  Urban Platsinnovation +▒+ +│ +2015–2018", lines[2])
    assert re.fullmatch(r"  Uten slutt +▓+│▓+>  fra 2026", lines[4])
    assert re.fullmatch(r"  Uten start +<█+│█+ +til 2027", lines[5])


def test_a_time_line_of_any_days_is_drawn() -> None:
    spans = (
        Span("Alltid", "0001-01-01", "9999-12-31", 0),
        Span("Ukjent", None, None, 7),
        Span("Nå", "2026-11-25", "2026-11-25", 0),
    )
    for width in (40, 80):
        assert any(
            "▓" in line or "█" in line for line in _drawing(Timeline(("A",), spans, "2026-11-25", "I dag"), width=width)
        )
        assert _drawing(Timeline(("A",), (), "2026-11-25", "I dag"), width=width)


def test_the_map_is_a_list_of_countries_with_numbers() -> None:
    there = Map("NO", (Marked("SE", "Sverige", 2, 1), Marked("MZ", "Mosambik", 0, 2)), ("Partnere", "Bare deltakere"))
    assert _drawing(there) == [
        "  Partnere",
        "    Sverige  2 partnere, 1 prosjektdeltaker",
        "",
        "  Bare deltakere",
        "    Mosambik  2 prosjektdeltakere",
    ]
    assert "    Sverige  2 partners, 1 project participant" in _drawing(there, lang="en")


def test_a_large_paper_takes_few_seconds() -> None:
    start = time.process_time()
    lines = _text(screen_documents.large(), 120).splitlines()
    assert time.process_time() - start < 8
    assert len(lines) > 20_000


def test_nothing_outside_the_arguments_counts() -> None:
    program = (
        "import sys, screen_documents as d; from intlstrat.council.writers.text import render; "
        "from intlstrat.language import Language; "
        "sys.stdout.buffer.write(render(d.everyday(), Language('nb'), 80, True, False).encode())"
    )
    here = Path(__file__)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    kept["PYTHONPATH"] = os.pathsep.join([str(here.parent), str(here.parents[2])])
    made = [
        subprocess.run([sys.executable, "-c", program], env=kept | more, capture_output=True, check=True).stdout
        for more in (
            {"TERM": "dumb", "COLUMNS": "13", "NO_COLOR": "1", "LANG": "C", "PYTHONHASHSEED": "1"},
            {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "300", "FORCE_COLOR": "1", "LANG": "nb_NO"},
        )
    ]
    assert made[0] == made[1] == _text(screen_documents.everyday(), color=True).encode()
    assert b"\x1b[1m" in made[0]


def test_a_table_of_one_column_and_an_empty_section_are_no_trouble() -> None:
    wide = Table("a", "A", (Column(""),), ((cell("x" * 300),),))
    document = Document(
        "T", "nb", "E", "2026-11-25", "D", (), (Section("s", "S", (wide, Facts(()))), Section("t", "T"))
    )
    assert "x" * 38 in _text(document, 40)
