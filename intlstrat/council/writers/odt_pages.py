"""Pages that stand and pages that lie in an OpenDocument text: a page kind of their own, which a paragraph's style asks
for where a stretch begins."""

from __future__ import annotations

import re

from intlstrat.council.writers.odt_look import SIDEWAYS_PAGE, UPRIGHT_PAGE
from intlstrat.council.writers.office_tree import SIDEWAYS, UPRIGHT

_MARK = re.compile(f"({re.escape(SIDEWAYS)}|{re.escape(UPRIGHT)})")
_PARAGRAPH = re.compile(r'(<text:(?:p|h)\b[^>]*?text:style-name=")([^"]*)(")')
_MASTER = re.compile(
    rf'<style:master-page\b[^>]*?style:name="{UPRIGHT_PAGE}"[^>]*?(?:/>|>.*?</style:master-page>)', re.DOTALL
)
_LENGTH = {"cm": 1.0, "mm": 0.1, "in": 2.54, "inch": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}


def paged(text: str) -> str:
    """The content's markup, where the first paragraph of each stretch asks for its kind of page."""
    pieces = _MARK.split(text)
    made, styles = pieces[0], ""
    lies = False
    for number, (mark, piece) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True), 1):
        first = _PARAGRAPH.search(piece)
        if lies == (mark == SIDEWAYS) or first is None:
            made += piece
            continue
        lies = not lies
        name, page = f"intlstrat_page{number}", SIDEWAYS_PAGE if lies else UPRIGHT_PAGE
        styles += _asking(name, _named(text, first[2]), page)
        made += piece[: first.start()] + first[1] + name + first[3] + piece[first.end() :]
    return made.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>", 1)


def _named(text: str, style: str) -> str:
    """The style that a template knows: one that Pandoc made for the place is gone back from to what it is based on."""
    based = re.search(rf'<style:style style:name="{re.escape(style)}"[^>]*style:parent-style-name="([^"]*)"', text)
    return based[1] if based else style


def _asking(name: str, parent: str, page: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}" '
        f'style:master-page-name="{page}"><style:paragraph-properties style:page-number="auto"/></style:style>'
    )


def with_sideways_page(styles: str) -> str:
    """A template's styles with its own page on its side: the same margins, headers and footers."""
    master = _MASTER.search(styles)
    layout = _layout(styles)
    if master is None or layout is None:
        return styles
    name = f"{SIDEWAYS_PAGE}_layout"
    turned = re.sub(r'style:name="[^"]*"', f'style:name="{name}"', layout, count=1)
    width, height = _attribute(layout, "fo:page-width"), _attribute(layout, "fo:page-height")
    if width and height and _centimetres(width, 21.0) < _centimetres(height, 29.7):
        turned = turned.replace(f'fo:page-width="{width}"', 'fo:page-width="§"')
        turned = turned.replace(f'fo:page-height="{height}"', f'fo:page-height="{width}"')
        turned = turned.replace('fo:page-width="§"', f'fo:page-width="{height}"')
        turned = re.sub(r'style:print-orientation="[^"]*"', 'style:print-orientation="landscape"', turned)
    page = re.sub(r'style:page-layout-name="[^"]*"', f'style:page-layout-name="{name}"', master[0], count=1)
    page = re.sub(r'\sstyle:(?:display-name|next-style-name)="[^"]*"', "", page)
    page = page.replace(f'style:name="{UPRIGHT_PAGE}"', f'style:name="{SIDEWAYS_PAGE}"', 1)
    styles = styles.replace(layout, layout + turned, 1)
    return styles.replace(master[0], master[0] + page, 1)


def text_area(styles: str) -> tuple[float, float]:
    """The width and height of the text on an upright page, in centimetres."""
    layout = _layout(styles) or ""
    both = _attribute(layout, "fo:margin")

    def size(name: str, usual: float) -> float:
        return _centimetres(_attribute(layout, name), usual)

    def margin(side: str) -> float:
        return _centimetres(_attribute(layout, f"fo:margin-{side}") or both, 2.0)

    across = size("fo:page-width", 21.0) - margin("left") - margin("right")
    return max(across, 4.0), max(size("fo:page-height", 29.7) - margin("top") - margin("bottom") - 2.0, 4.0)


def _layout(styles: str) -> str | None:
    """The layout of the upright page."""
    master = _MASTER.search(styles)
    name = _attribute(master[0], "style:page-layout-name") if master else ""
    found = re.search(rf'<style:page-layout style:name="{re.escape(name)}".*?</style:page-layout>', styles, re.DOTALL)
    return found[0] if name and found else None


def _attribute(markup: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', markup)
    return found[1] if found else ""


def _centimetres(length: str, usual: float) -> float:
    found = re.fullmatch(r"([0-9.]+)([a-z]+)", length)
    return float(found[1]) * _LENGTH[found[2]] if found and found[2] in _LENGTH else usual
