"""The countries that there is cooperation with, on a map of Europe, and of the world where that is not enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox
from msgspec import Struct
from msgspec.structs import replace

from intlstrat.council.charts import Map, Marked
from intlstrat.council.pictures.look import (
    INK,
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    Pattern,
    Point,
    Sheet,
    readable,
    shortened,
    wrapped,
)
from intlstrat.council.pictures.look import width as measured
from intlstrat.council.pictures.placing import Box, Placed, Wanted, placed
from intlstrat.council.pictures.projection import europe, outlines, world

LAND = "#ecebe6"
BORDER = "#9b9b9b"
HOME = Pattern("#555555")
KINDS = (Pattern("#83aac9", "////"), Pattern("#f3e3bb", "|||", "#6b4e00"))
"""Countries with partners, and those with participants in projects only."""
SPECK, STEP = 1.5, 0.9
"""Islands smaller than that, in square points, and steps shorter than that, in points, are not drawn."""
POINT, SMALL_LAND = 12.0, 400.0
"""Between these sizes, in square points, a country would be hidden by its mark, which stands beside it then."""


class Panel(Struct, frozen=True):
    """A projection and the part of it that is shown: west, north, east and south, in kilometres."""

    project: Callable[[Point], Point]
    west: float
    north: float
    east: float
    south: float
    around: tuple[float, float, float, float]
    """West, east, south and north of all land that can be in it, in degrees."""
    top: float = 0.0
    """Where it begins on the sheet."""

    @property
    def scale(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    @property
    def box(self) -> Box:
        return Box(0.0, self.top, WIDTH, self.top + self.height)

    def at(self, *points: Point) -> list[Point]:
        scale, top, west, north = self.scale, self.top, self.west, self.north
        return [((x - west) * scale, top + (north - y) * scale) for x, y in map(self.project, points)]

    def reaches(self, ring: tuple[Point, ...]) -> bool:
        west, east, south, north = self.around
        return any(west < x < east and south < y < north for x, y in ring)

    def shows(self, code: str) -> bool:
        """Whether the mark of a country stands well inside."""
        country = outlines().get(code)
        if country is None:
            return False
        [(x, y)] = self.at(country.at)
        return Box(x - 8, y - 8, x + 8, y + 8).within(self.box)


EUROPE = Panel(europe, -2700, 2280, 2500, -2040, (-50, 75, 25, 85))
WORLD = Panel(world, -15800, 8000, 15900, -6500, (-181, 181, -60, 85))


def figure(chart: Map) -> Figure:
    """The chart as a figure."""
    sheet = Sheet()
    home = [(chart.home_label, HOME)] if chart.home_label else []
    top = sheet.legend(1, [*zip(chart.legend, KINDS, strict=True), *home]) + 6
    unnamed: list[Marked] = [place for place in chart.places if place.country not in outlines() or place.country == "-"]
    left = [place for place in chart.places if place not in unnamed]
    codes = {place.country for place in left}
    shown = [panel for panel in (EUROPE, WORLD) if any(map(panel.shows, codes))] or [EUROPE]
    for panel in shown:
        here = replace(panel, top=top)
        land(sheet, chart, here)
        mine = [place for place in left if here.shows(place.country)]
        left = [place for place in left if place not in mine]
        unnamed += marks(sheet, mine, here)
        top += here.height + 6
        if not left:
            break
    unnamed += left
    if unnamed:
        names = ", ".join(shortened(place.name, 150) for place in sorted(unnamed, key=lambda each: each.name))
        for line in wrapped(f"{chart.unnamed}: {names}" if chart.unnamed else names, WIDTH, 8):
            sheet.text((0, top + 8), line)
            top += LEADING
    return sheet.finish(top + 2)


def land(sheet: Sheet, chart: Map, panel: Panel) -> None:
    """All land, with the countries of the chart in their patterns."""
    kinds = {place.country: KINDS[place.partners <= 0] for place in chart.places}
    kinds[chart.home] = HOME
    plain: list[Path] = []
    for code, country in outlines().items():
        found = list(paths(country.rings, panel, code in kinds))
        if code not in kinds:
            plain += found
        elif found:
            path = Path.make_compound_path(*found)
            clipped(sheet, panel, [PathPatch(path) for _ in range(2)], kinds[code])
    everything = PathPatch(
        Path.make_compound_path(*plain), facecolor=LAND, edgecolor=BORDER, linewidth=0.4, zorder=0, joinstyle="round"
    )
    clipped(sheet, panel, [everything], None)


def clipped(sheet: Sheet, panel: Panel, patches: list[PathPatch], fill: Pattern | None) -> None:
    """Adds the patches with what is outside of the panel cut off."""
    if fill:
        sheet.fill(patches, fill, 1, 0.7 if panel.scale > 0.05 else 0.35)
    else:
        sheet.add(patches[0])
    window = Rectangle((0, panel.top), WIDTH, panel.height, transform=patches[0].get_transform())
    for patch in patches:
        patch.set_clip_path(window)


def paths(rings: tuple[tuple[Point, ...], ...], panel: Panel, all_rings: bool) -> Iterator[Path]:
    """The rings that the panel shows something of, cut a little outside of it; the specks only if all are wanted."""
    window = Bbox([[-4, panel.top - 4], [WIDTH + 4, panel.top + panel.height + 4]])
    for ring in filter(panel.reaches, rings):
        points = spaced(panel.at(*ring))
        if not any(window.contains(*point) for point in points) or not (all_rings or area(points) > SPECK):
            continue
        yield Path([*points, points[0]], closed=True).clip_to_bbox(window)


def spaced(points: list[Point]) -> list[Point]:
    """The points without those that can hardly be told from the one before."""
    kept = points[:1]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > STEP:
            kept.append(point)
    return kept


def area(points: list[Point]) -> float:
    """What a ring holds, in square points."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def marks(sheet: Sheet, places: list[Marked], panel: Panel) -> list[Marked]:
    """The number and the name of each place; gives the ones that there was no room for."""
    names = [shortened(place.name, 110) for place in places]
    numbers = [readable(str(place.partners if place.partners > 0 else place.participants))[:5] for place in places]
    wanted = []
    for place, name, number in zip(places, names, numbers, strict=True):
        country = outlines()[place.country]
        covers = POINT < area(panel.at(*country.rings[0])) < SMALL_LAND
        half = max(6.2, measured(number, SMALL) / 2 + 2.5)
        wanted.append(Wanted(panel.at(country.at)[0], half, measured(name), 10.0, covers))
    left = []
    for place, name, number, found in zip(places, names, numbers, placed(wanted, panel.box), strict=True):
        if found is None:
            left.append(place)
        else:
            mark(sheet, found, name, number, place.partners > 0)
    return left


def mark(sheet: Sheet, found: Placed, name: str, number: str, partners: bool) -> None:
    """A circle for partners, a square for participants only, with the number; and the name."""
    (x, y), half = found.mark, found.half
    if found.lead:
        sheet.line(found.lead, weight=0.8, above=3)
        sheet.add(Circle(found.lead[0], 1.6, facecolor=INK, linewidth=0, zorder=3))
    if partners:
        sheet.add(Circle((x, y), half, facecolor="#ffffff", edgecolor=INK, linewidth=0.9, zorder=4))
    else:
        size = half * 1.8
        corner = (x - size / 2, y - size / 2)
        sheet.add(Rectangle(corner, size, size, facecolor="#ffffff", edgecolor=INK, linewidth=0.9, zorder=4))
    sheet.text((x, y + 2.9), number, size=SMALL, align="center", above=6)
    sheet.plate((found.name.left - 1, found.name.top), found.name.right - found.name.left + 2, 10, above=3.5)
    sheet.text((found.name.left, found.name.bottom - 2.4), name, size=SIZE, above=6)
