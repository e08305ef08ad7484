"""`revision`: the commit that the data stands at. git is only asked, and never touches anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cli_world import BARE, FINDINGS, GOOD, PACK, REPOSITORY, STRATEGY, Cli, rule, write

from intlstrat import vcs


def git(folder: Path, *arguments: str) -> str:
    """Runs git in a folder of the test, away from the user's own settings."""
    settings = ("user.name=Prøve", "user.email=prove@example.invalid", "commit.gpgsign=false", "core.autocrlf=false")
    options = [part for setting in settings for part in ("-c", setting)]
    done = subprocess.run(["git", *options, "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def committed(bare: Cli) -> Cli:
    git(bare.folder, "init", "-q")
    git(bare.folder, "add", "-A")
    git(bare.folder, "commit", "-q", "-m", "Først")
    return bare


def revision(cli: Cli, *arguments: str | Path) -> object:
    ran = cli.findings(*arguments)
    assert (ran.exit, ran.err) == (FINDINGS, "")
    return ran.json["revision"]


def clean(cli: Cli) -> dict[str, object]:
    return {"commit": git(cli.folder, "rev-parse", "HEAD"), "dirty": False}


def test_outside_git_there_is_none(bare: Cli) -> None:
    assert revision(bare) is None


def test_before_the_first_commit_there_is_none(bare: Cli) -> None:
    git(bare.folder, "init", "-q")
    assert revision(bare) is None
    git(bare.folder, "add", "-A")
    assert revision(bare) is None


def test_inside_git_it_is_the_commit(committed: Cli) -> None:
    assert revision(committed) == clean(committed)
    assert revision(Cli(committed.folder / "data/projects")) == clean(committed)
    assert revision(Cli(committed.folder.parent), "--root", "repo") == clean(committed)


def test_a_data_repo_may_be_a_folder_of_a_repository(bare: Cli) -> None:
    outer = bare.folder.parent
    git(outer, "init", "-q")
    git(outer, "add", "-A")
    git(outer, "commit", "-q", "-m", "Alt")
    (outer / "annet.txt").write_text("utenfor")
    assert revision(bare) == {"commit": git(outer, "rev-parse", "HEAD"), "dirty": False}


@pytest.mark.parametrize(
    "path",
    ["data/projects/bart.yaml", "data/projects/ny fil.yaml", "data/waivers.yaml", "rules/strategy.yaml", "rules/æ"],
)
def test_what_differs_from_the_commit_makes_it_dirty(committed: Cli, path: str) -> None:
    before = clean(committed)
    file = committed.folder / path
    if path.endswith("waivers.yaml"):
        file.write_text("[]\n")
    elif path.endswith(".yaml") and file.exists():
        file.write_bytes(file.read_bytes() + b"# mer\n")
    else:
        file.write_text("title: x\nstatus: idea\n" if path.endswith(".yaml") else "")
    assert revision(committed) == {**before, "dirty": True}


def test_a_record_that_is_gone_makes_it_dirty(committed: Cli) -> None:
    (committed.folder / "data/projects/godt.yaml").unlink()
    assert revision(committed) == {**clean(committed), "dirty": True}
    git(committed.folder, "add", "-A")
    assert revision(committed) == {**clean(committed), "dirty": True}


def test_what_is_no_input_does_not_make_it_dirty(committed: Cli) -> None:
    (committed.folder / "LESMEG.md").write_text("ny")
    assert revision(committed) == clean(committed)


def test_other_rules_do_not_make_it_dirty(committed: Cli, tmp_path: Path) -> None:
    other = write(tmp_path / "regler", {"strategy.yaml": STRATEGY, "project-no.yaml": rule("project-no", "false")})
    assert revision(committed, "--rules", other) == clean(committed)
    (committed.folder / "rules/strategy.yaml").write_text("ødelagt")
    assert revision(committed, "--rules", other) == clean(committed)


def test_files_that_git_ignores_are_inputs_too(committed: Cli) -> None:
    """A record is checked whether git knows it or not; a verdict on it is not one on the commit."""
    (committed.folder / ".git/info").mkdir(exist_ok=True)
    (committed.folder / ".git/info/exclude").write_text("hemmelig.yaml\n")
    (committed.folder / "data/projects/hemmelig.yaml").write_text("title: x\nstatus: idea\n")
    assert revision(committed) == {**clean(committed), "dirty": True}


def test_the_index_is_not_touched_and_no_program_of_the_repository_is_run(committed: Cli) -> None:
    folder = committed.folder
    trap = folder / "felle"
    for name in ("post-index-change", "fsmonitor-watchman", "pre-commit"):
        hook = folder / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
        hook.chmod(0o755)
    git(folder, "config", "core.fsmonitor", str(folder / ".git/hooks/fsmonitor-watchman"))
    trap.unlink(missing_ok=True)
    index = folder / ".git/index"
    # A filter of the repository's own is what `git status` runs on a file whose times have changed.
    (folder / ".git/info").mkdir(exist_ok=True)
    (folder / ".git/info/attributes").write_text("*.yaml filter=felle\n")
    git(folder, "config", "filter.felle.clean", f"touch '{trap}'; cat")
    git(folder, "config", "filter.felle.smudge", f"touch '{trap}'; cat")
    # A file that is only touched is what makes `git status` want to write the index anew.
    file = folder / "data/projects/godt.yaml"
    file.write_bytes(file.read_bytes())
    before = (index.read_bytes(), index.stat().st_mtime_ns, _files(folder / ".git"))
    assert revision(committed) == {"commit": before_commit(folder), "dirty": False}
    assert (index.read_bytes(), index.stat().st_mtime_ns, _files(folder / ".git")) == before
    assert not trap.exists()


def before_commit(folder: Path) -> str:
    """The commit without asking git, which would touch the index."""
    return (folder / ".git" / (folder / ".git/HEAD").read_text().split()[1]).read_text().strip()


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_without_git_there_is_none(committed: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision(committed) is None


def test_a_repository_that_is_broken_is_no_trouble(committed: Cli) -> None:
    (committed.folder / ".git/HEAD").write_text("tull\n")
    assert revision(committed) is None


def test_text_does_not_ask_git(committed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting git twice costs more than the rest of a small check."""
    asked: list[Path] = []
    monkeypatch.setattr(vcs, "revision", lambda root, *_: asked.append(root))
    assert committed.check().exit == FINDINGS
    assert asked == []
    assert committed.check("--output", "../a.json").exit == FINDINGS
    assert len(asked) == 1


def test_the_fixture_has_rules_of_its_own() -> None:
    """Else nothing above would show that rules are inputs."""
    assert set(PACK) <= set(GOOD) <= set(BARE)
    assert REPOSITORY.is_dir()
