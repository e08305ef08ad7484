"""What pins a verdict to its rules: one number over every file of a pack."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def digest(files: Mapping[str, bytes]) -> str:
    """`sha256:…` over the names and bytes of all files of a pack."""
    total = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode("utf-8", "surrogatepass"), files[path]):
            total.update(len(part).to_bytes(8) + part)
    return f"sha256:{total.hexdigest()}"
