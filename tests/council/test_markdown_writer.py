"""The council paper as Markdown, read back by GitHub's own parser and by markdown-it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import cmarkgfm
import pytest
import sample_document
import screen_documents
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_document import ATTACKS, cell, line
from screen_documents import PROJECTS, paper, projects, styled, table
from tree_texts import texts

from intlstrat.council.tree import Bullets, Cell, Column, Document, Facts, Paragraph, Run, Section, Table, blocks, walk
from intlstrat.council.writers.markdown import render
from intlstrat.formats.terminal import one_line
from intlstrat.language import Language

OURS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "li", "strong", "code", "br", "span", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""What the writer's own Markdown comes to; a text can make nothing else, and no attribute but these."""

HOSTILE = sample_document.document(ATTACKS)
EVERYDAY = screen_documents.everyday()


def _render(document: Document, lang: str = "nb") -> str:
    return render(document, Language(lang))


def _github(markdown: str) -> str:
    made = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    assert isinstance(made, str)
    return made


def _markdown_it(markdown: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown))


class Page(HTMLParser):
    """What a reader made of the Markdown: elements, attributes, anchors, links, headings, rows of tables, text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str]] = set()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: list[list[list[str]]] = []
        self.text = ""
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        for name, value in attrs:
            if (tag, name) == ("a", "name"):
                self.anchors.append(value or "")
            elif (tag, name) == ("a", "href"):
                self.links.append(value or "")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        if tag == "br":
            self.text += "\n"
        else:
            self._open.append((tag, len(self.text)))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        opened, start = self._open.pop()
        assert opened == tag
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), self.text[start:]))
        elif tag in ("th", "td"):
            self.tables[-1][-1].append(self.text[start:])

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")


Reader = Callable[[str], str]
"""Markdown to HTML."""

READERS = pytest.mark.parametrize("read", [_github, _markdown_it])


def _plain(text: str) -> str:
    """Readers show several blanks as one, and none at an end."""
    return re.sub(" +", " ", text).strip(" \n")


def _check(page: Page) -> None:
    """Nothing is there that the writer did not make."""
    assert set(page.tags) <= OURS, set(page.tags) - OURS
    assert page.attributes <= {
        ("a", "name"),
        ("a", "href"),
        ("th", "align"),
        ("td", "align"),
        ("th", "style"),
        ("td", "style"),
    }
    assert {link.removeprefix("#") for link in page.links} <= set(page.anchors)
    assert len(page.anchors) == len(set(page.anchors))


@READERS
@pytest.mark.parametrize("document", [EVERYDAY, HOSTILE])
def test_every_text_of_the_tree_is_there(read: Reader, document: Document) -> None:
    page = Page(read(_render(document)))
    _check(page)
    shown = _plain(page.text)
    for text in texts(document):
        assert _plain(text) in shown, text


@READERS
@pytest.mark.parametrize("document", [EVERYDAY, HOSTILE])
def test_headings_and_tables_are_those_of_the_tree(read: Reader, document: Document) -> None:
    page = Page(read(_render(document)))
    wanted = [(min(level, 6), section.title) for level, section in walk(document.sections)]
    title, contents, *headings = [(level, _plain(text)) for level, text in page.headings]
    assert title == (1, document.title)
    assert contents == (2, "Innhold")
    assert headings == [(level, _plain(text)) for level, text in wanted]
    tables = [block for block in blocks(document) if isinstance(block, Table)]
    for found, block in zip(page.tables, tables, strict=True):
        head, *rows = [[_plain(text) for text in row] for row in found]
        assert head == [column.title for column in block.columns]
        assert rows == [
            ["\n".join(_plain("".join(run.text for run in line)) for line in one.lines) for one in row]
            for row in block.rows
        ]


def test_numbers_stand_to_the_right() -> None:
    assert "| --- | --- | --- | --- | ---: | ---: | ---: | --- | --- |" in _render(paper(projects()))


@READERS
def test_every_chapter_table_and_picture_can_be_linked_to(read: Reader) -> None:
    page = Page(read(_render(EVERYDAY)))
    ids = {section.id for _, section in walk(EVERYDAY.sections)}
    ids |= {block.id for block in blocks(EVERYDAY) if hasattr(block, "id")}
    assert set(page.anchors) == ids
    assert page.links[:3] == ["#sammendrag", "#under", "#bilder"]


def test_the_contents_are_chapters_and_what_is_in_them() -> None:
    made = _render(EVERYDAY)
    assert "\n## Innhold\n\n- [Mono](#sammendrag)\n  - [Underkapittel](#under)\n- [Bilder](#bilder)\n" in made
    assert "(#fire)" not in made


def test_that_there_are_no_pictures_is_said_where_there_are_some() -> None:
    assert "Denne teksten viser ingen bilder" in _render(EVERYDAY)
    assert "This text shows no pictures" in _render(EVERYDAY, "en")
    assert "bilder" not in _render(paper(projects()))


def test_it_reads_well_as_it_stands() -> None:
    facts = Facts((("Kommune", line("Eksempelvik")),))
    told = Paragraph((Run("Se "), Run("tabell 1", to="tabell-a"), Run(" om "), Run("goals", "code"), Run(".")))
    made = _render(paper(facts, told, table(PROJECTS[:2], ((cell("Mono", "i to byer"), cell("uten")),))))
    assert made.endswith(
        "## Kapittel\\n\\n- **Kommune:** Eksempelvik\\n\\nSe [tabell 1](#tabell-a) om `goals`.\\n\\n"
        '<a name="tabell-a"></a>\\n**Tabell A. Prosjektene**\\n\\n'
        "| Prosjekt | Program |\\n| --- | --- |\\n| Mono<br>i to byer | uten |\\n".replace("\\n", "\n")
    )


@READERS
@pytest.mark.parametrize(
    "runs",
    [
        (Run("a"), Run("(b)", "strong"), Run("c")),
        (Run("a"), Run(" b ", "strong"), Run("c")),
        (Run("*"), Run("b", "strong"), Run("*")),
        (Run("!"), Run("bilde", to="kapittel")),
        (Run("a\\!"), Run("bilde", to="kapittel")),
        (Run("a"), Run("b|c", "code"), Run("|")),
        (Run("`"), Run("`b`", "code"), Run("`")),
        (Run("["), Run("b", to="kapittel"), Run("](x)")),
        (Run("1"), Run(". en"), Run("\\")),
        (Run("-"), Run(" en")),
        (Run("    innrykk"),),
        (Run("::set-output name=a::b"),),
        (Run(":"), Run(":error::x", "strong")),
        (Run("x", "strong"), Run("y", "strong", to="kapittel"), Run("z", "code", to="kapittel")),
        (Run("\u00a0a\u00a0", "strong"), Run("b")),
        (Run("\\|", "code"), Run("\\")),
        (Run("---"),),
        (Run("| a | b |"),),
    ],
)
def test_styles_beside_each_other_are_read_as_they_are_meant(read: Reader, runs: tuple[Run, ...]) -> None:
    made = _render(styled(*runs))
    page = Page(read(made))
    _check(page)
    told = _plain("".join(run.text for run in runs))
    assert [_plain(text) for text in page.tables[0][1]] == [f"{told}\n{told}", told]
    assert page.text.count(told) == 4
    for style, tag in (("strong", "strong"), ("code", "code")):
        # The paragraph and three lines in cells; one caption is strong.
        assert page.tags.count(tag) == 4 * len([run for run in runs if run.style == style]) + (tag == "strong")
    assert len(page.links) == 1 + 4 * len([run for run in runs if run.to])
    assert not re.search(r"^\s*::", made, re.MULTILINE)


RUNS = st.builds(
    Run,
    st.text(
        st.sampled_from("ab1 \\`*_~[]{}()#+-.!<>|&$^=:@%\"'/\u00a0é你") | st.characters(codec="utf-8"), max_size=8
    ).map(one_line),
    st.sampled_from(["plain", "strong", "code"]),
    st.sampled_from([None, "kapittel"]),
)


@given(st.lists(RUNS, min_size=1, max_size=5))
@settings(max_examples=150)
def test_any_runs_are_shown_as_they_stand(runs: list[Run]) -> None:
    told = _plain("".join(one_line("".join(run.text for run in runs))))
    bare = re.sub(r"\s", "", told)
    made = _render(styled(*runs))
    for read in (_github, _markdown_it):
        page = Page(read(made))
        _check(page)
        assert re.sub(r"\s", "", page.tables[0][1][1]) == bare
        assert re.sub(r"\s", "", page.text).count(bare) >= 4
    assert not re.search(r"^\s*::", made, re.MULTILINE)


def test_headings_go_no_deeper_than_markdown_does() -> None:
    section = Section("s7", "Dypest", (Bullets((line("a"),)),))
    for depth in range(6, 1, -1):
        section = Section(f"s{depth}", f"Nivå {depth}", (), (section,))
    page = Page(_github(_render(Document("T", "nb", "E", "2026-11-25", "D", (), (section,)))))
    assert [level for level, _ in page.headings] == [1, 2, 2, 3, 4, 5, 6, 6]


def test_it_is_the_same_every_time_and_ends_with_one_line_break() -> None:
    made = _render(HOSTILE)
    assert made == _render(HOSTILE)
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert not re.search("[^\n\x20-\x7e\u00a0-\U0010ffff]", made)


def test_a_number_at_the_start_is_escaped_only_where_it_would_make_a_list() -> None:
    told = table((Column("1. A"),), ((cell("1.2 Byer"),),))
    made = _render(paper(Bullets((line("1.2 Byer"),)), Paragraph(line("1.2 Byer")), told))
    assert "\n- 1\\.2 Byer\n\n1\\.2 Byer\n" in made
    assert "\n| 1. A |\n| --- |\n| 1.2 Byer |\n" in made


def test_a_cell_of_several_lines_stays_one_cell() -> None:
    rows = ((Cell((line("a | b"), line("c"))), cell("d")),)
    assert "| a &#124; b<br>c | d |" in _render(paper(table((Column("A"), Column("B")), rows)))
