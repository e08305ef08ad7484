"""“Did you mean”: the known word nearest to one that is not known, whether it can be no other, and what it means."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

_SEPARATORS = dict.fromkeys(map(ord, " -_"))
_SHORTEST = 4
"""A shorter word is a different word with one letter changed, and not the same word misspelt."""
_LONG = 8
"""From this length on, two slips of the pen are still a slip."""


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that `word` most probably stands for, or None where nothing is near.

    A word that differs only in case, spaces, hyphens or underscores wins; then the nearest by difflib's ratio,
    if that is at least `cutoff` (1 means the same).
    """
    return _closest(word, frozenset(known), cutoff)


@lru_cache(maxsize=16)  # one word is asked about several times on the way to one finding
def _closest(word: str, known: frozenset[str], cutoff: float) -> str | None:
    by_fold = _by_fold(known)
    folded = _fold(word)
    if folded in by_fold:
        return by_fold[folded]
    from difflib import get_close_matches

    start = folded[:100]
    possible = [each for each in by_fold if _may_be_near(start, each, cutoff)]
    found = get_close_matches(start, possible, n=1, cutoff=cutoff) if possible else None
    return by_fold[found[0]] if found else None


@lru_cache(maxsize=8)
def _by_fold(known: frozenset[str]) -> dict[str, str]:
    """Each known word by what of it counts; the first in order where two have that in common."""
    return {_fold(word): word for word in sorted(known, reverse=True)}


def closest_id(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known id that `word` most probably stands for, or None where nothing is near.

    As `closest`, but what stands after the beginning that ids share (`portfolio-`) must be near as well: that
    beginning alone says only what kind of thing is meant.
    """
    ids = frozenset(known)
    return closest(word, _with_near_ends(word, ids, cutoff), cutoff)


@lru_cache(maxsize=16)
def _with_near_ends(word: str, ids: frozenset[str], cutoff: float) -> frozenset[str]:
    """The ids of which what stands after a shared beginning is near to the same of the word."""
    from difflib import SequenceMatcher

    shared, folded = _shared_beginnings(ids), _fold(word)
    matcher = SequenceMatcher(autojunk=False)
    found = set()
    for each in ids:
        one, other = _ends(word[:100], each, shared)
        if _fold(each) != folded and not _may_be_near(one, other, cutoff):
            continue
        matcher.set_seqs(one, other)
        if _fold(each) == folded or matcher.ratio() >= cutoff:
            found.add(each)
    return frozenset(found)


def _ends(word: str, known: str, shared: Collection[str]) -> tuple[str, str]:
    """Both without the first part, and without what follows it in both, if other ids begin so as well."""
    one, other = _parts(word), _parts(known)
    begin = 1 if min(len(one), len(other)) > 1 else 0
    while begin and min(len(one), len(other)) > begin and "-".join(other[: begin + 1]) in shared:
        if one[begin] != other[begin]:
            break
        begin += 1
    return "".join(one[begin:]), "".join(other[begin:])


@lru_cache(maxsize=1024)
def _parts(word: str) -> list[str]:
    return re.split("[-_ ]+", word.casefold())


@lru_cache(maxsize=8)
def _shared_beginnings(ids: frozenset[str]) -> frozenset[str]:
    """The beginnings, in whole parts, that more than one id goes on after."""
    counted = Counter("-".join(_parts(each)[:end]) for each in ids for end in range(1, len(_parts(each))))
    return frozenset(beginning for beginning, n in counted.items() if n > 1)


def _may_be_near(one: str, other: str, cutoff: float) -> bool:
    """Whether difflib's ratio could reach the cutoff, by the letters that one has and the other lacks.

    It says no to nearly all, in a twentieth of the time that difflib takes to: a file may hold thousands of words.
    """
    most = cutoff * (len(one) + len(other)) / 2 - 1e-9
    if min(len(one), len(other)) < most:
        return False
    return sum(map(one.__contains__, other)) >= most and sum(map(other.__contains__, one)) >= most


def only_close(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is a slip of the pen for, where it can be no other; else None.

    It differs in case, spaces, hyphens or underscores only; or it begins with the same letter and one letter is
    wrong, missing, too much or in its neighbour's place (two in a word of eight letters or more), while no other
    known word is near. Figures are never taken for a slip: `2.1` is not `2.3` misspelt.
    """
    words = set(known)
    found = closest(word, words)
    if found is None or _figures(found) != _figures(word):
        return None
    folded = _fold(word)
    alike = [other for other in words if _fold(other) == folded]
    if alike:
        return found if len(alike) == 1 else None
    target = _fold(found)
    slips = 2 if len(target) >= _LONG else 1
    if min(len(target), len(folded)) < _SHORTEST or target[0] != folded[0] or not _is_near(folded, target, slips):
        return None
    return None if any(_is_near(folded, _fold(other), slips + 1) for other in words - {found}) else found


def _is_near(one: str, other: str, slips: int) -> bool:
    """Whether so many slips at most make one word of the other."""
    if abs(len(one) - len(other)) > slips:
        return False
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i, *([0] * len(other))]
        for j, wanted in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1] <= slips


def _figures(word: str) -> list[str]:
    return re.findall(r"\d+", word)


@lru_cache(maxsize=1024)
def _fold(word: str) -> str:
    return word.casefold().translate(_SEPARATORS)


def by_word(written: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Turns a table of what people write for each known word into one of the known words that each may mean."""
    every = {word for words in written.values() for word in words}
    return {word: tuple(known for known, words in written.items() if word in words) for word in every}


def the_one(meant: Mapping[str, tuple[str, ...]], written: str, known: Collection[str]) -> str | None:
    """The one of the known words that `written` means by such a table; None where that is none or several of them."""
    word = unicodedata.normalize("NFC", written).strip().casefold().replace("_", " ").replace("-", " ")
    found = [each for each in meant.get(word, ()) if each in known]
    return found[0] if len(found) == 1 else None
