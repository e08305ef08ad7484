"""Files to a portfolio: what cannot be read, or is refused, becomes a finding of the validity layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import partial

from intlstrat.files import KIND_FOLDERS, Inputs
from intlstrat.findings import Finding, Related, Subject, msg
from intlstrat.load.loading import Loading
from intlstrat.load.reading import read_files
from intlstrat.load.record import stem
from intlstrat.load.waivers import load_waivers
from intlstrat.memory import Memory
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.ids import folded_id, is_id, unknown_partner
from intlstrat.records.portfolio import Path, Portfolio, Record
from intlstrat.spread import OneCore, Spread
from intlstrat.validity import finding

_MOST_COMPARED = 20_000
"""So many times in a record is a partner's id that nobody has compared with one that there is."""


def load(
    inputs: Inputs,
    codes: StrategyCodes,
    tick: Callable[[], None] = lambda: None,
    memory: Memory | None = None,
    spread: Spread | None = None,
    packs: bool = False,
) -> Portfolio:
    """All records that can be read, and a finding for everything that cannot.

    What `memory` holds of files with the same name and bytes, under the same codes, is not read again.
    With `packs`, the data of many records take little room, and are unpacked whenever they are looked at.
    """
    loading, memory = Loading(), memory or Memory()
    codes = memory.recall("codes", (), partial(StrategyCodes, codes.by_kind), frozenset(codes.by_kind.items()))
    for found in read_files(inputs, codes, memory, spread or OneCore(), packs):
        loading.add(found)
        tick()
    _check_ids(loading)
    _check_references(loading)
    entries, waivers_source = load_waivers(inputs.waivers, codes, loading, memory)
    return Portfolio(
        tuple(sorted(loading.records, key=lambda record: record.path)),
        tuple(loading.findings),
        tuple(loading.unreadable),
        frozenset(loading.failed),
        tuple(entries),
        waivers_source,
        loading.sources,
    )


def _check_ids(loading: Loading) -> None:
    """Each id is well formed and stands for one record of its kind."""
    first: dict[Subject, Record] = {}
    for record in loading.records:
        if not is_id(record.id):
            loading.findings.append(_bad_id(record))
        other = first.setdefault(record.subject, record)
        if other is not record:
            message = msg("The id “{id}” is taken by {path} already.", id=record.id, path=other.path)
            fix = msg("Give one of the two files another name.")
            related = (Related(other.subject, other.source.place(())),)
            loading.findings.append(
                finding("record-id", record.subject, record.source.place(()), message, fix, related)
            )


def _bad_id(record: Record) -> Finding:
    message = msg("The file's name “{name}” is no id.", name=record.id)
    fix = msg("Name the file with lower-case letters a–z, digits and hyphens only.")
    if suggestion := folded_id(record.id):
        fix = msg(
            "Name the file “{suggestion}.yaml”: lower-case letters a–z, digits and hyphens only.", suggestion=suggestion
        )
    return finding("record-id", record.subject, record.source.place(()), message, fix)


def _check_references(loading: Loading) -> None:
    """Each partner that a project names is a record; one whose file cannot be read has its own finding."""
    known = {record.id for record in loading.records if record.kind == "partner"}
    known |= {stem(path) for path in loading.unreadable if path.startswith(f"{KIND_FOLDERS['partner']}/")}
    for record in loading.records:
        loading.findings += unknown_partners(record, known)


def unknown_partners(record: Record, known: AbstractSet[str]) -> Iterable[Finding]:
    """A finding for each id under `partners` that is none of `known`.

    The nearest known id is looked for as long as that does not take long: a stranger may name thousands of thousands.
    """
    looked_for = 0
    for position, partner in enumerate(record.partners):
        if partner in known:
            continue
        path: Path = ("partners", record.index(("partners",), position))
        looked_for += len(known)
        message, fix, sure = unknown_partner(partner, known if looked_for <= max(_MOST_COMPARED, len(known)) else ())
        place, is_sure = record.source.place(path), sure is not None
        yield finding("record-reference", record.subject, place, message, fix, mendable=is_sure)
