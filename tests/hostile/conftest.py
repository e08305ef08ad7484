"""What the tests of hostile input share: the healthy portfolio, and what is said of it alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bounded import check_bounded
from hostile_world import put_healthy


@pytest.fixture
def healthy(tmp_path: Path) -> Path:
    """A data repo of its own for one test."""
    return put_healthy(tmp_path / "repo")


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The verdict on the healthy portfolio without any stranger's file, by the shipped rules."""
    root = put_healthy(tmp_path_factory.mktemp("alone") / "repo")
    check_bounded(root, bounded=False)  # the pack is compiled once for the session
    return check_bounded(root).json
