"""Reading the same folders again and again: only what may have changed is opened, and nothing that has is missed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from intlstrat.files import LEADS_OUT, NOT_THERE, ReadFailure, Shelf, read_bytes, read_inputs, shelf

PATH = "data/projects/a.yaml"
AGES_AGO = time.time() - 1000


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened."""
    names: list[str] = []

    def counted(path: str, inside: Path) -> bytes | ReadFailure:
        names.append(os.path.basename(path))
        return read_bytes(path, inside)

    monkeypatch.setattr(shelf, "read_bytes", counted)
    return names


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        path = tmp_path / f"data/projects/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title: A\n", encoding="utf-8")
        os.utime(path, (AGES_AGO, AGES_AGO))
    return tmp_path


def settled(root: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf that has read the records when they had long been there."""
    made, now = Shelf(), time.time_ns
    monkeypatch.setattr("intlstrat.files.shelf.time.time_ns", lambda: now() + 10_000_000_000)
    read_inputs(root, made.read)
    monkeypatch.setattr("intlstrat.files.shelf.time.time_ns", now)
    return made


def test_what_has_not_changed_is_not_opened_again(
    root: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = settled(root, monkeypatch)
    opened.clear()
    assert read_inputs(root, made.read) == read_inputs(root)
    assert opened == []
    (root / PATH).write_text("title: Noe annet\n", encoding="utf-8")
    assert read_inputs(root, made.read) == read_inputs(root)
    assert opened == ["a.yaml"]


def test_the_bytes_that_are_kept_are_the_same_object(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = settled(root, monkeypatch)
    first = made.read(str(root / PATH), root)
    os.utime(root / PATH)  # touched, and otherwise the same
    assert made.read(str(root / PATH), root) is first


def changed_in_the_same_tick(path: Path) -> None:
    times = path.stat()
    path.write_text("title: B\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced_by_an_older_one(path: Path) -> None:
    other = path.with_name("x.yaml")
    other.write_text("title: B\n", encoding="utf-8")
    os.utime(other, (AGES_AGO, AGES_AGO))
    os.replace(other, path)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def deleted(path: Path) -> None:
    path.unlink()


def made_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("b.yaml")


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "change",
    [changed_in_the_same_tick, replaced_by_an_older_one, emptied, deleted, made_a_link, made_a_folder],
    ids=lambda change: change.__name__,
)
@pytest.mark.parametrize("is_old", [True, False])
def test_no_change_is_missed(
    root: Path, change: Callable[[Path], None], is_old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_old:
        made = settled(root, monkeypatch)
    else:
        made = Shelf()
        (root / PATH).write_text("title: A\n", encoding="utf-8")
        read_inputs(root, made.read)
    change(root / PATH)
    assert read_inputs(root, made.read) == read_inputs(root)


def test_a_coarse_clock_hides_no_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = shelf._stamp

    def coarse(name: str) -> shelf.Stamp | None:
        stamp = exact(name)
        return stamp and (*stamp[:-2], *(number // 2_000_000_000 * 2_000_000_000 for number in stamp[-2:]))

    monkeypatch.setattr(shelf, "_stamp", coarse)
    made = Shelf()
    for text in (b"title: A\n", b"title: B\n", b"title: C\n"):
        (root / PATH).write_bytes(text)
        assert made.read(str(root / PATH), root) == text


def test_a_link_is_followed_anew_each_time(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("ute") / "x.yaml"
    outside.write_text("hemmelig: ja\n", encoding="utf-8")
    made, link = Shelf(), root / "data/projects/lenke.yaml"
    link.symlink_to("a.yaml")
    assert made.read(str(link), root) == b"title: A\n"
    link.unlink()
    link.symlink_to(outside)
    assert made.read(str(link), root) == LEADS_OUT
    link.unlink()
    assert made.read(str(link), root) == NOT_THERE


def test_a_file_that_is_being_written_is_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = settled(root, monkeypatch)
    (root / PATH).write_bytes(b"")
    monkeypatch.setattr("time.sleep", lambda _: (root / PATH).write_text("title: Ny\n", encoding="utf-8"))
    assert made.read(str(root / PATH), root) == b"title: Ny\n"
