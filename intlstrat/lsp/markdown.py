"""Text from records and rules put into the Markdown of an editor's hover, so that it is shown as it stands."""

from __future__ import annotations

import re
from typing import Final

from intlstrat.formats.markdown_text import code
from intlstrat.formats.terminal import clean, one_line

_SIGNS: Final = re.compile(r"[\\`*\[\]<&~|]|(?<!\w)_|_(?!\w)")
_START: Final = re.compile(r"(?:(?=[#>+=-])|(?P<number>\d+)(?=[.)](?:\s|$)))")


def plain(text: str) -> str:
    """The text on one line, with the signs of Markdown taken for letters. HTML and links do nothing."""
    line = _SIGNS.sub(lambda match: "&lt;" if match[0] == "<" else f"\\{match[0]}", one_line(text))
    return _START.sub(lambda match: (match["number"] or "") + "\\", line, count=1) if _START.match(line) else line


def strong(text: str) -> str:
    return f"**{plain(text)}**"


def literal(text: str) -> str:
    """A key or a code as it is written in a file."""
    return code(clean(text))


def bullets(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def paragraphs(*parts: str) -> str:
    """The parts that say something, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def unmarked(markdown: str) -> str:
    """The same for an editor that shows plain text only."""
    text = re.sub(r"\*\*(.*?)\*\*", r"\1", markdown)
    text = re.sub(r"(?<!\\)(`+) ?(.*?) ?\1", r"\2", text)
    return re.sub(r"\\(.)", r"\1", text).replace("&lt;", "<")
