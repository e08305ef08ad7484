"""The help pages in the reader's language. Typer's own have words in them that cannot be translated."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from intlstrat.cli import screen
from intlstrat.cli.session import Stop
from intlstrat.findings import N_, msg

if TYPE_CHECKING:
    from intlstrat.formats.sheet import Sheet
    from intlstrat.language import Language

_MARKED = (
    N_("Show this message and exit."),
    *(N_("FILE"), N_("DIR"), N_("DATE"), N_("[PATH]..."), N_("[DIR]"), N_("RULE|CLAUSE"), N_("RULE|CLAUSE|LAYER")),
    *(N_("REVISION"), N_("REVISION|DATE"), N_("PACKAGE"), N_("[ID]"), N_("KEY=VALUE")),
)
"""The help of the options that Typer adds, in its own words, and the names that stand for what is to be written."""

_WIDEST_NAME = 28


class Command(TyperCommand):
    """A command whose help page is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(page(self, ctx))


class Group(TyperGroup):
    """Commands under one name, whose help page is ours, as is the word about a command that there is not."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(page(self, ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise Stop(*_no_such_command(args[0], ctx.command_path, tuple(self.commands)))
        return super().resolve_command(ctx, args)


def page(command: Any, context: Any) -> str:
    """The page: how the command is written, what it does, and everything that it takes."""
    from intlstrat.formats.sheet import Sheet
    from intlstrat.formats.terminal import encodable

    language: Language = context.find_root().obj
    shown = screen.screen("auto")
    sheet = Sheet(shown.width, color=False, ascii=shown.ascii)
    parameters = [parameter for parameter in command.get_params(context) if not getattr(parameter, "hidden", False)]
    arguments = [parameter for parameter in parameters if parameter.param_type_name == "argument"]
    options = [parameter for parameter in parameters if parameter.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    usage = [context.command_path, language.text("[OPTIONS]"), *(language.text(each.metavar) for each in arguments)]
    if commands:
        inner_command = language.text("COMMAND")
        usage.append(f"[{inner_command}]" if command.invoke_without_command else inner_command)
    sheet.put((language.text("Usage: {usage}", usage=" ".join(usage)), ""), indent=0, hang=4)
    sheet.gap()
    sheet.put((_in(language, command.help), ""))
    rows = [(language.text(each.metavar), _in(language, each.help)) for each in arguments]
    _table(sheet, language.text("Arguments"), rows)
    least = max(map(len, commands), default=0)
    for title, inner in grouped(commands) if context.parent is None else ((N_("Commands"), commands),):
        _table(sheet, language.text(title), [(name, _in(language, each.help)) for name, each in inner.items()], least)
    _table(sheet, language.text("Options"), [(_name(each, language), _meaning(each, language)) for each in options])
    _examples(sheet, language, context)
    return encodable(sheet.render(), sys.stdout.encoding)


def grouped(commands: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The commands under the titles of `GROUPS`; those that stand in none of them come last."""
    from intlstrat.cli.examples import GROUPS

    for title, names in GROUPS:
        yield title, {name: commands[name] for name in names if name in commands}
    known = {name for _, names in GROUPS for name in names}
    yield N_("Other commands"), {name: command for name, command in commands.items() if name not in known}


def words_of(context: Any) -> str:
    """The words that call a command, after the program's own name."""
    return str(context.command_path).partition(" ")[2]


def _examples(sheet: Sheet, language: Language, context: Any) -> None:
    from intlstrat.cli.examples import EXAMPLES

    found = EXAMPLES.get(words_of(context), ())
    if found:
        sheet.heading(f"{language.text('Examples')}:")
    for example in found:
        sheet.verbatim((example.line, ""))
        sheet.put((_in(language, example.meaning), ""), indent=6)


def _table(sheet: Sheet, title: str, rows: list[tuple[str, str]], least: int = 0) -> None:
    """Names with their meanings; the column of names is `least` wide, so that tables can stand in line."""
    from intlstrat.formats.terminal import cells

    if not rows:
        return
    sheet.heading(f"{title}:")
    width = min(max(least, *(cells(name) for name, _ in rows)), _WIDEST_NAME)
    below = width + 4 if sheet.width >= 2 * _WIDEST_NAME else 4
    for name, meaning in rows:
        if cells(name) <= width:
            sheet.row([[(name, "")], [(meaning, "")]], [width])
        else:
            sheet.put((name, ""))
            sheet.put((meaning, ""), indent=below)


def _in(language: Language, help_: str | None) -> str:
    return language.text(help_) if help_ else ""


def _name(option: Any, language: Language) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {language.text(option.metavar)}"


def _meaning(option: Any, language: Language) -> str:
    meaning = _in(language, option.help)
    if isinstance(option.default, str):
        return language.text("{meaning} (default: {default})", meaning=meaning, default=option.default)
    return meaning


def _no_such_command(name: str, path: str, known: tuple[str, ...]) -> Any:
    from intlstrat.cli.norwegian import word_meant
    from intlstrat.suggest import closest

    suggestion = word_meant(name, known) or closest(name, known)
    if suggestion is not None:
        return (msg("There is no command {name}. Did you mean {suggestion}?", name=name, suggestion=suggestion),)
    about = msg("“{command} --help” shows what can be written.", command=path)
    return msg("There is no command {name}.", name=name), about
