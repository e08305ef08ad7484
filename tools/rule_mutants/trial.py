"""Whether a changed rule is noticed: by the loader, which refuses it, or by an example that comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from intlstrat.formats import expression
from intlstrat.rules.examples import Ready, Runner
from intlstrat.rules.expression_check import ExpressionCheck
from intlstrat.rules.model import Example, Rule, Strategy
from intlstrat.rules.pack import is_rule
from intlstrat.rules.read import RuleFile, read_rule, read_strategy
from intlstrat.rules.rule_check import RuleCheck
from intlstrat.rules.types import Checker
from intlstrat.source import Document, Path
from tools.rule_mutants.places import Mutant, mutants
from tools.rule_mutants.values import other_values

Fate = Literal["refused", "same", "noticed", "unnoticed"]


class Tried(NamedTuple):
    """A mutant by its rule and the change; and what became of it."""

    rule: str
    change: str
    fate: Fate


class RememberingExpressions(ExpressionCheck):
    """Checks an expression once: of a changed rule, all expressions but one are as they were."""

    def __init__(self, document: Document, checker: Checker, checked: dict[object, Any]) -> None:
        super().__init__(document, checker)
        self._checked = checked

    def check(
        self,
        path: Path,
        text: str | None,
        variables: dict[str, Any],
        kinds: tuple[str, ...] = (),
        for_each: str | None = None,
    ) -> Any:
        key = (path, text, for_each, kinds, *((name, kind.name()) for name, kind in variables.items()))
        if key not in self._checked:
            before = len(self.problems)
            kind = super().check(path, text, variables, kinds, for_each)
            self._checked[key] = kind, self.problems[before:]
        else:
            self.problems += self._checked[key][1]
        return self._checked[key][0]


class RememberingRunner(Runner):
    """A runner that reads the records of an example once, however many rules are tried on it."""

    def __init__(self, strategy: Strategy, rules: int) -> None:
        super().__init__(strategy, rules)
        self._ready: dict[tuple[str, int], Ready] = {}

    def ready(self, rule: Rule, example: Example) -> Ready:
        key = (rule.id, id(example))
        if key not in self._ready:
            self._ready[key] = super().ready(rule, example)
        found = self._ready[key]
        for bound in found.bounds:
            bound.known.clear()
        return found


class Trial:
    """The rules of one pack, read, and what is needed to try changes of them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files` are those of the pack. Raises ValueError where they cannot be read."""
        strategy, _, problems = read_strategy(files)
        if strategy is None:
            raise ValueError(f"the strategy cannot be read: {problems}")
        self.strategy = strategy
        self.rules: dict[str, RuleFile] = {}
        for path in sorted(files):
            if is_rule(path):
                file, problems = read_rule(path, files[path], strategy)
                if file is None:
                    raise ValueError(f"{path} cannot be read: {problems}")
                self.rules[file.rule.id] = file
        self._checker = Checker(strategy)
        self._checked: dict[object, Any] = {}

    def of_rule(self, rule_id: str, one_in: int = 1) -> Iterator[Tried]:
        """What becomes of the mutants of a rule; of one in so many, to have an answer sooner."""
        file = self.rules[rule_id]
        runner, self._checked = RememberingRunner(self.strategy, len(self.rules)), {}
        keen = list(file.rule.examples)
        for number, mutant in enumerate(mutants(file.rule, self.strategy)):
            if number % one_in == 0:
                yield Tried(rule_id, f"{mutant.where}: {mutant.what}", self._fate(mutant, file, runner, keen))

    def _fate(self, mutant: Mutant, file: RuleFile, runner: Runner, keen: list[Example]) -> Fate:
        rule = mutant.rule
        check = RuleCheck(replace(file, rule=rule), self.strategy, self._checker)
        check.expressions = RememberingExpressions(file.document, self._checker, self._checked)
        check.problems = check.expressions.problems
        if check.run():
            return "refused"
        if mutant.is_same:
            return "same"
        runner.forget()
        return "noticed" if _is_noticed(rule, runner, keen) else "unnoticed"

    def of_parameters(self) -> Iterator[Tried]:
        """What becomes of the mutants of `examples_params`, the values that the examples run with.

        The values that the municipality sets are its own, and no example depends on them.
        """
        for name, value in self.strategy.examples_params.items():
            readers = [file.rule for file in self.rules.values() if name in expression.parameters(file.rule)]
            for what, other in other_values(value) if readers else ():
                strategy = replace(self.strategy, examples_params={**self.strategy.examples_params, name: other})
                runner = Runner(strategy, len(self.rules))
                noticed = any(_is_noticed(rule, runner, list(rule.examples)) for rule in readers)
                yield Tried("strategy", f"examples_params.{name}: {what}", "noticed" if noticed else "unnoticed")


def _is_noticed(rule: Rule, runner: Runner, keen: list[Example]) -> bool:
    """Whether an example comes out otherwise; the one that notices goes first the next time."""
    for number, example in enumerate(keen):
        if not runner.run(rule, example).passed:
            keen.insert(0, keen.pop(number))
            return True
    return False
