"""Bytes of a record file to text: UTF-8 only, and a refusal that names what the file looks like instead."""

from __future__ import annotations

import codecs
import re

from intlstrat.findings import Message, msg
from intlstrat.source.document import Document, Problem

MAX_BYTES = 1024 * 1024
"""The largest file that is read: 1 MiB (records.md)."""

_START = 200
"""So many bytes tell what a file looks like, and are shown of what is not UTF-8."""

_UTF16_OR_32 = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# What YAML 1.2 (5.1) allows in a stream; everything else is refused before the parser sees it.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decode(path: str, data: bytes) -> Document | str:
    """The text of a file without its byte-order mark, or a document whose only content is the reason why not."""
    if len(data) > MAX_BYTES:
        return refused(
            path,
            msg("The file is larger than 1 MiB, and a record is never that large."),
            msg("Check that it is the right file, and shorten it or split it."),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind a byte-order mark; people count from the file's first byte.
        return _not_utf8(path, data, error.start + len(data) - len(error.object))
    start = data[:_START]
    if start.count(0) * 4 > len(start):  # UTF-16 of plain letters is good UTF-8, half of it NULs
        return _not_utf8(path, data, data.index(0))
    if (match := _NOT_PRINTABLE.search(text)) is not None:
        found = match[0]
        return refused(
            path,
            msg("The file holds the control character U+{code}, which YAML does not allow.", code=f"{ord(found):04X}"),
            msg("Delete the invisible character at this place."),
            text,
            match.start(),
        )
    return text


def refused(path: str, message: Message, fix: Message, text: str = "", index: int = 0) -> Document:
    """A document that could not be read, with the reason and the place in `text` (code points from 0)."""
    problem = Problem(True, message, fix, index, min(index + 1, len(text)))
    return Document(path, text, None, None, (problem,))


def _not_utf8(path: str, data: bytes, index: int) -> Document:
    fix = msg("Save the file again with the encoding UTF-8; the editor asks for it under “Save as”.")
    looks_like = next((name for mark, name in _UTF16_OR_32 if data.startswith(mark)), None)
    start = data[:_START]
    if looks_like is None and start.count(0) * 4 > len(start):
        looks_like = "UTF-32" if start.count(0) * 8 > 5 * len(start) else "UTF-16"  # three of four are NULs, or half
    if looks_like is None:
        looks_like = "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "Latin-1"
    # The text before the first bad byte is good UTF-8, so the place can be counted in it.
    before = data[:index].decode("utf-8-sig")
    message = msg(
        "The file is not UTF-8: byte {number} is 0x{byte}. It looks like {encoding}.",
        number=str(index + 1),
        byte=f"{data[index]:02X}",
        encoding=looks_like,
    )
    return refused(path, message, fix, before + data[index : index + _START].decode("latin-1"), len(before))
