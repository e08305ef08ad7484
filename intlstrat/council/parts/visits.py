"""Visits each way in the council term, partner by partner."""

from __future__ import annotations

from intlstrat.council.figures import Figures, PartnerFigures
from intlstrat.council.parts.words import Words, line
from intlstrat.council.tree import Block, Cell, Column, Paragraph, Row, Section, Table


def visits(figures: Figures, words: Words) -> Section:
    """The partners that have not ended."""
    language = words.language
    partners = [each for each in figures.partners if each.status != "ended"]
    if not partners:
        return Section("visits", language.text("Visits"), (Paragraph(line(language.text("No partner is recorded."))),))
    unknown = [each.record for each in partners if each.outgoing is None]
    blocks: list[Block] = []
    if unknown:
        text = words.counted(
            "Visits are not recorded for one partner: {names}.",
            "Visits are not recorded for {n} partners: {names}.",
            len(unknown),
            names=words.names(unknown),
        )
        blocks.append(Paragraph(line(text)))
    columns = (
        Column(language.text("Partner"), 2.4),
        Column(language.text("Visits out"), 1.2, "right"),
        Column(language.text("Latest visit out"), 1.8),
        Column(language.text("Visits home"), 1.2, "right"),
        Column(language.text("Latest visit home"), 1.8),
    )
    caption = language.text("Visits each way")
    if figures.term is not None:
        period = words.period(figures.term.start, figures.term.end)
        caption = language.text("Visits each way in the council term {period}", period=period)
    blocks.append(Table("table-visits", caption, columns, tuple(_row(each, words) for each in partners)))
    return Section("visits", language.text("Visits"), tuple(blocks))


def _row(each: PartnerFigures, words: Words) -> Row:
    texts = [each.record.name]
    for number, last in ((each.outgoing, each.last_outgoing), (each.incoming, each.last_incoming)):
        texts.append(words.number(number) if number is not None else words.missing)
        texts.append(words.date(last) if last is not None else "–")
    return tuple(Cell((line(text),)) for text in texts)
