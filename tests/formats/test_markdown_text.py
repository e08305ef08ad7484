"""Text put into Markdown: shown as it stands by GitHub's own parser, and of no meaning to what reads it afterwards."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from page_of_markdown import Page, html
from report_hostile import MARKUP, NASTY

from intlstrat.formats.markdown_text import code, escape
from intlstrat.formats.terminal import one_line

TEXTS = st.text(
    st.sampled_from("ab1 \\`*_~[]{}()#+-.!<>|&$^=:@%\"'/") | st.characters(codec="utf-8"), max_size=40
) | st.text(st.sampled_from("a17f#@:/.w"), max_size=20)


@given(TEXTS)
@example(MARKUP)
@example(NASTY)
@example("1. one")
@example("1) one")
@example("- one")
@example("+ one")
@example("=== ")
@example("# one")
@example("> one")
@example("\\")
@example("www.www.x.no:80://y@z")
@example("::a:b::c:")
@example("GH-1gh-2")
@example("fixes #1")
@example("a" * 6 + "1" * 34)
def test_text_is_shown_as_it_stands(raw: str) -> None:
    text = one_line(raw)
    for before in ("", "- ", "### ", "- **a:** ", "| a | "):
        page = Page(html(f"{before}{escape(text)}\n"))
        shown = "".join(page.texts)
        assert shown.rstrip("\n").endswith(text), (before, shown)
        page.check(spans=True)


@given(TEXTS)
@example("`")
@example("``a`")
@example(" a ")
def test_code_is_shown_as_it_stands(raw: str) -> None:
    text = one_line(raw)
    page = Page(html(f"- a {code(text)} b\n"))
    # A renderer shows blanks alone as it likes.
    assert "".join(page.codes).strip(" ") == text.strip(" ")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("The project has no goals.", "The project has no goals."),
        ("risk_score = 9", "risk\\_score = 9"),
        ("Mål: 1 250 000 kr (50 %)", "Mål: 1 250 000 kr (50 %)"),
        ("ola@example.no", "ola<span>@</span>example.no"),
        ("<b>", "&lt;b&gt;"),
        ("a | b", "a &#124; b"),
        ("1.2d", "1\\.2d"),
        ("1250000 kr", "1250000 kr"),
    ],
)
def test_ordinary_text_stays_readable(text: str, escaped: str) -> None:
    assert escape(text) == escaped
