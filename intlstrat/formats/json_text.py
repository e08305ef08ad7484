"""JSON that only ever shows what it holds, wherever it is printed: for every format that is JSON."""

from __future__ import annotations

import json
import re
from typing import Final

_ACTS: Final = re.compile(
    r"[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|(?P<lone>[\ud800-\udfff])|\#(?=\#\[|\#vso\[)"
)
"""What would act on a terminal, half characters, which no strict reader takes, and the older mark of a command, which
the runners of GitHub and Azure look for anywhere in a line. All of it can stand in strings alone."""


def dump(document: object) -> str:
    """The document, indented, with a line break at the end and no byte order mark."""
    return _ACTS.sub(_escape, json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _escape(match: re.Match[str]) -> str:
    r"""`\u202e`, which means the same in JSON; half a character, which JSON has no way to say, as the text `\ud800`."""
    code = f"\\u{ord(match[0]):04x}"
    return "\\" + code if match["lone"] else code
