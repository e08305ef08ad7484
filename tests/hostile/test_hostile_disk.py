"""What is hostile by what it is on the disk: no ordinary file, or none that may be had."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bounded import POSIX, check_bounded, run_bounded
from hostile_files import RECORD, Hostile, U
from hostile_world import of_file, of_healthy, short
from portfolios import NOT_CHECKED, run

from intlstrat.files import ReadFailure, read_bytes

pytestmark = POSIX


def _whole(says: str, content: Callable[[Path], object]) -> Hostile:
    return Hostile(content, ((U, "", 1, 1),), says, NOT_CHECKED)


def _device(path: Path) -> None:
    """What /dev/zero is: it never ends."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except (PermissionError, OSError) as error:
        pytest.skip(f"no device can be made here: {error}")


def _socket(path: Path) -> None:
    os.mknod(path, 0o666 | stat.S_IFSOCK)


def _link_to_pipe(path: Path) -> None:
    os.mkfifo(path.parent / ".pipe")
    path.symlink_to(".pipe")


def _ring(path: Path) -> None:
    path.symlink_to("ring.yaml")
    (path.parent / "ring.yaml").symlink_to(path.name)


def _chain(path: Path) -> None:
    """More links after each other than a system follows."""
    for number in range(60):
        (path.parent / f".{number}").symlink_to(f".{number + 1}")
    (path.parent / ".60").write_text("title: Ond\nstatus: active\n")
    path.symlink_to(".0")


def _unreadable(path: Path) -> None:
    path.write_text("title: Ond\nstatus: active\n")
    path.chmod(0)


ORDINARY, OUT = "This is not an ordinary file.", "leads out of the data folder's repository"
DISK: dict[str, Hostile] = {
    "a pipe": _whole(ORDINARY, os.mkfifo),
    "a socket": _whole(ORDINARY, _socket),
    "a link to a device": _whole(OUT, lambda path: path.symlink_to("/dev/zero")),
    "a link to the memory of the process": _whole(OUT, lambda path: path.symlink_to("/proc/self/mem")),
    "a link to what is typed": _whole(OUT, lambda path: path.symlink_to("/dev/stdin")),
    "a link to a pipe": _whole(ORDINARY, _link_to_pipe),
    "a link to nothing": _whole("a link to nothing", lambda path: path.symlink_to("nowhere")),
    "a link to itself": _whole("could not be read from disk", lambda path: path.symlink_to(path.name)),
    "a ring of links": _whole("could not be read from disk", _ring),
    "sixty links after each other": _whole("could not be read from disk", _chain),
    "a link to its own folder": _whole("links to folders are not followed", lambda path: path.symlink_to(".")),
    "no permission": _whole("may not be read by this user", _unreadable),
}


def test_each_is_told_without_waiting_and_nothing_else_is_lost(healthy: Path, alone: Any) -> None:
    """All of them in one process: a single one that is waited for, or read to its end, would stop it."""
    paths = {name: f"data/projects/{number}/ond.yaml" for number, name in enumerate(DISK)}
    for name, hostile in DISK.items():
        replace(hostile, path=paths[name]).put(healthy)
    ran = check_bounded(healthy, plain_user=True)
    found = {name: of_file(ran.json, path) for name, path in paths.items()}
    assert (ran.exit, ran.err) == (NOT_CHECKED, "")
    assert {name: short(each) for name, each in found.items()} == {name: each.finds for name, each in DISK.items()}
    assert [name for name, each in found.items() if DISK[name].says not in each[0]["message"]] == []
    assert of_healthy(ran.json) == of_healthy(alone)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may make a device")
def test_a_device_is_not_read_to_its_end(healthy: Path, alone: Any) -> None:
    hostile = _whole(ORDINARY, _device)
    hostile.put(healthy)
    ran = check_bounded(healthy)
    (found,) = of_file(ran.json, RECORD)
    assert (ran.exit, found["rule"], hostile.says in found["message"]) == (NOT_CHECKED, U, True)
    assert of_healthy(ran.json) == of_healthy(alone)


def test_a_folder_named_as_a_record_is_a_folder(healthy: Path, alone: Any) -> None:
    """What is in it is read, and nothing is said of the folder."""
    folder = healthy / RECORD
    folder.mkdir()
    (folder / "x.yaml").mkdir()
    (folder / "lysverket.yaml").write_text("title: Lysverket\nstatus: idea\n")
    ran = check_bounded(healthy)
    assert (ran.exit, ran.err) == (1, "")
    assert of_file(ran.json, RECORD) == []
    assert of_healthy(ran.json) == of_healthy(alone)
    assert ran.json["summary"]["records"]["projects"] == alone["summary"]["records"]["projects"] + 1


def test_a_folder_that_may_not_be_entered(healthy: Path, alone: Any) -> None:
    folder = healthy / "data/projects/lukket"
    folder.mkdir()
    folder.chmod(0)
    ran = check_bounded(healthy, plain_user=True)
    folder.chmod(0o700)
    (found,) = of_file(ran.json, "data/projects/lukket")
    assert (ran.exit, found["rule"], of_healthy(ran.json)) == (NOT_CHECKED, U, of_healthy(alone))
    assert "The folder could not be read from disk" in found["message"]


@pytest.fixture
def vanishing(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """A record that is there when its folder is listed, and gone when it is to be read."""
    record, listed = healthy / RECORD, os.scandir

    def scandir(folder: str | os.PathLike[str]) -> Any:
        if Path(folder) != record.parent:
            return listed(folder)
        with listed(folder) as entries:
            found = list(entries)
        record.unlink(missing_ok=True)
        return found

    record.write_text("title: Ond\nstatus: active\n")
    monkeypatch.setattr(os, "scandir", scandir)
    yield healthy, record
    assert not record.exists(), "the folder was listed in another way, and the race was not run"


def test_a_file_that_vanishes_between_listing_and_reading(vanishing: tuple[Path, Path], alone: Any) -> None:
    root, record = vanishing
    ran = run(root, "check", "--format", "json", "--show", "all", "--lang", "en", "--as-of", "2026-06-30")
    verdict = json.loads(ran.out)
    (found,) = of_file(verdict, RECORD)
    assert (ran.exit, ran.err, found["rule"], record.exists()) == (NOT_CHECKED, "", U, False)
    assert "it vanished while it was read" in found["message"]
    assert of_healthy(verdict) == of_healthy(alone)


@pytest.mark.parametrize("command", [("fix",), ("report", "--format", "json")], ids=" ".join)
def test_it_may_vanish_from_under_the_other_commands_too(
    vanishing: tuple[Path, Path], command: tuple[str, ...]
) -> None:
    ran = run(vanishing[0], *command, "--lang", "en")
    assert ran.exit in (1, NOT_CHECKED)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("becomes", ["nothing", "a pipe", "a pipe that is written to", "a folder"])
def test_a_file_may_become_something_else_between_the_look_at_it_and_the_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, becomes: str
) -> None:
    path, looked, kept = tmp_path / "a.yaml", os.stat, []
    path.write_text("title: A\n")

    def stat_and_change(name: Any, **more: Any) -> os.stat_result:
        status = looked(name, **more)
        if os.fspath(name) == str(path) and stat.S_ISREG(status.st_mode):
            path.unlink()
            if becomes == "a folder":
                path.mkdir()
            elif becomes != "nothing":
                os.mkfifo(path)
            if becomes == "a pipe that is written to":
                kept.append(os.open(path, os.O_RDWR))
        return status

    monkeypatch.setattr(os, "stat", stat_and_change)
    content = read_bytes(str(path), tmp_path)
    for descriptor in kept:
        os.close(descriptor)
    assert isinstance(content, ReadFailure)
    assert path.is_file() is False


@pytest.mark.parametrize("name", ["data/waivers.yaml", "rules/strategy.yaml"])
@pytest.mark.parametrize("what", ["a pipe", "a link to a device", "no permission"])
def test_the_other_files_that_are_read_are_held_to_the_same(healthy: Path, name: str, what: str) -> None:
    """Waivers that cannot be read are a finding; rules that cannot be read judge nothing."""
    path = healthy / name
    path.unlink(missing_ok=True)
    Hostile(DISK[what].content, path=name).put(healthy)
    ran = check_bounded(healthy, plain_user=what == "no permission")
    assert ran.exit == NOT_CHECKED
    if name.startswith("data"):
        assert [each["rule"] for each in of_file(ran.json, name)] == [U]
        assert ran.err == ""
    else:
        assert (ran.out, "The rules in strategy.yaml cannot be read." in ran.err) == ("", True)


@pytest.mark.parametrize(
    "command", [("fix",), ("report",), ("new", "project", "ny", "--set", "title=Ny")], ids=lambda it: it[0]
)
def test_no_command_waits_for_a_pipe_or_reads_a_device_to_its_end(healthy: Path, command: tuple[str, ...]) -> None:
    for number, what in enumerate(("a pipe", "a link to a device", "a ring of links")):
        Hostile(DISK[what].content, path=f"data/projects/ond-{number}.yaml").put(healthy)
    ran = run_bounded(healthy, *command, "--lang", "en").within()
    assert ran.seconds < 2
