"""Runs the examples of rules: each must come out as it says, or the pack does not load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from intlstrat.findings import NOWHERE, Outcome, Place
from intlstrat.records import personal
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Path, Record, RecordKind
from intlstrat.records.read import neutral, read
from intlstrat.rules.court import Court, Verdict
from intlstrat.rules.fold import PortfolioRule
from intlstrat.rules.judge import RecordRule, applies_to
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import Example, ExampleResult, Rule, Strategy
from intlstrat.rules.read import typed
from intlstrat.rules.strategy_codes import strategy_codes

DEFAULT_DAY = "2025-01-01"
"""When examples run where neither they nor the strategy name a day."""
_KINDS: Mapping[str, RecordKind] = {"partners": "partner", "projects": "project"}
_KEYS = frozenset({"partner", "project", "partners", "projects", "as_of", "params"})
_WORST = (Outcome.BREACH, Outcome.UNKNOWN, Outcome.FULFILLED)


class _Nowhere:
    """Stands in for a file: an example's records stand in none."""

    def place(self, path: Path) -> Place:
        return NOWHERE

    def line_text(self, line: int) -> str:
        return ""

    def lines_of(self, path: Path) -> tuple[int, int, str]:
        return 1, 1, ""

    def part(self, path: Path) -> object:
        return None


class _BadExample(Exception):
    """An example that cannot be run, with the reason."""


@dataclass(frozen=True, slots=True)
class _Case:
    """An example made ready: the record asked about (None for the portfolio) and all records."""

    record: Record | None
    records: tuple[Record, ...]


def run_examples(rules: Sequence[Rule], strategy: Strategy) -> list[ExampleResult]:
    """What every example says and what it comes to."""
    runner = _Runner(strategy, len(rules))
    return [runner.run(rule, example) for rule in rules for example in rule.examples]


class _Runner:
    def __init__(self, strategy: Strategy, rules: int) -> None:
        self._strategy, self._codes = strategy, strategy_codes(strategy)
        self._rules, self._meters = rules, dict[str, Meter]()
        self._courts: dict[str, Court] = {}
        self._compiled: dict[tuple[str, str], Any] = {}

    def run(self, rule: Rule, example: Example) -> ExampleResult:
        def result(actual: str, detail: str | None = None) -> ExampleResult:
            return ExampleResult(rule.id, rule.path, example.line, example.column, example.outcome, actual, detail)

        try:
            case = self._case(rule, example.case)
            key, court = self._court(rule, example.case)
        except _BadExample as error:
            return result("invalid", str(error))
        compiled = self._compiled.get((rule.id, key))
        if compiled is None:
            meter = self._meters.setdefault(rule.id, Meter(self._rules, len(rule.examples)))
            compiled = (PortfolioRule if rule.subject == "portfolio" else RecordRule)(rule, court, meter)
            self._compiled[rule.id, key] = compiled
        bounds = court.bind_all(case.records)
        if isinstance(compiled, PortfolioRule):
            verdicts = compiled.judge(bounds)
        else:
            verdicts = compiled.judge(next(bound for bound in bounds if bound.record is case.record))
        fault = next((verdict.fault for verdict in verdicts if verdict.fault is not None), None)
        if fault is not None:
            return result("fault", fault)
        return result(_worst(verdicts).value)

    def _court(self, rule: Rule, case: Mapping[str, Any]) -> tuple[str, Court]:
        """The court for the day and the parameters that the example asks for."""
        as_of = str(case.get("as_of") or self._strategy.examples_as_of or DEFAULT_DAY)
        overrides = case.get("params") or {}
        if not isinstance(overrides, dict) or not set(overrides) <= set(self._strategy.parameters):
            raise _BadExample("params: " + ", ".join(sorted(set(overrides) - set(self._strategy.parameters))))
        measures = ",".join(measure.name for measure in rule.measures)
        key = f"{as_of}|{sorted(overrides.items(), key=str)}|{measures}"
        if key not in self._courts:
            parameters = dict(self._strategy.parameters)
            wanted = {**self._strategy.examples_params, **{name: typed(value) for name, value in overrides.items()}}
            for name, value in wanted.items():
                parameters[name] = replace(parameters[name], value=value)
            strategy = replace(self._strategy, parameters=parameters)
            self._courts[key] = Court(strategy, as_of, tuple(measure.name for measure in rule.measures))
        return key, self._courts[key]

    def _case(self, rule: Rule, case: Mapping[str, Any]) -> _Case:
        if unknown := set(case) - _KEYS:
            raise _BadExample(", ".join(sorted(unknown)))
        records: list[Record] = []
        for key, kind in _KINDS.items():
            for number, value in enumerate(case.get(key) or ()):
                records.append(_record(kind, value, f"{kind}-{number + 1}", self._codes))
        if rule.subject == "portfolio":
            return _Case(None, tuple(records))
        kinds = [kind for kind in ("partner", "project") if kind in case]
        if len(kinds) != 1 or not applies_to(rule, kinds[0]):
            raise _BadExample(f"{rule.subject}: …")
        record = _record(cast(RecordKind, kinds[0]), case[kinds[0]], "example", self._codes)
        return _Case(record, (record, *records))


def _record(kind: RecordKind, value: object, record_id: str, codes: StrategyCodes) -> Record:
    if not isinstance(value, dict):
        raise _BadExample(f"{kind}: {value}")
    value = dict(value)
    record_id = str(value.pop("id", record_id))
    reading = read(kind, neutral(kind, value, codes), codes)
    if reading.faults:
        fault = reading.faults[0]
        raise _BadExample(".".join(str(step) for step in (kind, *fault.path)))
    data = {"id": record_id, "kind": kind, **reading.data}
    return Record(kind, record_id, _Nowhere(), "", data, personal=personal.find(reading.data))


def _worst(verdicts: list[Verdict]) -> Outcome:
    """The worst of the outcomes; not applicable where there is none."""
    found = {verdict.outcome for verdict in verdicts}
    return next((outcome for outcome in _WORST if outcome in found), Outcome.NOT_APPLICABLE)
