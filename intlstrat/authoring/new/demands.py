"""Which questions the findings of a draft ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intlstrat.authoring.new.draft import Answers, Entry, open_questions
from intlstrat.authoring.new.world import World
from intlstrat.findings import Finding, Layer, Outcome
from intlstrat.records.fields import Field, field_at
from intlstrat.records.portfolio import Path

_STEP = re.compile(r"\w+")


def demanded(
    world: World, findings: Iterable[Finding], given: Answers, log: tuple[Entry, ...]
) -> Iterator[tuple[Path, Finding]]:
    """The questions that findings ask for and that are still open, each with its finding.

    The strategy's come first, then data quality's; within each in the order of the record.
    """
    root = world.root
    wanted = []
    for finding in findings:
        if finding.layer is not Layer.VALIDITY and finding.outcome in (Outcome.BREACH, Outcome.UNKNOWN):
            for path in paths_of(root, finding):
                wanted += [(each, finding) for each in _questions(world, path, finding.rule, given, log)]
    yield from sorted(wanted, key=lambda each: (each[1].layer is not Layer.STRATEGY, place(root, each[0])))


def paths_of(root: Field, finding: Finding) -> list[Path]:
    """The fields that a finding is about: what it waits for, or where it stands."""
    if finding.outcome is Outcome.UNKNOWN:
        missing = (path for path in finding.missing if not path.startswith("params.") and " " not in path)
        return [_path(root, _STEP.findall(path)) for path in missing]
    pointer = finding.place.pointer
    return [_path(root, pointer.split("/")[1:])] if pointer else []


def asks_for(root: Field, finding: Finding, path: Path) -> bool:
    """Whether a finding is about a field or something that it is part of."""
    return any(found and path[: len(found)] == found for found in paths_of(root, finding))


def place(root: Field, path: Path) -> tuple[int, ...]:
    """Where a field stands in the order of the record."""
    places: list[int] = []
    field: Field | None = root
    for step in path:
        keys = [part.key for part in field.parts] if field is not None else []
        places.append(step if isinstance(step, int) else keys.index(step) if step in keys else len(keys))
        field = field_at(field, (step,)) if field is not None else None
    return tuple(places)


def _path(root: Field, steps: list[str]) -> Path:
    """Steps as they are written, as keys and indexes."""
    path: Path = ()
    for step in steps:
        above = field_at(root, path)
        is_index = above is not None and above.shape == "list" and step.isdigit()
        path = (*path, int(step) if is_index else step.replace("~1", "/").replace("~0", "~"))
    return path


def _questions(world: World, path: Path, rule: str, given: Answers, log: tuple[Entry, ...]) -> list[Path]:
    """The first question of those that a rule wants answered at a path; none where all of them were asked.

    Of a group it wants the parts that it names, where it names any. What was skipped is asked again when another rule
    comes to want it, which it can after a change.
    """
    field = field_at(world.root, path)
    if field is None or not path:
        return []
    if field.shape == "value" and isinstance(path[-1], int):  # an item of a list of values, which is one question
        path, field = path[:-1], field_at(world.root, path[:-1]) or field
    named = [name for name in world.named_by(rule) if len(name) > len(path) and name[: len(path)] == path]
    entries = {entry.path: entry for entry in log}

    def asked(question: Path) -> bool:
        entry = entries.get(question)
        if entry is None:
            return False
        is_new = rule not in entry.rules and (question == path or not entry.rules)
        return entry.value is not None or not is_new

    return [
        question
        for question in open_questions(field, path, given, asked)
        if not named or any(question[: len(name)] == name for name in named)
    ][:1]
