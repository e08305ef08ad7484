"""The report as SARIF 2.1.0: for GitHub's code scanning, and for viewers and other programs.

What may be decided in more than one way:

- GitHub refuses a whole file for one result without a location, and one without a path. A finding that stands nowhere
  therefore points at its rule's file, else at the folder of the records, and the location's `standIn` says so.
- An unknown is a result of level `note`: SARIF's own kind for it, `open`, may have no level, and GitHub shows none.
- A waived breach is a result with an accepted suppression. Code scanning does not read suppressions and would show it
  as open: a job that uploads there leaves the waived findings out of the report that it hands over.
- What a comparison says is mended is no result: GitHub does not read `baselineState` and would show an `absent` one as
  an alert. It stands in the run's properties, as does what `--until` foresees.
- `primaryLocationLineHash`, the fingerprint that GitHub goes by, is left to GitHub's own upload, which makes it from
  the file, and warns about each one that differs from its own.
- No repository address is known, and without one SARIF allows no `versionControlProvenance`: the commit stands in the
  run's properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.findings import AddedWaiver, Comparison, Report, StrategyRef
from intlstrat.formats.finding_words import desk_for
from intlstrat.formats.json_text import json_text
from intlstrat.formats.sarif_results import BASE, properties_of, result, uri
from intlstrat.formats.sarif_rules import TAXONOMY, rules, taxonomy, taxonomy_name
from intlstrat.formats.terminal import one_line
from intlstrat.formats.text_base import Desk
from intlstrat.language import Language
from intlstrat.rules.model import Pack

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Json = Mapping[str, object]


def render(report: Report, pack: Pack, language: Language, prefix: str = "") -> str:
    """The log with its one run. `prefix` is put before every path (`""` or a folder with a final "/")."""
    desk = desk_for(report, pack, language)
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(desk, prefix)]})


def _run(desk: Desk, prefix: str) -> Json:
    report, language = desk.report, desk.language
    descriptors, index = rules(desk, report.findings)
    root = language.text("The root folder of the repository that holds the records.")
    return {
        "tool": {"driver": _driver(desk, descriptors)},
        "language": language.code,
        "automationDetails": {"id": f"intlstrat/{one_line(report.strategy.id)}/"},
        "invocations": [_invocation(desk)],
        "originalUriBaseIds": {BASE: {"description": {"text": root}}},
        "columnKind": "unicodeCodePoints",
        "taxonomies": [taxonomy(desk)],
        "results": [result(desk, finding, index[finding.rule], prefix) for finding in report.findings],
        "properties": _properties(desk, prefix),
    }


def _driver(desk: Desk, descriptors: list[Json]) -> Json:
    return {
        "name": "intlstrat",
        "version": one_line(desk.report.tool_version),
        "language": desk.language.code,
        "shortDescription": {
            "text": desk.language.text("Checks partnerships and international projects against the strategy.")
        },
        "rules": descriptors,
        "supportedTaxonomies": [{"name": taxonomy_name(desk), "index": TAXONOMY}],
    }


def _invocation(desk: Desk) -> Json:
    if not desk.report.incomplete:
        return {"executionSuccessful": True}
    text = desk.language.text("Not everything could be checked.")
    notification = {"level": "error", "message": {"text": text}}
    return {"executionSuccessful": False, "toolExecutionNotifications": [notification]}


def _properties(desk: Desk, prefix: str) -> Json:
    report, revision = desk.report, desk.report.revision
    made: dict[str, object] = {
        "asOf": report.as_of,
        "strategy": _strategy(report.strategy),
        "revision": None if revision is None else {"commit": revision.commit, "dirty": revision.dirty},
        "records": {
            "partners": report.records.partners,
            "projects": report.records.projects,
            "unreadable": report.records.unreadable,
        },
    }
    if report.comparison is not None:
        made["comparedWith"] = _comparison(desk, report.comparison, prefix)
    if report.forecast is not None:
        foreseen = report.forecast.foreseen
        made["forecast"] = {
            "until": report.forecast.until,
            "foreseen": [{"date": one.date, **properties_of(desk, one.finding, prefix)} for one in foreseen],
        }
    return made


def _strategy(strategy: StrategyRef) -> Json:
    return {"id": strategy.id, "title": strategy.title, "version": strategy.version, "digest": strategy.digest}


def _comparison(desk: Desk, comparison: Comparison, prefix: str) -> Json:
    return {
        "since": comparison.since,
        "commit": comparison.commit,
        "asOf": comparison.as_of,
        "strategy": None if comparison.strategy is None else _strategy(comparison.strategy),
        "waiversFrom": comparison.waivers_from,
        "fixed": [properties_of(desk, finding, prefix) for finding in comparison.fixed],
        "addedWaivers": [_added(waiver, prefix) for waiver in comparison.added_waivers],
    }


def _added(added: AddedWaiver, prefix: str) -> Json:
    waiver = added.waiver
    return {
        "rule": waiver.rule,
        "subject": {"kind": added.subject.kind, "id": added.subject.id},
        "item": waiver.item,
        "reason": waiver.reason,
        "decidedBy": waiver.decided_by,
        "case": waiver.case,
        "until": waiver.until,
        "setAside": added.set_aside,
        "uri": uri(prefix, added.place) or None,
        "line": added.place.line,
    }
