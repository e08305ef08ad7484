"""Files to a portfolio: what cannot be read, or is refused, becomes a finding of the validity layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, cast

from intlstrat.files import KIND_FOLDERS, InputFile, Inputs, ReadFailure
from intlstrat.findings import PORTFOLIO, Finding, Place, Related, Subject, msg
from intlstrat.records import personal
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.faults import Fault
from intlstrat.records.ids import folded_id, is_id, unknown_partner
from intlstrat.records.models import WAIVER_REQUIRED, WaiverEntry
from intlstrat.records.portfolio import Located, Path, Portfolio, Record, RecordKind
from intlstrat.records.read import Reading, read, read_model
from intlstrat.source import Document, Problem, parse
from intlstrat.validity import finding


@dataclass
class _Loading:
    """What has come together so far."""

    records: list[Record]
    findings: list[Finding]
    sources: dict[str, Located]
    unreadable: list[str]
    failed: set[str]

    def add(self, other: _Loading) -> None:
        self.records += other.records
        self.findings += other.findings
        self.sources |= other.sources
        self.unreadable += other.unreadable
        self.failed |= other.failed


Memory = dict[tuple[str, str, bytes], _Loading]
"""What files have been read as, under the same codes, so that a second state reads only what differs."""


def load(
    inputs: Inputs, codes: StrategyCodes, tick: Callable[[], None] = lambda: None, memory: Memory | None = None
) -> Portfolio:
    """All records that can be read, and a finding for everything that cannot."""
    loading = _Loading([], [], {}, [], set())
    for kind, file in sorted(inputs.records, key=lambda record: record[1].path):
        loading.add(_load_file(cast(RecordKind, kind), file, codes, memory))
        tick()
    _check_ids(loading)
    _check_references(loading)
    entries, waivers_source = _load_waivers(inputs.waivers, codes, loading)
    return Portfolio(
        tuple(sorted(loading.records, key=lambda record: record.path)),
        tuple(loading.findings),
        tuple(loading.unreadable),
        frozenset(loading.failed),
        tuple(entries),
        waivers_source,
        loading.sources,
    )


def _load_file(kind: RecordKind, file: InputFile, codes: StrategyCodes, memory: Memory | None) -> _Loading:
    """What one file gives, remembered by its name and bytes."""
    key = (kind, file.path, file.content) if isinstance(file.content, bytes) else None
    if memory is not None and key in memory:
        return memory[key]
    loading = _Loading([], [], {}, [], set())
    _load_record(kind, file, codes, loading)
    if memory is not None and key is not None:
        memory[key] = loading
    return loading


def stem(path: str) -> str:
    """The id that a file's name gives."""
    return path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]


def _load_record(kind: RecordKind, file: InputFile, codes: StrategyCodes, loading: _Loading) -> None:
    subject = Subject(kind, stem(file.path))
    document = _document(file, subject, loading)
    if document is None:
        loading.unreadable.append(file.path)
        return
    if not isinstance(document.value, dict):
        loading.findings.append(_not_keys(document, subject))
        loading.unreadable.append(file.path)
        return
    problems = [problem for problem in document.problems if not problem.fatal]
    loading.findings.extend(_from_problem(problem, document, subject) for problem in problems)
    # A tag on the record itself (an empty path) is refused, and leaves all of its parts readable.
    refused = tuple(problem.path for problem in problems if problem.cut and problem.path)
    reading = read(kind, cast("dict[str, Any]", document.value), codes, refused, document.empty)
    loading.findings.extend(_from_fault(fault, document, subject) for fault in reading.faults)
    data = {"id": subject.id, "kind": kind, **reading.data}
    record = Record(
        kind,
        stem(file.path),
        document,
        file.path,
        data,
        reading.lost,
        reading.kept,
        _personal(reading, document),
    )
    loading.records.append(record)


def _personal(reading: Reading, document: Document) -> personal.Found:
    """Personal data in what was read, and the like in what was refused, which messages and excerpts show as well."""
    found = personal.find(reading.data)
    refused = [{str(fault.path[-1]): document.part(fault.path)} for fault in reading.faults if fault.path]
    more = personal.find({"refused": refused, "keys": [str(fault.path[-1]) for fault in reading.faults if fault.path]})
    return found._replace(values=found.values | more.values)


def _document(file: InputFile, subject: Subject, loading: _Loading) -> Document | None:
    """The parsed file, or None with the reason as a finding."""
    if isinstance(file.content, ReadFailure):
        place = Place(file.path, "", 1, 1, 1, 1)
        loading.findings.append(finding("record-unreadable", subject, place, file.content.message, file.content.fix))
        loading.failed.add(file.path)
        return None
    document = parse(file.path, file.content)
    loading.sources[file.path] = document
    for problem in document.problems:
        if problem.fatal:
            loading.findings.append(_from_problem(problem, document, subject))
    return None if document.fatal else document


def _not_keys(document: Document, subject: Subject) -> Finding:
    return finding(
        "record-unreadable",
        subject,
        document.place(()),
        msg("The file holds no keys, and so no record."),
        msg("Write the record as “key: value”, one key a line."),
    )


def _from_problem(problem: Problem, document: Document, subject: Subject) -> Finding:
    rule = "record-unreadable" if problem.fatal else "record-invalid"
    place = document.span(problem.start, problem.end, problem.path)
    return finding(rule, subject, place, problem.message, problem.fix)


def _from_fault(fault: Fault, document: Document, subject: Subject) -> Finding:
    rule = "record-invalid"
    if fault.missing and len(fault.path) == 3 and fault.path[0] == "waivers" and fault.path[2] in WAIVER_REQUIRED:
        rule = "waiver-invalid"
    return finding(rule, subject, document.place(fault.path), fault.message, fault.fix)


def _check_ids(loading: _Loading) -> None:
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


def _check_references(loading: _Loading) -> None:
    """Each partner that a project names is a record; one whose file cannot be read has its own finding."""
    known = {record.id for record in loading.records if record.kind == "partner"}
    known |= {stem(path) for path in loading.unreadable if path.startswith(f"{KIND_FOLDERS['partner']}/")}
    for record in loading.records:
        loading.findings += unknown_partners(record, known)


def unknown_partners(record: Record, known: AbstractSet[str]) -> Iterable[Finding]:
    """A finding for each id under `partners` that is none of `known`."""
    for position, partner in enumerate(record.data.get("partners", ())):
        if partner in known:
            continue
        path: Path = ("partners", record.index(("partners",), position))
        message, fix, _ = unknown_partner(partner, known)
        yield finding("record-reference", record.subject, record.source.place(path), message, fix)


def _load_waivers(
    file: InputFile | None, codes: StrategyCodes, loading: _Loading
) -> tuple[list[dict[str, Any]], Document | None]:
    """The entries of `data/waivers.yaml` that can be read, each with its place in the file's list."""
    if file is None or _is_blank(file):
        return [], None
    document = _document(file, PORTFOLIO, loading)
    if document is None:
        return [], None
    if not isinstance(document.value, list):
        message = msg("The file must be a list of waivers.")
        fix = msg("Put a hyphen before the first key of each waiver.")
        loading.findings.append(finding("record-unreadable", PORTFOLIO, document.place(()), message, fix))
        return [], document
    entries: list[dict[str, Any]] = []
    loading.findings.extend(_from_problem(problem, document, PORTFOLIO) for problem in document.problems)
    for index, value in enumerate(document.value):
        entries.extend(_waiver_entry(index, value, codes, document, loading))
    return entries, document


def _is_blank(file: InputFile) -> bool:
    """Whether a file holds nothing but comments: no waivers, then."""
    if isinstance(file.content, ReadFailure):
        return False
    lines = file.content.removeprefix(b"\xef\xbb\xbf").splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


def _waiver_entry(
    index: int, value: object, codes: StrategyCodes, document: Document, loading: _Loading
) -> Iterable[dict[str, Any]]:
    if not isinstance(value, dict):
        message, fix = msg("A waiver is written with keys."), msg("Write at least rule, reason, decided_by and until.")
        loading.findings.append(finding("waiver-invalid", PORTFOLIO, document.place((index,)), message, fix))
        return
    refused = tuple(problem.path[1:] for problem in document.problems if problem.cut and problem.path[:1] == (index,))
    if () in refused:
        return
    empty = tuple(path[1:] for path in document.empty if path[:1] == (index,))
    reading = read_model(WaiverEntry, cast("dict[str, Any]", value), codes, refused, empty)
    for fault in reading.faults:
        rule = "waiver-invalid" if fault.missing else "record-invalid"
        place = document.place((index, *fault.path))
        loading.findings.append(finding(rule, PORTFOLIO, place, fault.message, fault.fix))
    yield {**reading.data, "index": index}
