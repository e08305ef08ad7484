"""Whatever surrounds the process, it makes the same: Python's options and seeds, locales, folders that are not there,
clocks and zones. The files are the same byte for byte; the screen is too, but for signs that it cannot show.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_world import BARE, CLEAN, FINDINGS, Cli
from faults_world import CHECK, REPORT, Done, contents, place

from intlstrat.council.writers.office_zip import pack

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are the surroundings of other systems")

RECORDS = {**BARE, "data/projects/bringebar.yaml": "title: Blåbærtur på Ås 日本\nstatus: active\n"}
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": (*CHECK, *(part for end in ("json", "sarif", "xml", "md", "txt") for part in ("--output", f"ny.{end}"))),
    "report": (*REPORT, *(part for end in ("md", "json", "html") for part in ("--output", f"ny.{end}"))),
    "fix": ("fix", "--color", "never"),
    "new": ("new", "project", "--set", "title=Gronn", "--set", "status=idea", "--set", "summary=på", *CHECK[1:]),
}  # fmt: skip
EXITS = {"check": FINDINGS, "report": CLEAN, "fix": FINDINGS, "new": CLEAN}

STRICT = ("-W", "error", "-X", "dev", "-bb")
BARE_LOCALE: dict[str, str | None] = {
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": None,
}
NOWHERE = {"HOME": None, "XDG_CACHE_HOME": None, "TMPDIR": None, "PATH": None}
ODD = {"HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null/cache", "TMPDIR": "/dev/null/tmp", "LC_ALL": "xx_YY.none"}
CLOCK = {"SOURCE_DATE_EPOCH": "0", "TZ": "Pacific/Kiritimati", "FAULT_CLOCK": "-86400"}

VARIANTS: list[tuple[str, tuple[str, ...], dict[str, str | None]]] = [
    ("check", STRICT, {"PYTHONHASHSEED": "1"}),
    ("check", ("-OO",), {"PYTHONHASHSEED": "2", **CLOCK}),
    ("check", (), BARE_LOCALE),
    ("check", (), {**NOWHERE, "PYTHONIOENCODING": "ascii"}),
    ("check", (), {"PYTHONIOENCODING": None, **ODD}),
    ("report", ("-W", "error", "-bb", "-O"), {"PYTHONHASHSEED": "2", **CLOCK, **NOWHERE, **BARE_LOCALE}),
    ("fix", STRICT, BARE_LOCALE),
    ("new", ("-W", "error", "-OO"), {"PYTHONHASHSEED": "3", "LC_ALL": "C", "PYTHONIOENCODING": None, **CLOCK}),
]  # fmt: skip


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Done, dict[str, bytes]]]:
    """What each command says and leaves where nothing is out of the ordinary."""
    made = place(tmp_path_factory.mktemp("ordinary"), RECORDS)
    first = contents(made.repo)
    found = {}
    for name, arguments in COMMANDS.items():
        shutil.rmtree(made.repo)
        for path, content in first.items():
            (made.repo / path).parent.mkdir(parents=True, exist_ok=True)
            (made.repo / path).write_bytes(content)
        done = made.run(*arguments, environment={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"})
        assert (done.exit, done.is_plain) == (EXITS[name], True), done.err
        found[name] = done, contents(made.repo)
    return found


@pytest.mark.parametrize(("name", "python", "environment"), VARIANTS, ids=lambda part: str(part)[:50])
def test_the_surroundings_change_nothing(
    tmp_path: Path, ordinary: dict[str, tuple[Done, dict[str, bytes]]],
    name: str, python: tuple[str, ...], environment: dict[str, str | None],
) -> None:  # fmt: skip
    here = place(tmp_path, RECORDS)
    done = here.run(*COMMANDS[name], python=python, environment=environment)
    usual, files = ordinary[name]
    assert (done.exit, done.is_plain) == (usual.exit, True), done.err
    found = contents(here.repo)
    assert found.keys() == files.keys()
    assert [path for path in files if found[path] != files[path]] == []
    if {"PYTHONIOENCODING", "LC_ALL"}.isdisjoint(environment):
        assert (done.out, done.err) == (usual.out, usual.err)
    assert here.left_over() == []


@pytest.mark.parametrize(("clock", "day"), [("0", "1970-01-01"), ("253402300700", "9999-12-31")])
def test_any_clock(tmp_path: Path, clock: str, day: str) -> None:
    here = place(tmp_path)
    for path in (here.repo / "data").rglob("*.yaml"):
        os.utime(path, (-86400, -86400))
    done = here.run(
        "check", "--format", "json", "--until", "9999-12-31", environment={"FAULT_CLOCK": clock, "TZ": "UTC"}
    )
    assert (done.exit, done.err) == (FINDINGS, "")
    assert json.loads(done.out)["as_of"] == day


def test_names_that_the_locale_cannot_read(tmp_path: Path) -> None:
    """They are shown as escapes; and whatever a name is, no rule fails on it."""
    named = {f"data/projects/{name}.yaml": "title: Ås\nstatus: active\n" for name in ("blåbær", os.fsdecode(b"\xe5"))}
    here = place(tmp_path, {**BARE, **named})
    done = here.run(*CHECK, "--format", "json", environment=BARE_LOCALE)
    assert (done.exit, done.err) == (FINDINGS, "")
    bad = [
        finding["location"]["path"] for finding in json.loads(done.out)["findings"] if finding["rule"] == "record-id"
    ]
    assert bad == [r"data/projects/bl\udcc3\udca5b\udcc3\udca6r.yaml", r"data/projects/\udce5.yaml"]


GONE = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'


@pytest.mark.parametrize(
    ("arguments", "exit_"),
    [
        ((*CHECK, "--root", "{repo}", "--output", "{repo}/ny.json"), FINDINGS),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_folder_that_is_gone(tmp_path: Path, arguments: tuple[str, ...], exit_: int) -> None:
    here = place(tmp_path)
    filled = [part.format(repo=here.repo) for part in arguments]
    done = here.run(*filled, within=GONE, folder=tmp_path)
    assert (done.exit, done.is_plain) == (exit_, True), done.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day(tmp_path: Path, day: str) -> None:
    here = place(tmp_path)
    for arguments in (("check",), ("explain", "project-goals"), ("report", "--output", "ny.json")):
        assert Cli(here.repo)(*arguments, "--as-of", day).exit in (CLEAN, FINDINGS)
    assert json.loads((here.repo / "ny.json").read_bytes())["as_of"] == day


@pytest.mark.parametrize(
    ("day", "stamp"),
    [("0001-01-01", (1980, 1, 1)), ("1970-02-28", (1980, 1, 1)), ("2107-12-31", (2107, 12, 31)),
     ("2108-02-29", (2107, 12, 31)), ("9999-12-31", (2107, 12, 31))],
)  # fmt: skip
def test_an_office_document_of_any_day(day: str, stamp: tuple[int, int, int]) -> None:
    """A zip file cannot say every day."""
    with zipfile.ZipFile(io.BytesIO(pack({"mimetype": b"x"}, day))) as made:
        assert made.getinfo("mimetype").date_time == (*stamp, 0, 0, 0)
