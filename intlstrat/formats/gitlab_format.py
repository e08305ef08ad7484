"""The findings as GitLab's Code Quality report: a JSON array that the merge request widget reads.

GitLab compares the reports of the two branches itself, so every finding that is there now is told, also under a
comparison. What is waived is left out, for the format has no word for it. GitLab demands a path and a line: a finding
that stands nowhere points at the first line of its rule's file, else at the folder of the records.

GitLab takes two entries with one fingerprint for one, so a second one gets a fingerprint of its own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Final

from intlstrat.findings import Finding, Place, Report, Severity
from intlstrat.formats.finding_words import (
    asides,
    desk_for,
    path_of,
    rests_on,
    spans,
    stand_in,
    what_to_do,
    word,
)
from intlstrat.formats.json_text import json_text
from intlstrat.formats.text_base import Desk, standing
from intlstrat.language import Language
from intlstrat.rules.model import Pack

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}
"""`major` and no more: `critical` and `blocker` are GitLab's words for what must stop a release, and what stops one
here is for `--fail-on` to say."""

Json = Mapping[str, object]


def render(report: Report, pack: Pack, language: Language, prefix: str = "") -> str:
    """The array, in the order of the report. `prefix` is put before every path (`""` or a folder with a final "/")."""
    desk = desk_for(report, pack, language)
    seen: Counter[str] = Counter()
    return json_text([_entry(desk, finding, prefix, seen) for finding in report.findings if finding.counts])


def _entry(desk: Desk, finding: Finding, prefix: str, seen: Counter[str]) -> Json:
    path = path_of(finding.place, prefix)
    entry: dict[str, object] = {
        "description": _description(desk, finding, prefix),
        "check_name": finding.rule,
        "fingerprint": _fingerprint(finding, seen),
        "severity": SEVERITIES[finding.severity],
        "location": _location(finding.place, stand_in(desk, finding, prefix) if path is None else path),
    }
    related = [(one.place, path_of(one.place, prefix)) for one in finding.related]
    others = [_location(place, other) for place, other in related if other is not None]
    return {**entry, "other_locations": others} if others else entry


def _location(place: Place, path: str) -> Json:
    begin, end = spans(place) or (1, None)
    return {"path": path, "lines": {"begin": begin} if end is None else {"begin": begin, "end": end}}


def _description(desk: Desk, finding: Finding, prefix: str) -> str:
    """All that there is to say, in one line: GitLab shows nothing else."""
    lead = f"{word(desk, finding)}: " if standing(finding) == "unknown" else ""
    message = desk.message(finding.message)
    told = [f"{lead}{message}", f"{rests_on(desk, finding)}.", what_to_do(desk, finding)]
    text = " ".join([*told, *asides(desk, finding, prefix)])
    return text.replace("%{", "% {")  # %{strong_start} and the like would format the text in the widget


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    fingerprint = finding.fingerprint
    seen[fingerprint] += 1
    if seen[fingerprint] == 1:
        return fingerprint
    return hashlib.sha256(f"{fingerprint}/{seen[fingerprint]}".encode()).hexdigest()[:32]
