"""How the strategy and its rules themselves have moved between two states, whatever that comes to for the records."""

from __future__ import annotations

from collections.abc import Iterator

from intlstrat.findings import StrategyChange
from intlstrat.rules.model import Pack, Rule

_JUDGING = (
    *("subject", "layer", "clauses", "when", "needs", "effective_from", "waivable", "for_each", "group_by", "among"),
    *("where", "measures", "require"),
)
"""What of a rule decides what it comes to, and what that counts as; its texts and its place do not."""


def strategy_changes(then: Pack, now: Pack) -> tuple[StrategyChange, ...]:
    """The rules and the parameters that are new, gone or otherwise, in this order and by name."""
    return (*_rules(then, now), *_parameters(then, now))


def _rules(then: Pack, now: Pack) -> Iterator[StrategyChange]:
    before, after = ({rule.id: rule for rule in pack.rules} for pack in (then, now))
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None:
            yield StrategyChange("rule", name, "added")
        elif new is None:
            yield StrategyChange("rule", name, "removed")
        elif old.severity is not new.severity:
            yield StrategyChange("rule", name, "changed", old.severity.value, new.severity.value)
        elif _judging(old) != _judging(new):
            yield StrategyChange("rule", name, "changed")


def _judging(rule: Rule) -> list[object]:
    return [getattr(rule, name) for name in _JUDGING]


def _parameters(then: Pack, now: Pack) -> Iterator[StrategyChange]:
    before, after = (
        {name: parameter.value for name, parameter in pack.strategy.parameters.items()} for pack in (then, now)
    )
    for name in sorted({*before, *after}):
        if name not in before:
            yield StrategyChange("parameter", name, "added", None, after[name])
        elif name not in after:
            yield StrategyChange("parameter", name, "removed", before[name])
        elif before[name] != after[name]:
            yield StrategyChange("parameter", name, "changed", before[name], after[name])
