"""Text values to a record's data: what the model accepts, and a fault for each thing that it refuses.

A refused part is cut out and the rest is kept, so that a record with a wrong key or value is still held to every
rule that its readable parts allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from intlstrat.findings import msg
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.faults import Fault, fault, file_path, unknown_empty
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Path, RecordKind

# Stand in for required keys that are not there, so that the rest can be read; taken out again afterwards.
_NEUTRAL: Mapping[str, str] = {
    "name": "–", "title": "–", "country": "NO", "status": "active", "statement": "–", "goal": "1",
    "rule": "–", "reason": "–", "decided_by": "–", "until": "9999-12-31",
}  # fmt: skip


class Reading(Struct, frozen=True):
    """What could be read: `data`, the faults, what is lost, and the places of list items that were kept."""

    data: dict[str, Any]
    faults: tuple[Fault, ...]
    lost: tuple[Path, ...]
    kept: Mapping[Path, tuple[int, ...]]


def read(
    kind: RecordKind,
    value: dict[str, Any],
    codes: StrategyCodes,
    cut: tuple[Path, ...] = (),
    empty: tuple[Path, ...] = (),
) -> Reading:
    """Reads a record's text values.

    `cut` names paths that are refused already and must not be looked at; `empty` the keys that stand in the file
    without a value, which `value` does not hold.
    """
    return read_model(MODELS[kind], value, codes, cut, empty)


def read_model(
    model: type[BaseModel],
    value: dict[str, Any],
    codes: StrategyCodes,
    cut: tuple[Path, ...] = (),
    empty: tuple[Path, ...] = (),
    salvage: bool = True,
) -> Reading:
    """Reads text values with any of the models. Without `salvage`, `data` is empty where there is any fault."""
    kept: dict[Path, tuple[int, ...]] = {}
    whole = _without(value, (), frozenset(cut), kept) if cut else value
    faults: list[Fault] = []
    gone, nothing = set(cut), dict.fromkeys(empty)

    def is_there(path: Path) -> bool:
        return path in nothing or _holds(value, path)

    try:
        data = _dump(model, whole, codes)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        found = [fault(model, details, kept, nothing, is_there) for details in errors]
        faults = [each for each in found if not each.missing or each.path not in gone]
        gone |= {each.path for each in faults if not each.missing}
        kept.clear()
        if not salvage:
            return Reading({}, (*faults, *unknown_empty(model, empty, gone, is_there)), (), kept)
        data = _salvage(model, _without(value, (), frozenset(gone), kept), codes)
    faults += _sdg_faults(data, kept)
    lost = (*cut, *(each.path for each in faults))
    if any(path[:1] == ("visits",) and len(path) == 2 for path in lost):
        data.pop("visits", None)  # unknown now: a list without its lost item, perhaps empty, would say too little
    if ("budget", "currency") in lost:
        data.get("budget", {}).pop("currency", None)  # the default must not stand in for what is written
    return Reading(data, (*faults, *unknown_empty(model, empty, gone, is_there)), lost, kept)


def neutral(kind: RecordKind, value: Mapping[str, Any], codes: StrategyCodes) -> dict[str, Any]:
    """The values with every required key that is left out filled in (for the examples of rules)."""
    return _filled(dict(value), _missing(MODELS[kind], dict(value), codes), codes)


def _dump(model: type[BaseModel], value: dict[str, Any], codes: StrategyCodes) -> dict[str, Any]:
    return model.model_validate(value, context=codes).model_dump(exclude_none=True)


def _salvage(model: type[BaseModel], value: dict[str, Any], codes: StrategyCodes) -> dict[str, Any]:
    """The data of a value whose refused parts are cut out, with every missing key stood in for and taken out again."""
    missing = _missing(model, value, codes)
    data = _dump(model, _filled(value, missing, codes), codes)
    for path in missing:
        part: Any = data
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]
    return data


def _missing(model: type[BaseModel], value: dict[str, Any], codes: StrategyCodes) -> list[Path]:
    """The paths of required keys that are not there."""
    try:
        _dump(model, value, codes)
    except ValidationError as error:
        return [
            file_path(details["loc"]) for details in error.errors(include_url=False) if details["type"] == "missing"
        ]
    return []


def _holds(value: Any, path: Path) -> bool:
    """Whether a key stands at the end of a path, each step of which before it is there."""
    for step in path[:-1]:
        value = value[step]
    return path[-1] in value


def _filled(value: dict[str, Any], missing: list[Path], codes: StrategyCodes) -> dict[str, Any]:
    for path in missing:
        key = str(path[-1])
        stand_in = _NEUTRAL.get(key)
        if stand_in is None:
            known = codes.of("relations") or frozenset({"partnership"})
            stand_in = "partnership" if "partnership" in known else min(known)
        value = _with(value, path, stand_in)
    return value


def _with(value: Any, path: Path, leaf: str) -> Any:
    """A copy of `value` with `leaf` at `path`; only what lies on the way is copied."""
    if not path:
        return leaf
    if isinstance(value, list):
        index = int(path[0])
        return [*value[:index], _with(value[index], path[1:], leaf), *value[index + 1 :]]
    return {**value, path[0]: _with(value.get(path[0], {}), path[1:], leaf)}


def _without(value: Any, here: Path, gone: frozenset[Path], kept: dict[Path, tuple[int, ...]]) -> Any:
    """A copy of `value` without the paths in `gone`; notes the places of list items that stay."""
    if isinstance(value, dict):
        return {
            key: _without(part, (*here, key), gone, kept) for key, part in value.items() if (*here, key) not in gone
        }
    if isinstance(value, list):
        stay = [index for index in range(len(value)) if (*here, index) not in gone]
        if len(stay) < len(value):
            kept[here] = tuple(stay)
        return [_without(value[index], (*here, index), gone, kept) for index in stay]
    return value


def _sdg_faults(data: dict[str, Any], kept: dict[Path, tuple[int, ...]]) -> list[Fault]:
    """Targets that are not of the goal beside them; they are taken out of `data`, and noted in `kept`."""
    faults = []
    items = kept.get(("sdgs",))
    for position, sdg in enumerate(data.get("sdgs", ())):
        goal = sdg.get("goal")
        wrong = {target for target in sdg["targets"] if goal is not None and target.partition(".")[0] != str(goal)}
        if not wrong:
            continue
        base: Path = ("sdgs", items[position] if items else position, "targets")
        places = kept.get(base)
        for index, target in enumerate(sdg["targets"]):
            if target in wrong:
                message = msg(
                    "The target {target} is of UN goal {of}, and stands under goal {goal}.",
                    target=target, of=target.partition(".")[0], goal=str(goal),
                )  # fmt: skip
                fix = msg("Move it under its own goal, or choose a target of goal {goal}.", goal=str(goal))
                faults.append(Fault((*base, places[index] if places else index), message, fix))
        stay = [index for index, target in enumerate(sdg["targets"]) if target not in wrong]
        kept[base] = tuple(places[index] if places else index for index in stay)
        sdg["targets"] = [sdg["targets"][index] for index in stay]
    return faults
