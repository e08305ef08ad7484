"""Values inside braces that YAML splits at a comma: `{total: 4,2 mill}` is `total: 4` and a key `2 mill`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from intlstrat.findings import Message, msg
from intlstrat.source.document import Document, Path, Problem

_DIGIT = re.compile(r"[0-9]")
_REST = re.compile(r"(?:,[0-9][^\s,:{}\[\]]*(?:[ \u00a0\u202f]+[^\s,:{}\[\]#]+)*(?=[ \t]*(?:[,}\r\n]|[ \t]#)))+")
"""What follows a digit and goes on with one: no blank behind the comma, and no colon behind the rest."""
_NUMBER = re.compile(r"-?[0-9][0-9 .'’_\u00a0\u202f]*")


class Split(NamedTuple):
    """A value that was split: its path, those of the keys that were made of its rest, and the span of the whole."""

    path: Path
    rest: tuple[Path, ...]
    start: int
    end: int
    is_number: bool
    """Whether what stands before the comma is a number and nothing else."""

    @property
    def texts(self) -> tuple[Message, Message]:
        """What is wrong, and what to do."""
        if self.is_number:
            return (
                msg("The comma splits this number in two, because it stands inside braces { }."),
                msg("Put quotation marks around the number, or write it on a line of its own without braces."),
            )
        return (
            msg("The comma splits this text in two, because it stands inside braces { }."),
            msg("Put quotation marks around the whole text, or write it on a line of its own without braces."),
        )

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is of what the comma has split, such as the second `000` of `1,000,000`."""
        return self.start <= problem.start < self.end


def split_by_commas(document: Document) -> tuple[Split, ...]:
    """Each value that a comma between two digits has split inside braces, in the order of the text.

    What follows the comma is a key without a value there, which nobody writes on purpose.
    """
    empty = [path for path in document.empty if isinstance(path[-1], str) and _DIGIT.match(path[-1])]
    found: dict[int, Split] = {}
    for parent in dict.fromkeys(path[:-1] for path in empty):
        entries = sorted(document.entries(parent).items(), key=lambda each: each[1].start)
        starts = [entry.start for _, entry in entries]
        for key, entry in entries:
            value = entry.value
            if value.parts is not None or value.start >= value.end or not _DIGIT.match(document.text, value.end - 1):
                continue
            more = _REST.match(document.text, value.end)
            if more is not None:
                inside = slice(bisect_right(starts, more.start()), bisect_left(starts, more.end()))
                rest = ((*parent, name) for name, _ in entries[inside])
                is_number = _NUMBER.fullmatch(document.text, value.start, value.end) is not None
                found[value.start] = Split((*parent, key), tuple(rest), value.start, more.end(), is_number)
    return tuple(found[start] for start in sorted(found))


def but_for_splits(problems: Iterable[Problem], splits: Sequence[Split]) -> list[Problem]:
    """The problems that are of none of the splits, which come in the order of the text."""
    starts = [split.start for split in splits]
    kept = []
    for problem in problems:
        before = bisect_right(starts, problem.start)
        if before == 0 or not splits[before - 1].covers(problem):
            kept.append(problem)
    return kept
