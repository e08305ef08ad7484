"""What is hostile by how much of it there is, in processes that may take two seconds and 200 MB each.

What gives no record costs so little that several share a process, and its bounds. What is read has one of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bounded import POSIX, check_bounded
from hostile_files import DANGEROUS, RECORD, Hostile
from hostile_world import of_file, of_healthy, short
from portfolios import DAY, run

pytestmark = POSIX

RECORDS = {name: hostile for name, hostile in DANGEROUS.items() if hostile.is_record}
NONE = {name: hostile for name, hostile in DANGEROUS.items() if not hostile.is_record}
SHARES = 4


def told(hostile: Hostile, verdict: Any, path: str) -> bool:
    """Whether just its own findings are told of a file, at their places."""
    found = of_file(verdict, path)
    assert short(found) == hostile.finds
    return hostile.says in (found[0]["message"] if found else "")


@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_no_record_is_told_and_nothing_else_is_lost(healthy: Path, alone: Any, share: int) -> None:
    """Its one finding, at its place; and of the other records just what is said without it."""
    names = list(NONE)[share::SHARES]
    paths = {name: f"data/projects/ond-{number}.yaml" for number, name in enumerate(names)}
    for name in names:
        NONE[name].put(healthy).replace(healthy / paths[name])
    ran = check_bounded(healthy)
    assert (ran.exit, ran.err) == (1, "")
    assert [name for name in names if not told(NONE[name], ran.json, paths[name])] == []
    assert of_healthy(ran.json) == of_healthy(alone)
    assert ran.json["summary"]["records"]["unreadable"] == 1 + len(names)


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_a_record_is_judged_and_nothing_else_is_lost(healthy: Path, alone: Any, name: str) -> None:
    """Its own findings, all of them, at their places; and of the other records just what is said without it."""
    hostile = RECORDS[name]
    hostile.put(healthy)
    ran = check_bounded(healthy)
    assert (ran.exit, ran.err) == (hostile.exit, "")
    assert told(hostile, ran.json, RECORD)
    assert of_healthy(ran.json) == of_healthy(alone)
    assert ran.json["summary"]["records"]["unreadable"] == 1


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
    ran = run(healthy, "check", "--as-of", DAY)
    assert (ran.exit, ran.err) == (1, "")
    assert "█" in ran.out
    assert re.search(personal, ran.out) is None
