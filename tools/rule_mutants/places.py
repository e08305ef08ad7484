"""Where the expressions of a rule stand, and the rule with another one in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from msgspec.structs import replace

from intlstrat.rules.model import Measure, Rule, Strategy
from tools.rule_mutants.changes import changes
from tools.rule_mutants.same import meaning
from tools.rule_mutants.scope import Scope

_FOLDS: tuple[Literal["sum", "min", "max"], ...] = ("sum", "min", "max")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change: where it was made, and what; and the expression that was changed, if it is one."""

    make: Callable[[str], Rule]
    """Gives the rule, from the changed expression."""
    where: str
    what: str
    before: str = ""
    after: str = ""
    scope: Scope | None = None

    @property
    def rule(self) -> Rule:
        return self.make(self.after)

    @property
    def is_same(self) -> bool:
        """Whether the change can make no difference; only to be asked of a rule that the loader takes."""
        return self.scope is not None and meaning(self.before, self.scope) == meaning(self.after, self.scope)


def mutants(rule: Rule, strategy: Strategy) -> Iterator[Mutant]:
    """Every change of every expression of a rule, and of the keys that expressions lean on."""
    for where, expression, put, scope in _places(rule, strategy):
        for change in changes(expression, scope):
            yield Mutant(put, where, change.what, expression, change.text, scope)
    for need in rule.needs:
        if need.startswith("params."):
            continue  # an unset parameter makes the rule unknown wherever it is read
        yield Mutant(_in_place_of(replace(rule, needs=_without(rule.needs, need))), "needs", f"[{need} → ]")
    for kind in rule.among if len(rule.among) > 1 else ():
        yield Mutant(_in_place_of(replace(rule, among=_without(rule.among, kind))), "among", f"[{kind} → ]")
    for measure in rule.measures:
        for fold in (fold for fold in _FOLDS if fold != measure.fold):
            other = _with(rule, measure, replace(measure, fold=fold))
            yield Mutant(_in_place_of(other), f"measures.{measure.name}", f"[{measure.fold} → {fold}]")


def _without(parts: tuple[str, ...], part: str) -> tuple[str, ...]:
    return tuple(each for each in parts if each != part)


def _with(rule: Rule, measure: Measure, other: Measure) -> Rule:
    return replace(rule, measures=tuple(other if each is measure else each for each in rule.measures))


def _in_place_of(rule: Rule) -> Callable[[str], Rule]:
    return lambda _: rule


_Place = tuple[str, str, Callable[[str], Rule], Scope]


def _places(rule: Rule, strategy: Strategy) -> Iterator[_Place]:
    of_records = rule.subject != "portfolio"
    alone = Scope(rule, strategy, of_records, sees_item=False)
    verdict = Scope(rule, strategy, of_records, sees_item=True)
    asked = Scope(rule, strategy, sees_record=True, sees_item=True)
    scopes = {"when": alone, "for_each": alone, "group_by": asked, "where": asked, "require": verdict}
    for key, scope in scopes.items():
        expression: str | None = getattr(rule, key)
        if expression is not None:
            yield key, expression, _put(rule, key), scope
    for measure in rule.measures:
        for key, text in (("expression", measure.expression), ("where", measure.where)):
            if text is not None:
                name = measure.fold if key == "expression" else key
                yield f"measures.{measure.name}.{name}", text, _put_in_measure(rule, measure, key), asked
    for name, text in rule.values.items():
        yield f"values.{name}", text, _put_in_values(rule, name), verdict


def _put(rule: Rule, key: str) -> Callable[[str], Rule]:
    return lambda text: replace(rule, **cast(Any, {key: text}))


def _put_in_measure(rule: Rule, measure: Measure, key: str) -> Callable[[str], Rule]:
    return lambda text: _with(rule, measure, replace(measure, **cast(Any, {key: text})))


def _put_in_values(rule: Rule, name: str) -> Callable[[str], Rule]:
    return lambda text: replace(rule, values={**rule.values, name: text})
