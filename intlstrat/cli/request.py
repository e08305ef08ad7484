"""What a check was asked for: its options as they were written, and what they select."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from intlstrat.cli.outputs import Output
from intlstrat.cli.session import Common, Stop
from intlstrat.cli.steps import Compare, relative
from intlstrat.findings import Message, msg

if TYPE_CHECKING:
    from intlstrat.cli.session import Loaded
    from intlstrat.selection import Selection


class Choice(Struct, frozen=True):
    """What is to be shown, as it was written."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Request(Struct, frozen=True):
    """All options of a check."""

    common: Common
    wanted: Output
    compare: Compare
    choice: Choice
    fail_on: str


def selection_of(folder: Path, loaded: Loaded, choice: Choice) -> Selection:
    """What the choice comes to; a pattern that nothing answers to, and a path that is not there, stops the command."""
    from intlstrat.selection import Selection

    check_patterns(loaded, choice)
    return Selection(choice.select, choice.ignore, tuple(relative(folder, path) for path in choice.paths))


def check_patterns(loaded: Loaded, choice: Choice) -> None:
    """Stops the command where a pattern names nothing that these rules have."""
    from fnmatch import fnmatchcase

    from intlstrat.selection import known_names

    known = known_names(loaded.pack)
    for option, patterns in (("--select", choice.select), ("--ignore", choice.ignore)):
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in known):
                raise Stop(*_nothing_answers(option, pattern, known))


def _nothing_answers(option: str, pattern: str, known: frozenset[str]) -> tuple[Message, ...]:
    from intlstrat.cli.norwegian import word_meant
    from intlstrat.suggest import closest_id

    suggestion = word_meant(pattern, known) or closest_id(pattern, known)
    message = msg("No rule, clause or layer answers to “{value}” after {option}.", value=pattern, option=option)
    if suggestion is not None:
        return message, msg("Did you mean {suggestion}?", suggestion=suggestion)
    return message, msg("“intlstrat rules” lists the rules, and “intlstrat strategy” the clauses.")
