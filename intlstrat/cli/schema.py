"""`intlstrat schema`: the JSON Schemas of records, rules and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.again import line, without
from intlstrat.cli.exits import Exit
from intlstrat.cli.explain import root_or_none
from intlstrat.cli.options import Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, data_root, language_of, load_rules, refused
from intlstrat.findings import N_, msg

if TYPE_CHECKING:
    from intlstrat.language import Language
    from intlstrat.rules.model import Strategy

_NAMES = "partner|project|rule|strategy|waivers|findings|report"
_REPORT = "report"
"""Of the council paper's figures, which the formats know nothing of."""


def schema_command(
    name: Annotated[str | None, typer.Argument(metavar=_NAMES, help=N_("What the schema is of."))] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("Write those that editors use into the data repo's folder schemas/."))
    ] = False,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
) -> int:
    """Print a JSON Schema (2020-12), with the strategy's own codes and with texts for editors to show."""
    from intlstrat.formats.json_text import json_text
    from intlstrat.formats.schemas import SCHEMAS, json_schema

    common = Common(root, rules, lang)
    if write:
        return _write(common, name)
    if name is None:
        raise Stop(msg("Something is missing: {parameter}.", parameter=_NAMES), then=line("schema", "project"))
    if name not in (*SCHEMAS, _REPORT):
        raise refused("schema", name, (*SCHEMAS, _REPORT))
    if name == _REPORT:
        from intlstrat.council.figures.schema import figures_schema

        screen.write_json(json_text(figures_schema()))
        return Exit.CLEAN
    strategy = load_rules(common, root_or_none(common)).pack.strategy
    schema = json_schema(name, language_of(common, strategy.language), strategy)
    screen.write_json(json_text(schema))
    return Exit.CLEAN


def schema_files(language: Language, strategy: Strategy) -> dict[str, bytes]:
    """The schemas that editors use, by the name of the file of each."""
    from intlstrat.formats.json_text import json_text
    from intlstrat.formats.schemas import SCHEMAS, json_schema

    schemas = {name: json_schema(name, language, strategy) for name in SCHEMAS if name != "findings"}
    return {f"{name}.schema.json": json_text(schema).encode() for name, schema in schemas.items()}


def _write(common: Common, name: str | None) -> int:
    """Brings the files in `schemas/` up to date with the strategy, and names those that it changed."""
    from intlstrat.authoring.writing import renew

    if name is not None:
        raise Stop(
            msg("This is too much: {arguments}.", arguments=name),
            msg("--write writes all of them."),
            then=without(name),
        )
    root = data_root(common)
    strategy = load_rules(common, root).pack.strategy
    language = language_of(common, strategy.language)
    changed = []
    for file, content in schema_files(language, strategy).items():
        path = f"schemas/{file}"
        renewed = renew(root, path, content)
        if isinstance(renewed, str):
            raise Stop(
                msg("{path} could not be written ({reason}).", path=path, reason=renewed),
                msg("Run the command again when there is room and leave to write."),
            )
        changed += [path] if renewed else []
    if changed:
        screen.write("".join(f"{path}\n" for path in changed))
    else:
        screen.write(language.text("The schemas were up to date.") + "\n")
    return Exit.CLEAN
