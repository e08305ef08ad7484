"""The commands that the README shows run. `tests/docs` holds all pages to the rest of what they show."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from git_runs import run_git

from intlstrat.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STANDS_FOR = {
    "REGEL|PUNKT": "4f",
    "../data-repo": "intlstrat/authoring/eksempelvik",
    "../regler": "rules",
    "MAPPE": "../en-annen-kommune",
    "partner|project": "project",
}
"""What the README writes for the reader to replace."""


def commands() -> Iterator[str]:
    """Every command of intlstrat that the README shows on a line of its own, without what it says beside it."""
    for block in re.findall(r"^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            # The language server talks to an editor, and to nobody else: tests/lsp.
            if line.startswith("intlstrat ") and not line.startswith("intlstrat lsp "):
                yield re.split(r"\s{2,}", line)[0]


@pytest.fixture(autouse=True)
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the records and the rules, to work in."""
    for name in ("data", "rules", "intlstrat/authoring"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def history(repo: Path) -> None:
    """A past for the copy: a commit of before the days that the README names, which is origin/main too."""
    run_git(repo, "init", "-q")
    run_git(repo, "add", "-A")
    run_git(repo, "commit", "-q", "-m", "Alt", day="2026-06-01")
    run_git(repo, "update-ref", "refs/remotes/origin/main", "HEAD")


@pytest.mark.parametrize("command", list(commands()))
def test_a_command_runs(
    command: str,
    repo: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("intlstrat.cli.screen.is_unheard", lambda: True)  # or a watch would never end
    if "--since" in command:
        request.getfixturevalue("history")
    arguments = [STANDS_FOR.get(word, word) for word in shlex.split(command)[1:]]
    if arguments[0] in ("check", "report") and "--as-of" not in arguments:
        arguments += ["--as-of", "2026-11-25"]
    if arguments[0] == "new" and "--set" not in arguments:  # asks in a terminal, and here is none
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        assert main(arguments) == 2
        assert "Det er ingen terminal å spørre i" in capsys.readouterr().err
        return
    if "--template" in arguments:
        docx.Document().save(arguments[arguments.index("--template") + 1])
    code = main(arguments)
    said = capsys.readouterr()
    assert code in (0, 1), said.err
    written = [value for word, value in pairwise(arguments) if word == "--output"] if arguments[0] == "report" else []
    waits = ["Venter på endringer. Ctrl-C avslutter.\n"] if "--watch" in arguments else []
    taken = ("status: forstått", "goals.0.due: forstått")  # what `new` took for something else than was written
    told = [line for line in said.err.splitlines(keepends=True) if not line.startswith(taken)]
    assert told == [f"{file} er skrevet.\n" for file in written] + waits
    assert [file for file in written if not (repo / file).stat().st_size] == []
    assert said.out or written
