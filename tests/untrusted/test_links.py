"""A pull request can hold links. None leads the check out of the data repo, and nothing behind one is ever shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from portfolios import CLEAN, FINDINGS, NOT_CHECKED, Ran, World, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")

SECRET = "hemmelig-nøkkel-4711"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the data repo, with what must not be seen in every file that could be asked for."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("record.yaml", "waivers.yaml", "strategy.yaml", "project-x.yaml", "token", "project/project-y.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{SECRET}: {SECRET}\n- {SECRET}\n", encoding="utf-8")
    return folder


@pytest.fixture
def repo(world: World) -> World:
    """A data repo in which everything is well."""
    world.project("havna").rule("project-a")
    assert world.run("check").exit == CLEAN
    return world


def check(world: World) -> Ran:
    """The check in every view; none of them may hold the secret."""
    ran = world.run("check", "--lang", "en", "--show", "all")
    for view in (ran, world.run("check", "--format", "json"), world.run("rules", "test"), world.run("strategy")):
        assert SECRET not in view.out + view.err
    return ran


def link(world: World, name: str, target: Path) -> None:
    path = world.root / name
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name}-before"))
    elif path.exists():
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("name", ["data/projects/link.yaml", "data/partners/link.yaml", "data/projects/a/b/link.yml"])
@pytest.mark.parametrize("target", ["record.yaml", "token"])
def test_a_record(repo: World, outside: Path, name: str, target: str) -> None:
    link(repo, name, outside / target)
    ran = check(repo)
    assert ran.exit == NOT_CHECKED
    assert "The file is a link that leads out of the data folder's repository, and is not followed." in one_line(
        ran.out
    )


@pytest.mark.parametrize("name", ["data/projects", "data/partners", "data"])
def test_a_folder_of_records(repo: World, outside: Path, name: str) -> None:
    (outside / "projects").mkdir()
    (outside / "projects/secret.yaml").write_text(f"title: {SECRET}\nstatus: active\n", encoding="utf-8")
    link(repo, name, outside)
    ran = check(repo)
    assert ran.exit == NOT_CHECKED
    assert "leads out of the data folder's repository" in one_line(ran.out)


def test_a_folder_among_the_records(repo: World, outside: Path) -> None:
    link(repo, "data/projects/more", outside)
    ran = check(repo)
    assert ran.exit == NOT_CHECKED
    assert "links to folders are not followed" in one_line(ran.out)


def test_the_waivers(repo: World, outside: Path) -> None:
    link(repo, "data/waivers.yaml", outside / "waivers.yaml")
    ran = check(repo)
    assert ran.exit == NOT_CHECKED
    assert "leads out of the data folder's repository" in one_line(ran.out)


@pytest.mark.parametrize("name", ["strategy.yaml", "project/project-x.yaml", "notes.txt"])
def test_a_file_of_the_rules(repo: World, outside: Path, name: str) -> None:
    link(repo, f"rules/{name}", outside / "strategy.yaml")
    ran = check(repo)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert f"The rules in {name} cannot be read. The file is a link that leads out" in ran.err
    assert "Put the file itself here instead of the link." in ran.err


def test_a_folder_among_the_rules(repo: World, outside: Path) -> None:
    link(repo, "rules/project", outside)
    ran = check(repo)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "The rules in project cannot be read." in ran.err


def test_the_folder_of_the_rules(repo: World, outside: Path) -> None:
    """What is behind it would be read file by file, and quoted where it is no rule."""
    link(repo, "rules", outside)
    ran = check(repo)
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err.splitlines()[:-1] == [
        "The folder rules is a link that leads out of the data's repository.",
        "Put the folder itself here instead of the link, or say with --rules where the rules are.",
    ]
    norwegian = repo.run("check")
    assert norwegian.exit == NOT_CHECKED
    assert "Mappen rules er en lenke som leder ut av datamappen." in norwegian.err


@pytest.mark.parametrize("what", ["a link to nothing", "a file"])
def test_what_is_no_folder_of_rules_does_not_become_another_strategy(repo: World, what: str) -> None:
    (repo.root / "rules").rename(repo.root / "rules-before")
    if what == "a file":
        repo.write("rules", "strategy")
    else:
        (repo.root / "rules").symlink_to("nowhere")
    ran = run(repo.root, "check", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "rules is there, and is no folder of rules." in ran.err


def test_a_link_inside_the_repo_is_followed(repo: World) -> None:
    (repo.root / "rules").rename(repo.root / "strategy")
    (repo.root / "rules").symlink_to("strategy")
    (repo.root / "data/projects/kaia.yaml").symlink_to("havna.yaml")
    ran = check(repo)
    assert ran.exit == CLEAN
    assert "2 projects" in one_line(ran.out)


def test_the_users_own_links_are_followed(repo: World, tmp_path: Path) -> None:
    """`--root` and `--rules` are said by whoever runs the check, and are not of the pull request."""
    (tmp_path / "root").symlink_to(repo.root)
    (tmp_path / "pinned").symlink_to(repo.root / "rules")
    (repo.root / "rules/project/project-a.yaml").unlink()
    repo.rule("project-b", "false")
    ran = repo.run("check", "--root", str(tmp_path / "root"), "--rules", str(tmp_path / "pinned"), "--lang", "en")
    assert ran.exit == FINDINGS
    assert "Breach of project-b." in ran.out


@pytest.mark.parametrize(("files", "size"), [(1001, 1), (9, 1_000_000)])
def test_rules_that_are_no_rules_are_not_read_to_the_end(repo: World, files: int, size: int) -> None:
    for number in range(files):
        repo.write(f"rules/notes/{number}.txt", b"x" * size)
    ran = repo.run("check", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "The rules are more than 1000 files or 8 MiB, and rules are never that many." in ran.err


@pytest.fixture
def deep(repo: World) -> Iterator[World]:
    """A record 1 200 folders down; taken away step by step, for what tidies up after tests calls itself."""
    here, steps = os.getcwd(), 1200
    os.chdir(repo.root / "data/projects")
    for _ in range(steps):
        os.mkdir("a")
        os.chdir("a")
    Path("ytterst.yaml").write_text("title: Ytterst\nstatus: active\n", encoding="utf-8")
    bottom = os.open(".", os.O_RDONLY)
    os.chdir(here)
    yield repo
    os.fchdir(bottom)
    os.close(bottom)
    os.unlink("ytterst.yaml")
    for _ in range(steps):
        os.chdir("..")
        os.rmdir("a")
    os.chdir(here)


def test_a_tree_of_a_thousand_folders_is_walked(deep: World) -> None:
    ran = deep.run("check", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "2 projects" in one_line(ran.out)


def one_line(text: str) -> str:
    return " ".join(text.split())
