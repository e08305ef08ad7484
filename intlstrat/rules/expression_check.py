"""Checks the expressions of one rule with CEL, and finds the place of each fault in the rule's file."""

from __future__ import annotations

from typing import Any

from intlstrat.findings import Message, Place, msg
from intlstrat.rules.bounds import out_of_bounds
from intlstrat.rules.cel import as_it_runs
from intlstrat.rules.complaints import Complaint, element_name, explain, faults, kind_name, only_numbers_differ
from intlstrat.rules.read import PackProblem
from intlstrat.rules.tree import tree
from intlstrat.rules.types import Checker
from intlstrat.source import Document, Path

BOOLEAN = ("BOOL", "DYN")
"""The types of an expression that must be true or false."""
NUMBER = ("INT", "DOUBLE")
SIZED = (*NUMBER, "STRING")
"""What has a smallest and a largest."""
KEYS = (*SIZED, "BOOL", *(f"LIST<{kind}" for kind in (*SIZED, "BOOL", "DYN")))
"""What records can be grouped by."""
PATHS = ("STRING", "LIST<STRING", "LIST<DYN")


class ExpressionCheck:
    """The expressions of one rule; what is wrong with them comes together in `problems`."""

    def __init__(self, document: Document, checker: Checker) -> None:
        self.document, self.checker = document, checker
        self.problems: list[PackProblem] = []

    def _problem(self, path: Path, message: Message, fix: Message) -> None:
        self.problems.append(PackProblem(self.document.place(path), message, fix))

    def check(
        self,
        path: Path,
        text: str | None,
        variables: dict[str, Any],
        kinds: tuple[str, ...] = (),
        for_each: str | None = None,
    ) -> Any:
        """Checks one expression; gives the name of its type, or None where it cannot work.

        `kinds` are the types that it may have; any where none are named.
        An expression about `item` is checked inside the list that `for_each` runs over, as it will be run.
        """
        if text is None:
            return None
        before, after = (f"({for_each}).map(item, (", "))") if for_each is not None else ("", "")
        try:
            compiled = self.checker.check(before + text + after, variables)
            kind = compiled.return_type().name()
            self.checker.parse(as_it_runs(_deepest(text)))
        except RuntimeError as error:
            found = [fault for fault in faults(str(error), before) if not only_numbers_differ(fault[2])]
            for line, column, words in found:
                names = [*variables, "item"] if for_each is not None else list(variables)
                complaint = explain(words, self.checker, names)
                place = self._inside(path, text, line, column, complaint)
                self.problems.append(PackProblem(place, complaint.message, complaint.fix))
            return None if found else "BOOL"
        refusal = out_of_bounds(tree(compiled.serialize()), self.checker.strategy)
        if refusal is not None:
            self._problem(path, *refusal)
            return None
        if for_each is not None:
            kind = element_name(kind)
        if kinds and not kind.startswith((*kinds, "DYN")):
            self._wrong_kind(path, kind, kinds)
            return None
        return kind

    def _wrong_kind(self, path: Path, kind: str, kinds: tuple[str, ...]) -> None:
        if kinds == BOOLEAN:
            self._problem(
                path,
                msg("The expression gives {kind}, and must give true or false.", kind=kind_name(kind)),
                msg("Compare with something, such as size(project.goals) > 0."),
            )
        elif kinds in (NUMBER, SIZED, KEYS):
            self._problem(
                path,
                msg("The expression gives {kind}, and must give a number or a text.", kind=kind_name(kind))
                if kinds is not NUMBER
                else msg("The expression gives {kind}, and must give a number.", kind=kind_name(kind)),
                msg("Name a single value of the record, such as project.budget.total."),
            )
        elif kinds is PATHS:
            self._problem(
                path,
                msg("The expression gives {kind}, and must give a path or a list of paths.", kind=kind_name(kind)),
                msg("Write the path as text, such as “budget.total”, for “at” names this value."),
            )
        else:
            self._problem(
                path,
                msg("The expression gives {kind}, and must give a list.", kind=kind_name(kind)),
                msg("Name a list, such as project.goals."),
            )

    def _inside(self, path: Path, text: str, line: int, column: int, complaint: Complaint) -> Place:
        """The place of a fault in an expression, by counting the letters before it, so that folding changes nothing."""
        lines = text.split("\n")
        offset = complaint.column(text, sum(len(each) + 1 for each in lines[: line - 1]) + column - 1)
        letters = sum(1 for character in text[:offset] if not character.isspace())
        place = self.document.letter(path, letters)
        assert place is not None, path  # the expression stands there
        return place


def _deepest(text: str) -> str:
    """The expression inside all that is ever put around it: CEL takes only so many levels, and must take these too.

    A `for_each` needs no room in it: it stands less deep there than where it is checked itself.
    """
    return f"[([0])[0]].map(item, ((true) ? [dyn(({text}\n))] : []))[0]"
