"""Every law there is, and how many examples each is tried with."""

from __future__ import annotations

import os
from collections.abc import Callable

import future_laws  # noqa: F401
import larger_laws  # noqa: F401
import partner_laws  # noqa: F401
import portfolio_law
import portfolio_laws  # noqa: F401
import project_laws  # noqa: F401
import quality_laws  # noqa: F401
import tidy_laws  # noqa: F401
from held import only, pack, pack_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from law import LAWS, Trial, hold

from intlstrat.findings.finding import Kind

EXAMPLES = int(os.environ.get("INTLSTRAT_LAW_EXAMPLES", "3"))
"""A handful in the suite, for each takes a record through some twenty cases, and hundreds for a long run by hand."""
LONG = EXAMPLES >= 50
examples = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
many_examples = settings(examples, max_examples=2 * EXAMPLES)
"""For the laws of all rules at once, of which there are few."""
few_examples = settings(examples, max_examples=(EXAMPLES + 1) // 2)
first_failure = settings(examples, phases=[Phase.generate], database=None)
"""Where it is only asked whether a law fails, and not what the smallest failure looks like."""
Mutant = tuple[tuple[str, str | None], ...]


def of_record(rule: str, kind: Kind, mutant: Mutant = (), how: settings = examples) -> Callable[[], None]:
    """A trial of the law of a rule about records, of the rule as shipped or of a mutant."""
    rules = pack_of(rule, (), mutant) if mutant else only(pack(), rule)

    @how
    @given(st.data())
    def kept(data: st.DataObject) -> None:
        hold(Trial(data.draw, LAWS[rule, kind]), rules)

    return kept


def of_portfolio(rule: str, mutant: Mutant = (), how: settings = examples) -> Callable[[], None]:
    """A trial of the law of a rule about the portfolio."""

    @how
    @given(st.data())
    def kept(data: st.DataObject) -> None:
        portfolio_law.hold(portfolio_law.LAWS[rule], portfolio_law.Scene(data.draw), mutant)

    return kept
