"""A ready text for the case: what the matter is, how it is assessed, what it costs, and what is proposed.

It proposes to take the paper for information, and decides nothing that nobody asked.
"""

from __future__ import annotations

from intlstrat.council.figures import ChapterFigures, Figures
from intlstrat.council.parts.sentences import (
    changed_sentences,
    goal_sentence,
    money_sentences,
    portfolio_sentences,
    state_sentences,
)
from intlstrat.council.parts.summary import most_urgent
from intlstrat.council.parts.words import STATES, Words, line
from intlstrat.council.tree import Block, Bullets, Line, Paragraph, Section


def case(figures: Figures, words: Words) -> Section:
    """The four parts of a case as Norwegian municipalities write it."""
    language = words.language
    return Section(
        "case",
        language.text("Text for the case"),
        (Paragraph(line(language.text("The text below can be copied into the case."))),),
        (
            Section("case-facts", language.text("Facts of the case"), _facts(figures, words)),
            Section("case-assessment", language.text("Assessment"), _assessment(figures, words)),
            Section("case-economy", language.text("Economic consequences"), _economy(figures, words)),
            Section("case-proposal", language.text("Proposed decision"), _proposal(figures, words)),
        ),
    )


def _facts(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    about = language.text(
        "The paper shows how the municipality's international cooperation stands against “{strategy}”. It rests on "
        "what is recorded about partners and projects, and is made by machine from these records.",
        strategy=figures.strategy.title,
    )
    told = [*portfolio_sentences(figures, words), goal_sentence(figures, words)]
    is_asked = figures.changes is not None or figures.forecast is not None
    changed = changed_sentences(figures, words) if is_asked else []
    return (
        Paragraph(line(about)),
        Paragraph(line(" ".join(told))),
        *([Paragraph(line(" ".join(changed)))] if changed else []),
    )


def _assessment(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    blocks: list[Block] = [Paragraph(line(" ".join(state_sentences(figures, words))))]
    blocks.append(Bullets(tuple(_chapter(each, words) for each in figures.chapters)))
    urgent = most_urgent(figures, words)
    if urgent:
        blocks += [Paragraph(line(language.text("Most urgent:"))), Bullets(urgent)]
    told = []
    if figures.waived:
        told.append(
            words.counted(
                "One breach is accepted by a decision and does not count.",
                "{n} breaches are accepted by decisions and do not count.",
                len(figures.waived),
            )
        )
    if figures.totals.unknown:
        told.append(
            words.counted(
                "One question cannot be answered because the data are not recorded.",
                "{n} questions cannot be answered because the data are not recorded.",
                figures.totals.unknown,
            )
        )
    told.append(language.text("What is to be done, and who is responsible, stands in the follow-up list."))
    return (*blocks, Paragraph(line(" ".join(told))))


def _chapter(chapter: ChapterFigures, words: Words) -> Line:
    """A chapter with its clauses by state, in one line."""
    name = words.language.text("Chapter {number}", number=chapter.id)
    title = f"{name}, {chapter.title}" if chapter.title is not None else name
    states = ", ".join(f"{words.text(STATES[each.state]).lower()}: {each.clauses}" for each in chapter.states)
    return line(f"{title} – {states}.")


def _economy(figures: Figures, words: Words) -> tuple[Block, ...]:
    text = words.language.text("Taking the paper for information has no economic consequences in itself.")
    return (Paragraph(line(" ".join((text, *money_sentences(figures, words))))),)


def _proposal(figures: Figures, words: Words) -> tuple[Block, ...]:
    text = words.language.text(
        "The report on international cooperation as of {date} is taken for information.", date=words.date(figures.as_of)
    )
    return (Paragraph(line(text)),)
