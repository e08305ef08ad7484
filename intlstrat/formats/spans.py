"""Styled text: wrapped and cut to so many cells of a terminal, at plain spaces where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from intlstrat.formats.terminal import cells

Span = tuple[str, str]
"""A text and its role, which is a key of `sheet.STYLES`."""

Spans = Sequence[Span]
Line = tuple[Span, ...]

_JOINTS: Final = "-–/_"
"""A word that is too long is best cut after one of these."""
_EMOJI: Final = "\ufe0f"


def plain(spans: Iterable[Span]) -> str:
    """The spans' text without their roles."""
    return "".join([text for text, _ in spans])


def cut(line: Line, room: int, ellipsis: str) -> Line:
    """The line in at most `room` cells, with an ellipsis where something had to go."""
    if cells(plain(line)) <= room:
        return line
    ellipsis = ellipsis[:room]
    kept: list[Span] = []
    left = room - cells(ellipsis)
    for text, role in line:
        end = _cut_at(text, left)
        kept.append((text[:end], role))
        left -= cells(text[:end])
        if end < len(text):
            break
    return (*kept, (ellipsis, kept[-1][1]))


def _cut_at(text: str, room: int) -> int:
    """How many characters of the text fit."""
    used = 0
    for number, letter in enumerate(text):
        used += 1 if letter == _EMOJI else cells(letter)
        if used > room:
            return number
    return len(text)


def wrap(spans: Iterable[Span], first: int, rest: int) -> list[Line]:
    """Lines of at most `first` and then `rest` cells, broken at plain spaces; a word that is too long is cut."""
    first, rest = max(first, 1), max(rest, 1)
    lines: list[Line] = []
    line: list[Span] = []
    used = 0
    for word in _words(spans):
        text = word[0][0] if len(word) == 1 else plain(word)
        length = len(text) if text.isascii() else cells(text)
        room = rest if lines else first
        if line and used + 1 + length > room:
            lines.append(tuple(line))
            line, used, room = [], 0, rest
        if length > room:
            *heads, word = _pieces(word, room, rest)
            lines += map(tuple, heads)
            length = cells(plain(word))
        if line:
            line.append((" ", line[-1][1] if line[-1][1] == word[0][1] else ""))
        line += word
        used += length + (1 if used else 0)
    return [*lines, tuple(line)]


def _words(spans: Iterable[Span]) -> list[list[Span]]:
    words: list[list[Span]] = [[]]
    for text, role in spans:
        for number, piece in enumerate(text.split(" ")):
            if number:
                words.append([])
            if piece:
                words[-1].append((piece, role))
    return [word for word in words if word]


def _pieces(word: list[Span], first: int, rest: int) -> list[list[Span]]:
    """The word in pieces of at most `first` and then `rest` cells."""
    letters = [(letter, role) for text, role in word for letter in text]
    pieces: list[list[Span]] = []
    start = 0
    while start < len(letters):
        end = _cut(letters, start, rest if pieces else first)
        roles = groupby(letters[start:end], key=lambda span: span[1])
        pieces.append([(plain(spans), role) for role, spans in roles])
        start = end
    return pieces


def _cut(letters: Sequence[Span], start: int, room: int) -> int:
    """Where a piece that begins at `start` ends: it has one character at least.

    After a hyphen, a dash or a slash where there is one, else where the room ends.
    """
    used, joint = 0, 0
    for at in range(start, len(letters)):
        letter = letters[at][0]
        # What makes an emoji of the sign before it makes that sign wider, though it has no width of its own.
        used += 1 if letter == _EMOJI else cells(letter)
        if used > room and at > start:
            return joint or at
        if letter in _JOINTS:
            joint = at + 1
    return len(letters)
