"""What a terminal must never be sent: control characters, hidden characters and workflow commands from data.

Everything that comes from a record, a path or a rule pack passes through `clean` or `one_line` before it is laid out,
and every finished line through `guard`. A record can then not colour the screen, move the cursor, turn text around,
or speak to the machine that runs the check.
"""

from __future__ import annotations

import re
import unicodedata

_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control, format, surrogate, line separator, paragraph separator."""

_JOINERS = "\u200c\u200d"
_JOINED = frozenset({"So", "Sk", "Lo", "Mn", "Mc"})
"""What a joiner may stand between: emoji, and the letters and vowel signs of scripts that need it."""

_BLANKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
"""Every line break and plain blank, but no no-break space: `1 250 000` must stay in one piece."""

RUNNER_COMMAND = r"\[|vso\[|teamcity\["
"""What makes a command of `##` for GitHub's, Azure's and TeamCity's runners, which look for it anywhere in a line."""
_RUNNER_COMMAND = re.compile(rf"##(?={RUNNER_COMMAND})", re.IGNORECASE)

_NARROW = re.compile(r"[ -~\u00a0-\u02ff\u2010-\u2027\u202f\u2030-\u205e\u2500-\u257f]*")
"""Latin letters, punctuation and lines: one column each, so that an ordinary text can be measured without Rich."""

PLAIN = str.maketrans(
    {"√": "+", "✓": "+", "✗": "x", "×": "x", "│": "|", "·": "|", "…": "..."}
    | dict.fromkeys("─–—−", "-")
    | dict.fromkeys("«»“”„", '"')
    | dict.fromkeys("‘’", "'")
)
"""Our own signs and the usual punctuation in ASCII, for an output that cannot carry more."""


def clean(text: str) -> str:
    r"""The text with everything invisible made visible (`\x1b`, `\u202e`, `\n`), so that it stays on its line."""
    if text.isprintable() and "##" not in text:  # as most are
        return text
    return "".join(shown(text))


def one_line(text: str) -> str:
    """The text as one line of prose: line breaks and tabs become one space, everything else as `clean` does it."""
    return clean(_BLANKS.sub(" ", text).strip(" "))


def shown(text: str) -> list[str]:
    """What each character of the text is shown as; the list is as long as the text."""
    marks = {match.start() + 1 for match in _RUNNER_COMMAND.finditer(text)}
    if not marks and text.isprintable():
        return list(text)
    return [_escape("#") if index in marks else _shown_char(text, index) for index in range(len(text))]


def guard(line: str) -> str:
    r"""The line, with `\x3a` for its first colon if it would begin with `::`.

    GitHub's runner passes over blanks before it looks, and compares in a way that passes over marks and other
    characters without a shape of their own; so does this.
    """
    if line.count(":") < 2:
        return line
    visible = (i for i, char in enumerate(line) if not char.isspace() and unicodedata.category(char)[0] not in "MC")
    first, second = next(visible, 0), next(visible, 0)
    if line[first] != ":" or line[second] != ":":
        return line
    return line[:first] + _escape(":") + line[first + 1 :]


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def carries(encoding: str | None, text: str) -> bool:
    """Whether an output with that encoding can show the text."""
    try:
        text.encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def encodable(text: str, encoding: str | None) -> str:
    """The text with what the encoding cannot carry put plainly: `–` as `-`, else as an escape."""
    if carries(encoding, text):
        return text
    return "".join(char if carries(encoding, char) else _plain(char, encoding) for char in text)


def _plain(char: str, encoding: str | None) -> str:
    plain = " " if char.isspace() else char.translate(PLAIN)
    return plain if carries(encoding, plain) else _escape(char)


def _shown_char(text: str, index: int) -> str:
    char = text[index]
    if char.isprintable() or unicodedata.category(char) not in _HIDDEN or _joins(text, index):
        return char
    return _SHORT.get(char) or _escape(char)


def _joins(text: str, index: int) -> bool:
    """Whether a joiner stands where people write one, and so hides nothing."""
    if text[index] not in _JOINERS or not 0 < index < len(text) - 1:
        return False
    return all(unicodedata.category(text[near]) in _JOINED for near in (index - 1, index + 1))


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
