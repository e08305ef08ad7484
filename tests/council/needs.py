"""What tests need that pip cannot install: a browser and an office suite."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

MUST = "INTLSTRAT_NEED_BROWSER_AND_OFFICE"
"""Set where these tests may not be passed over, as in .ci/run."""


def program(*names: str, package: str) -> Path:
    """The first of the programs that is installed; without any, the test is skipped, or fails where it must run."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    reason = f"{names[0]} is not installed (Debian: {package})"
    if os.environ.get(MUST) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
