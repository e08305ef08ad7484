"""How many letters stand beside each other in a table, by the template's letters and page."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from intlstrat.council.writers.column_shares import SIDEWAYS, UPRIGHT
from intlstrat.council.writers.xml_parts import local

Room = tuple[float, float]
"""On a page that stands, and on one that lies."""

ROOM: Final[Room] = (UPRIGHT, SIDEWAYS)
_POINTS = 9.5
_ACROSS, _DOWN = 16.0, 24.0
"""What the rooms above are counted with: points of a letter, centimetres of text across and down a page."""
_LEAST = 20.0
_MOST_PARENTS = 20


def room(points: float, across: float, down: float) -> Room:
    """The room with letters of a size in points, on pages with so many centimetres of text."""
    smaller = _POINTS / max(points, 1.0)
    upright, sideways = UPRIGHT * smaller * across / _ACROSS, SIDEWAYS * smaller * down / _DOWN
    return max(min(upright, UPRIGHT), _LEAST), max(min(sideways, SIDEWAYS), _LEAST)


def points_of(styles: bytes, names: tuple[str, ...], usual: float) -> float:
    """The size of a paragraph style's letters in points, as it, what it builds on, or the template's default has it.

    `names` are what the style may be called: the first that is there counts. It is `usual` where none is.
    """
    found, default = dict[str, tuple[str, str]](), ""
    for one in ElementTree.fromstring(styles).iter():
        kind = local(one.tag.replace("}", ":"))
        if kind in ("docDefaults", "default-style") and "paragraph" in _said(one, "family", "paragraph"):
            default = _size(one) or default
        elif kind == "style":
            key = _said(one, "styleId") or _said(one, "name")
            parent = _said(one, "parent-style-name") or _of_child(one, "basedOn")
            found[key] = (_size(one), parent)
            found.setdefault(_of_child(one, "name") or key, found[key])
    name = next((name for name in names if name in found), None)
    if name is None:
        return usual
    factor = 1.0
    for _ in range(_MOST_PARENTS):
        size, parent = found.get(name, (default, ""))
        if size.endswith("%"):
            factor *= _number(size[:-1], 100.0) / 100
        elif size:
            return _number(size, usual) * factor
        if name not in found:
            break
        name = parent
    return usual * factor


def _said(one: ElementTree.Element, name: str, usual: str = "") -> str:
    return next((value for key, value in one.attrib.items() if key.rpartition("}")[2] == name), usual)


def _of_child(one: ElementTree.Element, name: str) -> str:
    return next((_said(child, "val") for child in one if child.tag.rpartition("}")[2] == name), "")


def _size(one: ElementTree.Element) -> str:
    """The size of letters, in points or in per cent of what the style builds on; empty where it says none."""
    for child in one.iter():
        if child.tag.rpartition("}")[2] == "sz":
            return str(_number(_said(child, "val"), 0.0) / 2 or "")
        if said := _said(child, "font-size"):
            return said.removesuffix("pt")
    return ""


def _number(text: str, usual: float) -> float:
    try:
        return float(text)
    except ValueError:
        return usual
