"""`intlstrat schema`: the JSON Schemas of records, rules and findings."""

from __future__ import annotations

from typing import Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit
from intlstrat.cli.explain import root_or_none
from intlstrat.cli.options import Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, language_of, load_rules, one_of
from intlstrat.findings import N_


def schema_command(
    name: Annotated[
        str,
        typer.Argument(metavar="partner|project|rule|strategy|waivers|findings", help=N_("What the schema is of.")),
    ],
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
) -> int:
    """Print a JSON Schema (2020-12), with the strategy's own codes and with texts for editors to show."""
    from intlstrat.formats.json_text import json_text
    from intlstrat.formats.schemas import SCHEMAS, json_schema

    if name not in SCHEMAS:
        raise Stop(one_of("schema", name, SCHEMAS))
    common = Common(root, rules, lang)
    strategy = load_rules(common, root_or_none(common)).pack.strategy
    schema = json_schema(name, language_of(common, strategy.language), strategy)
    screen.write_json(json_text(schema))
    return Exit.CLEAN
