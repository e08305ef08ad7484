"""Draws the pictures of the council paper."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from intlstrat.council.charts import Chart
from intlstrat.surroundings import hidden


def svg(chart: Chart) -> bytes:
    """The chart as SVG, 6.5 inches wide, its letters as outlines.

    The bytes are one `svg` element: no prologue, no comments, no style sheet, nothing that leads out of it. The same
    chart gives the same bytes.
    """
    output = drawing()
    written: bytes = output.svg(output.figure(chart))
    return written


def png(chart: Chart) -> bytes:
    """The chart as PNG of 200 dots an inch, for what cannot show SVG. The same chart gives the same bytes."""
    output = drawing()
    written: bytes = output.png(output.figure(chart))
    return written


@cache
def drawing() -> ModuleType:
    """The module that draws, and with it Matplotlib, which takes half a second to import."""
    with hidden(("MPL", "MATPLOTLIB"), "matplotlib"):
        from intlstrat.council.pictures import output

        return output
