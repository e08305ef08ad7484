"""A copy of the shipped data, and one editor that has it open for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp_client import Client
from lsp_world import DAY, shipped


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where a server keeps what it remembers of rules: nowhere of the user's."""
    shared = tmp_path_factory.getbasetemp().parent / "lsp-cache"  # by all processes that run tests
    return {"XDG_CACHE_HOME": str(shared), "INTLSTRAT_LANG": ""}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped(tmp_path_factory.mktemp("repo"))


@pytest.fixture(scope="module")
def client(repo: Path, surroundings: dict[str, str]) -> Iterator[Client]:
    editor = Client("--as-of", DAY, folders=[repo], environment=surroundings)
    yield editor
    assert editor.leave() == 0
