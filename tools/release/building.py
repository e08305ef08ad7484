"""Builds the wheel and the source archive of a commit again and again, in surroundings that differ: the same bytes.

Each build has a clone of its own, so nothing that is not committed can get in.
"""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EPOCH = "1767225600"
"""A day that a packager may ask the files to be stamped with: 1 January 2026."""


class Broken(Exception):
    """What keeps this from being a release, in words for whoever makes it."""


@dataclass(frozen=True)
class Surroundings:
    """What a build must not depend on: the folder's name, how files are made there, their age, the environment."""

    folder: str
    umask: int
    touched: int | None
    environment: Mapping[str, str]


PLAIN = Surroundings("a", 0o022, None, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})
ODD = Surroundings(
    "Ny mappe/med ø",
    0o077,
    1_000_000_000,
    {"TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "COLUMNS": "40", "HOME": "/"},
)


@dataclass(frozen=True)
class Built:
    """The two files of one build."""

    wheel: Path
    sdist: Path


def run(*command: str, cwd: Path, environment: Mapping[str, str] | None = None, umask: int = -1) -> str:
    """Runs a command and gives what it said; raises `Broken` with all of it where the command fails."""
    done = subprocess.run(
        command, cwd=cwd, env=environment, umask=umask,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode != 0:
        raise Broken(f"{' '.join(command)}\n{done.stdout.rstrip()}")
    return done.stdout


def clone(repository: Path, work: Path, where: Surroundings) -> Path:
    """A clone of what the repository has checked out, in those surroundings."""
    folder = work / where.folder / "clone"
    folder.parent.mkdir(parents=True, exist_ok=True)
    # As on Windows: line ends come from .gitattributes, and not from what the builder's git is set to.
    crlf = "true" if where is ODD else "false"
    run(
        *("git", "-c", f"core.autocrlf={crlf}", "clone", "--quiet", "--no-hardlinks", "--template="),
        *(str(repository), str(folder)),
        cwd=work,
        umask=where.umask,
    )
    if where.touched is not None:
        for path in sorted(folder.rglob("*")):
            os.utime(path, (where.touched, where.touched), follow_symlinks=False)
    return folder


def build(source: Path, target: Path, where: Surroundings, epoch: str | None = None) -> Built:
    """Builds both files of a source tree into a folder that is made for them."""
    target.mkdir(parents=True)
    _hatchling(source, target, where, epoch, "sdist", "wheel")
    return Built(_only(target, "*.whl"), _only(target, "*.tar.gz"))


def wheel_of(sdist: Path, target: Path, where: Surroundings) -> Path:
    """Builds the wheel of an unpacked source archive, as pip does where there is no wheel."""
    target.mkdir(parents=True)
    with tarfile.open(sdist) as archive:
        archive.extractall(target, filter="data")
    source = target / sdist.name.removesuffix(".tar.gz")
    _hatchling(source, target, where, None, "wheel")
    return _only(target, "*.whl")


def _hatchling(source: Path, target: Path, where: Surroundings, epoch: str | None, *kinds: str) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    stamp = {"SOURCE_DATE_EPOCH": epoch} if epoch is not None else {}
    wanted = [word for kind in kinds for word in ("-t", kind)]
    run(
        *(sys.executable, "-P", "-m", "hatchling", "build", "-d", str(target), *wanted),
        cwd=source,
        environment={**kept, **where.environment, **stamp},
        umask=where.umask,
    )


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise Broken(f"The build made {len(found)} files {pattern}, and should have made one.")
    return found[0]


def must_be_same(one: Path, other: Path, how: str) -> None:
    """Raises `Broken` where two files differ in a byte, and names the first member of them that does."""
    if filecmp.cmp(one, other, shallow=False):
        return
    mine, theirs = members(one), members(other)
    differ = sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
    what = (
        f"The first that differs is {differ[0]}." if differ else "What is in them is the same: times or modes differ."
    )
    raise Broken(f"{one.name} is not the same {how}. {what}")


def members(archive: Path) -> dict[str, bytes]:
    """The files of a wheel or a source archive, each with its content; a link's is where it leads."""
    if archive.name.endswith(".whl"):
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    found = {}
    with tarfile.open(archive) as sdist:
        for member in sdist:
            content = sdist.extractfile(member) if member.isfile() else None
            found[member.name] = content.read() if content is not None else member.linkname.encode()
    return found


def build_repeatedly(repository: Path, work: Path) -> Built:
    """Builds a commit in every way that must not matter, and gives the two files; raises `Broken` where it matters."""
    plain, odd = (clone(repository, work, where) for where in (PLAIN, ODD))
    first = build(plain, work / "1", PLAIN)
    second = build(odd, work / "2", ODD)
    for mine, theirs in ((first.wheel, second.wheel), (first.sdist, second.sdist)):
        must_be_same(mine, theirs, "when it is built twice")
    must_be_same(first.wheel, wheel_of(first.sdist, work / "3", ODD), "when it is built from the source archive")
    # A packager may want a day of their own in the files. Then that day is all that differs.
    dated, again = build(plain, work / "4", PLAIN, EPOCH), build(odd, work / "5", ODD, EPOCH)
    for mine, theirs, undated in ((dated.wheel, again.wheel, first.wheel), (dated.sdist, again.sdist, first.sdist)):
        must_be_same(mine, theirs, "when it is built twice with SOURCE_DATE_EPOCH")
        if members(mine) != members(undated):
            raise Broken(f"{mine.name} has other contents with SOURCE_DATE_EPOCH than without.")
    return first
