"""The terminal's edge: how wide and how colourful output may be, and writing that no closed pipe disturbs."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import Literal, TextIO

from intlstrat.cli.session import Stop, one_of

ColorChoice = Literal["auto", "always", "never"]
COLOR_CHOICES = ("auto", "always", "never")
_WIDEST = 120
"""Lines are not filled further: a longer one is tiring to read."""
_SIGNS = "×│─·–…«»æøå"


@dataclass(frozen=True, slots=True)
class Screen:
    """What standard output can show."""

    width: int
    color: bool
    ascii: bool


def screen(color: ColorChoice) -> Screen:
    """What standard output can show, honouring NO_COLOR, FORCE_COLOR, COLUMNS and `--color`."""
    width = shutil.get_terminal_size((80, 24)).columns
    return Screen(min(max(width, 40), _WIDEST), _wants_color(color), not _carries(sys.stdout, _SIGNS))


def chosen(color: str) -> Screen:
    """What standard output can show, for the word after `--color`; another word stops the command."""
    match color:
        case "auto" | "always" | "never":
            return screen(color)
        case _:
            raise Stop(one_of("--color", color, COLOR_CHOICES))


def _wants_color(choice: ColorChoice) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _carries(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepare() -> None:
    """Makes both streams able to write any text: what an encoding cannot carry is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Writes to standard output; a reader that has gone away is no trouble."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python would still flush at exit must go nowhere, or it complains after all.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Writes a line to standard error."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
