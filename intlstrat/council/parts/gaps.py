"""What is not recorded, and which numbers are the municipality's own interpretation of the strategy."""

from __future__ import annotations

from intlstrat.council.figures import Figures, Gap
from intlstrat.council.parts.fields import any_field_name, field_name
from intlstrat.council.parts.words import Words, line
from intlstrat.council.tree import Block, Cell, Column, Line, Paragraph, Run, Section, Table
from intlstrat.findings import Awaited


def gaps(figures: Figures, words: Words) -> Section:
    """What cannot be judged for want of data, and how much of the main data there is."""
    language = words.language
    blocks: list[Block] = []
    if figures.gaps:
        columns = (
            Column(language.text("What is not recorded"), 2.4),
            Column(language.text("What cannot be judged"), 3.4),
            Column(language.text("Concerns"), 2.8),
        )
        rows = tuple(
            (
                Cell((_what(gap, words),)),
                Cell((line(words.listing(gap.titles)),)),
                Cell((line(words.names(gap.records)),)),
            )
            for gap in figures.gaps
        )
        text = language.text("This is needed to judge a demand, and is not recorded. It counts neither way.")
        caption = language.text("What the demands wait for")
        blocks += [Paragraph(line(text)), Table("table-gaps", caption, columns, rows)]
    else:
        blocks.append(Paragraph(line(language.text("Everything that is needed to judge the demands is recorded."))))
    if figures.recorded:
        columns = (
            Column(language.text("Field"), 3.0),
            Column(language.text("Recorded for"), 1.4, "right"),
            Column(language.text("Of"), 1.0, "right"),
        )
        kinds = {"partner": language.text("Partners"), "project": language.text("Projects")}
        rows = tuple(
            (
                Cell((line(f"{kinds[each.kind]}: {field_name(each.kind, each.path, language)}"),)),
                Cell((line(words.number(each.recorded)),)),
                Cell((line(words.number(each.of)),)),
            )
            for each in figures.recorded
        )
        caption = language.text("How much is recorded about partners that have not ended and projects not cancelled")
        blocks.append(Table("table-recorded", caption, columns, rows))
    return Section("gaps", language.text("What is not recorded"), tuple(blocks))


def _what(gap: Gap, words: Words) -> Line:
    """A field by its name for people; a parameter by its own name; a file that cannot be read by its record."""
    if not gap.path:
        return line(words.language.text("Something that the rule needs"))
    if gap.path.startswith("params."):
        name = gap.path.removeprefix("params.")
        if words.is_titled(name):
            return line(f"{words.parameter(name)} (", Run(name, "code"), ")")
        return line(words.language.text("Number in the strategy: "), Run(name, "code"))
    if " " in gap.path:
        return line(words.language.text("The file of {record}", record=Awaited(gap.path)))
    return line(any_field_name(gap.path, words.language), " (", Run(gap.path, "code"), ")")


def _parameter(name: str, words: Words) -> tuple[Line, ...]:
    """A parameter's title and, below it, its name in the file."""
    code = line(Run(name, "code"))
    return (line(words.parameter(name)), code) if words.is_titled(name) else (code,)


def interpretations(figures: Figures, words: Words) -> Section:
    """Every parameter that the strategy itself does not give."""
    language = words.language
    title = language.text("The municipality's own interpretations")
    if not figures.interpretations:
        text = language.text("Nothing in this paper rests on an interpretation of the strategy.")
        return Section("interpretations", title, (Paragraph(line(text)),))
    columns = (
        Column(language.text("Parameter"), 2.8),
        Column(language.text("Value"), 2.0),
        Column(language.text("Why"), 5.0),
        Column(language.text("Findings that rest on it"), 1.3, "right"),
    )
    rows = tuple(
        (
            Cell(_parameter(each.parameter, words)),
            Cell((line(each.value), *([line(words.date(each.date))] if each.date is not None else []))),
            Cell((line(each.why),)),
            Cell((line(words.number(each.findings)),)),
        )
        for each in figures.interpretations
    )
    text = language.text(
        "The strategy leaves some things open. The municipality has chosen these values itself, and may choose others."
    )
    caption = language.text("Values that the strategy does not give")
    return Section(
        "interpretations", title, (Paragraph(line(text)), Table("table-interpretations", caption, columns, rows))
    )
