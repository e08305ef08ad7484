"""An example of a rule as the YAML that a person would write.

Records are read as text first, so a date, an amount or a country needs no quotes; only what would read as "not
recorded" gets them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from intlstrat.formats.sheet import Span
from intlstrat.formats.terminal import cells, clean

if TYPE_CHECKING:
    import yaml

_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_KEY = re.compile(r"(?:^\s*(?:- )*|[{,]\s*)([A-Za-z_][\w-]*)(?=:(?: |$))")

_STEP = 4


def lay_out(case: Mapping[str, object], width: int) -> list[str]:
    """The example's lines, at most `width` long wherever a text can be broken."""
    import yaml

    dumper = _dumper()
    node = dumper(io.StringIO(), sort_keys=False).represent_data(_text(case))
    _fold(node, width, width, 0)
    lines: list[str] = []
    for goal in range(width, width // 2, -_STEP):  # PyYAML breaks a text behind the word that went over its width
        text = yaml.serialize(node, Dumper=dumper, width=goal, allow_unicode=True)
        lines = [clean(line) for line in text.split("\n") if line]
        if all(cells(line) <= width for line in lines):
            break
    return lines


def _fold(node: yaml.Node, room: int, inside: int, depth: int) -> int:
    """Decide for every list and map below a record's own keys whether it stands on one line, as it does where it fits.

    `room` is what is left of the line where the node begins, `inside` what its parts have if each stands on a line of
    its own. The answer is how much the node takes on one line.
    """
    import yaml

    match node:
        case yaml.MappingNode():
            parts = []
            for key, value in node.value:
                lead = cells(key.value) + 2
                deeper = 4 if isinstance(value, yaml.SequenceNode) else 2
                parts.append(lead + _fold(value, inside - lead, inside - deeper, depth + 1))
        case yaml.SequenceNode():
            parts = [
                _fold(value, inside, inside - 2 * isinstance(value, yaml.SequenceNode), depth + 1)
                for value in node.value
            ]
        case _:
            return cells(node.value)
    length = 2 + sum(parts) + 2 * max(len(parts) - 1, 0)
    node.flow_style = depth > 1 and length <= room and not _holds_records(node)
    return length


def _holds_records(node: yaml.CollectionNode) -> bool:
    """Whether a map has a list of maps among its keys: too much to take in on one line."""
    import yaml

    values = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else []
    lists = [value.value for value in values if isinstance(value, yaml.SequenceNode)]
    return any(isinstance(part, yaml.MappingNode) for parts in lists for part in parts)


def highlight(line: str) -> list[Span]:
    """A line of YAML with its keys marked."""
    spans: list[Span] = []
    done = 0
    for match in _KEY.finditer(line):
        start, end = match.span(1)
        spans += [(line[done:start], ""), (line[start:end], "name")]
        done = end
    return [*spans, (line[done:], "")]


def _text(value: object) -> object:
    """The value with every scalar as the text that stands in a file; None stays."""
    match value:
        case Mapping():
            return {str(key): _text(part) for key, part in value.items()}
        case list() | tuple():
            return [_text(part) for part in value]
        case bool():
            return "true" if value else "false"
        case None:
            return None
        case _:
            return str(value)


def _dumper() -> type[yaml.SafeDumper]:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes plain text wherever it reads back as itself, and lists further in than their key."""

        yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own attribute, replaced and never changed
            first: [("tag:yaml.org,2002:null", _NULL)] for first in ("~", "n", "N", "")
        }

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: object) -> bool:
            return True

    return Dumper
