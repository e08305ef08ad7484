"""The page of commands: from the very objects that the command line is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from intlstrat.cli.examples import EXAMPLES
from intlstrat.cli.help import grouped
from intlstrat.cli.main import _app
from intlstrat.formats.markdown_text import code
from intlstrat.language import Language
from tools.reference.words import EXITS
from tools.reference.writing import Book, coded, table, text, whole


def commands_page(book: Book) -> str:
    """Every command, as the front page of the help sorts them; the examples of the front page come first."""
    top: Any = typer.main.get_command(_app())
    parts = [*book.head("commands"), _examples(book, "")]
    for _title, commands in grouped(top.commands):
        for name, command in commands.items():
            parts += _sections(book, name, command)
    parts.append(f"## {book.word('exits')}")
    exits = EXITS[book.language.code].items()
    parts.append(table((book.word("exit"), book.word("means")), [(str(exit_), told) for exit_, told in exits]))
    return whole(parts)


def _sections(book: Book, path: str, command: Any) -> Iterator[str]:
    yield from _section(book, path, command)
    for name, inner in getattr(command, "commands", {}).items():
        yield from _sections(book, f"{path} {name}", inner)


def _section(book: Book, path: str, command: Any) -> Iterator[str]:
    language = book.language
    parameters = [
        each for each in command.get_params(command.context_class(command, info_name=path))
        if not getattr(each, "hidden", False) and "--help" not in each.opts
    ]  # fmt: skip
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    usage = " ".join(["intlstrat", path, *(language.text(each.metavar) for each in arguments)])
    yield f"## {path}"
    yield text(language.text(command.help))
    yield f"```text\n{usage}\n```"
    yield _examples(book, path)
    if arguments:
        yield table(
            (book.word("argument"), book.word("means")),
            [(coded(language.text(each.metavar)), text(language.text(each.help))) for each in arguments],
        )
    if options:
        heads = (book.word("option"), book.word("means"))
        yield table(heads, [(_option(language, each), _meaning(book, each)) for each in options])


def _examples(book: Book, path: str) -> str:
    examples = EXAMPLES.get(path, ())
    return "\n".join(f"- {code(each.line)}: {text(book.language.text(each.meaning))}" for each in examples)


def _option(language: Language, option: Any) -> str:
    names = ", ".join(option.opts)
    return coded(names if option.is_flag else f"{names} {language.text(option.metavar)}")


def _meaning(book: Book, option: Any) -> str:
    meaning = text(book.language.text(option.help))
    return f"{meaning} ({book.word('default')}: `{option.default}`)" if isinstance(option.default, str) else meaning
