"""Shell completion: what may be written where the cursor stands.

The scripts of `cli.shells` run `intlstrat` with the words before the cursor as its arguments, the word under it in the
environment, and read what it writes: on the first line what paths the shell itself shall add, then a candidate a line,
with its meaning after a tabulator. Nothing is ever said about trouble: a shell would show it on the line being written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from intlstrat.cli import screen, speech
from intlstrat.cli.exits import Exit

if TYPE_CHECKING:
    from intlstrat.cli.candidates import Candidate, Offer

ASKED: Final = "_INTLSTRAT_COMPLETE"
"""The variable of the environment in which a shell says that it wants completion, and which shell it is."""
WORD: Final = "_INTLSTRAT_WORD"
"""The variable that holds what has been written of the word under the cursor."""
SHELLS: Final = ("bash", "zsh", "fish", "powershell")


class _Line(Struct):
    """What the words before the cursor come to."""

    command: Any
    waiting: Any = None
    """The option whose value is to come."""
    taken: int = 0
    """How many arguments there are."""
    options: list[str] = field(default_factory=list)
    only_arguments: bool = False


def shell_that_asks() -> str | None:
    """The shell that wants completion and no command to be run; None in every ordinary run."""
    asked = os.environ.get(ASKED)
    return asked if asked in SHELLS else None


def complete(shell: str, words: Sequence[str], command: Any) -> Exit:
    """Writes what may stand in place of the word under the cursor. Silent on any trouble."""
    try:
        offer = offered(command, words, os.environ.get(WORD, ""), shell)
        text = "\n".join([offer.paths, *(f"{each.value}\t{each.meaning}" for each in offer.candidates)])
        screen.write_bytes(f"{text}\n".encode())
    except Exception:  # whatever it is: the next command that is run says it
        return Exit.NOT_CHECKED
    return Exit.CLEAN


def offered(command: Any, words: Sequence[str], word: str, shell: str) -> Offer:
    """The candidates for a word after some others, where `command` is the whole command line."""
    from intlstrat.cli.candidates import Given, Offer, values

    # bash takes a word apart at "=", and keeps the quotation mark of one that is not finished.
    words = [each for each in words if each != "="] if shell == "bash" else words
    word = word.lstrip("\"'")
    if shell == "bash" and word == "=":
        word = ""
    given = Given(shell, speech.of_help(words), _value("--root", words), _value("--rules", words))
    line = _read(command, words)
    if line.waiting is not None:
        return values(line.waiting, word, given)
    if word.startswith("-") and not line.only_arguments:
        name, is_value, begun = word.partition("=")
        option = _option(line.command, name)
        if is_value and option is not None:
            return values(option, begun, given).after(f"{name}=")
        return Offer(tuple(each for each in _options(line, given) if each.value.startswith(word)))
    commands = getattr(line.command, "commands", {})
    if commands and not line.taken:
        return Offer(tuple(_commands(commands, word, given)))
    argument = _argument(line)
    return values(argument, word, given) if argument is not None else Offer(())


def _read(command: Any, words: Sequence[str]) -> _Line:
    """Follows the words to the command that they call, and to what it waits for."""
    line = _Line(command)
    for word in words:
        commands = getattr(line.command, "commands", {})
        if line.waiting is not None:
            line.waiting = None
        elif word == "--":
            line.only_arguments = True
        elif word.startswith("-") and not line.only_arguments:
            option = _option(line.command, word.partition("=")[0])
            line.options += option.opts if option is not None else []
            if option is not None and not option.is_flag and "=" not in word:
                line.waiting = option
        elif word in commands and not line.taken:
            line = _Line(commands[word])
        else:
            line.taken += 1
    return line


def _parameters(command: Any, kind: str) -> list[Any]:
    context = command.context_class(command, info_name="intlstrat", resilient_parsing=True)
    return [
        each
        for each in command.get_params(context)
        if each.param_type_name == kind and not getattr(each, "hidden", False)
    ]


def _option(command: Any, name: str) -> Any:
    return next((each for each in _parameters(command, "option") if name in each.opts), None)


def _argument(line: _Line) -> Any:
    """The argument that comes next; the last one may take several."""
    arguments = _parameters(line.command, "argument")
    if line.taken < len(arguments):
        return arguments[line.taken]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def _options(line: _Line, given: Any) -> Iterator[Candidate]:
    """The options that are not there yet, or may be there several times."""
    from intlstrat.cli.candidates import Candidate, meaning

    for option in _parameters(line.command, "option"):
        long = max(option.opts, key=len)
        if long not in line.options or option.multiple:
            yield Candidate(long, meaning(given.language.text(option.help) if option.help else ""))


def _commands(commands: Any, word: str, given: Any) -> Iterator[Candidate]:
    from intlstrat.cli.candidates import Candidate, meaning

    for name, command in commands.items():
        if name.startswith(word):
            yield Candidate(name, meaning(given.language.text(command.help) if command.help else ""))


def _value(option: str, words: Sequence[str]) -> str | None:
    """What an option was given, as far as has been written."""
    found = None
    for position, word in enumerate(words):
        if word == option and position + 1 < len(words):
            found = words[position + 1]
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return os.path.expanduser(found) if found is not None else None
