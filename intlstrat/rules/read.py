"""A pack's files to a `Strategy` and rules, with a problem for everything that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from msgspec import Struct

from intlstrat.findings import Layer, Message, Place, Severity, msg
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.models import RELATIONS
from intlstrat.records.read import read_model
from intlstrat.rules.expressions import parameters_in
from intlstrat.rules.model import (
    Chapter,
    Clause,
    Code,
    Example,
    Measure,
    Parameter,
    ParamValue,
    Rule,
    RuleSubject,
    Strategy,
    Texts,
)
from intlstrat.rules.shape import RuleShape, StrategyShape
from intlstrat.source import Document, Path, Quoted, parse

STRATEGY_FILE = "strategy.yaml"
_INT = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4})")
_FLOAT = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
_NO_CODES = StrategyCodes()
_DEFAULT_WHY = {
    "nb": "Verktøyets egen standard; strategien setter ingen annen.",
    "nn": "Standarden i verktøyet; strategien set ingen annan.",
    "en": "The tool's own default; the strategy sets no other.",
}
TOLD = ("values", "missing")
"""What an example may say beside the records."""
_DEFAULTS: Mapping[str, ParamValue] = {"waiver_notice_days": 30, "exchange_rates": {"NOK": 1}}
"""The parameters that the tool itself asks for."""


class PackProblem(Struct, frozen=True):
    """Something in a rule pack that cannot work, and where it stands (paths are relative to the pack)."""

    place: Place
    message: Message
    fix: Message


class RuleFile(Struct, frozen=True):
    """A rule with the document that it stands in."""

    rule: Rule
    document: Document


def read_strategy(files: Mapping[str, bytes]) -> tuple[Strategy | None, Document | None, list[PackProblem]]:
    """The strategy of a pack, or None with the problems that stand in the way."""
    if STRATEGY_FILE not in files:
        place = Place(STRATEGY_FILE, "", 1, 1, 1, 1)
        return (
            None,
            None,
            [
                PackProblem(
                    place,
                    msg("The rules have no strategy.yaml."),
                    msg("Write one, or say with --rules where the rules are."),
                )
            ],
        )
    data, document, problems = _read(StrategyShape, STRATEGY_FILE, files[STRATEGY_FILE])
    if data is None or problems:
        return None, document, problems
    # A name without a value stands in the document alone: unset in the examples.
    unset = dict.fromkeys(document.keys(("examples_params",)))
    return _strategy(data, unset), document, problems


def read_rule(path: str, content: bytes, strategy: Strategy) -> tuple[RuleFile | None, list[PackProblem]]:
    """The rule of one file, or None with the problems that stand in the way."""
    data, document, problems = _read(RuleShape, path, content)
    if data is None or problems:
        return None, problems
    return RuleFile(_rule(data, path, document, strategy), document), []


def _read(shape: Any, path: str, content: bytes) -> tuple[dict[str, Any] | None, Document, list[PackProblem]]:
    document = parse(path, content)
    problems = [
        PackProblem(document.span(problem.start, problem.end, problem.path), problem.message, problem.fix)
        for problem in document.problems
    ]
    if problems:
        return None, document, problems
    if not isinstance(document.value, dict):
        problem = PackProblem(
            document.place(()), msg("The file holds no keys."), msg("Write it as “key: value”, one key a line.")
        )
        return None, document, [problem]
    reading = read_model(shape, cast("dict[str, Any]", document.value), _NO_CODES, empty=document.empty, salvage=False)
    problems = [PackProblem(document.place(fault.path), fault.message, fault.fix) for fault in reading.faults]
    return reading.data, document, problems


def _strategy(data: dict[str, Any], unset: Mapping[str, None]) -> Strategy:
    parameters = {name: _parameter(name, shape) for name, shape in data["parameters"].items()}
    for name, value in _DEFAULTS.items():
        if name not in parameters or parameters[name].value is None:
            parameters[name] = Parameter(name, value, _DEFAULT_WHY, interpretation=False)
    return Strategy(
        data["id"],
        data["title"],
        data["municipality"],
        data.get("version"),
        data.get("adopted"),
        data["language"],
        data.get("examples_as_of"),
        tuple(
            Clause(each["id"], each["chapter"], each["force"], each["summary"], each.get("not_checked"))
            for each in data["clauses"]
        ),
        _codes(data["principles"]),
        _codes(data["goals"]),
        _codes(data["areas"]),
        _codes(data["programmes"]),
        _codes(data["relations"]) or tuple(Code(relation, {"en": relation}) for relation in RELATIONS),
        parameters,
        {**unset, **{name: typed(value) for name, value in data["examples_params"].items()}},
        tuple(Chapter(each["id"], each["title"]) for each in data["chapters"]),
    )


def _codes(listed: Iterable[dict[str, Any]]) -> tuple[Code, ...]:
    return tuple(Code(each["code"], each["name"], each.get("clause"), each.get("kind")) for each in listed)


def _parameter(name: str, shape: dict[str, Any]) -> Parameter:
    return Parameter(
        name, typed(shape.get("value")), shape["why"], shape["interpretation"], shape.get("date"), shape.get("title")
    )


def typed(value: Any) -> ParamValue | None:
    """A parameter's value from its text: what stands in quotes is text, other figures are numbers.

    Where a list or a map mixes whole numbers and decimals, all become decimals: CEL does not mix them in sums.
    """
    if isinstance(value, dict):
        parts = {key: typed(part) for key, part in value.items()}
        return cast(ParamValue, dict(zip(parts, _even(list(parts.values())), strict=True)))
    if isinstance(value, list):
        return cast(ParamValue, _even([typed(part) for part in value]))
    if isinstance(value, Quoted) or value is None:
        return None if value is None else str(value)
    if _INT.fullmatch(value):
        return int(re.sub("[ \u00a0\u202f]", "", value))
    return float(value) if _FLOAT.fullmatch(value) else str(value)


def _even(parts: list[Any]) -> list[Any]:
    if {int, float} == {type(part) for part in parts}:
        return [float(part) for part in parts]
    return parts


def _rule(data: dict[str, Any], path: str, document: Document, strategy: Strategy) -> Rule:
    measures = tuple(_measure(name, shape) for name, shape in data["measures"].items())
    expressions = [data.get(key) for key in ("when", "for_each", "group_by", "where", "require")]
    expressions += [text for measure in measures for text in (measure.expression, measure.where)]
    used = parameters_in(text for text in expressions if text) | {
        need.removeprefix("params.") for need in data["needs"] if need.startswith("params.")
    }
    return Rule(
        id=data["id"],
        path=path,
        subject=cast(RuleSubject, data["subject"]),
        layer=Layer(data["layer"]),
        clauses=tuple(data["clauses"]),
        severity=Severity(data["severity"]),
        when=data.get("when"),
        needs=tuple(data["needs"]),
        effective_from=data.get("effective_from"),
        waivable=data["waivable"],
        for_each=data.get("for_each"),
        group_by=data.get("group_by"),
        among=tuple(data["among"]),
        where=data.get("where"),
        measures=measures,
        require=data["require"],
        at=data.get("at"),
        values=cast("Mapping[str, str]", data["values"]),
        title=cast(Texts, data["title"]),
        message=cast(Texts, data["message"]),
        why=cast(Texts, data["why"]),
        fix=cast(Texts, data["fix"]),
        examples=_examples(data["examples"], document),
        interpretations=tuple(sorted(name for name in used if _is_interpretation(strategy, name))),
    )


def _is_interpretation(strategy: Strategy, name: str) -> bool:
    parameter = strategy.parameters.get(name)
    return parameter is not None and parameter.interpretation


def _measure(name: str, shape: dict[str, Any]) -> Measure:
    fold = next((key for key in ("min", "max") if key in shape), "sum")
    among = tuple(shape["among"]) if "among" in shape else None
    return Measure(name, cast(Any, fold), shape.get(fold, ""), among, shape.get("where"))


def _examples(listed: Mapping[str, list[Any]], document: Document) -> tuple[Example, ...]:
    examples = []
    for outcome, cases in listed.items():
        for index, case in enumerate(cases):
            path: Path = ("examples", outcome, index)
            place = document.place(path)
            if unset := document.keys((*path, "params")):  # a parameter without a value: unset in this example
                case = {**case, "params": dict.fromkeys(unset) | case["params"]}
            told = {key: case[key] for key in TOLD if key in case}
            case = {key: value for key, value in case.items() if key not in TOLD}
            examples.append(Example(outcome, case, place.line or 1, place.column or 1, told))
    return tuple(examples)
