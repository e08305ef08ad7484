"""Pages that stand and pages that lie in a Word document: each stretch is a section, and all have the headers, footers
and margins of the one that the template, or the default look, gives the whole document."""

from __future__ import annotations

import re

from intlstrat.council.writers.office_tree import SIDEWAYS, UPRIGHT

_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_MARK = re.compile(f"({re.escape(SIDEWAYS)}|{re.escape(UPRIGHT)})\\s*")
_SIZE = re.compile(r"<w:pgSz\b[^>]*/>")
_MARGIN = re.compile(r"<w:pgMar\b[^>]*/>")
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_A4 = (11906, 16838)


def paged(text: str) -> str:
    """The document's markup with its stretches made sections."""
    section = _SECTION.findall(text)[-1]
    before, _, after = text.rpartition(section)
    pieces = _MARK.split(before)
    # The front stands upright, and so does what comes first, if nothing says otherwise.
    stretches = [(False, pieces[0])]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if stretches[-1][0] == (mark == SIDEWAYS):
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + piece)
        else:
            stretches.append((mark == SIDEWAYS, piece))
    made = ""
    for number, (sideways, piece) in enumerate(stretches):
        own = _turned(section, number == 0) if sideways else _plain(section, number == 0)
        last = number == len(stretches) - 1
        made += _fitted(piece, text_area(own)[0]) + (own if last else _break(own))
    return made + after


def text_area(text: str) -> tuple[int, int]:
    """The width and height of the text on a page, in twips, as the last section of the markup has it."""
    section = _SECTION.findall(text)[-1]
    width, height = _page(section)
    margin = _MARGIN.search(section)
    sides = dict(re.findall(r'w:(\w+)="(-?\d+)"', margin[0])) if margin else {}
    across, down = (
        sum(abs(int(sides.get(side, 1440))) for side in pair) for pair in (("left", "right"), ("top", "bottom"))
    )
    return max(width - across - int(sides.get("gutter", 0)), 2000), max(height - down, 2000)


def _page(section: str) -> tuple[int, int]:
    size = _SIZE.search(section)
    sides = dict(re.findall(r'w:(w|h)="(\d+)"', size[0])) if size else {}
    return int(sides.get("w", _A4[0])), int(sides.get("h", _A4[1]))


def _plain(section: str, first: bool) -> str:
    """The section as it is; only the first has a title page and begins to count."""
    if first:
        return section
    return re.sub(r"<w:(?:titlePg|pgNumType)\b[^>]*/>", "", section)


def _turned(section: str, first: bool) -> str:
    """The section on its side."""
    width, height = sorted(_page(section), reverse=True)
    size = f'<w:pgSz w:w="{width}" w:h="{height}" w:orient="landscape"/>'
    return _SIZE.sub(size, _plain(section, first))


def _break(section: str) -> str:
    """A line without height that ends a section."""
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{flat}<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>\n'


def _fitted(piece: str, width: int) -> str:
    """Tables as broad as the text of their section."""

    def grid(found: re.Match[str]) -> str:
        shares = [int(share) for share in re.findall(r'<w:gridCol w:w="(\d+)" />', found[0])]
        total = sum(shares) or 1
        columns = "".join(f'<w:gridCol w:w="{round(share * width / total)}" />' for share in shares)
        return f"<w:tblGrid>{columns}</w:tblGrid>"

    return _GRID.sub(grid, piece)
