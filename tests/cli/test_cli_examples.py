"""The examples on the help pages do what they say, and every command has some."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_world import CLEAN, DAY, FINDINGS, REPOSITORY, Cli, one_line
from git_runs import run_git
from test_cli_help import ALL

from intlstrat.cli.examples import EXAMPLES, GROUPS
from intlstrat.language import Language

LINES = [(path, example.line) for path, examples in EXAMPLES.items() for example in examples]
ENDS = [(path, each.line) for path, examples in EXAMPLES.items() for each in examples if not each.stays]
STAYS = [each.line for examples in EXAMPLES.values() for each in examples if each.stays]
WITH_A_DAY = ("check", "report", "explain")
"""The commands whose outcome depends on the day."""


def expected(line: str) -> int:
    """The exit: the shipped records have breaches, but none that is new since the commit."""
    checks = line.startswith("intlstrat check")
    return FINDINGS if checks and "--since" not in line and "--help" not in line else CLEAN


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped records and rules in a repository of their own, committed before the days that examples name."""
    root = tmp_path_factory.mktemp("shipped") / "repo"
    for name in ("data", "rules", "schemas"):
        shutil.copytree(REPOSITORY / name, root / name)
    run_git(root.parent, "init", "-q", str(root))
    run_git(root, "add", "-A")
    run_git(root, "commit", "-q", "-m", "Alt", day="2026-06-01")
    return root


@pytest.fixture
def scratch(shipped: Path, tmp_path: Path) -> Cli:
    """The command line in a copy of its own, which a command may change."""
    shutil.copytree(shipped, tmp_path / "repo")
    return Cli(tmp_path / "repo")


def test_every_command_has_examples() -> None:
    assert [" ".join(path) for path in ALL if " ".join(path) not in EXAMPLES] == []
    assert [path for path in EXAMPLES if tuple(path.split()) not in ALL] == []
    assert {path: len(examples) for path, examples in EXAMPLES.items() if not 2 <= len(examples) <= 6} == {}


def test_every_command_stands_in_a_group_of_the_front_page() -> None:
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(set(grouped)) == sorted(grouped)
    assert {path[0] for path in ALL if path} - set(grouped) == set()


@pytest.mark.parametrize(("path", "line"), LINES, ids=[line for _, line in LINES])
def test_an_example_is_of_its_own_command(path: str, line: str) -> None:
    assert line.startswith(f"intlstrat {path}".rstrip())
    assert len(line) <= 76, "it must fit on a line of 80"


@pytest.mark.parametrize("line", STAYS)
def test_an_example_that_stays_has_options_that_there_are(line: str, cli: Cli) -> None:
    ran = cli(*shlex.split(line)[1:], "--help")
    assert ran.exit == CLEAN, ran.err


@pytest.mark.parametrize(("path", "line"), ENDS, ids=[line for _, line in ENDS])
def test_an_example_runs(path: str, line: str, scratch: Cli) -> None:
    before = set(files_below(scratch.folder.parent))
    command = shlex.split(line)[1]
    day = ("--as-of", DAY) if command in WITH_A_DAY else ()
    ran = scratch(*shlex.split(line)[1:], *day)
    assert ran.exit == expected(line), ran.err
    written = set(files_below(scratch.folder.parent)) - before
    for word, file in zip(shlex.split(line), [*shlex.split(line)[1:], ""], strict=True):
        if word == "--output":
            assert scratch.folder / file in written
            assert (scratch.folder / file).stat().st_size > 1000
    assert ran.out or ran.err or written, "it came to nothing"


def files_below(folder: Path) -> Iterator[Path]:
    """Every file, but for git's own."""
    return (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path or "front")
@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_a_page_shows_its_examples_with_their_meanings(cli: Cli, path: str, code: str) -> None:
    ran = cli(*path.split(), "--help", INTLSTRAT_LANG=code)
    assert ran.exit == CLEAN
    section = one_line(ran.out[ran.out.index(f"\n{Language(code).text('Examples')}:\n") :])
    for example in EXAMPLES[path]:
        assert f"{example.line} {Language(code).text(example.meaning)}" in section


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_the_meanings_are_translated(code: str) -> None:
    texts = [example.meaning for examples in EXAMPLES.values() for example in examples]
    texts += [title for title, _ in GROUPS]
    assert [text for text in texts if Language(code).text(text) == text] == []
