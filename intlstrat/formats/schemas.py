"""`intlstrat schema`: what each kind of file may hold, as JSON Schema 2020-12, for editors and other programs.

A schema accepts what the tool accepts, once a plain YAML reader (1.1 or 1.2) has made numbers and truth values of the
text. Titles and descriptions are an editor's hover text, in the reader's language; with a strategy, its codes and
their names are what the editor proposes. Only JSON Schema's own keywords are used, so that any validator can read it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from intlstrat.findings import N_
from intlstrat.formats import schema_rules
from intlstrat.formats.findings_schema import findings_schema
from intlstrat.formats.schema_models import Walker
from intlstrat.formats.schema_words import Schema
from intlstrat.language import Language
from intlstrat.records.models import Partner, Project, WaiverEntry
from intlstrat.rules.model import Strategy

SCHEMAS: Final[tuple[str, ...]] = ("partner", "project", "rule", "strategy", "waivers", "findings")
"""Everything that has a schema, in the order in which it is listed."""

_TITLES: Final[dict[str, tuple[str, str]]] = {
    "partner": (
        N_("A partner (intlstrat)"),
        N_("A sister city or another lasting relation. The file's name without .yaml is the partner's id."),
    ),
    "project": (
        N_("A project (intlstrat)"),
        N_("An international project. The file's name without .yaml is the project's id."),
    ),
    "rule": (
        N_("A rule (intlstrat)"),
        N_("One check of the strategy or of the quality of the data. The file's name without .yaml is the rule's id."),
    ),
    "strategy": (
        N_("A strategy (intlstrat)"),
        N_("The strategy as data: its clauses, the codes that records may use, and the numbers that the rules use."),
    ),
    "waivers": (
        N_("Waivers (intlstrat)"),
        N_(
            "Breaches of rules about the whole portfolio that somebody decided to accept. "
            "A waiver for one partner or project stands in its own file."
        ),
    ),
}


def json_schema(name: str, language: Language, strategy: Strategy | None) -> Schema:
    """The schema of that name; with a strategy, records and rules may use its codes only."""
    head: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:intlstrat:schema:{name}",
    }
    if name == "findings":
        return {**head, **findings_schema()}
    walker = Walker(language, strategy)
    schema = walker.titled(*_TITLES[name], _MAKERS[name](walker))
    return {**head, **schema, "$defs": dict(sorted(walker.definitions.items()))}


def _waivers(walker: Walker) -> Schema:
    return {"type": "array", "items": walker.keys(WaiverEntry)}


_MAKERS: Final[dict[str, Callable[[Walker], Schema]]] = {
    "partner": lambda walker: walker.keys(Partner),
    "project": lambda walker: walker.keys(Project),
    "rule": schema_rules.rule,
    "strategy": schema_rules.strategy,
    "waivers": _waivers,
}
