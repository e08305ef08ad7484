"""Lists of items, some of which are breaches, with what a rule must come to for each."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from law import BREACH, FULFILLED, ITEMS, QUIET, Allowed

from intlstrat.findings import Outcome


def each(
    path: str, good: st.SearchStrategy[Any] | None, *bad: st.SearchStrategy[Any], other: Any = None
) -> st.SearchStrategy[dict[str, Any]]:
    """A list of items at a path, of which those made by `bad` are breaches (the first is one of them, if any).

    `other` are items that come to nothing that is told.
    """
    return _each(path, good, bad, other)


@st.composite
def _each(draw: st.DrawFn, path: str, good: Any, bad: tuple[Any, ...], other: Any) -> dict[str, Any]:
    made: list[tuple[Any, Outcome | Allowed]] = [(draw(one), BREACH) for one in bad]
    made += [
        (item, FULFILLED) for item in (draw(st.lists(good, min_size=not bad, max_size=2)) if good is not None else [])
    ]
    made += [(item, QUIET) for item in (draw(st.lists(other, max_size=1)) if other is not None else [])]
    made = draw(st.permutations(made)) if len(made) > 1 else made
    return {path: [item for item, _ in made], ITEMS: {number: outcome for number, (_, outcome) in enumerate(made)}}
