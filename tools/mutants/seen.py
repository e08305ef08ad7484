"""What each test does when nothing is changed, kept from one trial to the next in `.mutants`: to find it takes minutes.

It holds for a test as long as its file, the files of the package that it runs and everything else that tests read are
what they were.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from tools.mutants.plan import Ran


class Seen:
    """What is kept for the tests of one room; `folder` is where, below the folder of the package and its tests."""

    def __init__(self, package: Path, folder: Path, room: str) -> None:
        self._package, self._file = package, folder / f"{room}.pickle"
        self._digests: dict[Path, str] = {}
        for each in [*package.rglob("*.py"), *(package.parent / "tests").rglob("*.py")]:
            self._digest(each)  # now: what is changed while the trial goes on was not run
        self._rest = self._digest_of_the_rest()
        self._kept: dict[str, tuple[str, Ran]] = {}
        with contextlib.suppress(OSError, pickle.UnpicklingError, EOFError):
            self._kept = pickle.loads(self._file.read_bytes())

    def known(self, names: Iterable[str]) -> dict[str, Ran]:
        """What holds still, of these tests."""
        kept = {name: self._kept[name] for name in names if name in self._kept}
        return {name: ran for name, (key, ran) in kept.items() if key == self._key(name, ran)}

    def keep(self, known: Mapping[str, Ran]) -> None:
        self._kept |= {name: (self._key(name, ran), ran) for name, ran in known.items() if ran.passed}
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_bytes(pickle.dumps(self._kept))

    def _key(self, name: str, ran: Ran) -> str:
        files = [self._package / each for each in sorted(ran.lines)]
        files.append(self._package.parent / name.partition("::")[0])
        return sha256("\n".join([self._rest, *map(self._digest, files)]).encode()).hexdigest()

    def _digest(self, file: Path) -> str:
        if file not in self._digests:
            self._digests[file] = sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
        return self._digests[file]

    def _digest_of_the_rest(self) -> str:
        """Of the helpers of the tests, of the rules and records, and of what the package holds beside code."""
        root = self._package.parent
        files = [each for name in ("tests", "rules", "data") for each in (root / name).rglob("*")]
        files += [each for each in self._package.rglob("*") if each.suffix != ".py"]
        files = [each for each in files if "__pycache__" not in each.parts and not each.name.startswith("test_")]
        return sha256("\n".join(f"{each} {self._digest(each)}" for each in sorted(files)).encode()).hexdigest()
