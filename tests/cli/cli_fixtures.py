"""The command line in three data repos: an empty folder, one that is well, one with a finding of each severity.

A plugin, named in `tests/conftest.py`: mypy takes one conftest only.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import BARE, GOOD, Cli, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a data repo that is not there yet."""
    folder = tmp_path / "repo"
    folder.mkdir()
    return folder


@pytest.fixture
def cli(root: Path) -> Cli:
    """The command line in an empty folder."""
    return Cli(root)


@pytest.fixture
def good(root: Path) -> Cli:
    """The command line where everything is well."""
    return Cli(write(root, GOOD))


@pytest.fixture
def bare(root: Path) -> Cli:
    """The command line where there is one finding of every severity."""
    return Cli(write(root, BARE))
