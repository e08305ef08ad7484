"""Puts the peers in a folder of their own, by the ordinary clients, and says which versions they are."""

from __future__ import annotations

import shutil
import subprocess
import venv
from pathlib import Path

PACKAGES = ("yamllint", "check-jsonschema", "nac-validate")
SPECTRAL = "@stoplight/spectral-cli"


def install(folder: Path) -> None:
    """Installs all that can be: a virtual environment for those in Python, and Spectral where there is npm."""
    python = folder / "python"
    if not python.exists():
        venv.create(python, with_pip=True)
    pip = [str(python / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for package in PACKAGES:
        if subprocess.run([*pip, package]).returncode:
            print(f"{package} could not be installed, and will not be measured.")
    npm = shutil.which("npm")
    (folder / "npm").mkdir(parents=True, exist_ok=True)
    quiet = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder / "npm")]
    if npm is None or subprocess.run([npm, "install", *quiet, SPECTRAL]).returncode:
        print("Spectral could not be installed, and will not be measured.")
    for name in ("yamllint", "check-jsonschema", "nac-validate", "spectral"):
        path = program(folder, name)
        print(f"{name:20} {version(path) if path else 'not there'}")


def program(folder: Path, name: str) -> Path | None:
    """Where a peer stands in the folder; None where it was not installed."""
    bins = (folder / "python" / "bin", folder / "npm" / "node_modules" / ".bin")
    return next((found / name for found in bins if (found / name).exists()), None)


def version(path: Path) -> str:
    """What the program itself says, without its name."""
    done = subprocess.run([path, "--version"], capture_output=True, text=True)
    told = (done.stdout or done.stderr).split()
    return next((word for word in reversed(told) if word[:1].isdigit()), "unknown")
