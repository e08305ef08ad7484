"""Mends a whole data repo, or some files of it: what to write where, and what then needs a decision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import unified_diff
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.authoring.fix.edits import origin
from intlstrat.authoring.fix.mending import mend
from intlstrat.authoring.fix.model import Kind, Known, Mend, Mending
from intlstrat.files import KIND_FOLDERS, InputFile, Inputs
from intlstrat.findings import Finding, Outcomes, RecordCounts, Report, StrategyRef, Tally
from intlstrat.load import load, stem
from intlstrat.masking import Mask, hidden_lines, masked
from intlstrat.memory import Memory
from intlstrat.records.personal import blot, mask
from intlstrat.records.portfolio import Portfolio
from intlstrat.rules.model import Pack
from intlstrat.rules.strategy_codes import strategy_codes
from intlstrat.waivers import entries, fault

_NO_NEWLINE = "\\ No newline at end of file"


class FixedFile(Struct, frozen=True):
    """One file with mends: its bytes as they are and as they are to be, and the mends with personal data masked."""

    path: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...]
    diff: tuple[str, ...]
    """The lines of a unified diff, with personal data masked; each without its line end."""


class Fixed(Struct, frozen=True):
    """What can be mended, and the validity findings that are left then, as a report with nothing else in it."""

    files: tuple[FixedFile, ...]
    report: Report
    unproved: tuple[str, ...] = ()
    """The paths of files that there are mends for which could not be proved to change nothing else."""

    @property
    def undecided(self) -> tuple[Finding, ...]:
        return self.report.findings


def known_of(inputs: Inputs, pack: Pack) -> Known:
    """What the files of a data repo may name."""
    folder = f"{KIND_FOLDERS['partner']}/"
    partners = frozenset(stem(file.path) for _, file in inputs.records if file.path.startswith(folder))
    return Known(strategy_codes(pack.strategy), partners, frozenset(rule.id for rule in pack.rules))


def fix(
    inputs: Inputs,
    pack: Pack,
    as_of: str,
    is_wanted: Callable[[str], bool],
    written: bool = True,
    tick: Callable[[], None] = lambda: None,
) -> Fixed:
    """The mends of the files whose paths are wanted. `as_of` is only told in the report.

    Nothing is written here; `written` says whether it will be: the findings that are left have their places in the
    mended files then, and else in the files as they are.
    """
    known = known_of(inputs, pack)
    changed: dict[str, tuple[bytes, Mending]] = {}
    unproved: list[str] = []
    for kind, file in _files(inputs):
        if is_wanted(file.path) and isinstance(file.content, bytes):
            mending = mend(kind, file.path, file.content, known)
            if mending.mends:
                changed[file.path] = file.content, mending
            elif mending.unproved:
                unproved.append(file.path)
        tick()
    memory = Memory()
    before = load(inputs, known.codes, tick, memory=memory)
    after = load(
        _with(inputs, {path: mending.content for path, (_, mending) in changed.items()}), known.codes, memory=memory
    )
    mask_ = Mask((after, before), memory)
    private = mask_.private
    lines = _Lines(before, after, private)
    files = tuple(
        FixedFile(
            path,
            old,
            mending.content,
            tuple(_masked(each, private) for each in mending.mends),
            tuple(lines.diff(path, old, mending.content)),
        )
        for path, (old, mending) in sorted(changed.items())
    )
    found = [each for each in _findings(after, pack) if is_wanted(each.place.path or "")]
    if not written:
        found = [_as_before(each, changed) for each in found]
    report = _report(pack, as_of, after, found, mask_, is_wanted)
    if not written:
        report = replace(report, excerpts=mask_.excerpts(report.findings, before))
    return Fixed(files, report, tuple(sorted(unproved)))


def _as_before(each: Finding, changed: Mapping[str, tuple[bytes, Mending]]) -> Finding:
    """The finding at its place in the file as it was. Mends leave each line where it is."""
    place = each.place
    if (
        place.path is None
        or place.path not in changed
        or place.line is None
        or place.column is None
        or place.end_column is None
    ):
        return each
    old, mending = changed[place.path]
    begins = _line_start(mending.content, place.line)
    begun = _line_start(old, place.line)
    column, end_column = (
        max(origin(mending.edits, begins + number - 1)[0] - begun, 0) + 1 for number in (place.column, place.end_column)
    )
    return replace(each, place=replace(place, column=column, end_column=max(end_column, column)))


def _line_start(content: bytes, line: int) -> int:
    """Where a line begins in the text of a file."""
    lines = content.decode("utf-8-sig").split("\n")
    return sum(len(each) + 1 for each in lines[: line - 1])


def _files(inputs: Inputs) -> Iterable[tuple[Kind, InputFile]]:
    yield from ((cast(Kind, kind), file) for kind, file in inputs.records)
    if inputs.waivers is not None:
        yield "waivers", inputs.waivers


def _with(inputs: Inputs, changed: dict[str, bytes]) -> Inputs:
    """The inputs with other bytes in some files."""

    def new(file: InputFile) -> InputFile:
        return replace(file, content=changed[file.path]) if file.path in changed else file

    records = tuple((kind, new(file)) for kind, file in inputs.records)
    return replace(inputs, records=records, waivers=new(inputs.waivers) if inputs.waivers is not None else None)


def _findings(portfolio: Portfolio, pack: Pack) -> list[Finding]:
    """What is wrong with the files themselves, whatever the day, and whatever the strategy asks for."""
    waivers = [found for entry in entries(portfolio) if (found := fault(entry, pack)) is not None]
    return sorted((*portfolio.findings, *waivers), key=lambda each: each.order)


def _masked(each: Mend, private: frozenset[str]) -> Mend:
    values = {
        name: mask(value, private) if isinstance(value, str) else value for name, value in each.what.values.items()
    }
    path = tuple(mask(part, private) if isinstance(part, str) else part for part in each.path)
    before, after = mask(each.before, private), mask(each.after, private)
    return replace(each, path=path, before=before, after=after, what=replace(each.what, values=values), new=after)


class _Lines:
    """The lines of files before and after, with personal data masked."""

    def __init__(self, before: Portfolio, after: Portfolio, private: frozenset[str]) -> None:
        self._private = private
        self._hidden = {
            (record.path, line)
            for portfolio in (before, after)
            for record in portfolio.records
            for line in hidden_lines(record)
        }

    def diff(self, path: str, before: bytes, after: bytes) -> Iterable[str]:
        """A unified diff's lines, with what it says where the last line has no line end."""
        old, new = self._lines(path, before), self._lines(path, after)
        for line in unified_diff(old, new, f"a/{path}", f"b/{path}"):
            if line.endswith("\n"):
                yield line[:-1]
            else:
                yield line
                yield _NO_NEWLINE

    def _lines(self, path: str, content: bytes) -> list[str]:
        """Mends leave the number of lines as it is, so a line has the same number before and after."""
        lines = re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8"))
        return [
            blot(line) if (path, number) in self._hidden else mask(line, self._private)
            for number, line in enumerate(lines, 1)
        ]


def _report(
    pack: Pack,
    as_of: str,
    portfolio: Portfolio,
    found: list[Finding],
    mask_: Mask,
    is_wanted: Callable[[str], bool],
) -> Report:
    strategy = StrategyRef(pack.strategy.id, pack.strategy.title, pack.strategy.version, pack.digest)
    shown = tuple(masked(each, mask_.private) for each in found)
    return Report(
        tool_version="",
        strategy=strategy,
        as_of=as_of,
        revision=None,
        records=RecordCounts(len(portfolio.of("partner")), len(portfolio.of("project")), portfolio.unreadable),
        outcomes=Tally(),
        clauses=(),
        findings=shown,
        results=Outcomes(),
        idle_rules=(),
        idle_records=(),
        excerpts=mask_.excerpts(shown, portfolio),
        names=mask_.names(),
        incomplete=any(is_wanted(path) for path in portfolio.failed),
    )
