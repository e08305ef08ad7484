"""What is hostile by what stands in it: hundreds of files in one data repo, in every format and every command."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hostile_texts import DATED, TEXTS
from hostile_world import of_file, of_healthy, put_healthy, short
from portfolios import DAY, FINDINGS, NOT_CHECKED, Ran, run

PATHS = {name: f"data/projects/ond-{number:03}.yaml" for number, name in enumerate(TEXTS)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The healthy portfolio with every hostile text beside it."""
    root = put_healthy(tmp_path_factory.mktemp("texts") / "repo")
    for name, hostile in TEXTS.items():
        (root / PATHS[name]).write_bytes(hostile.raw)
    return root


@pytest.fixture(scope="module")
def verdict(root: Path) -> Any:
    ran = check(root, "--format", "json", "--show", "all")
    assert (ran.exit, acting(ran.out), ran.err) == (FINDINGS, set(), "")
    return json.loads(ran.out)


def check(root: Path, *arguments: str) -> Ran:
    return run(root, "check", "--lang", "en", "--as-of", DAY, *arguments)


def acting(text: str) -> set[str]:
    """The characters that act instead of being seen."""
    return {each for each in text if each != "\n" and unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


def told(ran: Ran) -> list[str]:
    """What is said on standard error besides what is not in the paper."""
    return [line for line in ran.err.splitlines() if "could not be read, and is not in the paper" not in line]


def test_each_gives_its_findings_at_their_places(verdict: Any) -> None:
    found = {name: of_file(verdict, path) for name, path in PATHS.items()}
    assert {name: short(each) for name, each in found.items()} == {name: each.finds for name, each in TEXTS.items()}
    said = {name: each[0]["message"] if each else "" for name, each in found.items()}
    assert {name: words for name, words in said.items() if TEXTS[name].says not in words} == {}


def test_no_rule_fails_over_any_of_them(verdict: Any) -> None:
    assert [each for each in verdict["findings"] if each["rule"] == "rule-failed"] == []


def test_no_day_and_no_large_number_is_taken_for_personal_data(verdict: Any) -> None:
    """9999-12-31, for what has no end, would be a telephone number without its hyphens."""
    rules = {each["rule"] for each in verdict["findings"] if each["location"]["path"] in PATHS.values()}
    assert [rule for rule in rules if "phone" in rule or "national" in rule] == []


def test_of_the_other_records_just_that_is_said_which_is_said_without_them(verdict: Any, alone: Any) -> None:
    assert of_healthy(verdict) == of_healthy(alone)
    unreadable = 1 + sum(not each.is_record for each in TEXTS.values())
    assert verdict["summary"]["records"] == {
        "partners": 1, "projects": len(TEXTS) + 3 - unreadable, "unreadable": unreadable,
    }  # fmt: skip


def test_every_format_can_only_be_read(root: Path, tmp_path: Path) -> None:
    """It is well formed, holds no character that acts, and no line of it is a command to a CI runner but its own."""
    names = ("a.txt", "a.md", "a.sarif", "a.xml")
    few = ("--select", "project-goals", "--select", "project-time-limited")  # and all that is wrong with files
    outputs = [part for name in names for part in ("--output", str(tmp_path / name))]
    ran = check(root, *few, *outputs)
    written = {"text": ran.out, **{name: (tmp_path / name).read_text(encoding="utf-8") for name in names}}
    assert (ran.exit, ran.err) == (FINDINGS, "")
    github = check(root, *few, "--format", "github").out
    written["gitlab"] = check(root, *few, "--format", "gitlab").out
    assert {name: acting(text) for name, text in {**written, "github": github}.items() if acting(text)} == {}
    json.loads(written["a.sarif"]), json.loads(written["gitlab"])
    assert len(list(ElementTree.fromstring(written["a.xml"]).iter("testcase"))) > len(TEXTS)
    assert [line for text in written.values() for line in text.splitlines() if line.lstrip().startswith("::")] == []
    commands = [line for line in github.splitlines() if line.lstrip().startswith("::")]
    known = (
        "::error file=",
        "::warning file=",
        "::notice file=",
        "::error title=",
        "::notice title=",
        "::group",
        "::endg",
    )
    assert commands
    assert [line for line in commands if not line.startswith(known)] == []


@pytest.mark.parametrize(
    "days",
    [("--as-of", "9999-12-31"), ("--as-of", "0001-01-01"), ("--as-of", DAY, "--until", "9999-12-31")],
    ids=" ".join,
)
def test_the_edge_of_the_calendar_is_a_day_like_others(healthy: Path, days: tuple[str, ...]) -> None:
    """A verdict on the first and the last day that there is, and one that looks ahead to the last."""
    for name, hostile in DATED.items():
        (healthy / PATHS[name]).write_text(str(hostile.content), encoding="utf-8")
    for command in ("check", "report"):
        ran = run(healthy, command, "--format", "json", "--lang", "en", *days)
        assert (ran.exit in (0, FINDINGS), told(ran)) == (True, [])
        assert "rule-failed" not in ran.out


@pytest.mark.parametrize(
    "day",
    ["0000-01-01", "10000-01-01", "2023-02-29", "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0661", "9" * 5_000],
)
def test_what_is_no_day_is_a_wrong_argument(root: Path, day: str) -> None:
    for option in ("--as-of", "--until"):
        ran = run(root, "check", option, day)
        assert (ran.exit, ran.out, acting(ran.err)) == (NOT_CHECKED, "", set())


def test_the_paper_for_the_council_is_written_whole(root: Path) -> None:
    for format_ in ("text", "markdown"):
        ran = run(root, "report", "--format", format_, "--lang", "en", "--as-of", DAY)
        assert (ran.exit in (0, 1), acting(ran.out), told(ran)) == (True, set(), [])
        assert "Havna" in ran.out


def test_fix_leaves_what_it_cannot_read_as_it_was(root: Path, tmp_path: Path) -> None:
    mended = Path(shutil.copytree(root, tmp_path / "repo"))
    ran = run(mended, "fix", "--lang", "en")
    assert (ran.exit in (0, 1), acting(ran.out + ran.err)) == (True, set())
    for name, hostile in TEXTS.items():
        if not hostile.is_record:
            assert (mended / PATHS[name]).read_bytes() == (root / PATHS[name]).read_bytes(), name
    assert "budget: {total: 5}" in (mended / "data/projects/kaia.yaml").read_text(encoding="utf-8")
