"""Processes to which something happens: what they end with, what they say, and what they leave on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cli_world import BARE, DAY, REPOSITORY, write

CLEAN, FINDINGS, NOT_CHECKED, INTERRUPTED = 0, 1, 2, 130
HOOK = Path(__file__).parent / "hook"
TRACES = ("Traceback", "Exception ignored", "Fatal Python error", "Warning:")
"""What Python says when nobody has thought of something."""

OLD = "What stood here before.\n"
OUTPUTS = {f"ut.{ending}": OLD for ending in ("json", "sarif", "xml", "md", "txt", "html", "pdf", "docx", "odt")}
MENDABLE = "title: Kan rettes\nstatus: active\nperiod: {start: 05.06.2026}\nbudget: {total: 4,2 mill}\n"


@dataclass(frozen=True)
class Done:
    """What came of a process. `was_struck` says whether the chosen moment came."""

    exit: int
    out: bytes
    err: str
    was_struck: bool

    @property
    def is_plain(self) -> bool:
        """Whether nothing of it looks like a fault of the program's own."""
        return not any(trace in self.err for trace in TRACES)


@dataclass(frozen=True)
class Place:
    """A data repo, with folders of its own for all that is written elsewhere."""

    root: Path

    @property
    def repo(self) -> Path:
        return self.root / "repo"

    def environment(self, **more: str | None) -> dict[str, str]:
        """What a process finds; None takes something away."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        own = {
            "PYTHONPATH": os.pathsep.join((str(HOOK), str(REPOSITORY))), "PYTHONIOENCODING": "utf-8", "COLUMNS": "80",
            "HOME": str(self.root / "home"), "XDG_CACHE_HOME": str(self.root / "cache"),
            "TMPDIR": str(self.root / "tmp"),
        }  # fmt: skip
        return {name: value for name, value in {**kept, **own, **more}.items() if value is not None}

    def run(
        self,
        *arguments: str,
        python: Sequence[str] = (),
        shell: str = "",
        within: str = "",
        given: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str | None] = MappingProxyType({}),
    ) -> Done:
        """Runs intlstrat; `shell` is what a shell does with its streams, such as "| head -1", `within` what it runs."""
        command = [sys.executable, *python, "-P", "-m", "intlstrat", *arguments]
        if shell or within:
            command = ["/bin/sh", "-c", within or f'"$@" {shell}', "sh", *command]
        done = subprocess.run(
            command, input=given, capture_output=True, cwd=folder or self.repo, env=self.environment(**environment),
            timeout=120, start_new_session=True,
        )  # fmt: skip
        out, err = (part.replace(b"<struck>", b"") for part in (done.stdout, done.stderr))
        was_struck = len(out) + len(err) < len(done.stdout) + len(done.stderr)  # a language server keeps 1 for itself
        return Done(done.returncode, out, err.decode("utf-8", "replace"), was_struck)

    def files(self) -> dict[str, bytes]:
        """Every file that is neither git's nor in a folder for what is passing."""
        return {path: content for path, content in contents(self.root).items()
                if path.partition("/")[0] not in ("cache", "tmp")}  # fmt: skip

    def left_over(self) -> list[str]:
        """Temporary files, wherever they lie."""
        everywhere = [path for path in self.root.rglob("*") if path.suffix == ".tmp"]
        return sorted(str(path) for path in [*everywhere, *(self.root / "tmp").iterdir()])


def contents(folder: Path) -> dict[str, bytes]:
    """Path → content of all files below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def place(root: Path, files: Mapping[str, str | bytes] = BARE) -> Place:
    """A place with these files in its repo."""
    for name in ("home", "tmp", "cache"):
        (root / name).mkdir(parents=True)
    write(root / "repo", {**files, "data/projects/rettes.yaml": MENDABLE, **OUTPUTS})
    return Place(root)


CHECK = ("check", "--as-of", DAY)
REPORT = ("report", "--as-of", DAY)
NEW = ("new", "project", "--set", "title=Ny", "--set", "status=idea")
