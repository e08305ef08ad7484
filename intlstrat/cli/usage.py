"""Wrong arguments, in the reader's language: Typer's own words cannot be translated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from intlstrat.cli import screen
from intlstrat.cli.again import Then, line, next_line, without
from intlstrat.cli.exits import Exit

if TYPE_CHECKING:
    import typer

    from intlstrat.language import Language


def usage(error: typer.TyperException, arguments: Sequence[str], language: Language) -> Exit:
    """Says what is wrong with the arguments, and what to type instead, or where help is."""
    from intlstrat.formats.terminal import one_line

    if type(error).__name__ == "NoArgsIsHelpError":
        screen.tell(error.format_message())
        return Exit.NOT_CHECKED
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "intlstrat"
    if path == "intlstrat":
        path = _command(arguments)
    reason, then = _reason(error, path, language)
    screen.tell(one_line(reason))
    if then is not None:
        screen.tell(one_line(next_line((), (), then, arguments, language)))
    else:
        screen.tell(language.text("“{command} --help” shows what can be written.", command=path))
    return Exit.NOT_CHECKED


def _command(arguments: Sequence[str]) -> str:
    """The command that the arguments call, where Typer does not say it."""
    from intlstrat.cli.examples import EXAMPLES

    known = [" ".join(arguments[:size]) for size in (2, 1) if " ".join(arguments[:size]) in EXAMPLES]
    return f"intlstrat {known[0]}" if known and known[0] else "intlstrat"


def _reason(error: Any, path: str, language: Language) -> tuple[str, Then | None]:
    """Typer's complaint, for the kinds that occur, and the line to type where one can be told."""
    text = language.text
    match type(error).__name__:
        case "NoSuchOption":
            return _no_such_option(error, language)
        case "MissingParameter":
            parameter = (error.param.metavar or error.param.name) if error.param is not None else ""
            return text("Something is missing: {parameter}.", parameter=text(parameter)), example(path)
        case "BadOptionUsage" if "not take" in error.message:
            name = error.option_name
            return text("The option {option} takes no value.", option=name), Then(lambda all_: _bare(all_, name), True)
        case "BadOptionUsage":
            return text("The option {option} wants a value.", option=error.option_name), None
        case "UsageError" if extra := re.search(r"extra argument.*? \((.*)\)", error.message):
            return text("This is too much: {arguments}.", arguments=extra[1]), without(*extra[1].split())
        case _:
            return str(error.format_message()), None


def example(path: str) -> Then | None:
    """The first example of a command, as something to type."""
    import shlex

    from intlstrat.cli.examples import EXAMPLES

    found = EXAMPLES.get(path.partition(" ")[2], ())
    return line(*shlex.split(found[0].line)[1:]) if found else None


def _no_such_option(error: Any, language: Language) -> tuple[str, Then | None]:
    from intlstrat.suggest import closest

    name = error.option_name
    known = closest(name, error.possibilities or ())
    if known is None:
        return language.text("There is no option {option}.", option=name), None
    text = language.text("There is no option {option}. Did you mean {known}?", option=name, known=known)
    return text, Then(lambda arguments: [_renamed(each, name, known) for each in arguments], True)


def _renamed(argument: str, name: str, known: str) -> str:
    option, is_value, value = argument.partition("=")
    return f"{known}{is_value}{value}" if option == name else argument


def _bare(arguments: Sequence[str], option: str) -> list[str]:
    return [option if each.startswith(f"{option}=") else each for each in arguments]
