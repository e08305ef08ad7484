"""Draws the pictures of the council paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intlstrat.council.charts import Chart
from intlstrat.surroundings import hidden

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def svg(chart: Chart) -> bytes:
    """The chart as SVG, 6.5 inches wide, its letters as outlines.

    The bytes are one `svg` element: no prologue, no comments, nothing that leads out of it. The same chart gives the
    same bytes.
    """
    with hidden("MPL", "matplotlib"):
        from intlstrat.council.pictures import output
    return output.svg(figure(chart))


def png(chart: Chart) -> bytes:
    """The chart as PNG of 200 dots an inch, for what cannot show SVG. The same chart gives the same bytes."""
    with hidden("MPL", "matplotlib"):
        from intlstrat.council.pictures import output
    return output.png(figure(chart))


def figure(chart: Chart) -> Figure:
    """The chart as Matplotlib's figure, before it becomes the bytes of one format."""
    with hidden("MPL", "matplotlib"):
        from intlstrat.council.pictures import output
    return output.figure(chart)
