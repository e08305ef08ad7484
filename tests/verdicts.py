"""Rules asked in this process about records that stand in no file: what they come to, before it is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from portfolios import DAY, PARAMETERS, STRATEGY, rule

from intlstrat.findings import NOWHERE, Outcome, Place
from intlstrat.records.portfolio import Path, Record, RecordKind
from intlstrat.rules.court import Bound, Court, Verdict
from intlstrat.rules.fold import PortfolioRule, court_for
from intlstrat.rules.judge import RecordRule
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import Pack, Rule, Strategy
from intlstrat.rules.read import read_rule, read_strategy

FULFILLED, BREACH, UNKNOWN, NOT_APPLICABLE = (
    Outcome.FULFILLED, Outcome.BREACH, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE,
)  # fmt: skip
_EVERY_LIST: Mapping[RecordKind, tuple[str, ...]] = {"partner": ("goals",), "project": ("goals", "partners")}


class _Nowhere:
    def place(self, path: Path) -> Place:
        return NOWHERE

    def line_text(self, line: int) -> str:
        return ""

    def lines_of(self, path: Path) -> tuple[int, int, str]:
        return 1, 1, ""

    def part(self, path: Path) -> object:
        return None


def record(kind: RecordKind, id_: str, data: Mapping[str, Any], **more: Any) -> Record:
    """A record with plain values; its lists are there, and it has a name."""
    name = {"partner": "name", "project": "title"}[kind]
    whole = {
        "id": id_,
        "kind": kind,
        name: id_.capitalize(),
        "status": "active",
        **{each: list[Any]() for each in _EVERY_LIST[kind]},
    }
    return Record(kind, id_, _Nowhere(), f"data/{kind}s/{id_}.yaml", {**whole, **data}, **more)


@cache
def strategy() -> Strategy:
    """The small strategy of `portfolios`."""
    parameters = "".join(f"  {name}: {value}\n" for name, value in PARAMETERS.items())
    found, _, problems = read_strategy({"strategy.yaml": f"{STRATEGY}parameters:\n{parameters}".encode()})
    assert found is not None, problems
    return found


def read(id_: str, require: str, **more: Any) -> Rule:
    """A rule from its keys, in which an expression needs no quotation marks."""
    for key, value in more.items():
        if key in ("when", "for_each", "where", "group_by") or not isinstance(value, str | None):
            more[key] = json.dumps(value, ensure_ascii=False)
    found, problems = read_rule(f"{id_}.yaml", rule(id_, require, **more).encode(), strategy())
    assert found is not None, problems
    return found.rule


def compiled(
    require: str, *records: Record, budget: Meter | None = None, as_of: str = DAY, **more: Any
) -> tuple[RecordRule, list[Bound]]:
    """A rule about projects, and the records as they are asked."""
    court = Court(strategy(), as_of)
    found = RecordRule(read("project-a", require, **more), court, budget)
    return found, court.bind_all(records)


def of_records(require: str, first: Record, *others: Any, **more: Any) -> list[Verdict]:
    """What a rule about projects comes to for the first record; a `Meter` among the others is the rule's."""
    budget = next((each for each in others if isinstance(each, Meter)), None)
    records = [first, *(each for each in others if isinstance(each, Record))]
    found, bounds = compiled(require, *records, budget=budget, **more)
    return found.judge(bounds[0])


def of_portfolio(require: str, records: Sequence[Record], as_of: str = DAY, **more: Any) -> list[Verdict]:
    """What a rule about the portfolio comes to."""
    found, bounds = portfolio(require, records, as_of, **more)
    return found.judge(bounds)


def portfolio(
    require: str, records: Sequence[Record], as_of: str = DAY, budget: Meter | None = None, **more: Any
) -> tuple[PortfolioRule, list[Bound]]:
    """A rule about the portfolio, and the records as they are asked."""
    one = read("portfolio-a", require, **{"among": "project", **more})
    court = court_for(Pack(strategy(), (one,), ""), as_of)
    return PortfolioRule(one, court, budget), court.bind_all(records)
