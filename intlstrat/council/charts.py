"""What a picture shows, as plain values: which library draws it, and how it looks, is the business of `pictures`.

All labels are in the reader's language and written as they are to be seen. Meaning is never carried by colour alone:
every series and every kind has a pattern of its own, and its numbers are written beside it.
"""

from __future__ import annotations

from msgspec import Struct


class Series(Struct, frozen=True):
    """One part of every bar: its name, and for each category the length and the label inside or beside it."""

    name: str
    values: tuple[float, ...]
    """Not negative; as many as there are categories."""
    labels: tuple[str, ...]
    """What is written on that part; "" for nothing."""


class Bars(Struct, frozen=True):
    """Horizontal bars, one for each category from the top, each made of the series one after another."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    ends: tuple[str, ...]
    """What is written where each bar ends; "" for nothing. As many as there are categories."""
    limit: tuple[str, float] | None = None
    """A line across all bars, with its label: the frame for the money, say."""


class Span(Struct, frozen=True):
    """One line of a time line. `start` and `end` are ISO days; None is open."""

    label: str
    start: str | None
    end: str | None
    kind: int
    """The position in `Timeline.kinds`."""


class Timeline(Struct, frozen=True):
    """Spans below each other on an axis of years, and a line at the as-of date with its label."""

    kinds: tuple[str, ...]
    spans: tuple[Span, ...]
    day: str
    day_label: str
    open_label: str = ""
    """What it means that a span ends in a point, for the legend; "" for no such entry."""


class Marked(Struct, frozen=True):
    """A country on the map: ISO 3166-1 alpha-2, its name, and how many partners and project participants it has."""

    country: str
    name: str
    partners: int
    participants: int


class Map(Struct, frozen=True):
    """A map of the countries that there is cooperation with, marked by number of partners.

    `home` is the municipality's own country. `legend` names the two kinds: countries with partners, and countries with
    participants in projects only. The mark of a country has the number of what its kind counts.
    """

    home: str
    places: tuple[Marked, ...]
    legend: tuple[str, str]
    home_label: str = ""
    """What the legend calls the municipality's own country; "" for no such entry."""
    unnamed: str = ""
    """What stands before the names of those that have no room or no place on the map: "Ikke på kartet", say."""


Chart = Bars | Timeline | Map
