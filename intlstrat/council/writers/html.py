"""The paper as one HTML file that loads nothing and runs nothing. The page is written here, what it says by Pandoc.

Headings begin with the title as the one level 1. Whatever may be broader than a narrow screen stands in a box of its
own that scrolls, can be reached by keyboard and has a name.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from importlib import resources

from intlstrat.council.pictures import svg
from intlstrat.council.tree import Block, Bullets, Document, Facts, Paragraph, Picture, Table
from intlstrat.council.writers import pandoc_tree as tree
from intlstrat.council.writers.pandoc import convert
from intlstrat.council.writers.pandoc_tree import Node
from intlstrat.council.writers.refused import Refused
from intlstrat.council.writers.sideways import Heading, Item, stretches
from intlstrat.language import Language

CONTENTS_DEPTH = 2

# Styles may be inline: Pandoc sets the widths of columns so, and the pictures their colours.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="author" content="{author}">
<meta name="date" content="{date}">
<meta name="description" content="{description}">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#{main}">{skip}</a>
<header>
{front}</header>
<nav aria-labelledby="{contents_id}">
<h2 id="{contents_id}">{contents}</h2>
{list}</nav>
<main id="{main}" tabindex="-1">
{body}</main>
</body>
</html>
"""


def render(document: Document, language: Language) -> bytes | Refused:
    """The whole paper as a page in UTF-8."""
    # Three parts in one run of Pandoc. No text can pass for the line between them: its angle brackets are escaped.
    between = tree.node("HorizontalRule")
    blocks = [*_front(document), between, _contents(document), between, *_sections(document)]
    made = convert(tree.ast(blocks, document.language), "html5")
    if isinstance(made, Refused):
        return made
    front, contents, body = made.decode("utf-8").split("<hr />\n")
    page = _PAGE.format(
        language=escape(document.language),
        policy=POLICY,
        author=escape(document.author),
        date=escape(document.date),
        description=escape(document.description),
        title=escape(document.title),
        style=resources.files("intlstrat.council.writers").joinpath("paper.css").read_text("utf-8"),
        # No id of the tree has an underscore.
        main="the_paper",
        contents_id="the_contents",
        skip=escape(language.text("Skip to the content")),
        contents=escape(language.text("Contents")),
        front=front,
        list=contents,
        body=body,
    )
    return page.encode("utf-8")


def _front(document: Document) -> list[Node]:
    title = tree.node("Header", [1, tree.attr(), tree.text(document.title)])
    return [title, *(_block(block) for block in document.front)]


def _contents(document: Document) -> Node:
    """The sections as a list of links, and below each one the sections in it."""
    items = []
    for section in document.sections:
        below = [[tree.plain([tree.link(tree.text(sub.title), sub.id)])] for sub in section.sections]
        entry = tree.plain([tree.link(tree.text(section.title), section.id)])
        items.append([entry, tree.node("BulletList", below)] if below else [entry])
    return tree.node("BulletList", items)


def _sections(document: Document) -> list[Node]:
    blocks: list[Node] = []
    for stretch in stretches(document):
        inner = [_item(item) for item in stretch.items]
        blocks += [tree.div(tree.attr("", ["sideways"]), inner)] if stretch.sideways else inner
    return blocks


def _item(item: Item) -> Node:
    return tree.header(min(item.level, 6), item.section) if isinstance(item, Heading) else _block(item)


def _block(block: Block) -> Node:
    match block:
        case Paragraph():
            return tree.para(tree.inlines(block.line))
        case Bullets():
            return tree.bullets(tree.inlines(item) for item in block.items)
        case Facts():
            items = [[tree.text(term), [[tree.plain(tree.inlines(line))]]] for term, line in block.items]
            return tree.node("DefinitionList", items)
        case Table():
            caption = [tree.span(f"{block.id}_caption", tree.text(block.caption))]
            return _scroll(
                block.id,
                ("scroll", "wide") if block.wide else ("scroll",),
                tree.table(block, tree.attr(block.id), caption, _weights(block)),
            )
        case Picture():
            return _figure(block)


def _weights(table: Table) -> list[float]:
    """The columns' shares as the tree has them: a browser leaves no column less than its words need."""
    total = sum(column.weight for column in table.columns) or 1.0
    return [column.weight / total for column in table.columns]


def _figure(picture: Picture) -> Node:
    source = f"data:image/svg+xml;base64,{b64encode(svg(picture.chart)).decode('ascii')}"
    image = tree.node("Image", [tree.attr(), [tree.node("Str", picture.alt)], [source, ""]])
    caption = tree.plain([tree.span(f"{picture.id}_caption", tree.text(picture.caption))])
    box = _scroll(picture.id, ("scroll",), tree.plain([image]))
    return tree.node("Figure", [tree.attr(picture.id), [None, [caption]], [box]])


def _scroll(name: str, classes: tuple[str, ...], block: Node) -> Node:
    """A box that scrolls sideways by itself; whoever uses the keyboard must be able to get there, and hear where."""
    attributes = tree.attr("", classes, role="region", tabindex="0", aria_labelledby=f"{name}_caption")
    return tree.div(attributes, [block])
