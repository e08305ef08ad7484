"""What has changed since the last meeting, and what is to come before the next one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intlstrat.council.figures import Ahead, ChangedDemand, Changes, Figures, Moved
from intlstrat.council.parts.words import STATES, Words, line, strong
from intlstrat.council.tree import Block, Bullets, Cell, Column, Paragraph, Section, Table

_MOVES: Final = 12
"""So many changes of the strategy and its rules are told one by one."""


def changes(figures: Figures, words: Words) -> Section:
    """Both looks, back and ahead; what was not asked for is said."""
    language = words.language
    sections = []
    blocks: list[Block] = []
    if figures.changes is None:
        blocks.append(Paragraph(line(language.text("The paper is not compared with an earlier one."))))
    else:
        blocks += _lead(figures, figures.changes, words)
        sections += [
            Section("changes-records", language.text("Partners and projects"), _records(figures.changes, words)),
            Section("changes-came", language.text("Breaches that have come"), _came(figures.changes, words)),
            Section("changes-went", language.text("Breaches that are gone"), _went(figures.changes, words)),
            Section("changes-stayed", language.text("Breaches that have stayed"), _stayed(figures.changes, words)),
            Section("changes-data", language.text("In the data themselves"), _data(figures.changes, words)),
        ]
    title = language.text("Becomes a breach if nothing is done")
    sections.append(Section("ahead", title, _ahead(figures.forecast, words)))
    return Section(
        "changes", language.text("Since the last meeting, and before the next one"), tuple(blocks), tuple(sections)
    )


def _lead(figures: Figures, found: Changes, words: Words) -> list[Block]:
    language, told = words.language, []
    lead = language.text("Everything here is compared with how it stood on {date}.", date=words.date(found.as_of))
    if found.same_rules is None:
        told.append(language.text("The rules of then could not be used; those of now were held against both states."))
    elif not found.same_rules:
        told.append(language.text("The strategy or its rules have changed since then."))
    blocks: list[Block] = [Paragraph(line(" ".join((lead, *told))))]
    if found.unreadable:
        text = language.text("Cannot be read now, and are not judged: {names}.", names=words.names(found.unreadable))
        blocks.append(Paragraph(line(text)))
    if found.strategy:
        moved = [line(sentence) for sentence in found.strategy[:_MOVES]]
        if len(found.strategy) > _MOVES:
            n = len(found.strategy) - _MOVES
            moved.append(line(words.counted("One more rule or value has changed.", "{n} more have changed.", n)))
        blocks.append(Bullets(tuple(moved)))
    if found.accepted:
        blocks.append(_accepted(figures, found, words))
    return blocks


def _accepted(figures: Figures, found: Changes, words: Words) -> Table:
    language, rows = words.language, []
    for each in found.accepted:
        until = words.date(each.until)
        if each.until < figures.as_of:
            until = language.text("{date} (expired)", date=until)
        texts = (words.names((each.record,)), each.title, each.reason, each.decided_by, until)
        rows.append(tuple(Cell((line(text),)) for text in texts))
    return Table(
        "table-accepted-since",
        language.text("Breaches that have been accepted since then"),
        (
            Column(language.text("Concerns"), 2.0),
            Column(language.text("What is accepted"), 2.0),
            Column(language.text("Reason"), 4.0),
            Column(language.text("Decided by"), 1.6),
            Column(language.text("Holds until and including"), 1.8),
        ),
        tuple(rows),
    )


def _records(found: Changes, words: Words) -> tuple[Block, ...]:
    """What is new, what has ended, and what else has moved."""
    language = words.language
    rows = [(language.text("Is new"), each) for each in found.new]
    rows += [(language.text("Has ended"), each) for each in found.ended if each.after is not None]
    rows += [(language.text("Is no longer recorded"), each) for each in found.ended if each.after is None]
    rows += [(language.text("Has another status"), each) for each in found.other]
    if not rows:
        return (Paragraph(line(language.text("No partner or project is new, and none has ended."))),)
    columns = (
        Column(language.text("Partner or project"), 3.0),
        Column(language.text("What has happened"), 1.6),
        Column(language.text("Before"), 1.6),
        Column(language.text("Now"), 1.6),
    )
    table = Table(
        "table-moved",
        language.text("Partners and projects that are new, have ended or have another status"),
        columns,
        tuple(tuple(Cell((line(text),)) for text in _moved(what, each, words)) for what, each in rows),
    )
    return (table,)


def _moved(what: str, each: Moved, words: Words) -> tuple[str, str, str, str]:
    gone = words.language.text("not in the data")
    before = words.status(each.before) if each.before is not None else gone
    after = words.status(each.after) if each.after is not None else gone
    return each.record.name, what, before, after


def _of(layer: str, demands: Iterable[ChangedDemand]) -> tuple[ChangedDemand, ...]:
    return tuple(each for each in demands if each.layer == layer)


def _came(found: Changes, words: Words) -> tuple[Block, ...]:
    came = _of("strategy", found.came)
    if not came:
        return (Paragraph(line(words.language.text("No new breach has come."))),)
    caption = words.language.text("Breaches that have come, with what caused them")
    return (_demands("table-came", caption, came, words),)


def _went(found: Changes, words: Words) -> tuple[Block, ...]:
    language = words.language
    went, faded = _of("strategy", found.went), _of("strategy", found.faded)
    blocks: list[Block] = []
    if went:
        caption = language.text("Breaches that are gone, with what caused it")
        blocks.append(_demands("table-went", caption, went, words, gone=True))
    else:
        blocks.append(Paragraph(line(language.text("No breach has gone."))))
    if faded:
        caption = language.text("Breaches of then that cannot be judged now, because something is not recorded")
        blocks.append(_demands("table-faded", caption, faded, words))
    return tuple(blocks)


def _stayed(found: Changes, words: Words) -> tuple[Block, ...]:
    stayed = _of("strategy", found.stayed)
    if not stayed:
        return (Paragraph(line(words.language.text("No breach from then is left."))),)
    text = words.counted(
        "One demand was not met then and is not met now.",
        "{n} demands were not met then and are not met now.",
        len(stayed),
    )
    caption = words.language.text("Breaches that have stayed")
    return (Paragraph(line(text)), _demands("table-stayed", caption, stayed, words, cause=False))


def _data(found: Changes, words: Words) -> tuple[Block, ...]:
    """What has come and gone in how the data are kept, which breaches nothing."""
    language = words.language
    came, went, stayed = (_of("quality", each) for each in (found.came, found.went, found.stayed))
    if not (came or went or stayed):
        return (Paragraph(line(language.text("Nothing has come or gone here."))),)
    lead = language.text("This concerns how the data are kept. No clause of the strategy is breached by it.")
    blocks: list[Block] = [Paragraph(line(lead))]
    if came:
        blocks.append(_demands("table-data-came", language.text("What has come in the data"), came, words))
    if went:
        blocks.append(_demands("table-data-went", language.text("What is gone in the data"), went, words, gone=True))
    if stayed:
        n = sum(each.findings for each in stayed)
        blocks.append(Paragraph(line(words.counted("One finding has stayed.", "{n} findings have stayed.", n))))
    return tuple(blocks)


def _demands(
    id_: str, caption: str, demands: Iterable[ChangedDemand], words: Words, *, gone: bool = False, cause: bool = True
) -> Table:
    language = words.language
    columns = [Column(language.text("Demand"), 3.0), Column(language.text("Concerns"), 3.0)]
    columns += [Column(language.text("Cause"), 2.0)] if cause else []
    rows = []
    for each in demands:
        what = (
            line(strong(each.title)),
            line(words.basis(each.severity, each.layer, each.clauses)),
        )
        cells = [Cell(what), Cell((line(words.names(each.records)),))]
        if cause:
            told = [line(words.cause(each.cause) or language.text("Not known"))]
            if gone:
                told.append(line(_now(each, words)))
            cells.append(Cell(tuple(told)))
        rows.append(tuple(cells))
    return Table(id_, caption, tuple(columns), tuple(rows))


def _now(each: ChangedDemand, words: Words) -> str:
    """Why a breach that is gone does not count any more."""
    if each.accepted:
        return words.text(STATES["waived"])
    return words.language.text("Met now") if each.mended else words.language.text("Not asked for any more")


def _ahead(ahead: Ahead | None, words: Words) -> tuple[Block, ...]:
    language = words.language
    if ahead is None:
        return (Paragraph(line(language.text("The paper does not look ahead."))),)
    coming = [each for each in ahead.coming if each.layer == "strategy"]
    if not coming:
        text = language.text(
            "Nothing becomes a breach by {date} just because time passes.", date=words.date(ahead.until)
        )
        return (Paragraph(line(text)),)
    columns = (
        Column(language.text("First day"), 1.6),
        Column(language.text("Demand"), 3.0),
        Column(language.text("Concerns"), 3.0),
    )
    rows = tuple(
        (
            Cell((line(words.date(each.date)),)),
            Cell(
                (
                    line(strong(each.title)),
                    line(words.basis(each.severity, each.layer, each.clauses)),
                )
            ),
            Cell((line(words.names(each.records)),)),
        )
        for each in coming
    )
    caption = language.text("What becomes a breach by {date} if nothing is done", date=words.date(ahead.until))
    return (Table("table-ahead", caption, columns, rows),)
