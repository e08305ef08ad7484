"""What each test does when nothing is changed, kept from one trial to the next in `.mutants`: to find it takes minutes.

It is taken to hold for a test as long as its file is what it was. Where a file of the package has been changed, the
lines that the test ran there are found again by what stands in them. That is good enough to choose tests by; for a
figure that is to be told, delete the folder first.
"""

from __future__ import annotations

import contextlib
import difflib
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from tools.mutants.plan import Ran


@dataclass
class _Kept:
    ran: Mapping[str, tuple[str, Mapping[str, str], Ran]] = field(default_factory=dict)
    """By test: the digest of its file, those of the files of the package that it ran, and what it did."""
    texts: dict[str, str] = field(default_factory=dict)
    """The files of the package, by digest."""


class Seen:
    """What is kept for the tests of one room in a folder; tests and package lie beside each other."""

    def __init__(self, package: Path, folder: Path, room: str) -> None:
        self._root, self._file = package.parent, folder / f"{room}.pickle"
        # Now: what is changed while a trial goes on was not run in it.
        files = [*package.rglob("*.py"), *(self._root / "tests").rglob("*.py")]
        self._texts = {each.relative_to(self._root).as_posix(): each.read_text(encoding="utf-8") for each in files}
        self._package = package.name
        self._kept = _Kept()
        with contextlib.suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError):
            self._kept = pickle.loads(self._file.read_bytes())
        self._moved = cache(self._lines_that_moved)

    def known(self, names: Iterable[str]) -> dict[str, Ran]:
        """What holds still, of these tests."""
        found = {}
        for name in names:
            kept = self._kept.ran.get(name)
            if kept is not None and kept[0] == self._digest(name.partition("::")[0]):
                lines = {
                    file: {new for line in lines for new in self._moved(file, kept[1][file]).get(line, ())}
                    for file, lines in kept[2].lines.items()
                }
                found[name] = replace(kept[2], lines=lines)
        return found

    def keep(self, known: Mapping[str, Ran]) -> None:
        """Keeps what tests did that passed."""
        passing = {name: ran for name, ran in known.items() if ran.passed}
        files = {f"{self._package}/{file}" for ran in passing.values() for file in ran.lines}
        texts = {self._digest(file): self._texts.get(file, "") for file in files}
        ran = {
            name: (
                self._digest(name.partition("::")[0]),
                {file: self._digest(f"{self._package}/{file}") for file in ran.lines},
                ran,
            )
            for name, ran in passing.items()
        }
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_bytes(pickle.dumps(_Kept(ran, texts)))

    def _digest(self, file: str) -> str:
        return sha256(self._texts.get(file, "").encode()).hexdigest()

    def _lines_that_moved(self, file: str, digest: str) -> dict[int, list[int]]:
        """For each line of a file as it was, where it stands now; a new line counts as the one before it."""
        old = self._kept.texts[digest].splitlines()
        new = self._texts.get(f"{self._package}/{file}", "").splitlines()
        places: dict[int, list[int]] = {}
        for _, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            for at in range(max(end - start, last - first)):
                if last > first:
                    line = min(start + at, max(end - 1, start - 1, 0))
                    places.setdefault(line + 1, []).append(min(first + at, last - 1) + 1)
        return places
