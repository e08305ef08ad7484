"""What the README and the contributing page show is true: their commands run, and their YAML is as they say."""

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
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}
STANDS_FOR = {
    "REGEL|PUNKT": "4f",
    "../data-repo": "intlstrat/authoring/eksempelvik",
    "../regler": "rules",
    "MAPPE": "../en-annen-kommune",
    "partner|project": "project",
}
"""What the README writes for the reader to replace."""


def blocks(page: str, language: str) -> list[str]:
    """The page's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGES[page], re.DOTALL | re.MULTILINE)


def commands() -> Iterator[str]:
    """Every command of intlstrat that the README shows on a line of its own, without what it says beside it."""
    for block in blocks("README.md", "text"):
        for line in block.splitlines():
            if line.startswith("intlstrat "):
                yield re.split(r"\s{2,}", line)[0]


def yaml_block(page: str, beginning: str) -> str:
    """The page's one block of YAML that begins so."""
    (found,) = (block for block in blocks(page, "yaml") if block.startswith(beginning))
    return found


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
    taken = ("status: forstått", "goals.0.due: forstått")  # what `new` took for something else than was written
    told = [line for line in said.err.splitlines(keepends=True) if not line.startswith(taken)]
    assert told == [f"{file} er skrevet.\n" for file in written]
    assert [file for file in written if not (repo / file).stat().st_size] == []
    assert said.out or written


def test_the_project_is_a_record(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "data/projects/kyststi-for-alle.yaml").write_text(
        yaml_block("README.md", "# data/projects"), encoding="utf-8"
    )
    assert main(["check", "--select", "validity", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_the_waiver_is_a_waiver(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = yaml_block("README.md", "waivers:").replace("project-evaluation", "project-goals")
    path = repo / "data/projects/mono.yaml"
    path.write_text(path.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    command = ["check", "--select", "project-goals", "--as-of", "2027-06-30", "data/projects/mono.yaml"]
    assert main(command) == 0
    assert "PS 12/25" in capsys.readouterr().out


def test_the_rule_does_what_its_examples_say(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = yaml_block("CONTRIBUTING.md", "# yaml-language-server").replace("{nb: …, en: …}", "{nb: x, en: y}")
    (repo / "rules/project/project-end-product.yaml").write_text(rule, encoding="utf-8")
    code = main(["rules", "test", "--lang", "en"])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES)
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", PAGES[page])
    inside = [link for link in links if not link.startswith(("https:", "http:"))]
    assert [link for link in inside if not (ROOT / link).exists()] == []
