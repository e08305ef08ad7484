"""What CEL's checker says of an expression, put so that the writer of a rule can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

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


def explain(words: str, checker: Checker, variables: list[str]) -> tuple[Message, Message, str | None]:
    """A message, a remedy, and the word to point at, for CEL's words."""
    if match := re.search(r"undefined field '(.*?)' not found in struct '(.*?)'", words):
        known = checker.field_names(match[2])
        message, fix = unknown_name(match[1], known, match[1])
        return message, fix, match[1]
    if match := re.search(r"undeclared reference to '(.*?)'", words):
        message, fix = unknown_name(match[1], [*variables, *checker.function_names, "size", "has"], match[1])
        return message, fix, match[1]
    if match := re.search(r"no matching overload for '(.*?)' applied to '(.*?)'", words):
        operator = match[1].strip("_").replace("_", " ").strip()
        kinds = ", ".join(kind_name(kind) for kind in re.split(r",\s*(?![^()]*\))", match[2].strip("()")))
        message = msg("“{operator}” does not work on these together: {kinds}.", operator=operator, kinds=kinds)
        return (
            message,
            msg("Compare text with text and numbers with numbers; double(x) makes a whole number a decimal one."),
            None,
        )
    if match := re.search(r"Syntax error: (.*)", words):
        return (
            msg("The expression cannot be read from here on: {reason}.", reason=match[1].partition(" expecting ")[0]),
            msg("Look for a missing operator, bracket or quotation mark."),
            None,
        )
    return (
        msg("The expression cannot work: {reason}.", reason=words.splitlines()[0][:200]),
        msg("Write the expression another way."),
        None,
    )


def kind_name(kind: str) -> str:
    """CEL's name of a type without its wrapping."""
    return kind.replace("wrapper(", "").rstrip(")").replace("intlstrat.", "").lower()


def element_name(kind: str) -> str:
    return kind[5:-1] if kind.startswith("LIST<") else "DYN"


def element(kind: Any) -> Any:
    """The type of `item` for keys of this type: of a list's elements, or the type itself."""
    name = element_name(kind) if str(kind).startswith("LIST") else str(kind)
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
