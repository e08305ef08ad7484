"""The HTML paper: its outline, its tables and pictures, and that texts stay texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from papers import ATTACKED, HOSTILE, PLAIN, alternatives, made, squeezed, tables, texts
from sample_document import document

Attributes = dict[str, str | None]


class Page(HTMLParser):
    """A page read back: its elements with their attributes, and its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.said = ""
        self.headings: list[tuple[int, str]] = []
        self._open: list[str] = []
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._open or "title" in self._open:
            return
        self.said += data
        if any(re.fullmatch("h[1-6]", tag) for tag in self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]


PAGE = Page(made("html"))
ATTACKED_PAGE = Page(made("html", ATTACKED))


def test_the_page_names_its_language_title_and_date() -> None:
    assert PAGE.all("html") == [{"lang": "nb"}]
    text = made("html").decode("utf-8")
    assert "<title>Internasjonalt samarbeid</title>" in text
    metadata = {meta.get("name"): meta.get("content") for meta in PAGE.all("meta")}
    assert metadata["date"] == "2026-11-25"
    assert metadata["author"] == "Eksempelvik kommune"
    assert metadata["description"] == "Status for samarbeidet."


@pytest.mark.parametrize(("language", "contents"), [("nb", "Innhold"), ("nn", "Innhald"), ("en", "Contents")])
def test_the_words_around_the_paper_are_in_its_language(language: str, contents: str) -> None:
    page = Page(made("html", document(language=language)))
    assert page.all("html") == [{"lang": language}]
    assert (2, contents) in page.headings


def test_the_page_has_one_title_and_no_level_is_passed_over() -> None:
    for page in (PAGE, ATTACKED_PAGE):
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_page_has_its_landmarks_and_a_way_past_the_contents() -> None:
    order = [tag for tag, _ in PAGE.elements if tag in {"a", "header", "nav", "main"}]
    assert [*order[:3]] == ["a", "header", "nav"]
    (main,) = PAGE.all("main")
    assert PAGE.all("a")[0]["href"] == f"#{main['id']}"


def test_every_text_of_the_tree_is_on_the_page_in_order() -> None:
    said = squeezed(PAGE.said)
    at = 0
    for text in texts(PLAIN):
        found = said.find(squeezed(text), at)
        assert found >= 0, text
        at = found


def test_every_link_leads_to_a_place_on_the_page() -> None:
    for page in (PAGE, ATTACKED_PAGE):
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        links = [link["href"] for link in page.all("a")]
        assert {f"#{name}" for name in ("sammendrag", "under", "bilder", "tabell-1")} <= set(links)
        assert all(link is not None and link[:1] == "#" and link[1:] in ids for link in links)


def test_tables_have_captions_and_headings_of_columns_and_rows() -> None:
    papers_tables = tables(PLAIN)
    assert len(PAGE.all("caption")) == len(papers_tables)
    scopes = [head.get("scope") for head in PAGE.all("th")]
    assert scopes.count("col") == sum(len(table.columns) for table in papers_tables)
    assert scopes.count("row") == sum(len(table.rows) for table in papers_tables)
    assert None not in scopes


def test_pictures_are_in_the_page_and_told_in_words() -> None:
    assert [image["alt"] for image in PAGE.all("img")] == alternatives(PLAIN)
    assert all(str(image["src"]).startswith("data:image/svg+xml;base64,") for image in PAGE.all("img"))
    assert len(PAGE.all("figcaption")) == len(alternatives(PLAIN))


def test_what_may_scroll_sideways_can_be_reached_and_has_a_name() -> None:
    ids = {attributes["id"] for _, attributes in PAGE.elements if "id" in attributes}
    boxes = [box for box in PAGE.all("div") if "scroll" in str(box.get("class")).split()]
    assert len(boxes) == len(tables(PLAIN)) + len(alternatives(PLAIN))
    for box in boxes:
        assert box["role"] == "region"
        assert box["tabindex"] == "0"
        assert box["aria-labelledby"] in ids


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_stays_a_text(text: str) -> None:
    # As often as in the tree, but for the texts of more than one place that the page counts together.
    assert squeezed(ATTACKED_PAGE.said).count(squeezed(text)) >= squeezed("".join(texts(ATTACKED))).count(
        squeezed(text)
    )
    assert any(text in str(image["alt"]) for image in ATTACKED_PAGE.all("img")) == (text == HOSTILE[0])


def test_hostile_texts_make_no_element_and_no_attribute() -> None:
    def kinds(page: Page) -> set[tuple[str, str]]:
        return {(tag, name) for tag, attributes in page.elements for name in ("", *attributes)}

    assert kinds(ATTACKED_PAGE) - kinds(PAGE) == {("span", "dir")}
    assert "script" not in {tag for tag, _ in ATTACKED_PAGE.elements}


def test_what_runs_from_right_to_left_is_kept_apart() -> None:
    assert '<span dir="rtl">مرحبا بالعالم</span>, hebraisk <span dir="rtl">שלום</span>, kinesisk' in made(
        "html", ATTACKED
    ).decode("utf-8")


def test_the_page_may_load_and_run_nothing() -> None:
    policy = {meta.get("http-equiv"): meta.get("content") for meta in PAGE.all("meta")}["Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert "url(" not in made("html").decode("utf-8")
    assert "@import" not in made("html").decode("utf-8")
