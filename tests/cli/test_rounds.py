"""One verdict after the other on a data repo that somebody is working on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_world import BARE, BARE_PROJECT, DAY, NOTED_PROJECT, write

from intlstrat.cli.outputs import Output
from intlstrat.cli.request import Choice, Request
from intlstrat.cli.rounds import Round, Rounds
from intlstrat.cli.screen import Screen
from intlstrat.cli.session import Common, Loaded, Stop, pack_of
from intlstrat.cli.steps import Compare
from intlstrat.formats.text_live import Event

BART = "data/projects/bart.yaml"
GOALS = "rules/project/project-goals.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return write(tmp_path, BARE)


def begun(repo: Path, *paths: str) -> tuple[Rounds, Round]:
    """The rounds of a repo, and the first one."""
    wanted = Output(None, (), False, False, False, Screen(80, False, False))
    given = tuple(str(repo / path) for path in paths)
    made = Rounds(Request(Common(root=str(repo), as_of=DAY), wanted, Compare(None, None), Choice(given), "error"))
    first = made.next()
    assert first is not None
    return made, first


def later(made: Rounds) -> Round:
    found = made.next()
    assert found is not None
    return found


def rules(found: Round) -> list[str]:
    return [each.rule for each in found.checked.report.findings]


def test_nothing_new_is_no_round(repo: Path) -> None:
    made, _ = begun(repo)
    assert made.next() is None
    os.utime(repo / BART)
    write(repo, {"data/projects/4913": "x", "data/projects/lesmeg.txt": "x"})
    assert made.next() is None


def test_a_round_knows_what_happened(repo: Path) -> None:
    made, first = begun(repo)
    write(repo, {BART: NOTED_PROJECT, "data/waivers.yaml": "[]\n"})
    (repo / "data/partners/nordby.yaml").unlink()
    found = later(made)
    assert found.event(first) == Event(("data/projects/bart.yaml", "data/waivers.yaml"), ("data/partners/nordby.yaml",))
    assert rules(found) == ["quality-unit"]


@pytest.mark.parametrize("paths", [(), (BART,)])
def test_a_file_that_is_gone_for_a_moment_has_not_been_deleted(
    repo: Path, paths: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, first = begun(repo, *paths)
    (repo / BART).unlink()
    monkeypatch.setattr("time.sleep", lambda _: write(repo, {BART: NOTED_PROJECT}))
    assert later(made).event(first) == Event((BART,))


def test_a_rule_that_is_gone_for_a_moment_has_not_been_deleted(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = begun(repo)
    text = (repo / GOALS).read_text(encoding="utf-8")
    (repo / GOALS).unlink()
    monkeypatch.setattr("time.sleep", lambda _: write(repo, {GOALS: text}))
    assert made.next() is None


def test_bad_rules_are_read_once_and_told_until_they_are_mended(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, first = begun(repo)
    read: list[Path] = []

    def counted(common: Common, folder: Path, found: Mapping[str, bytes]) -> Loaded:
        read.append(folder)
        return pack_of(common, folder, found)

    monkeypatch.setattr("intlstrat.cli.rounds.pack_of", counted)
    text = (repo / GOALS).read_text(encoding="utf-8")
    write(repo, {GOALS: text.replace("size(", "sice(")})
    for _ in range(3):
        with pytest.raises(Stop):
            made.next()
    assert len(read) == 1
    write(repo, {GOALS: text})
    assert made.next() is None
    write(repo, {GOALS: text.replace("> 0", ">= 0")})
    assert later(made).event(first) == Event(rules=True)


def test_rules_of_its_own_take_the_place_of_those_that_come_with_the_tool(repo: Path) -> None:
    os.rename(repo / "rules", repo / "bort")
    made, first = begun(repo)
    assert repo / "rules" not in made.folders
    os.rename(repo / "bort", repo / "rules")
    found = later(made)
    assert found.event(first).rules
    assert made.folders == (repo / "data", repo / "rules")
    assert "project-sdg" in rules(found)


def test_a_record_under_another_name_is_known_again(repo: Path) -> None:
    made, first = begun(repo)
    os.rename(repo / BART, repo / "data/projects/ny.yaml")
    (pair,) = later(made).renamed(first).items()
    assert [each.id for each in pair] == ["bart", "ny"]


def test_no_records_at_all_is_told(repo: Path) -> None:
    made, _ = begun(repo)
    for path in (repo / "data").rglob("*.yaml"):
        path.unlink()
    with pytest.raises(Stop):
        made.next()
    write(repo, {BART: BARE_PROJECT})
    assert len(rules(later(made))) == 3
