"""What is hostile by what stands in it: hundreds of files in one data repo, in every format and every command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bounded import POSIX, Bounded, check_bounded
from hostile_texts import TEXTS
from hostile_world import of_file, of_healthy, put_healthy, short
from portfolios import DAY, FINDINGS, NOT_CHECKED, Ran, run

PATHS = {name: f"data/projects/ond-{number:03}.yaml" for number, name in enumerate(TEXTS)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The healthy portfolio with every hostile text beside it."""
    root = put_healthy(tmp_path_factory.mktemp("texts") / "repo")
    for name, hostile in TEXTS.items():
        content = hostile.content
        assert isinstance(content, str | bytes)
        (root / PATHS[name]).write_bytes(content.encode() if isinstance(content, str) else content)
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


@pytest.mark.parametrize("format_", ["text", "sarif", "github", "gitlab", "junit", "markdown"])
def test_every_format_can_only_be_read(root: Path, format_: str) -> None:
    """It is well formed, holds no character that acts, and no line of it is a command to a CI runner but its own."""
    ran = check(root, "--format", format_)
    assert (ran.exit, acting(ran.out), ran.err) == (FINDINGS, set(), "")
    if format_ in ("sarif", "gitlab"):
        assert json.loads(ran.out)
    elif format_ == "junit":
        assert len(list(ElementTree.fromstring(ran.out).iter("testcase"))) > len(TEXTS)
    else:
        commands = [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]
        known = ("::error file=", "::warning file=", "::notice file=", "::error title=", "::notice title=")
        assert format_ == "github" or commands == []
        assert [line for line in commands if not line.startswith((*known, "::group", "::endgroup"))] == []


@pytest.mark.parametrize(
    "days",
    [
        ("--as-of", "9999-12-31"), ("--as-of", "0001-01-01"), ("--as-of", "2024-02-29"),
        ("--as-of", DAY, "--until", "9999-12-31"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_edge_of_the_calendar_is_a_day_like_others(root: Path, days: tuple[str, ...]) -> None:
    """A verdict on the first and the last day that there is, and one that looks ahead to the last."""
    ran = run(root, "check", "--format", "json", "--lang", "en", *days)
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert [each for each in json.loads(ran.out)["findings"] if each["rule"] == "rule-failed"] == []


@pytest.mark.parametrize("day", ["0000-01-01", "10000-01-01", "2023-02-29", "٢٠٢٤-٠١-٠١", "9" * 5_000])
def test_what_is_no_day_is_a_wrong_argument(root: Path, day: str) -> None:
    for option in ("--as-of", "--until"):
        ran = run(root, "check", option, day)
        assert (ran.exit, ran.out, acting(ran.err)) == (NOT_CHECKED, "", set())


@POSIX
def test_the_whole_of_it_stays_within_the_memory_of_one(root: Path) -> None:
    """Hundreds of them take no more room than one may; time is for each, and is asked of what is large."""
    ran: Bounded = check_bounded(root, bounded=False)
    assert ran.exit == FINDINGS
    assert ran.mib <= 200


def test_the_other_commands_read_them_too(root: Path) -> None:
    """`fix` proposes nothing for what it cannot read, and the paper for the council is written whole."""
    before = {path: path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
    ran = run(root, "fix", "--check", "--lang", "en")
    assert (ran.exit in (0, 1), acting(ran.out + ran.err)) == (True, set())
    for format_ in ("text", "json", "markdown"):
        ran = run(root, "report", "--format", format_, "--lang", "en", "--as-of", DAY)
        assert ran.exit in (0, 1)
        assert acting(ran.out) == set()
    assert {path: path.read_bytes() for path in sorted(root.rglob("*.yaml"))} == before


def test_fix_leaves_what_it_cannot_read_as_it_was(root: Path, tmp_path: Path) -> None:
    import shutil

    mended = Path(shutil.copytree(root, tmp_path / "repo"))
    ran = run(mended, "fix", "--lang", "en")
    assert ran.exit in (0, 1)
    for name, hostile in TEXTS.items():
        if not hostile.is_record:
            assert (mended / PATHS[name]).read_bytes() == (root / PATHS[name]).read_bytes(), name
    assert "budget: {total: 5}" in (mended / "data/projects/kaia.yaml").read_text(encoding="utf-8")
