"""A chart to a figure, and a figure to bytes, untouched by what the user has set up for Matplotlib."""

from __future__ import annotations

import io
import re
from typing import Any, assert_never

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from intlstrat.council.charts import Bars, Chart, Map, Timeline
from intlstrat.council.pictures import bars, geography, timeline

DPI = 200
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "intlstrat",
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",
    "savefig.bbox": None,
}
NOT_FOR_US = {"backend", "backend_fallback", "interactive", "toolbar"}
"""Settings that have no say in what is drawn, and that Matplotlib sets with some fuss."""


def settings() -> Any:
    """Matplotlib's own defaults and ours, while it lasts."""
    defaults = dict.items(matplotlib.rcParamsDefault)
    return matplotlib.rc_context({**{key: value for key, value in defaults if key not in NOT_FOR_US}, **SETTINGS})


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
        FigureCanvasSVG(figure).print_svg(written, metadata=nothing)
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    return slim(text).encode()


def slim(text: str) -> str:
    """Without the ids that nothing leads to, so that several pictures can stand in one page, and without indents."""
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    text = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in used else "", text)
    return re.sub(r"\n\s*", "\n", text)


def png(figure: Figure) -> bytes:
    written = io.BytesIO()
    with settings():
        figure.set_dpi(DPI)
        FigureCanvasAgg(figure).print_png(written, metadata={"Software": None}, pil_kwargs={"compress_level": 6})
    return written.getvalue()
