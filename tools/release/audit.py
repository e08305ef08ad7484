"""Whether anything that is installed with a wheel has a known vulnerability: pip-audit, and what its answer is worth.

pip-audit ends with 0 also where its service knew none of the packages, or no service was there. That is no clean
bill: here every package must have been looked up, or the answer is that nothing is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

SERVICES = ("pypi", "osv")
"""The services to ask, each where the one before could not tell."""


class Verdict(Enum):
    CLEAN = "clean"
    VULNERABLE = "vulnerable"
    NOT_AUDITED = "not audited"


@dataclass(frozen=True)
class Audit:
    """A verdict, and the lines that say why."""

    verdict: Verdict
    lines: tuple[str, ...]


def audit(pins: Iterable[str], work: Path) -> Audit:
    """Asks one service after the other about packages such as `babel==2.18.0`, until one can tell of all of them."""
    wanted = tuple(pins)
    file = work / "pins.txt"
    file.write_text("".join(f"{pin}\n" for pin in wanted), encoding="utf-8")
    said: list[str] = []
    for service in SERVICES:
        found = read(_ask(service, file), wanted)
        if found.verdict is not Verdict.NOT_AUDITED:
            return Audit(found.verdict, (f"asked: {service}", *found.lines))
        said += [f"{service}: {line}" for line in found.lines]
    return Audit(Verdict.NOT_AUDITED, tuple(said))


def _ask(service: str, file: Path) -> str:
    done = subprocess.run(
        [
            *(sys.executable, "-I", "-m", "pip_audit", f"--vulnerability-service={service}", "--format=json"),
            *(f"--requirement={file}", "--no-deps", "--disable-pip", "--progress-spinner=off", "--timeout=20"),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return done.stdout


def read(answer: str, pins: Iterable[str]) -> Audit:
    """What pip-audit's JSON says of those packages. Whatever it does not say is not known."""
    try:
        told = {f"{found['name']}=={found.get('version')}": found for found in json.loads(answer)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        return Audit(Verdict.NOT_AUDITED, ("the service could not be reached",))
    holes = [
        f"{pin}: {hole.get('id')} {' '.join(hole.get('aliases', ()))}".rstrip()
        for pin, found in sorted(told.items())
        for hole in found.get("vulns", ())
    ]
    unknown = sorted(pin for pin in pins if "vulns" not in told.get(pin, {}))
    if holes:
        return Audit(Verdict.VULNERABLE, tuple(holes))
    if unknown:
        return Audit(Verdict.NOT_AUDITED, (f"{len(unknown)} packages were not looked up, such as {unknown[0]}",))
    return Audit(Verdict.CLEAN, (f"{len(told)} packages, no known vulnerability",))
