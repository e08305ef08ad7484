"""Which commit the action compares a pull request with: the one that it is to be merged into."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from ci_world import FINDINGS, Runner, commit, data_repo, git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the runner's Python is a shell script")


@dataclass(frozen=True)
class Story:
    """A repository whose main branch has gone on since a pull request was opened from an older commit of it."""

    repo: Path
    opened_on: str
    main: str
    head: str
    merged: str
    """What GitHub checks out: the pull request's head merged into main."""

    def clone(self, target: Path, at: str, depth: int | None = None) -> Runner:
        """A job of the pull request, whose checkout is of that commit, as deep as said."""
        git(self.repo, "update-ref", "refs/pull/1/checkout", at)
        git(target.parent, "init", "-q", str(target))
        how = [] if depth is None else [f"--depth={depth}"]
        git(target, "fetch", "-q", *how, self.repo.as_uri(), "refs/pull/1/checkout")
        git(target, "checkout", "-q", "--detach", "FETCH_HEAD")
        event = {"pull_request": {"base": {"sha": self.opened_on}, "head": {"sha": self.head}}}
        temp = target.parent / "temp"
        temp.mkdir()
        return Runner(target, temp, event)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    world = data_repo(tmp_path / "origin")
    world.project("gammel-synd")
    opened_on = commit(world.root, "En gammel synd")
    git(world.root, "switch", "-q", "-c", "forslag")
    world.project("ny-synd")
    head = commit(world.root, "Forslaget")
    git(world.root, "switch", "-q", "main")
    world.project("andres-synd")
    main = commit(world.root, "Noe andre har gjort")
    git(world.root, "switch", "-q", "--detach")
    git(world.root, "merge", "-q", "--no-ff", "-m", "Sammen", head)
    return Story(world.root, opened_on, main, head, git(world.root, "rev-parse", "HEAD"))


def revisions(runner: Runner, **inputs: str) -> dict[str, str]:
    """The revisions that a check is asked to look at, by option."""
    pairs = (each.partition("=")[::2] for each in runner.asked(**inputs))
    return {name: value for name, value in pairs if name in ("--since", "--waivers-from")}


@pytest.mark.parametrize("depth", [None, 2])
def test_the_merged_pull_request_is_compared_with_what_it_is_merged_into(
    story: Story, tmp_path: Path, depth: int | None
) -> None:
    runner = story.clone(tmp_path / "job", story.merged, depth)
    assert revisions(runner) == {"--since": story.main}


def test_the_head_alone_is_compared_with_where_it_branched_off(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.head)
    git(runner.workspace, "fetch", "-q", story.repo.as_uri(), "main")
    runner.event = {"pull_request": {"base": {"sha": story.main}, "head": {"sha": story.head}}}
    assert revisions(runner) == {"--since": story.opened_on}


def test_a_head_that_is_a_merge_itself_is_not_mistaken_for_githubs(story: Story, tmp_path: Path) -> None:
    git(story.repo, "switch", "-q", "forslag")
    git(story.repo, "merge", "-q", "-m", "Oppdatert", "main")
    head = git(story.repo, "rev-parse", "HEAD")
    runner = story.clone(tmp_path / "job", head)
    runner.event = {"pull_request": {"base": {"sha": story.main}, "head": {"sha": head}}}
    assert revisions(runner) == {"--since": story.main}


@pytest.mark.parametrize("at", ["merged", "head"])
def test_a_clone_too_shallow_is_left_to_the_tool_to_explain(story: Story, tmp_path: Path, at: str) -> None:
    runner = story.clone(tmp_path / "job", getattr(story, at), depth=1)
    assert revisions(runner) == {"--since": story.opened_on}
    done = runner.check()
    assert (done.exit, dict(done.outputs)) == (2, {"exit": "2"})
    assert story.opened_on[:7] in done.err
    assert "fetch" in done.err


def test_a_merge_queue_is_compared_with_its_base(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.merged)
    runner.event = {"merge_group": {"base_sha": story.main, "head_sha": story.merged}}
    assert revisions(runner) == {"--since": story.main}


def test_a_push_is_compared_with_nothing(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.merged)
    runner.event = {"before": story.main}
    assert revisions(runner, waivers_from="auto") == {}


def test_the_waivers_may_come_from_the_same_commit(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.merged)
    both = {"--since": story.main, "--waivers-from": story.main}
    assert revisions(runner, waivers_from="auto") == both
    assert revisions(runner, since="", waivers_from="auto") == {"--waivers-from": story.main}


def test_a_revision_of_ones_own_wins(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.merged)
    assert revisions(runner, since="2026-01-01") == {"--since": "2026-01-01"}
    assert revisions(runner, since="") == {}


def test_the_reviewer_sees_what_this_change_breaks_and_nothing_else(story: Story, tmp_path: Path) -> None:
    runner = story.clone(tmp_path / "job", story.merged)
    done = runner.check(lang="en")
    assert done.exit == FINDINGS, done.err
    annotations = [line for line in done.lines if re.match("::(error|warning|notice) ", line)]
    assert any("file=data/projects/ny-synd.yaml," in line for line in annotations), done.out
    assert not any(name in line for line in annotations for name in ("gammel-synd", "andres-synd"))
    summary = runner.summary.read_text(encoding="utf-8")
    assert "ny-synd" in summary
