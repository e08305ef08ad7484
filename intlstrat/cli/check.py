"""`intlstrat check`: holds the records to the strategy, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intlstrat.cli import screen
from intlstrat.cli.exits import Exit
from intlstrat.cli.options import AsOf, Color, Lang, Root, Rules, Since, Until, WaiversFrom
from intlstrat.cli.outputs import FORMATS, Output, Writer, checkout_prefix, refuse_to_write
from intlstrat.cli.session import Common, Stop, data_root, day, language_of, load_rules, one_of
from intlstrat.cli.steps import (
    Compare,
    asked_for,
    checked_with_progress,
    inputs_at,
    relative,
    revision_of,
    rules_inside,
    say_ignored,
)
from intlstrat.findings import N_, Message, Severity, msg

if TYPE_CHECKING:
    from intlstrat.check import Checked
    from intlstrat.cli.session import Loaded
    from intlstrat.selection import Selection

FAIL_ON = ("error", "warning", "note", "never")
SHOW = ("findings", "all")


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is to be shown, as it was written."""

    paths: list[str] | None
    select: list[str] | None
    ignore: list[str] | None


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
            raise Stop(one_of(option, value, known))
    wanted = Output(format_, tuple(output or ()), show == "all", quiet, statistics, screen.chosen(color))
    return _run(common, wanted, Compare(since, until, waivers_from), _Choice(paths, select, ignore), fail_on)


def _run(common: Common, wanted: Output, compare: Compare, choice: _Choice, fail_on: str) -> int:
    """The steps, once the options are known to be words that there are."""
    as_of, folder = day(common), data_root(common)
    loaded = load_rules(common, folder)
    selection = _selection(folder, loaded, choice)
    for file in wanted.files:
        refuse_to_write(file, wanted.format, folder, loaded.folder)
    inputs = inputs_at(folder, selection)
    language = language_of(common, loaded.pack.strategy.language)
    asked = asked_for(common, compare, folder, loaded, as_of, language)
    revision = revision_of(folder, inputs, loaded) if wanted.wants_revision else None
    asked = replace(asked, revision=revision, rules_folder=rules_inside(folder, loaded.folder))
    checked = checked_with_progress(inputs, loaded, as_of, selection, asked, language)
    say_ignored(inputs, language)
    writer = Writer(checked.report, loaded.pack, language, wanted, checkout_prefix(folder))
    return _exit(checked, fail_on) if writer.write() else Exit.NOT_CHECKED


def _selection(folder: Path, loaded: Loaded, choice: _Choice) -> Selection:
    from fnmatch import fnmatchcase

    from intlstrat.selection import Selection, known_names

    known = known_names(loaded.pack)
    select, ignore = tuple(choice.select or ()), tuple(choice.ignore or ())
    for option, patterns in (("--select", select), ("--ignore", ignore)):
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in known):
                raise Stop(*_nothing_answers(option, pattern, known))
    return Selection(select, ignore, tuple(relative(folder, path) for path in choice.paths or ()))


def _nothing_answers(option: str, pattern: str, known: frozenset[str]) -> tuple[Message, ...]:
    from intlstrat.suggest import closest

    suggestion = closest(pattern, known)
    message = msg("No rule, clause or layer answers to “{value}” after {option}.", value=pattern, option=option)
    if suggestion is not None:
        return message, msg("Did you mean {suggestion}?", suggestion=suggestion)
    return message, msg("“intlstrat rules” lists the rules, and “intlstrat strategy” the clauses.")


def _exit(checked: Checked, fail_on: str) -> Exit:
    if checked.report.incomplete:
        return Exit.NOT_CHECKED
    worst = checked.worst()
    if fail_on == "never" or worst is None or worst.rank > Severity(fail_on).rank:
        return Exit.CLEAN
    return Exit.FINDINGS
