"""A rule that has been spoilt breaks its law: one that always holds or never does, or is asked always or never.

Some rules here, of every shape; all of them in a long run (INTLSTRAT_LAW_EXAMPLES=50 or more).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import portfolio_law
import pytest
import yaml
from held import files, ids, paths
from law import LAWS
from laws import LONG, Mutant, first_failure, of_portfolio, of_record

from intlstrat.findings.finding import Kind

SHAPES = ("project-evaluation", "partner-visits", "project-risk-mitigation", "portfolio-annual-frame")
SPOILT: tuple[tuple[str, str | None], ...] = (
    ("require", "true"),
    ("require", "false"),
    ("when", "false"),
    ("when", None),
    ("needs", None),  # of a record; a parameter that is not set makes a rule unknown anyway
    ("where", "false"),
    ("where", "true"),
)
OF_NO_ACCOUNT = {("portfolio-traditions-first", "where")}
"""Its measures have their own `where`: the rule's own only says which records a finding is related to."""


def mutants(rules: tuple[str, ...]) -> Iterator[tuple[str, Mutant]]:
    """Each rule with one of its keys spoilt, where it has it."""
    for rule in rules:
        body = yaml.safe_load(files()[paths()[rule]])
        for key, value in SPOILT:
            by_parameter = key == "needs" and all(path.startswith("params.") for path in body.get(key, ()))
            if body.get(key) and (rule, key) not in OF_NO_ACCOUNT and not by_parameter:
                yield rule, ((key, value),)


ASKED = tuple(sorted({*(rule for rule, _ in LAWS), *portfolio_law.LAWS})) if LONG else SHAPES


@pytest.mark.parametrize(("rule", "mutant"), list(mutants(ASKED)))
def test_a_spoilt_rule_breaks_its_law(rule: str, mutant: Mutant) -> None:
    assert any(_is_red(trial) for trial in _trials(rule, mutant))


def _trials(rule: str, mutant: Mutant) -> Iterator[Callable[[], None]]:
    if rule in ids("portfolio"):
        yield of_portfolio(rule, mutant, first_failure)
    kinds: tuple[Kind, Kind] = ("partner", "project")
    yield from (of_record(rule, kind, mutant, first_failure) for kind in kinds if (rule, kind) in LAWS)


def _is_red(trial: Callable[[], None]) -> bool:
    try:
        trial()
    except AssertionError:
        return True
    return False
