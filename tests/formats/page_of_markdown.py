"""What GitHub makes of a Markdown text: its own parser (cmark-gfm), and what it looks for in the text afterwards."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

OURS = {
    *("h2", "h3", "p", "ul", "li", "strong", "code", "br", "details", "summary", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""The elements that our own Markdown comes to; a record can make no other."""

LOOKED_FOR = re.compile(
    r"@[\w-]|(?<![\w&])#\d|(?<!\w)[!$&~%^]\d|\bGH-\d|:[\w+-]+:|\w+://|www\.|mailto:\w"
    r"|\[(issue|vulnerability|epic|feature_flag):|\{\+|\{-|\*iteration:|\$\S",
    re.IGNORECASE,
)
COMMIT = re.compile(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE)


def html(markdown: str) -> str:
    """The page, with raw HTML let through: our own elements are wanted, and the worst is to be seen."""
    text = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    assert isinstance(text, str)
    return text


class Page(HTMLParser):
    """The elements of a page and its stretches of text, apart from code."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.codes: list[str] = []
        self.comments: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.codes if "code" in self._open else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def check(self, *, spans: bool = False) -> None:
        """Nothing but what we make ourselves, and nothing that GitHub or GitLab would find in the text."""
        assert set(self.tags) <= OURS | ({"h1"} if spans else set()), set(self.tags) - OURS
        assert self.attributes <= {"align"}
        assert self.comments == []
        for text in self.texts:
            assert LOOKED_FOR.search(text) is None, text
            assert COMMIT.search(text) is None, text
