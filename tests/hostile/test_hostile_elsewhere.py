"""The same hostility where it is not a record: waivers, rules, what git remembers; and under the other commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from bounded import POSIX, check_bounded, run_bounded
from git_runs import run_git
from hostile_files import BASE, DANGEROUS, U
from hostile_texts import TEXTS
from hostile_world import of_file, of_healthy, short
from portfolios import DAY, FINDINGS, NOT_CHECKED, SHIPPED, World, run

pytestmark = POSIX

UNREADABLE = [name for name, hostile in DANGEROUS.items() if not hostile.is_record]
AS_WAIVERS = [name for name in UNREADABLE if not name.startswith(("1 MiB of line", "1 MiB of comments"))]
"""A file of waivers may be empty."""
IN_GIT = [
    "200 KB of [",
    "200 KB of {a:",
    "200 KB of hyphens",
    "70 000 keys",
    "2 MiB",
    "an alias bomb",
    "an alias of itself",
]
READABLE = ["one line of 1 MiB", "an amount of 1 MiB"]


def test_waivers_that_cannot_be_read_waive_nothing_and_stop_nothing(healthy: Path, alone: Any) -> None:
    """One finding, at the place where the file of a record would have it; and the records are judged."""
    for name in AS_WAIVERS[::4]:
        path = DANGEROUS[name].put(healthy)
        path.replace(healthy / "data/waivers.yaml")
        ran = run(healthy, "check", "--format", "json", "--show", "all", "--lang", "en", "--as-of", DAY)
        verdict = json.loads(ran.out)
        found = of_file(verdict, "data/waivers.yaml")
        assert (ran.exit, ran.err) == (FINDINGS, ""), name
        assert [each["rule"] for each in found] == [U], name
        assert of_healthy(verdict)[1] == of_healthy(alone)[1]


@pytest.mark.parametrize("name", ["an alias bomb"])
def test_waivers_keep_within_the_same_bounds(healthy: Path, name: str) -> None:
    DANGEROUS[name].put(healthy).replace(healthy / "data/waivers.yaml")
    assert check_bounded(healthy).exit == FINDINGS


def test_ten_thousand_waivers_are_each_told(healthy: Path, alone: Any) -> None:
    """As many as a file may hold keys and values for."""
    one = "- {rule: portfolio-number, reason: a, decided_by: b, until: 2020-01-01}\n"
    (healthy / "data/waivers.yaml").write_text(one * 1_100)
    ran = check_bounded(healthy)
    assert ran.exit == FINDINGS
    assert len(of_file(ran.json, "data/waivers.yaml")) == 1_100
    assert of_healthy(ran.json) == of_healthy(alone)


def test_rules_that_cannot_be_read_are_all_named_and_nothing_is_judged(healthy: Path) -> None:
    """All of them in one pack, and still within the bounds of one."""
    rules = Path(shutil.copytree(SHIPPED, healthy / "rules"))
    small = [name for name in UNREADABLE if "GiB" not in name and "MiB" not in name]
    for number, name in enumerate(small):
        DANGEROUS[name].put(healthy).replace(rules / f"project/project-ond-{number:02}.yaml")
    ran = run_bounded(healthy, "check", "--lang", "en").within()
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    for number in range(len(small)):
        assert f"rules/project/project-ond-{number:02}.yaml:" in ran.err


def test_a_text_that_is_no_rule_and_no_strategy_is_refused_with_its_place(world: World) -> None:
    """Each in turn is a rule of its own, in one pack; and then each is the strategy."""
    world.project().rule("project-a")
    for number, hostile in enumerate(TEXTS.values()):
        world.write(f"rules/project/project-ond-{number:03}.yaml", hostile.raw)
    ran = world.run("check", "--lang", "en")
    assert (ran.exit, ran.out, "Traceback" in ran.err) == (NOT_CHECKED, "", False)
    for number in range(len(TEXTS)):
        assert f"rules/project/project-ond-{number:03}.yaml:" in ran.err
    shutil.rmtree(world.root / "rules/project")
    for hostile in list(TEXTS.values())[::4]:
        world.write("rules/strategy.yaml", hostile.raw)
        ran = world.run("check", "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith("rules/strategy.yaml:")


@pytest.fixture
def remembered(healthy: Path) -> Path:
    """The hostile files are in git's last commit but one, and none of them is there today."""
    for number, name in enumerate(IN_GIT):
        DANGEROUS[name].put(healthy).rename(healthy / f"data/projects/ond-{number:02}.yaml")
    projects = healthy / "data/projects"
    (projects / "lenke.yaml").symlink_to("/dev/zero")
    (projects / "ring.yaml").symlink_to("ring.yaml")
    (projects / "::error::\nx.yaml").write_text(BASE)
    (projects / ("x" * 200 + ".yaml")).write_text(BASE)
    run_git(healthy, "init", "-q")
    run_git(healthy, "add", "-A")
    run_git(healthy, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},data/projects/modul.yaml")
    run_git(healthy, "commit", "-qm", "a")
    for path in projects.glob("*.yaml"):
        if path.is_symlink() or path.stem not in ("havna", "kaia", "torget"):
            path.unlink()
    run_git(healthy, "add", "-A")
    run_git(healthy, "commit", "-qm", "b")
    return healthy


def test_what_git_remembers_is_held_to_the_same(remembered: Path, alone: Any) -> None:
    """All of them at once, compared with what there is today: fixed, and nothing of the others is lost or new."""
    ran = check_bounded(remembered, "--since", "HEAD~1")
    assert (ran.exit, ran.err) == (0, "")
    now = [each for each in ran.json["findings"] if (each["change"] or {}).get("state") != "fixed"]
    assert {each["rule"] for each in now if each["change"]["state"] == "new"} <= {"record-reference"}
    assert ran.json["summary"]["records"] == alone["summary"]["records"]


@pytest.mark.parametrize("command", [("fix", "--check"), ("report",)], ids=" ".join)
@pytest.mark.parametrize("name", READABLE)
def test_the_other_commands_keep_within_the_same_bounds(healthy: Path, name: str, command: tuple[str, ...]) -> None:
    DANGEROUS[name].put(healthy)
    run_bounded(healthy, *command, "--lang", "en").within()


@pytest.mark.parametrize("value", ["x" * 10_000, "a\u202eb", "9" * 5_000, "::error::x", "\U000e0041", "a\nb\n---\n- c"])
def test_a_hostile_answer_makes_a_record_that_can_be_read_or_none(healthy: Path, value: str) -> None:
    ran = run(healthy, "new", "project", "ny", "--set", f"title={value}", "--set", "status=active", "--lang", "en")
    path = healthy / "data/projects/ny.yaml"
    assert ran.exit in (0, NOT_CHECKED)
    assert path.exists() == (ran.exit == 0)
    checked = run(healthy, "check", "--format", "json", "--lang", "en", "--as-of", DAY)
    assert short(of_file(json.loads(checked.out), "data/projects/ny.yaml")) == ()


@pytest.mark.parametrize(
    "id_", ["x" * 10_000, "a\u202eb", "../../a", "a/b", "", "-", "æ", "CON", "a.yaml", "\u00e5", "a\nb"]
)
def test_a_hostile_id_makes_no_file_elsewhere(healthy: Path, id_: str) -> None:
    before = set(healthy.parent.rglob("*"))
    ran = run(healthy, "new", "project", "--set", "title=Ny", "--set", "status=active", "--lang", "en", "--", id_)
    made = set(healthy.parent.rglob("*")) - before
    assert ran.exit in (0, NOT_CHECKED)
    assert {path.parent for path in made} <= {healthy / "data/projects"}
    assert (len(made) == 1) == (ran.exit == 0)
