"""A check comes to the same over one core or several, whatever becomes of the processes."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest

from benchmarks.portfolios import make
from intlstrat import cores
from intlstrat.check import Asked, Checked, check
from intlstrat.cores import Cores
from intlstrat.files import ReadFailure, read_inputs, read_pack
from intlstrat.history import Base
from intlstrat.memory import Memory
from intlstrat.rules import meter
from intlstrat.rules.model import Pack
from intlstrat.rules.pack import load_pack
from intlstrat.selection import Selection
from intlstrat.spread import OneCore, Spread, cut

DAY = "2026-11-23"
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Elsewhere:
    """Does every job at once, and hands on what would come through a pipe."""

    number: int

    def parts(self, records: int) -> int:
        return min(self.number, max(1, records))

    def begin(self, job: Callable[[], _Made]) -> Callable[[], _Made]:
        sent = pickle.dumps(job())
        return lambda: pickle.loads(sent)


def pack_of(root: Path) -> Pack:
    files = read_pack(root / "rules")
    assert not isinstance(files, ReadFailure)
    pack = load_pack(files, examples=False).pack
    assert pack is not None
    return pack


def checked(root: Path, spread: Spread, memory: Memory | None = None, asked: Asked | None = None) -> Checked:
    return check(read_inputs(root), pack_of(root), DAY, Selection(), asked, memory=memory, spread=spread)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with faults as real ones have them."""
    root = tmp_path_factory.mktemp("real")
    make(root, 45, 3, "real")
    return root


@pytest.mark.parametrize("number", [2, 3, 100])
@pytest.mark.parametrize("many", [False, True], ids=["as they are", "packed"])
def test_over_several_cores_the_report_is_the_same(
    number: int, many: bool, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = checked(real, OneCore(), asked=Asked(records=True))
    assert one.report.findings
    assert one.dossier is not None
    monkeypatch.setattr("intlstrat.load.reading._MANY", 1 if many else 1000)
    several = checked(real, Elsewhere(number), asked=Asked(records=True))
    assert several.report == one.report
    assert several.counted == one.counted
    assert several.dossier is not None
    assert [each.data for each in several.dossier.records] == [each.data for each in one.dossier.records]


def test_what_is_remembered_is_the_same(real: Path) -> None:
    memory = Memory()
    first = checked(real, Elsewhere(3), memory)
    assert first == checked(real, OneCore(), Memory())
    assert memory.made["judged"]
    assert checked(real, Elsewhere(3), memory) == first
    assert not memory.made["judged"]


def test_a_comparison_is_the_same(real: Path, tmp_path: Path) -> None:
    make(tmp_path, 45, 4, "real")
    base = Base("main", "0" * 40, DAY, read_inputs(tmp_path), pack_of(tmp_path))
    asked = Asked(since=base, until="2027-11-23")
    assert checked(real, Elsewhere(2), asked=asked).report == checked(real, OneCore(), asked=asked).report


def test_rules_are_stopped_at_the_same_place(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "A_RECORD", 300)
    monkeypatch.setattr(meter, "ONE_RULE", 300)
    one = checked(real, OneCore())
    assert any(each.rule == "rule-failed" for each in one.report.findings)
    assert checked(real, Elsewhere(2)) == one


def test_each_record_is_ticked_twice(real: Path) -> None:
    ticks: list[None] = []
    inputs = read_inputs(real)
    check(inputs, pack_of(real), DAY, Selection(), tick=lambda: ticks.append(None), spread=Elsewhere(3))
    read = sum(isinstance(file.content, bytes) for _, file in inputs.records)
    assert len(inputs.records) <= len(ticks) <= 2 * read


def sleepless(cores: int, monkeypatch: pytest.MonkeyPatch) -> Cores:
    monkeypatch.setattr("intlstrat.cores._WORTH_A_PROCESS", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # pytest-xdist has a thread of its own, which waits
    return Cores(cores)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
class TestProcesses:
    def test_they_come_to_the_same(self, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[int] = []
        fork = os.fork

        def count_and_fork() -> int:
            begun.append(0)
            return fork()

        monkeypatch.setattr(os, "fork", count_and_fork)
        assert checked(real, sleepless(3, monkeypatch)) == checked(real, OneCore())
        assert len(begun) == 4, "two to read, and two to judge"

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
    def test_one_that_is_ended_has_its_part_done_here(self, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
        here = os.getpid()

        def job() -> list[int]:
            if os.getpid() != here:
                os.kill(os.getpid(), number)
            return [1, 2]

        assert sleepless(2, monkeypatch).begin(job)() == [1, 2]

    def test_one_that_fails_has_its_fault_told_here(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def job() -> None:
            raise ArithmeticError("no")

        wait = sleepless(2, monkeypatch).begin(job)
        with pytest.raises(ArithmeticError, match="no"):
            wait()
        assert capfd.readouterr() == ("", "")

    def test_half_an_answer_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cores, "_send", lambda content, to: os.write(to, content[:-1]))
        assert sleepless(2, monkeypatch).begin(lambda: "x" * 100)() == "x" * 100

    def test_a_long_answer_comes_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sleepless(2, monkeypatch).begin(lambda: list(range(300_000)))() == list(range(300_000))

    @pytest.mark.parametrize("missing", ["fork", "pipe"])
    def test_without_more_processes_or_pipes_it_is_done_here(
        self, missing: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse() -> None:
            raise OSError("no more")

        monkeypatch.setattr(os, missing, refuse)
        open_before = os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else []
        assert sleepless(2, monkeypatch).begin(os.getpid)() == os.getpid()
        if open_before:
            assert len(os.listdir("/proc/self/fd")) == len(open_before)

    def test_nothing_is_left_of_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sleepless(2, monkeypatch).begin(os.getpid)() != os.getpid()
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(
    ("cores", "records", "parts"), [(1, 10_000, 1), (2, 299, 1), (2, 300, 2), (2, 10_000, 2), (64, 100_000, 8)]
)
def test_a_process_is_begun_where_it_pays(
    cores: int, records: int, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert Cores(cores).parts(records) == parts


def test_beside_other_threads_none_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert Cores(8).parts(100_000) == 1


@pytest.mark.parametrize(("length", "parts"), [(10, 3), (2, 3), (0, 2), (7, 1)])
def test_parts_are_in_order_and_of_about_the_same_length(length: int, parts: int) -> None:
    found = cut(range(length), parts)
    assert [each for part in found for each in part] == [*range(length)]
    assert len(found) == parts
    assert max(map(len, found)) - min(map(len, found)) <= 1


def test_packed_data_are_the_data(real: Path) -> None:
    from intlstrat.records.portfolio import packed

    dossier = checked(real, OneCore(), asked=Asked(records=True)).dossier
    assert dossier is not None
    for record in dossier.records:
        small = replace(record, held=packed(record.data))
        assert (small.data, small.name, [*small.partners], [*small.waivers]) == (
            record.data,
            record.name,
            [*record.partners],
            [*record.waivers],
        )
