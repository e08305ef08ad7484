"""Compiled programs by their source: what CEL has parsed once, it can be told again in a tenth of the time.

Parsing is a function of the text alone (types are not checked here), so what is known may come from an earlier run
with the same version of CEL. Only the programs of one pack are kept, from when somebody asks for it (`keep`).
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

_MOST = 2000
"""So many programs are known at most: a large pack has some hundreds."""
_SUM = 64
"""The bytes of a SHA-256 sum in hexadecimal figures."""


class Programs:
    """The serialized programs of a pack that are known, by the source of each."""

    def __init__(self, content: bytes) -> None:
        """Begins with what `content` gave in another run; with none where that is not whole."""
        self._known = _read(content)
        self.has_new = False
        """Whether there are more than those it began with, or those that `content` gave last."""

    def compile(self, env: Any, source: str) -> Any:
        """The program of a source in an environment of CEL. Raises `RuntimeError` where the source is no CEL."""
        known = self._known.get(source)
        if known is not None:
            try:
                return env.deserialize(known)
            except RuntimeError:  # how CEL says that it does not know that form: it is parsed anew
                del self._known[source]
        program = env.compile(source, disable_check=True)
        if len(self._known) < _MOST:
            self._known[source], self.has_new = program.serialize(), True
        return program

    def content(self) -> bytes:
        """All that is known, as the bytes of a file."""
        self.has_new = False
        programs = {source: base64.b64encode(program).decode("ascii") for source, program in self._known.items()}
        content = json.dumps(programs).encode("ascii")
        return _sum(content) + content


def _read(content: bytes) -> dict[str, bytes]:
    if content[:_SUM] != _sum(content[_SUM:]):
        return {}
    try:
        return {source: base64.b64decode(program) for source, program in json.loads(content[_SUM:]).items()}
    except (ValueError, TypeError, AttributeError):  # whole, but of another form
        return {}


def _sum(content: bytes) -> bytes:
    """What tells a whole file from one that was cut short or changed."""
    return hashlib.sha256(content).hexdigest().encode("ascii")


_KEPT: dict[str, Programs] = {}


def keep(digest: str, content: bytes) -> None:
    """Keeps the programs of the pack with this digest from here on, and of no other, beginning with `content`."""
    _KEPT.clear()
    _KEPT[digest] = Programs(content)


def kept(digest: str) -> Programs | None:
    """The programs of a pack, where they are kept."""
    return _KEPT.get(digest)
