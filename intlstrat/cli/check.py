"""`intlstrat check`: holds the records to the strategy, and says what came of it."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import replace

from intlstrat.cli import screen
from intlstrat.cli.again import beside
from intlstrat.cli.exits import Exit, exit_of
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules, Since, Until, WaiversFrom
from intlstrat.cli.outputs import FORMATS, Output, Writer, checkout_prefix, refuse_to_write
from intlstrat.cli.request import Choice, Request, selection_of
from intlstrat.cli.session import Common, data_root, day, language_of, load_rules, refused
from intlstrat.cli.steps import (
    Compare,
    asked_for,
    checked_with_progress,
    inputs_at,
    revision_of,
    rules_inside,
    say_ignored,
)
from intlstrat.findings import N_

FAIL_ON = ("error", "warning", "note", "never")
SHOW = ("findings", "all")


def check_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help=N_("Show only the findings of these files or folders.")),
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="text|json|sarif|github|gitlab|junit|markdown",
            help=N_("The format of the output; text when left out."),
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help=N_("Also write a file, in the format of its ending, or of --format. May be repeated."),
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE|CLAUSE|LAYER",
            help=N_("Show only these rules, clauses or layers. Globs; may be repeated."),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE|CLAUSE|LAYER",
            help=N_("Leave out these rules, clauses or layers. Globs; may be repeated."),
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="error|warning|note|never", help=N_("The severity from which the exit is 1.")
        ),
    ] = "error",
    show: Annotated[
        str,
        typer.Option(
            "--show", metavar="findings|all", help=N_("all: list also what is fulfilled and what does not apply.")
        ),
    ] = "findings",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=N_("Show findings only; nothing when there are none."))
    ] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=N_("Show a table of outcomes by rule."))] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help=N_("Stay, and check again whenever a record or a rule is saved."))
    ] = False,
    since: Since = None,
    until: Until = None,
    waivers_from: WaiversFrom = None,
    as_of: AsOf = None,
    root: Root = None,
    rules: Rules = None,
    lang: Lang = None,
    color: Color = "auto",
) -> int:
    """Check the records against the strategy."""
    common = Common(root, rules, lang, as_of, color)
    for option, value, known in (
        ("--format", format_ or "text", FORMATS),
        ("--fail-on", fail_on, FAIL_ON),
        ("--show", show, SHOW),
    ):
        if value not in known:
            raise refused(option, value, known)
    fix = beside("fix", paths, root, rules)
    wanted = Output(format_, tuple(output or ()), show == "all", quiet, statistics, screen.chosen(color), fix)
    choice = Choice(tuple(paths or ()), tuple(select or ()), tuple(ignore or ()))
    request = Request(common, wanted, Compare(since, until, waivers_from), choice, fail_on)
    if watch:
        from intlstrat.cli.watch import keep_checking

        return keep_checking(request)
    return _run(request)


def _run(request: Request) -> int:
    """The steps, once the options are known to be words that there are."""
    common, wanted = request.common, request.wanted
    as_of, folder = day(common), data_root(common)
    loaded = load_rules(common, folder)
    selection = selection_of(folder, loaded, request.choice)
    for file in wanted.files:
        refuse_to_write(file, wanted.format, folder, loaded.folder)
    inputs = inputs_at(folder, selection)
    language = language_of(common, loaded.pack.strategy.language)
    asked = asked_for(common, request.compare, folder, loaded, as_of, language)
    revision = revision_of(folder, inputs, loaded) if wanted.wants_revision else None
    asked = replace(asked, revision=revision, rules_folder=rules_inside(folder, loaded.folder))
    checked = checked_with_progress(inputs, loaded, as_of, selection, asked, language)
    say_ignored(inputs, language)
    writer = Writer(checked.report, loaded.pack, language, wanted, checkout_prefix(folder))
    return exit_of(checked, request.fail_on) if writer.write() else Exit.NOT_CHECKED
