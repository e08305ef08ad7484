"""The outlines of the countries for the map of the council paper, reduced from Natural Earth.

`python -m tools.outlines countries-50m.json` writes `intlstrat/council/data/outlines.json` from that file of the npm
package `world-atlas`, which is Natural Earth's 1:50m countries as TopoJSON. The text beside the outlines says what was
changed on the way.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
Ring = list[int]
"""The arcs of a ring, one after another; `~n` is arc n the other way round."""

OUTLINES = Path(__file__).parent.parent / "intlstrat" / "council" / "data" / "outlines.json"
STEPS = 100
"""A degree has so many steps in the file."""

NEAR = (-28.0, 62.0, 29.0, 75.0)
"""West, east, south and north of what the map shows large, and of what must therefore be finer."""
FINE, COARSE = 0.035, 0.22
"""How far, in degrees of latitude, an outline may move: in that part, and elsewhere."""

NAMELESS = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Siachen Glacier": "-"}
"""What has no ISO number in the source. As Norway recognises borders; "-" is land of no country."""
LEFT_OUT = {"Antarctica", "Indian Ocean Ter."}
CRIMEA = (34.3, 45.2)
CENTERS = {"RU": (39.0, 56.5), "NO": (9.3, 61.2), "US": (-98.0, 39.5), "CA": (-106.0, 56.0)}
"""Where the mark of a country stands, if not in the middle of its largest part."""


def main(arguments: list[str]) -> int:
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    arcs = [simpler(points) for points in degrees(topology)]
    kept = {
        code: [ring for ring in rings if area(track(ring, arcs)) > least(track(ring, arcs))] or rings[:1]
        for code, rings in sorted(countries(topology, arcs).items())
    }
    used = sorted({arc if arc >= 0 else ~arc for rings in kept.values() for ring in rings for arc in ring})
    place = {arc: number for number, arc in enumerate(used)}
    found = {
        code: {
            "at": CENTERS.get(code) or middle(track(rings[0], arcs)),
            "rings": [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in rings],
        }
        for code, rings in kept.items()
    }
    lines = [f'"{code}":{compact(country)}' for code, country in found.items()]
    steps = [compact(list(differences(arcs[arc]))) for arc in used]
    parts = (f'{{"steps":{STEPS},', '"arcs":[', ",\n".join(steps) + "],", '"countries":{', ",\n".join(lines) + "}}")
    text = "\n".join(parts) + "\n"
    OUTLINES.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{OUTLINES.name}: {len(found)} countries, {len(text)} bytes\n")
    return 0


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def degrees(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The arcs of a quantized topology as longitudes and latitudes."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * across + west, y * up + south))
        yield points


def countries(topology: dict[str, Any], arcs: list[list[Point]]) -> dict[str, list[Ring]]:
    """The rings of every country, its largest first, with the borders that the text beside the outlines tells of."""
    found: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        known = pycountry.countries.get(numeric=shape["id"]) if "id" in shape else None
        code = known.alpha_2 if known else NAMELESS.get(name)
        if name in LEFT_OUT or code is None:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    crimea = [ring for ring in found["RU"] if inside(CRIMEA, track(ring, arcs)) and area(track(ring, arcs)) < 10]
    found["RU"] = [ring for ring in found["RU"] if ring not in crimea]
    found["UA"] += crimea
    for code in ("CY", "SO", "UA"):
        found[code] = joined(found[code], arcs)
    return {code: sorted(rings, key=lambda ring: -area(track(ring, arcs))) for code, rings in found.items()}


def joined(rings: list[Ring], arcs: list[list[Point]]) -> list[Ring]:
    """The same area without the borders that run between its parts."""
    numbers = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
    left = [arc for ring in rings for arc in ring if numbers[arc if arc >= 0 else ~arc] == 1]
    made: list[Ring] = []
    while left:
        ring = [left.pop(0)]
        while ends(ring[-1], arcs)[1] != ends(ring[0], arcs)[0]:
            following = next(arc for arc in left if ends(arc, arcs)[0] == ends(ring[-1], arcs)[1])
            left.remove(following)
            ring.append(following)
        made.append(ring)
    return made


def ends(arc: int, arcs: list[list[Point]]) -> tuple[Point, Point]:
    return (arcs[arc][0], arcs[arc][-1]) if arc >= 0 else (arcs[~arc][-1], arcs[~arc][0])


def track(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring, the first one also last."""
    points: list[Point] = []
    for arc in ring:
        more = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += more[1:] if points else more
    return points


def near(point: Point) -> bool:
    west, east, south, north = NEAR
    return west < point[0] < east and south < point[1] < north


def simpler(points: list[Point]) -> list[Point]:
    """The arc without the points that it can do without (Douglas-Peucker); its ends stay where they are."""
    tolerance = FINE if any(map(near, points)) else COARSE
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    if points[0] == points[-1]:  # An island: its farthest point parts it in two.
        far = max(range(len(points)), key=lambda at: math.dist(points[at], points[0]))
        keep.add(far)
        todo = [(0, far), (far, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda at: distance(points[at], points[first], points[last]))
        if distance(points[at], points[first], points[last]) > tolerance:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [points[at] for at in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a stretch of line, in degrees of latitude."""
    shrink = math.cos(math.radians(point[1]))
    (px, py), (ax, ay), (bx, by) = ((x * shrink, y) for x, y in (point, start, end))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def area(points: list[Point]) -> float:
    """What a ring holds, in square degrees at the equator."""
    shrink = math.cos(math.radians(points[0][1]))
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))) / 2 * shrink


def least(points: list[Point]) -> float:
    """What a ring must hold to be kept: an island smaller than that would be a dot on the map."""
    return 0.012 if near(points[0]) else 0.3


def inside(point: Point, points: list[Point]) -> bool:
    crossings = 0
    for (ax, ay), (bx, by) in pairwise(points):
        if (ay > point[1]) != (by > point[1]) and point[0] < ax + (point[1] - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def middle(points: list[Point]) -> Point:
    """The point of a ring that is farthest from its edge, on a grid."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    grid = [
        (west + (east - west) * (column + 0.5) / 24, south + (north - south) * (row + 0.5) / 24)
        for column in range(24)
        for row in range(24)
    ]
    within = [point for point in grid if inside(point, points)] or [points[0]]
    pairs = list(pairwise(points))
    best = max(within, key=lambda point: min(distance(point, start, end) for start, end in pairs))
    return round(best[0], 1), round(best[1], 1)


def differences(points: list[Point]) -> Iterator[int]:
    """The first point and the steps from each to the next, in parts of a degree."""
    x = y = 0
    for number, (east, north) in enumerate(points):
        new_x, new_y = round(east * STEPS), round(north * STEPS)
        if number == 0 or (new_x, new_y) != (x, y):
            yield from (new_x - x, new_y - y)
        x, y = new_x, new_y


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
