"""What every test of the command line stands on: a quiet environment and a runner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_world import BARE, GOOD, Cli, write

from intlstrat import verdicts


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Packs that were found good are remembered for this session, and nowhere else."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        verdicts._folder.cache_clear()
        yield
    verdicts._folder.cache_clear()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """80 columns, no colour asked for, no language asked for, and no repository around the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "INTLSTRAT_LANG", "INTLSTRAT_NO_CACHE", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")


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
