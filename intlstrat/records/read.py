"""Text values to a record's data: what the model accepts, and a fault for each thing that it refuses.

A refused part is cut out and the rest is kept, so that a record with a wrong key or value is still held to every
rule that its readable parts allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from intlstrat.findings import Message, msg
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.models import MODELS
from intlstrat.records.portfolio import Path, RecordKind
from intlstrat.records.types import Refusal, shape_refusal
from intlstrat.suggest import closest

# Stand in for required keys that are not there, so that the rest can be read; taken out again afterwards.
_NEUTRAL: Mapping[str, str] = {
    "name": "–", "title": "–", "country": "NO", "status": "active", "statement": "–", "goal": "1",
    "rule": "–", "reason": "–", "decided_by": "–", "until": "9999-12-31",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the model refuses. `missing` means a required key that is not there."""

    path: Path
    message: Message
    fix: Message
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
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
    gone = set(cut)
    try:
        data = _dump(model, whole, codes)
    except ValidationError as error:
        found = [_fault(model, details, kept, empty) for details in error.errors(include_url=False)]
        faults = [fault for fault in found if not fault.missing or fault.path not in cut]
        gone |= {fault.path for fault in faults if not fault.missing}
        kept.clear()
        if not salvage:
            return Reading({}, (*faults, *_unknown_empty(model, empty, gone)), (), kept)
        data = _salvage(model, _without(value, (), frozenset(gone), kept), codes)
    faults += _sdg_faults(data, kept)
    lost = (*cut, *(fault.path for fault in faults))
    if any(path[:1] == ("visits",) and len(path) == 2 for path in lost):
        data.pop("visits", None)  # unknown now: a list without its lost item, perhaps empty, would say too little
    if ("budget", "currency") in lost:
        data["budget"].pop("currency", None)  # the default must not stand in for what is written
    return Reading(data, (*faults, *_unknown_empty(model, empty, gone)), lost, kept)


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
        return [_path(details["loc"]) for details in error.errors(include_url=False) if details["type"] == "missing"]
    return []


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


def _path(loc: tuple[int | str, ...], kept: Mapping[Path, tuple[int, ...]] | None = None) -> Path:
    """Pydantic's location as a path in the file.

    `kept` gives the places of items in lists that were shortened before Pydantic saw them.
    """
    path: Path = ()
    for part in loc:
        if isinstance(part, int) and kept and path in kept:
            part = kept[path][part]
        path = (*path, part)
    return path


def _fault(
    model: type[BaseModel], details: Any, kept: Mapping[Path, tuple[int, ...]], empty: tuple[Path, ...]
) -> Fault:
    path = _path(details["loc"], kept)
    match details["type"]:
        case "missing" if path in empty:
            message = msg("The key “{key}” is required, and has no value.", key=str(path[-1]))
            return Fault(path, message, msg("Write the value after the colon."), missing=True)
        case "missing":
            message = msg("The key “{key}” is required, and is not there.", key=str(path[-1]))
            fix = replace(msg("Write “{key}: …”.", key=str(path[-1])), also=description(model, path))
            return Fault(path, message, fix, missing=True)
        case "extra_forbidden":
            return _unknown_key(model, path)
        case "value_error":
            refusal = details["ctx"]["error"]
            assert isinstance(refusal, Refusal)
            if path[-2:] == (details["input"], "[key]"):  # Pydantic's mark on a map's key that is refused
                path = path[:-1]
            return Fault(path, refusal.message, refusal.fix)
        case "list_type":
            return Fault(path, *_list_wanted(details["input"]))
        case _:  # model_type, dict_type
            return Fault(path, *_keys_wanted(details["input"]))


def _unknown_empty(model: type[BaseModel], empty: tuple[Path, ...], gone: set[Path]) -> list[Fault]:
    """A fault for each key without a value that the model does not know, but inside what is refused as a whole."""
    faults = []
    for path in empty:
        if any(path[:end] in gone for end in range(len(path))):
            continue
        try:
            parent = _model_at(model, path[:-1])
        except KeyError:  # inside something that is refused as a whole
            continue
        if parent is not None and path[-1] not in parent.model_fields:
            faults.append(_unknown_key(model, path))
    return faults


def _unknown_key(model: type[BaseModel], path: Path) -> Fault:
    key = str(path[-1])
    parent = _model_at(model, path[:-1]) or model
    known = list(parent.model_fields)
    below = [name for name, field in parent.model_fields.items() if key in _fields_below(field.annotation)]
    if len(below) == 1 and len(key) > 2:
        return Fault(
            path,
            msg("The key “{key}” belongs under “{parent}”.", key=key, parent=below[0]),
            msg("Move it below “{parent}”, and indent it further than that key.", parent=below[0]),
        )
    if (suggestion := closest(key, known)) is not None:
        return Fault(
            path,
            msg(
                "The key “{key}” is not known here. Did you mean “{suggestion}”?",
                key=_short(key),
                suggestion=suggestion,
            ),
            msg("Change “{key}” to “{suggestion}”, or delete it.", key=_short(key), suggestion=suggestion),
        )
    fix = msg("Use one of these keys: {known}.", known=", ".join(known))
    if "notes" in known:
        fix = msg("Use one of these keys, or move the text to “notes”: {known}.", known=", ".join(known))
    return Fault(path, msg("The key “{key}” is not known here.", key=_short(key)), fix)


def _fields_below(annotation: object) -> Mapping[str, object]:
    """The keys of the model that stands directly below a field; none where that is a list or a single value."""
    model = _models_in(annotation)
    return model.model_fields if model is not None and get_origin(annotation) is not list else {}


def description(model: type[BaseModel], path: Path) -> Message | None:
    """What the key at the end of a path is for, in the model's own words."""
    try:
        parent = _model_at(model, path[:-1])
    except KeyError:
        return None
    field = parent.model_fields.get(str(path[-1])) if parent is not None and path else None
    return Message(field.description) if field is not None and field.description else None


def _list_wanted(value: object) -> tuple[Message, Message]:
    if value is None:
        refusal = shape_refusal(value)
        return refusal.message, refusal.fix
    if isinstance(value, dict):
        return msg("A list is wanted here, one item for each."), msg("Put a hyphen before the first key of each item.")
    return (
        msg("A list is wanted here, even of one item."),
        msg("Put a hyphen before it, on a line of its own, or write [{value}].", value=_short(str(value))),
    )


def _keys_wanted(value: object) -> tuple[Message, Message]:
    if value is None:
        refusal = shape_refusal(value)
        return refusal.message, refusal.fix
    if isinstance(value, list):
        return msg("Keys are wanted here, and not a list."), msg("Take away the hyphen, and write “key: value”.")
    return msg("Keys are wanted here, and not a single value."), msg(
        "Write each part as “key: value” on a line of its own, indented."
    )


def _short(word: str) -> str:
    return word if len(word) <= 60 else word[:59] + "…"


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model of the part of a record that `path` leads to, or None where that is a map with keys of its own.

    Raises KeyError for a key that the models do not know.
    """
    found: type[BaseModel] | None = model
    free = False  # whether the next key is one that the writer chose: of a map, and not of a model
    for part in path:
        if not isinstance(part, str) or found is None:
            continue
        if free:
            free = False
        elif part not in found.model_fields:
            raise KeyError(part)
        else:
            annotation = found.model_fields[part].annotation
            found, free = _models_in(annotation), get_origin(annotation) is dict
    return None if free else found


def _models_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _models_in(part)) is not None), None)


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
