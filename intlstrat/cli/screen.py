"""The terminal's edge: how wide and how colourful output may be, and writing that no closed pipe disturbs."""

from __future__ import annotations

import codecs
import errno
import json
import os
import re
import shutil
import sys
from typing import Literal, TextIO

from msgspec import Struct

from intlstrat.cli.session import refused

ColorChoice = Literal["auto", "always", "never"]
COLOR_CHOICES = ("auto", "always", "never")
WIDEST = 120
"""Lines are not filled further: a longer one is tiring to read."""
_READER_IS_GONE = (errno.EPIPE, errno.EINVAL)
"""What writing to a closed pipe fails with; the second on Windows."""
_SIGNS = "×│─·–…«»æøå"


class Screen(Struct, frozen=True):
    """What standard output can show."""

    width: int
    color: bool
    ascii: bool


def screen(color: ColorChoice) -> Screen:
    """What standard output can show, honouring NO_COLOR, FORCE_COLOR, COLUMNS and `--color`."""
    width = shutil.get_terminal_size((80, 24)).columns
    return Screen(min(max(width, 40), WIDEST), _wants_color(color), not _carries(sys.stdout, _SIGNS))


def chosen(color: str) -> Screen:
    """What standard output can show, for the word after `--color`; another word stops the command."""
    match color:
        case "auto" | "always" | "never":
            return screen(color)
        case _:
            raise refused("--color", color, COLOR_CHOICES)


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
        text.encode(stream.encoding or "utf-8")  # a stream of text in memory names no encoding
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def prepare() -> None:
    """Makes both streams able to write any text: what an encoding cannot carry is shown as an escape."""
    # A stream that was closed before the start is None. Opened in this order, each gets its own number again.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open for as long as we run
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Writes to standard output; a reader that has gone away is no trouble."""
    _write(sys.stdout, text)


def is_unheard() -> bool:
    """Whether whoever read standard output has gone away; so far as that can be known without writing to it."""
    import select

    if not hasattr(select, "poll"):
        return False
    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)
        return any(happened & select.POLLERR for _, happened in poll.poll(0))
    except (OSError, ValueError):
        return False


def write_json(text: str) -> None:
    """Writes JSON to standard output; where that is not UTF-8, with escapes, which every reader of JSON knows."""
    if codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8":
        text = re.sub(r"[^\x00-\x7f]", lambda match: json.dumps(match[0])[1:-1], text)
    write(text)


def write_xml(text: str) -> None:
    """Writes XML that says it is UTF-8 to standard output; where that is not, with character references."""
    if codecs.lookup(sys.stdout.encoding or "ascii").name != "utf-8":
        text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    write(text)


def write_bytes(content: bytes) -> None:
    """Writes bytes to standard output; a reader that has gone away is no trouble."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _READER_IS_GONE:
            raise


def write_plain(text: str) -> None:
    """Writes text to standard output; where that cannot carry a sign of ours, with a plainer one."""
    from intlstrat.formats.terminal import encodable

    write(encodable(text, sys.stdout.encoding or "utf-8"))


def tell(text: str) -> None:
    """Writes lines to standard error. Whatever an argument or a file name put into them can only be read."""
    from intlstrat.formats.terminal import clean, guard

    lines = [guard(clean(line)) for line in text.split("\n")]
    if sys.stderr.isatty():
        from textwrap import wrap

        width = max(shutil.get_terminal_size((80, 24)).columns, 40)
        lines = [
            part
            for line in lines
            for part in wrap(
                line, width, break_long_words=False, break_on_hyphens=False,
                subsequent_indent=line[: len(line) - len(line.lstrip(" "))],
            )
            or [""]
        ]  # fmt: skip
    _write(sys.stderr, "".join(f"{line}\n" for line in lines))


def write_error(text: str) -> None:
    """Writes to standard error as it stands: the caller has made it harmless."""
    from intlstrat.formats.terminal import encodable

    _write(sys.stderr, encodable(text, sys.stderr.encoding or "utf-8"))


def let_go() -> None:
    """Drops what standard output could not take, or Python would try once more at exit, and fail in its own words."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # What Python would still flush at exit must go nowhere, or it complains after all.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error.errno not in _READER_IS_GONE:
            raise
