"""The thread that checks: the newest state wins, an older check gives way, and no fault ends it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from lsp_client import REPOSITORY
from lsp_world import DAY
from msgspec.structs import replace

from intlstrat.lsp import checker as module
from intlstrat.lsp.checker import Checker, Failed, Job, Judged, Prepared, Result
from intlstrat.lsp.library import Key, Library
from intlstrat.lsp.options import Options

ROOT = REPOSITORY / "intlstrat/authoring/eksempelvik"
FIRST = Job(1, ROOT, ROOT / "rules", {}, Library({}, {}), None, DAY, Options().language)
Results = Callable[[], Result]


@pytest.fixture
def told() -> queue.Queue[Result]:
    return queue.Queue()


@pytest.fixture
def checker(told: queue.Queue[Result]) -> Iterator[Checker]:
    def post(root: Path, result: Result) -> None:
        assert root == ROOT
        told.put(result)

    made = Checker("utf-16", post)
    made.start()
    yield made
    assert made.stop()


def next_of(told: queue.Queue[Result]) -> Result:
    return told.get(timeout=60)


def test_what_is_known_is_told_before_the_verdict(checker: Checker, told: queue.Queue[Result]) -> None:
    checker.submit(FIRST)
    prepared = next_of(told)
    assert isinstance(prepared, Prepared)
    assert prepared.language.code == "nb"
    assert "data/partners/skarfavik.yaml" in prepared.library.data
    judged = next_of(told)
    assert isinstance(judged, Judged)
    text = b"name: X\nstatus: actve\n"
    key: Key = ("data", "data/partners/skarfavik.yaml")
    checker.submit(replace(FIRST, number=2, disk=prepared.disk, library=prepared.library, overlay={key: text}))
    assert isinstance(next_of(told), Prepared)
    judged = next_of(told)
    assert isinstance(judged, Judged)
    assert {each.rule for each in judged.diagnostics[key]} >= {"record-invalid"}


def test_an_older_check_gives_way_to_a_newer_state(
    checker: Checker, told: queue.Queue[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, began = module.verdict, queue.Queue[int]()

    def slow(inputs: Any, pack: Any, day: str, tick: Callable[[], None], bench: Any) -> Any:
        if began.empty():
            began.put(1)
            until = monotonic() + 60
            while monotonic() < until:
                tick()
        return real(inputs, pack, day, tick, bench)

    monkeypatch.setattr(module, "verdict", slow)
    checker.submit(FIRST)
    assert isinstance(next_of(told), Prepared)
    checker.submit(replace(FIRST, number=2))
    results = [next_of(told), next_of(told)]
    assert [(type(each), each.number) for each in results] == [(Prepared, 2), (Judged, 2)]


def test_a_fault_is_told_and_ends_nothing(
    checker: Checker, told: queue.Queue[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: Any) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as patched:
        patched.setattr(module, "verdict", faulty)
        checker.submit(FIRST)
        assert isinstance(next_of(told), Prepared)
        failed = next_of(told)
    assert isinstance(failed, Failed)
    assert str(failed.error) == "no"
    checker.submit(replace(FIRST, number=2))
    assert [type(next_of(told)) for _ in range(2)] == [Prepared, Judged]


def test_who_is_typing_in_a_rule_is_waited_for(checker: Checker, told: queue.Queue[Result]) -> None:
    checker.submit(replace(FIRST, not_before=monotonic() + 0.2))
    checker.submit(replace(FIRST, number=2, not_before=monotonic() + 0.3))
    began = monotonic()
    assert next_of(told).number == 2
    assert monotonic() - began > 0.2


def test_it_stops_in_the_middle_of_a_check(told: queue.Queue[Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(inputs: Any, pack: Any, day: str, tick: Callable[[], None], bench: Any) -> None:
        while True:
            tick()

    monkeypatch.setattr(module, "verdict", endless)
    made = Checker("utf-16", lambda root, result: told.put(result))
    made.start()
    made.submit(FIRST)
    assert isinstance(next_of(told), Prepared)
    assert made.stop()


def test_a_closed_data_repo_is_given_up_in_the_middle_of_its_check(
    checker: Checker, told: queue.Queue[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, benches = module.verdict, queue.Queue[Any]()

    def slow(inputs: Any, pack: Any, day: str, tick: Callable[[], None], bench: Any) -> Any:
        benches.put(bench)
        until = monotonic() + 10
        while benches.qsize() == 1 and monotonic() < until:
            tick()
        return real(inputs, pack, day, tick, bench)

    monkeypatch.setattr(module, "verdict", slow)
    checker.submit(FIRST)
    assert isinstance(next_of(told), Prepared)
    checker.submit(replace(FIRST, number=2, not_before=monotonic() + 1))  # waits, and is given up too
    checker.forget(ROOT)
    checker.submit(replace(FIRST, number=3))
    results = [next_of(told), next_of(told)]
    assert [(type(each), each.number) for each in results] == [(Prepared, 3), (Judged, 3)]
    assert benches.get() is not benches.get()
