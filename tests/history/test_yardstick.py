"""How the strategy itself has moved: rules and parameters that are new, gone or otherwise."""

from __future__ import annotations

import pytest
from comparing import pack_of
from portfolios import rule

from intlstrat.findings import StrategyChange
from intlstrat.history.yardstick import strategy_changes

A, B = rule("project-a"), rule("project-b")


def test_nothing_has_moved() -> None:
    assert strategy_changes(pack_of(A, B), pack_of(B, A)) == ()


def test_rules_that_are_new_or_gone() -> None:
    assert strategy_changes(pack_of(A), pack_of(B)) == (
        StrategyChange("rule", "project-a", "removed"),
        StrategyChange("rule", "project-b", "added"),
    )


def test_the_severity_of_then_and_of_now() -> None:
    milder = rule("project-a", severity="note", require="false")
    assert strategy_changes(pack_of(A), pack_of(milder)) == (
        StrategyChange("rule", "project-a", "changed", "error", "note"),
    )


@pytest.mark.parametrize(
    "changed",
    [
        rule("project-a", "false"),
        rule("project-a", clauses='["1b"]'),
        rule("project-a", when="false"),
        rule("project-a", needs="[goals]"),
        rule("project-a", effective_from="2026-01-01"),
        rule("project-a", waivable="false"),
        rule("project-a", subject="record"),
        rule("project-a", layer="quality", clauses=None),
    ],
)
def test_what_a_rule_asks_for(changed: str) -> None:
    assert strategy_changes(pack_of(A), pack_of(changed)) == (StrategyChange("rule", "project-a", "changed"),)


@pytest.mark.parametrize("key", ["title", "message", "why", "fix"])
def test_not_the_texts_of_a_rule(key: str) -> None:
    assert strategy_changes(pack_of(A), pack_of(rule("project-a", **{key: "{nb: Noe annet., en: Else.}"}))) == ()


def test_parameters_by_name_after_the_rules() -> None:
    def parameters(values: dict[str, int]) -> str:
        written = (f"{name}: {{value: {value}, why: {{nb: D., en: T.}}}}" for name, value in values.items())
        return f"{{{', '.join(written)}}}"

    then = pack_of(B, parameters=parameters({"b": 1, "c": 2, "d": 3}))
    now = pack_of(A, B, parameters=parameters({"a": 0, "c": 4, "d": 3}))
    assert strategy_changes(then, now) == (
        StrategyChange("rule", "project-a", "added"),
        StrategyChange("parameter", "a", "added", None, 0),
        StrategyChange("parameter", "b", "removed", 1, None),
        StrategyChange("parameter", "c", "changed", 2, 4),
    )
