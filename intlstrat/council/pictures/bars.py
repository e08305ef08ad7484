"""Bars below each other, each made of parts with their numbers on them."""

from __future__ import annotations

from matplotlib.figure import Figure

from intlstrat.council.charts import Bars
from intlstrat.council.pictures.look import (
    FAINT,
    HEIGHT,
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    Pattern,
    Point,
    Sheet,
    pattern,
    shortened,
    width,
    wrapped,
)

BAR = 13.0
LABELS = {2: 196.0, 1: 250.0}
"""The widest that the column of categories becomes, with names on so many lines."""
GAP = 8.0
ENDING = 120.0
"""The widest label where a bar ends."""
BELOW = 10.5
"""The room for numbers that do not fit in their part and stand below the bar."""


def figure(chart: Bars) -> Figure:
    """The chart as a figure."""
    sheet = Sheet()
    top = sheet.legend(1, [(series.name, pattern(number)) for number, series in enumerate(chart.series)]) + 8
    names = column(chart)
    left = max((width(line) for lines in names for line in lines), default=0.0) + GAP
    ends = [shortened(end, ENDING, SIZE, True) for end in chart.ends]
    scale = scaled(chart, ends, WIDTH - left - 1)
    first = top
    limit = left + chart.limit[1] * scale if chart.limit else None
    if chart.limit and limit is not None:
        label = shortened(chart.limit[0], WIDTH - 4)
        half = width(label) / 2
        sheet.text((min(max(limit, half + 1), WIDTH - half - 1), top + 8), label, align="center")
        first = top = top + 13
    loose = (HEIGHT - top) / max(len(names), 1)
    for number, lines in enumerate(names):
        top = row(sheet, chart, number, (left, top), scale, lines, ends[number], limit, min(6.5, max(2.0, loose - 15)))
    sheet.line([(left, first), (left, top - 2)])
    if limit is not None:
        sheet.line([(limit, first - 2), (limit, top - 2)], weight=1.3, dashed=True, above=3)
    return sheet.finish(top + 1)


def column(chart: Bars) -> list[tuple[str, ...]]:
    """The names of the categories, on as many lines as the height allows."""
    lines = 2 if len(chart.categories) * (2 * LEADING + 4) <= HEIGHT else 1
    return [wrapped(name, LABELS[lines], lines) for name in chart.categories]


def total(chart: Bars, number: int) -> float:
    return sum(max(series.values[number], 0.0) for series in chart.series)


def scaled(chart: Bars, ends: list[str], room: float) -> float:
    """Points for each unit, so that every bar has room for the label at its end, and the limit is in the picture."""
    wide = [width(end, SIZE, True) + 8 for end in ends]
    found = [(room - needed) / total(chart, at) for at, needed in enumerate(wide) if total(chart, at) > 0]
    if chart.limit and chart.limit[1] > 0:
        found.append((room - 4) / chart.limit[1])
    return min(found, default=1.0)


def row(
    sheet: Sheet,
    chart: Bars,
    number: int,
    corner: Point,
    scale: float,
    lines: tuple[str, ...],
    end: str,
    limit: float | None,
    space: float,
) -> float:
    """One bar with its name and numbers; gives where the next one begins."""
    left, top = corner
    tall = max(BAR, len(lines) * LEADING)
    bar = top + (tall - BAR) / 2
    first = top + tall / 2 - len(lines) * LEADING / 2 + 8
    for at, line in enumerate(lines):
        sheet.text((0, first + at * LEADING), line)
    x = left
    outside: list[tuple[float, str]] = []
    room = 0.0
    for place, series in enumerate(chart.series):
        length = max(series.values[number], 0.0) * scale
        label = shortened(series.labels[number], 110, SMALL)
        if length <= 0:
            continue
        fill = pattern(place)
        sheet.box((x, bar), length, BAR, fill)
        if width(label, SMALL) + 2.5 <= length:
            inside(sheet, (x + length / 2, bar + BAR / 2 + 3), label, fill)
        elif label:
            outside.append((x + length / 2, label))
        x += length
        room = length if not label and fill.hatch is None else 0.0
    if end:
        ending(sheet, end, (x, bar), room, limit)
    if outside:
        below = beside(sheet, outside, (left, bar + BAR))
        tall = max(tall, below - top)
    return top + tall + space


def ending(sheet: Sheet, end: str, corner: Point, room: float, limit: float | None) -> None:
    """The label where a bar ends: after it, or in its last part if that has room and the limit's line is in the way."""
    x, top = corner
    needed = width(end, SIZE, True)
    base = top + BAR / 2 + 3.1
    if limit is not None and x < limit < x + needed + 8:
        if needed + 8 < room:
            sheet.text((x - 4, base), end, bold=True, align="right", color="#ffffff")
            return
        sheet.plate((x + 3, top), min(needed + 7, WIDTH - x - 3), BAR)
    sheet.text((x + 5, base), end, bold=True)


def inside(sheet: Sheet, at: Point, label: str, fill: Pattern) -> None:
    """A number on its part: light on dark, and with a clear edge on a hatching."""
    if fill.hatch is None:
        sheet.text(at, label, size=SMALL, align="center", color="#ffffff")
    elif label:
        half = width(label, SMALL) / 2 + 0.8
        sheet.plate((at[0] - half, at[1] - 7.1), 2 * half, 8.4)
        sheet.text(at, label, size=SMALL, align="center")


def beside(sheet: Sheet, labels: list[tuple[float, str]], corner: Point, led: bool = True) -> float:
    """Numbers below the bar, each led to its part, pushed apart so far that none stands on another. Those that there
    is no room for follow on lines of their own. Gives where they end."""
    left, top = corner
    wide = [width(label, SMALL) for _, label in labels]
    count = len(labels)
    while count > 1 and sum(wide[:count]) + 6 * (count - 1) > WIDTH - 1 - left:
        count -= 1
    starts: list[float] = []
    x = left
    for (middle, _), needed in zip(labels[:count], wide, strict=False):
        starts.append(max(x, middle - needed / 2))
        x = starts[-1] + needed + 6
    right = WIDTH - 1
    for at in reversed(range(count)):
        starts[at] = min(starts[at], right - wide[at])
        right = starts[at] - 6
    for (middle, label), start, needed in zip(labels, starts, wide, strict=False):
        sheet.text((start, top + 9.5), label, size=SMALL)
        if led:
            foot = min(max(middle, start + 1), start + needed - 1)
            sheet.line([(middle, top), (foot, top + 2.6)], color=FAINT, weight=0.5)
    rest = [(left, label) for _, label in labels[count:]]
    return beside(sheet, rest, (left, top + BELOW), False) if rest else top + BELOW
