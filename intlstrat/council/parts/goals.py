"""The UN's goals and the strategy's own, with what serves each."""

from __future__ import annotations

from intlstrat.council.charts import Bars, Series
from intlstrat.council.figures import Figures, Serving
from intlstrat.council.parts.words import Words, line, strong
from intlstrat.council.tree import Block, Cell, Column, Line, Paragraph, Picture, Section, Table


def goals(figures: Figures, words: Words) -> Section:
    """Both kinds of goals."""
    language = words.language
    return Section(
        "goals",
        language.text("The UN's goals and the strategy's own goals"),
        (),
        (
            Section("un-goals", language.text("The UN's goals for sustainable development"), _un(figures, words)),
            Section("own-goals", language.text("The strategy's own goals"), _own(figures, words)),
        ),
    )


def _un(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    parts = (
        (language.text("Partners"), [len(each.partners) for each in figures.un_goals]),
        (language.text("Active projects"), [len(each.active) for each in figures.un_goals]),
        (language.text("Other projects"), [len(each.others) for each in figures.un_goals]),
    )
    series = tuple(
        Series(name, tuple(map(float, numbers)), tuple(words.number(n) if n else "" for n in numbers))
        for name, numbers in parts
    )
    ends = tuple(words.number(len(each.records)) for each in figures.un_goals)
    picture = Picture(
        "picture-un-goals",
        language.text("Partners and projects that serve each of the UN's goals"),
        _alt(figures, words),
        Bars(tuple(f"{each.code} {each.name}" for each in figures.un_goals), series, ends),
    )
    caption = language.text("The UN's goals, and the partners and projects that serve them")
    return (picture, _table("table-un-goals", caption, figures.un_goals, words))


def _alt(figures: Figures, words: Words) -> str:
    language = words.language
    none = [each.code for each in figures.un_goals if not each.records]
    most = max(figures.un_goals, key=lambda each: len(each.records))
    told = [language.text("A bar for each of the UN's 17 goals.")]
    if most.records:
        told.append(
            language.text(
                "Goal {code}, {name}, is served by most: {n}.", code=most.code, name=most.name, n=len(most.records)
            )
        )
    if none:
        told.append(language.text("Nothing serves {goals}.", goals=language.join(tuple(none))))
    return " ".join((*told, language.text("The numbers stand in the table that follows.")))


def _own(figures: Figures, words: Words) -> tuple[Block, ...]:
    language = words.language
    if not figures.goals:
        return (Paragraph(line(language.text("The strategy lists no goals that records can name."))),)
    caption = language.text("The strategy's goals, and the partners and projects that serve them")
    return (_table("table-own-goals", caption, figures.goals, words),)


def _table(id_: str, caption: str, found: tuple[Serving, ...], words: Words) -> Table:
    language = words.language
    columns = (
        Column(language.text("Goal"), 3.0),
        Column(language.text("Served by"), 5.0),
        Column(language.text("Number"), 1.0, "right"),
    )
    rows = tuple(
        (
            Cell((line(words.goal(each.code, each.name)),)),
            Cell(_served(each, words)),
            Cell((line(words.number(len(each.records))),)),
        )
        for each in found
    )
    return Table(id_, caption, columns, rows)


def _served(each: Serving, words: Words) -> tuple[Line, ...]:
    language = words.language
    parts = (
        (language.text("Partners"), each.partners),
        (language.text("Active projects"), each.active),
        (language.text("Other projects"), each.others),
    )
    lines = tuple(line(strong(f"{name}: "), words.names(records)) for name, records in parts if records)
    return lines or (line(language.text("none")),)
