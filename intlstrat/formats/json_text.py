"""JSON that can only be read: no character of it acts on a terminal, and no text in it is a command to a CI runner."""

from __future__ import annotations

import json
import re

from intlstrat.formats.terminal import RUNNER_COMMAND

_ACTS = re.compile(
    r"(?P<lone>[\ud800-\udfff])"
    r"|[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    rf"|(?<=#)#(?={RUNNER_COMMAND})",
    re.IGNORECASE,
)
"""Characters that may stand in JSON but would act, and half characters, which no strict reader takes."""


def json_text(document: object) -> str:
    """The document as JSON on several lines, with a line break at the end."""
    return _ACTS.sub(_escape, json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _escape(match: re.Match[str]) -> str:
    r"""`\u202e` for a character that acts; half a character, which JSON has no way to say, as the text `\ud800`."""
    number = ord(match[0])
    if number > 0xFFFF:
        number -= 0x10000
        return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
    code = f"\\u{number:04x}"
    return "\\" + code if match["lone"] else code
