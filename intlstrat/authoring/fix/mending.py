"""Mends a file without deciding anything, in rounds: a corrected key may show a day that is written wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from intlstrat.authoring.fix.edits import Edit, Rounds, applied, overlap
from intlstrat.authoring.fix.look import Look, look
from intlstrat.authoring.fix.model import Kind, Known, Mending
from intlstrat.authoring.fix.proof import holds
from intlstrat.authoring.fix.spots import Spots
from intlstrat.authoring.fix.telling import told
from intlstrat.authoring.fix.wants import Want, wants
from intlstrat.records.mendable import is_item
from intlstrat.source import Path, pointer

MOST_ROUNDS = 12
"""More than the levels of maps that the models have: each round may open what lies one level further in."""
_MARK = b"\xef\xbb\xbf"


def mend(kind: Kind, path: str, content: bytes, known: Known) -> Mending:
    """The file as it can be mended: partner, project or waivers, at a path relative to the root, with its bytes.

    Never raises for what the file holds. Where the mended file cannot be proved to be the same but for the mends,
    there are none, and the mending says so (`unproved`).
    """
    first = look(kind, path, content, known)
    work = _Work(kind, path, content, known, first)
    work.run()
    if not work.steps:
        return Mending((), first.findings, content)
    mended = work.text(work.now)
    if applied(first.document.text, work.rounds.edits) != mended or not holds(
        first.document.text, mended, [step.want for step in work.steps]
    ):
        return Mending((), first.findings, content, unproved=bool(first.findings))
    spots = Spots(first.document)
    mends = [told(first, spots, step.want, step.edits, step.path) for step in _once(work.steps, spots)]
    mends.sort(key=lambda each: (each.start, each.end, each.path == ()))
    return Mending(tuple(mends), work.now.findings, work.bytes(mended), work.rounds.edits)


class _Step(Struct, frozen=True):
    """A want of one round, and what it is in the text as it was at first."""

    want: Want
    edits: tuple[Edit, ...]
    path: Path


def _once(steps: Sequence[_Step], spots: Spots) -> Iterator[_Step]:
    """The steps as they are told: once for an anchor and its aliases, and a list together with its only word."""
    # An anchor stands above its aliases, and is where the mend is made.
    ordered = sorted(steps, key=lambda step: spots.nodes[step.path].start, reverse=True)
    once = {(step.want.of, step.edits): step for step in ordered}
    at = {step.path: step for step in once.values() if step.want.of in ("value", "quotes")}
    for step in once.values():
        inner = at.get(step.path)
        if step.want.of == "item" and inner is not None and spots.nodes[step.path].parts is None:
            yield replace(step, edits=(*step.edits, *inner.edits))
        elif step is not inner or not any(each.want.of == "item" and each.path == step.path for each in once.values()):
            yield step


class _Work:
    """The state of a file from round to round."""

    def __init__(self, kind: Kind, path: str, content: bytes, known: Known, first: Look) -> None:
        self.kind, self.path, self.known, self.now = kind, path, known, first
        self.mark = _MARK if content.startswith(_MARK) else b""
        self.rounds = Rounds()
        self.steps: list[_Step] = []

    def run(self) -> None:
        for _ in range(MOST_ROUNDS):
            if self.now.document.fatal:
                return
            spots = Spots(self.now.document)
            found = [each for each in wants(self.now, spots) if self._step(each) is not None]
            # Where one of them spoils it for the others: the first that holds by itself.
            if not self._take(found) and not any(self._take([each]) for each in found):
                return

    @staticmethod
    def text(state: Look) -> str:
        return state.document.text

    def bytes(self, text: str) -> bytes:
        return self.mark + text.encode("utf-8")

    def _take(self, found: Sequence[Want]) -> bool:
        """Makes the edits, unless they leave something that was not there before. Whether they were made."""
        edits = list({edit: None for want in found for edit in want.edits})
        if not edits or overlap(edits):
            return False
        after = look(self.kind, self.path, self.bytes(applied(self.text(self.now), edits)), self.known)
        if _is_worse(self.now, after, found) or not all(_is_well_wrapped(after, want) for want in found):
            return False
        steps = [step for want in sorted(found, key=_outside_last) if (step := self._step(want)) is not None]
        firsts = [self.rounds.first(edit) for edit in edits]
        self.rounds.take([edit for edit in firsts if edit is not None])
        self.steps += steps
        self.now = after
        return True

    def _step(self, want: Want) -> _Step | None:
        """A want as it is in the first text; None where it touches what an earlier round put in."""
        edits = [self.rounds.first(edit) for edit in want.edits]
        whole = tuple(edit for edit in edits if edit is not None)
        return _Step(want, whole, self._first_path(want.path)) if len(whole) == len(edits) else None

    def _first_path(self, path: Path) -> Path:
        """Where a path of now stood in the file as it was."""
        for step in reversed(self.steps):
            after = step.want.path_after
            if step.want.of == "key" and path[: len(after)] == after:
                path = (*step.want.path, *path[len(after) :])
            elif step.want.of == "item" and path[: len(after)] == after and path[len(after) :][:1] == (0,):
                path = (*after, *path[len(after) + 1 :])
        return path


def _outside_last(want: Want) -> tuple[bool, int]:
    """Keys after what stands below them, the innermost first, so that each path is right when its turn comes."""
    return want.of == "key", -len(want.path)


def _is_worse(before: Look, after: Look, found: Sequence[Want]) -> bool:
    """Whether something is wrong now that was not, but for what was hidden by what has been mended."""
    if after.document.fatal:
        return True
    reach: set[str] = set()
    for want in found:
        reach.add(pointer(want.path_after))
        if len(want.path) > 1:
            reach.add(pointer(want.path[:-1]))
    old = Counter((each.rule, each.place.pointer) for each in before.findings)
    new = Counter((each.rule, each.place.pointer) for each in after.findings)
    return any(not _is_within(where or "", reach) for _, where in new - old)


def _is_within(where: str, reach: set[str]) -> bool:
    return any(where == each or where.startswith(f"{each}/") for each in reach)


def _is_well_wrapped(after: Look, want: Want) -> bool:
    """Whether what was put into a list is an item of that list, and not some other thing that stood there."""
    if want.of != "item":
        return True
    item = (*want.path, 0)
    return is_item(item, after.faults, after.document.keys(item))
