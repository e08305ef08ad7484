"""The next thing to type, when a command came to nothing: the same line put right, or one that shows the way."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from intlstrat.findings import Message
    from intlstrat.language import Language

_LONGEST: Final = 300
"""A longer line is not worth typing again."""
_WITH_VALUE: Final = ("--set", "--as-of", "--root", "--rules", "--lang", "--color")
"""The options of `new` that a value comes after: that is no id."""
_QUOTED: Final = ("“", "«")


class Then(Struct, frozen=True):
    """How the line that was typed becomes the next one. `sure`: it is what was meant, and no mere example."""

    change: Callable[[Sequence[str]], Sequence[str]]
    sure: bool = False


NO_LINE: Final = Then(lambda arguments: arguments)
"""No line to type: the messages say all there is to do, or the line would not do it again, as one that is fed does."""


def instead(wrong: str, right: str, sure: bool = False) -> Then:
    """The line with another word in the place of a wrong one, also after `--option=`."""

    def change(arguments: Sequence[str]) -> list[str]:
        return [_swapped(argument, wrong, right) for argument in arguments]

    return Then(change, sure)


def with_id(kind: str, wrong: str | None, right: str) -> Then:
    """A line of `new` with another id for the record, or with one where there was none."""

    def change(arguments: Sequence[str]) -> list[str]:
        changed = list(arguments)
        start = changed.index(kind) + 1 if kind in changed else len(changed)
        if wrong is None:
            return [*changed[:start], right, *changed[start:]]
        for at in range(start, len(changed)):
            if changed[at] == wrong and changed[at - 1] not in _WITH_VALUE:
                changed[at] = right
                break
        return changed

    return Then(change)


def without(*names: str) -> Then:
    """The line without these options and their values, and without these words."""

    def change(arguments: Sequence[str]) -> list[str]:
        kept: list[str] = []
        skip = False
        for argument in arguments:
            if skip:
                skip = False
            elif argument in names:
                skip = argument.startswith("--")
            elif argument.partition("=")[0] not in names:
                kept.append(argument)
        return kept

    return Then(change)


def without_path(path: str) -> Then:
    """The line without a path; of `fix` one that only shows what all records would become."""

    def change(arguments: Sequence[str]) -> Sequence[str]:
        kept = without(path).change(arguments)
        return [*kept, "--diff"] if kept[:1] == ["fix"] and not {"--diff", "--check"} & {*kept} else kept

    return Then(change)


def but_for(option: str, value: str) -> Then:
    """The line without one of several values of an option."""

    def change(arguments: Sequence[str]) -> list[str]:
        pairs = [*zip(arguments, [*arguments[1:], ""], strict=True)]
        gone = {at + step for at, pair in enumerate(pairs) if pair == (option, value) for step in (0, 1)}
        kept = (argument for at, argument in enumerate(arguments) if at not in gone)
        return [argument for argument in kept if argument != f"{option}={value}"]

    return Then(change)


def plus(*more: str) -> Then:
    """The line with more after it."""
    return Then(lambda arguments: [*arguments, *more], sure=True)


def line(*arguments: str) -> Then:
    """Another line altogether."""
    return Then(lambda _: arguments)


def written(arguments: Sequence[str]) -> str:
    """The command line as it is typed; `run.py` says in INTLSTRAT_CALLED how it was started in our place."""
    called = os.environ.get("INTLSTRAT_CALLED") or "intlstrat"
    if os.name == "nt":
        from subprocess import list2cmdline

        return f"{called} {list2cmdline(arguments)}".rstrip()
    return f"{called} {shlex.join(arguments)}".rstrip()


def beside(command: str, paths: Sequence[str] | None, root: str | None, rules: str | None) -> str:
    """The line of another command for the same records and rules, as it is typed."""
    given = (("--root", root), ("--rules", rules))
    options = [part for name, value in given if value is not None for part in (name, value)]
    return written([command, *(paths or ()), *options])


def next_line(
    lines: Sequence[str], messages: Sequence[Message], then: Then | None, arguments: Sequence[str], language: Language
) -> str:
    """The last line of an error, whose other lines say `messages`; empty where those end in something to type.

    Where nothing is said of it, a “did you mean” among the messages is taken up; else the same line is to be typed
    once more, when what the messages say has been done.
    """
    if then is NO_LINE:
        return ""
    then = then or _meant(messages)
    changed = then.change(arguments) if then is not None else arguments
    command = written(changed)
    if len(command) > _LONGEST:
        return language.text("“{command} --help” shows what can be written.", command=written(_commands(arguments)))
    if then is not None:
        if then.sure:
            return language.text("Write: “{command}”", command=command)
        return language.text("Write, for instance: “{command}”", command=command)
    if lines and any(mark in lines[-1] for mark in _QUOTED):
        return ""
    return language.text("Then write once more: “{command}”", command=command)


def _meant(messages: Sequence[Message]) -> Then | None:
    """What the messages suggest in the place of what: their slots say it."""
    values = {name: value for message in messages for name, value in message.values.items()}
    wrong = values.get("value", values.get("name"))
    right = values.get("suggestion", values.get("iso"))
    return instead(wrong, right, sure=True) if isinstance(wrong, str) and isinstance(right, str) else None


def _swapped(argument: str, wrong: str, right: str) -> str:
    if argument == wrong:
        return right
    option, is_value, value = argument.partition("=")
    return f"{option}={right}" if is_value and option.startswith("--") and value == wrong else argument


def _commands(arguments: Sequence[str]) -> list[str]:
    """The words before the first option: the command, as a rule."""
    return list(arguments[:1]) if arguments and not arguments[0].startswith("-") else []
