"""Runs the examples of rules: each must come out as it says, or the pack does not load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import NOWHERE, Outcome, Place, SlotValue
from intlstrat.records import personal
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Path, Record, RecordKind
from intlstrat.records.read import neutral, read
from intlstrat.rules.court import Bound, Court, Verdict
from intlstrat.rules.fold import PortfolioRule
from intlstrat.rules.judge import RecordRule, applies_to
from intlstrat.rules.meter import Meter
from intlstrat.rules.model import TOLD_OTHERWISE, Example, ExampleResult, Rule, Strategy
from intlstrat.rules.read import typed
from intlstrat.rules.strategy_codes import strategy_codes

DEFAULT_DAY = "2025-01-01"
"""When examples run where neither they nor the strategy name a day."""
_KINDS: Mapping[str, RecordKind] = {"partners": "partner", "projects": "project"}
_KEYS = frozenset({"partner", "project", "partners", "projects", "as_of", "params"})
_TOLD_OF = {"values": Outcome.BREACH, "missing": Outcome.UNKNOWN}
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


class Ready(Struct, frozen=True):
    """An example made ready: its court and the court's key, all records, and the one asked about if it is one."""

    key: str
    court: Court
    bounds: tuple[Bound, ...]
    asked: Bound | None


def run_examples(rules: Sequence[Rule], strategy: Strategy) -> list[ExampleResult]:
    """What every example says and what it comes to."""
    runner = Runner(strategy, len(rules))
    return [runner.run(rule, example) for rule in rules for example in rule.examples]


class Runner:
    """Runs the examples of the rules of one strategy, of which there are so many."""

    def __init__(self, strategy: Strategy, rules: int) -> None:
        self._strategy, self._codes = strategy, strategy_codes(strategy)
        self._rules, self._meters = rules, dict[str, Meter]()
        self._courts: dict[str, Court] = {}
        self._compiled: dict[tuple[str, str], Any] = {}

    def run(self, rule: Rule, example: Example) -> ExampleResult:
        """What the example says and what it comes to."""

        def result(actual: str, detail: str | None = None) -> ExampleResult:
            return ExampleResult(rule.id, rule.path, example.line, example.column, example.outcome, actual, detail)

        try:
            ready = self.ready(rule, example)
            verdicts = self._verdicts(rule, ready)
            fault = next((verdict.fault for verdict in verdicts if verdict.fault is not None), None)
            if fault is not None:
                return result("fault", fault)
            outcome = _worst(verdicts)
            if outcome == example.outcome and (otherwise := _otherwise(example, verdicts)) is not None:
                return result(TOLD_OTHERWISE, otherwise)
        except _BadExample as error:
            return result("invalid", str(error))
        return result(outcome.value)

    def ready(self, rule: Rule, example: Example) -> Ready:
        """The example's records, read and bound for its day and parameters."""
        records, asked = self._records(rule, example)
        key, court = self._court(example.case)
        bounds = tuple(court.bind_all(records))
        return Ready(key, court, bounds, bounds[0] if asked else None)

    def forget(self) -> None:
        """Forgets the compiled rules, so that another rule of the same id can be run."""
        self._compiled.clear()
        self._meters.clear()

    def _verdicts(self, rule: Rule, ready: Ready) -> list[Verdict]:
        compiled = self._compiled.get((rule.id, ready.key))
        if compiled is None:
            meter = self._meters.setdefault(rule.id, Meter(self._rules, len(rule.examples)))
            compiled = (PortfolioRule if rule.subject == "portfolio" else RecordRule)(rule, ready.court, meter)
            self._compiled[rule.id, ready.key] = compiled
        if isinstance(compiled, PortfolioRule):
            return compiled.judge(ready.bounds)
        assert ready.asked is not None
        verdicts: list[Verdict] = compiled.judge(ready.asked)
        return verdicts

    def _court(self, case: Mapping[str, Any]) -> tuple[str, Court]:
        """The court for the day and the parameters that the example asks for."""
        as_of = str(case.get("as_of") or self._strategy.examples_as_of or DEFAULT_DAY)
        overrides = case.get("params") or {}
        if not isinstance(overrides, dict) or not set(overrides) <= set(self._strategy.parameters):
            raise _BadExample("params: " + ", ".join(sorted(set(overrides) - set(self._strategy.parameters))))
        key = f"{as_of}|{sorted(overrides.items())}"
        if key not in self._courts:
            parameters = dict(self._strategy.parameters)
            wanted = {**self._strategy.examples_params, **{name: typed(value) for name, value in overrides.items()}}
            for name, value in wanted.items():
                parameters[name] = replace(parameters[name], value=value)
            strategy = replace(self._strategy, parameters=parameters)
            self._courts[key] = Court(strategy, as_of)
        return key, self._courts[key]

    def _records(self, rule: Rule, example: Example) -> tuple[list[Record], bool]:
        """The example's records, and whether the first of them is the one that the rule is asked about."""
        case: Mapping[str, Any] = example.case
        if unknown := set(case) - _KEYS:
            raise _BadExample(", ".join(sorted(unknown)))
        if misplaced := [key for key in example.told if _TOLD_OF[key] != example.outcome]:
            raise _BadExample(f"{example.outcome}: {misplaced[0]}")
        around = [
            _record(kind, value, f"{kind}-{number + 1}", self._codes)
            for key, kind in _KINDS.items()
            for number, value in enumerate(case.get(key) or ())
        ]
        if rule.subject == "portfolio":
            return around, False
        kinds = [kind for kind in ("partner", "project") if kind in case]
        if len(kinds) != 1 or not applies_to(rule, kinds[0]):
            raise _BadExample(f"{rule.subject}: …")
        record = _record(cast(RecordKind, kinds[0]), case[kinds[0]], "example", self._codes)
        return [record, *around], True


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


def _otherwise(example: Example, verdicts: list[Verdict]) -> str | None:
    """What the first verdict of the example's outcome tells otherwise than the example says; None where nothing is."""
    verdict = next((each for each in verdicts if each.outcome == example.outcome), None)
    if verdict is None:
        return None
    wanted, values = example.told.get("missing"), example.told.get("values") or {}
    if not isinstance(wanted, list | None) or not isinstance(values, dict):
        raise _BadExample(next(iter(example.told)))
    if wanted is not None and tuple(map(str, wanted)) != verdict.missing:
        return f"missing: {_shown(verdict.missing)}"
    if unknown := sorted(set(values) - set(verdict.values)):
        raise _BadExample(f"values: {', '.join(unknown)}")
    for name, value in values.items():
        if not _same(typed(value), verdict.values[name]):
            return f"{name}: {_shown(verdict.values[name])}"
    return None


def _same(wanted: object, told: SlotValue) -> bool:
    """Whether a slot's value is what the example says; a whole number and a decimal are written differently."""
    if isinstance(told, tuple):
        return isinstance(wanted, list) and tuple(map(str, wanted)) == told
    return wanted == told and type(wanted) is (str if isinstance(told, str) else type(told))


def _shown(value: SlotValue) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)
