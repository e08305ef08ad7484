"""The edge of the file system: which files are records, which are passed over, and why some cannot be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from reading import CODES, PROJECT, message, remedy

from intlstrat.files import InputFile, Inputs, ReadFailure, find_root, has_data, read_bytes, read_inputs
from intlstrat.language import Language
from intlstrat.load import load

LINKS = pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need a privilege on Windows")
PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")


def _write(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    return root


def _read(inputs: Inputs) -> dict[str, str | None]:
    """Path → content, or None where there is none to be had."""
    return {
        file.path: None if isinstance(file.content, ReadFailure) else file.content.decode()
        for _, file in inputs.records
    }


def _failure(inputs: Inputs, path: str) -> tuple[str, str]:
    (content,) = [file.content for _, file in inputs.records if file.path == path]
    assert isinstance(content, ReadFailure)
    english = Language("en")
    return english.message(content.message), english.message(content.fix)


def test_the_records_of_both_kinds_by_path(tmp_path: Path) -> None:
    paths = [
        "data/partners/b.yaml", "data/partners/a/c.yml", "data/partners/a/d/e.yaml",
        "data/projects/a.yaml", "data/projects/x.yaml/y.yaml",
    ]  # fmt: skip
    inputs = read_inputs(_write(tmp_path, *paths))
    assert _read(inputs) == {path: path for path in paths}
    assert [(kind, file.path) for kind, file in inputs.records] == [
        ("partner", "data/partners/a/c.yml"),
        ("partner", "data/partners/a/d/e.yaml"),
        ("partner", "data/partners/b.yaml"),
        ("project", "data/projects/a.yaml"),
        ("project", "data/projects/x.yaml/y.yaml"),
    ]
    assert (inputs.waivers, inputs.ignored) == (None, ())


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.yaml", ".yaml", ".git/a.yaml", "#a.yaml#", ".#a.yaml", "a.yaml~", "a.yaml.bak", "a.yaml.orig",
        "a.yaml.rej", ".a.yaml.swp", "a.yaml.swo", "a.yaml.tmp", "old~/a.yaml", "#trash/a.yaml",
    ],
)  # fmt: skip
def test_hidden_files_and_backups_are_passed_over(tmp_path: Path, name: str) -> None:
    inputs = read_inputs(_write(tmp_path, "data/projects/a.yaml", f"data/projects/{name}", f"data/partners/{name}"))
    assert list(_read(inputs)) == ["data/projects/a.yaml"]
    assert inputs.ignored == ()


@pytest.mark.parametrize(
    "name", ["README.md", "a.txt", "a.yaml.txt", "a.YAML", "yaml", "a.json", "sub/b.csv", "a_yaml"]
)
def test_any_other_file_is_named_and_not_read(tmp_path: Path, name: str) -> None:
    inputs = read_inputs(_write(tmp_path, "data/partners/a.yaml", f"data/partners/{name}", f"data/projects/{name}"))
    assert list(_read(inputs)) == ["data/partners/a.yaml"]
    assert inputs.ignored == (f"data/partners/{name}", f"data/projects/{name}")


def test_what_lies_elsewhere_is_nothing_to_us(tmp_path: Path) -> None:
    inputs = read_inputs(
        _write(tmp_path, "data/projects/a.yaml", "data/other/b.yaml", "data/c.yaml", "docs/d.yaml", "e.yaml")
    )
    assert list(_read(inputs)) == ["data/projects/a.yaml"]
    assert inputs.ignored == ()


def test_the_waivers(tmp_path: Path) -> None:
    inputs = read_inputs(_write(tmp_path, "data/projects/a.yaml", "data/waivers.yaml"))
    assert inputs.waivers == InputFile("data/waivers.yaml", b"data/waivers.yaml")
    assert len(inputs.records) == 1


def test_bytes_are_read_as_they_are_and_not_much_more_than_a_record_may_have(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n\xff\x00\x1a")
    assert read_bytes(path, tmp_path) == b"\xef\xbb\xbfa: 1\r\n\xff\x00\x1a"
    path.write_bytes(b"a" * 3_000_000)
    content = read_bytes(path, tmp_path)
    assert isinstance(content, bytes)
    assert 1024 * 1024 < len(content) < 3_000_000


# The root.
def test_the_root_is_the_nearest_folder_above_that_holds_data(tmp_path: Path) -> None:
    _write(tmp_path, "data/partners/a.yaml", "sub/data/projects/b.yaml", "sub/more/x", "data/projects/deep/c.yaml")
    assert find_root(tmp_path / "sub" / "more") == tmp_path / "sub"
    assert find_root(tmp_path / "sub") == tmp_path / "sub"
    assert find_root(tmp_path / "data" / "projects" / "deep") == tmp_path
    assert find_root(tmp_path) == tmp_path


def test_no_root(tmp_path: Path) -> None:
    _write(tmp_path, "data/other/a.yaml", "partners/a.yaml", "projects")
    assert find_root(tmp_path) is None
    assert not has_data(tmp_path)


@pytest.mark.parametrize("folder", ["data/partners", "data/projects"])
def test_one_of_the_two_folders_is_enough(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert has_data(tmp_path)
    assert read_inputs(tmp_path) == Inputs((), None, ())


def test_a_repo_without_data_has_nothing_to_read(tmp_path: Path) -> None:
    assert read_inputs(tmp_path) == Inputs((), None, ())


# Links: followed as long as they stay in the repo.
@LINKS
def test_a_link_inside_the_repo_is_followed(tmp_path: Path) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml", "data/partners/x.yaml", "shared/b.yaml")
    (root / "data/projects/c.yaml").symlink_to("a.yaml")
    (root / "data/projects/d.yaml").symlink_to(root / "shared/b.yaml")
    (root / "data/projects/e.yaml").symlink_to("d.yaml")
    found = _read(read_inputs(root))
    assert found["data/projects/c.yaml"] == "data/projects/a.yaml"
    assert found["data/projects/d.yaml"] == found["data/projects/e.yaml"] == "shared/b.yaml"


@LINKS
def test_a_repo_may_be_reached_through_a_link(tmp_path: Path) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml")
    (root / "data/projects/b.yaml").symlink_to("a.yaml")
    (tmp_path / "link").symlink_to(root)
    assert _read(read_inputs(tmp_path / "link")) == {
        "data/projects/a.yaml": "data/projects/a.yaml",
        "data/projects/b.yaml": "data/projects/a.yaml",
    }


@LINKS
@pytest.mark.parametrize("target", ["../../../out/secret.yaml", "{out}/secret.yaml", "inside.yaml"])
def test_a_link_out_of_the_repo_is_not_followed(tmp_path: Path, target: str) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml")
    out = _write(tmp_path / "out", "secret.yaml")
    (root / "data/projects/inside.yaml").symlink_to(out / "secret.yaml")
    (root / "data/projects/link.yaml").symlink_to(target.format(out=out))
    inputs = read_inputs(root)
    assert _read(inputs)["data/projects/link.yaml"] is None
    says, fix = _failure(inputs, "data/projects/link.yaml")
    assert "leads out of the data folder's repository" in says
    assert "Put the file itself here" in fix


@LINKS
def test_a_neighbour_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml")
    _write(tmp_path / "repo-2", "secret.yaml")
    (root / "data/projects/b.yaml").symlink_to(tmp_path / "repo-2" / "secret.yaml")
    assert _read(read_inputs(root))["data/projects/b.yaml"] is None


@LINKS
def test_waivers_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml")
    _write(tmp_path, "waivers.yaml")
    (root / "data/waivers.yaml").symlink_to(tmp_path / "waivers.yaml")
    waivers = read_inputs(root).waivers
    assert waivers is not None
    assert isinstance(waivers.content, ReadFailure)


@LINKS
@pytest.mark.parametrize("folder", ["data/projects", "data"])
def test_a_data_folder_that_leads_out_is_not_followed(tmp_path: Path, folder: str) -> None:
    root = _write(tmp_path / "repo", "data/partners/a.yaml") if folder == "data/projects" else tmp_path / "repo"
    root.mkdir(exist_ok=True)
    out = _write(tmp_path / "out", "projects/secret.yaml", "secret.yaml")
    (root / folder).symlink_to(out)
    inputs = read_inputs(root)
    assert "secret" not in repr(inputs)
    says, fix = _failure(inputs, "data/projects")
    assert "leads out of the data folder's repository" in says
    assert "Put the folder itself here" in fix


@LINKS
def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    root = _write(tmp_path / "repo", "data/projects/a.yaml", "more/b.yaml")
    (root / "data/projects/more").symlink_to(root / "more")
    (root / "data/projects/up.yaml").symlink_to(root / "data")
    inputs = read_inputs(root)
    assert _read(inputs) == {
        "data/projects/a.yaml": "data/projects/a.yaml",
        "data/projects/more": None,
        "data/projects/up.yaml": None,
    }
    says, fix = _failure(inputs, "data/projects/more")
    assert "links to folders are not followed" in says
    assert "Put the folder itself here" in fix


@LINKS
@pytest.mark.parametrize("target", ["nowhere.yaml", "/nowhere/at/all.yaml"])
def test_a_link_to_nothing(tmp_path: Path, target: str) -> None:
    root = _write(tmp_path, "data/projects/a.yaml")
    (root / "data/projects/b.yaml").symlink_to(target)
    (root / "data/projects/c.txt").symlink_to(target)
    (root / "data/waivers.yaml").symlink_to(target)
    inputs = read_inputs(root)
    assert _read(inputs)["data/projects/b.yaml"] is None
    says, fix = _failure(inputs, "data/projects/b.yaml")
    assert "link to nothing" in says
    assert "Delete the link" in fix
    assert inputs.ignored == ("data/projects/c.txt",)
    assert inputs.waivers is not None
    assert isinstance(inputs.waivers.content, ReadFailure)


@LINKS
def test_a_data_folder_that_links_to_nothing(tmp_path: Path) -> None:
    root = _write(tmp_path, "data/projects/a.yaml")
    (root / "data/partners").symlink_to("nowhere")
    inputs = read_inputs(root)
    assert _read(inputs) == {"data/partners": None, "data/projects/a.yaml": "data/projects/a.yaml"}
    assert "link to nothing" in _failure(inputs, "data/partners")[0]


@LINKS
def test_a_link_to_itself(tmp_path: Path) -> None:
    root = _write(tmp_path, "data/projects/a.yaml")
    (root / "data/projects/b.yaml").symlink_to("b.yaml")
    (root / "data/projects/c.yaml").symlink_to("d.yaml")
    (root / "data/projects/d.yaml").symlink_to("c.yaml")
    found = _read(read_inputs(root))
    assert [path for path, content in found.items() if content is None] == [
        "data/projects/b.yaml",
        "data/projects/c.yaml",
        "data/projects/d.yaml",
    ]


# What is no ordinary file, and what may not be read.
@PIPES
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = _write(tmp_path, "data/projects/a.yaml")
    os.mkfifo(root / "data/projects/b.yaml")
    inputs = read_inputs(root)
    assert _read(inputs)["data/projects/b.yaml"] is None
    assert _failure(inputs, "data/projects/b.yaml")[0] == "This is not an ordinary file."


def test_a_folder_where_the_waivers_should_be(tmp_path: Path) -> None:
    (tmp_path / "data/waivers.yaml").mkdir(parents=True)
    waivers = read_inputs(tmp_path).waivers
    assert waivers is not None
    assert isinstance(waivers.content, ReadFailure)


def test_a_file_where_a_data_folder_should_be(tmp_path: Path) -> None:
    inputs = read_inputs(_write(tmp_path, "data/partners", "data/projects/a.yaml"))
    assert _read(inputs) == {"data/partners": None, "data/projects/a.yaml": "data/projects/a.yaml"}
    assert "a file here, where a folder is wanted" in _failure(inputs, "data/partners")[0]
    assert "make the folder" in _failure(inputs, "data/partners")[1]


@pytest.mark.parametrize(
    ("error", "says", "fix"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "may not be read by this user", "leave to read the file"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "vanished while it was read", "put the file back"),
        (OSError(errno.EIO, "Input/output error"), "from disk (Input/output error)", "Check the disk"),
        (OSError("odd"), "from disk (OSError)", "Check the disk"),
    ],
)
def test_the_disk_says_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str, fix: str) -> None:
    """Simulated: the administrator, as whom tests often run, may read everything."""
    root = _write(tmp_path, "data/projects/a.yaml", "data/projects/b.yaml")
    (root / "data/projects/b.yaml").write_text(PROJECT, encoding="utf-8")
    opened = os.open

    def refuse(path: str | Path, *arguments: int) -> int:
        if str(path).endswith("a.yaml"):
            raise error
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    inputs = read_inputs(root)
    monkeypatch.undo()
    assert says in _failure(inputs, "data/projects/a.yaml")[0]
    assert fix in _failure(inputs, "data/projects/a.yaml")[1]
    portfolio = load(inputs, CODES)
    (finding,) = portfolio.findings
    assert (finding.rule, finding.place.path, finding.place.line) == ("record-unreadable", "data/projects/a.yaml", 1)
    assert says in message(finding)
    assert fix in remedy(finding)
    assert portfolio.failed == {"data/projects/a.yaml"}
    assert portfolio.unreadable == 1
    assert [record.id for record in portfolio.records] == ["b"]


def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _write(tmp_path, "data/projects/a.yaml", "data/projects/closed/b.yaml")
    scanned = os.scandir

    def refuse(path: str | Path) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scanned(path)

    monkeypatch.setattr(os, "scandir", refuse)
    inputs = read_inputs(root)
    monkeypatch.undo()
    assert _read(inputs) == {"data/projects/a.yaml": "data/projects/a.yaml", "data/projects/closed": None}
    assert "could not be read from disk (Permission denied)" in _failure(inputs, "data/projects/closed")[0]


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are text")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "data/projects"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(b"\xe5.yaml")).write_text(PROJECT, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    portfolio = load(read_inputs(tmp_path), CODES)
    assert [finding.rule for finding in portfolio.findings] == ["record-id"]
    assert len(portfolio.records) == 1
    assert portfolio.findings[0].fingerprint


@pytest.mark.parametrize("names", [("a.yaml", "B.yaml", "c/d.yaml", "Å.yaml", "_.yaml", "c.yaml", "c-d.yaml")])
def test_the_order_does_not_hang_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    root = _write(tmp_path, *(f"data/projects/{name}" for name in names))
    expected = read_inputs(root)
    scanned = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: reversed(list(scanned(path))))
    assert read_inputs(root) == expected
    assert [file.path for _, file in expected.records] == sorted(f"data/projects/{name}" for name in names)
