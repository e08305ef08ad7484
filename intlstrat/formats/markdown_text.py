"""Text from outside put into Markdown so that it is shown as it stands, and does nothing.

CommonMark's own signs get a backslash. But GitHub and GitLab look through the finished text once more, for `@names`,
`#1`, `!1`, addresses, `:emoji:` and commits, and no backslash keeps them from it: there the sign gets an element of
its own, so that what they look for is never one stretch of text.
"""

from __future__ import annotations

import re
from typing import Final

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_SIGNS: Final = re.compile(r"[\\`*_~\[\]$]")

_FOUND_LATER: Final = re.compile(
    r"[@#$\[]"  # names, issues, formulas, [issue:1]
    r"|[!&~%^](?=[\w\"'])"  # merge requests, epics, labels, milestones, alerts
    r"|\*(?=iteration:)|\{(?=[+-])"
    r"|:(?=//|[\w+-]+:)|(?<=www)\.|(?<=mailto):|(?<=xmpp):"  # addresses, emoji
    r"|(?<=GH)-(?=\d)",
    re.IGNORECASE,
)
_HASH: Final = re.compile(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE)
"""What may be the name of a commit: digits and letters both, or every amount and some words would be."""

_START: Final = re.compile(r"(?P<number>\d+)(?=[.)])|(?=[-+=])")


def escape(text: str, *, at_start: bool = True) -> str:
    """The text, which is clean and on one line, for a paragraph, a list item, a heading or a cell of a table.

    Only where a block may begin with it (`at_start`) must `1.` be kept from being a list.
    """
    made, end = [], 0
    marks = sorted({(match.start(), match.end()) for match in _FOUND_LATER.finditer(text)} | _splits(text))
    for start, stop in marks:
        if start >= end:
            made += [_plain(text[end:start]), f"<span>{_plain(text[start:stop])}</span>"]
            end = stop
    whole = "".join([*made, _plain(text[end:])])
    if not at_start:
        return whole
    return _START.sub(lambda match: (match["number"] or "") + "\\", whole, count=1) if _START.match(whole) else whole


def code(text: str) -> str:
    """The text, which is clean and on one line, as code. Not for the cell of a table, which a `|` would end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if not text.strip(" ") or text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _splits(text: str) -> set[tuple[int, int]]:
    """One character in six of what may be a commit's name: shorter than seven, nothing is taken for one."""
    return {(at, at + 1) for match in _HASH.finditer(text) for at in range(match.start(), match.end(), 6)}


def _plain(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    return re.sub("[&<>|]", lambda match: _ENTITIES[match[0]], text)
