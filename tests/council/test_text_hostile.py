"""Whatever the tree says, on a terminal its text is only shown, and stays within the width."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator

import pytest
import sample_document
import screen_documents
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_document import ATTACKS, cell
from tree_texts import texts

from intlstrat.council.charts import Bars, Chart, Map, Marked, Series, Span, Timeline
from intlstrat.council.tree import Block, Bullets, Column, Document, Facts, Paragraph, Picture, Run, Section, Table
from intlstrat.council.writers.text import render
from intlstrat.formats.terminal import cells, one_line
from intlstrat.language import Language

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NASTY = (
    *ATTACKS[:-1],
    "::error::x",
    "a " * 40 + "::set-output name=a::b " + "::warning::" * 20,
    ": : : :error: ::",
    "\u0301::add-mask::x",
    "##" + "[group]x",
    "❤\ufe0f" * 90,
    "👩\u200d🚀" * 50,
    "你好" * 60,
    "e" + "\u0301" * 300,
    "[bold red]x[/] :boom: [link=http://evil.example]y[/link]",
    "x" * 500,
    "a-b/c_d–" * 60,
    "",
    "1\u00a0250\u00a0000",
)


def _check(made: str, width: int, *, color: bool = False) -> Iterator[str]:
    """Each line without our colours, after a look at it."""
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    for line in made.removesuffix("\n").split("\n"):
        bare = re.sub(r"\x1b\[(?:0|1|2)m", "", line) if color else line
        assert not [char for char in bare if unicodedata.category(char) in HIDDEN and char not in "\u200c\u200d"]
        shape = [char for char in bare if not char.isspace() and unicodedata.category(char)[0] not in "MC"]
        assert shape[:2] != [":", ":"], bare
        assert not re.search(r"##(\[|vso\[|teamcity\[)", bare, re.IGNORECASE)
        assert cells(bare) <= max(width, 40), bare
        assert not bare.endswith(" ")
        yield bare


def everywhere(said: tuple[str, ...]) -> Document:
    """A document with those texts, as one_line makes them, in every place that a text can have."""
    told = tuple(one_line(text) for text in said)
    one = told[0]
    lines = tuple((Run(text), Run(text, "strong"), Run(text, "code"), Run(text, to="s")) for text in told)
    numbers = tuple(1.0 for _ in told)
    charts: tuple[Chart, ...] = (
        Bars(told, (Series(one, numbers, told), Series(one, numbers, told)), told, (one, 1.0)),
        Timeline((one,), tuple(Span(text, "2020-02-02", None, 0) for text in told), "2026-11-25", one),
        Map("NO", tuple(Marked("SE", text, at % 2, 1) for at, text in enumerate(told)), (one, one)),
    )
    rows = tuple((cell(text, text), cell(text), cell(text)) for text in told)
    blocks: tuple[Block, ...] = (
        *(Paragraph(line) for line in lines),
        Bullets(lines),
        Facts(tuple((text, line) for text, line in zip(told, lines, strict=True))),
        Table("t", one, (Column(one), Column(one, 2.0), Column(one, 1.0, "right")), rows),
        *(Picture(f"p{at}", one, one, chart) for at, chart in enumerate(charts)),
    )
    deep = Section("u", one, blocks[:2], (Section("v", one, (), (Section("w", one),)),))
    return Document(one, "nb", one, "2026-11-25", one, blocks[:1], (Section("s", one, blocks, (deep,)),))


@pytest.mark.parametrize(("width", "color", "ascii"), [(0, False, False), (80, True, True)])
def test_hostile_texts_are_only_shown(width: int, color: bool, ascii: bool) -> None:
    for document in (sample_document.document(ATTACKS), *(everywhere((text,)) for text in NASTY)):
        list(_check(render(document, Language("nb"), width, color, ascii), width, color=color))


def test_a_word_of_ten_thousand_characters_takes_no_long_time() -> None:
    start = time.process_time()
    made = render(screen_documents.styled(Run("é" * 10_000)), Language("nb"), 80, False, False)
    assert time.process_time() - start < 3
    assert made.count("é") == 40_000


def test_hostile_texts_are_shown_whole() -> None:
    document = sample_document.document(ATTACKS)
    made = re.sub(r"\s", "", render(document, Language("nb"), 120, False, False))
    for text in texts(document):
        shown = re.sub(r"\s", "", text).replace("::", r"\x3a:")
        # In a table the lines of neighbours are mixed; the same texts stand in paragraphs and bullets too.
        assert shown.replace("error:", r"error\x3a") in made or shown in made, text


def test_markup_and_emoji_codes_are_shown_as_they_stand() -> None:
    made = render(
        everywhere(("[bold red]x[/] :boom: [link=http://a.example]y[/link]",)), Language("nb"), 120, True, False
    )
    assert "[bold red]x[/] :boom: [link=http://a.example]y[/link]" in made
    assert set(re.findall(r"\x1b[^m]*m", made)) == {"\x1b[0m", "\x1b[1m", "\x1b[2m"}


def test_two_runs_make_no_command_together() -> None:
    made = render(
        screen_documents.styled(Run("##"), Run("[error]x", "strong"), Run(" a")), Language("nb"), 80, False, False
    )
    assert r"#\x23[error]x a" in made
    colons = render(screen_documents.styled(Run(":"), Run(":error::x", "strong")), Language("nb"), 80, False, False)
    assert list(_check(colons, 80))


def test_ordinary_colons_are_left_alone() -> None:
    plain = "Tema : klima, kl. 12:30, a::b og mål: ett"
    assert plain in render(screen_documents.styled(Run(plain)), Language("nb"), 80, False, False)


@given(
    st.lists(
        st.text(st.sampled_from("ab ::##[]-–/_|你\u0301\u200d\ufe0f❤👩🇳1\u00a0") | st.characters(), max_size=60),
        min_size=1,
        max_size=3,
    ),
    st.integers(40, 120),
)
@settings(max_examples=25)
def test_any_text_is_only_shown(said: list[str], width: int) -> None:
    list(_check(render(everywhere(tuple(said)), Language("nb"), width, False, False), width))
