"""Puts the commands together, and turns everything that can go wrong into a clear word and an exit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

import typer

from intlstrat import __version__, unfinished
from intlstrat.cli import screen, speech
from intlstrat.cli.complete import complete, shell_that_asks
from intlstrat.cli.exits import Exit
from intlstrat.cli.help import Command, Group
from intlstrat.cli.session import Stop
from intlstrat.cli.shells import INSTALL, SHOW, completion
from intlstrat.cli.usage import usage
from intlstrat.findings import N_
from intlstrat.language import Language
from intlstrat.reasons import reason_of

_HELP = N_("intlstrat holds a municipality's sister cities and international projects to its own strategy.")
_RULES_TEST = N_("Run the examples of every rule; the exit is 1 where one fails.")

COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("check.check_command", N_("Check the records against the strategy.")),
    "report": ("report.report_command", N_("Make the paper for the council: how it all stands, with pictures.")),
    "explain": (
        "explain.explain_command",
        N_("Show what a rule or a clause is about, and how this portfolio stands."),
    ),
    "strategy": (
        "strategy.strategy_command",
        N_("Show every clause with the rules that check it, or why none does."),
    ),
    "rules": ("rules.rules_command", N_("List the rules, or run their examples with “rules test”.")),
    "schema": (
        "schema.schema_command",
        N_("Print a JSON Schema (2020-12) with the strategy's own codes, for editors."),
    ),
    "fix": ("fix.fix_command", N_("Mend in the records what can be mended without deciding anything.")),
    "new": ("new.new_command", N_("Write a new partner or project: asks a question at a time.")),
    "init": ("init.init_command", N_("Set up a data repo: strategy, records, editor settings and checks.")),
    "lsp": ("lsp.lsp_command", N_("Serve an editor as its language server, on standard input and output.")),
}
"""The commands in the order of the help page: the function behind each, in a module of this room, and its help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and gives the exit. `arguments` are those of the process where none are given."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    screen.prepare()
    language, help_language = speech.of_errors(arguments), speech.of_help(arguments)
    unfinished.last_words(lambda: language.text("Interrupted."))
    arguments = speech.language_last(arguments)
    try:
        if arguments == ["--version"] and shell_that_asks() is None:
            screen.write(f"intlstrat {__version__}\n")
            return Exit.CLEAN
        return _run(arguments, language, help_language)
    except KeyboardInterrupt:
        screen.tell(language.text("Interrupted."))
        return Exit.INTERRUPTED
    except OSError as error:
        screen.let_go()
        screen.tell(language.text("That could not be done: {reason}.", reason=reason_of(error)))
        return Exit.NOT_CHECKED


def _run(arguments: list[str], language: Language, help_language: Language) -> int:
    shell = shell_that_asks()
    if shell is not None:
        return complete(shell, arguments, typer.main.get_command(_app()))
    command = typer.main.get_command(_app(arguments[0] if arguments and arguments[0] in COMMANDS else None))
    try:
        if arguments[:1] in ([SHOW], [INSTALL]) and "--help" not in arguments:
            return completion(arguments, language)
        result = command.main(arguments, prog_name="intlstrat", standalone_mode=False, obj=help_language)
    except Stop as stop:
        _say(stop, language, arguments)
        return stop.exit
    except typer.TyperException as error:
        return usage(error, arguments, language)
    except typer.Abort:
        return Exit.INTERRUPTED
    except SystemExit:  # what Typer does when nobody reads its help
        return Exit.CLEAN
    if result == Exit.INTERRUPTED:  # what Typer makes of an interrupt
        raise KeyboardInterrupt
    return int(result) if isinstance(result, int) else Exit.CLEAN


def _app(named: str | None = None) -> typer.Typer:
    """The whole command line; or of its commands the one that is named, so that a run imports and builds no other."""
    app = typer.Typer(
        help=_HELP, cls=Group, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True,
        add_completion=False,
    )  # fmt: skip
    app.callback()(_top)
    for name, (function, help_) in COMMANDS.items():
        if named not in (None, name):
            continue
        if name == "rules":
            rules = typer.Typer(cls=Group, invoke_without_command=True, rich_markup_mode=None)
            rules.callback()(_function(function))
            rules.command("test", cls=Command, help=_RULES_TEST)(_function("rules.rules_test_command"))
            app.add_typer(rules, name=name, help=help_)
        else:
            app.command(name, cls=Command, help=help_)(_function(function))
    return app


def _function(path: str) -> Callable[..., int]:
    """A function of this room, imported now: `check.check_command`."""
    module, _, name = path.partition(".")
    found: Callable[..., int] = getattr(import_module(f"intlstrat.cli.{module}"), name)
    return found


def _top(
    version: bool = typer.Option(False, "--version", is_eager=True, help=N_("Show the version and exit.")),
    # They stand here for the help page: `_run` sees to them first, because a shell may follow.
    install_completion: bool = typer.Option(
        False, INSTALL, help=N_("Set up completion with the tabulator key, in your shell or the one named after it.")
    ),
    show_completion: bool = typer.Option(
        False, SHOW, help=N_("Show the script for completion, of your shell or the one named after it.")
    ),
) -> None:
    if version:
        screen.write(f"intlstrat {__version__}\n")
        raise typer.Exit


def _say(stop: Stop, language: Language, arguments: list[str]) -> None:
    """Why a command came to nothing, and what to type. A check in a job on GitHub says it where a reviewer looks."""
    from intlstrat.cli.again import next_line
    from intlstrat.cli.outputs import is_on_github, nothing_checked
    from intlstrat.formats.terminal import one_line

    lines = [*(one_line(language.message(message)) for message in stop.messages), *stop.lines]
    last = next_line(lines, stop.messages, stop.then, arguments, language)
    lines += [one_line(last)] if last and lines else []
    if arguments[:1] == ["check"] and lines and is_on_github():
        nothing_checked(lines, language)
        return
    for line in lines:
        screen.tell(line)
