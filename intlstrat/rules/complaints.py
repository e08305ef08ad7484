"""What CEL's checker says of an expression, put so that the writer of a rule can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cel_expr_python import cel

from intlstrat.findings import Message, msg
from intlstrat.rules.types import Checker
from intlstrat.suggest import closest


def unknown_name(name: str, known: Iterable[str], written: str) -> tuple[Message, Message]:
    names = list(known)
    if (suggestion := closest(name, names)) is not None:
        return (
            msg("“{written}” leads nowhere. Did you mean “{suggestion}”?", written=written, suggestion=suggestion),
            msg("Write “{suggestion}” instead of “{name}”.", suggestion=suggestion, name=name),
        )
    if not names:
        return msg("“{written}” leads nowhere.", written=written), msg(
            "Delete “{name}”: nothing stands below a single value.", name=name
        )
    return msg("“{written}” leads nowhere.", written=written), msg("Use one of: {known}.", known=", ".join(names))


def faults(error: str, before: str) -> list[tuple[int, int, str]]:
    """The faults in CEL's report: line and column in the expression (from 1), and CEL's words.

    `before` is what was put before the expression to check it.
    """
    found = re.findall(r"ERROR: <input>:(\d+):(\d+): (.*)", error)
    lines, indent = before.count("\n"), len(before.rpartition("\n")[2])
    faults = []
    for line_text, column_text, words in found:
        line, column = int(line_text) - lines, int(column_text)
        if not column:  # of the whole expression
            line = column = 1
        if "*error*" in words:  # follows from the fault before it
            continue
        faults.append(
            (max(1, line), max(1, column - indent if line == 1 else column), words.removesuffix(" [INVALID_ARGUMENT]"))
        )
    return faults or [(1, 1, error)]


def only_numbers_differ(words: str) -> bool:
    """A comparison of a whole number with a decimal: the checker objects, the evaluation does not."""
    match = re.search(r"overload for '_(?:<|<=|>|>=|==|!=)_' applied to '\((.*), (.*)\)'", words)
    kinds = {kind.removeprefix("wrapper(").removesuffix(")") for kind in match.groups()} if match else set()
    return kinds == {"int", "double"}


class Complaint(NamedTuple):
    """A message, a remedy, and the word to point at; `before`: CEL points at a full stop or a bracket after it."""

    message: Message
    fix: Message
    word: str | None = None
    before: bool = False

    def column(self, text: str, offset: int) -> int:
        """Where the word stands in the expression (from 0), near the place that CEL points at."""
        if self.word is None or text.startswith(self.word, offset):
            return offset
        found = text[:offset].rfind(self.word) if self.before else -1
        if found == -1:
            found = text.find(self.word, offset)
        return found if found != -1 else offset


def explain(words: str, checker: Checker, variables: list[str]) -> Complaint:
    """What CEL's words mean."""
    if match := re.search(r"undefined field '(.*?)' not found in struct '(.*?)'", words):
        return Complaint(*unknown_name(match[1], checker.field_names(match[2]), match[1]), match[1])
    if match := re.search(r"undeclared reference to '(.*?)'", words):
        name = match[1].partition(".")[0]
        if (call := checker.call(name)) is not None:  # it is there, and takes another number of things
            message = msg("“{name}” takes something else than what stands here.", name=name)
            return Complaint(message, msg("Write {call}.", call=call), name, before=True)
        known = [*variables, *checker.function_names, "size", "has"]
        return Complaint(*unknown_name(name, known, name), name, before=True)
    if match := re.search(r"no matching overload for '(.*?)' applied to '\((.*)\)'", words):
        operator = match[1].strip("_@").replace("_", " ").strip()
        kinds = kind_name(match[2])
        return Complaint(
            msg("“{operator}” does not work on these together: {kinds}.", operator=operator, kinds=kinds),
            msg("Compare text with text and numbers with numbers; double(x) makes a whole number a decimal one."),
        )
    if "recursion" in words:
        return Complaint(
            msg("The expression is nested too deeply."),
            msg("Write it with fewer brackets and operators inside each other, or make two rules of it."),
        )
    if match := re.search(r"Syntax error: (.*)", words):
        return Complaint(
            msg("The expression cannot be read from here on: {reason}.", reason=match[1].partition(" expecting ")[0]),
            msg("Look for a missing operator, bracket or quotation mark."),
        )
    return Complaint(
        msg("The expression cannot work: {reason}.", reason=words.splitlines()[0][:200]),
        msg("Write the expression another way."),
    )


def kind_name(kind: str) -> str:
    """CEL's name of a type, or of several, without its wrapping."""
    return re.sub(r"wrapper\((.*?)\)", r"\1", kind).replace("intlstrat.", "").lower()


def element_name(kind: str) -> str:
    return kind[5:-1] if kind.startswith("LIST<") else "DYN"


def element(kind: str) -> Any:
    """The type of `item` for keys of this type: of a list's elements, or the type itself."""
    name = element_name(kind) if kind.startswith("LIST") else kind
    return {"INT": cel.Type.INT, "STRING": cel.Type.STRING, "DOUBLE": cel.Type.DOUBLE, "BOOL": cel.Type.BOOL}.get(
        name, cel.Type.DYN
    )


def unknown_clause(clause: str, known: Sequence[str]) -> tuple[Message, Message]:
    if (suggestion := closest(clause, known)) is not None:
        return (
            msg("There is no clause {clause}. Did you mean {suggestion}?", clause=clause, suggestion=suggestion),
            msg("Write {suggestion}, or add the clause to strategy.yaml.", suggestion=suggestion),
        )
    return msg("There is no clause {clause}.", clause=clause), msg(
        "Write the id of a clause in strategy.yaml, or add it there."
    )
