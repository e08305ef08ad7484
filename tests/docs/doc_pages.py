"""The pages of documentation, and the blocks and commands that stand in them. Found by walking, never listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)
_SETTING = re.compile(r"<!-- blocks:((?: \w+=[\w-]+)*) -->")
_PROGRAM = re.compile(r"(?:intlstrat|python3 run\.py|py run\.py)(?= |$)")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language, and its text without the fences."""

    page: str
    line: int
    language: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def source(page: str) -> str:
    """The page's Markdown."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(markdown: str, page: str) -> Iterator[Block]:
    """The fenced blocks of a page, also those inside lists."""
    for token in MarkdownIt().parse(markdown):
        if token.type in ("fence", "code_block"):
            assert token.map is not None
            yield Block(page, token.map[0] + 1, token.info.strip(), token.content)


def commands(markdown: str, page: str) -> Iterator[tuple[str, str]]:
    """Every command line of ours that a page shows, without what stands beside it, and where it is.

    In blocks of text a line that begins with the program; in running text a stretch of code that does.
    """
    for block in blocks(markdown, page):
        if block.language == "text":
            for number, line in enumerate(block.text.splitlines(), 1):
                if _PROGRAM.match(line.strip()):
                    yield f"{page}:{block.line + number}", re.split(r"\s{2,}", line.strip())[0]
    for token in MarkdownIt().enable("table").parse(markdown):
        for child in token.children or ():
            if child.type == "code_inline" and _PROGRAM.match(child.content):
                yield f"{page}:{token.map[0] + 1 if token.map else '?'}", child.content


def setting(markdown: str, name: str, default: str) -> str:
    """What the page says of how its blocks are run, in a comment that readers do not see."""
    found = _SETTING.search(markdown)
    said = dict(part.split("=") for part in found[1].split()) if found else {}
    return said.get(name, default)
