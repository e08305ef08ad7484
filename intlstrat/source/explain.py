"""libyaml's words for a syntax error, said so that a person who does not know YAML can mend it."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

from intlstrat.findings import Message, msg

MAX_DEPTH = 64
"""How deep maps and lists may nest; the record itself is the first level."""

_COLON = (
    msg("There is a colon here where YAML does not expect one."),
    msg("Put quotation marks around a text that has a colon in it, and check the indentation of this line."),
)
_BRACKET = (
    msg("A bracket or brace is not closed, or a comma is missing."),
    msg("Close each [ with ] and each { with }, and put a comma between the parts."),
)
_INDENT = (
    msg("The indentation of this line does not fit the lines above it."),
    msg("Indent keys that belong together equally far, with spaces, and put a space after each colon and hyphen."),
)
CANNOT_BEGIN = msg("A value cannot begin with this character.")
_START = (
    CANNOT_BEGIN,
    msg("Indent with spaces and not with tabs, and put quotation marks around a text that begins with @, `, | or %."),
)
_TAB = (
    msg("This line is indented with a tab, and YAML wants spaces."),
    msg("Put spaces in the place of each tab."),
)
_QUOTE = (
    msg("A quotation mark is opened here, or above, and never closed."),
    msg("Close the text with the same kind of quotation mark; write '' for a ' inside '…'."),
)
_DOUBLE_QUOTE = (
    _QUOTE[0],
    msg('Close the text with the same kind of quotation mark; write \\" for a " inside "…".'),
)
NO_KEY = (
    msg("This line is neither a key with a colon nor an item of a list."),
    msg("Write “key: value” with a space after the colon, or indent the line if it goes on with the text above."),
)
_ESCAPE = (
    msg("A backslash is followed by something that YAML does not know inside double quotation marks."),
    msg("Write \\\\ for a backslash, or use single quotation marks."),
)
_LIST = (
    msg("A list item (a hyphen) cannot stand here."),
    msg("Begin the list on a line of its own under its key, one hyphen an item."),
)
_BLOCK = (
    msg("The text block (| or >) that begins here is not written as YAML wants it."),
    msg("Write | or > alone at the end of the key's line, and indent the text below it."),
)
BAD_NAME = (
    msg("A name after & or * is missing or not allowed."),
    msg("Put quotation marks around a text that begins with & or *."),
)
_SECOND = (
    msg("A second YAML document begins here, and a file holds one record."),
    msg("Move what follows “---” to a file of its own, or delete it."),
)
TOO_DEEP = (
    msg("Maps and lists are nested deeper than {limit} levels here.", limit=MAX_DEPTH),
    msg("Write the record with fewer levels."),
)
_OTHER = (
    msg("The file cannot be read as YAML from here on."),
    msg("Look at this line and the one above it: a colon, a quotation mark or the indentation is probably off."),
)

# The first of these that occurs in libyaml's (or PyYAML's) text decides.
_TABLE: tuple[tuple[str, tuple[Message, Message]], ...] = (
    ("exceeded maximum nesting depth", TOO_DEEP),
    ("mapping values are not allowed", _COLON),
    ("block sequence entries are not allowed", _LIST),
    ("did not find expected ',' or", _BRACKET),
    ("expected ',' or", _BRACKET),
    ("while parsing a flow", _BRACKET),
    ("unexpected end of stream", _QUOTE),
    ("unexpected document indicator", _QUOTE),
    ("cannot start any token", _START),
    ("could not find expected ':'", NO_KEY),
    ("<document start>", _SECOND),
    ("invalid Unicode character escape code", _ESCAPE),
    ("unknown escape character", _ESCAPE),
    ("did not find expected hexdecimal number", _ESCAPE),
    ("while scanning a block scalar", _BLOCK),
    ("while scanning an anchor", BAD_NAME),
    ("while scanning an alias", BAD_NAME),
    ("did not find expected alphabetic", BAD_NAME),
    ("did not find expected key", _INDENT),
    ("did not find expected '-' indicator", _INDENT),
    ("expected <block end>", _INDENT),
    ("found a tab character", _START),
    ("indentation", _INDENT),
)


_CONTENT = r"(?m)^(?![ \t]*(?:#|%|---|\r?$))[ \t]*(?=.)"
"""Where the first line begins that says something."""


def first_line_without_colon(error: MarkedYAMLError, text: str, opened: int | None) -> int | None:
    """Where the file's first line begins, if it lacks its colon; None for any other mistake.

    The parser takes it for the beginning of a text that goes on below, and gives up at the colon of a later line.
    """
    mark = error.problem_mark
    if opened is not None or mark is None or "mapping values are not allowed" not in str(error.problem):
        return None
    first = re.search(_CONTENT, text)
    return first.end() if first is not None and "\n" in text[first.end() : mark.index] else None


def place_of_fault(error: MarkedYAMLError, text: str, opened: int | None) -> int:
    """Where the mistake is (a code point of `text`), which may be far above where the parser gave up.

    A quotation mark or a bracket that is never closed is noticed at the file's end, and a key without a colon on the
    line below it. `opened` is where the innermost map or list begins that is still open.
    """
    context = error.context or ""
    mark = error.problem_mark
    if error.context_mark is not None and ("simple key" in context or "scanning a quoted scalar" in context):
        mark = error.context_mark
    assert mark is not None  # a parser always says where it gave up
    index = min(mark.index, len(text))
    if opened is not None and "parsing a flow" in context and "\n" in text[opened:index]:
        return opened
    return index


def explain_syntax(*said: str | None, at: str = "") -> tuple[Message, Message]:
    """The message and the remedy for what a parser has said: its `problem` and its `context`, where it has them.

    `at` is the character that the mistake is at.
    """
    texts = next((texts for part, texts in _TABLE if any(part in words for words in said if words)), _OTHER)
    if at == "\t" and texts is _START:
        return _TAB
    return _DOUBLE_QUOTE if texts is _QUOTE and at == '"' else texts
