"""The JSON Schema of one finding and of everything in it: the `$defs` of `findings_schema`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intlstrat.findings import Layer, Outcome, Severity
from intlstrat.formats.schema_words import Schema, closed_object, date, list_of, nullable, ref, string, texts, when

OUTCOMES: Final = {
    Outcome.FULFILLED: "The rule holds.",
    Outcome.BREACH: "The rule does not hold, and nobody has accepted that.",
    Outcome.UNKNOWN: "The data needed to judge the rule are not recorded: neither fulfilled nor a breach.",
    Outcome.NOT_APPLICABLE: "The rule's condition does not hold, so there was nothing to judge.",
    Outcome.WAIVED: "The rule does not hold, and somebody has decided to accept that until a day.",
}

SEVERITIES: Final = {
    Severity.ERROR: "Must be put right.",
    Severity.WARNING: "Ought to be put right.",
    Severity.NOTE: "Worth knowing; every unknown is a note.",
}


def definitions() -> dict[str, Schema]:
    """Every named part."""
    return {
        "subject": _subject(),
        "item": _item(),
        "location": _location(),
        "related": _related(),
        "waiver": _waiver(),
        "added_waiver": _added_waiver(),
        "strategy_change": _strategy_change(),
        "change": _change(),
        "finding": _finding(),
        "outcome": _outcome(),
        "forecast_entry": _forecast_entry(),
    }


def _subject() -> Schema:
    return {
        **closed_object(
            "Subject",
            "Whom a rule was asked about: a record, or the portfolio.",
            {
                "kind": {
                    "title": "Kind",
                    "description": "What it is.",
                    "enum": ["partner", "project", "portfolio"],
                },
                "id": nullable(string("Id", "The record's id; null for the portfolio.")),
            },
        ),
        **_PORTFOLIO_HAS_NO_ID,
    }


_PORTFOLIO_HAS_NO_ID: Final[Mapping[str, object]] = {
    "if": {"properties": {"kind": {"const": "portfolio"}}},
    "then": {"properties": {"id": {"type": "null"}}},
    "else": {"properties": {"id": {"type": "string"}}},
}


def _item() -> Schema:
    return {
        "title": "Item",
        "description": "The index in the record's list, from 0, or the item's text; null for a rule without items.",
        "type": ["integer", "string", "null"],
        "minimum": 0,
    }


def _location() -> Schema:
    numbers = {
        "line": "The line, from 1.",
        "column": "The column, from 1, in characters.",
        "end_line": "The line in which it ends.",
        "end_column": "The column after its last character.",
    }
    parts = {
        "path": nullable(
            string("Path", "From the root of the data, with `/`; null where there is no record to point at.")
        ),
        "pointer": nullable(string("Pointer", "JSON Pointer into the record, also where the key is absent.")),
        **{
            name: nullable(
                {"title": name.replace("_", " ").capitalize(), "description": meaning, "type": "integer", "minimum": 1}
            )
            for name, meaning in numbers.items()
        },
    }
    return {
        **closed_object("Location", "Where it stands; for an absent key, its nearest existing ancestor.", parts),
        "if": {"properties": {"path": {"type": "null"}}},
        "then": {"properties": {name: {"type": "null"} for name in ("pointer", *numbers)}},
    }


def _related() -> Schema:
    kind_and_id = _subject()["properties"]
    assert isinstance(kind_and_id, dict)
    return {
        **closed_object(
            "Related record",
            "Another record that the finding is about.",
            {**kind_and_id, "location": ref("location")},
        ),
        **_PORTFOLIO_HAS_NO_ID,
    }


def _waiver() -> Schema:
    return closed_object(
        "Waiver",
        "Why, by whom and until when the breach is accepted.",
        {
            "rule": string("Rule", "The rule that is waived."),
            "reason": string("Reason", "Why the breach is accepted."),
            "decided_by": string("Decided by", "Who decided it."),
            "case": nullable(string("Case", "The case number.")),
            "granted": nullable(date("Granted", "The day of the decision.")),
            "until": date("Until", "The last day on which it holds."),
        },
    )


def _added_waiver() -> Schema:
    aside = "Whether it waives nothing, because the waivers of another revision were asked for."
    return closed_object(
        "Added waiver",
        "A waiver that stands in the data now and did not in the earlier state.",
        {
            "subject": ref("subject"),
            "location": ref("location"),
            "waiver": ref("waiver"),
            "item": nullable(string("Item", "The only item that it is for; null where it is for every one.")),
            "set_aside": {"title": "Set aside", "description": aside, "type": "boolean"},
            "before": {**nullable(ref("waiver")), **_told("Before", "The waiver of then that it takes the place of.")},
        },
    )


def _strategy_change() -> Schema:
    value = "A parameter's value, or a rule's severity where that is what changed; null where there is none."
    return closed_object(
        "Strategy change",
        "A rule or a parameter that is new, gone, or judges otherwise.",
        {
            "kind": {"title": "Kind", "description": "What it is.", "enum": ["rule", "parameter"]},
            "name": string("Name", "The rule's id or the parameter's name."),
            "change": {"title": "Change", "description": "What happened.", "enum": ["added", "removed", "changed"]},
            "before": _told("Before", value),
            "after": _told("After", value),
        },
    )


def _change() -> Schema:
    return closed_object(
        "Change",
        "How the finding compares with the earlier state.",
        {
            "state": {
                "title": "State",
                "description": "Whether the finding is new, was there before, or is gone.",
                "enum": ["new", "existing", "fixed"],
            },
            "cause": {
                "title": "Cause",
                "description": "What made the difference; null for an existing finding.",
                "enum": ["data", "rules", "waiver", "clock", None],
            },
        },
    )


def _finding() -> Schema:
    return {
        **closed_object(
            "Finding",
            "One rule that did not hold, or could not be judged, for one subject at one place.",
            {
                "rule": string("Rule", "The rule's id; `intlstrat explain` tells what it is about."),
                "layer": _layer(),
                "severity": _severity(),
                "outcome": _outcome_name(Outcome.BREACH, Outcome.UNKNOWN, Outcome.WAIVED),
                "clauses": texts("Clauses", "The clauses of the strategy that the rule checks."),
                "subject": ref("subject"),
                "item": ref("item"),
                "location": ref("location"),
                "related": list_of("Related records", "Other records that the finding is about.", "related"),
                "message": string("Message", "What is wrong, in the language of the run."),
                "fix": string("Fix", "What to do about it."),
                "interpretations": texts(
                    "Interpretations", "Parameters that are the municipality's own interpretation."
                ),
                "waiver": {**nullable(ref("waiver")), **_told("Waiver", "Of a waived breach; null for all others.")},
                "change": {**nullable(ref("change")), **_told("Change", "With `--since`; null without it.")},
                "fingerprint": string(
                    "Fingerprint", "The same under moved lines and changed wording.", pattern="^[0-9a-f]{32}$"
                ),
            },
        ),
        "allOf": _consistency(),
    }


def _told(title: str, description: str) -> Schema:
    return {"title": title, "description": description}


def _consistency() -> list[Schema]:
    """What holds between the parts of a finding."""
    no_clauses: Schema = {"maxItems": 0}
    return [
        when("layer", Layer.VALIDITY, {"clauses": no_clauses, "outcome": {"const": "breach"}}),
        when("layer", Layer.QUALITY, {"clauses": no_clauses}),
        when("layer", Layer.STRATEGY, {"clauses": {"minItems": 1}}),
        when("outcome", Outcome.UNKNOWN, {"severity": {"const": "note"}}),
        {
            **when("outcome", Outcome.WAIVED, {"waiver": {"type": "object"}}),
            "else": {"properties": {"waiver": {"type": "null"}}},
        },
    ]


def _outcome() -> Schema:
    return closed_object(
        "Outcome",
        "What one rule came to for one subject and item.",
        {
            "rule": string("Rule", "The rule's id."),
            "subject": ref("subject"),
            "item": ref("item"),
            "outcome": _outcome_name(*Outcome),
        },
    )


def _forecast_entry() -> Schema:
    return closed_object(
        "Forecast entry",
        "A finding to come, with its first day.",
        {"date": date("Date", "The first day on which it is a finding."), "finding": ref("finding")},
    )


def _layer() -> Schema:
    return {
        "title": "Layer",
        "description": "validity: the file cannot be read as a record. strategy: a clause of the strategy. "
        "quality: the data look wrong or careless; no clause says so.",
        "enum": [layer.value for layer in Layer],
    }


def _severity() -> Schema:
    described = " ".join(f"{severity.value}: {meaning}" for severity, meaning in SEVERITIES.items())
    return {"title": "Severity", "description": described, "enum": [severity.value for severity in Severity]}


def _outcome_name(*outcomes: Outcome) -> Schema:
    described = " ".join(f"{outcome.value}: {OUTCOMES[outcome]}" for outcome in outcomes)
    return {"title": "Outcome", "description": described, "enum": [outcome.value for outcome in outcomes]}
