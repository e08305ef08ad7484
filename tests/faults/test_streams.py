"""Streams that are closed, or that nobody reads: for every command what it says goes nowhere, and no more happens."""

from __future__ import annotations

import os

import pytest
from faults_world import CHECK, CLEAN, FINDINGS, NOT_CHECKED, Place, place

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no such shell")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place(tmp_path_factory.mktemp("streams"))


@pytest.mark.parametrize(
    ("arguments", "shell", "exit_"),
    [
        (("new", "project"), "<&-", NOT_CHECKED),
        (("new", "project"), "<&- >&- 2>&-", NOT_CHECKED),
        ((*CHECK, "--output", "ut.json"), "<&- >&- 2>&-", FINDINGS),
        (("fix", "--check"), ">&-", FINDINGS),
        (("rules",), "| true", CLEAN),
        (("init", "../ny"), "2>&-", CLEAN),
        (("lsp",), "<&-", 1),
    ],
    ids=lambda part: str(part)[:40],
)
def test_closed(there: Place, arguments: tuple[str, ...], shell: str, exit_: int) -> None:
    done = there.run(*arguments, shell=shell)
    assert (done.exit, done.is_plain) == (exit_, True), done.err
    if "--output" in arguments:
        assert (there.repo / "ut.json").read_bytes().endswith(b"}\n")
