"""Writing a mended file: over the very bytes that were read, whole or not at all, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from intlstrat.authoring.saving import save

PATH = "data/projects/mono.yaml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(b"old\n")
    return path


def test_writes_and_keeps_the_permissions(tmp_path: Path, file: Path) -> None:
    file.chmod(0o640)
    assert save(tmp_path, PATH, b"old\n", b"new\n") is None
    assert file.read_bytes() == b"new\n"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_keeps_the_owner(tmp_path: Path, file: Path) -> None:
    os.chown(file, 12345, 54321)
    assert save(tmp_path, PATH, b"old\n", b"new\n") is None
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 54321)


def test_leaves_what_was_changed_meanwhile(tmp_path: Path, file: Path) -> None:
    file.write_bytes(b"newer\n")
    reason = save(tmp_path, PATH, b"old\n", b"new\n")
    assert reason is not None
    assert reason[0].text == "{path} has been changed since it was read, and is left as it is."
    assert file.read_bytes() == b"newer\n"


def test_makes_no_file_where_it_is_gone(tmp_path: Path, file: Path) -> None:
    file.unlink()
    assert save(tmp_path, PATH, b"old\n", b"new\n") is not None
    assert not file.exists()


@pytest.mark.parametrize("link", ["file", "folder"])
def test_never_writes_through_a_link(tmp_path: Path, file: Path, link: str) -> None:
    here = file if link == "file" else file.parent
    there = tmp_path / "elsewhere"
    here.rename(there)
    here.symlink_to(there, target_is_directory=link == "folder")
    reason = save(tmp_path, PATH, b"old\n", b"new\n")
    assert reason is not None
    assert "is a link" in reason[0].text
    assert file.read_bytes() == b"old\n"
    assert here.is_symlink()


def test_an_interrupt_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("intlstrat.files.writing.os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path, PATH, b"old\n", b"new\n")
    assert file.read_bytes() == b"old\n"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("saved", [b"saved meanwhile\n", None])
def test_what_is_saved_while_the_new_file_is_written_is_kept(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, saved: bytes | None
) -> None:
    fsync = os.fsync

    def meanwhile(descriptor: int) -> None:
        fsync(descriptor)
        if saved is None:
            file.unlink()
        else:
            file.write_bytes(saved)

    monkeypatch.setattr("intlstrat.files.writing.os.fsync", meanwhile)
    reason = save(tmp_path, PATH, b"old\n", b"new\n")
    assert reason is not None
    assert reason[0].text == "{path} has been changed since it was read, and is left as it is."
    assert [each.read_bytes() for each in file.parent.iterdir()] == ([saved] if saved is not None else [])
