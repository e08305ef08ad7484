"""Compiled programs by their source: what CEL has parsed once, it can be told again in a tenth of the time.

Parsing is a function of the text alone (types are not checked here), so what is known may come from an earlier run.
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
    """The serialized programs that are known, by the source of each. None are kept before it has begun."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] | None = None
        self.has_new = False
        """Whether there are more than it began with."""

    def begin(self, content: bytes) -> None:
        """Begins with what `content` gave in another run, with the same version of CEL; not where it is not whole."""
        is_whole = content[:_SUM] == _sum(content[_SUM:])
        programs = json.loads(content[_SUM:]) if is_whole else {}
        self._known = {source: base64.b64decode(known) for source, known in programs.items()}
        self.has_new = False

    def compile(self, env: Any, source: str) -> Any:
        """The program of a source in an environment of CEL. Raises `RuntimeError` where the source is no CEL."""
        if self._known is None:
            return env.compile(source, disable_check=True)
        if (known := self._known.get(source)) is not None:
            return env.deserialize(known)
        program = env.compile(source, disable_check=True)
        if len(self._known) < _MOST:
            self._known[source], self.has_new = program.serialize(), True
        return program

    def content(self) -> bytes:
        """All that is known, as the bytes of a file."""
        known = self._known or {}
        programs = {source: base64.b64encode(program).decode("ascii") for source, program in known.items()}
        content = json.dumps(programs).encode("ascii")
        return _sum(content) + content


def _sum(content: bytes) -> bytes:
    """What tells a whole file from one that was cut short or changed."""
    return hashlib.sha256(content).hexdigest().encode("ascii")


PROGRAMS = Programs()
"""Those of this process."""
