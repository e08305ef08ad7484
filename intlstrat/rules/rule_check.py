"""The checks of one rule before it runs: its clauses, the keys that go together, its paths, expressions and slots."""

from __future__ import annotations

import re
from typing import Any, get_args

from cel_expr_python import cel
from pydantic import BaseModel

from intlstrat.findings import Layer, Message, msg
from intlstrat.language import slots
from intlstrat.records.models import MODELS
from intlstrat.rules.complaints import (
    element,
    unknown_clause,
    unknown_name,
)
from intlstrat.rules.court import at_value
from intlstrat.rules.expression_check import BOOLEAN, KEYS, NUMBER, PATHS, SIZED, ExpressionCheck
from intlstrat.rules.judge import list_path
from intlstrat.rules.model import Strategy
from intlstrat.rules.paths import steps
from intlstrat.rules.read import PackProblem, RuleFile
from intlstrat.rules.types import Checker
from intlstrat.source import Path

_AT = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:item|\d+)\])*")
_RECORD_SLOTS = ("title", "as_of")
_ITEM_SLOTS = ("item", "number")
_PORTFOLIO_SLOTS = ("count", "names", "as_of")


class RuleCheck:
    """The checks of one rule."""

    def __init__(self, file: RuleFile, strategy: Strategy, checker: Checker) -> None:
        self.rule, self.document = file.rule, file.document
        self.strategy, self.checker = strategy, checker
        self.expressions = ExpressionCheck(file.document, checker)
        self.problems = self.expressions.problems
        self.measures: dict[str, Any] = {}

    def run(self) -> list[PackProblem]:
        self._clauses()
        if self._shape():
            if self.rule.subject == "portfolio":
                self._portfolio()
            else:
                self._record()
            self._slots()
        return self.problems

    def _problem(self, path: Path, message: Message, fix: Message) -> None:
        self.problems.append(PackProblem(self.document.place(path), message, fix))

    def _clauses(self) -> None:
        rule, known = self.rule, [clause.id for clause in self.strategy.clauses]
        for index, clause in enumerate(rule.clauses):
            if clause not in known:
                self._problem(("clauses", index), *unknown_clause(clause, known))
        if rule.layer is Layer.STRATEGY and not rule.clauses:
            self._problem(
                ("clauses",),
                msg("A rule of the strategy must name at least one clause."),
                msg("Name the clause, or set layer: quality."),
            )
        if rule.layer is Layer.QUALITY and rule.clauses:
            self._problem(
                ("clauses",),
                msg("A rule of the quality layer names no clause."),
                msg("Delete “clauses”, or set layer: strategy."),
            )

    def _shape(self) -> bool:
        """Keys that go together, or not; False where the rest cannot be checked."""
        rule, before = self.rule, len(self.problems)
        if rule.subject == "portfolio":
            if not rule.among:
                self._problem(
                    ("among",),
                    msg("A rule about the portfolio must say among which records it counts."),
                    msg("Write among: partner, among: project, or both as a list."),
                )
            if rule.for_each and rule.group_by:
                self._problem(
                    ("group_by",), msg("“for_each” and “group_by” cannot stand together."), msg("Delete one of them.")
                )
        else:
            for key in ("among", "where", "group_by", "measures"):
                if getattr(rule, key):
                    self._problem(
                        (key,),
                        msg("“{key}” is for rules about the portfolio.", key=key),
                        msg("Delete it, or set subject: portfolio."),
                    )
        for measure in rule.measures:
            if not measure.expression:
                self._problem(
                    ("measures", measure.name),
                    msg("The measure says neither sum, min nor max."),
                    msg("Write one of them, with an expression."),
                )
            elif len({"sum", "min", "max"}.intersection(self.document.keys(("measures", measure.name)))) > 1:
                self._problem(
                    ("measures", measure.name),
                    msg("The measure says more than one of sum, min and max."),
                    msg("Keep one of them, and write another measure for the other."),
                )
            elif not measure.name.isidentifier() or measure.name in ("count", "item", "params", "strategy", "as_of"):
                self._problem(
                    ("measures", measure.name),
                    msg("A measure cannot be named “{name}”.", name=measure.name),
                    msg("Use letters, digits and underscores, and no name that means something already."),
                )
        return len(self.problems) == before

    # Rules about records

    def _record(self) -> None:
        rule = self.rule
        subjects = ("partner", "project") if rule.subject == "record" else (rule.subject,)
        variables = self.checker.variables(subjects)
        self.expressions.check(("when",), rule.when, variables, BOOLEAN)
        items = self.expressions.check(("for_each",), rule.for_each, variables, ("LIST",))
        if rule.for_each is None or items is not None:
            self.expressions.check(("require",), rule.require, variables, BOOLEAN, rule.for_each)
            for name, text in rule.values.items():
                kinds = PATHS if name == at_value(rule) else ()
                self.expressions.check(("values", name), text, variables, kinds, rule.for_each)
        for index, need in enumerate(rule.needs):
            self._path(("needs", index), need, subjects)
        if rule.at is not None and at_value(rule) is None:
            self._at(subjects)

    def _at(self, subjects: tuple[str, ...]) -> None:
        rule = self.rule
        assert rule.at is not None
        self._path(("at",), rule.at, subjects)
        if "[item]" not in rule.at:
            return
        if rule.for_each is None:
            self._problem(
                ("at",), msg("“[item]” has a meaning only with “for_each”."), msg("Delete it, or add “for_each”.")
            )
        elif list_path(rule.for_each) is None:
            message = msg("“[item]” can be told only where “for_each” is a list as it stands in the record.")
            self._problem(
                ("at",),
                message,
                msg("Write for instance for_each: project.goals, and put the condition into “require”."),
            )

    def _path(self, where: Path, path: str, subjects: tuple[str, ...]) -> None:
        """A path in `needs` or `at` must lead somewhere."""
        if not _AT.fullmatch(path):
            self._problem(
                where,
                msg("“{path}” is no path.", path=path),
                msg("Write keys with full stops between them, such as budget.total."),
            )
            return
        if path.startswith("params."):
            if where == ("at",):
                message = msg("A finding cannot point at a parameter.")
                self._problem(where, message, msg("Name a key of the record, such as budget.total."))
            else:
                self._parameter(where, path.removeprefix("params."))
            return
        for subject in subjects:
            if (wrong := _wrong_step(MODELS[subject], steps(path))) is not None:
                step, known = wrong
                self._problem(where, *unknown_name(step, known, path))
                return

    def _parameter(self, where: Path, path: str) -> None:
        """A parameter, or a part of one that is a map (`council_term.end`), must be there; it may be unset."""
        name, *rest = path.split(".")
        if name not in self.strategy.parameters:
            self._problem(where, *unknown_name(name, list(self.strategy.parameters), f"params.{path}"))
            return
        value: object = self.strategy.parameters[name].value
        for step in rest:
            if value is None:
                return
            known = value if isinstance(value, dict) else {}
            if step not in known:
                self._problem(where, *unknown_name(step, known, f"params.{path}"))
                return
            value = known[step]

    # Rules about the portfolio

    def _portfolio(self) -> None:
        rule, alone = self.rule, self.checker.variables()
        records = self.checker.variables(rule.among)
        self.expressions.check(("when",), rule.when, alone, BOOLEAN)
        items = self.expressions.check(("for_each",), rule.for_each, alone, ("LIST", "MAP"))
        keys = self.expressions.check(("group_by",), rule.group_by, records, KEYS)
        if (rule.for_each and items is None) or (rule.group_by and keys is None):
            return
        item = element(keys) if keys is not None else None
        self.expressions.check(("where",), rule.where, records, BOOLEAN, rule.for_each)
        for measure in rule.measures:
            self._measure(measure.name, measure, item)
        verdict = {**alone, "count": cel.Type.INT, **self.measures} | ({"item": item} if item is not None else {})
        self.expressions.check(("require",), rule.require, verdict, BOOLEAN, rule.for_each)
        for name, text in rule.values.items():
            self.expressions.check(("values", name), text, verdict, for_each=rule.for_each)
        for index, need in enumerate(rule.needs):
            if need.startswith("params."):
                self._parameter(("needs", index), need.removeprefix("params."))
            elif need not in self.measures:
                self._problem(("needs", index), *unknown_name(need, [*self.measures, "params."], need))
        if rule.at is not None:
            self._path(("at",), rule.at, rule.among)

    def _measure(self, name: str, measure: Any, item: Any) -> None:
        records = self.checker.variables(measure.among or self.rule.among)
        if item is not None:
            records["item"] = item
        self.expressions.check(("measures", name, "where"), measure.where, records, BOOLEAN, self.rule.for_each)
        kind = self.expressions.check(
            ("measures", name, measure.fold),
            measure.expression,
            records,
            NUMBER if measure.fold == "sum" else SIZED,
            self.rule.for_each,
        )
        plain = {"INT": cel.Type.INT, "DOUBLE": cel.Type.DOUBLE, "STRING": cel.Type.STRING}
        self.measures[name] = cel.Type.DOUBLE if measure.fold == "sum" else plain.get(kind, cel.Type.DYN)

    def _slots(self) -> None:
        """Every slot of the message and the fix is a value that the rule gives."""
        rule = self.rule
        if rule.subject == "portfolio":
            known = [
                *_PORTFOLIO_SLOTS,
                *rule.values,
                *self.measures,
                *(["item"] if rule.for_each or rule.group_by else []),
            ]
        else:
            known = [*_RECORD_SLOTS, *rule.values, *(_ITEM_SLOTS if rule.for_each else ())]
        for key, texts in (("message", rule.message), ("fix", rule.fix)):
            for language, text in texts.items():
                for slot in slots(text):
                    if slot not in known:
                        self._problem((key, language), *unknown_name(slot, known, f"{{{slot}}}"))


def _wrong_step(model: type[BaseModel], path: Path) -> tuple[str, list[str]] | None:
    """The first step of a path that leads nowhere, with the keys that stand there; None where all lead on."""
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        if current is None:
            return step, []
        if step not in current.model_fields:
            return step, list(current.model_fields)
        annotation = current.model_fields[step].annotation
        current = _model_in(annotation)
        if current is None and "dict" in str(annotation):
            return None  # a map's keys may be anything
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
