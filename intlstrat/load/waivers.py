"""`data/waivers.yaml`: the waivers of rules about the whole portfolio."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from intlstrat.files import InputFile
from intlstrat.findings import PORTFOLIO, msg
from intlstrat.load.loading import Loading, from_problem, parsed, remembered
from intlstrat.memory import Memory
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.mendable import is_sure
from intlstrat.records.models import WaiverEntry
from intlstrat.records.read import read_model
from intlstrat.source import Document
from intlstrat.validity import finding


def load_waivers(
    file: InputFile | None, codes: StrategyCodes, loading: Loading, memory: Memory
) -> tuple[list[dict[str, Any]], Document | None]:
    """The entries of `data/waivers.yaml` that can be read, each with its place in the file's list."""
    if file is None or _is_blank(file):
        return [], None

    def read_file() -> tuple[Loading, list[dict[str, Any]], Document | None]:
        own = Loading()
        return own, *_read_waivers(file, codes, own)

    own, entries, document = remembered(memory, "waivers", file, codes, read_file)
    loading.add(own)
    return entries, document


def _read_waivers(
    file: InputFile, codes: StrategyCodes, loading: Loading
) -> tuple[list[dict[str, Any]], Document | None]:
    document = parsed(file, PORTFOLIO, loading)
    if document is None:
        return [], None
    if not isinstance(document.value, list):
        message = msg("The file must be a list of waivers.")
        fix = msg("Put a hyphen before the first key of each waiver.")
        is_one = isinstance(document.value, dict) and bool(document.value.keys() & WaiverEntry.model_fields.keys())
        place = document.place(())
        loading.findings.append(finding("record-unreadable", PORTFOLIO, place, message, fix, mendable=is_one))
        return [], document
    entries: list[dict[str, Any]] = []
    loading.findings.extend(from_problem(problem, document, PORTFOLIO) for problem in document.problems)
    for index, value in enumerate(document.value):
        entries.extend(_waiver_entry(index, value, codes, document, loading))
    return entries, document


def _is_blank(file: InputFile) -> bool:
    """Whether a file holds nothing but comments: no waivers, then."""
    if not isinstance(file.content, bytes):
        return False
    lines = file.content.removeprefix(b"\xef\xbb\xbf").splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


def _waiver_entry(
    index: int, value: object, codes: StrategyCodes, document: Document, loading: Loading
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
        sure = is_sure(fault, None)  # a waiver holds no amounts
        loading.findings.append(finding(rule, PORTFOLIO, place, fault.message, fault.fix, mendable=sure))
    yield {**reading.data, "index": index}
