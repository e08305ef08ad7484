"""Which language to speak before anything has been read: as asked for, or as the machine is set up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from intlstrat.language import LANGUAGES, Language

_OF_LOCALE = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
_PRIMARY = 0x3FF
_WINDOWS = {0x0014: "nb", 0x0009: "en"}
_NYNORSK = 0x0814
"""The codes of Windows: the lower ten bits are the language; nynorsk is a Norwegian of its own."""


def of_errors(arguments: Sequence[str]) -> Language:
    """The language of errors: `--lang` wherever it stands, else INTLSTRAT_LANG, else bokmål."""
    found = _asked(arguments) or os.environ.get("INTLSTRAT_LANG", "")
    return Language(found if found in LANGUAGES else "nb")


def of_help(arguments: Sequence[str]) -> Language:
    """The language of help pages and of completion: as of errors, but with the locale before bokmål."""
    for found in (_asked(arguments), os.environ.get("INTLSTRAT_LANG")):
        if found in LANGUAGES:
            return Language(found)
    return Language(_of_locale() or "nb")


def _asked(arguments: Sequence[str]) -> str | None:
    found = None
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            found = arguments[position + 1]
        elif argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
    return found


def _of_locale() -> str | None:
    """The language of the locale, as the environment or Windows has it; None where it is none of ours."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
    if named is not None:
        return _OF_LOCALE.get(named.replace("-", "_").partition(".")[0].partition("_")[0].lower())
    return _of_windows()


def _of_windows() -> str | None:
    if sys.platform == "win32":
        import ctypes

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "nn" if code == _NYNORSK else _WINDOWS.get(code & _PRIMARY)
    return None


def language_last(arguments: list[str]) -> list[str]:
    """The arguments with a `--lang` that stands before the command moved behind it: it is an option of each command.

    Where there is no command, as in `--help --lang nn`, it is left out: it has been heeded by then.
    """
    rest, taken = list(arguments), list[str]()
    position = 0
    while position < len(rest) and rest[position].startswith("-"):
        if rest[position] == "--lang" and position + 1 < len(rest):
            taken += [rest.pop(position), rest.pop(position)]
        elif rest[position].startswith("--lang="):
            taken.append(rest.pop(position))
        else:
            position += 1
    if position == len(rest):
        return rest
    end = rest.index("--") if "--" in rest else len(rest)
    return [*rest[:end], *taken, *rest[end:]]
