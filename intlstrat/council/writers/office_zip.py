"""Office documents as zip files: read with care, because a template may come from anywhere, and written the same way
every time."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

LARGEST = 64 * 1024 * 1024
"""A template with its parts unpacked; a zip file that holds more is a trap or no template."""
MOST_PARTS = 2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How office documents are packed. Of other ways `zipfile` unpacks more at once than it is asked for."""
_FIRST_DAY, _LAST_DAY = "1980-01-01", "2107-12-31"
"""A zip file knows no other days."""
_FIRST = ("mimetype", "[Content_Types].xml")


def unpack(data: bytes) -> dict[str, bytes] | None:
    """The parts by name, or None where that is no zip file that can be read whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or any(info.compress_type not in _METHODS for info in infos):
                return None
            parts, room = {}, LARGEST
            for info in infos:
                if info.is_dir():
                    continue
                with archive.open(info) as file:  # what the file says of its parts' sizes need not be true
                    parts[info.filename] = file.read(room + 1)
                room -= len(parts[info.filename])
                if room < 0:
                    return None
            return parts
    # What zipfile raises on a broken file is many things, encrypted parts (RuntimeError) among them.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error):
        return None


def pack(parts: Mapping[str, bytes], date: str) -> bytes:
    """A zip file whose every part is of the day `date`; what must stand first does, and the rest by name."""
    year, month, day = (int(part) for part in min(max(date, _FIRST_DAY), _LAST_DAY).split("-"))
    stamp = (year, month, day, 0, 0, 0)
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

    None where it is not, where it has a document type, which could have entities of its own, and where it is not
    UTF-8, in which its parts are read later.
    """
    from xml.parsers import expat

    if b"\0" in part or _encoding(part) not in ("utf-8", "us-ascii", "ascii"):
        return None
    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _: names.append(name) if not names else None
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return names[0]


def _encoding(part: bytes) -> str:
    """The encoding that a part says it is in; UTF-8 where it says none, and nothing where it is not."""
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    found = re.match(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)""", part)
    return found[1].decode("ascii", "replace").lower() if found else "utf-8"


def _refuse(*_: object) -> None:
    raise ValueError("a document type")
