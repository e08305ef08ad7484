"""The most memory that a command and the processes it started had at a time."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.measuring.running import Contender, Failed, surroundings


def peak(contender: Contender, every: float = 0.05) -> int | None:
    """Bytes, or None where the system does not tell.

    Memory that processes share is counted once (Linux's PSS). It is looked at many times a second; for a run of one
    process the system's own record of the peak is taken instead, which misses nothing.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    (command,) = contender.commands
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=contender.folder,
        env=surroundings(contender),
    )
    most = alone = 0
    started = False
    while process.poll() is None:
        others = descendants(process.pid)
        started = started or bool(others)
        most = max(most, sum(map(shared_once, [process.pid, *others])))
        alone = max(alone, high_water(process.pid))
        time.sleep(every)
    if process.returncode not in contender.exits:
        raise Failed(f"{contender.name} ended with {process.returncode}")
    return most if started else max(most, alone)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    except OSError:
        return found
    return found + [below for child in found for below in descendants(child)]


def shared_once(pid: int) -> int:
    return _kilobytes(f"/proc/{pid}/smaps_rollup", "Pss:")


def high_water(pid: int) -> int:
    return _kilobytes(f"/proc/{pid}/status", "VmHWM:")


def _kilobytes(path: str, key: str) -> int:
    try:
        with open(path) as file:
            for line in file:
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass  # it has ended
    return 0
