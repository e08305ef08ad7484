"""Files are created whole, never over what is there, and never out of the folder by a link."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intlstrat.authoring.writing import compare, create, leads_out, renew, shipped
from intlstrat.files import read_inputs
from intlstrat.findings import Message

links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    assert create(tmp_path / "ny", "a/b/c.txt", b"hei\r\n") is None
    assert (tmp_path / "ny/a/b/c.txt").read_bytes() == b"hei\r\n"


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    """Not even where it came after the folder was looked through."""
    (tmp_path / "a.txt").write_bytes(b"mitt")
    assert create(tmp_path, "a.txt", b"ditt") is not None
    assert (tmp_path / "a.txt").read_bytes() == b"mitt"


def test_what_stands_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"hei")
    (tmp_path / "mappe.txt").mkdir()
    assert compare(tmp_path, "a.txt", b"hei") == "same"
    assert compare(tmp_path, "a.txt", b"hei ") == "other"
    assert compare(tmp_path, "mappe.txt", b"") == "other"
    assert compare(tmp_path, "b/c/d.txt", b"") == "absent"
    assert compare(tmp_path / "ny", "d.txt", b"") == "absent"
    assert isinstance(compare(tmp_path, "a.txt/b.txt", b""), Message)


def test_no_part_of_a_file_is_ever_there_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync, seen = os.fsync, []

    def watched(number: int) -> None:
        seen.append([path.name for path in tmp_path.iterdir()])
        fsync(number)

    monkeypatch.setattr(os, "fsync", watched)
    assert create(tmp_path, "a.yaml", b"title: A\n") is None
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    [[hidden]] = seen
    assert hidden.startswith(".a.yaml.")
    assert hidden.endswith(".tmp")


@pytest.mark.parametrize("number", [name for name in ("SIGTERM", "SIGHUP", "SIGKILL") if hasattr(signal, name)])
def test_a_process_that_dies_leaves_the_name_free(tmp_path: Path, number: str) -> None:
    (tmp_path / "data/projects").mkdir(parents=True)
    (tmp_path / "data/partners").mkdir()
    died = subprocess.run([sys.executable, "-P", "-c", DYING, str(tmp_path), number], check=False)
    assert died.returncode == -getattr(signal, number)
    assert read_inputs(tmp_path).records == ()
    assert not (tmp_path / "data/projects/a.yaml").exists()
    assert create(tmp_path, "data/projects/a.yaml", b"title: A\n") is None
    assert (tmp_path / "data/projects/a.yaml").read_bytes() == b"title: A\n"


DYING = """
import os, signal, sys
from pathlib import Path
from intlstrat.authoring.writing import create
number = getattr(signal, sys.argv[2])
signal.signal(number, signal.SIG_DFL) if sys.argv[2] != "SIGKILL" else None
write = open
def short(file, mode="r", *more, **other):
    opened = write(file, mode, *more, **other)
    if "x" not in mode:
        return opened
    opened.write(b"tit"); opened.flush()
    os.kill(os.getpid(), number)
import builtins
builtins.open = short
create(Path(sys.argv[1]), "data/projects/a.yaml", b"title: A\\n")
"""
"""A process that a signal reaches when three letters are written."""


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=["full", "Ctrl-C"])
def test_a_failure_or_an_interrupt_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, has_links: bool
) -> None:
    fsync, calls = os.fsync, []

    def fails(number: int) -> None:
        calls.append(number)
        if has_links or len(calls) == 2:
            raise error
        fsync(number)

    monkeypatch.setattr(os, "fsync", fails)
    if not has_links:
        monkeypatch.setattr(os, "link", refuses(errno.EPERM))
    if isinstance(error, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            create(tmp_path, "a.yaml", b"A")
    else:
        assert create(tmp_path, "a.yaml", b"A") == "No space left on device"
    assert list(tmp_path.iterdir()) == []


def refuses(number: int) -> Callable[..., None]:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EINVAL])
def test_a_disk_without_links_is_written_on_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", refuses(number))
    assert create(tmp_path, "a.yaml", b"A") is None
    assert create(tmp_path, "a.yaml", b"B") == os.strerror(errno.EEXIST)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"A"}


def test_what_comes_at_the_last_moment_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def late(number: int) -> None:
        (tmp_path / "a.yaml").write_bytes(b"mitt")
        fsync(number)

    monkeypatch.setattr(os, "fsync", late)
    assert create(tmp_path, "a.yaml", b"ditt") == os.strerror(errno.EEXIST)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.yaml": b"mitt"}


@links
@pytest.mark.parametrize("target", ["..", "../nabo", "/"])
def test_a_link_out_is_not_followed(tmp_path: Path, target: str) -> None:
    root = tmp_path / "rot"
    (tmp_path / "nabo").mkdir()
    root.mkdir()
    (root / "vei").symlink_to(target)
    assert leads_out(root, "vei")
    assert isinstance(compare(root, "vei/a.txt", b""), Message)
    assert create(root, "vei/a.txt", b"hei") is not None
    assert isinstance(renew(root, "vei/a.txt", b"hei"), str)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["nabo", "rot", "vei"]


@links
def test_a_link_to_nothing_is_something(tmp_path: Path) -> None:
    root = tmp_path / "rot"
    root.mkdir()
    (root / "a.txt").symlink_to(tmp_path / "utenfor.txt")
    assert compare(root, "a.txt", b"hei") == "other"
    assert create(root, "a.txt", b"hei") is not None
    assert not (tmp_path / "utenfor.txt").exists()


def test_what_is_made_by_machine_is_replaced_where_it_differs(tmp_path: Path) -> None:
    assert renew(tmp_path, "s/a.json", b"1") is True
    assert renew(tmp_path, "s/a.json", b"1") is False
    assert renew(tmp_path, "s/a.json", b"2") is True
    assert (tmp_path / "s/a.json").read_bytes() == b"2"
    assert isinstance(renew(tmp_path, "s/a.json/b.json", b"2"), str)


@pytest.mark.parametrize("name", ["eksempelvik", "scaffold"])
def test_what_new_data_repos_are_made_from_is_there(name: str) -> None:
    assert shipped(name).is_dir()
