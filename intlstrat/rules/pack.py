"""Loads a rule pack: reads it, checks it, runs its examples; gives the pack, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.findings import Place, msg
from intlstrat.rules.digest import digest
from intlstrat.rules.model import TOLD_OTHERWISE, ExampleResult, Pack, Rule, Strategy
from intlstrat.rules.read import STRATEGY_FILE, PackProblem, RuleFile, read_rule, read_strategy
from intlstrat.rules.verify import verify_rules, verify_strategy


class LoadedPack(Struct, frozen=True):
    """A pack that works, or the problems that stand in its way."""

    pack: Pack | None
    problems: tuple[PackProblem, ...]


def load_pack(files: Mapping[str, bytes], examples: bool = True) -> LoadedPack:
    """The pack of these files (path relative to the pack → bytes), once everything about it has been checked.

    With `examples` False the examples are not run, so that `rules test` can show them all.
    """
    strategy, document, problems = read_strategy(files)
    rule_files: list[RuleFile] = []
    if strategy is None or document is None:
        return LoadedPack(None, _sorted(problems))
    for path in sorted(files):
        if is_rule(path):
            file, found = read_rule(path, files[path], strategy)
            problems += found
            rule_files += [file] if file is not None else []
    if not rule_files and not problems:
        problems.append(_no_rules())
    of_strategy = verify_strategy(strategy, document)
    problems += [*of_strategy, *verify_rules(rule_files, _without_faulty(strategy, of_strategy))]
    rules = tuple(sorted((file.rule for file in rule_files), key=lambda rule: rule.id))
    pack = Pack(strategy, rules, digest(files))
    if examples and not problems:
        problems = example_problems(pack)
    return LoadedPack(None if problems else pack, _sorted(problems))


def _without_faulty(strategy: Strategy, problems: Iterable[PackProblem]) -> Strategy:
    """The strategy as if no number that cannot be read had been set: what is wrong with it is said once, there."""
    pointers = {problem.place.pointer for problem in problems}
    parameters = {
        name: replace(parameter, value=None) if f"/parameters/{name}/value" in pointers else parameter
        for name, parameter in strategy.parameters.items()
    }
    return replace(strategy, parameters=parameters)


def _no_rules() -> PackProblem:
    message = msg("The pack has a strategy and no rules.")
    return PackProblem(
        Place(STRATEGY_FILE, "", 1, 1, 1, 1), message, msg("Write at least one rule, in a file of its own.")
    )


def is_rule(path: str) -> bool:
    """Whether a file of a pack holds a rule: any YAML file but the strategy and hidden ones."""
    name = path.rpartition("/")[2]
    return path != STRATEGY_FILE and name.endswith((".yaml", ".yml")) and not name.startswith((".", "#"))


def test_pack(pack: Pack) -> tuple[list[ExampleResult], tuple[str, ...]]:
    """Every example's result, and the ids of rules that have none."""
    from intlstrat.rules.examples import run_examples

    return run_examples(pack.rules, pack.strategy), tuple(rule.id for rule in pack.rules if not rule.examples)


def example_problems(pack: Pack) -> list[PackProblem]:
    """The examples that do not come out as they say."""
    return [_example_problem(result) for result in test_pack(pack)[0] if not result.passed]


def _example_problem(result: ExampleResult) -> PackProblem:
    place = Place(result.path, "/examples", result.line, result.column, result.line, result.column)
    if result.actual == "invalid":
        message = msg("The example is no valid record or portfolio ({detail}).", detail=result.detail or "")
        return PackProblem(place, message, msg("Correct the example."))
    if result.actual == "fault" and "budget exceeded" in (result.detail or ""):
        message = msg("The rule takes too many steps on this example, or on those before it.")
        return PackProblem(
            place, message, msg("Write the rule with fewer loops inside each other, or shorten its examples.")
        )
    if result.actual == "fault":
        message = msg("The rule fails on this example: {detail}.", detail=result.detail or "")
        return PackProblem(place, message, msg("Guard what may be absent with has(), or correct the example."))
    if result.actual == TOLD_OTHERWISE:
        message = msg(
            "The example comes out as it should, but it tells something else ({detail}).", detail=result.detail or ""
        )
        return PackProblem(place, message, msg("Correct the rule, or what the example says of it."))
    message = msg(
        "The example is to come out as {expected}, and comes out as {actual}.",
        expected=result.expected,
        actual=result.actual,
    )
    return PackProblem(place, message, msg("Correct the rule, or move the example to its outcome."))


def _sorted(problems: list[PackProblem]) -> tuple[PackProblem, ...]:
    return tuple(
        sorted(
            problems, key=lambda problem: (problem.place.path or "", problem.place.line or 0, problem.place.column or 0)
        )
    )


__all__ = ["LoadedPack", "Rule", "load_pack", "test_pack"]
