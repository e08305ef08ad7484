"""The command line in three data repos: an empty folder, one that is well, one with a finding of each severity.

A plugin, named in `tests/conftest.py`: mypy takes one conftest only.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_world import BARE, GOOD, Cli, write
from git_world import RULES, GitCli
from init_world import made


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


@pytest.fixture
def repo(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitCli:
    """The command line in a git repository with rules, and nothing committed yet."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    made = GitCli(Cli(root)).write(RULES)
    made.git("init", "-q")
    return made


@pytest.fixture(scope="session")
def scaffold(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line in a data repo that `init` has made; to be read only."""
    return made(tmp_path_factory.mktemp("scaffold"))
