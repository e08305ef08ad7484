"""What the tests of reading share: a file's text to a portfolio, and places that a test marks with ‹ and ›."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intlstrat.files import InputFile, Inputs, ReadFailure
from intlstrat.findings import Finding, Place
from intlstrat.language import Language
from intlstrat.load import load
from intlstrat.records.codes import StrategyCodes
from intlstrat.records.portfolio import Portfolio, Record, RecordKind

CODES = StrategyCodes(
    {
        "areas": frozenset({"business", "culture", "knowledge"}),
        "programmes": frozenset({"interreg-oks", "norec"}),
        "principles": frozenset({"2.1", "2.3", "2.4"}),
        "goals": frozenset({"1", "3"}),
        "relations": frozenset({"sister_city", "friendship", "network"}),
    }
)
PROJECT = "title: Mono\nstatus: idea\n"
PARTNER = "name: Kotka\ncountry: FI\nrelation: sister_city\nstatus: active\n"
BASES: Mapping[RecordKind, str] = {"project": PROJECT, "partner": PARTNER}
"""The least that makes a valid record of each kind."""
PATHS: Mapping[RecordKind, str] = {"project": "data/projects/mono.yaml", "partner": "data/partners/kotka.yaml"}
WAIVERS = "data/waivers.yaml"

_ENGLISH = Language("en")


def load_text(text: str | bytes, kind: RecordKind = "project", codes: StrategyCodes = CODES) -> Portfolio:
    """The portfolio of one record file."""
    return load(Inputs(((kind, InputFile(PATHS[kind], _bytes(text))),), None, ()), codes)


def load_files(files: Mapping[str, str | bytes | ReadFailure]) -> Portfolio:
    """The portfolio of files by their paths, read in that order."""
    records = tuple(
        (path.split("/")[1].removesuffix("s"), InputFile(path, _bytes(content)))
        for path, content in files.items()
        if path != WAIVERS
    )
    waivers = InputFile(WAIVERS, _bytes(files[WAIVERS])) if WAIVERS in files else None
    return load(Inputs(records, waivers, ()), CODES)


def _bytes(content: str | bytes | ReadFailure) -> Any:
    return content.encode() if isinstance(content, str) else content


def record(portfolio: Portfolio) -> Record:
    """The only record."""
    (found,) = portfolio.records
    return found


def only(portfolio: Portfolio) -> Finding:
    """The only finding."""
    assert len(portfolio.findings) == 1, [told(finding) for finding in portfolio.findings]
    return portfolio.findings[0]


def message(finding: Finding) -> str:
    """What the finding says is wrong, in English."""
    return _ENGLISH.message(finding.message)


def remedy(finding: Finding) -> str:
    """What the finding says is to be done, in English."""
    return _ENGLISH.message(finding.fix)


def told(finding: Finding) -> tuple[str, str | None, str]:
    """Rule, pointer and message: enough to tell findings apart."""
    return finding.rule, finding.place.pointer, message(finding)


def at(data: object, path: str) -> Any:
    """The value at a path such as `goals.0.target` of a record's data."""
    found: Any = data
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


def marked(text: str) -> tuple[str, tuple[int, int, int]]:
    """A text without its marks ‹ and ›, and where they stood: line, first column, column behind the last."""
    before, _, rest = text.partition("‹")
    inside, _, after = rest.partition("›")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return before + inside + after, (line, column, column + len(inside))


def spot(place: Place) -> tuple[int | None, int | None, int | None]:
    """Line, first column and column behind the last of a place, which must end on the line that it begins on."""
    assert place.line == place.end_line
    return place.line, place.column, place.end_column


def shown(text: str, place: Place) -> str:
    """The characters of the text that the place covers; lines end at LF or CRLF."""
    assert place.line is not None
    assert place.column is not None
    assert place.end_column is not None
    line = text.replace("\r\n", "\n").split("\n")[place.line - 1]
    assert place.end_column - 1 <= len(line)
    return line[place.column - 1 : place.end_column - 1]
