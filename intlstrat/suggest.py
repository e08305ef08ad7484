"""“Did you mean”: the known word nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that `word` most probably stands for, or None where nothing is near.

    A word that differs only in case, spaces, hyphens or underscores wins; then the nearest by difflib's ratio,
    if that is at least `cutoff` (1 means the same).
    """
    words = sorted(set(known))
    folded = _fold(word)
    for candidate in words:
        if _fold(candidate) == folded:
            return candidate
    from difflib import get_close_matches

    by_fold = {_fold(candidate): candidate for candidate in reversed(words)}
    found = get_close_matches(folded[:100], by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def _fold(word: str) -> str:
    return "".join(character for character in word.casefold() if character not in " -_")
