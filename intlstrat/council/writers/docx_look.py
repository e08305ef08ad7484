"""The look of the Word paper: the styles that the paper uses, as Word keeps them.

They name no font, so that one that is put into a municipality's template takes on the template's.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FONT = "Arial"
_BLUE = '<w:color w:val="1F3D5C"/>'
_BOLD = "<w:b/><w:bCs/>"


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _paragraph(key: str, name: str, inner: str, based_on: str = "Normal", follow: str = "") -> str:
    following = f'<w:next w:val="{follow}"/>' if follow else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    start = f'<w:style w:type="paragraph" w:styleId="{key}"' + (' w:default="1"' if key == "Normal" else "")
    return f'{start}><w:name w:val="{name}"/>{based}{following}<w:qFormat/>{inner}</w:style>'


def _heading(level: int, space: str, letters: str) -> str:
    properties = f'<w:pPr><w:keepNext/><w:keepLines/>{space}<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    letters = f"<w:rPr>{letters}</w:rPr>"
    return _paragraph(f"Heading{level}", f"heading {level}", properties + letters, follow="BodyText")


def _contents(level: int, indent: int, space: str) -> str:
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
    properties = f'<w:pPr>{tabs}{space}<w:ind w:left="{indent}"/></w:pPr>'
    return _paragraph(f"TOC{level}", f"toc {level}", properties)


_TABLE_BORDERS = (
    '<w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="1F3D5C"/>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="1B1F24"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="B8C0C8"/></w:tblBorders>'
)
_TABLE_MARGINS = (
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_TABLE_HEAD = (
    f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}</w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="1B1F24"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F5F8"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
)

STYLES: dict[str, str] = {
    "Normal": _paragraph("Normal", "Normal", "", based_on=""),
    "BodyText": _paragraph("BodyText", "Body Text", f"<w:pPr>{_space(0, 150, 288)}</w:pPr>"),
    "FirstParagraph": _paragraph("FirstParagraph", "First Paragraph", "", "BodyText", "BodyText"),
    "Compact": _paragraph("Compact", "Compact", f"<w:pPr>{_space(0, 70, 276)}</w:pPr>", "BodyText"),
    "Title": _paragraph(
        "Title", "Title", f"<w:pPr><w:keepNext/>{_space(0, 320)}</w:pPr><w:rPr>{_BOLD}{_BLUE}{_size(54)}</w:rPr>",
        follow="BodyText",
    ),
    "Heading1": _heading(1, _space(480, 160), _BOLD + _BLUE + _size(34)),
    "Heading2": _heading(2, _space(340, 120), _BOLD + _BLUE + _size(26)),
    "Heading3": _heading(3, _space(280, 100), _BOLD + _size(23)),
    "Heading4": _heading(4, _space(240, 80), _BOLD + '<w:color w:val="4A5560"/>' + _size(22)),
    "Heading5": _heading(5, _space(240, 80), "<w:i/><w:iCs/>" + _size(22)),
    "Heading6": _heading(6, _space(240, 80), "<w:i/><w:iCs/>" + '<w:color w:val="4A5560"/>' + _size(22)),
    "Facts": _paragraph(
        "Facts", "Facts",
        f'<w:pPr><w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs>{_space(0, 60, 264)}'
        '<w:ind w:left="2835" w:hanging="2835"/></w:pPr>',
    ),
    "TOCHeading": _paragraph(
        "TOCHeading", "TOC Heading",
        f"<w:pPr><w:keepNext/>{_space(480, 120)}</w:pPr><w:rPr>{_BOLD}{_BLUE}{_size(26)}</w:rPr>",
    ),
    "TOC1": _contents(1, 0, _space(100, 20)),
    "TOC2": _contents(2, 340, _space(0, 20)),
    "TableCaption": _paragraph(
        "TableCaption", "Table Caption",
        f"<w:pPr><w:keepNext/><w:keepLines/>{_space(280, 100)}</w:pPr><w:rPr>{_BOLD}{_size(20)}</w:rPr>",
    ),
    "ImageCaption": _paragraph(
        "ImageCaption", "Image Caption",
        f"<w:pPr><w:keepLines/>{_space(80, 320)}</w:pPr><w:rPr>{_BOLD}{_size(20)}</w:rPr>",
    ),
    "Figure": _paragraph("Figure", "Figure", f"<w:pPr><w:keepNext/>{_space(240, 0)}</w:pPr>"),
    "TableText": _paragraph(
        "TableText", "Table Text", f"<w:pPr>{_space(30, 50, 252)}</w:pPr><w:rPr>{_size(19)}</w:rPr>"
    ),
    "Footer": _paragraph(
        "Footer", "footer",
        f'<w:pPr><w:jc w:val="right"/></w:pPr><w:rPr><w:color w:val="4A5560"/>{_size(18)}</w:rPr>',
    ),
    "TableNormal": (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ),
    "Table": (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{_TABLE_BORDERS}{_TABLE_MARGINS}</w:tblPr>'
        f"{_TABLE_HEAD}</w:style>"
    ),
    "DefaultParagraphFont": (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    ),
    "VerbatimChar": (
        '<w:style w:type="character" w:customStyle="1" w:styleId="VerbatimChar"><w:name w:val="Verbatim Char"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" '
        f'w:cs="Courier New"/>{_size(20)}</w:rPr></w:style>'
    ),
    "Hyperlink": (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0B4F8A"/><w:u w:val="single"/></w:rPr>'
        "</w:style>"
    ),
}  # fmt: skip
"""Every style that the paper uses, by id."""


def styles(locale: str) -> str:
    """The whole part with the styles of the default look."""
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    language = f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
    defaults = f"<w:rPrDefault><w:rPr>{fonts}{_size(22)}{language}</w:rPr></w:rPrDefault><w:pPrDefault/>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:styles xmlns:w="{W}"><w:docDefaults>{defaults}</w:docDefaults>{"".join(STYLES.values())}</w:styles>'
    )


def settings(locale: str) -> str:
    """Settings of the default look: today's Word, not the compatibility mode that it opens older files in."""
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compat}</w:compat>'
        f'<w:themeFontLang w:val="{locale}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1418" w:bottom="1304" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/>'
    "</w:sectPr>"
)
"""A4, upright, with 16 centimetres for the text."""


def footer(before: str, between: str, after: str) -> str:
    """The footer: texts around the number of the page and the number of pages."""

    def text(said: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{escape(said)}</w:t></w:r>' if said else ""

    def field(name: str) -> str:
        return f"<w:fldSimple w:instr={quoteattr(name)}><w:r><w:t>1</w:t></w:r></w:fldSimple>"

    line = text(before) + field("PAGE") + text(between) + field("NUMPAGES") + text(after)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{line}</w:p></w:ftr>'
    )
