"""The files of records, each to what it gives: on one core or several, and packed where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple, cast

from msgspec.structs import replace

from intlstrat.files import InputFile, Inputs
from intlstrat.load.loading import Loading, is_remembered, remembered
from intlstrat.load.record import read_record, stem
from intlstrat.memory import Memory
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Packed, Record, RecordKind, packed
from intlstrat.source import Unopened
from intlstrat.spread import Spread, cut

_MANY = 1000
"""So many records are kept packed, where each is looked at a few times only."""
_File = tuple[RecordKind, InputFile]


class Parcel(NamedTuple):
    """All that a file gave in which everything was in order; the rest is in the file itself."""

    data: Packed
    size: tuple[int, int, int, int] | None


def read_files(inputs: Inputs, codes: StrategyCodes, memory: Memory, spread: Spread, packs: bool) -> Iterator[Loading]:
    """What each file gives, in the order of their paths. What `memory` holds is not read again.

    With `packs`, the data of many records are packed.
    """
    files = sorted(cast("Iterable[_File]", inputs.records), key=lambda each: each[1].path)
    keep_packed = packs and len(files) >= _MANY
    anew = [each for each in files if not is_remembered(memory, *each, codes)]
    parts = spread.parts(len(anew))
    sent = chain.from_iterable(spread.each([partial(_parcels, part, codes) for part in cut(anew, parts)]))

    def read(kind: RecordKind, file: InputFile) -> Loading:
        if parts > 1:
            path, found = next(sent)
            assert path == file.path
            return _opened(found, kind, file, keep_packed)
        loading = read_record(kind, file, codes)
        return _opened(_parcel(loading), kind, file, keep_packed) if keep_packed else loading

    for kind, file in files:
        yield remembered(memory, kind, file, codes, partial(read, kind, file))


def _parcels(files: Sequence[_File], codes: StrategyCodes) -> list[tuple[str, Parcel | Loading]]:
    """What each file gives, by its path, to be sent from one process to another."""
    return [(file.path, _parcel(read_record(kind, file, codes))) for kind, file in files]


def _parcel(loading: Loading) -> Parcel | Loading:
    """What a file gave, as small as can be; as it is, where there is more to it than a record."""
    if loading.findings or len(loading.records) != 1:
        return loading
    record = loading.records[0]
    if record.lost or record.kept or record.personal.values:
        return loading
    return Parcel(packed(record.data), record.size)


def _opened(found: Parcel | Loading, kind: RecordKind, file: InputFile, keep_packed: bool) -> Loading:
    """What a file gave, as `read_record` tells it."""
    if isinstance(found, Loading):
        return found
    assert isinstance(file.content, bytes)
    source = Unopened(file.path, file.content)
    record = Record(kind, stem(file.path), source, file.path, found.data, size=found.size)
    if not keep_packed:
        record = replace(record, held=record.data)
    return Loading([record], sources={file.path: source})
