"""The follow-up list: what, by which clause, who is responsible, what to do; the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intlstrat.council.figures import Accepted, Affected, Figures, FollowUp, Named
from intlstrat.council.parts.words import NAMES, Words, capital, line, strong
from intlstrat.council.tree import Block, Cell, Column, Line, Paragraph, Row, Section, Table

_MESSAGES: Final = 3
"""So many different sentences are told about one demand; of more, only how many there are."""

_UNITS: Final = 6
"""So many units are told for one demand; the rest are counted."""


def follow_up(figures: Figures, words: Words) -> Section:
    """Three lists: the strategy, the data, and what is accepted."""
    language = words.language
    own = [each for each in figures.follow_up if each.layer == "strategy"]
    data = [each for each in figures.follow_up if each.layer != "strategy"]
    return Section(
        "follow-up",
        language.text("Follow-up"),
        (Paragraph(line(_lead(own, words))), Paragraph(line(_for_whom(words)))),
        (
            Section(
                "follow-up-strategy",
                language.text("Demands of the strategy that are not met"),
                _list("strategy", own, words),
            ),
            Section("follow-up-data", language.text("Data that must or should be corrected"), _data(data, words)),
            Section("accepted", language.text("Breaches that are accepted"), _accepted(figures.waived, words)),
        ),
    )  # fmt: skip


def _lead(own: list[FollowUp], words: Words) -> str:
    if not own:
        return words.language.text("All demands of the strategy that could be judged are met or accepted.")
    return words.counted(
        "One demand of the strategy is not met. An error must be put right, a warning ought to be, and a note is "
        "worth knowing.",
        "{n} demands of the strategy are not met. An error must be put right, a warning ought to be, and a note is "
        "worth knowing. The worst stand first.",
        len(own),
    )


def _for_whom(words: Words) -> str:
    return words.language.text(
        "“What to do” is written for those who keep the records: words in quotation marks are the names of fields."
    )


def _data(demands: list[FollowUp], words: Words) -> tuple[Block, ...]:
    text = words.language.text("These concern how the data are kept. No clause of the strategy is breached by them.")
    return (Paragraph(line(text)), *_list("data", demands, words))


def _list(id_: str, demands: list[FollowUp], words: Words) -> tuple[Block, ...]:
    language = words.language
    if not demands:
        return (Paragraph(line(language.text("There is nothing to follow up here."))),)
    caption = {
        "strategy": language.text("Demands of the strategy that are not met, the worst first"),
        "data": language.text("What must or should be corrected in the data, the worst first"),
    }[id_]
    columns = (
        Column(language.text("What is wrong"), 3.2),
        Column(language.text("Concerns, and who is responsible"), 2.8),
        Column(language.text("What to do"), 3.4),
    )
    return (Table(f"table-{id_}", caption, columns, tuple(_row(each, words) for each in demands)),)


def _row(each: FollowUp, words: Words) -> Row:
    language = words.language
    what = [line(strong(each.title))]
    if len(each.messages) <= _MESSAGES:
        what += [line(message) for message in each.messages]
    else:
        n = sum(one.findings for one in each.affected)
        what.append(line(words.counted("One finding.", "{n} findings.", n)))
    what.append(line(words.basis(each.severity, each.layer, each.clauses)))
    if each.interpretations:
        names = ", ".join(words.parameter(name) for name in each.interpretations)
        what.append(line(language.text("Rests on the municipality's own interpretation: {names}.", names=names)))
    return Cell(tuple(what)), Cell(concerned(each.affected, words)), Cell((line(each.fix),))


def concerned(affected: Iterable[Affected], words: Words) -> tuple[Line, ...]:
    """The records, gathered by the unit that answers for them; those that nobody answers for last."""
    language = words.language
    units: dict[str | None, list[Affected]] = {}
    lines: list[Line] = []
    for each in affected:
        if each.record.kind == "portfolio":
            lines.append(line(capital(each.record.name)))
        else:
            units.setdefault(each.responsible, []).append(each)
    order = sorted(units, key=lambda unit: (unit is None, -len(units[unit]), (unit or "").casefold()))
    shown = order[:_UNITS] if len(order) > _UNITS + 1 else order
    room = NAMES
    for unit in shown:
        lead = unit if unit is not None else language.text("Responsible unit not recorded")
        theirs = [one.record for one in units[unit]]
        # Where many are concerned, the first are named and the rest counted: the annex has them all.
        told = words.names(theirs, room) if room else words.counted("one record", "{n} records", len(theirs))
        room = max(0, room - len(theirs))
        lines.append(line(strong(f"{lead}: "), told))
    if len(shown) < len(order):
        rest = order[len(shown) :]
        records = words.counted("one record", "{n} records", sum(len(units[unit]) for unit in rest))
        lines.append(
            line(
                words.counted(
                    "and one more unit with {records}", "and {n} more units with {records}", len(rest), records=records
                )
            )
        )
    return tuple(lines)


def _accepted(found: tuple[Accepted, ...], words: Words) -> tuple[Block, ...]:
    language = words.language
    if not found:
        return (Paragraph(line(language.text("No breach is accepted."))),)
    columns = (
        Column(language.text("What is accepted"), 3.2),
        Column(language.text("Concerns"), 1.6),
        Column(language.text("Reason"), 3.0),
        Column(language.text("Decision"), 1.8),
        Column(language.text("Holds until and including"), 1.5),
    )
    rows = tuple(
        (
            Cell((line(strong(each.title)), line(each.message), line(capital(words.clauses(each.clauses))))),
            Cell((line(words.names((each.record,))),)),
            Cell((line(each.reason),)),
            Cell(_decision(each, words)),
            Cell((line(words.date(each.until)),)),
        )
        for each in found
    )
    caption = language.text("Breaches that somebody has decided to accept, by the day on which that ends")
    return (Table("table-accepted", caption, columns, rows),)


def _decision(each: Accepted, words: Words) -> tuple[Line, ...]:
    lines = [line(each.decided_by)]
    if each.case is not None:
        lines.append(line(words.language.text("case {case}", case=each.case)))
    if each.granted is not None:
        lines.append(line(words.date(each.granted)))
    return tuple(lines)


def by_record(figures: Figures, words: Words) -> Section | None:
    """Every record with all that is not met for it, where the follow-up list could not name them all."""
    if all(len(each.affected) <= NAMES + 1 for each in figures.follow_up):
        return None
    language = words.language
    demands: dict[Named, list[FollowUp]] = {}
    responsible: dict[Named, str | None] = {}
    for demand in figures.follow_up:
        for one in demand.affected:
            key = one.record
            demands.setdefault(key, []).append(demand)
            responsible[key] = one.responsible
    rows = []
    for key in sorted(demands, key=lambda key: (key.kind == "portfolio", key.name.casefold(), key.kind, key.id or "")):
        told = "; ".join(_short(each) for each in demands[key])
        unit = responsible[key] or ("–" if key.kind == "portfolio" else words.missing)
        rows.append((Cell((line(words.names((key,))),)), Cell((line(unit),)), Cell((line(told),))))
    columns = (
        Column(language.text("Partner or project"), 2.4),
        Column(language.text("Responsible"), 1.8),
        Column(language.text("Demands that are not met"), 5.0),
    )
    caption = language.text("Everything to follow up, for each partner and project")
    lead = line(language.text("The follow-up list names the first ones only; here are all of them."))
    return Section(
        "by-record",
        language.text("Annex: follow-up for each partner and project"),
        (Paragraph(lead), Table("table-by-record", caption, columns, tuple(rows))),
    )


def _short(demand: FollowUp) -> str:
    return f"{demand.title} ({', '.join(demand.clauses)})" if demand.clauses else demand.title
