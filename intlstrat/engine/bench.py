"""The rules of a pack, compiled for a day."""

from __future__ import annotations

from collections.abc import Iterator

from intlstrat.rules.expressions import fields_of_linked
from intlstrat.rules.fold import Opened, PortfolioRule, court_for, portfolio_rules
from intlstrat.rules.judge import applies_to, record_rules
from intlstrat.rules.model import Pack, Rule
from intlstrat.rules.together import Together

KINDS = ("partner", "project")


class Bench:
    """The rules of a pack: by kind those about records, and those about the portfolio."""

    def __init__(self, pack: Pack, as_of: str) -> None:
        """For a day (ISO text)."""
        self.court = court_for(pack, as_of)
        rules = record_rules(pack, self.court)
        self.by_kind = {kind: [each for each in rules if applies_to(each.rule, kind)] for kind in KINDS}
        self.folds = portfolio_rules(pack, self.court)
        self.court.linked_fields = fields_of_linked(text for rule in pack.rules for text in _expressions(rule))
        self._together: dict[bool, dict[str, Together]] = {}
        self._asking: tuple[tuple[PortfolioRule, Opened], ...] | None = None

    def together(self, whole: bool) -> dict[str, Together]:
        """By kind, what asks a record everything at once; `whole` is whether that is for the portfolio's rules too."""
        if whole not in self._together:
            folds = self.asking() if whole else ()
            self._together[whole] = {
                kind: Together(self.court, kind, rules, folds) for kind, rules in self.by_kind.items()
            }
        return self._together[whole]

    def asking(self) -> tuple[tuple[PortfolioRule, Opened], ...]:
        """The rules about the portfolio that ask the records something, and what."""
        if self._asking is None:
            opened = [(fold, fold.opening()) for fold in self.folds]
            self._asking = tuple((fold, each) for fold, each in opened if isinstance(each, Opened))
        return self._asking


def _expressions(rule: Rule) -> Iterator[str]:
    """Every expression of a rule."""
    measured = (text for measure in rule.measures for text in (measure.expression, measure.where))
    own = (rule.when, rule.for_each, rule.group_by, rule.where, rule.require)
    yield from (text for text in (*own, *rule.values.values(), *measured) if text)
