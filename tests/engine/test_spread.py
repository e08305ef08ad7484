"""A check comes to the same over one core or several, whatever becomes of the processes."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from benchmarks.portfolios import make
from intlstrat import cores
from intlstrat.check import Asked, Checked, check
from intlstrat.cores import Cores
from intlstrat.engine.asking import Asker, Share
from intlstrat.files import ReadFailure, read_inputs, read_pack
from intlstrat.history import Base
from intlstrat.memory import Memory
from intlstrat.records.portfolio import Packed, Record, packed
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

    def each(self, jobs: Sequence[Callable[[], _Made]]) -> Iterator[_Made]:
        for job in jobs:
            made: _Made = pickle.loads(pickle.dumps(job()))
            yield made


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
    assert checked(real, Elsewhere(number)).report == one.report
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


def test_what_is_remembered_and_what_is_judged_elsewhere_come_together(real: Path) -> None:
    memory, before, pack = Memory(), read_inputs(real), pack_of(real)
    check(before, pack, DAY, Selection(), memory=memory, spread=Elsewhere(3))
    records = tuple(
        (kind, replace(file, content=file.content + b"\n# Ny\n") if isinstance(file.content, bytes) else file)
        if number % 3 == 0
        else (kind, file)
        for number, (kind, file) in enumerate(before.records)
        if number > 3  # what the projects say of these partners is not known any more
    )
    now = replace(before, records=records)
    assert check(now, pack, DAY, Selection(), memory=memory, spread=Elsewhere(3)) == check(now, pack, DAY, Selection())


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize(("number", "parts"), [(1, []), (2, [22, 23])])
def test_there_is_a_part_for_each_core(
    number: int, parts: list[int], keeps: bool, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    share = Asker.share

    def share_and_tell(asker: Asker, records: Sequence[Record]) -> Share:
        found.append(len(records))
        return share(asker, records)

    monkeypatch.setattr(Asker, "share", share_and_tell)
    checked(real, Elsewhere(number), Memory(keeps))
    assert found == parts


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


def alone(number: int, monkeypatch: pytest.MonkeyPatch) -> Cores:
    """So many cores, for few records too."""
    monkeypatch.setattr(cores, "_WORTH_IT", 2)
    monkeypatch.setattr(cores, "_threads", lambda: 1)  # pytest-xdist has a thread of its own, which waits
    return Cores(number)


def here(_: int = 0) -> int:
    return os.getpid()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
class TestProcesses:
    def test_they_come_to_the_same(self, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[int] = []
        fork = os.fork

        def count_and_fork() -> int:
            begun.append(0)
            return fork()

        monkeypatch.setattr(os, "fork", count_and_fork)
        one = checked(real, OneCore())
        assert checked(real, alone(3, monkeypatch)) == one
        assert len(begun) == 4, "two to read, and two to judge"
        monkeypatch.setattr(cores, "_MOST_AT_ONCE", 7)
        monkeypatch.setattr(cores, "_LARGEST_PART", 5)
        assert checked(real, alone(3, monkeypatch)) == one
        assert len(begun) > 16

    def test_what_they_give_comes_in_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def job(number: int) -> tuple[int, int]:
            time.sleep(0.02 * (number % 2 == 0))
            return number, os.getpid()

        found = [*alone(3, monkeypatch).each([partial(job, number) for number in range(10)])]
        assert [number for number, _ in found] == [*range(10)]
        assert len({process for _, process in found} - {os.getpid()}) == 10

    def test_where_each_has_a_core_this_process_does_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [*alone(3, monkeypatch).each([here] * 3)]
        assert found[0] == os.getpid()
        assert len({*found}) == 3

    def test_no_more_are_at_work_at_once_than_there_are_cores(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at_work: list[int] = []
        forked = cores._forked

        def count(job: Callable[[], object], pipes: Sequence[int]) -> tuple[int, int]:
            at_work.append(len(pipes) + 1)
            return forked(job, pipes)

        monkeypatch.setattr(cores, "_forked", count)
        assert len([*alone(2, monkeypatch).each([here] * 6)]) == 6
        assert (at_work[:2], len(at_work), max(at_work)) == ([1, 2], 6, 2)  # two may end in the same moment

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
    def test_one_that_is_ended_has_its_part_done_here(self, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
        ours = os.getpid()

        def job() -> int:
            if os.getpid() != ours:
                os.kill(os.getpid(), number)
            return 3

        assert [*alone(2, monkeypatch).each([here, job, job])][1:] == [3, 3]

    def test_one_that_fails_has_its_fault_told_here(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def job() -> int:
            raise ArithmeticError("no")

        with pytest.raises(ArithmeticError, match="no"):
            [*alone(2, monkeypatch).each([here, job])]
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize("cut_off", [1, 60, 107, 108])
    def test_half_an_answer_is_none(self, cut_off: int, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        monkeypatch.setattr(os, "write", lambda to, content: write(to, bytes(content)[:-cut_off]) + len(content))
        assert [*alone(2, monkeypatch).each([lambda: "", lambda: "x" * 100])] == ["", "x" * 100]

    def test_a_long_answer_comes_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert [*alone(2, monkeypatch).each([lambda: [0], lambda: [*range(300_000)]])][1] == [*range(300_000)]

    @pytest.mark.parametrize("missing", ["fork", "pipe"])
    def test_without_more_processes_or_pipes_it_is_done_here(
        self, missing: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse() -> None:
            raise OSError("no more")

        monkeypatch.setattr(os, missing, refuse)
        before = open_files()
        assert [*alone(2, monkeypatch).each([here, here])] == [os.getpid()] * 2
        assert open_files() == before

    @pytest.mark.parametrize("taken", [1, 3], ids=["some are at work", "all are done"])
    def test_nothing_is_left_of_them(self, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
        before = open_files()
        found = alone(2, monkeypatch).each([here, here, here])
        assert os.getpid() not in [next(found) for _ in range(taken)]
        found.close()  # type: ignore[attr-defined]  # it is a generator, which also closes when nobody has it any more
        assert open_files() == before
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


def open_files() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


@pytest.mark.parametrize(
    ("number", "records", "parts"),
    [
        (1, 10_000, 1),
        (2, 299, 1),
        (2, 300, 2),
        (8, 600, 4),
        (2, 2000, 2),
        (2, 2001, 8),
        (2, 100_000, 30),
        (64, 100_000, 32),
    ],
)
def test_work_is_spread_where_it_pays(number: int, records: int, parts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_threads", lambda: 1)
    assert Cores(number).parts(records) == parts


def test_beside_other_threads_no_process_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_threads", lambda: 2)
    assert Cores(8).parts(100_000) == 1


@pytest.mark.parametrize(("length", "parts"), [(10, 3), (2, 3), (0, 2), (7, 1)])
def test_parts_are_in_order_and_of_about_the_same_length(length: int, parts: int) -> None:
    found = cut(range(length), parts)
    assert [each for part in found for each in part] == [*range(length)]
    assert len(found) == parts
    assert max(map(len, found)) - min(map(len, found)) <= 1


def test_packed_data_are_the_data(real: Path) -> None:
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


def test_what_is_packed_is_what_is_looked_at_a_few_times_only(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intlstrat.load.reading._MANY", 1)
    made: list[object] = []

    def count_and_pack(data: dict[str, object]) -> Packed:
        made.append(data)
        return packed(data)

    monkeypatch.setattr("intlstrat.load.reading.packed", count_and_pack)
    for asked in (Asked(until="2027-01-01"), Asked(records=True)):
        checked(real, OneCore(), asked=asked)
    checked(real, OneCore(), Memory())
    assert not made
    checked(real, OneCore())
    assert made


def test_records_that_have_changed_are_let_go_of(tmp_path: Path) -> None:
    """Who checks again and again keeps what the last check needed, and no record of before."""
    make(tmp_path, 40, 1, "clean")
    memory = Memory()
    alive = []
    for title in ("One", "Two", "Three"):
        for path in (tmp_path / "data").rglob("*.yaml"):
            path.write_text(f"{path.read_text(encoding='utf-8')}# {title}\n", encoding="utf-8")
        checked(tmp_path, OneCore(), memory)
        gc.collect()
        alive.append(sum(isinstance(each, Record) for each in gc.get_objects()))
    assert alive[1] == alive[2]
