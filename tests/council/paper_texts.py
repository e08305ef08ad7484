"""What a reader finds in the council paper, format by format: its headings, and all of its text."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ODT_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODT_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"


def squeezed(text: str) -> str:
    """Letters, digits and what numbers are written with: the same however lines, cells and words are broken."""
    return re.sub(r"[^\w%,.]|_", "", text)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class Paper:
    """The headings in order, the text in the order of the file, and the alternative texts of the pictures."""

    headings: list[str] = field(default_factory=list)
    text: str = ""
    alternatives: list[str] = field(default_factory=list)

    @property
    def squeezed(self) -> str:
        return squeezed(self.text)

    def section(self, title: str) -> str:
        """The text from one heading to the next of the same list; the last mention of a title is its heading's."""
        following = self.headings[self.headings.index(title) + 1]
        start = self.text.rindex(f"\n{title}\n")
        return self.text[start : self.text.rindex(f"\n{following}\n")]


class _Html(HTMLParser):
    """Headings, captions, cells and the alternative texts of pictures, each with its own text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {"heading": [], "caption": [], "cell": [], "alt": []}
        self.text: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        self._hidden = 0

    KINDS = {"caption": "caption", "figcaption": "caption", "td": "cell", "th": "cell"} | {
        f"h{level}": "heading" for level in range(1, 7)
    }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("style", "script", "title")
        if tag in self.KINDS:
            self._open.append((tag, []))
        if tag == "img":
            self.found["alt"].append(dict(attrs).get("alt") or "")
        if tag in ("br", "p", "li", "tr", "dt", "dd"):
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script", "title")
        if self._open and self._open[-1][0] == tag:
            _, parts = self._open.pop()
            self.found[self.KINDS[tag]].append(one_line("".join(parts)))
        if tag in self.KINDS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)
            for _, parts in self._open:
                parts.append(data)


def of_html(content: str) -> tuple[Paper, list[str], list[str]]:
    """The paper, its captions and the texts of its cells."""
    parser = _Html()
    parser.feed(content)
    found = parser.found
    headings = [one_line(title) for title in found["heading"]]
    return Paper(headings, "".join(parser.text), found["alt"]), found["caption"], found["cell"]


def of_text(content: str) -> Paper:
    lines = content.split("\n")
    headings = [
        one_line(line)
        for line, below in pairwise(lines)
        if line and line[0] not in " ═─" and below and not below.strip("═─")
    ]
    return Paper(headings, content)


def of_markdown(content: str) -> Paper:
    plain = html.unescape(re.sub(r"<[^>]*>", "", content))
    plain = re.sub(r"\\(.)", r"\1", plain).replace("**", "")
    headings = [one_line(line.lstrip("# ")) for line in plain.split("\n") if line.startswith("#")]
    return Paper(headings, re.sub(r"(?m)^#+ ", "", plain))


def of_pdf(content: bytes) -> Paper:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))

    def titles(outline: Sequence[object]) -> Iterator[str]:
        for item in outline:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield one_line(str(getattr(item, "title", "")))

    text = "\n".join(page.extract_text() for page in reader.pages)
    return Paper(list(titles(reader.outline)), text)


def of_docx(content: bytes) -> Paper:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    paper, lines = Paper(), []
    for paragraph in root.iter(f"{W}p"):
        text = "".join(each.text or " " for each in paragraph.iter() if each.tag in (f"{W}t", f"{W}br"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if re.fullmatch(r"Heading\d", name) or name == "Title":
            paper.headings.append(one_line(text))
        lines.append(text)
    paper.text = "\n".join(lines)
    paper.alternatives = [each.get("descr", "") for each in root.iter(f"{WP}docPr")]
    return paper


def of_odt(content: bytes) -> Paper:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ElementTree.fromstring(parts.read("content.xml"))
    paper, lines = Paper(), []
    for part in root.iter():
        if part.tag in (f"{ODT_TEXT}h", f"{ODT_TEXT}p"):
            text = "".join(_odt(part))
            if part.tag == f"{ODT_TEXT}h" or part.get(f"{ODT_TEXT}style-name") == "Title":
                paper.headings.append(one_line(text))
            lines.append(text)
    paper.text = "\n".join(lines)
    paper.alternatives = [each.text or "" for each in root.iter(f"{SVG}desc")]
    return paper


def _odt(part: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph, without that of what is anchored in it."""
    yield part.text or ""
    for child in part:
        if child.tag in (f"{ODT_TEXT}s", f"{ODT_TEXT}line-break", f"{ODT_TEXT}tab"):
            yield " "
        elif child.tag.startswith(ODT_TEXT):
            yield from _odt(child)
        yield child.tail or ""
