"""Marks the first cell of every table row as the heading of its row, in a PDF that Typst has written.

Typst can do that itself (`pdf.header-cell`), but only behind a switch that its Python package does not offer. The
structure elements stand in the file uncompressed, so a cell (`TD`) is made a heading (`TH`) in place: what is written
is as long as what stood there, and every other byte of the file, its table of positions among them, stays as it is.
"""

from __future__ import annotations

import re

_POSITIONS = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20
_ROW = re.compile(rb"\d+ 0 obj\s<</Type/StructElem/S/TR/P \d+ 0 R/K\[(\d+) 0 R[^\]]*\]")
_CELL = re.compile(
    rb"\d+ 0 obj\s<</Type/StructElem/S/T([HD])/P \d+ 0 R(?:/ID\([^)]*\))?/A\[<</O/Table(/Headers\[[^\]]*\])>>"
)
_SCOPE = b"/Scope/Row"


def mark_row_headings(pdf: bytes) -> bytes:
    """The PDF with its row headings; as it came where it is not written the way that is looked for."""
    at = _objects(pdf)
    marked = bytearray(pdf)
    firsts = set()
    for offset in at:
        if match := _ROW.match(pdf, offset):
            firsts.add(int(match[1]))
    for number, offset in enumerate(at):
        match = _CELL.match(pdf, offset)
        if match is None or match[1] != b"D":
            continue
        # A list of headings would hide the row's: without it, the scopes of both headings count.
        start, end = match.span(2)
        heading = number in firsts
        marked[start:end] = (_SCOPE if heading else b"").ljust(end - start)
        if heading:
            marked[match.start(1) : match.end(1)] = b"H"
    return bytes(marked)


def _objects(pdf: bytes) -> list[int]:
    """Where each object stands, by number; empty for a file with another kind of table of positions."""
    start = _POSITIONS.search(pdf, max(0, len(pdf) - 64))
    section = _SECTION.match(pdf, int(start[1])) if start else None
    if section is None:
        return []
    entries = range(section.end(), section.end() + int(section[1]) * _ENTRY, _ENTRY)
    return [int(pdf[entry : entry + 10]) for entry in entries]
