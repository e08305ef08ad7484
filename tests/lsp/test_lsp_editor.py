"""What the server keeps of one editor: data repos that come and go, questions that wait, versions that are told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any, cast

import pytest
from lsp_world import DAY
from lsprotocol import types
from msgspec.structs import replace

from intlstrat.lsp.checker import Checker, Failed, Job, Judged, Prepared
from intlstrat.lsp.diagnose import Diagnostic
from intlstrat.lsp.editor import Editor
from intlstrat.lsp.library import Key, Library
from intlstrat.lsp.options import Options
from intlstrat.lsp.protocol import Server
from intlstrat.lsp.publish import Publisher
from intlstrat.lsp.session import Repo, Session
from intlstrat.lsp.state import Rules, read_disk

MONO: Key = ("data", "data/projects/mono.yaml")


class Jobs:
    """Takes in what is to be checked, and does nothing of it."""

    def __init__(self) -> None:
        self.waiting: dict[Path, Job] = {}

    def submit(self, job: Job) -> None:
        self.waiting[job.root] = job

    def forget(self, root: Path) -> None:
        del self.waiting[root]


class Ears:
    """Hears what the editor is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int | None]] = []

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.told.append((params.uri.rpartition("/")[2], len(params.diagnostics), params.version))

    def report_server_error(self, error: Exception, source: Any) -> None:
        pass


class World:
    """An editor with nobody at the other end, and no thread that checks."""

    def __init__(self, root: Path | None = None) -> None:
        self.ears, self.jobs = Ears(), Jobs()
        options = Options(root=root, day=DAY)
        self.session = Session(options, "utf-16", cast(Checker, self.jobs))
        self.editor = Editor(cast(Server, self.ears), options)
        self.editor.session = self.session
        self.publisher = self.editor.publisher = Publisher(cast(Server, self.ears), self.session)

    def judged(self, repo: Repo, *keys: Key) -> None:
        found = cast(tuple[Diagnostic, ...], ())
        self.publisher.judged(repo, Judged(repo.number, dict.fromkeys(keys, found)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data/projects").mkdir(parents=True)
    (tmp_path / "data/partners").mkdir()
    (tmp_path / MONO[1]).write_text("title: Mono\n", encoding="utf-8")
    return tmp_path


def opened(world: World, path: Path, version: int = 1) -> str:
    world.session.opened(str(path), path.as_uri(), "title: Mono\n", version)
    return str(path)


def test_a_data_repo_is_forgotten_with_the_last_folder_in_it(root: Path) -> None:
    world = World()
    world.session.add_folder(str(root))
    world.session.add_folder(str(root / "data"))
    world.session.repos[root].diagnostics = {MONO: ()}
    world.editor.drop(str(root / "data"))
    assert [*world.session.repos] == [*world.jobs.waiting] == [root]
    world.editor.drop(str(root))
    assert [*world.session.repos] == [*world.jobs.waiting] == []
    assert world.ears.told == [("mono.yaml", 0, None)]


def test_the_data_repo_that_was_asked_for_stays(root: Path) -> None:
    world = World(root)
    world.editor.drop(str(root))
    path = opened(world, root / MONO[1])
    world.editor.close(path)
    assert [*world.session.repos] == [root]


def test_a_data_repo_that_only_files_opened_goes_with_the_last_of_them(root: Path) -> None:
    world = World()
    first, second = opened(world, root / MONO[1]), opened(world, root / "data/projects/ny.yaml")
    world.session.repos[root].diagnostics = {MONO: ()}
    world.editor.close(first)
    assert [*world.session.repos] == [root]
    world.editor.close(second)
    assert [*world.session.repos] == [*world.jobs.waiting] == []
    assert world.ears.told == [("mono.yaml", 0, None)]


def test_a_closed_file_leaves_the_data_repo_of_a_folder(root: Path) -> None:
    world = World()
    world.session.add_folder(str(root))
    world.editor.close(opened(world, root / MONO[1]))
    assert [*world.session.repos] == [*world.jobs.waiting] == [root]


@pytest.mark.parametrize("how", ["failed", "closed"])
def test_nobody_waits_for_a_reading_that_does_not_come(root: Path, how: str) -> None:
    world = World()
    path = root / MONO[1]
    opened(world, path)
    repo = world.session.repos[root]

    async def asked() -> list[object]:
        waiting = [asyncio.create_task(world.editor.desk(path.as_uri())) for _ in range(2)]
        await asyncio.sleep(0)
        if how == "failed":
            world.editor._take(root, Failed(repo.number, RuntimeError("no")))
        else:
            world.editor.close(str(path))
        return [*await asyncio.gather(*waiting), await world.editor.desk(path.as_uri())]

    began = monotonic()
    assert asyncio.run(asked()) == [None, None, None]
    assert monotonic() - began < 5


def test_the_fault_of_one_data_repo_does_not_stop_those_who_wait_for_another(root: Path, tmp_path: Path) -> None:
    world = World()
    other = tmp_path / "other"
    (other / "data/projects").mkdir(parents=True)
    (other / "data/partners").mkdir()
    opened(world, root / MONO[1])
    path = other / "data/projects/x.yaml"
    opened(world, path)

    async def asked() -> bool:
        waiting = asyncio.create_task(world.editor.desk(path.as_uri()))
        await asyncio.sleep(0)
        world.editor._take(root, Failed(1, RuntimeError("no")))
        await asyncio.sleep(0.01)
        still = not waiting.done()
        world.editor._take(other, Failed(2, RuntimeError("no")))
        return still and await waiting is None

    assert asyncio.run(asyncio.wait_for(asked(), 5))


def test_what_was_found_in_an_earlier_state_is_not_told_of_the_version_of_now(root: Path) -> None:
    world = World()
    world.session.add_folder(str(root))
    repo = world.session.repos[root]

    async def judged() -> None:
        repo.diagnostics = {MONO: cast(tuple[Diagnostic, ...], ("old",))}
        world.judged(repo)
        opened(world, root / MONO[1], version=7)  # before what is pending has been told
        await asyncio.sleep(0.01)
        assert world.ears.told == [("mono.yaml", 0, None)]
        world.judged(repo)
        assert world.ears.told[1:] == [("mono.yaml", 0, 7)]

    asyncio.run(judged())


def test_a_reading_from_before_a_text_was_opened_does_not_forget_what_it_was(root: Path) -> None:
    world = World()
    world.session.add_folder(str(root))
    repo = world.session.repos[root]
    late = repo.number
    path = opened(world, root / "data/projects/ny.yaml")  # not on the disk
    open_file = world.session.at(path)
    assert open_file is not None
    assert open_file[1].good is open_file[1]  # somebody has asked about it
    disk = read_disk(root, repo.rules_folder)
    nobody = Prepared(late, disk, Library({}, {}), Rules(None, ()), world.session.options.language(None))
    world.session.prepared(repo, nobody)
    world.session.changed(path, lambda text: replace(text, text="title: [Mono\n"), 2)
    broken = world.session.at(path)
    assert broken is not None
    assert broken[1].document.fatal
    assert broken[1].name == "Mono"
