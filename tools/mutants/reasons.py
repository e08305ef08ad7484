"""Why a mutant may survive: `reasons/ROOM.toml`.

A `[[mutant]]` is named by its file, its function and the lines that differ, and so stays known when lines move. A
`[[kind]]` stands for several: `file` and `function` may hold `*`, and `change` is a regular expression for the whole of
`lines as they are => lines as they become`. Each has its reason in `why`.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tools.mutants.changes import Mutant

FOLDER = Path(__file__).parent / "reasons"


@dataclass(frozen=True)
class Reason:
    file: str
    function: str
    change: re.Pattern[str]
    told: str
    """As it is named where it is stale."""
    was: str | None
    """The lines that it is about; None for a kind."""

    def covers(self, mutant: Mutant) -> bool:
        return (
            fnmatchcase(mutant.file, self.file)
            and fnmatchcase(mutant.function, self.function)
            and self.change.fullmatch(mutant.change) is not None
        )


def reasons(room: str, folder: Path = FOLDER) -> list[Reason]:
    """The reasons that are written down for a room; ValueError where one is not whole."""
    path = folder / f"{room}.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found = []
    for kind, each in [(name, each) for name, all_ in read.items() for each in all_]:
        wanted = {"file", "function", "why", *(("change",) if kind == "kind" else ("was", "now"))}
        if kind not in ("mutant", "kind") or set(each) != wanted or not each["why"].strip():
            raise ValueError(f"{path}: [[{kind}]] must have {', '.join(sorted(wanted))}: {each}")
        told = each["change"] if kind == "kind" else f"{each['was']} => {each['now']}"
        change = re.compile(told if kind == "kind" else re.escape(told), re.DOTALL)
        found.append(Reason(each["file"], each["function"], change, f"{each['file']}: {told}", each.get("was")))
    return found


def unexplained(mutant: Mutant) -> str:
    """A survivor as it is written down, but for the reason."""
    lines = {"file": mutant.file, "function": mutant.function, "was": mutant.was, "now": mutant.now, "why": ""}
    return "\n".join(["[[mutant]]", *(f"{key} = {_text(value)}" for key, value in lines.items())])


def _text(value: str) -> str:
    return f"'{value}'" if "'" not in value and value else json.dumps(value, ensure_ascii=False)
