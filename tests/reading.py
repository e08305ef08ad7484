"""What the tests of reading share: a file's text to a portfolio, and the places that a test marks in it with ‹ and ›."""

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
ENGLISH = Language("en")


def load_text(text: str | bytes, kind: RecordKind = "project", codes: StrategyCodes = CODES) -> Portfolio:
    """The portfolio of one record file."""
    content = text.encode() if isinstance(text, str) else text
    return load(Inputs(((kind, InputFile(PATHS[kind], content)),), None, ()), codes)


def load_files(files: Mapping[str, str | bytes | ReadFailure], waivers: str | bytes | None = None) -> Portfolio:
    """The portfolio of files by their paths, in that order."""
    records = tuple(
        (path.split("/")[1].removesuffix("s"), InputFile(path, text.encode() if isinstance(text, str) else text))
        for path, text in files.items()
    )
    of_waivers = waivers.encode() if isinstance(waivers, str) else waivers
    return load(Inputs(records, of_waivers and InputFile("data/waivers.yaml", of_waivers), ()) if of_waivers else _no(records), CODES)


def _no(records: tuple[tuple[str, InputFile], ...]) -> Inputs:
    return Inputs(records, None, ())
