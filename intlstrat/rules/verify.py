"""Everything that can be wrong with a pack before it runs. Each is a `PackProblem`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from intlstrat.findings import msg
from intlstrat.rules.complaints import unknown_clause, unknown_name
from intlstrat.rules.model import Strategy
from intlstrat.rules.read import PackProblem, RuleFile, typed
from intlstrat.rules.rule_check import RuleCheck
from intlstrat.rules.types import FIELD_NAME, Checker
from intlstrat.source import Document, Path, Quoted, Value
from intlstrat.validity import VALIDITY_RULES

_FIGURE = re.compile(r"-?[0-9][0-9 .,_'\u00a0\u202f]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def verify_strategy(strategy: Strategy, document: Document) -> list[PackProblem]:
    """Ids that stand twice, and clauses that a principle or goal names and that are not there."""
    problems: list[PackProblem] = []
    ids = [clause.id for clause in strategy.clauses]
    for index, clause in enumerate(ids):
        if clause in ids[:index]:
            message = msg("The clause {clause} stands twice.", clause=clause)
            problems.append(
                PackProblem(document.place(("clauses", index, "id")), message, msg("Give one of them another id."))
            )
    for kind in ("principles", "goals", "areas", "programmes", "relations"):
        codes = getattr(strategy, kind)
        for code, count in Counter(code.code for code in codes).items():
            if count > 1:
                message = msg("The code “{code}” stands twice.", code=code)
                problems.append(PackProblem(document.place((kind,)), message, msg("Delete one of them.")))
        for index, code in enumerate(codes):
            if code.clause is not None and code.clause not in ids:
                problems.append(PackProblem(document.place((kind, index, "clause")), *unknown_clause(code.clause, ids)))
    for name in strategy.examples_params:
        if name not in strategy.parameters:
            place = document.place(("examples_params", name))
            problems.append(PackProblem(place, *unknown_name(name, list(strategy.parameters), name)))
    for name in strategy.parameters:
        if not FIELD_NAME.fullmatch(name):
            message = msg("A parameter cannot be named “{name}”: no rule could ask for it.", name=name)
            fix = msg("Begin with a letter, and use the letters a–z, digits and underscores only.")
            problems.append(PackProblem(document.place(("parameters", name)), message, fix))
    problems += _figures(document)
    rates = strategy.parameters["exchange_rates"].value
    if not isinstance(rates, dict) or not all(isinstance(rate, int | float) and rate > 0 for rate in rates.values()):
        message = msg("The parameter exchange_rates must be a map from currency codes to numbers over zero.")
        problems.append(
            PackProblem(
                document.place(("parameters", "exchange_rates")),
                message,
                msg("Write for instance {NOK: 1, EUR: 11.6}."),
            )
        )
    if not isinstance(strategy.parameters["waiver_notice_days"].value, int):
        message = msg("The parameter waiver_notice_days must be a whole number.")
        problems.append(
            PackProblem(
                document.place(("parameters", "waiver_notice_days")),
                message,
                msg("Write a number of days, such as 30."),
            )
        )
    return problems


def _figures(document: Document) -> list[PackProblem]:
    """Parameters that look like numbers and are written so that they would be taken for text."""
    assert isinstance(document.value, dict)  # it has the keys of a strategy
    problems = []
    for path, text in _plain_texts(document.value.get("parameters"), ("parameters",)):
        if isinstance(typed(text), str) and _FIGURE.fullmatch(text) and not _DATE.fullmatch(text):
            message = msg("“{value}” looks like a number, and cannot be read as one.", value=text)
            fix = msg("Write figures like 1500000, 1 500 000 or 0.5; a date as year-month-day; and a text in quotes.")
            problems.append(PackProblem(document.place(path), message, fix))
    return problems


def _plain_texts(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts below `value` that stand without quotation marks, with their paths."""
    if isinstance(value, dict):
        for key, part in value.items():
            if len(path) == 2 and key != "value":
                continue  # only what is set, and not why
            yield from _plain_texts(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _plain_texts(part, (*path, index))
    elif isinstance(value, str) and not isinstance(value, Quoted):
        yield path, value


def verify_rules(files: Sequence[RuleFile], strategy: Strategy) -> list[PackProblem]:
    """Everything that is wrong with the rules of a pack, file by file."""
    checker = Checker(strategy)
    first: dict[str, RuleFile] = {}
    problems: list[PackProblem] = []
    for file in files:
        problems.extend(_verify_id(file, first))
        problems.extend(RuleCheck(file, strategy, checker).run())
    return problems


def _verify_id(file: RuleFile, first: dict[str, RuleFile]) -> Iterator[PackProblem]:
    rule, place = file.rule, file.document.place(("id",))
    stem = rule.path.rpartition("/")[2].rpartition(".")[0]
    other = first.setdefault(rule.id, file)
    if rule.id in VALIDITY_RULES:
        yield PackProblem(
            place,
            msg("The id “{id}” is one of the tool's own.", id=rule.id),
            msg("Choose another id, and rename the file."),
        )
    elif rule.id != stem:
        message = msg("The rule's id is “{id}”, and its file is named “{stem}”.", id=rule.id, stem=stem)
        yield PackProblem(place, message, msg("Give both the same name."))
    if other is not file:
        message = msg("The id “{id}” is taken by {path} already.", id=rule.id, path=other.rule.path)
        yield PackProblem(place, message, msg("Give one of the two rules another id, and rename its file."))
