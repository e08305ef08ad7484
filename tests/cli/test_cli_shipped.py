"""The verdict on the shipped data, as golden files that were read by eye.

`UPDATE_GOLDEN=1 python -m pytest tests/cli/test_cli_shipped.py` writes them anew: read what changed before it is kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cli_world import DAY, FINDINGS, REPOSITORY, Cli

GOLDEN = Path(__file__).parents[1] / "golden"
VIEWS: Mapping[str, tuple[str, ...]] = {
    "shipped.nb.txt": ("--lang", "nb"),
    "shipped.en.txt": ("--lang", "en"),
    "shipped.json": ("--format", "json", "--show", "all"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_verdict_on_the_shipped_data(name: str) -> None:
    ran = Cli(REPOSITORY).check(*VIEWS[name])
    assert (ran.exit, ran.err) == (FINDINGS, "")
    text = normalised(ran.json) if name.endswith(".json") else ran.out
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def normalised(document: dict[str, Any]) -> str:
    """The JSON without what changes when no verdict does: the commit, the rules' bytes, the tool's version."""
    document["revision"] = "(the commit)"
    document["strategy"]["digest"] = "(the rules' digest)"
    document["tool"]["version"] = "(the tool's version)"
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def test_the_golden_files_agree() -> None:
    """Text and JSON were written at different times if their numbers differ."""
    document = json.loads((GOLDEN / "shipped.json").read_text(encoding="utf-8"))
    findings, outcomes = document["summary"]["findings"], document["summary"]["outcomes"]
    text = " ".join((GOLDEN / "shipped.en.txt").read_text(encoding="utf-8").split())
    assert f"{findings['error']} errors, {findings['warning']} warnings and {findings['note']} notes" in text
    assert f"({outcomes['unknown']} unknown)" in text
    assert document["as_of"] == DAY
