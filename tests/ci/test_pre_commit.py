"""The hooks, with the real pre-commit: installed from a clone of this project, and run by git when it commits."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from ci_world import GOOD, ROOT, Done, commit, data_repo, git, plain
from portfolios import World

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
TRAVELS = ("intlstrat", "rules", ".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml")
"""What an installation from a clone needs."""


@dataclass(frozen=True)
class PreCommit:
    """pre-commit with a cache of its own, and a clone of this project as it stands, at a commit."""

    tool: Path
    rev: str
    home: Path

    def __call__(self, *arguments: str, cwd: Path) -> Done:
        """Runs pre-commit in a data repo."""
        return self.run([sys.executable, "-m", "pre_commit", *arguments], cwd)

    def commit(self, repo: World, message: str = "En endring") -> Done:
        """Commits everything, with the hooks that are installed."""
        git(repo.root, "add", "-A")
        return self.run(["git", "commit", "-q", "-m", message], repo.root)

    def use(self, repo: World, *hooks: str) -> None:
        """Writes the configuration, commits it past the hooks, and installs them."""
        config = f"repos:\n- repo: {self.tool.as_posix()}\n  rev: {self.rev}\n  hooks:\n"
        repo.write(".pre-commit-config.yaml", config + "".join(f"  - {hook}\n" for hook in hooks))
        commit(repo.root, "Oppsett")
        done = self("install", "--install-hooks", cwd=repo.root)
        if done.exit != 0:
            pytest.fail(f"pre-commit could not install the hooks. Is the package registry there?\n{done.out}{done.err}")

    def run(self, command: list[str], cwd: Path) -> Done:
        own = {"PRE_COMMIT_HOME": str(self.home), "VIRTUALENV_OVERRIDE_APP_DATA": str(self.home / "virtualenv")}
        quick = {"PIP_NO_COMPILE": "1", "INTLSTRAT_LANG": "en"}
        done = subprocess.run(
            command, cwd=cwd, env=plain(**own, **quick), capture_output=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def pre_commit(tmp_path: Path) -> PreCommit:
    tool = tmp_path / "intlstrat"
    tool.mkdir()
    for name in TRAVELS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tool / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tool / name)
    git(tool, "init", "-q")
    return PreCommit(tool, commit(tool), tmp_path / "pre-commit")


def test_the_hooks_are_as_pre_commit_wants_them() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, env=plain(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == ["intlstrat", "intlstrat-all", "intlstrat-rules"]


# One story and not several tests: the installation takes longer than all the rest.
def test_a_commit_is_held_to_the_strategy(pre_commit: PreCommit, tmp_path: Path) -> None:
    repo = data_repo(tmp_path / "repo").project("gammel-synd")
    pre_commit.use(repo, "id: intlstrat", "id: intlstrat-rules", "{id: intlstrat-all, stages: [manual]}")

    one_record(pre_commit, repo)
    a_rule(pre_commit, repo)
    all_records(pre_commit, repo)
    a_worktree(pre_commit, repo)
    a_folder_of_a_larger_repository(pre_commit, data_repo(tmp_path / "larger"))
    what_the_commit_brings(pre_commit, repo)


def one_record(pre_commit: PreCommit, repo: World) -> None:
    """A bad record stops the commit and only that is shown; a good one goes through."""
    before = git(repo.root, "rev-parse", "HEAD")
    repo.project("ny-synd").project("helt-fin", GOOD)
    done = pre_commit.commit(repo)
    said = done.out + done.err
    assert done.exit == 1
    assert git(repo.root, "rev-parse", "HEAD") == before
    assert "- exit code: 1" in said
    assert "Error: Breach of project-goals." in said
    assert "data/projects/ny-synd.yaml:" in said
    assert "gammel-synd" not in said
    assert "helt-fin" not in said

    repo.project("ny-synd", GOOD)
    done = pre_commit.commit(repo)
    assert done.exit == 0, done.out + done.err
    assert git(repo.root, "rev-parse", "HEAD~") == before


def a_rule(pre_commit: PreCommit, repo: World) -> None:
    """A rule that cannot be used stops the commit. One that can does not, whatever the records come to."""
    repo.rule("project-goals", "size(project.gaols) > 0", at="goals")
    done = pre_commit.commit(repo)
    assert done.exit == 1
    assert "project-goals.yaml:" in done.out + done.err

    two, none = "{project: {goals: [{statement: a}, {statement: b}]}}", "{project: {}}"
    examples = f"{{fulfilled: [{two}], breach: [{none}]}}"
    repo.rule("project-goals", "size(project.goals) > 1", at="goals", examples=examples)
    done = pre_commit.commit(repo)
    assert done.exit == 0, done.out + done.err


def all_records(pre_commit: PreCommit, repo: World) -> None:
    """The hook for everything shows old sins too, in one run."""
    done = pre_commit("run", "intlstrat-all", "--hook-stage", "manual", "--all-files", cwd=repo.root)
    assert done.exit == 1
    assert "data/projects/gammel-synd.yaml:" in done.out
    assert "- exit code: 1" in done.out


def a_worktree(pre_commit: PreCommit, repo: World) -> None:
    """In a worktree git tells its hooks where the repository is, which must lead nobody astray."""
    git(repo.root, "worktree", "add", "-q", "../tre", "-b", "tre")
    tree = World(repo.root.parent / "tre").project("enda-en-synd")
    done = pre_commit.commit(tree)
    assert done.exit == 1
    assert "data/projects/enda-en-synd.yaml:" in done.out + done.err
    assert "gammel-synd" not in done.out + done.err


def a_folder_of_a_larger_repository(pre_commit: PreCommit, repo: World) -> None:
    """With `--root` the records may lie in a folder. A partner that is deleted is missed by those that name it."""
    inner = World(repo.root / "dypt nede")
    git(repo.root, "mv", "data", "rules", "dypt nede")
    inner.partner().project("havna", GOOD + "partners: [nordby]\n")
    args = "args: [--root, dypt nede]"
    pre_commit.use(repo, f"{{id: intlstrat, {args}}}", f"{{id: intlstrat-all, {args}}}")

    inner.project("ny-synd")
    done = pre_commit.commit(repo)
    changed, everything = (done.out + done.err).split("intlstrat (all records)")
    assert done.exit == 1
    assert "data/projects/ny-synd.yaml:" in changed
    assert "data/projects/ny-synd.yaml:" in everything

    git(repo.root, "rm", "-q", "-f", "dypt nede/data/projects/ny-synd.yaml", "dypt nede/data/partners/nordby.yaml")
    done = pre_commit.commit(repo)
    changed, everything = (done.out + done.err).split("intlstrat (all records)")
    assert done.exit == 1
    assert "Skipped" in changed
    assert "nordby" in everything


def what_the_commit_brings(pre_commit: PreCommit, repo: World) -> None:
    """All records, with old sins among them, compared with the last commit."""
    pre_commit.use(repo, "{id: intlstrat-all, args: [--since, HEAD]}")
    repo.write("notat.md", "Noe annet.\n")
    done = pre_commit.commit(repo)
    assert done.exit == 0, done.out + done.err
    repo.project("siste-synd")
    done = pre_commit.commit(repo)
    assert done.exit == 1
    assert "data/projects/siste-synd.yaml:" in done.out + done.err
    assert "gammel-synd" not in done.out + done.err
