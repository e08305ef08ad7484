"""The codes that records may use under a strategy: as the reading of records wants them, and as people call them."""

from __future__ import annotations

from intlstrat.language import Language
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.meanings import MEANINGS
from intlstrat.records.models import RELATIONS
from intlstrat.rules.model import Code, Strategy

CODE_KINDS = ("areas", "programmes", "principles", "goals", "relations")
"""The lists of codes that a strategy has."""


def codes_of(kind: str, strategy: Strategy) -> tuple[Code, ...]:
    """The codes of one of the strategy's lists, in its order."""
    lists = {
        "areas": strategy.areas, "programmes": strategy.programmes, "principles": strategy.principles,
        "goals": strategy.goals, "relations": strategy.relations,
    }  # fmt: skip
    return lists[kind]


def strategy_codes(strategy: Strategy) -> StrategyCodes:
    """The codes that records may use under this strategy."""
    return StrategyCodes({kind: frozenset(code.code for code in codes_of(kind, strategy)) for kind in CODE_KINDS})


def code_name(kind: str, code: Code, language: Language) -> str:
    """What people call a code; the tool's own relations, which have no name in the strategy, by what they mean."""
    name = language.pick(code.name)
    if kind == "relations" and name == code.code and code.code in RELATIONS:
        return language.text(MEANINGS[RELATIONS][RELATIONS.index(code.code)])
    return name
