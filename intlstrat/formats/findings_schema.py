"""The JSON Schema (2020-12) of what `json_format` writes, for `intlstrat schema findings` and other programs."""

from __future__ import annotations

from intlstrat.formats.finding_schema import OUTCOMES, SEVERITIES, definitions
from intlstrat.formats.json_format import SCHEMA_VERSION
from intlstrat.formats.schema_words import Schema, closed_object, count, date, list_of, nullable, string, texts


def findings_schema() -> dict[str, object]:
    """The schema, made anew; the caller may change it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **closed_object(
            "Findings of intlstrat",
            "What `intlstrat check --format json` says: what was checked, against which strategy, and what came of it.",
            {
                "schema_version": {
                    "title": "Version of this format",
                    "description": "Grows when a change could break a reader.",
                    "const": SCHEMA_VERSION,
                },
                "tool": _tool(),
                "strategy": _strategy(),
                "as_of": date("As-of date", "The day that the verdict is about."),
                "revision": _revision(),
                "compared_with": _compared_with(),
                "summary": _summary(),
                "clauses": _clauses(),
                "findings": list_of(
                    "Findings", "By path, line, column, rule and item; validity errors first.", "finding"
                ),
                "outcomes": list_of("Other outcomes", "With `--show all`, all that gave no finding.", "outcome"),
                "idle": _idle(),
                "forecast": nullable(
                    list_of("Forecast", "With `--until`, what becomes a breach if nothing is done.", "forecast_entry")
                ),
            },
        ),
        "$defs": definitions(),
    }


def _tool() -> Schema:
    return closed_object(
        "Tool",
        "The program that made the findings.",
        {
            "name": {"title": "Name", "description": "Always `intlstrat`.", "const": "intlstrat"},
            "version": string("Version", "The program's version."),
        },
    )


def _strategy() -> Schema:
    return closed_object(
        "Strategy",
        "What was checked against.",
        {
            "id": string("Id", "The strategy's id."),
            "title": string("Title", "The strategy's title."),
            "version": nullable(string("Version", "The strategy's own version; null if it has none.")),
            "digest": string(
                "Digest", "A digest over names and bytes of all files of the rules.", pattern="^sha256:[0-9a-f]{64}$"
            ),
        },
    )


def _revision() -> Schema:
    return nullable(
        closed_object(
            "Revision",
            "The commit that the data stand at; null outside git.",
            {
                "commit": string("Commit", "The commit's full name."),
                "dirty": {
                    "title": "Changed since",
                    "description": "Whether data or rules differ from the commit.",
                    "type": "boolean",
                },
            },
        )
    )


def _records() -> Schema:
    records = {
        "partners": count("Partners", "Partners that were read."),
        "projects": count("Projects", "Projects that were read."),
        "unreadable": count("Unreadable files", "Files that gave no record and were judged by nothing."),
    }
    return closed_object("Records", "How many records were read.", records)


def _compared_with() -> Schema:
    states = {
        "new": count("New", "Findings that were not there then, or were not as bad."),
        "existing": count("Existing", "Findings that were there then."),
        "fixed": count("Fixed", "Findings of then that are gone, or have been waived since."),
    }
    added = list_of("Added waivers", "The waivers that stand in the data now and did not then.", "added_waiver")
    rules_of_then = (
        "The strategy of then; null where its rules could not be used, and those of now were in their place."
    )
    parts = {
        "since": string("Since", "The revision or the day, as it was asked for."),
        "commit": string("Commit", "The full name of the commit."),
        "as_of": date("As-of date", "The day that the earlier state was judged on."),
        "strategy": {**nullable(_strategy()), "description": rules_of_then},
        "records": _records(),
        "findings": closed_object("Findings", "How many there are of each state.", states),
        "added_waivers": added,
        "lapsed": texts(
            "Lapsed", "Fingerprints of the fixed findings that nobody mended: what they were about is gone."
        ),
        "strategy_changes": list_of("Strategy changes", "How rules and parameters have changed.", "strategy_change"),
        "waivers_from": nullable(string("Waivers from", "The commit whose waivers were used; null if those of now.")),
    }
    told = "The earlier state that the findings are compared with; null without a comparison."
    return nullable(closed_object("Compared with", told, parts))


def _summary() -> Schema:
    severities = {one.value: count(one.value.capitalize(), meaning) for one, meaning in SEVERITIES.items()}
    return closed_object(
        "Summary",
        "The numbers of the run.",
        {
            "records": _records(),
            "outcomes": closed_object(
                "Outcomes", "Outcomes of the rules of the strategy and of data quality.", _tallies()
            ),
            "findings": closed_object("Findings", "Findings that are not waived, by severity.", severities),
        },
    )


def _clauses() -> Schema:
    clause = closed_object(
        "Clause",
        "What the rules of one clause came to.",
        {"id": string("Id", "The clause's id, such as `4f`."), **_tallies()},
    )
    return {
        "title": "Clauses",
        "description": "Every clause of the strategy, in the strategy's order.",
        "type": "array",
        "items": clause,
    }


def _idle() -> Schema:
    rules = texts("Rules", "Ids of rules that applied to no record.")
    records = list_of("Records", "Records that no rule applied to.", "subject")
    return closed_object("Idle", "What did nothing, and so proves nothing.", {"rules": rules, "records": records})


def _tallies() -> dict[str, Schema]:
    return {one.value: count(one.value.replace("_", " ").capitalize(), meaning) for one, meaning in OUTCOMES.items()}
