"""What an expression may not be, however it is checked: so deep, so repetitive or so open that nothing bounds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intlstrat.findings import Message, msg
from intlstrat.rules.model import Parameter, Strategy
from intlstrat.rules.tree import Call, Const, Loop, Many, Name, Select, Tree
from intlstrat.rules.weight import states

MAX_LOOPS = 3
"""So many loops may stand inside each other; `for_each` is one."""
MAX_STATES = 2000
"""So many states may a pattern have, as `weight.states` counts them."""


def out_of_bounds(tree: Tree, strategy: Strategy) -> tuple[Message, Message] | None:
    """Why an expression is refused, and what to do about it; None where it is not."""
    depth = _loops(tree)
    if depth > MAX_LOOPS:
        return (
            msg("{count} loops stand inside each other here, and at most {limit} may.", count=depth, limit=MAX_LOOPS),
            msg("Write the rule with fewer loops inside each other; “for_each” is one of them."),
        )
    nodes = [*_nodes(tree)]
    hidden = any(isinstance(node, Loop) and node.variable == "params" for node in nodes)
    parameters = {} if hidden else strategy.parameters  # what a loop calls `params` is something of a record
    calls = (node for node in nodes if isinstance(node, Call))
    return next((found for call in calls if (found := _pattern(call, parameters)) is not None), None)


def _loops(tree: Tree) -> int:
    if isinstance(tree, Loop):
        # What a rule asks of each item is in the step; the condition is CEL's own.
        return max(_loops(tree.over), _loops(tree.step) + 1)
    return max((_loops(part) for part in _parts(tree)), default=0)


def _nodes(tree: Tree) -> Iterator[Tree]:
    yield tree
    for part in _parts(tree):
        yield from _nodes(part)


def _parts(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Select(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Many(parts):
            return parts
        case Loop():
            return (tree.over, tree.begin, tree.condition, tree.step, tree.end)
        case _:
            return ()


def _pattern(call: Call, parameters: Mapping[str, Parameter]) -> tuple[Message, Message] | None:
    """A pattern must be known before a record is, and be small."""
    if call.function != "matches":
        return None
    pattern: object = None
    match call.arguments[1]:
        case Const(text):
            pattern = text
        case Select(Name("params"), name) if name in parameters:
            pattern = parameters[name].value
            if pattern is None:
                return None  # unset: nothing is matched
    if not isinstance(pattern, str):
        return (
            msg("The pattern after “matches” is not written out, so nothing bounds how long it takes."),
            msg("Write the pattern as text, or as the name of a parameter that is a text."),
        )
    if states(pattern) > MAX_STATES:
        return (
            msg("The pattern after “matches” is too large."),
            msg("Write a shorter pattern, and smaller numbers between its braces."),
        )
    return None
