"""Spans below each other on an axis of years."""

from __future__ import annotations

from datetime import date

from matplotlib.figure import Figure
from msgspec import Struct

from intlstrat.council.charts import Span, Timeline
from intlstrat.council.pictures.look import (
    FAINT,
    HAIR,
    HEIGHT,
    LEADING,
    OUTLINE,
    SIZE,
    SMALL,
    WIDTH,
    Point,
    Sheet,
    pattern,
    shortened,
    width,
    wrapped,
)

LABELS = 214.0
BAR = 8.5
GAP = 8.0
BEFORE, AFTER = 20, 12
"""How many years around the day are shown at the most; what lies beyond is cut off, and its year tells."""
OPEN = 0.75
"""How many years an open end is drawn on past the day or its other end."""
POINT = 6.0
"""How long the point of an arrow is."""


def years(day: str) -> float:
    """A day as a year and its fraction."""
    found = date.fromisoformat(day)
    first, following = date(found.year, 1, 1).toordinal(), 366 if leap(found.year) else 365
    return found.year + (found.toordinal() - first) / following


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


class Stretch(Struct, frozen=True):
    """Where a span begins and ends, as drawn, and at which of its ends it goes on."""

    start: float
    end: float
    before: bool
    after: bool


def stretch(span: Span, day: float) -> Stretch:
    """A span as years. An end that is not known is drawn a little on from the day, or from the other end."""
    start = years(span.start) if span.start else None
    end = years(span.end) + 1 / 366 if span.end else None
    if start is not None and end is not None and end < start:
        start, end = end, start
    first = start if start is not None else min(day, end if end is not None else day) - OPEN
    last = end if end is not None else max(day, start if start is not None else day) + OPEN
    return Stretch(first, last, start is None, end is None)


class Axis(Struct, frozen=True):
    """Years to points."""

    first: float
    last: float
    left: float

    def at(self, year: float) -> float:
        share = (min(max(year, self.first), self.last) - self.first) / (self.last - self.first)
        return self.left + share * (WIDTH - 2 - self.left)


def axis(stretches: list[Stretch], day: float, left: float) -> Axis:
    first = min([day - OPEN, *(max(each.start, day - BEFORE) for each in stretches if each.start <= day + AFTER)])
    last = max([day + OPEN, *(min(each.end, day + AFTER) for each in stretches if each.end >= day - BEFORE)])
    return Axis(float(int(first)), float(int(last) + (last > int(last))), left)


def figure(chart: Timeline) -> Figure:
    """The chart as a figure."""
    sheet = Sheet()
    day = years(chart.day)
    stretches = [stretch(span, day) for span in chart.spans]
    entries = [(kind, pattern(number)) for number, kind in enumerate(chart.kinds)]
    top = sheet.legend(1, entries, chart.open_label) + 8
    lines = 2 if len(chart.spans) * (2 * LEADING + 4) <= HEIGHT - top - 30 else 1
    names = [wrapped(span.label, LABELS, lines) for span in chart.spans]
    said = [told(span) for span in chart.spans]
    spent = max((width(line) for name in names for line in name), default=0.0)
    dates = max((width(text, SMALL) for text in said), default=0.0)
    scale = axis(stretches, day, spent + GAP + dates + GAP)

    label = shortened(chart.day_label, WIDTH - scale.left)
    half = width(label, SIZE, True) / 2
    at = scale.at(day)
    sheet.text((min(max(at, scale.left + half), WIDTH - 2 - half), top + 8), label, bold=True, align="center")
    start = top + 13
    top = start + 14
    loose = (HEIGHT - top - 14) / max(len(chart.spans), 1)
    for span, each, name, text in zip(chart.spans, stretches, names, said, strict=True):
        tall = max(BAR, len(name) * LEADING)
        space = min(6.0, max(2.0, loose - tall))
        middle = top + space / 2 + tall / 2
        first = middle - len(name) * LEADING / 2 + 8
        for number, line in enumerate(name):
            sheet.text((0, first + number * LEADING), line)
        sheet.text((scale.left - GAP, middle + 2.9), text, size=SMALL, align="right", color=FAINT)
        bar(sheet, span, each, scale, middle)
        top += tall + space
    ruled(sheet, scale, start, top, at)
    sheet.line([(at, start), (at, top + 2)], weight=1.3, dashed=True, above=3)
    return sheet.finish(top + 3)


def told(span: Span) -> str:
    """The years of a span: 2015–2018, 2026–, –2027."""
    start, end = (span.start or "")[:4], (span.end or "")[:4]
    return start if start == end else f"{start}–{end}"


def bar(sheet: Sheet, span: Span, each: Stretch, scale: Axis, middle: float) -> None:
    """The bar of a span. It ends in a point where it goes on beyond what is shown or known."""
    before, after = each.before or each.start < scale.first, each.after or each.end > scale.last
    left, right = scale.at(each.start), scale.at(each.end)
    right = max(right, left + 2)
    if right > WIDTH - 2:
        left, right = min(left, WIDTH - 4), WIDTH - 2
    upper, lower = middle - BAR / 2, middle + BAR / 2
    slope = min(POINT, (right - left) / (1 + (before and after)))
    start, end = left + slope * before, right - slope * after
    corners: list[Point] = [(start, upper), (end, upper), (right, middle), (end, lower), (start, lower), (left, middle)]
    sheet.shape(corners, pattern(span.kind))


def ruled(sheet: Sheet, scale: Axis, top: float, bottom: float, day: float) -> None:
    """The years: a hairline where each begins, and its number in its middle, or at its line when years are narrow. No
    number stands on the line of the day, whose label has its year."""
    wide = (WIDTH - 2 - scale.left) / (scale.last - scale.first)
    step = next(step for step in (1, 2, 5, 10, 20) if step * wide >= width("2000", SMALL) + 3)
    for year in range(int(scale.first), int(scale.last) + 1):
        if year % step:
            continue
        x = scale.at(year)
        sheet.line([(x, top + 12), (x, bottom)], color=HAIR, weight=0.5, above=0)
        half = width(str(year), SMALL) / 2
        middle = x + wide / 2 if step == 1 else x
        if middle + half < WIDTH and abs(middle - day) > half + 1.5:
            sheet.text((middle, top + 9), str(year), size=SMALL, align="center", color=FAINT)
    sheet.line([(scale.left, top + 12), (WIDTH - 2, top + 12)], weight=OUTLINE)
