"""A rule that may do next to nothing more is stopped where it would be if nothing were remembered or spread."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from comparing import pack_of
from portfolios import rule
from rounds import ALL, FILES, Elsewhere, judged

from intlstrat.memory import Memory
from intlstrat.records.portfolio import Record
from intlstrat.rules import meter
from intlstrat.rules.court import Court
from intlstrat.rules.weight import A_BYTE

IDEAS = {path: text.replace("active", "idea") for path, text in FILES.items()}
PACK = pack_of(rule("portfolio-few", "count < 3", among="project"), rule("project-title", "size(project.title) > 4"))


@pytest.fixture
def courts(monkeypatch: pytest.MonkeyPatch) -> list[Court]:
    """The courts that sit, in their order."""
    sitting: list[Court] = []
    begin = Court.begin

    def begin_and_keep(court: Court, records: Sequence[Record]) -> None:
        sitting.append(court)
        begin(court, records)

    monkeypatch.setattr(Court, "begin", begin_and_keep)
    return sitting


def begun_anew(is_spread: bool) -> int:
    """How often all was begun anew, where all is remembered or spread; what it comes to is the same."""
    memory, spread = Memory(), Elsewhere(2) if is_spread else None
    found = judged(PACK, IDEAS, memory=memory, spread=spread)
    if not is_spread:
        memory.settle()
        found = judged(PACK, IDEAS, memory=memory)
    memory.settle()
    plain = judged(PACK, IDEAS)
    assert [*found.results] == [*plain.results]
    assert found.findings == plain.findings
    return memory.made["started over"]


@pytest.mark.parametrize("is_spread", [False, True], ids=["remembered", "spread"])
@pytest.mark.parametrize(("left", "times"), [(1.0, 1), (2.0, 0)])
def test_where_that_is_all_that_it_has_everything_is_begun_anew(
    left: float, times: int, is_spread: bool, courts: list[Court], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meter, "A_RECORD", 0)
    assert begun_anew(is_spread) == 0
    # What all share is converted for each record once, at the cost of one of the rules.
    spare = len(ALL) * (courts[0].shared_extent.size // A_BYTE)
    assert spare > 10
    work = meter.ONE_RULE - min(courts[0].budget.left())
    monkeypatch.setattr(meter, "ONE_RULE", work + int(left * spare))
    assert begun_anew(is_spread) == times


def test_where_what_it_did_before_is_more_than_it_may_that_is_told(
    courts: list[Court], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it did for a record that is remembered counts: it may do no more for that."""
    files = {path: text.replace("title: Nr", "title: N") for path, text in IDEAS.items()}
    memory, works = Memory(), []
    for _ in range(3):
        judged(PACK, files, memory=memory)
        memory.settle()
        works.append(meter.ONE_RULE + meter.A_RECORD * len(ALL) - courts[0].budget.left()[0])
    assert works[1] == works[2] > 0
    monkeypatch.setattr(meter, "A_RECORD", 0)
    monkeypatch.setattr(meter, "ONE_RULE", works[-1] - 1)
    found = judged(PACK, files, memory=memory)
    memory.settle()
    assert memory.made["started over"] == 1
    assert found.failed == {"project-title"}
    assert found.findings == judged(PACK, files).findings
