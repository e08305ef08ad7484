"""What has come together of files so far, and a file parsed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct, field

from intlstrat.files import InputFile, ReadFailure
from intlstrat.findings import Finding, Place, Subject
from intlstrat.memory import Memory
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Located, Record
from intlstrat.source import Document, Problem, parse
from intlstrat.validity import finding

_Read = TypeVar("_Read")


class Loading(Struct):
    """What has come together so far, of one file or of many."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Located] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)

    def add(self, other: Loading) -> None:
        self.records += other.records
        self.findings += other.findings
        self.sources |= other.sources
        self.unreadable += other.unreadable
        self.failed |= other.failed


def remembered(memory: Memory, kind: str, file: InputFile, codes: StrategyCodes, read: Callable[[], _Read]) -> _Read:
    """What a file gives, remembered by its name and bytes; one that the disk did not give is tried again."""
    if isinstance(file.content, ReadFailure):
        return read()
    return memory.recall("read", (codes,), read, (kind, file.path, file.content))


def is_remembered(memory: Memory, kind: str, file: InputFile, codes: StrategyCodes) -> bool:
    """Whether what a file gives is remembered."""
    if not memory.keeps or isinstance(file.content, ReadFailure):
        return False
    return memory.get("read", (codes,), (kind, file.path, file.content)) is not None


def parsed(file: InputFile, subject: Subject, loading: Loading) -> Document | None:
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
            loading.findings.append(from_problem(problem, document, subject))
    return None if document.fatal else document


def from_problem(problem: Problem, document: Document, subject: Subject) -> Finding:
    rule = "record-unreadable" if problem.fatal else "record-invalid"
    place = document.span(problem.start, problem.end, problem.path)
    return finding(rule, subject, place, problem.message, problem.fix)
