"""Nothing that a record says may act on the terminal, or on the machine that runs the check."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intlstrat.formats.terminal import carries, cells, clean, encodable, guard, one_line, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grønn havn – «1 250 000» kr", "Grønn havn – «1 250 000» kr"),
        ("\x1b[31mrødt\x1b[0m", r"\x1b[31mrødt\x1b[0m"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x00\x07\x7f", r"\x00\x07\x7f"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202eevil\u2066", r"\u202eevil\u2066"),
        ("a\u200bb\ufeffc\xadd", r"a\u200bb\ufeffc\xadd"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("##[error]x", r"#\x23[error]x"),
        ("##vso[task.setvariable]", r"#\x23vso[task.setvariable]"),
        ("## overskrift", "## overskrift"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200db", r"a\u200db"),
        ("\u200d", r"\u200d"),
        ("1\u00a0250\u202f000", "1\u00a0250\u202f000"),
    ],
)
def test_clean_makes_the_invisible_visible(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en\n  to\r\ntre\tfire", "en to tre fire"),
        ("  kant  ", "kant"),
        ("a\u2028b", "a b"),
        ("3\u00a0600\u00a0000", "3\u00a0600\u00a0000"),
        ("a\x1bb", r"a\x1bb"),
    ],
)
def test_one_line_makes_prose_of_breaks(text: str, expected: str) -> None:
    assert one_line(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("    ::warning::x", r"    \x3a:warning::x"),
        ("\u00a0::x", "\u00a0\\x3a:x"),
        ("\ufe0f::x", "\ufe0f\\x3a:x"),
        (":\u034f:x", "\\x3a\u034f:x"),
        (": :x", r"\x3a :x"),
        ("a::b", "a::b"),
        (":a:", ":a:"),
        ("", ""),
        (":", ":"),
    ],
)
def test_guard_disarms_workflow_commands(line: str, expected: str) -> None:
    assert guard(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("æøå«»·×", 7), ("–│─…", 4), ("日本", 4), ("e\u0301", 1), ("👩\u200d🚀", 2), ("\u200b", 0)],
)
def test_cells_counts_columns(text: str, expected: int) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        ("«å» – │ … 日", "utf-8", "«å» – │ … 日"),
        ("«å» – │ … 日", "cp1252", r"«å» – | … \u65e5"),
        ("«å» – │ … 日", "cp850", r"«å» - │ ... \u65e5"),
        ("«å»\u00a0–", "ascii", r'"\xe5" -'),
        ("å", None, r"\xe5"),
        ("å", "no-such-encoding", r"\xe5"),
    ],
)
def test_encodable_keeps_what_the_encoding_carries(text: str, encoding: str | None, expected: str) -> None:
    assert encodable(text, encoding) == expected


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", True), ("cp850", False), (None, False), ("no-such-encoding", False)]
)
def test_carries(encoding: str | None, expected: bool) -> None:
    assert carries(encoding, "– │") is expected


@given(st.text(st.characters(codec=None)))
def test_nothing_hidden_is_left(text: str) -> None:
    pieces = shown(text)
    assert len(pieces) == len(text)
    hidden = {char for char in clean(text) if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert hidden <= set("\u200c\u200d")
    assert "##[" not in clean(text)


@given(st.text(st.sampled_from([":", " ", "\u00a0", "\ufe0f", "a"])))
def test_no_guarded_line_begins_with_two_colons(line: str) -> None:
    assert not guard(line).lstrip().startswith("::")


@given(st.text(st.characters(codec="utf-8", categories=("L", "P", "Z", "S"))))
def test_the_short_way_of_counting_columns_agrees_with_rich(text: str) -> None:
    from rich.cells import cell_len

    assert cells(text) == cell_len(text)
