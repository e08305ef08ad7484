"""What pip would install with a wheel: every package, its version, the hash of its file, and what it needs in turn."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.release.building import Broken, run

EXTRAS = ("lsp", "report")
"""The extras that a user installs; `dev` and `release` are for those who work on the project."""


@dataclass(frozen=True)
class Package:
    """One package as it would be installed. `needs` are names as they stand in `Resolved.packages`.

    The licence is an expression of SPDX where the package has one, and otherwise what the package calls it.
    """

    name: str
    version: str
    sha256: str | None
    expression: str | None
    licence: str | None
    needs: tuple[str, ...]

    @property
    def pin(self) -> str:
        return f"{self.name}=={self.version}"


@dataclass(frozen=True)
class Resolved:
    """The wheel itself, all that comes with it, and for which Python and system that was worked out."""

    root: Package
    packages: tuple[Package, ...]
    python: str
    system: str


def resolve(wheel: Path, work: Path) -> Resolved:
    """Asks pip what it would install with the wheel and its extras; nothing is installed."""
    report = work / "pip.json"
    run(
        *(sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--dry-run"),
        *("--ignore-installed", "--only-binary=:all:", f"--report={report}", f"{wheel}[{','.join(EXTRAS)}]"),
        cwd=work,
    )
    return of_report(json.loads(report.read_text(encoding="utf-8")))


def of_report(report: Mapping[str, Any]) -> Resolved:
    """Reads pip's report of an installation (version 1). No address of where a file came from is kept."""
    environment: dict[str, str] = report["environment"]
    names: set[str] = {canonicalize_name(item["metadata"]["name"]) for item in report["install"]}
    packages = {package.name: package for package in _packages(report["install"], environment, names)}
    root = packages.pop("intlstrat", None)
    if root is None:
        raise Broken("pip's report does not name intlstrat.")
    in_order = tuple(packages[name] for name in sorted(packages))
    system = f"{environment['sys_platform']} {environment['platform_machine']}"
    return Resolved(root, in_order, environment["python_version"], system)


def _packages(items: list[dict[str, Any]], environment: Mapping[str, str], names: set[str]) -> Iterator[Package]:
    wanted = _extras(items, environment)
    for item in items:
        metadata = item["metadata"]
        name = canonicalize_name(metadata["name"])
        needs = {needed.name for needed in _needs(metadata, wanted[name], environment)}
        hashes = item["download_info"].get("archive_info", {}).get("hashes", {})
        in_order = tuple(sorted(names & {canonicalize_name(needed) for needed in needs}))
        yield Package(
            name,
            metadata["version"],
            hashes.get("sha256"),
            metadata.get("license_expression"),
            _licence(metadata),
            in_order,
        )


def _extras(items: list[dict[str, Any]], environment: Mapping[str, str]) -> dict[str, set[str]]:
    """The extras that are asked for of each package, by the user or by another package."""
    metadata = {canonicalize_name(item["metadata"]["name"]): item["metadata"] for item in items}
    wanted: dict[str, set[str]] = {name: set() for name in metadata}
    wanted.update(
        {canonicalize_name(item["metadata"]["name"]): set(item.get("requested_extras", ())) for item in items}
    )
    grows = True
    while grows:
        grows = False
        for name in metadata:
            for needed in _needs(metadata[name], wanted[name], environment):
                there = wanted.get(canonicalize_name(needed.name))
                if there is not None and not needed.extras <= there:
                    there |= needed.extras
                    grows = True
    return wanted


def _needs(metadata: Mapping[str, Any], extras: set[str], environment: Mapping[str, str]) -> Iterator[Requirement]:
    """What a package needs here, with those extras."""
    for text in metadata.get("requires_dist", ()):
        needed = Requirement(text)
        worlds = [{**environment, "extra": extra} for extra in ("", *sorted(extras))]
        if needed.marker is None or any(needed.marker.evaluate(world) for world in worlds):
            yield needed


def _licence(metadata: Mapping[str, Any]) -> str | None:
    """What the package calls its licence: one line, or the last words of its classifiers."""
    said: str = metadata.get("license") or ""
    if said and "\n" not in said and len(said) <= 100:
        return said
    stated = [line for line in metadata.get("classifier", ()) if line.startswith("License ::")]
    return "; ".join(sorted(line.rpartition(" :: ")[2] for line in stated)) or None
