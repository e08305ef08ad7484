"""The report as one JSON object, version 1: for other programs, and for keeping.

The shape is the one of `findings_schema`. Keys always come in the same order, and those without a value are null.
"""

from __future__ import annotations

from collections.abc import Mapping

from intlstrat.findings import (
    Finding,
    Place,
    RecordCounts,
    Report,
    RuleOutcome,
    Severity,
    StrategyRef,
    Subject,
    Tally,
    Waiver,
)
from intlstrat.formats.json_text import json_text
from intlstrat.language import Language

SCHEMA_VERSION = 1

Json = Mapping[str, object]


def render(report: Report, language: Language, show_all: bool) -> str:
    """The whole object with a line break at the end; `outcomes` is filled only where everything is to be shown."""
    return json_text(_document(report, language, show_all))


def _document(report: Report, language: Language, show_all: bool) -> Json:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "intlstrat", "version": report.tool_version},
        "strategy": _strategy(report.strategy),
        "as_of": report.as_of,
        "revision": _revision(report),
        "compared_with": _comparison(report),
        "summary": _summary(report),
        "clauses": [{"id": clause.id, **_tally(clause.tally)} for clause in report.clauses],
        "findings": [_finding(finding, language) for finding in report.with_fixed],
        "outcomes": _outcomes(report) if show_all else [],
        "idle": {
            "rules": list(report.idle_rules),
            "records": [_subject(subject) for subject in report.idle_records],
        },
        "forecast": _forecast(report, language),
    }


def _revision(report: Report) -> Json | None:
    revision = report.revision
    return None if revision is None else {"commit": revision.commit, "dirty": revision.dirty}


def _strategy(strategy: StrategyRef) -> Json:
    return {"id": strategy.id, "title": strategy.title, "version": strategy.version, "digest": strategy.digest}


def _records(records: RecordCounts) -> Json:
    return {"partners": records.partners, "projects": records.projects, "unreadable": records.unreadable}


def _comparison(report: Report) -> Json | None:
    then = report.comparison
    if then is None:
        return None
    states = [finding.change.state for finding in report.with_fixed if finding.change is not None]
    return {
        "since": then.since,
        "commit": then.commit,
        "as_of": then.as_of,
        "strategy": None if then.strategy is None else _strategy(then.strategy),
        "records": _records(then.records),
        "findings": {state: states.count(state) for state in ("new", "existing", "fixed")},
        "added_waivers": [
            {
                "subject": _subject(added.subject),
                "location": _location(added.place),
                "waiver": _waiver(added.waiver),
                "item": added.waiver.item,
                "set_aside": added.set_aside,
                "before": _waiver(added.before),
            }
            for added in then.added_waivers
        ],
        "lapsed": [finding.fingerprint for finding in then.lapsed],
        "strategy_changes": [
            {
                "kind": each.kind,
                "name": each.name,
                "change": each.change,
                "before": each.before,
                "after": each.after,
            }
            for each in then.strategy_changes
        ],
        "waivers_from": then.waivers_from,
    }


def _forecast(report: Report, language: Language) -> list[Json] | None:
    if report.forecast is None:
        return None
    return [{"date": each.date, "finding": _finding(each.finding, language)} for each in report.forecast.foreseen]


def _summary(report: Report) -> Json:
    return {
        "records": _records(report.records),
        "outcomes": _tally(report.outcomes),
        "findings": {severity.value: report.count(severity) for severity in Severity},
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "fulfilled": tally.fulfilled,
        "breach": tally.breach,
        "unknown": tally.unknown,
        "not_applicable": tally.not_applicable,
        "waived": tally.waived,
    }


def _finding(finding: Finding, language: Language) -> Json:
    change = finding.change
    return {
        "rule": finding.rule,
        "layer": finding.layer.value,
        "severity": finding.severity.value,
        "outcome": finding.outcome.value,
        "clauses": list(finding.clauses),
        "subject": _subject(finding.subject),
        "item": finding.item,
        "location": _location(finding.place),
        "related": [{**_subject(other.subject), "location": _location(other.place)} for other in finding.related],
        "message": language.message(finding.message),
        "fix": language.message(finding.fix),
        "interpretations": list(finding.interpretations),
        "waiver": _waiver(finding.waiver),
        "change": None if change is None else {"state": change.state, "cause": change.cause},
        "fingerprint": finding.fingerprint,
    }


def _outcomes(report: Report) -> list[Json]:
    """Every outcome that is no finding, of the rules that are shown."""
    return [_outcome(one) for one in report.others]


def _outcome(one: RuleOutcome) -> Json:
    return {"rule": one.rule, "subject": _subject(one.subject), "item": one.item, "outcome": one.outcome.value}


def _subject(subject: Subject) -> dict[str, object]:
    return {"kind": subject.kind, "id": subject.id}


def _location(place: Place) -> Json:
    return {
        "path": place.path,
        "pointer": place.pointer,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _waiver(waiver: Waiver | None) -> Json | None:
    if waiver is None:
        return None
    return {
        "rule": waiver.rule,
        "reason": waiver.reason,
        "decided_by": waiver.decided_by,
        "case": waiver.case,
        "granted": waiver.granted,
        "until": waiver.until,
    }
