"""This tool, as it is run to be measured."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.made_up.parts import AS_OF
from benchmarks.measuring.running import Contender

HERE = Path(__file__).parents[2]
CHECK = [sys.executable, "-P", "-m", "intlstrat", "check", "--as-of", str(AS_OF), "--lang", "en"]
CHANGED = 100
"""One record in so many is changed by the commit that `--since` looks at."""


def environment(cache: Path) -> dict[str, str]:
    """This clone's tool, with what it remembers of rules in a folder of its own."""
    return {**os.environ, "PYTHONPATH": str(HERE), "XDG_CACHE_HOME": str(cache), "INTLSTRAT_NO_CACHE": ""}


def check(
    name: str,
    folder: Path,
    cache: Path,
    more: Sequence[str] = (),
    cores: int | None = None,
    rounds: int | None = None,
) -> Contender:
    """A plain check in a new process. The rules have been found good by a run before, as they mostly have."""
    return Contender(
        name,
        [[*CHECK, *more]],
        folder,
        cores=cores,
        exits=frozenset({0, 1}),
        environment={key: value for key, value in environment(cache).items() if os.environ.get(key) != value},
        rounds=rounds,
    )


def seen(out: str) -> int:
    """How many records a check says that it has read."""
    found = re.search(r"([0-9,]+) partners? and ([0-9,]+) projects? checked", " ".join(out.split()))
    return sum(int(number.replace(",", "")) for number in found.groups()) if found else 0


def commit_a_change(folder: Path, records: int) -> None:
    """Makes a git repo of a portfolio, with a commit on top: new roles, a wrong date and a new project."""
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Alle")
    _git(folder, "repack", "-a", "-d", "--quiet")
    projects = sorted((folder / "data" / "projects").rglob("*.yaml"))
    chance = random.Random(records)
    for path in chance.sample(projects, max(3, records // CHANGED)):
        path.write_bytes(re.sub(rb"(unit: [^,]+, role: )[^,]+", rb"\1Fagsjef", path.read_bytes()))
    late = next(path for path in projects if b"status: active" in path.read_bytes())
    late.write_bytes(re.sub(rb"end: [0-9]{4}", b"end: 2019", late.read_bytes(), count=1))
    (folder / "data" / "projects" / "et-nytt-prosjekt.yaml").write_text("title: Et nytt prosjekt\nstatus: planned\n")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Endringer")


def _git(folder: Path, *arguments: str) -> None:
    settings = {
        "user.name": "Prøve",
        "user.email": "prove@example.invalid",
        "commit.gpgsign": "false",
        "core.autocrlf": "false",
        "gc.auto": "0",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    subprocess.run(["git", *options, *arguments], cwd=folder, check=True, capture_output=True)
