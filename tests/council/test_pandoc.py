"""Pandoc: what it cannot do is told, and the same paper gives the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from papers import ATTACKED, made

from intlstrat.council.writers import pandoc
from intlstrat.council.writers.refused import Refused
from intlstrat.language import Language

KINDS = ("html", "docx", "odt")
TREE = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": []}


def test_what_pandoc_cannot_do_is_told_in_its_words() -> None:
    answer = pandoc.convert({"blocks": []}, "html5")
    assert isinstance(answer, Refused)
    said = Language("nb").message(answer.message)
    assert said.startswith("Pandoc kunne ikke lage dokumentet: ")
    assert "api" in said


def test_a_pandoc_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0)
    answer = pandoc.convert(TREE, "html5")
    assert isinstance(answer, Refused)
    expected = "Pandoc was stopped: it had not finished after 0 seconds."
    assert Language("en").message(answer.message) == expected


def test_a_pandoc_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_binary", lambda: "no/such/pandoc")
    answer = pandoc.convert(TREE, "html5")
    assert isinstance(answer, Refused)
    assert Language("nb").message(answer.message).startswith("Pandoc lot seg ikke starte: ")


def test_the_same_paper_gives_the_same_bytes_elsewhere_and_later(tmp_path: Path) -> None:
    program = (
        "import hashlib\n"
        "from papers import ATTACKED, made\n"
        f"for kind in {KINDS}: print(hashlib.sha256(made(kind, ATTACKED)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    surroundings = {
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "tests" / "council")]),
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "1000000000",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    templates = tmp_path / "pandoc" / "templates"
    templates.mkdir(parents=True)
    for kind in ("openxml", "opendocument", "html5"):
        (templates / f"default.{kind}").write_text("$body$", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={**os.environ, **surroundings},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [hashlib.sha256(made(kind, ATTACKED)).hexdigest() for kind in KINDS]


def test_pandoc_is_told_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        seen.append(options["env"])
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert pandoc.convert(TREE, "html5") == b""
    (environment,) = seen
    assert set(environment) <= {"LC_ALL", "SYSTEMROOT", "WINDIR"}
