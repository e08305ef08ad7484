"""The pictures of an office document: each as SVG, and as PNG for programs that cannot draw SVG."""

from __future__ import annotations

import re

from msgspec import Struct

from intlstrat.council.pictures import png, svg
from intlstrat.council.tree import Document, Picture, blocks


class Drawing(Struct, frozen=True):
    """A picture as the files that hold it, and how high it is for its width."""

    picture: Picture
    svg: bytes
    png: bytes
    ratio: float

    def fit(self, width: float, height: float) -> tuple[float, float]:
        """Its size where there is room for so much, in the same unit."""
        return (width, width * self.ratio) if width * self.ratio <= height else (height / self.ratio, height)


def drawings(document: Document) -> tuple[Drawing, ...]:
    """Every picture of the paper, in reading order."""
    pictures = [block for block in blocks(document) if isinstance(block, Picture)]
    return tuple(_drawing(picture) for picture in pictures)


def _drawing(picture: Picture) -> Drawing:
    drawn = svg(picture.chart)
    return Drawing(picture, drawn, png(picture.chart), _ratio(drawn.decode("utf-8")))


def _ratio(drawn: str) -> float:
    """Height by width, from the drawing's own view box or else its size."""
    start = re.search(r"<svg\b[^>]*>", drawn)
    box = re.search(r'viewBox="\s*\S+\s+\S+\s+(\S+)\s+(\S+?)\s*"', start[0]) if start else None
    sizes = [re.search(rf'\b{name}="([0-9.]+)', start[0]) for name in ("width", "height")] if start else []
    width, height = box.groups() if box else [size[1] if size else "1" for size in sizes] or ("1", "1")
    return float(height) / float(width)
