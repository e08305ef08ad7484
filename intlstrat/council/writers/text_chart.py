"""The council paper's pictures, drawn with signs: each series and kind has a pattern, and its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.council.charts import Bars, Chart, Map, Marked, Timeline
from intlstrat.council.charts import Span as Spell
from intlstrat.council.writers.text_cells import GAP, Column, Desk, side_by_side
from intlstrat.formats.sheet import Span, Spans
from intlstrat.formats.sheet import plain as text_of
from intlstrat.formats.terminal import cells

_INDENT: Final = 2

_PATTERNS: Final = ("█▓▒░▐#=+*o", "#=+.*o%x@-")
"""A sign for each series, and the same with ASCII only. Beyond the last they begin anew."""

_LONGEST_BAR: Final = 60
_SHORT_BAR: Final = 24
"""Where bars would have to be shorter, their labels get less room."""
_SHORTEST_BAR: Final = 16
"""Where they would still have to be, labels go above and numbers below them."""


def chart(desk: Desk, what: Chart) -> None:
    """The drawing with what its signs mean. The map is the list of its countries."""
    match what:
        case Bars():
            _bars(desk, what)
        case Timeline():
            _timeline(desk, what)
        case Map():
            _map(desk, what)
    desk.sheet.gap()


def _sign(desk: Desk, number: int) -> str:
    patterns = _PATTERNS[desk.ascii]
    return patterns[number % len(patterns)]


def _upright(desk: Desk) -> str:
    return "|" if desk.ascii else "│"


def _legend(desk: Desk, names: Sequence[tuple[str, str]]) -> None:
    """What each sign means."""
    _packed(desk, [[(f"{sign} ", ""), *desk.said(name)] for sign, name in names], _INDENT)


def _packed(desk: Desk, parts: Sequence[Spans], indent: int) -> None:
    """The parts behind each other, as many on a line as there is room for; each of them is kept together."""
    lines: list[list[Spans]] = []
    used = 0
    for part in parts:
        length = cells(text_of(desk.sheet.letters(part))) + GAP
        if not lines or used + length - GAP > desk.width - indent:
            lines.append([])
            used = 0
        lines[-1].append(part)
        used += length
    for line in lines:
        if len(line) > 1:
            desk.sheet.verbatim(*_apart(line), indent=indent)
        else:
            desk.sheet.put(*line[0], indent=indent, hang=2)


def _apart(parts: Sequence[Spans]) -> list[Span]:
    """The parts with a gap between them."""
    return [span for number, part in enumerate(parts) for span in ((" " * GAP if number else "", ""), *part)]


def _bars(desk: Desk, what: Bars) -> None:
    numbers = [_numbers(desk, what, at) for at in range(len(what.categories))]
    shape = _shape(desk, what.categories, [cells(text_of(desk.sheet.letters(_apart(each)))) for each in numbers])
    limit = what.limit[1] if what.limit else 0.0
    totals = [sum(series.values[at] for series in what.series) for at in range(len(what.categories))]
    longest = max([*totals, limit], default=0.0)
    if not longest:  # no bar at all: the numbers stand beside the labels
        shape = replace(shape, bar=0)
    signs = [(_sign(desk, number), series.name) for number, series in enumerate(what.series)]
    _legend(desk, [*signs, *([(_upright(desk), what.limit[0])] if what.limit else [])])
    for at, category in enumerate(what.categories):
        lengths = _lengths([series.values[at] for series in what.series], longest, shape.bar)
        drawn = "".join(sign * length for (sign, _), length in zip(signs, lengths, strict=True))[: shape.bar]
        if what.limit:
            drawn = _with(drawn, min(round(limit / longest * shape.bar), shape.bar - 1), _upright(desk))
        _drawn(desk, shape, category, drawn, numbers[at])


class _Shape(Struct, frozen=True):
    """The widths of the labels and of the drawing.

    Without one, a label stands above its drawing; and what is written beside the drawing may stand below it.
    """

    label: int | None
    bar: int
    is_below: bool = False


def _shape(desk: Desk, labels: Sequence[str], beside: Sequence[int]) -> _Shape:
    room = desk.width - _INDENT
    whole = max((cells(text_of(desk.said(label))) for label in labels), default=0)
    told = max(beside, default=0) + GAP
    for most, shortest in ((room // 2, _SHORT_BAR), (room // 3, _SHORTEST_BAR)):
        label = min(whole, most)
        if (left := room - label - GAP - told) >= shortest:
            return _Shape(label, min(left, _LONGEST_BAR))
    room -= _INDENT
    if room - told >= _SHORTEST_BAR:
        return _Shape(None, min(room - told, _LONGEST_BAR))
    return _Shape(None, min(room, _LONGEST_BAR), is_below=True)


def _drawn(desk: Desk, shape: _Shape, label: str, drawn: str, beside: Sequence[Spans]) -> None:
    """One label with its drawing and what is written beside it."""
    columns = [Column([((drawn, ""),)], shape.bar)]
    if not shape.is_below:
        columns.append(Column([tuple(desk.sheet.letters(_apart(beside)))], 0))
    if shape.label is not None:
        side_by_side(desk, [Column(desk.wrapped(desk.said(label), shape.label), shape.label), *columns], _INDENT)
        return
    desk.sheet.put(*desk.said(label), indent=_INDENT)
    if drawn.strip() or not shape.is_below:
        side_by_side(desk, columns, 2 * _INDENT)
    if shape.is_below:
        _packed(desk, beside, 2 * _INDENT)


def _numbers(desk: Desk, what: Bars, at: int) -> list[Spans]:
    """What is written where the bar ends, and on each of its parts with that part's sign."""
    end = what.ends[at]
    parts = [(_sign(desk, number), series.labels[at]) for number, series in enumerate(what.series) if series.labels[at]]
    told: list[Spans] = [desk.said(end)] if end else []
    if [label for _, label in parts] == [end]:
        return told
    return [*told, *([(f"{sign} ", "label"), *desk.said(label)] for sign, label in parts)]


def _lengths(values: Sequence[float], longest: float, room: int) -> list[int]:
    """How many signs each part gets: in proportion, but one at least for what is not nought, and `room` in all."""
    lengths = [max(round(value / longest * room), 1) if value > 0 else 0 for value in values]
    while sum(lengths) > room and max(lengths) > 1:
        lengths[lengths.index(max(lengths))] -= 1
    return lengths


def _with(drawn: str, at: int, sign: str) -> str:
    """The drawing with a sign in one place, whatever stands there."""
    drawn = drawn.ljust(at + 1)
    return drawn[:at] + sign + drawn[at + 1 :]


class _Axis(Struct, frozen=True):
    """Years from the left to the right, in so many cells."""

    first: int
    last: int
    room: int

    def place(self, iso: str) -> int:
        """The cell of a day."""
        from datetime import date

        day = date.fromisoformat(iso)
        since = (day - date(self.first, 1, 1)).days
        whole = (date(self.last, 12, 31) - date(self.first, 1, 1)).days + 1
        return min(max(since * self.room // whole, 0), self.room - 1)

    def years(self) -> str:
        """The numbers of as many years as there is room for, each where the year begins."""
        years = self.last - self.first + 1
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if self.room * step >= 6 * years)
        line = ""
        for year in range(self.first, self.last + 1, step):
            at = self.place(f"{year:04}-01-01")
            if at + 4 <= self.room:
                line = line.ljust(at) + f"{year:04}"
        return line


def _timeline(desk: Desk, what: Timeline) -> None:
    days = [what.day, *(day for span in what.spans for day in (span.start, span.end) if day)]
    periods = [[(_period(desk, span), "")] for span in what.spans]
    shape = _shape(desk, [span.label for span in what.spans], [cells(text_of(period)) for period in periods])
    axis = _Axis(int(min(days)[:4]), int(max(days)[:4]), shape.bar)
    kinds = [(_sign(desk, number), kind) for number, kind in enumerate(what.kinds)]
    _legend(desk, [*kinds, (_upright(desk), what.day_label)])
    indent = 2 * _INDENT if shape.label is None else _INDENT + shape.label + GAP
    desk.sheet.verbatim((axis.years(), "label"), indent=indent)
    for span, period in zip(what.spans, periods, strict=True):
        drawn = _with(_bar(desk, axis, span), axis.place(what.day), _upright(desk))
        _drawn(desk, shape, span.label, drawn, [period])


def _bar(desk: Desk, axis: _Axis, span: Spell) -> str:
    """The span on its axis. An open end is an arrow: the bar stops only because the drawing does."""
    start = axis.place(span.start) if span.start else 0
    end = axis.place(span.end) if span.end else axis.room - 1
    drawn = " " * start + _sign(desk, span.kind) * max(end - start + 1, 1)
    drawn = drawn if span.start else _with(drawn, 0, "<")
    return drawn if span.end else _with(drawn, axis.room - 1, ">")


def _period(desk: Desk, span: Spell) -> str:
    """`2015–2018`, `2015`, `from 2015`, `until 2018`: the drawing says no more, and the table has the days."""
    match span.start and span.start[:4], span.end and span.end[:4]:
        case None, None:
            return ""
        case str(first), None:
            return desk.language.text("from {year}", year=first)
        case None, str(last):
            return desk.language.text("until {year}", year=last)
        case first, last:
            return str(first) if first == last else f"{first}–{last}"


def _map(desk: Desk, what: Map) -> None:
    """The countries with partners, then those with participants alone."""
    groups = zip(what.legend, (True, False), strict=True)
    for title, has_partners in groups:
        places = [place for place in what.places if bool(place.partners) is has_partners]
        if not places:
            continue
        desk.sheet.gap()
        desk.sheet.put(*desk.said(title, "label"), indent=_INDENT)
        width = min(max(cells(text_of(desk.said(place.name))) for place in places), (desk.width - _INDENT) // 2)
        rest = desk.width - 2 * _INDENT - width - GAP
        for place in places:
            name = Column(desk.wrapped(desk.said(place.name), width), width)
            side_by_side(desk, [name, Column(desk.wrapped(_figures(desk, place), rest), rest)], 2 * _INDENT)


def _figures(desk: Desk, place: Marked) -> Spans:
    """How many partners and participants there are, of those that there are any of."""
    plural = desk.language.plural
    told = [
        plural("{n} partner", "{n} partners", place.partners) if place.partners else "",
        plural("{n} project participant", "{n} project participants", place.participants) if place.participants else "",
    ]
    return [(", ".join(filter(None, told)), "")]
