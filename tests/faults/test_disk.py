"""A disk without room: what was there stays as it was, nothing is left over, and it is said what to do.

The room is taken away by the limit on the size of files, which any user can set for a process of one's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_world import Cli
from faults_world import CHECK, CLEAN, FINDINGS, NEW, NOT_CHECKED, REPORT, Place, contents, place

from intlstrat.cli.report import FORMATS

resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")

ROOM = 20
"""Bytes: less than any file has that is written here."""
FULL = "filen blir for stor"


@contextmanager
def no_room() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = place(tmp_path)
    for name, value in made.environment().items():
        if name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, value)
    return made


def outputs(*endings: str) -> list[str]:
    return [part for ending in endings for part in ("--output", f"ut.{ending}")]


CASES = [
    ((*CHECK, *outputs("json", "sarif", "xml", "md", "txt")), 5, "Velg et annet sted"),
    ((*CHECK, "--format", "gitlab", *outputs("json")), 1, "Velg et annet sted"),
    ((*CHECK, "--format", "github", *outputs("txt")), 1, "Velg et annet sted"),
    (("fix",), 1, "når det er ledig plass"),
    (NEW, 1, "når det er ledig plass"),
    (("schema", "--write"), 1, "når det er ledig plass"),
    (("--install-completion", "bash"), 1, "viser det som skulle skrives"),
]


@pytest.mark.parametrize(("arguments", "files", "remedy"), CASES, ids=lambda part: str(part)[:60])
def test_a_full_disk(there: Place, arguments: tuple[str, ...], files: int, remedy: str) -> None:
    (there.repo / "schemas").mkdir()
    before = there.files()
    with no_room():
        ran = Cli(there.repo)(*arguments, SHELL="/bin/bash")
    assert ran.exit == NOT_CHECKED
    assert (ran.err.count(FULL), remedy in ran.err) == (files, True), ran.err
    assert there.files() == before
    assert there.left_over() == []


def test_a_paper_in_every_format(there: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the seconds that making it takes: what is written is bytes, whatever the format."""
    endings = ("txt", "md", "html", "pdf", "docx", "odt", "json")
    monkeypatch.setattr("intlstrat.cli.report._made", lambda *_: dict.fromkeys(FORMATS, b"x" * 1000))
    before = there.files()
    with no_room():
        ran = Cli(there.repo)(*REPORT, *outputs(*endings))
    assert (ran.exit, ran.err.count(FULL), ran.err.count("Velg et annet sted")) == (NOT_CHECKED, 7, 7), ran.err
    assert there.files() == before
    assert there.left_over() == []


def test_a_page_that_is_added_to_keeps_what_it_had(there: Place) -> None:
    page = there.root / "page.md"
    page.write_text("Before\n", encoding="utf-8")
    with no_room():
        ran = Cli(there.repo)(*CHECK, GITHUB_STEP_SUMMARY=str(page), GITHUB_ACTIONS="true")
    assert (ran.exit, FULL in ran.err) == (FINDINGS, True)
    assert page.read_text(encoding="utf-8") == "Before\n"


def test_the_shell_s_own_settings_are_added_to_or_not(there: Place) -> None:
    cli, settings = Cli(there.repo), there.root / "home/.bashrc"
    settings.write_text("alias a=b\n", encoding="utf-8")
    cli("--install-completion", "bash")
    settings.write_text("alias a=b\n", encoding="utf-8")
    with no_room():
        ran = cli("--install-completion", "bash")
    assert (ran.exit, FULL in ran.err) == (NOT_CHECKED, True)
    assert settings.read_text(encoding="utf-8") == "alias a=b\n"
    assert cli("--install-completion", "bash").exit == CLEAN


def test_a_cache_without_room_is_no_trouble(there: Place) -> None:
    with no_room():
        ran = Cli(there.repo)(*CHECK)
    assert (ran.exit, ran.err) == (FINDINGS, "")
    assert [path for path, content in contents(there.root / "cache").items() if content] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [CHECK, REPORT], ids=lambda part: part[0])
def test_a_device_that_is_full(there: Place, arguments: tuple[str, ...]) -> None:
    ran = Cli(there.repo)(*arguments, "--format", "json", "--output", "/dev/full")
    assert (ran.exit, "ikke plass igjen på disken" in ran.err) == (NOT_CHECKED, True)
