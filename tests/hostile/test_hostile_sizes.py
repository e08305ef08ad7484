"""What is hostile by how much of it there is: each in a process of its own, which may take two seconds and 200 MB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bounded import POSIX, check_bounded
from hostile_files import DANGEROUS, RECORD
from hostile_world import of_file, of_healthy, short

pytestmark = POSIX


@pytest.mark.parametrize("name", DANGEROUS)
def test_it_is_told_within_bounds_and_nothing_else_is_lost(healthy: Path, alone: Any, name: str) -> None:
    """Its own findings, all of them, at their places; and of the other records just what is said without it."""
    hostile = DANGEROUS[name]
    hostile.put(healthy)
    ran = check_bounded(healthy)
    found = of_file(ran.json, RECORD)
    assert (ran.exit, ran.err) == (hostile.exit, "")
    assert short(found) == hostile.finds
    assert hostile.says in (found[0]["message"] if found else "")
    assert of_healthy(ran.json) == of_healthy(alone)
    assert ran.json["summary"]["records"]["unreadable"] == 2 - hostile.is_record
