"""The partners that a project can name."""

from __future__ import annotations

from collections.abc import Iterable

from intlstrat.files import InputFile
from intlstrat.records.ids import is_id
from intlstrat.source import parse


def partners(files: Iterable[InputFile]) -> tuple[tuple[str, str], ...]:
    """The ids of the partners, sorted, each with its name; without one that can be read, the id is its name."""
    found = {}
    for file in files:
        id_ = file.path.rpartition("/")[2].rpartition(".")[0]
        if not is_id(id_):
            continue
        value = parse(file.path, file.content).value if isinstance(file.content, bytes) else None
        name = value.get("name") if isinstance(value, dict) else None
        found[id_] = name if isinstance(name, str) and name.strip() else id_
    return tuple(sorted(found.items()))
