"""A file that was found to be in order: its places are looked up in its bytes, in the rare case that one is wanted."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from intlstrat.findings import Place
from intlstrat.source.compose import compose
from intlstrat.source.decode import decode
from intlstrat.source.document import Document, Path, Value


class Unopened(Struct, frozen=True):
    """Stands for the `Document` in the bytes of a file that can be read."""

    path: str
    content: bytes

    def place(self, path: Path) -> Place:
        return _opened(self.path, self.content).place(path)

    def line_text(self, line: int) -> str:
        return _text(self.path, self.content).line_text(line)

    def lines_of(self, path: Path) -> tuple[int, int, str]:
        return _opened(self.path, self.content).lines_of(path)

    def part(self, path: Path) -> Value:
        return _opened(self.path, self.content).part(path)


# What is asked about a file is mostly asked at once: its findings, then its lines.
@lru_cache(maxsize=16)
def _opened(path: str, content: bytes) -> Document:
    return compose(path, _text(path, content).text)


@lru_cache(maxsize=16)
def _text(path: str, content: bytes) -> Document:
    """The file's lines, without what they say."""
    text = decode(path, content)
    return text if isinstance(text, Document) else Document(path, text, None, None)
