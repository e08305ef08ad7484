"""The pages of `strategy`, `rules` and `rules test`: what they say and count, and the words of all pages."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from msgspec.structs import replace
from pages_world import CLAUSES, PACK, RULES

from intlstrat.findings import Layer, Outcome, Severity
from intlstrat.formats.page_clause import render_clause
from intlstrat.formats.page_examples import render_examples
from intlstrat.formats.page_rules import render_rules
from intlstrat.formats.page_strategy import render_strategy
from intlstrat.formats.page_words import (
    FORCES,
    LAYER_HEADINGS,
    LAYERS,
    OUTCOMES,
    SEVERITIES,
    SUBJECT_HEADINGS,
    SUBJECTS,
    parameter_value,
)
from intlstrat.formats.sheet import MARKS, STYLES
from intlstrat.language import Language
from intlstrat.rules.model import ExampleResult, ParamValue, RuleSubject

EN = Language("en")


@pytest.mark.parametrize(
    ("label", "number", "names"),
    [
        ("Clauses in all", 6, ""),
        ("that demand something", 5, ""),
        ("checked by at least one rule", 3, ""),
        ("checked by none", 2, "2b, 2d"),
        ("without a reason given", 1, "2d"),
        ("Parameters in all", 6, ""),
        ("the municipality's own interpretation", 2, ""),
        ("not set", 1, "frame"),
    ],
)
def test_the_strategy_is_summed_up(label: str, number: int, names: str) -> None:
    closing = render_strategy(PACK, EN, width=80, color=False).split("In sum")[1]
    assert re.search(rf"^ +{re.escape(label)} +{number}( +{names})?$", closing, re.MULTILINE)


def test_the_strategy_names_every_clause_rule_parameter_and_its_digest() -> None:
    text = render_strategy(PACK, EN, width=80, color=False)
    for name in (*(one.id for one in CLAUSES), *PACK.strategy.parameters, PACK.digest, "5 June 2024"):
        assert name in text
    assert all(one.id in text for one in RULES if one.layer is Layer.STRATEGY)


@pytest.mark.parametrize(
    ("rules", "closing"),
    [
        (RULES, "4 rules: 3 for the strategy and 1 for the quality of the data."),
        (RULES[:1], "1 rule: 1 for the strategy and 0 for the quality of the data."),
        ((), "0 rules: 0 for the strategy and 0 for the quality of the data."),
    ],
)
def test_the_rules_are_counted(rules: tuple[Any, ...], closing: str) -> None:
    text = render_rules(replace(PACK, rules=rules), EN, width=80, color=False)
    assert text.splitlines()[-1] == closing
    assert all(text.count(one.id) == 1 for one in rules)


def test_a_strategy_without_anything_makes_a_page() -> None:
    empty = replace(
        PACK, rules=(), strategy=replace(PACK.strategy, clauses=(), parameters={}, version=None, adopted=None)
    )
    assert "In sum" in render_strategy(empty, EN, width=80, color=False)


GOOD = ExampleResult("r", "p.yaml", 1, 1, "breach", "breach")
BAD = replace(GOOD, actual="fulfilled", line=2)


@pytest.mark.parametrize(
    ("results", "without", "closing"),
    [
        ((GOOD,), (), "√ 1 example of 1 rule run. Everything came out as it should."),
        ((GOOD, GOOD), (), "√ 2 examples of 1 rule run. Everything came out as it should."),
        ((GOOD, BAD), (), "× 2 examples of 1 rule run. 1 example came out otherwise."),
        ((BAD, BAD), ("x",), "× 2 examples of 1 rule run. 2 examples came out otherwise. 1 rule has no examples."),
        ((), ("x", "y"), "× 0 examples of 0 rules run. 2 rules have no examples."),
    ],
)
def test_the_examples_are_summed_up(results: tuple[ExampleResult, ...], without: tuple[str, ...], closing: str) -> None:
    text = render_examples(results, without, EN, width=120, color=False)
    assert text.splitlines()[-1] == closing
    assert text.count("p.yaml:2:1") == sum(not one.passed for one in results)
    assert "p.yaml:1:1" not in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "not set"),
        (500000, "500,000"),
        (0.75, "0.75"),
        ("high", "high"),
        ("2023-10-01", "1 October 2023"),
        ("20231001", "20231001"),
        (["SE", "DK"], "SE; DK"),
        ([], "none"),
        ({"NOK": 1, "SEK": 1.02}, "NOK: 1; SEK: 1.02"),
        ([{"name": "Rivne", "country": "UA"}], "(name: Rivne; country: UA)"),
        ("a\nb\x1b", "a b\\x1b"),
    ],
)
def test_parameters_are_written_as_people_write_them(value: ParamValue | None, expected: str) -> None:
    assert parameter_value(EN, value) == expected


def test_every_member_has_its_word() -> None:
    assert set(SEVERITIES) == set(Severity)
    assert set(OUTCOMES) == set(Outcome)
    assert set(LAYERS) == set(LAYER_HEADINGS) == set(Layer)
    assert set(SUBJECTS) == set(SUBJECT_HEADINGS) == set(get_args(RuleSubject))
    assert set(FORCES) == {"must", "main_rule", "conditional", "aim", "context"}
    assert {one.value for one in (*Severity, *Outcome)} <= set(STYLES)
    assert set(MARKS) == {one.value for one in Outcome}


def test_a_force_that_only_another_strategy_has_is_shown_as_it_is() -> None:
    clause = replace(CLAUSES[0], force="should")
    assert "should" in render_clause(PACK, clause, None, EN, width=80, color=False)
