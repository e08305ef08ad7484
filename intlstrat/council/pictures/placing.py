"""Where names stand on a map: near their place, and none on another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

Point = tuple[float, float]
REACH = (17.0, 24.0, 32.0, 42.0, 54.0, 68.0, 84.0)
"""How far from its place a name may be led, in points."""
DIRECTIONS = 16
MANY = 60
"""With more names than that on a map, none is led far."""
AIR = 1.2


class Box(Struct, frozen=True):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right + AIR
            and other.left < self.right + AIR
            and self.top < other.bottom + AIR
            and other.top < self.bottom + AIR
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def crossed(self, start: Point, end: Point) -> bool:
        """Whether a line goes through the box."""
        first, last = 0.0, 1.0
        for at, to, low, high in ((start[0], end[0], self.left, self.right), (start[1], end[1], self.top, self.bottom)):
            if at == to:
                if not low < at < high:
                    return False
                continue
            near, far = sorted(((low - at) / (to - at), (high - at) / (to - at)))
            first, last = max(first, near), min(last, far)
        return first < last


class Wanted(Struct, frozen=True):
    """What is to be placed: a mark at a point, half as wide as `half`, and a name of that width and height."""

    at: Point
    half: float
    wide: float
    tall: float
    covers: bool = False
    """Whether the mark would hide what it marks, so that it had better stand beside it."""


class Placed(Struct, frozen=True):
    """The middle of the mark, the box of the name, and the line that leads from the place to the mark, if any."""

    mark: Point
    half: float
    name: Box
    lead: tuple[Point, Point] | None

    @property
    def boxes(self) -> tuple[Box, Box]:
        (x, y), half = self.mark, self.half
        return Box(x - half, y - half, x + half, y + half), self.name


def placed(wanted: Sequence[Wanted], sheet: Box) -> list[Placed | None]:
    """A position for each inside the sheet, or None where there is no room."""
    order = sorted(range(len(wanted)), key=lambda at: (-solitude(wanted, at), at))
    found = [tried(wanted, sheet, order)]
    if None in found[0]:  # The most crowded last is the calmer map; the most crowded first has more names at times.
        found.append(tried(wanted, sheet, order[::-1]))
    return min(found, key=lambda each: each.count(None))


def tried(wanted: Sequence[Wanted], sheet: Box, order: Sequence[int]) -> list[Placed | None]:
    found: list[Placed | None] = [None] * len(wanted)
    taken = Taken(sheet, [], [], [Box(x - 3, y - 3, x + 3, y + 3) for x, y in (wanted[at].at for at in order)])
    reach = REACH if len(wanted) <= MANY else REACH[:2]
    for number in order:
        taken.places.pop(0)
        candidate = next(filter(taken.leaves_room, candidates(wanted[number], reach)), None)
        if candidate:
            found[number] = candidate
            taken.boxes.extend(candidate.boxes)
            taken.leads.extend([candidate.lead] if candidate.lead else [])
    return found


def solitude(wanted: Sequence[Wanted], number: int) -> float:
    """How far the nearest other place is."""
    here = wanted[number].at
    return min((math.dist(here, each.at) for at, each in enumerate(wanted) if at != number), default=math.inf)


def candidates(wanted: Wanted, reach: Sequence[float]) -> Iterator[Placed]:
    """The mark on its place with the name on a side of it; then both together, led away from it. The other way round
    where the mark would hide what it marks."""
    kinds = [list(upon(wanted)), list(away(wanted, reach))]
    for kind in reversed(kinds) if wanted.covers else kinds:
        yield from kind


def upon(wanted: Wanted) -> Iterator[Placed]:
    (x, y), half, wide, tall = wanted.at, wanted.half, wanted.wide, wanted.tall
    gap = half + 2
    for name in (
        Box(x + gap, y - tall / 2, x + gap + wide, y + tall / 2),
        Box(x - gap - wide, y - tall / 2, x - gap, y + tall / 2),
        Box(x - wide / 2, y + half + 1, x + wide / 2, y + half + 1 + tall),
        Box(x - wide / 2, y - half - 1 - tall, x + wide / 2, y - half - 1),
    ):
        yield Placed((x, y), half, name, None)


def away(wanted: Wanted, reaches: Sequence[float]) -> Iterator[Placed]:
    (x, y), half, wide, tall = wanted.at, wanted.half, wanted.wide, wanted.tall
    gap = half + 2
    for reach in reaches:
        for turn in range(DIRECTIONS):
            angle = 2 * math.pi * turn / DIRECTIONS
            mark = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            lead = ((x, y), (mark[0] - half * math.cos(angle), mark[1] - half * math.sin(angle)))
            right = Box(mark[0] + gap, mark[1] - tall / 2, mark[0] + gap + wide, mark[1] + tall / 2)
            left = Box(mark[0] - gap - wide, mark[1] - tall / 2, mark[0] - gap, mark[1] + tall / 2)
            for name in (right, left) if math.cos(angle) >= -0.01 else (left, right):
                yield Placed(mark, half, name, lead)


class Taken(Struct, frozen=True):
    """What stands on the sheet already, and the places whose marks are yet to come."""

    sheet: Box
    boxes: list[Box]
    leads: list[tuple[Point, Point]]
    places: list[Box]

    def leaves_room(self, candidate: Placed) -> bool:
        mark, name = candidate.boxes
        if not (name.within(self.sheet) and mark.within(self.sheet)):
            return False
        if any(name.meets(box) or mark.meets(box) for known in (self.boxes, self.places) for box in known):
            return False
        if any(name.crossed(*lead) or mark.crossed(*lead) for lead in self.leads):
            return False
        own = candidate.lead
        if own is None:
            return True
        if name.crossed(*own) or any(crossing(own, lead) for lead in self.leads):
            return False
        return not any(box.crossed(*own) for known in (self.boxes, self.places) for box in known)


def crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two lines cross."""

    def side(start: Point, end: Point, point: Point) -> float:
        return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])

    return side(*one, other[0]) * side(*one, other[1]) < 0 and side(*other, one[0]) * side(*other, one[1]) < 0
