"""The same data, rules and as-of date give the same bytes, whatever the disk, the clock and the machine."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from portfolios import EKSEMPELVIK, REPOSITORY, World, run

YEARS = ", ".join(f"{year}: {year}" for year in range(2015, 2031))

SCRIPT = """
import sys
from intlstrat.cli.main import main
for folder in sys.argv[1:]:
    main(["check", "--as-of", "2026-11-23", "--root", folder, "--format", "json", "--show", "all"])
main(["check", "--as-of", "2026-11-23", "--root", sys.argv[1], "--statistics", "--color", "always"])
"""


@pytest.fixture
def varied(world: World) -> World:
    """Many records, items that are keys of maps, ids that stand twice, files that cannot be read, waivers."""
    for number in range(6):
        world.project(
            f"p{number}", f"goals: [{{statement: A}}]\nbudget: {{own_by_year: {{{YEARS}}}}}\npartners: [a, b, x]\n"
        )
        world.partner(f"mappe{number % 3}/n{number}", "areas: [culture, {other: Fisk}, {other: Havn}]\n")
    world.partner("a").partner("b").partner("dypt/under/a").project("ødelagt", base="title: [\n")
    world.project("feil", "notess: x\nstatuss: y\nbudget: {total: mye}\n")
    world.waivers("- {rule: portfolio-countries, item: SE, reason: x, decided_by: y, until: 2026-12-01}\n")
    world.parameter("each", "{GT: 1, SE: 2, DK: 3, FI: 4, IS: 5, DE: 6, FR: 7, ES: 8}")
    world.rule(
        "project-years", "item != 2020", for_each="project.budget.own_by_year.map(year, year)",
        values="{years: 'project.budget.own_by_year.filter(y, y > 2025)', each: params.each, own: project.budget}",
        message='{nb: "{years}, {each}, {own}"}',
    )  # fmt: skip
    world.rule("project-linked", "size(linked) > 3", values="{names: 'linked.map(one, one.name)'}")
    world.rule("partner-linked", "size(linked) < 3", values="{names: 'linked.map(one, one.id)'}")
    world.rule(
        "portfolio-countries", "count == params.each[item]", among="partner", for_each="params.each",
        where="partner.country == item", values="{most: 'params.each[item]'}", message='{nb: "{item} {count} {most}"}',
    )  # fmt: skip
    world.rule(
        "portfolio-years", "own < 1.0", among="project", group_by="project.budget.own_by_year.map(year, year)",
        where="has(project.budget.own_by_year)", measures='{own: {sum: "double(project.budget.own_by_year[item])"}}',
        message='{nb: "{item} {own} {names}"}',
    )  # fmt: skip
    world.rule("portfolio-areas", "false", among="partner", group_by="partner.areas", message='{nb: "{item} {names}"}')
    return world


def difference(one: str, other: str) -> str:
    """The first lines that differ. (Pytest would look for the shortest way from one long text to the other.)"""
    pairs = zip_longest(one.splitlines(), other.splitlines())
    return next((f"{before!r} {after!r}"[:400] for before, after in pairs if before != after), "")


class Shuffled:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[os.DirEntry[str]], shuffle: Callable[[list[Any]], None]) -> None:
        shuffle(entries)
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __enter__(self) -> Shuffled:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def outputs(world: World) -> tuple[str, str]:
    return (
        world.run("check", "--format", "json", "--show", "all", "--as-of", "2026-11-23").out,
        world.run("check", "--as-of", "2026-11-23").out,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_in_which_the_disk_gives_files_changes_nothing(
    varied: World, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    before = outputs(varied)
    shuffle, scandir = random.Random(seed).shuffle, os.scandir
    monkeypatch.setattr("os.scandir", lambda path: Shuffled(list(scandir(path)), shuffle))
    assert [difference(*pair) for pair in zip(before, outputs(varied), strict=True)] == ["", ""]


def test_a_second_run_gives_the_same_bytes_as_the_first(varied: World) -> None:
    before = outputs(varied)
    assert [difference(*pair) for pair in zip(before, outputs(varied), strict=True)] == ["", ""]


@pytest.mark.parametrize("folder", [REPOSITORY, EKSEMPELVIK], ids=["fredrikstad", "eksempelvik"])
def test_rules_that_are_remembered_judge_as_rules_that_are_read(folder: Path, tmp_path: Path) -> None:
    arguments = ("check", "--format", "json", "--show", "all", "--as-of", "2026-11-23")
    fresh = run(folder, *arguments, INTLSTRAT_NO_CACHE="1")
    remembered = [run(folder, *arguments) for _ in range(2)]
    assert [difference(ran.out, fresh.out) for ran in remembered] == ["", ""]
    assert fresh.exit == remembered[0].exit == remembered[1].exit


def test_hash_seed_time_zone_and_locale_change_nothing(varied: World) -> None:
    varied.run("check")  # writes the strategy
    machines = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "3", "TZ": "America/Anchorage", "LC_ALL": "nb_NO.UTF-8", "LANGUAGE": "nb"},
    ]
    folders = [str(folder) for folder in (varied.root, REPOSITORY, EKSEMPELVIK)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *folders],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", **machine},
        )
        for machine in machines
    ]
    written = [process.communicate()[0].decode() for process in started]
    assert len(written[0]) > 10_000
    assert [process.returncode for process in started] == [0] * 3
    assert [difference(other, written[0]) for other in written] == ["", "", ""]


def test_the_as_of_day_is_the_only_clock(varied: World) -> None:
    verdict = varied.check(as_of="2026-12-02")
    assert verdict.json["as_of"] == "2026-12-02"
    assert "waiver-expired" in verdict.rules
    assert "waiver-expired" not in varied.check(as_of="2026-12-01").rules
