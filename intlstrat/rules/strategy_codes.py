"""The codes that records may use under a strategy, as the reading of records wants them."""

from __future__ import annotations

from intlstrat.records.codes import StrategyCodes
from intlstrat.rules.model import Strategy


def strategy_codes(strategy: Strategy) -> StrategyCodes:
    """The codes that records may use under this strategy."""
    lists = {
        "areas": strategy.areas, "programmes": strategy.programmes, "principles": strategy.principles,
        "goals": strategy.goals, "relations": strategy.relations,
    }  # fmt: skip
    return StrategyCodes({kind: frozenset(code.code for code in listed) for kind, listed in lists.items()})
