"""The bell rings when something changes in the folders, in later ones too, and not for an editor's own files."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intlstrat.files import Doorbell

PATIENCE = 20.0


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Doorbell]:
    (tmp_path / "data").mkdir()
    with Doorbell() as made:
        made.aim([tmp_path / "data", tmp_path / "rules"])
        until_heard(made, tmp_path / "data")
        yield made


def until_heard(bell: Doorbell, folder: Path) -> None:
    """Waits until somebody listens: the thread takes a moment to begin."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        (folder / "først.yaml").write_text(str(time.monotonic()), encoding="utf-8")
        if bell.wait(0.05):
            while bell.wait(0.2):
                pass
            return
    raise AssertionError("it never rang")


def test_it_rings_for_a_change_and_soon(bell: Doorbell, tmp_path: Path) -> None:
    assert not bell.wait(0.1)
    (tmp_path / "data/a.yaml").write_text("a: 1\n", encoding="utf-8")
    assert bell.wait(PATIENCE)


def test_it_does_not_ring_for_what_is_passed_over(bell: Doorbell, tmp_path: Path) -> None:
    for name in (".a.yaml.swp", "a.yaml~", "#a.yaml#", ".~lock.a.yaml#"):
        (tmp_path / "data" / name).write_text("x", encoding="utf-8")
    assert not bell.wait(0.3)


def test_a_folder_that_comes_later_is_heard_once_it_is_aimed_at(bell: Doorbell, tmp_path: Path) -> None:
    folders = [tmp_path / "data", tmp_path / "rules"]
    (tmp_path / "rules").mkdir()
    bell.aim(folders)
    until_heard(bell, tmp_path / "rules")
    shutil.rmtree(tmp_path / "data")
    (tmp_path / "data").mkdir()
    bell.aim(folders)
    until_heard(bell, tmp_path / "data")


def test_aiming_again_at_the_same_changes_nothing(bell: Doorbell, tmp_path: Path) -> None:
    before = threading.active_count()
    for _ in range(5):
        bell.aim([tmp_path / "data", tmp_path / "rules"])
    assert threading.active_count() == before
    assert bell.works


def test_with_nothing_to_watch_it_is_silent(tmp_path: Path) -> None:
    with Doorbell() as made:
        made.aim([tmp_path / "nowhere"])
        assert not made.works
        assert not made.wait(0.01)


def test_one_file_is_told_at_once_and_of_several_the_last_is_waited_for(bell: Doorbell, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"data/{number}.yaml").write_text("a: 1\n", encoding="utf-8")
    rings = 0
    while bell.wait(0.5):
        rings += 1
    assert 1 <= rings < 5
