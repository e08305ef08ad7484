"""Figures → the whole paper as a document tree, part by part, in the order that the council reads it."""

from __future__ import annotations

from msgspec.structs import replace

from intlstrat.council.figures import Figures
from intlstrat.council.parts.case import case
from intlstrat.council.parts.changes import changes
from intlstrat.council.parts.clauses import clauses
from intlstrat.council.parts.economy import economy
from intlstrat.council.parts.follow_up import by_record, follow_up
from intlstrat.council.parts.front import front
from intlstrat.council.parts.gaps import gaps, interpretations
from intlstrat.council.parts.goals import goals
from intlstrat.council.parts.overviews import overviews
from intlstrat.council.parts.summary import summary
from intlstrat.council.parts.timeline import timeline
from intlstrat.council.parts.visits import visits
from intlstrat.council.parts.words import Words
from intlstrat.council.tree import Block, Document, Picture, Section, Table
from intlstrat.language import Language
from intlstrat.rules.model import Pack


def paper(figures: Figures, pack: Pack, language: Language) -> Document:
    """The paper in one language. Tables and pictures are numbered in reading order."""
    words = Words(language, pack.strategy)
    annex = by_record(figures, words)
    sections = (
        summary(figures, words),
        changes(figures, words),
        follow_up(figures, words),
        clauses(figures, words),
        overviews(figures, words),
        economy(figures, words),
        goals(figures, words),
        visits(figures, words),
        timeline(figures, words),
        gaps(figures, words),
        interpretations(figures, words),
        case(figures, words),
        *((annex,) if annex is not None else ()),
    )
    title = language.text("International cooperation: status as of {date}", date=words.date(figures.as_of))
    description = language.text(
        "How the international cooperation of {municipality} stands against its own strategy.",
        municipality=figures.municipality,
    )
    return Document(
        title,
        language.code,
        figures.municipality,
        figures.as_of,
        description,
        front(figures, words),
        _Numbers(language).numbered(sections),
    )


class _Numbers:
    """Gives tables and pictures their numbers, in reading order."""

    def __init__(self, language: Language) -> None:
        self._language, self._tables, self._pictures = language, 0, 0

    def numbered(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(self._section(section) for section in sections)

    def _section(self, section: Section) -> Section:
        blocks = tuple(self._block(block) for block in section.blocks)
        return replace(section, blocks=blocks, sections=self.numbered(section.sections))

    def _block(self, block: Block) -> Block:
        language = self._language
        if isinstance(block, Table):
            self._tables += 1
            return replace(block, caption=language.text("Table {n}. {caption}", n=self._tables, caption=block.caption))
        if isinstance(block, Picture):
            self._pictures += 1
            return replace(
                block, caption=language.text("Figure {n}. {caption}", n=self._pictures, caption=block.caption)
            )
        return block
