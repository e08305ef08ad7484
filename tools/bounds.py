"""Runs tests with the lowest or the newest version of everything that intlstrat depends on.

    python -m tools.bounds lowest                        every lower bound of pyproject.toml at once; the whole suite
    python -m tools.bounds newest tests/rules            what pip takes today; what follows goes to pytest
    python -m tools.bounds lowest --show                 the versions alone

The environment is made anew in a temporary folder, with the Python that runs this. Lower bounds are those of the oldest
Python, 3.11: a newer one may need newer versions to have any wheels. Development tools come as pip takes them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
EXTRAS = ("report", "lsp")


def wanted(project: Mapping[str, Any]) -> Iterator[Requirement]:
    """What a user's installation depends on, with every extra."""
    extras = project["optional-dependencies"]
    for text in (*project["dependencies"], *(text for extra in EXTRAS for text in extras[extra])):
        yield Requirement(text)


def lowest(project: Mapping[str, Any]) -> Iterator[str]:
    """The lower bound of each as a constraint; one without a lower bound raises `SystemExit`."""
    for needed in wanted(project):
        bounds = [bound.version for bound in needed.specifier if bound.operator == ">="]
        if len(bounds) != 1:
            raise SystemExit(f"{needed} does not have one lower bound.")
        yield f"{needed.name}=={bounds[0]}"


def environment(folder: Path, constraints: Path) -> Path:
    """Makes an environment with the project and its tools, within the constraints; gives its Python."""
    subprocess.run([sys.executable, "-I", "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-compile"]
    subprocess.run([*command, f"--constraint={constraints}", "--editable", f"{ROOT}[dev]"], check=True)
    return python


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bounds", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("which", choices=["lowest", "newest"])
    parser.add_argument("--show", action="store_true", help="show the lower bounds, and do nothing else")
    arguments, to_pytest = parser.parse_known_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = sorted(lowest(project)) if arguments.which == "lowest" else []
    if arguments.show:
        print("\n".join(pins))
        return 0
    with tempfile.TemporaryDirectory() as work:
        constraints = Path(work) / "constraints.txt"
        constraints.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
        python = environment(Path(work) / "venv", constraints)
        names = [needed.name for needed in wanted(project)]
        subprocess.run([str(python), "-I", "-c", VERSIONS, *names], check=True)
        told = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run([str(python), "-P", "-m", "pytest", *to_pytest], cwd=ROOT, env=told).returncode


VERSIONS = """
import sys
from importlib.metadata import version
print("Python", sys.version.split()[0], *(f"{name} {version(name)}" for name in sys.argv[1:]), sep=", ", flush=True)
"""

if __name__ == "__main__":
    sys.exit(main())
