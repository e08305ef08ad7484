"""One file to a record: its values as far as they can be read, and a finding for what is refused."""

from __future__ import annotations

from typing import Any, cast

from intlstrat.files import InputFile
from intlstrat.findings import Finding, Subject, msg
from intlstrat.load.loading import Loading, from_problem, parsed
from intlstrat.records import personal
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.faults import Fault
from intlstrat.records.mendable import mendable
from intlstrat.records.models import WAIVER_REQUIRED
from intlstrat.records.portfolio import NOTHING_FOUND, Record, RecordKind
from intlstrat.records.read import Reading, read
from intlstrat.source import Document, but_for_splits, split_by_commas
from intlstrat.validity import finding


def stem(path: str) -> str:
    """The id that a file's name gives."""
    return path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]


def read_record(kind: RecordKind, file: InputFile, codes: StrategyCodes) -> Loading:
    """What one file gives: a record, or the path among those that are unreadable; and findings."""
    loading, subject = Loading(), Subject(kind, stem(file.path))
    document = parsed(file, subject, loading)
    if document is None:
        loading.unreadable.append(file.path)
        return loading
    if not isinstance(document.value, dict):
        loading.findings.append(_not_keys(document, subject))
        loading.unreadable.append(file.path)
        return loading
    splits = split_by_commas(document)
    for split in splits:
        place = document.span(split.start, split.end, split.path)
        loading.findings.append(finding("record-invalid", subject, place, *split.texts))
    problems = but_for_splits(document.problems, splits)
    loading.findings.extend(from_problem(problem, document, subject) for problem in problems)
    # A tag on the record itself (an empty path) is refused, and leaves all of its parts readable.
    refused = tuple(problem.path for problem in problems if problem.cut and problem.path)
    refused = (*refused, *(split.path for split in splits))
    rest = {path for split in splits for path in split.rest}
    empty = tuple(path for path in document.empty if path not in rest)
    value = cast("dict[str, Any]", document.value)
    reading = read(kind, value, codes, refused, empty)
    if reading.faults:
        sure = mendable(
            value, reading.faults, document.keys, lambda other: read(kind, other, codes, refused, empty).faults
        )
        loading.findings.extend(_from_fault(each, document, subject, each.path in sure) for each in reading.faults)
    # A file's name need not be text, and rules take nothing else.
    data = {"id": stem(file.path).encode("utf-8", "backslashreplace").decode(), "kind": kind, **reading.data}
    record = Record(
        kind,
        stem(file.path),
        document,
        file.path,
        data,
        reading.lost,
        reading.kept,
        _personal(reading, document),
        document.size,
    )
    loading.records.append(record)
    return loading


def _personal(reading: Reading, document: Document) -> personal.Found:
    """Personal data in what was read, and the like in what was refused, which messages and excerpts show as well."""
    if document.texts is not None and not reading.faults and not personal.any_suspicious(document.texts):
        return NOTHING_FOUND  # each text of the data stands in the file as it is
    found = personal.find(reading.data)
    if not reading.faults:
        return found
    refused = [{str(fault.path[-1]): document.part(fault.path)} for fault in reading.faults if fault.path]
    more = personal.find({"refused": refused, "keys": [str(fault.path[-1]) for fault in reading.faults if fault.path]})
    return found._replace(values=found.values | more.values)


def _not_keys(document: Document, subject: Subject) -> Finding:
    return finding(
        "record-unreadable",
        subject,
        document.place(()),
        msg("The file holds no keys, and so no record."),
        msg("Write the record as “key: value” with a space after the colon, one key a line."),
    )


def _from_fault(fault: Fault, document: Document, subject: Subject, is_sure: bool) -> Finding:
    rule = "record-invalid"
    if fault.missing and len(fault.path) == 3 and fault.path[0] == "waivers" and fault.path[2] in WAIVER_REQUIRED:
        rule = "waiver-invalid"
    return finding(rule, subject, document.place(fault.path), fault.message, fault.fix, mendable=is_sure)
