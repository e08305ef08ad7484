"""Amounts inside braces that YAML splits at their comma: `{total: 4,2 mill}` is `total: 4` and a key `2 mill`."""

from __future__ import annotations

import re
from typing import NamedTuple

from intlstrat.source.document import Document, Entry, Path

_DIGIT = re.compile(r"[0-9]")
_COLON = re.compile(r"\s*:")
_AGAIN = re.compile(r"(?:,[0-9]+(?=\s*[,}]))*")
"""The rest of the rest, where that is a key which has stood before, as in `1,000,000`."""


class Split(NamedTuple):
    """A value that was split: its path, those of the keys that were made of its rest, and the span of the whole."""

    path: Path
    rest: tuple[Path, ...]
    start: int
    end: int


def split_by_commas(document: Document) -> tuple[Split, ...]:
    """Each number that a comma inside braces has split, in the order of the text.

    The comma stands between two digits with nothing around it, and what follows it has no colon: a key without a
    value, which nobody writes on purpose.
    """
    if not any(isinstance(path[-1], str) and _DIGIT.match(path[-1]) for path in document.empty):
        return ()
    empty, found, taken = set(document.empty), [], set[Path]()
    for parent in dict.fromkeys(path[:-1] for path in document.empty):
        entries = sorted(document.entries(parent).items(), key=lambda item: item[1].start)
        for at, (key, head) in enumerate(entries):
            rest: list[Path] = []
            end = head.value.end
            for name, entry in entries[at + 1 :] if (*parent, key) not in taken else ():
                if (*parent, name) not in empty or not _goes_on(document.text, end, entry):
                    break
                rest.append((*parent, name))
                end = entry.end
            if rest:
                taken.update(rest)
                again = _AGAIN.match(document.text, end)
                end = again.end() if again is not None else end
                found.append(Split((*parent, key), tuple(rest), head.value.start, end))
    return tuple(sorted(found, key=lambda split: split.start))


def _goes_on(text: str, end: int, entry: Entry) -> bool:
    """Whether a key is the rest of a number that ends at `end`."""
    return (
        entry.start == end + 1
        and text[end] == ","
        and _DIGIT.match(text, end - 1) is not None
        and _DIGIT.match(text, entry.start) is not None
        and _COLON.match(text, entry.end) is None
    )
