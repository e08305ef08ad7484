"""Text as the PDF can set it: letters that its fonts have, turned letters kept apart, and words that can be broken.

Text goes to Typst as JSON: a piece is a string, `{"rtl": […], "short": …}` for a stretch of right-to-left letters,
`{"hyphenate": …}` for a word that may be hyphenated where others are not, or `{"long": […]}` for something that may be
broken between its parts without a hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
LONGEST_AMOUNT: Final = 24
"""So long an amount with its currency stays whole."""
_AMOUNT: Final = re.compile(r"(?:[^\W\d]+\.?[\u00a0\u202f])*[-−]?\d[\d.,\u00a0\u202f]*(?:[^\W\d]+|%)?")
"""Figures held together by no-break spaces, with words such as kr or NOK beside them."""
_TEXT_LIMIT = 40
"""How many characters a word in running text may have before it can be broken anywhere."""
_WORD_LIMIT = 30
"""How many a word in a table may have: shorter ones can be hyphenated."""
_CHUNK = 6

_EVERYDAY = re.compile(r"[ -~\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u2212]*")
"""What the first font has in any case: the fonts' tables need not be read for it."""

_AFTER = re.compile(r"(?<=[/\\.,:;@_=&?+%#|)\]}>])(?=.)")
_WORD = re.compile(r"[^ \u2010\u2013\u2014-]+[\u2010\u2013\u2014-]*|[\u2010\u2013\u2014-]+")
"""What lines are never broken in, but for hyphenation."""


@cache
def shapes() -> frozenset[str]:
    """The letters that the fonts can show, in regular and in bold."""
    from matplotlib.ft2font import FT2Font

    regular, bold = (set(FT2Font(f"{font_folder()}/{name}.ttf").get_charmap()) for name in FALLBACK)
    return frozenset(map(chr, regular & bold))


FALLBACK = ("DejaVuSans", "DejaVuSans-Bold")
"""The font for letters that Typst's own have not; it comes with Matplotlib."""


def font_folder() -> str:
    """The folder with Matplotlib's fonts."""
    import matplotlib

    return f"{matplotlib.get_data_path()}/fonts/ttf"


class Setter:
    """Turns texts into pieces, and counts the letters that no font has."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def pieces(self, text: str, whole: int | None = None) -> list[Json]:
        """The text in pieces. In a table, words of up to `whole` characters are never broken."""
        found: list[Json] = []
        for turned, stretch in _directions(self.shown(text)):
            if turned:
                longest = max(map(len, stretch.split(" ")))
                parts: list[Json] = [stretch] if longest <= (whole or _TEXT_LIMIT) else list(_chunks(stretch))
                found.append({"rtl": parts, "short": len(stretch) <= (whole or _WORD_LIMIT)})
            else:
                found += _breakable(stretch, whole)
        return found

    def shown(self, text: str) -> str:
        """The text with each letter that no font has as its number: `[U+4F60 U+597D]`."""
        if _EVERYDAY.fullmatch(text):
            return text
        lost = frozenset(text) - shapes() - {" "}
        if not lost:
            return text
        self.missing |= lost - _JOINERS
        mark = "".join(map(re.escape, sorted(lost)))
        joiners = "".join(sorted(_JOINERS))
        return re.sub(f"[{mark}][{mark}{joiners}]*", lambda match: _numbers(match[0]), text)


def _numbers(letters: str) -> str:
    return "[" + " ".join(f"U+{ord(letter):04X}" for letter in letters) + "]"


def _directions(text: str) -> Iterator[tuple[bool, str]]:
    """Stretches of the text, each with whether it is written from right to left.

    Such a stretch goes from its first letter to its last, over blanks, digits and signs, but over no other letter.
    """
    if _EVERYDAY.fullmatch(text):
        yield False, text
        return
    kinds = "".join(_kind(char) for char in text)
    at = 0
    for match in re.finditer(r"R(?:[^L]*R)?", kinds):
        if match.start() > at:
            yield False, text[at : match.start()]
        yield True, text[match.start() : match.end()]
        at = match.end()
    if at < len(text):
        yield False, text[at:]


def _kind(char: str) -> str:
    """`R`, `L` or neither."""
    direction = unicodedata.bidirectional(char)
    return "R" if direction in {"R", "AL"} else "L" if direction == "L" else "."


def _breakable(text: str, whole: int | None) -> Iterator[Json]:
    """The text with its overlong words as pieces of their own; all else stays in one string."""
    at = 0
    for match in _WORD.finditer(text):
        if len(match[0]) > room_for(match[0], whole or _TEXT_LIMIT) and (piece := _overlong(match[0], whole)):
            if match.start() > at:
                yield text[at : match.start()]
            yield piece
            at = match.end()
    if at < len(text) or not text:
        yield text[at:]


def room_for(word: str, most: int) -> int:
    """So many letters of a word stay on one line; an amount is never cut in two, unless it is past all measure."""
    return max(most, LONGEST_AMOUNT) if _AMOUNT.fullmatch(word) else most


def _overlong(word: str, whole: int | None) -> dict[str, Json] | None:
    """A long word as a piece; None where it may stay as it is."""
    if len(word) <= _WORD_LIMIT and word.strip("-.,:;()!?«»\"'").isalpha():
        return {"hyphenate": word}
    parts: list[Json] = []
    for part in _AFTER.split(word):
        parts += _chunks(part) if len(part) > (whole or _TEXT_LIMIT) else [part]
    return {"long": parts}


def _chunks(text: str) -> list[str]:
    """The text in short parts: each is set by itself, which takes its time."""
    return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
