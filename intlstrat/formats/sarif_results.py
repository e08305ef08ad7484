"""The findings as results of SARIF: where they are, what they say, and how they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from intlstrat.findings import Finding, Outcome, Place, Subject, Waiver
from intlstrat.formats.finding_words import asides, decision, name, path_of, rests_on, stand_in, what_to_do, word
from intlstrat.formats.sarif_rules import taxa
from intlstrat.formats.terminal import one_line
from intlstrat.formats.text_base import Desk, standing

Json = Mapping[str, object]

FINGERPRINT: Final = "intlstrat/v1"
"""The version is that of what the fingerprint is made from."""

BASE: Final = "%SRCROOT%"
"""The root of the checked-out repository; every path is relative to it."""


def result(desk: Desk, finding: Finding, index: int, prefix: str) -> Json:
    """A finding; `index` is its rule's. Keys that have nothing to say are left out."""
    made: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": _text(desk, finding, prefix)},
        "locations": [_location(desk, finding, prefix)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    more = {
        "relatedLocations": _related(desk, finding, prefix),
        "taxa": taxa(desk, finding.clauses),
        "suppressions": _suppressions(desk, finding),
        "baselineState": _baseline(desk, finding),
    }
    made |= {key: value for key, value in more.items() if value}
    return made | {"properties": _properties(desk, finding)}


def properties_of(desk: Desk, finding: Finding, prefix: str) -> Json:
    """A finding that is no result of this run, because it is mended or still to come: for a bag of properties."""
    place = finding.place
    return {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": desk.message(finding.message),
        "uri": None if path_of(place, prefix) is None else uri(prefix, place),
        "line": place.line,
        "fingerprint": finding.fingerprint,
        **_properties(desk, finding),
    }


def uri(prefix: str, place: Place) -> str:
    """The path as RFC 3986 wants it; a name that is no UTF-8 keeps its own bytes."""
    return _quoted(path_of(place, prefix) or "")


def _quoted(path: str) -> str:
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "surrogatepass"))


def _text(desk: Desk, finding: Finding, prefix: str) -> str:
    """All that there is to say. `[a](b)` would be a link, also in SARIF's plain text."""
    lead = f"{word(desk, finding)}: " if standing(finding) == "unknown" else ""
    lines = [f"{lead}{desk.message(finding.message)}", f"{rests_on(desk, finding)}.", what_to_do(desk, finding)]
    return re.sub(r"\](?=\()", "] ", "\n".join([*lines, *asides(desk, finding, prefix)]))


def _location(desk: Desk, finding: Finding, prefix: str) -> Json:
    """The place. One without a path gets a stand-in: GitHub refuses a whole file for one result that has none."""
    logical = [_logical(desk, finding.subject, finding.place.pointer)]
    if path_of(finding.place, prefix) is not None:
        return {"physicalLocation": _physical(finding.place, prefix), "logicalLocations": logical}
    artifact = {"uri": _quoted(stand_in(desk, finding, prefix)), "uriBaseId": BASE}
    return {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 1}},
        "logicalLocations": logical,
        "properties": {"standIn": True},
    }


def _physical(place: Place, prefix: str) -> Json:
    made: dict[str, object] = {"artifactLocation": {"uri": uri(prefix, place), "uriBaseId": BASE}}
    region = _region(place)
    return {**made, "region": region} if region else made


def _region(place: Place) -> dict[str, int]:
    """Lines and columns, the end exclusive in SARIF too; an end before the start is left out."""
    if place.line is None:
        return {}
    region = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = place.column
    if place.end_line is not None and place.end_line >= place.line:
        region["endLine"] = place.end_line
        if place.end_column is not None and (place.end_line, place.end_column) >= (place.line, place.column or 1):
            region["endColumn"] = place.end_column
    return region


def _logical(desk: Desk, subject: Subject, pointer: str | None) -> Json:
    full = subject.kind if subject.id is None else f"{subject.kind}/{one_line(subject.id)}"
    return {
        "name": name(desk, subject),
        "fullyQualifiedName": full if not pointer else f"{full}#{one_line(pointer)}",
        "kind": subject.kind,
    }


def _related(desk: Desk, finding: Finding, prefix: str) -> list[Json]:
    placed = [one for one in finding.related if path_of(one.place, prefix) is not None]
    return [
        {
            "id": number,
            "message": {"text": name(desk, one.subject)},
            "physicalLocation": _physical(one.place, prefix),
            "logicalLocations": [_logical(desk, one.subject, one.place.pointer)],
        }
        for number, one in enumerate(placed, 1)
    ]


def _suppressions(desk: Desk, finding: Finding) -> list[Json]:
    if finding.outcome is not Outcome.WAIVED:
        return []
    if finding.waiver is None:
        return [{"kind": "external", "status": "accepted"}]
    justification = f"{one_line(finding.waiver.reason)} {decision(desk, finding.waiver)}"
    bag = {"properties": _waiver(finding.waiver)}
    return [{"kind": "external", "status": "accepted", "justification": justification, **bag}]


def _waiver(waiver: Waiver) -> Json:
    return {
        "reason": waiver.reason,
        "decidedBy": waiver.decided_by,
        "case": waiver.case,
        "granted": waiver.granted,
        "until": waiver.until,
    }


def _baseline(desk: Desk, finding: Finding) -> str | None:
    """SARIF wants it of all results or of none."""
    if desk.report.comparison is None:
        return None
    return "new" if finding.change is not None and finding.change.state == "new" else "unchanged"


def _properties(desk: Desk, finding: Finding) -> Json:
    change = finding.change
    return {
        "layer": finding.layer.value,
        "outcome": finding.outcome.value,
        "clauses": list(finding.clauses),
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "item": finding.item,
        "pointer": finding.place.pointer,
        "fix": desk.message(finding.fix),
        "interpretations": list(finding.interpretations),
        "missing": list(finding.missing),
        "change": None if change is None else {"state": change.state, "cause": change.cause},
    }
