"""A picture in a Word document."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from intlstrat.council.writers.drawings import Drawing

TWIP = 635
"""In the units that drawings are measured in."""

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def drawing(one: Drawing, number: int, width: int, height: int) -> str:
    """The markup of picture `number`, where there are `width` by `height` twips. PNG, and SVG for today's Word."""
    across, down = (round(side * TWIP) for side in one.fit(width, height * 0.7))
    extent = f'cx="{across}" cy="{down}"'
    described = f'id="{1000 + number}" name={quoteattr(one.picture.id)} descr={quoteattr(one.picture.alt)}'
    blip = (
        f'<a:blip r:embed="rIdPicture{number}png"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="rIdPicture{number}svg"/></a:ext></a:extLst></a:blip>'
    )
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {described}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_MAIN}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}"><pic:pic xmlns:pic="{_PICTURE}">'
        f"<pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>{shape}</pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
