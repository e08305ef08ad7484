"""The common look of the pictures: the letters, the patterns, and a sheet of the printed width to draw on.

All measures are points, x from the left and y from the top. Nothing here knows of axes or of the global state of
Matplotlib; a figure is drawn the same way whatever the user has set up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from msgspec import Struct

WIDTH = 468.0
"""6.5 inches, the text of an A4 page."""
HEIGHT = 640.0
"""A picture is not made higher than that, a page with its caption, as long as its rows can be read at all."""
SIZE = 8.5
SMALL = 8.0
LEADING = 10.4
INK = "#1a1a1a"
FAINT = "#5c5c5c"
HAIR = "#b5b5b5"
OUTLINE = 0.7

Point = tuple[float, float]


class Pattern(Struct, frozen=True):
    """How a series or a kind is filled: each has a lightness and a hatching of its own."""

    fill: str
    hatch: str | None = None
    strokes: str = INK
    """The colour of the hatching."""


PATTERNS = (
    Pattern("#1f3b5c"),
    Pattern("#83aac9", "////"),
    Pattern("#f3e3bb", "|||", "#6b4e00"),
    Pattern("#ffffff", "\\\\\\"),
    Pattern("#7d5a48", "xxx", "#ffffff"),
    Pattern("#cccccc", "++"),
    Pattern("#55917b", "---", "#ffffff"),
)


def pattern(number: int) -> Pattern:
    """The pattern of the series or kind of that number; past the last one they begin anew."""
    return PATTERNS[number % len(PATTERNS)]


@cache
def font(bold: bool = False) -> FontProperties:
    """The letters that ship with Matplotlib, found by their file: nothing depends on what the machine has installed."""
    return FontProperties(fname=font_file(bold), size=100)


def font_file(bold: bool) -> str:
    return f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"


@cache
def letters() -> frozenset[int]:
    """The characters that both fonts have."""
    regular, bold = (FT2Font(font_file(weight)).get_charmap() for weight in (False, True))
    return frozenset(regular) & frozenset(bold)


@lru_cache(4096)
def readable(text: str) -> str:
    """One line that the font can write: what it lacks stands as [U+4F60], what is not seen is left out."""
    written = []
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in {"Cc", "Zl", "Zp", "Zs"}:
            written.append("\u00a0" if sign in "\u00a0\u202f" else " ")
        elif kind not in {"Cf", "Cs"} and not 0xFE00 <= ord(sign) <= 0xFE0F:
            written.append(sign if ord(sign) in letters() else f"[U+{ord(sign):04X}]")
    return " ".join(word for word in "".join(written).split(" ") if word)


@lru_cache(8192)
def width(text: str, size: float = SIZE, bold: bool = False) -> float:
    """How wide a readable text is."""
    if not text:
        return 0.0
    across, _, _ = text_to_path.get_text_width_height_descent(text, font(bold), False)
    return float(across) * size / 100


def shortened(text: str, room: float, size: float = SIZE, bold: bool = False) -> str:
    """The text, or as much of it as there is room for and an ellipsis."""
    text = readable(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    if width(text, size, bold) <= room:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        fits = width(text[:middle].rstrip() + "…", size, bold) <= room
        least, most = (middle, most) if fits else (least, middle - 1)
    kept = text[:least]
    whole = kept.rpartition(" ")[0]  # Between words, if that costs no more than the beginning of one.
    if not text[least:].startswith(" ") and len(kept) - len(whole) <= 12 and 2 * len(whole) > len(kept):
        kept = whole
    return kept.rstrip() + "…"


LONGEST = 1000
"""No label shows more of a text than that, so that no more of it is measured."""


def wrapped(text: str, room: float, lines: int, size: float = SIZE, bold: bool = False) -> tuple[str, ...]:
    """The text on at most so many lines; the last one says with an ellipsis that there is more."""
    words = readable(text if len(text) <= LONGEST else text[:LONGEST] + "…").split(" ")
    made: list[str] = []
    while words:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold) <= room:
            taken += 1
        if len(made) == lines - 1:
            return (*made, shortened(" ".join(words), room, size, bold))
        line, words = " ".join(words[:taken]), words[taken:]
        if width(line, size, bold) > room:  # One word, wider than the line: it is parted where it must be.
            part = shortened(line, room, size, bold).removesuffix("…") or line[:1]
            words = [line[len(part) :], *words]
            line = part
        made.append(line)
    return tuple(made)


class Sheet:
    """A figure to draw on, from the top down. `finish` says how high it became."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(WIDTH / 72, 1), dpi=72, facecolor="white")
        self._down = Affine2D()
        self._place = self._down + self.figure.dpi_scale_trans

    def add(self, artist: Artist) -> None:
        artist.set_transform(self._place)
        self.figure.add_artist(artist)

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
        color: str = INK,
        above: float = 5,
    ) -> None:
        """A readable text on the baseline at a point; what has a lower `above` stands behind it."""
        if not text:
            return
        properties = font(bold).copy()
        properties.set_size(size)
        artist = Text(
            *at, text, fontproperties=properties, ha=align, va="baseline", color=color, parse_math=False, zorder=above
        )
        self.add(artist)

    def line(
        self,
        points: Sequence[Point],
        *,
        color: str = INK,
        weight: float = OUTLINE,
        dashed: bool = False,
        above: float = 2,
    ) -> None:
        style: object = (0, (4, 2.5)) if dashed else "-"
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.add(Line2D(xs, ys, color=color, linewidth=weight, linestyle=style, zorder=above))  # type: ignore[arg-type]

    def box(self, at: Point, across: float, down: float, fill: Pattern, above: float = 1) -> None:
        """A filled rectangle from its upper left corner, with an outline."""
        self.fill([Rectangle(at, across, down) for _ in range(2)], fill, above)

    def shape(self, points: Sequence[Point], fill: Pattern, above: float = 1) -> None:
        """The same with any corners."""
        self.fill([Polygon(points, closed=True) for _ in range(2)], fill, above)

    def fill(self, twice: Sequence[Patch], fill: Pattern, above: float, weight: float = OUTLINE) -> None:
        """Fills the first of two equal patches and outlines the second: in one, the hatching and the outline would have
        the same colour."""
        inner, outline = twice
        inner.set(facecolor=fill.fill, edgecolor=fill.strokes, hatch=fill.hatch, linewidth=0, zorder=above)
        outline.set(fill=False, edgecolor=INK, linewidth=weight, zorder=above + 0.1, joinstyle="miter")
        self.add(inner)
        self.add(outline)

    def plate(self, at: Point, across: float, down: float, color: str = "#ffffff", above: float = 4) -> None:
        """A patch of colour for a text to stand on."""
        self.add(Rectangle(at, across, down, facecolor=color, linewidth=0, zorder=above))

    def legend(self, top: float, entries: Sequence[tuple[str, Pattern]], pointed: str = "") -> float:
        """The patterns with their names, side by side and below each other as there is room; gives where it ends.
        `pointed` is what a bar that ends in a point means."""
        x, y = 0.0, top
        for name, fill in [*entries, *([(pointed, Pattern("#ffffff"))] if pointed else [])]:
            label = shortened(name, WIDTH - 30)
            needed = 24 + width(label)
            if x and x + needed > WIDTH:
                x, y = 0.0, y + 15
            tip = 5 if name is pointed else 0
            upper, lower = [(x + 1, y + 1), (x + 19 - tip, y + 1)], [(x + 19 - tip, y + 10.5), (x + 1, y + 10.5)]
            self.shape([*upper, (x + 19, y + 5.75), *lower], fill)
            self.text((x + 24, y + 9), label)
            x += needed + 18
        return y + 12

    def finish(self, height: float) -> Figure:
        self.figure.set_size_inches(WIDTH / 72, height / 72)
        self._down.scale(1 / 72, -1 / 72).translate(0, height / 72)
        return self.figure
