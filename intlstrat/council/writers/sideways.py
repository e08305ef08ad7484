"""Which stretches of the paper stand on pages that lie on their side, in formats that have pages.

A wide table takes along the headings and paragraphs that lead to it, and the paragraphs that follow it to the end of
its section, so that no page is left with a heading or a remark alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from intlstrat.council.tree import Block, Document, Paragraph, Section, Table, walk


class Heading(Struct, frozen=True):
    """A section's heading; the upper sections have level 2."""

    level: int
    section: Section


Item = Heading | Block


class Stretch(Struct, frozen=True):
    """What stands on pages of one kind."""

    sideways: bool
    items: tuple[Item, ...]


def stretches(document: Document) -> tuple[Stretch, ...]:
    """The sections of the paper in reading order, upright and sideways in turn."""
    items: list[Item] = []
    for level, section in walk(document.sections):
        items += [Heading(level, section), *section.blocks]
    lies = [False] * len(items)
    for index, item in enumerate(items):
        if isinstance(item, Table) and item.wide:
            begin, end = _begin(items, index), _end(items, index)
            lies[begin:end] = [True] * (end - begin)
    pairs = zip(lies, items, strict=True)
    return tuple(
        Stretch(sideways, tuple(item for _, item in group)) for sideways, group in groupby(pairs, lambda pair: pair[0])
    )


def _begin(items: Sequence[Item], index: int) -> int:
    """Where the paragraphs and headings that lead to the table begin, if nothing else stands between."""
    begin = index
    while begin and isinstance(items[begin - 1], Paragraph):
        begin -= 1
    if not begin or not isinstance(items[begin - 1], Heading):
        return index
    while begin and isinstance(items[begin - 1], Heading):
        begin -= 1
    return begin


def _end(items: Sequence[Item], index: int) -> int:
    """Where the paragraphs below the table end, if the section ends with them."""
    end = index + 1
    while end < len(items) and isinstance(items[end], Paragraph):
        end += 1
    return end if end == len(items) or isinstance(items[end], Heading) else index + 1
