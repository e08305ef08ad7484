"""The paper as Pandoc's tree for Word and OpenDocument: every paragraph in a named style, so that a template's own
styles of that name give the look.

The title has the style Title and is no heading; the sections are Heading 1 to 4. So Word's own documents and the
municipalities' templates are built (chapter numbers and lists of contents begin at Heading 1), no level is passed
over, and the title is in the metadata too, where screen readers and accessibility checkers look for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from intlstrat.council.tree import Block, Bullets, Document, Facts, Paragraph, Picture, Table
from intlstrat.council.writers import pandoc_tree as tree
from intlstrat.council.writers.column_shares import shares
from intlstrat.council.writers.pandoc_tree import Node
from intlstrat.council.writers.sideways import Heading, stretches
from intlstrat.council.writers.table_room import ROOM, Room
from intlstrat.language import Language

CONTENTS_DEPTH = 2

LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


class Office(Struct, frozen=True):
    """What differs between the two formats. The styles are names as Pandoc takes them."""

    markup: str
    """Pandoc's name for the format's own markup."""
    tab: str
    picture: str
    """What stands for a picture until the file is finished; `{}` is its number, from 0."""
    figure_style: str
    figure_caption_style: str
    cell_style: str | None
    contents: Callable[[Node, Sequence[tuple[int, list[Node]]]], list[Node]]
    """The list of contents, from its heading and its entries, each with its level from 1."""
    room: Room = ROOM


SIDEWAYS = "<!--intlstrat:sideways-->"
UPRIGHT = "<!--intlstrat:upright-->"
"""Where pages begin to lie and to stand. No text of the paper can look like that: its `<` is escaped."""


def body(document: Document, language: Language, office: Office) -> Node:
    """The whole paper; its pictures are stand-ins, numbered from 0 in reading order."""
    writer = _Writer(office)
    blocks = [styled("Title", tree.text(document.title))]
    for block in document.front:
        blocks += writer.block(block)
    blocks += _contents(document, language, office)
    for stretch in stretches(document):
        blocks.append(tree.node("RawBlock", [office.markup, SIDEWAYS if stretch.sideways else UPRIGHT]))
        for item in stretch.items:
            blocks += writer.heading(item) if isinstance(item, Heading) else writer.block(item)
    return tree.ast(blocks, LOCALES[document.language])


def styled(style: str, pieces: list[Node]) -> Node:
    return tree.div(tree.attr(custom_style=style), [tree.para(pieces)])


def _contents(document: Document, language: Language, office: Office) -> list[Node]:
    entries = [
        (level, [tree.link(tree.text(section.title), section.id)])
        for level, section in tree.contents(document.sections, CONTENTS_DEPTH)
    ]
    return office.contents(tree.plain(tree.text(language.text("Contents"))), entries) if entries else []


class _Writer:
    """Writes blocks, and counts the pictures."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.pictures = 0

    def heading(self, heading: Heading) -> list[Node]:
        return [tree.header(min(heading.level - 1, 6), heading.section)]

    def block(self, block: Block) -> list[Node]:
        match block:
            case Paragraph():
                return [tree.para(tree.inlines(block.line))]
            case Bullets():
                return [tree.bullets(tree.inlines(item) for item in block.items)]
            case Facts():
                return [styled("Facts", self.fact(term, tree.inlines(line))) for term, line in block.items]
            case Table():
                # The link to a table leads to its caption: OpenDocument keeps no id of a table.
                caption = [tree.span(block.id, tree.text(block.caption))]
                return [
                    tree.table(block, tree.attr(), caption, shares(block, self.office.room), self.office.cell_style)
                ]
            case Picture():
                return self.picture(block)

    def fact(self, term: str, said: list[Node]) -> list[Node]:
        return [tree.node("Strong", tree.text(term)), tree.raw(self.office.markup, self.office.tab), *said]

    def picture(self, picture: Picture) -> list[Node]:
        stand_in = tree.raw(self.office.markup, self.office.picture.format(self.pictures))
        self.pictures += 1
        caption = [tree.span(picture.id, tree.text(picture.caption))]
        return [
            styled(self.office.figure_style, [stand_in]),
            styled(self.office.figure_caption_style, caption),
        ]
