"""Nothing that is read says what is written, or where, and nothing in the repo but records and rules is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from portfolios import CLEAN, FINDINGS, Ran, World

from intlstrat.files import ReadFailure, refused_target
from intlstrat.language import Language

LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def refusal(path: Path, root: Path) -> str | None:
    found = refused_target(path, root)
    if found is None:
        return None
    assert isinstance(found, ReadFailure)
    return Language("en").message(found.message)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / "data/projects").mkdir(parents=True)
    return folder


# A link in the repo, at the name that the job writes to or on the way there.
@LINKS
@pytest.mark.parametrize(
    "target", ["../outside", "{outside}", ".git/config", "data/projects/a.yaml", "nowhere", "report.json"]
)
def test_a_link_in_the_repo_is_not_written_through(root: Path, tmp_path: Path, target: str) -> None:
    (root / "report.json").symlink_to(target.format(outside=tmp_path / "outside"))
    assert (
        refusal(root / "report.json", root)
        == f"{root / 'report.json'} is not written: {root / 'report.json'} is a link."
    )


@LINKS
def test_nor_is_one_on_the_way(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "out").symlink_to(tmp_path / "outside")
    assert refusal(root / "out/a/report.json", root) is not None
    assert refusal(root / "data/../out/report.json", root) is not None


@LINKS
def test_nor_one_that_the_users_own_link_leads_to(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to(root)
    (root / "report.json").symlink_to(tmp_path / "bashrc")
    assert refusal(tmp_path / "mine/report.json", root) is not None
    (tmp_path / "mine2").symlink_to(root / "report.json")
    assert refusal(tmp_path / "mine2", root) is not None


@LINKS
def test_nor_one_elsewhere_in_the_repository_around_the_data(root: Path) -> None:
    data = root / "kommune/data-repo"
    (data / "data/projects").mkdir(parents=True)
    (root / "report.json").symlink_to("nowhere")
    assert refusal(root / "report.json", data) is None
    (root / ".git").mkdir()
    assert refusal(root / "report.json", data) is not None


@LINKS
def test_nor_where_the_working_folder_is_the_repo(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "report.json").symlink_to("nowhere")
    monkeypatch.chdir(root)
    assert refusal(Path("report.json"), Path(".")) is not None
    assert refusal(Path("other.json"), Path(".")) is None


@LINKS
def test_the_users_own_links_are_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "latest").symlink_to("reports")
    (tmp_path / "link.json").symlink_to(tmp_path / "reports/a.json")
    (tmp_path / "repo-link").symlink_to(root)
    for path in ("latest/a.json", "link.json", "reports/a.json", "new/a.json", "repo-link/report.json"):
        assert refusal(tmp_path / path, root) is None, path
    assert refusal(tmp_path / "repo-link/report.json", tmp_path / "repo-link") is None


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="the platform has no /dev/stdout")
def test_what_the_system_has_for_streams_may_be_written(root: Path) -> None:
    assert refusal(Path("/dev/stdout"), root) is None
    assert refusal(Path("/dev/null"), root) is None


@LINKS
def test_links_in_a_ring_end(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert refusal(tmp_path / "a", root) is not None


# What is read never says where to write, and how to run.
def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


VIEWS = (("check", "--show", "all"), ("check", "--format", "json"), ("rules",), ("rules", "test"), ("strategy",))


def everything(world: World) -> list[Ran]:
    return [world.run(*view, "--lang", "en") for view in (*VIEWS, ("explain", "project-a"), ("schema", "project"))]


def test_a_run_writes_nothing_in_the_repo(world: World) -> None:
    names = ("../../ut.json", "/tmp/ut.json", "--output=ut.json", ">ut.json", "$(touch ut)", "`touch ut`", "|touch ut")
    for at, name in enumerate(names):
        world.project(f"p{at}", f"summary: '{name}'\nnotes: ['{name}']\n", base=f"title: '{name}'\nstatus: active\n")
    world.rule("project-a", "false", message=f"{{nb: '{names[2]}', en: '{names[2]}'}}", at="summary")
    world.run("check")
    before = tree(world.root.parent)
    assert {ran.exit for ran in everything(world)} == {CLEAN, FINDINGS}
    assert tree(world.root.parent) == before


TOML = 'output = "ut.json"\nfail-on = "never"\n[tool.intlstrat]\noutput = "ut.json"\nfail-on = "never"\n'
CONFIGURATIONS = dict.fromkeys(
    (
        "pyproject.toml", "setup.cfg", "intlstrat.toml", ".intlstrat.toml", ".intlstratrc", "data/intlstrat.toml",
        "rules/intlstrat.toml", ".config/intlstrat.toml", ".editorconfig",
    ),
    TOML,
)  # fmt: skip
CONFIGURATIONS |= {
    ".env": "INTLSTRAT_LANG=nn\nINTLSTRAT_NO_CACHE=1\nPYTHONPATH=.\n",
    "intlstrat.yaml": "output: ut.json\nfail_on: never\n",
    "sitecustomize.py": "open('ut.json', 'w')\n",
    "intlstrat.py": "open('ut.json', 'w')\n",
    "yaml.py": "open('ut.json', 'w')\n",
    "data/__init__.py": "open('ut.json', 'w')\n",
    "rules/project/project-a.py": "open('ut.json', 'w')\n",
    ".cache/intlstrat/packs/x.json": "{}",
}


def test_no_file_of_the_repo_configures_the_tool(world: World) -> None:
    """A configuration that a pull request could change would be a way around the check."""
    world.project().rule("project-a", "false")
    before = everything(world)
    digest = '"digest": "sha256:'
    for name, content in CONFIGURATIONS.items():
        if not name.startswith("rules/"):  # the digest is over all files of the rules
            world.write(name, content)
    assert everything(world) == before
    for name, content in CONFIGURATIONS.items():
        world.write(name, content)
    after = world.run("check", "--format", "json", "--lang", "en")
    assert after.exit == FINDINGS
    lines = [line for line in after.out.splitlines() if digest not in line]
    assert lines == [line for line in before[1].out.splitlines() if digest not in line]
    assert not (world.root / "ut.json").exists()
