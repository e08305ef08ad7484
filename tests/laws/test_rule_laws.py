"""Every rule of the shipped pack keeps its law, among other records, as Hypothesis finds them."""

from __future__ import annotations

import portfolio_law
import pytest
from held import ids
from law import LAWS
from laws import of_portfolio, of_record

from intlstrat.findings.finding import Kind


@pytest.mark.parametrize(("rule", "kind"), sorted(LAWS))
def test_a_rule_about_records_keeps_its_law(rule: str, kind: Kind) -> None:
    of_record(rule, kind)()


@pytest.mark.parametrize("rule", sorted(portfolio_law.LAWS))
def test_a_rule_about_the_portfolio_keeps_its_law(rule: str) -> None:
    of_portfolio(rule)()


def test_every_rule_has_a_law() -> None:
    kinds: tuple[Kind, Kind] = ("partner", "project")
    assert {(rule, kind) for kind in kinds for rule in (*ids(kind), *ids("record"))} == set(LAWS)
    assert set(ids("portfolio")) == set(portfolio_law.LAWS)
