"""What is to be mended in one state of a file, and the edits that do it: only what can be nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from intlstrat.authoring.fix.edits import Edit
from intlstrat.authoring.fix.look import Look
from intlstrat.authoring.fix.quoting import is_ambiguous, written
from intlstrat.authoring.fix.spots import Span, Spots
from intlstrat.authoring.fix.wrapping import wrapped
from intlstrat.records.faults import Fault
from intlstrat.records.mendable import is_sure
from intlstrat.records.models import WaiverEntry
from intlstrat.records.naming import is_name
from intlstrat.source import Path, Quoted

Of = Literal["value", "quotes", "item", "key"]


class Want(Struct, frozen=True):
    """One mend in the text as it is now. `of` says what it mends; `text` is the new word (empty for a list)."""

    of: Of
    path: Path
    text: str
    edits: tuple[Edit, ...]

    @property
    def path_after(self) -> Path:
        """Where it stands once it is mended."""
        return (*self.path[:-1], self.text) if self.of == "key" else self.path

    @property
    def span(self) -> Span:
        return min(edit.start for edit in self.edits), max(edit.end for edit in self.edits)


def wants(look: Look, spots: Spots) -> list[Want]:
    """Everything that can be mended at once, in the order of the file."""
    found = [want for fault in look.faults if (want := _of_fault(look, spots, fault)) is not None]
    found += _of_list(look, spots)
    found = list(_same_for_all(spots, _without_clashes(look, found)))
    taken = {want.span for want in found}
    found += [want for want in _of_quotes(look, spots) if want.span not in taken]
    found = [want for want in found if not spots.is_used_elsewhere(want.span)]
    return sorted(found, key=lambda want: (want.span, want.of))


def _of_fault(look: Look, spots: Spots, fault: Fault) -> Want | None:
    instead = fault.instead
    if instead is None or not is_sure(fault, look.currency):
        return None
    if instead.of == "item":
        edits = wrapped(spots, fault.path) if fault.path in spots.nodes else None
        return Want("item", fault.path, "", edits) if edits else None
    is_key = instead.of == "key"
    spot = (spots.keys if is_key else spots.values).get(fault.path)
    if spot is None or not spots.is_on_one_line(spot):
        return None
    model, inside = look.model_at(fault.path)
    new = written(instead.text, spot.mark, not is_key and is_name(model, inside))
    return Want("key" if is_key else "value", fault.path, instead.text, (Edit(spot.start, spot.end, new),))


def _of_list(look: Look, spots: Spots) -> Iterator[Want]:
    """A waivers file that holds one waiver without its hyphen."""
    value = look.document.value
    if look.kind == "waivers" and isinstance(value, dict) and value.keys() & WaiverEntry.model_fields.keys():
        edits = wrapped(spots, ())
        if edits:
            yield Want("item", (), "", edits)


def _of_quotes(look: Look, spots: Spots) -> Iterator[Want]:
    """Codes and identifiers without quotation marks that other readers of YAML take for something else."""
    refused = {fault.path for fault in look.faults if not fault.missing}
    refused |= {problem.path for problem in look.document.problems if problem.cut}
    seen: set[Span] = set()
    for path, spot in spots.values.items():
        value = look.document.part(path)
        if spot.mark or spot.span in seen or not isinstance(value, str) or isinstance(value, Quoted):
            continue
        model, inside = look.model_at(path)
        if not is_ambiguous(value) or not is_name(model, inside) or not spots.is_on_one_line(spot):
            continue
        if any(path[:end] in refused for end in range(len(path) + 1)):
            continue
        seen.add(spot.span)
        # In quotes it says the same, whatever else an alias makes of it.
        edits = (Edit(spot.start, spot.end, written(value, "", is_name=True)),)
        yield from (Want("quotes", each, value, edits) for each in sorted(spots.reached("value", spot.span), key=str))


def _without_clashes(look: Look, found: Iterable[Want]) -> list[Want]:
    """Without the keys that would then stand twice in their map, and those that stand twice as it is."""
    found = list(found)
    keys = Counter(want.path_after for want in found if want.of == "key")
    twice = {problem.path for problem in look.document.problems if not problem.cut}
    return [
        want
        for want in found
        if want.of != "key"
        or (
            keys[want.path_after] == 1
            and str(want.text) not in look.document.keys(want.path[:-1])
            and want.path not in twice
        )
    ]


def _same_for_all(spots: Spots, found: Iterable[Want]) -> Iterator[Want]:
    """Those that every path to the same characters wants in the same way; once for each such place."""
    at: defaultdict[tuple[str, Span], dict[Path, Want]] = defaultdict(dict)
    for want in found:
        at["key" if want.of == "key" else "value", want.span][want.path] = want
    for (what, span), by_path in at.items():
        same = {(want.of, want.edits) for want in by_path.values()}
        if len(same) == 1 and spots.reached(what, _spot_span(spots, what, by_path, span)) == by_path.keys():
            yield from by_path.values()


def _spot_span(spots: Spots, what: str, by_path: dict[Path, Want], span: Span) -> Span:
    path = next(iter(by_path))
    return (spots.keys if what == "key" else spots.values)[path].span
