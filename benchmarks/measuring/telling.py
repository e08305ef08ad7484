"""Tells the results: as a table, and as JSON for a history."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.measuring.running import Figure
from benchmarks.measuring.targets import Target


def machine() -> dict[str, Any]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cores": cores, "system": platform.system(), "python": platform.python_version()}


def as_json(
    figures: Mapping[str, Figure],
    targets: Sequence[Target],
    files: Mapping[str, int],
    memory: Mapping[str, int | None],
    about: Mapping[str, Any],
) -> dict[str, Any]:
    """All that was measured. Times are seconds, memory bytes; `files` is how many records each said it had read."""
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        **about,
        "figures": {
            name: {"wall": figure.wall, "processor": figure.processor, "runs": figure.runs}
            for name, figure in figures.items()
        },
        "files": dict(files),
        "memory": dict(memory),
        "targets": [
            {
                "name": target.name,
                "ratio": target.ratio,
                "processor": target.processor,
                "wanted": target.wanted or None,
                "met": target.met,
            }
            for target in targets
        ],
    }


def table(figures: Mapping[str, Figure], targets: Sequence[Target], files: Mapping[str, int]) -> str:
    lines = [f"{'median, seconds':<62} {'passed':>9} {'processor':>9} {'runs':>4} {'records':>8}"]
    for name, figure in figures.items():
        read = files.get(name, "")
        lines.append(f"{name:<62} {figure.wall:9.3f} {figure.processor:9.3f} {len(figure.runs):4} {read:>8}")
    lines += ["", f"{'ratio':<84} {'passed':>8} {'processor':>9}  {'wanted':<13} met"]
    for target in targets:
        met = {True: "yes", False: "NO", None: ""}[target.met]
        lines.append(
            f"{target.name:<84} {target.ratio:8.2f} {target.processor:9.2f}  {target.wanted:<13} {met}".rstrip()
        )
    return "\n".join(lines)


def warn_if_busy() -> None:
    """A machine that is doing something else gives other figures."""
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > 0.5:
        print(f"The machine is busy (load {os.getloadavg()[0]:.1f}): these figures will be worse.", file=sys.stderr)
