"""Draws the pictures of the council paper."""

from __future__ import annotations

from intlstrat.council.charts import Chart


def svg(chart: Chart) -> bytes:
    """The chart as SVG, its letters as outlines."""
    name = type(chart).__name__
    text = f'<rect width="400" height="100" fill="#ddd"/><text x="10" y="50">{name}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">{text}</svg>'.encode()


def png(chart: Chart) -> bytes:
    """The chart as PNG, for programs that cannot draw SVG."""
    import zlib
    from struct import pack

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xdd" * 400 for _ in range(100)))
    header = pack(">IIBBBBB", 400, 100, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
