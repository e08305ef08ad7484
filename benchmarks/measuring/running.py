"""Runs commands and says what they cost: the time that passed, and the processor time of all their processes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Contender:
    """A command to be measured, or several that do one job together.

    `cores`: on so many cores only; None for all. `exits`: those that mean that it did its work. `inside`: the command
    times itself, and its last line is that time as JSON. `rounds`: fewer runs than others have.
    """

    name: str
    commands: Sequence[Sequence[str]]
    folder: Path
    cores: int | None = None
    exits: frozenset[int] = frozenset({0})
    inside: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    rounds: int | None = None


class Spent(NamedTuple):
    """Seconds, and what was printed."""

    wall: float
    processor: float
    out: str


class Figure(NamedTuple):
    """The medians of several runs, the runs themselves (wall, processor), and what the last of them printed."""

    wall: float
    processor: float
    runs: list[tuple[float, float]]
    out: str


class Failed(Exception):
    """A command did not do what was to be measured."""


def run(contender: Contender) -> Spent:
    """Runs it once.

    Raises `Failed` where an exit is none of those that mean that the work was done.
    """
    wall = processor = 0.0
    out = ""
    for command in contender.commands:
        one = _run(contender, command)
        wall, processor, out = wall + one.wall, processor + one.processor, out + one.out
    if contender.inside:
        told = json.loads(out.splitlines()[-1])
        return Spent(told["wall"], told["processor"], out)
    return Spent(wall, processor, out)


def _run(contender: Contender, command: Sequence[str]) -> Spent:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=contender.folder,
            env=surroundings(contender),
            preexec_fn=_held_to(contender.cores),
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed = (out.read() + err.read()).decode("utf-8", "replace")
    if process.returncode not in contender.exits:
        raise Failed(f"{contender.name} ended with {process.returncode}: {' '.join(command)[:300]}\n{printed[-2000:]}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, printed)


def surroundings(contender: Contender) -> dict[str, str]:
    """The environment of a contender. Compiled Python is kept, as it is where something was installed by pip."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **contender.environment}


def _held_to(cores: int | None) -> Callable[[], None] | None:
    if cores is None or not hasattr(os, "sched_setaffinity"):
        return None
    chosen = set(sorted(os.sched_getaffinity(0))[-cores:])
    return lambda: os.sched_setaffinity(0, chosen)


def interleaved(contenders: Sequence[Contender], rounds: int) -> dict[str, Figure]:
    """The medians by name. Each round runs every contender once, so that a slow minute of the machine is everybody's.

    One round more comes first and is thrown away: it fills the caches of disk and interpreter. Those that have fewer
    runs than others, since they are long, go without. With 0 rounds the first one counts, which says little about time.
    """
    spent: dict[str, list[Spent]] = {contender.name: [] for contender in contenders}
    for nth in range(rounds + 1):
        for contender in contenders:
            wanted = rounds if contender.rounds is None else contender.rounds
            if nth > wanted or (nth == 0 and 0 < wanted < rounds):
                continue
            told = run(contender)
            print(f"  {nth}/{wanted} {contender.name:<48} {told.wall:9.3f} s", file=sys.stderr, flush=True)
            if nth > 0 or wanted == 0:
                spent[contender.name].append(told)
    return {
        name: Figure(
            statistics.median(each.wall for each in runs),
            statistics.median(each.processor for each in runs),
            [(round(each.wall, 4), round(each.processor, 4)) for each in runs],
            runs[-1].out,
        )
        for name, runs in spent.items()
    }
