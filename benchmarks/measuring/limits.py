"""The limits: what no tool in Python that reads the same files, or imports the same packages, can go below."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measuring.running import Contender, Failed
from benchmarks.measuring.tool import environment

COMPOSE = """
import json, sys, time
from pathlib import Path
import yaml
paths = sorted(str(path) for path in Path("data").rglob("*.yaml"))
wall, processor = time.perf_counter(), time.process_time()
for path in paths:
    with open(path, "rb") as file:
        yaml.compose(file.read(), Loader=yaml.CBaseLoader)
wall, processor = time.perf_counter() - wall, time.process_time() - processor
print(json.dumps({"files": len(paths), "wall": wall, "processor": processor}))
"""


def compose(folder: Path, records: int, rounds: int | None = None) -> list[Contender]:
    """libyaml reading and composing each file of a portfolio: by its own clock, and with the interpreter's start."""
    command = [[sys.executable, "-c", COMPOSE]]
    return [
        Contender(f"compose {records}", command, folder, cores=1, inside=True, rounds=rounds),
        Contender(f"compose {records}, with start", command, folder, cores=1, rounds=rounds),
    ]


def third_party(command: Sequence[str], folder: Path, cache: Path) -> list[str]:
    """The modules that a run of the tool imports and that are neither its own nor Python's, as the run itself tells."""
    python, *rest = command
    environ = environment(cache)
    done = subprocess.run(
        [python, "-X", "importtime", *rest], cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode not in (0, 1):
        raise Failed(f"The check that was to tell its imports ended with {done.returncode}: {done.stderr[-2000:]}")
    imported = re.findall(r"^import time: +[0-9]+ \| +[0-9]+ \| +(\S+)$", done.stderr, re.MULTILINE)
    of = packages_distributions()
    ours = {"intlstrat"}
    return [
        name
        for name in imported
        if (top := name.split(".")[0]) in of and top not in ours and of[top] != ["intlstrat"] and _is_there(name)
    ]


def _is_there(name: str) -> bool:
    """Whether a module can be imported by that name: compiled ones tell of parts of theirs that cannot."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def bare(name: str, modules: Sequence[str], folder: Path) -> Contender:
    """An interpreter that imports these and nothing else."""
    lines = "\n".join(f"import {module}" for module in modules)
    return Contender(name, [[sys.executable, "-c", lines]], folder)
