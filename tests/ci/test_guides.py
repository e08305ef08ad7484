"""What the guides for reviewers show is true: their files are valid, and name what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ci_world import ACTION, CLEAN, ROOT, data_repo, git, plain, tool

GUIDES = ("pull-requests.md", "kontroll-av-endringer.md")
PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES}
ID = "0123456789abcdef0123456789abcdef01234567"
HOOKS = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))]

guides = pytest.mark.parametrize("guide", GUIDES)


def blocks(guide: str, language: str) -> list[str]:
    """The page's blocks of code in a language, with what the reader is to replace replaced."""
    found = re.findall(rf"^```{language}\n(.*?)^```", PAGES[guide], re.DOTALL | re.MULTILINE)
    return [re.sub(r"\b(OWNER|GROUP|HOST)\b", "example", block.replace("COMMIT", ID)) for block in found]


def example(name: str, folder: Path) -> str:
    """Writes the file that the guides show under that name into a folder, where it is to be; its path."""
    (block,) = (block for block in blocks(GUIDES[0], "yaml") if block.startswith(f"# {name}\n"))
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block, encoding="utf-8")
    return str(path)


def table(guide: str, first: str) -> dict[str, str]:
    """The rows of the table whose first row's first cell holds that code: first cell to last."""
    rest = PAGES[guide][PAGES[guide].index(f"| `{first}` |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (.*) \|$", rest, re.MULTILINE)
    return dict(rows)


def succeeds(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], env=plain(), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_languages_show_the_same_files() -> None:
    assert blocks(GUIDES[0], "yaml") == blocks(GUIDES[1], "yaml")
    assert blocks(GUIDES[0], "text") == blocks(GUIDES[1], "text")


def test_the_workflow(tmp_path: Path) -> None:
    path = example(".github/workflows/intlstrat.yml", tmp_path)
    succeeds("check_jsonschema", "--builtin-schema", "vendor.github-workflows", path)
    done = subprocess.run([tool("zizmor"), "--offline", "--no-config", path], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    job = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["jobs"]["check"]
    assert job["permissions"] == {"contents": "read"}
    assert job["steps"][-1]["with"].keys() <= ACTION["inputs"].keys()
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in job["steps"])


def test_the_gitlab_configuration(tmp_path: Path) -> None:
    path = example(".gitlab-ci.yml", tmp_path)
    succeeds("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", path)
    shown = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    assert (ROOT / shown["include"][0]["file"].lstrip("/")).is_file()


def test_the_pre_commit_configuration(tmp_path: Path) -> None:
    path = example(".pre-commit-config.yaml", tmp_path)
    succeeds("pre_commit", "validate-config", path)
    (shown,) = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["repos"]
    assert {hook["id"] for hook in shown["hooks"]} <= set(HOOKS)


@guides
def test_every_input_and_every_hook_is_told_of(guide: str) -> None:
    inputs = table(guide, "lang")
    assert inputs.keys() == ACTION["inputs"].keys()
    defaults = {name: re.match("`(.*?)`", told) for name, told in inputs.items()}
    assert {name: found[1] if found else "" for name, found in defaults.items()} == {
        name: entry["default"] for name, entry in ACTION["inputs"].items()
    }
    assert set(re.findall(r"^\| `(intlstrat[\w-]*)` \|", PAGES[guide], re.MULTILINE)) == set(HOOKS)


@guides
def test_every_variable_of_gitlab_is_there(guide: str) -> None:
    template = (ROOT / "ci/gitlab.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"INTLSTRAT_\w+", PAGES[guide])) == set(re.findall(r"INTLSTRAT_\w+", template))


@guides
def test_every_output_is_told_of(guide: str) -> None:
    assert [name for name in ACTION["outputs"] if f"`{name}`" not in PAGES[guide]] == []


@guides
def test_links_within_the_project_lead_somewhere(guide: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", PAGES[guide]) if not link.startswith("https:")]
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize("command", "".join(blocks(GUIDES[0], "text")).splitlines())
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    repo = data_repo(tmp_path / "repo", GIT_COMMITTER_DATE="2026-06-01T12:00:00Z")
    git(repo.root, "update-ref", "refs/remotes/origin/main", "HEAD")
    ran = repo.run(*command.split()[1:])
    assert ran.exit == CLEAN, ran.err
