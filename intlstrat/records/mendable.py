"""What is wrong and can mean one thing only: what `fix` asks of a fault, and what a finding says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import deepcopy
from typing import Any

from intlstrat.records.codes import currency_codes
from intlstrat.records.faults import Fault
from intlstrat.records.models import Budget, Partner, Project
from intlstrat.records.portfolio import Path
from intlstrat.suggest import closest


def is_sure(fault: Fault, currency: str | None) -> bool:
    """Whether there is but one thing that can take the place of what is refused, in a file with such a currency."""
    instead = fault.instead
    return instead is not None and instead.currency in (None, currency)


def currency_of(value: object, faults: Iterable[Fault]) -> str | None:
    """The currency of a record's budget, or the one that holds where none is written.

    None where a key could hold another. `value` is what the file holds.
    """
    unknown = [fault.path for fault in faults if fault.path and _is_unknown_key(fault.path)]
    if any(path[:1] == ("budget",) or closest(str(path[0]), ["budget"]) is not None for path in unknown):
        return None
    budget = value.get("budget") if isinstance(value, dict) else None
    found = budget.get("currency", "NOK") if isinstance(budget, dict) else "NOK" if budget is None else None
    return found if isinstance(found, str) and found in currency_codes() else None


def mendable(
    value: dict[str, Any],
    faults: Sequence[Fault],
    keys: Callable[[Path], Collection[str]],
    again: Callable[[dict[str, Any]], Sequence[Fault]],
) -> frozenset[Path]:
    """The paths of the faults of a record that `fix` mends.

    `keys` gives the keys at a path, those without a value too, and `again` the faults of another value: what becomes a
    list's only item must be an item of that list, and not two words or some other thing.
    """
    if all(fault.instead is None for fault in faults):
        return frozenset()
    currency = currency_of(value, faults)
    sure = {fault.path: fault.instead for fault in faults if is_sure(fault, currency)}
    lists = {path for path, instead in sure.items() if instead is not None and instead.of == "item"}
    if not lists:
        return frozenset(sure)
    value = deepcopy(value)
    for path in lists:
        _wrap(value, path)
    inside: defaultdict[Path, list[Fault]] = defaultdict(list)
    for fault in again(value):
        for path in (fault.path[:end] for end in range(len(fault.path))):
            if path in lists:
                inside[path].append(fault)
    wrong = {path for path in lists if not is_item((*path, 0), inside[path], keys(path))}
    if ("partners",) in lists and len(str(value["partners"][0]).split()) > 1:
        wrong.add(("partners",))  # any text is one partner as far as its type goes
    return frozenset(sure.keys() - wrong)


def is_item(item: Path, faults: Iterable[Fault], keys: Collection[str]) -> bool:
    """Whether what was put into a list, with these keys, is an item of that list by what is now refused of it."""
    faults = [fault for fault in faults if not fault.missing and fault.path[: len(item)] == item]
    if any(fault.path == item and fault.instead is None for fault in faults):
        return False
    refused = {fault.path[len(item)] for fault in faults if len(fault.path) == len(item) + 1 and fault.instead is None}
    return not keys or not refused.issuperset(keys)


def _wrap(value: Any, path: Path) -> None:
    """Makes what stands at a path the only item of a list."""
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = [value[path[-1]]]


def _is_unknown_key(path: Path) -> bool:
    """Whether a key of the record, or of its budget, is none that there is."""
    if len(path) == 1:
        return path[0] not in Project.model_fields and path[0] not in Partner.model_fields
    return len(path) == 2 and path[0] == "budget" and path[1] not in Budget.model_fields
