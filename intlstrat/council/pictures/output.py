"""A chart to a figure, and a figure to bytes, untouched by what the user has set up for Matplotlib."""

from __future__ import annotations

import io
import re
from typing import Any, assert_never

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image

from intlstrat.council.charts import Bars, Chart, Map, Timeline
from intlstrat.council.pictures import bars, geography, timeline

DPI = 200
COLORS = 64
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "intlstrat",
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "text.usetex": False,
    "text.hinting": "none",
    "savefig.bbox": None,
}
NOT_FOR_US = {"backend", "backend_fallback", "interactive", "toolbar"}
"""Settings that have no say in what is drawn, and that Matplotlib sets with some fuss."""


def settings() -> Any:
    """Matplotlib's own defaults and ours, while it lasts."""
    defaults: dict[Any, Any] = {**dict(dict.items(matplotlib.rcParamsDefault)), **SETTINGS}
    return matplotlib.rc_context({key: value for key, value in defaults.items() if key not in NOT_FOR_US})


def figure(chart: Chart) -> Figure:
    with settings():
        if isinstance(chart, Bars):
            return bars.figure(chart)
        if isinstance(chart, Timeline):
            return timeline.figure(chart)
        if isinstance(chart, Map):
            return geography.figure(chart)
        assert_never(chart)


def svg(figure: Figure) -> bytes:
    written = io.StringIO()
    with settings():
        nothing: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(written, metadata=nothing)
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    return slim(text).encode()


def slim(text: str) -> str:
    """The same drawing in fewer bytes, fit to stand in a page with others: no style sheet, which would hold for the
    whole page, no ids that nothing leads to, and hundredths of a point at the finest."""
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in used else "", text)
    text = re.sub(r"<style.*?</style>\s*", "", text, count=1, flags=re.DOTALL)
    text = text.replace("<svg ", '<svg stroke-linejoin="round" ', 1)
    text = re.sub(r' d="[^"]*"', lambda found: tight(found[0]), text)
    text = re.sub(r"translate\([^)]*\)", lambda found: rounded(found[0]), text)
    return re.sub(r">\s+<", ">\n<", text)


def tight(path: str) -> str:
    """A path without the white space that it can do without."""
    digits = 1 if path.count("L") > 100 else 2  # A tenth of a point is finer than a coastline.
    path = re.sub(r"(?<=[MLQCz\d])\s*(?=[MLQCz])|(?<=[MLQC])\s+|\s+(?=\")", "", rounded(path, digits))
    return path.replace("\n", " ")


def rounded(numbers: str, digits: int = 2) -> str:
    return re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.{digits}f}".rstrip("0").rstrip("."), numbers)


def png(figure: Figure) -> bytes:
    with settings():
        figure.set_dpi(DPI)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
    # A picture of few colours takes a third of the bytes with a palette.
    picture = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba())).convert("RGB")
    written = io.BytesIO()
    picture = picture.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The fast way to a palette takes white for nearly white.
    picture.putpalette([255 if part >= 252 else part for part in picture.getpalette() or ()])
    picture.save(written, "png", dpi=(DPI, DPI), optimize=True)
    return written.getvalue()
