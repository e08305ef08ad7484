"""Records that are asked everything at once come to the same as records that are asked rule by rule."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from benchmarks.portfolios import make
from intlstrat.check import Checked, check
from intlstrat.files import ReadFailure, read_inputs, read_pack
from intlstrat.memory import Memory
from intlstrat.rules.answers import Inquiry, Parts
from intlstrat.rules.court import Bound, Verdict
from intlstrat.rules.judge import RecordRule
from intlstrat.rules.pack import load_pack
from intlstrat.rules.together import Answer, Together
from intlstrat.selection import Selection

DAY = "2026-11-23"
engine = import_module("intlstrat.engine.evaluate")  # the package has a function of this name


def checked(root: Path, memory: Memory | None = None, selection: Selection | None = None, times: int = 1) -> Checked:
    """A check of the made-up records of a folder by the rules beside them, each of which is there so many times."""
    files = read_pack(root / "rules")
    assert not isinstance(files, ReadFailure)
    pack = load_pack(files, examples=False).pack
    assert pack is not None
    more = [replace(rule, id=f"{rule.id}-{number}") for number in range(1, times) for rule in pack.rules]
    pack = replace(pack, rules=tuple(sorted((*pack.rules, *more), key=lambda rule: rule.id)))
    return check(read_inputs(root), pack, DAY, selection or Selection(), memory=memory)


@pytest.mark.parametrize("seed", [2])
def test_asked_at_once_or_rule_by_rule_the_report_is_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, 45, seed, "real")
    partners = Selection(paths=("data/partners",))
    at_once, remembered = checked(tmp_path), checked(tmp_path, Memory())
    partners_at_once = checked(tmp_path, selection=partners)
    monkeypatch.setattr(engine, "_MANY", 10_000)
    one_by_one = checked(tmp_path)
    assert one_by_one.report.findings
    assert at_once == one_by_one
    assert remembered == one_by_one
    assert partners_at_once == checked(tmp_path, selection=partners)


@pytest.mark.parametrize("keeps", [False, True])
def test_most_records_are_asked_at_once(keeps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, 100, 1, "clean")
    asked: list[str] = []
    judge, ask = RecordRule.judge, Inquiry.ask

    def judge_and_tell(rule: RecordRule, bound: Bound) -> list[Verdict]:
        asked.append(bound.record.path)
        return judge(rule, bound)

    def ask_and_tell(inquiry: Inquiry, bound: Bound, items: Sequence[Any], unordered: bool) -> Parts:
        asked.append(bound.record.path)
        return ask(inquiry, bound, items, unordered)

    monkeypatch.setattr(RecordRule, "judge", judge_and_tell)
    monkeypatch.setattr(Inquiry, "ask", ask_and_tell)
    assert not checked(tmp_path, Memory(keeps)).report.findings
    assert len(set(asked)) < 10


@pytest.mark.parametrize(("records", "keeps", "is_worth_it"), [(29, False, False), (30, False, True), (29, True, True)])
def test_few_records_are_not_worth_a_program_unless_it_is_kept(
    records: int, keeps: bool, is_worth_it: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, records, 1, "clean")
    assert len(read_inputs(tmp_path).records) == records
    asked: list[str] = []
    ask = Together.ask

    def ask_and_tell(together: Together, bound: Bound) -> Answer | None:
        asked.append(bound.record.path)
        return ask(together, bound)

    monkeypatch.setattr(Together, "ask", ask_and_tell)
    checked(tmp_path, Memory(keeps))
    assert bool(asked) is is_worth_it


def test_more_rules_than_cel_takes_at_once_are_asked_one_by_one(tmp_path: Path) -> None:
    make(tmp_path, 30, 1, "real")
    once, often = checked(tmp_path).report, checked(tmp_path, times=10).report
    of_rules = [each for each in often.findings if each.rule in {rule.rule for rule in once.findings}]
    assert [(each.rule, each.place) for each in of_rules] == [(each.rule, each.place) for each in once.findings]
    assert len(often.results) == 10 * len(once.results)
