"""Office documents as zip files: read with care, because a template may come from anywhere, and written the same way
every time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 64 * 1024 * 1024
"""A template with its parts unpacked; a zip file that says more of itself is a trap or no template."""
MOST_PARTS = 2000
_FIRST = ("mimetype", "[Content_Types].xml")


def unpack(data: bytes) -> dict[str, bytes] | None:
    """The parts by name, or None where that is no zip file that can be read whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST:
                return None
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    # What zipfile raises on a broken file is many things, encrypted parts (RuntimeError) among them.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error):
        return None


def pack(parts: Mapping[str, bytes], date: str) -> bytes:
    """A zip file whose every part is of the day `date`; what must stand first does, and the rest by name."""
    year, month, day = (int(part) for part in date.split("-"))
    stamp = (max(year, 1980), month, day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name])
    return buffer.getvalue()


def root(part: bytes) -> str | None:
    """The name of the root element, with its namespace before it, of a part that is well-formed XML.

    None where it is not, and where it has a document type: that could have entities of its own.
    """
    from xml.parsers import expat

    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _: names.append(name) if not names else None
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return names[0]


def _refuse(*_: object) -> None:
    raise ValueError("a document type")
