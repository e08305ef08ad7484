"""Finds the UN's targets by words, or by the beginning of a code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_WHOLE, _START, _WITHIN = range(3)
# A shorter word stands inside too many others by chance.
_SHORTEST_WITHIN: Final = 4
_CODE: Final = re.compile(r"([0-9]+)[.,]?([0-9]*|[a-z])")
_WORD: Final = re.compile(r"\w+")
# How people write where the keyboard has no æ, ø and å.
_TWO_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_ONE_LETTER: Final = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


def find_targets(words: str, names: Mapping[str, str]) -> list[str]:
    """The codes that a free text points to, the best first; none where nothing fits, or where it has no words.

    `names` has, by code, the text to search in: already translated, and of several languages if they are joined. Every
    word that is asked for must fit. It fits as a code: `8` is the whole of goal 8, `8.1` is 8.1 and then 8.10, `8,a`
    and `8a` are 8.a. Or it fits a word of the name: best the whole word, then its start, then a part of a compound
    (`reiseliv` in kystreiseliv). Capitals do not count; æ, ø and å may be written ae, oe and aa, or a, o and a. Codes
    that fit equally well keep the order of `names`.
    """
    asked = [part for part in _plain(words).split() if _WORD.search(part)]
    if not asked:
        return []
    goals = {code.partition(".")[0] for code in names}
    found: dict[str, int] = {}
    for code, name in names.items():
        fits = [_fit(part, code, name, goals) for part in asked]
        known = [fit for fit in fits if fit is not None]
        if len(known) == len(fits):
            found[code] = sum(known)
    return sorted(found, key=found.__getitem__)


def _fit(part: str, code: str, name: str, goals: set[str]) -> int | None:
    """How well one part of what is asked for fits a target, 0 best; None where it does not."""
    like_a_code = _CODE.fullmatch(part)
    if like_a_code is not None and like_a_code[1] in goals:
        goal, mark = like_a_code.groups()
        if not code.startswith(f"{goal}.{mark}"):
            return None
        return _WHOLE if mark in ("", code.partition(".")[2]) else _START
    fits = [_fit_word(word, _forms(name)) for word in _WORD.findall(part)]
    known = [fit for fit in fits if fit is not None]
    return max(known) if len(known) == len(fits) else None


def _fit_word(word: str, forms: frozenset[str]) -> int | None:
    if word in forms:
        return _WHOLE
    if any(form.startswith(word) for form in forms):
        return _START
    return _WITHIN if len(word) >= _SHORTEST_WITHIN and any(word in form for form in forms) else None


@lru_cache(maxsize=1024)
def _forms(name: str) -> frozenset[str]:
    """Every word of a name, as it is written and as it may be written without æ, ø, å and accents."""
    plain = _plain(name)
    bare = unicodedata.normalize("NFKD", plain.translate(_ONE_LETTER))
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    return frozenset(_WORD.findall(" ".join((plain, plain.translate(_TWO_LETTERS), bare))))


def _plain(text: str) -> str:
    # A Mac writes å as two characters.
    return unicodedata.normalize("NFC", text).casefold()
