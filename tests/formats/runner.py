"""How GitHub's runner reads what a step prints (`ActionCommand.cs` and `ActionCommandManager.cs` of actions/runner)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COMMANDS = {
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "echo",
    "add-mask",
    "add-path",
    "add-matcher",
    "remove-matcher",
    "set-env",
    "set-output",
    "save-state",
    "stop-commands",
    "set-name",
}


@dataclass(frozen=True, slots=True)
class Command:
    """What the runner takes a line for."""

    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> Iterator[Command]:
    """Every command in the output; the runner ends its lines where .NET does."""
    for line in output.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _second_version(line) or _first_version(line)
        if found is not None:
            yield found


def _second_version(line: str) -> Command | None:
    """`::name key=value,key=value::data` at the start of a line."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, told = line[2:end].partition(" ")
    if name.lower() not in COMMANDS:
        return None
    properties = {}
    for each in filter(None, told.strip().split(",")):
        key, _, value = each.lstrip("=").partition("=")
        if value:
            properties[key] = _unescape(value, "\r\n:,%")
    return Command(name, properties, _unescape(line[end + 2 :], "\r\n%"))


def _first_version(line: str) -> Command | None:
    """`##[name key=value;key=value]data` anywhere in a line."""
    start = line.find("##[")
    end = line.find("]", max(start, 0))
    if start < 0 or end < 0:
        return None
    name = line[start + 3 : end].partition(" ")[0]
    return Command(name, {}, line[end + 1 :]) if name.lower() in COMMANDS else None


def _unescape(text: str, tokens: str) -> str:
    for token in tokens:
        text = text.replace(f"%{ord(token):02X}", token)
    return text
