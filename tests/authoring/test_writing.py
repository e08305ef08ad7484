"""Files are created whole, never over what is there, and never out of the folder by a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intlstrat.authoring.writing import compare, create, leads_out, renew, shipped
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
