"""What is hostile by how much of it there is: each in a process of its own, which may take two seconds and 200 MB."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bounded import POSIX, check_bounded
from hostile_files import DANGEROUS, RECORD
from hostile_world import of_file, of_healthy, short
from portfolios import DAY, run

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


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("100 000 telephone numbers", r"22\d{6}"),
        ("50 000 identity numbers", r"\d{11}"),
        ("40 000 private addresses", r"a\d+@gmail"),
    ],
)
def test_a_flood_of_personal_data_is_masked_to_its_end(healthy: Path, name: str, personal: str) -> None:
    """From two hundred on it is not told apart any more, and not shown either."""
    DANGEROUS[name].put(healthy)
    for format_ in ("text", "json"):
        ran = run(healthy, "check", "--format", format_, "--show", "all", "--as-of", DAY)
        assert (ran.exit, ran.err) == (1, "")
        assert re.search(personal, re.sub(r"\"(fingerprint|digest)\": .*", "", ran.out)) is None
