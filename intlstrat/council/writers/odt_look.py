"""The look of the OpenDocument paper: the styles and pages that the paper uses.

The styles name no font, so that one that is put into a municipality's template takes on the template's.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
UPRIGHT_PAGE = "Standard"
SIDEWAYS_PAGE = "intlstrat_sideways"
_FONT = "Liberation Sans"
_BLUE = 'fo:color="#1f3d5c"'
_SOFT = 'fo:color="#4a5560"'
_BOLD = 'fo:font-weight="bold"'
_KEEP = 'fo:keep-with-next="always"'


def _space(before: float, after: float) -> str:
    return f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt"'


def _style(key: str, paragraph: str = "", letters: str = "", parent: str = "Standard", more: str = "") -> str:
    """A paragraph style: its attributes for paragraphs and letters, and elements that stand in the former."""
    name = key.replace("_20_", " ")
    based = f' style:parent-style-name="{parent}"' if parent else ""
    inner = f"<style:paragraph-properties {paragraph}>{more}</style:paragraph-properties>" if paragraph else ""
    inner += f"<style:text-properties {letters}/>" if letters else ""
    named = f'style:name="{key}" style:display-name="{name}"'
    return f'<style:style {named} style:family="paragraph"{based}>{inner}</style:style>'


def _heading(level: int, space: str, letters: str) -> str:
    style = _style(f"Heading_20_{level}", f'{space} {_KEEP} fo:keep-together="always"', letters)
    follow = f'style:default-outline-level="{level}" style:next-style-name="Text_20_body" style:family='
    return style.replace("style:family=", follow, 1)


def _contents(level: int, indent: str, space: str) -> str:
    tab = '<style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="."/>'
    tabs = f"<style:tab-stops>{tab}</style:tab-stops>"
    return _style(f"Contents_20_{level}", f'{space} fo:margin-left="{indent}" fo:text-indent="0cm"', "", more=tabs)


_FACTS_TAB = '<style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>'

STYLES: dict[str, str] = {
    "Standard": _style("Standard", parent=""),
    "Text_20_body": _style("Text_20_body", f'{_space(0, 7.5)} fo:line-height="122%" fo:orphans="2" fo:widows="2"'),
    "First_20_paragraph": _style("First_20_paragraph", parent="Text_20_body"),
    "Title": _style("Title", f"{_space(0, 16)} {_KEEP}", f'fo:font-size="27pt" {_BOLD} {_BLUE}'),
    "Heading_20_1": _heading(1, _space(24, 8), f'fo:font-size="17pt" {_BOLD} {_BLUE}'),
    "Heading_20_2": _heading(2, _space(17, 6), f'fo:font-size="13pt" {_BOLD} {_BLUE}'),
    "Heading_20_3": _heading(3, _space(14, 5), f'fo:font-size="11.5pt" {_BOLD}'),
    "Heading_20_4": _heading(4, _space(12, 4), f'fo:font-size="11pt" {_BOLD} {_SOFT}'),
    "Heading_20_5": _heading(5, _space(12, 4), 'fo:font-size="11pt" fo:font-style="italic"'),
    "Heading_20_6": _heading(6, _space(12, 4), f'fo:font-size="11pt" fo:font-style="italic" {_SOFT}'),
    "Facts": _style(
        "Facts", f'{_space(0, 3)} fo:margin-left="5cm" fo:text-indent="-5cm" fo:line-height="110%"', more=_FACTS_TAB
    ),
    "Contents_20_Heading": _style(
        "Contents_20_Heading", f"{_space(24, 6)} {_KEEP}", f'fo:font-size="13pt" {_BOLD} {_BLUE}'
    ),
    "Contents_20_1": _contents(1, "0cm", _space(5, 1)),
    "Contents_20_2": _contents(2, "0.6cm", _space(0, 1)),
    "TableCaption": _style(
        "TableCaption", f'{_space(14, 5)} {_KEEP} fo:keep-together="always"', f'fo:font-size="10pt" {_BOLD}'
    ),
    "FigureCaption": _style(
        "FigureCaption", f'{_space(4, 16)} fo:keep-together="always"', f'fo:font-size="10pt" {_BOLD}'
    ),
    "Figure": _style("Figure", f"{_space(12, 0)} {_KEEP}"),
    "Table_20_Contents": _style(
        "Table_20_Contents",
        f'{_space(0, 0)} fo:line-height="106%" fo:orphans="2" fo:widows="2"',
        'fo:font-size="9.5pt"',
    ),
    "Table_20_Heading": _style("Table_20_Heading", "", _BOLD, "Table_20_Contents"),
    "Footer": _style("Footer", 'fo:text-align="end"', f'fo:font-size="9pt" {_SOFT}'),
    "Source_Text": (
        '<style:style style:name="Source_Text" style:display-name="Source Text" style:family="text">'
        '<style:text-properties fo:font-family="\'Liberation Mono\'" style:font-pitch="fixed" fo:font-size="10pt"/>'
        "</style:style>"
    ),
    "Internet_20_link": (
        '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">'
        '<style:text-properties fo:color="#0b4f8a" style:text-underline-style="solid" '
        'style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>'
    ),
    "Index_20_Link": '<style:style style:name="Index_20_Link" style:display-name="Index Link" style:family="text"/>',
    "Bullet_20_Symbols": (
        '<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols" style:family="text"/>'
    ),
}
"""Every style of the paper that a template may have, by name."""

_HEAD_LINE = 'fo:border-top="1.5pt solid #1f3d5c" fo:border-bottom="0.75pt solid #1b1f24" fo:border-left="none" '
_ROW_LINE = 'fo:border-top="none" fo:border-bottom="0.5pt solid #b8c0c8" fo:border-left="none" fo:border-right="none"'
_PADDING = 'fo:padding-top="0.07cm" fo:padding-bottom="0.07cm" fo:padding-left="0.14cm" fo:padding-right="0.14cm"'

CELLS = {
    "TableHeaderRowCell": (
        f'<style:table-cell-properties fo:background-color="#f2f5f8" {_HEAD_LINE}fo:border-right="none" {_PADDING} '
        'style:vertical-align="bottom"/>'
    ),
    "TableRowCell": f"<style:table-cell-properties {_ROW_LINE} {_PADDING}/>",
}
"""How the cells of tables look: the styles that Pandoc writes into the document itself."""


def styles(language: str, country: str, footer: str) -> str:
    """The whole part with the styles and the pages of the default look. `footer` is markup."""
    letters = f'fo:language="{language}" fo:country="{country}" style:font-name="{_FONT}" fo:font-size="11pt"'
    default = (
        f'<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="lr-tb" '
        f'style:tab-stop-distance="1.25cm"/><style:text-properties {letters}/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
        "</style:default-style>"
    )
    pages = "".join(
        _page(name, *size) for name, size in (("Upright", ("21cm", "29.7cm")), ("Sideways", ("29.7cm", "21cm")))
    )
    masters = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{page}"><style:footer>{footer}</style:footer>'
        "</style:master-page>"
        for name, page in ((UPRIGHT_PAGE, "Upright"), (SIDEWAYS_PAGE, "Sideways"))
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {SPACES} office:version="1.3">'
        f'<office:font-face-decls><style:font-face style:name="{_FONT}" svg:font-family="\'{_FONT}\', Arial" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
        f"<office:styles>{default}{''.join(STYLES.values())}</office:styles>"
        f"<office:automatic-styles>{pages}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def _page(name: str, width: str, height: str) -> str:
    turned = "portrait" if name == "Upright" else "landscape"
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}" '
        f'fo:page-height="{height}" style:print-orientation="{turned}" fo:margin-top="2.3cm" fo:margin-bottom="1.3cm" '
        'fo:margin-left="2.5cm" fo:margin-right="2.5cm"/><style:header-style/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.5cm"/></style:footer-style>'
        "</style:page-layout>"
    )


def footer(before: str, between: str, after: str) -> str:
    """The footer's line: texts around the number of the page and the number of pages."""
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    count = "<text:page-count>1</text:page-count>"
    line = f"{escape(before)}{number}{escape(between)}{count}{escape(after)}"
    return f'<text:p text:style-name="Footer">{line}</text:p>'
