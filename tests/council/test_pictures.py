"""What the pictures of the council paper show: every label, in patterns that differ, with room for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Patch
from matplotlib.text import Text
from picture_charts import GOALS, PLAIN, TITLE, WORST, atlas, bars, timeline

from intlstrat.council.charts import Bars, Chart, Map, Marked, Series, Span, Timeline
from intlstrat.council.pictures import drawing, png, svg
from intlstrat.council.pictures.geography import HOME, KINDS, LAND
from intlstrat.council.pictures.look import INK, PATTERNS, readable, wrapped

CHARTS = PLAIN | WORST


@cache
def figure(name: str) -> Any:
    """The chart as a figure, before it becomes bytes: as bytes its letters are outlines that nothing reads back."""
    return drawing().figure(CHARTS[name])


@cache
def written(name: str) -> bytes:
    drawn: bytes = drawing().svg(figure(name))
    return drawn


def texts(figure: Any) -> list[str]:
    """All that is written, in the order of the drawing."""
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def labels(chart: Chart) -> Iterator[str]:
    """All that a chart says."""
    if isinstance(chart, Bars):
        yield from (*chart.categories, *chart.ends, *(series.name for series in chart.series))
        yield from (label for series in chart.series for label in series.labels)
        yield chart.limit[0] if chart.limit else ""
    elif isinstance(chart, Timeline):
        yield from (*chart.kinds, chart.day_label, chart.open_label, *(span.label for span in chart.spans))
    else:
        yield from (*chart.legend, chart.home_label, chart.unnamed, *(place.name for place in chart.places))


def test_every_kind_of_chart_is_tried() -> None:
    assert (
        {type(chart) for chart in PLAIN.values()} == {type(chart) for chart in WORST.values()} == set(get_args(Chart))
    )


@pytest.mark.parametrize("name", ["bars", "timeline", "map", "goals", "money", "clauses", "atlas"])
def test_every_label_is_written(name: str) -> None:
    drawn = "".join(texts(figure(name))).replace(" ", "")
    assert [label for label in labels(CHARTS[name]) if label.replace(" ", "") not in drawn] == []


def test_a_long_title_is_cut_where_it_can_be_seen() -> None:
    chart = Timeline(
        ("A",), (Span(f"{TITLE} til handling i alle land", "2025-01-01", "2026-01-01", 0),), "2026-11-25", ""
    )
    lines = texts(drawing().figure(chart))[1:3]
    assert TITLE.startswith(lines[0])
    assert lines[1].endswith("…")
    assert lines[1].removesuffix("…") in TITLE


def test_a_long_goal_stands_on_two_lines_and_is_not_cut() -> None:
    drawn = texts(figure("goals"))
    assert {"16 Fred, rettferdighet og velfungerende", "institusjoner"} <= set(drawn)
    assert not any("…" in text for text in drawn)


def test_an_end_that_would_stand_on_the_limit_stands_in_its_bar() -> None:
    """Or a bar below the limit would look as if it reached beyond."""
    money = Bars(
        ("2025", "2026"), (Series("Egne midler", (450, 200), ("", "")),), ("450 000 kr", "200 000 kr"), ("Ramme", 500)
    )
    colors = {text.get_text(): text.get_color() for text in drawing().figure(money).findobj(Text)}
    assert colors["450 000 kr"] == "#ffffff"
    assert colors["200 000 kr"] == INK


def test_no_year_stands_on_the_line_of_the_day() -> None:
    spans = (Span("A", "2020-01-01", "2027-12-31", 0),)
    drawn = texts(drawing().figure(Timeline(("A",), spans, "2024-07-01", "1. juli 2024")))
    assert {"2022", "2023", "2025", "2026"} <= set(drawn)
    assert "2024" not in drawn


def test_a_span_says_its_years() -> None:
    drawn = texts(figure("timeline"))
    assert {"2015–2018", "2025–2028", "2026–", "–2027"} <= set(drawn)


def test_countries_without_a_place_are_named_below_the_map() -> None:
    assert "Ikke på kartet: Ukjentland" in texts(figure("atlas"))


@pytest.mark.parametrize(
    ("country", "name"), [("MT", "Malta"), ("SG", "Singapore"), ("XK", "Kosovo"), ("VA", "Vatikanet")]
)
def test_a_small_country_has_its_mark(country: str, name: str) -> None:
    drawn = texts(drawing().figure(Map("NO", (Marked(country, name, 17, 0),), ("A", "B"), unnamed="Ikke på kartet")))
    assert drawn[-2:] == ["17", name]


def test_the_world_is_shown_only_where_europe_does_not_do() -> None:
    near, far = (drawing().figure(atlas(names)) for names in (("SE Sverige",), ("SE Sverige", "MZ Mosambik")))
    assert far.get_figheight() > near.get_figheight() + 2


def test_crimea_is_in_ukraine() -> None:
    from intlstrat.council.pictures.projection import outlines

    def holds(code: str) -> bool:
        from matplotlib.path import Path

        return any(Path(ring).contains_point((34.3, 45.2)) for ring in outlines()[code].rings)

    assert holds("UA")
    assert not holds("RU")


def lightness(color: str) -> float:
    """The relative luminance of WCAG."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((lightness(one), lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("patterns", [PATTERNS, (HOME, *KINDS)])
def test_patterns_differ_without_colour(patterns: tuple[Any, ...]) -> None:
    assert len({each.hatch for each in patterns}) == len(patterns)
    for one, other in combinations(patterns, 2):
        assert contrast(one.fill, other.fill) > 1.15, (one, other)


@pytest.mark.parametrize("each", [*PATTERNS, *KINDS])
def test_a_part_stands_out_from_what_is_beside_it(each: Any) -> None:
    """By its dark outline, or by being as dark as that itself; and what is on it by its own contrast."""
    assert max(contrast(each.fill, INK), contrast(each.fill, "#ffffff")) >= 3
    assert each.hatch is None or contrast(each.fill, each.strokes) >= 3


def test_a_country_stands_out_from_the_land_beside_it() -> None:
    assert contrast(INK, LAND) >= 3
    assert contrast(HOME.fill, LAND) >= 3


def test_series_have_their_own_patterns_in_the_figure() -> None:
    chart = bars(("A", "B"), *((f"Serie {at}", (3, 4)) for at in range(len(PATTERNS))))
    filled = [patch for patch in drawing().figure(chart).findobj(Patch) if patch.get_fill() and patch.get_hatch()]
    assert len({(patch.get_hatch(), patch.get_facecolor()) for patch in filled}) == len(PATTERNS) - 1


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_outside_and_no_text_stands_on_another(name: str) -> None:
    drawn = figure(name)
    renderer = FigureCanvasAgg(drawn).get_renderer()  # type: ignore[no-untyped-call]
    width, height = drawn.bbox.width, drawn.bbox.height
    with drawing().settings():
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in drawn.findobj(Text) if text.get_text()]
        patches = [(repr(patch), patch.get_tightbbox(renderer)) for patch in drawn.findobj(Patch)]
    slack = 0.6
    for said, box in [*boxes, *patches]:
        assert box.x0 >= -slack, said
        assert box.x1 <= width + slack, said
        assert box.y0 >= -slack, said
        assert box.y1 <= height + slack, said
    for (one, a), (other, b) in combinations(boxes, 2):
        across, up = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < slack or up < slack, (one, other)


@pytest.mark.parametrize("name", CHARTS)
def test_letters_are_at_least_eight_points_at_the_printed_width(name: str) -> None:
    drawn = figure(name)
    assert drawn.get_figwidth() == 6.5
    assert min((text.get_fontsize() for text in drawn.findobj(Text) if text.get_text()), default=8) >= 8


def test_a_timeline_of_forty_five_rows_fits_a_page() -> None:
    assert figure("many projects").get_figheight() * 72 <= 660


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_is_well_formed_and_leads_nowhere(name: str) -> None:
    root = ElementTree.fromstring(written(name))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("width") == "468pt"
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "use", "defs", "clipPath", "pattern", "rect"}
    links = [(key, value) for element in root.iter() for key, value in element.items() if key.endswith("href")]
    assert all(value.startswith("#") for _, value in links)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(([^)]*)\)", written(name).decode())) <= {f"#{each}" for each in ids}
    assert not re.search(rb"alert|evil|<!|\?>|<style|javascript", written(name))


@pytest.mark.parametrize("name", ["bars", "timeline", "map", "hostile bars"])
def test_the_png_is_small_and_of_two_hundred_dots_an_inch(name: str) -> None:
    drawn = drawing().png(figure(name))
    assert drawn.startswith(b"\x89PNG")
    assert int.from_bytes(drawn[16:20], "big") == 1300
    assert len(drawn) < 200_000


@pytest.mark.parametrize(
    ("name", "most"), [("goals", 90_000), ("money", 60_000), ("projects", 105_000), ("map", 200_000)]
)
def test_the_svg_is_small(name: str, most: int) -> None:
    assert len(written(name)) < most


def test_dollars_are_dollars() -> None:
    drawn = [text for text in figure("mathematics").findobj(Text) if "$" in text.get_text()]
    assert {text.get_text() for text in drawn} >= {"$\\frac{1}{0}$", "$x^2", "$y$"}
    assert not any(text.get_parse_math() for text in drawn)


def test_what_the_font_lacks_is_named() -> None:
    assert readable("你好 👩\u200d👧 \u202eabc\u202c\nd\x07 $x$") == "[U+4F60][U+597D] [U+1F469][U+1F467] abc d $x$"


def test_a_word_that_is_too_long_is_parted() -> None:
    lines = wrapped("a " + "x" * 100, 60, 3)
    assert lines[0] == "a"
    assert set(lines[1]) == {"x"}
    assert lines[2].endswith("…")


def test_goals_keep_their_order_from_the_top() -> None:
    drawn = [text for text in texts(figure("goals")) if text in GOALS]
    assert drawn == [goal for goal in GOALS if goal in drawn]


def test_the_same_chart_gives_the_same_bytes() -> None:
    for chart in (PLAIN["bars"], timeline(3)):
        assert svg(chart) == svg(chart)
        assert png(chart) == png(chart)
