"""What the figures ought to come to: ratios, so that they hold on any machine of two cores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.measuring.running import Figure


class Target(NamedTuple):
    """A ratio, by the time that passed and by processor time, and what it is to be.

    `most` and `least` bound it; one of them is None, and both where it is told for comparison only.
    """

    name: str
    ratio: float
    processor: float
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        if self.most is not None:
            return self.ratio <= self.most
        return self.ratio >= self.least if self.least is not None else None

    @property
    def wanted(self) -> str:
        if self.most is not None:
            return f"at most {self.most:g}"
        return f"at least {self.least:g}" if self.least is not None else ""


def ratio(name: str, over: Figure, under: Figure, most: float | None = None, least: float | None = None) -> Target:
    return Target(name, over.wall / under.wall, over.processor / under.processor, most, least)


def start(figures: Mapping[str, Figure]) -> list[Target]:
    cold, clean = figures["check, shipped data"], figures["bare interpreter"]
    return [
        ratio("cold check of the shipped data : an interpreter that imports what a clean check must", cold, clean, 1.5),
        ratio("the same : one that imports what this check does", cold, figures["bare interpreter, same check"]),
    ]


def limit(figures: Mapping[str, Figure], records: int, judged: bool) -> list[Target]:
    """A check, its start included, on all cores and on one, against composing on one core; and with a start, too."""
    one, all_ = figures[f"check {records}, one core"], figures[f"check {records}"]
    composed = figures[f"compose {records}"]
    return [
        ratio(f"{records} clean records : composing them on one core", all_, composed, 2.5 if judged else None),
        ratio(f"{records} clean records on one core : composing them", one, composed),
        ratio("the same : composing them, with an interpreter's start", one, figures[f"compose {records}, with start"]),
    ]


def evenness(figures: Mapping[str, Figure], sizes: list[int], cores: str) -> list[Target]:
    """The time of a record, less the start, among the most records against among the fewest."""
    few, many = sizes[0], sizes[-1]
    empty = figures[f"check, least{cores}"]
    small, large = figures[f"check {few}{cores}"], figures[f"check {many}{cores}"]
    wall = (large.wall - empty.wall) / many / ((small.wall - empty.wall) / few)
    processor = (large.processor - empty.processor) / many / ((small.processor - empty.processor) / few)
    name = f"time per record among {many} : among {few}{cores}"
    # The same within 15 %: faster per record is no fault.
    return [Target(name, wall, processor, None if cores else 1.15)]


def since(figures: Mapping[str, Figure], records: int) -> list[Target]:
    later, plain = figures[f"check --since, {records}"], figures[f"check in git, {records}"]
    return [ratio(f"--since among {records} : a plain check", later, plain, 2.2)]


def peer(name: str, records: int, theirs: Figure, ours: Figure, judged: bool) -> Target:
    return ratio(f"{name} over {records} : a check", theirs, ours, None, 15 if judged else None)


def memory(records: int, peak: int, empty: int, judged: bool) -> Target:
    kilobytes = (peak - empty) / records / 1024
    return Target(f"KB of memory a record at {records}", kilobytes, kilobytes, 10 if judged else None)
