"""A file whose document was not kept tells the same of its places as the document does."""

from __future__ import annotations

import pytest

from intlstrat.source import Path, Unopened, parse

NAME = "data/projects/mono.yaml"
FILES = [
    b"a: 1\nb: [2, {c: 3}]\n",
    "\ufeffå:\r\n  b: 1 # c\r\na: x\n  y\n".encode(),
    b"a: &x {b: 1}\nb: *x\n",
    b"a: 1\na: 2\nb: !x [3]\n",
]


@pytest.mark.parametrize("content", FILES)
@pytest.mark.parametrize("path", [(), ("a",), ("b", 0), ("b", 1, "c"), ("å", "b"), ("b", "b")])
def test_what_stands_at_a_path(content: bytes, path: Path) -> None:
    document, unopened = parse(NAME, content), Unopened(NAME, content)
    assert unopened.place(path) == document.place(path)
    assert unopened.place(path).path == NAME
    assert unopened.lines_of(path) == document.lines_of(path)
    assert unopened.part(path) == document.part(path)


@pytest.mark.parametrize("content", [*FILES, b"a: [1\nb", b"title: p\xe5\n", b"a: \0\nb"])
def test_the_text_of_a_line(content: bytes) -> None:
    """That of a file, too, that gives no record."""
    document, unopened = parse(NAME, content), Unopened(NAME, content)
    assert [unopened.line_text(line) for line in range(5)] == [document.line_text(line) for line in range(5)]
