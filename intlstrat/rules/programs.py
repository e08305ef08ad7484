"""What expressions are compiled from, their programs, and what these weigh: what an earlier run has worked out is told
in a tenth of the time.

Parsing is a function of the text alone (types are not checked here), the source one of the text and the strategy, and
weighing one of the source, the sizes and the strategy. So what is known may come from an earlier run with the same
code, pack and version of CEL. Only what belongs to one pack is kept, from when somebody asks for it (`keep`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field, msgpack

from intlstrat.rules.seal import sealed, unsealed
from intlstrat.rules.weight import Extent, Weight

_MOST = 2000
"""So many expressions and so many programs are known at most: a large pack has some hundreds."""
_MOST_SIZES = 24
"""For so many sizes of its data it is known what a program weighs."""
_LARGEST = (1 << 63) - 1
"""What weighs more is not kept: it is no number to MessagePack."""

_Weights = dict[tuple[Extent, ...], tuple[Weight, ...]]


class _Known(Struct):
    """A program, serialized, and what its parts weigh for data of some sizes."""

    program: bytes
    weights: _Weights = field(default_factory=dict)


class _Kept(Struct):
    """What is known of a pack's expressions: their sources, and the programs by these."""

    sources: dict[str, str] = field(default_factory=dict)
    programs: dict[str, _Known] = field(default_factory=dict)


class Programs:
    """What is known of the expressions of a pack."""

    def __init__(self, content: bytes) -> None:
        """Begins with what `content` gave in another run; with nothing where that is not whole."""
        kept = _read(content)
        self._sources, self._known = kept.sources, kept.programs
        self.has_new = False
        """Whether there is more than it began with, or than `content` gave last."""

    def source(self, expression: str, of: Callable[[str], str]) -> str:
        """What an expression is compiled from: as it is known, or as `of` gives it."""
        found = self._sources.get(expression)
        if found is None:
            found = of(expression)
            if len(self._sources) < _MOST:
                self._sources[expression], self.has_new = found, True
        return found

    def compile(self, env: Any, source: str) -> Any:
        """The program of a source in an environment of CEL. Raises `RuntimeError` where the source is no CEL."""
        known = self._known.get(source)
        if known is not None:
            try:
                return env.deserialize(known.program)
            except RuntimeError:  # how CEL says that it does not know that form: it is parsed anew
                del self._known[source]
        program = env.compile(source, disable_check=True)
        if len(self._known) < _MOST:
            self._known[source], self.has_new = _Known(program.serialize()), True
        return program

    def weights(
        self, source: str, sizes: tuple[Extent, ...], weigh: Callable[[], tuple[Weight, ...]]
    ) -> tuple[Weight, ...]:
        """What the parts of a compiled source weigh for data of such sizes: as it is known, or as `weigh` finds it."""
        known = self._known.get(source)
        if known is None:
            return weigh()
        found = known.weights.get(sizes)
        if found is None:
            found = weigh()
            if len(known.weights) < _MOST_SIZES and all(part <= _LARGEST for each in found for part in each):
                known.weights[sizes], self.has_new = found, True
        return found

    def content(self) -> bytes:
        """All that is known, as the bytes of a file."""
        self.has_new = False
        return sealed(msgpack.encode(_Kept(self._sources, self._known)))


def _read(content: bytes) -> _Kept:
    inner = unsealed(content)
    try:
        return msgpack.decode(inner, type=_Kept) if inner is not None else _Kept()
    except (ValueError, RecursionError):  # whole, but of another form
        return _Kept()


_KEPT: dict[str, Programs] = {}


def keep(digest: str, content: bytes) -> None:
    """Keeps the programs of the pack with this digest from here on, and of no other, beginning with `content`."""
    _KEPT.clear()
    _KEPT[digest] = Programs(content)


def kept(digest: str) -> Programs | None:
    """The programs of a pack, where they are kept."""
    return _KEPT.get(digest)
