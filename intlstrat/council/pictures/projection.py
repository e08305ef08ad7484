"""From longitude and latitude to the paper, and the outlines of the countries."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files

from msgspec import Struct

Point = tuple[float, float]
"""Longitude and latitude in degrees; or kilometres to the east and to the north on a projection."""

EARTH = 6371.0
CENTER = (10.0, 52.0)
"""The middle of the map of Europe, as in EPSG:3035."""
SEAM = -168.4
"""Where the map of the world is cut open: in the Bering Strait, so that no land is cut."""


class Country(Struct, frozen=True):
    """A country's outlines, islands and lakes included, and where its mark stands, in degrees."""

    at: Point
    rings: tuple[tuple[Point, ...], ...]


@cache
def outlines() -> dict[str, Country]:
    """All countries by ISO 3166-1 alpha-2; "-" is land that belongs to none."""
    read = json.loads(files("intlstrat.council").joinpath("data", "outlines.json").read_text(encoding="utf-8"))
    arcs = [track(steps, read["steps"]) for steps in read["arcs"]]
    found = {}
    for code, country in read["countries"].items():
        rings = tuple(
            tuple(point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1:])
            for ring in country["rings"]
        )
        found[code] = Country((country["at"][0], country["at"][1]), rings)
    return found


def track(steps: list[int], parts: int) -> list[Point]:
    """An arc's points from its steps, which are whole parts of a degree."""
    x = y = 0
    points = []
    for across, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + across, y + up
        points.append((x / parts, y / parts))
    return points


def europe(point: Point) -> Point:
    """Lambert's azimuthal equal-area projection around CENTER, on a sphere."""
    turn, lat = math.radians(point[0] - CENTER[0]), math.radians(point[1])
    middle = math.radians(CENTER[1])
    toward = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(turn)
    scale = EARTH * math.sqrt(2 / max(1 + toward, 1e-9))
    north = math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(turn)
    return scale * math.cos(lat) * math.sin(turn), scale * north


def world(point: Point) -> Point:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018), its middle opposite SEAM."""
    east = point[0] + 360 if point[0] < SEAM else point[0]
    turn = math.radians(east - SEAM - 180)
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    bent = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(point[1])))
    two, six = bent**2, bent**6
    slope = 9 * a[3] * six * two + 7 * a[2] * six + 3 * a[1] * two + a[0]
    x = 2 * math.sqrt(3) * turn * math.cos(bent) / (3 * slope)
    return EARTH * x, EARTH * bent * (a[3] * six * two + a[2] * six + a[1] * two + a[0])
