"""The sample report in `docs/sample/`: the paper of Eksempelvik, a municipality that does not exist, for one meeting.

`python -m tools.sample_report` makes a data repo of Eksempelvik's records with two commits, an earlier one and one
with a few things amiss, so that every part of the paper has something to show, and writes the paper as PDF and HTML,
and a page of it as a picture for the README.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from intlstrat.cli.main import main as intlstrat

ROOT = Path(__file__).parent.parent
EKSEMPELVIK = ROOT / "intlstrat" / "authoring" / "eksempelvik"
SAMPLE = ROOT / "docs" / "sample"
PICTURE = ROOT / "docs" / "images" / "report.png"
SHOWN = 2
"""The page that the README shows: the summary."""
FILES = ("rapport.pdf", "rapport.html")
THEN, NOW = "2026-03-02", "2026-11-19"
"""The days of the last meeting and of this one."""
UNTIL = "2028-09-30"

Edits = tuple[tuple[str, str, str], ...]
"""File, what stands there, and what is to stand there."""

BEFORE: Edits = (
    ("projects/varme-fra-sjoen.yaml", "status: applied", "status: idea"),
    ("projects/havn-i-bevegelse.yaml", "    indicator: Besøkende på havnedagene\n", ""),
)
"""How it stood at the last meeting: an application not yet sent, and a goal that could not be measured."""
NEW = ("projects/handverk-i-tre.yaml",)
"""What was not there then."""
AMISS: Edits = (
    ("projects/beredt-ved-kai.yaml", "  completed: 2025-05-15\n", ""),
    ("partners/merikadaka.yaml", "  partner: Merikadaka får del i erfaringene våre med kulturskole for alle.\n", ""),
    ("projects/skolebaten.yaml", "status: completed", "status: active"),
)
"""What has gone wrong since."""


def edit(folder: Path, edits: Edits) -> None:
    """Replaces texts in the records; one that is not there is a mistake of this tool."""
    for name, old, new in edits:
        file = folder / "data" / name
        text = file.read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{name} no longer holds {old!r}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def git(folder: Path, *arguments: str, day: str) -> None:
    """Runs git with a fixed author and day, and none of the user's settings, so that commits are always the same."""
    made = f"{day}T12:00:00+01:00"
    who = {"NAME": "Eksempelvik kommune", "EMAIL": "postmottak@eksempelvik.example", "DATE": made}
    environment = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    quiet = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(["git", "-C", str(folder), *arguments], env={**environment, **quiet}, check=True)


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "-m", "Oppføringene", day=day)


def repository(folder: Path) -> None:
    """A data repo as it stood at both meetings."""
    for name in ("data", "rules"):
        shutil.copytree(EKSEMPELVIK / name, folder / name)
    git(folder, "init", "-q", "-b", "main", day=THEN)
    now = {name: (folder / "data" / name).read_bytes() for name in NEW}
    changed = {name: (folder / "data" / name).read_bytes() for name, _, _ in BEFORE}
    edit(folder, BEFORE)
    for name in NEW:
        (folder / "data" / name).unlink()
    commit(folder, THEN)
    for name, content in (now | changed).items():
        (folder / "data" / name).write_bytes(content)
    edit(folder, AMISS)
    commit(folder, NOW)


def main() -> int:
    SAMPLE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "eksempelvik"
        folder.mkdir()
        repository(folder)
        outputs = [part for name in FILES for part in ("--output", str(SAMPLE / name))]
        when = ["--as-of", NOW, "--since", THEN, "--until", UNTIL]
        code = intlstrat(["report", "--root", str(folder), *when, "--lang", "nb", *outputs])
    picture()
    return code


def picture() -> None:
    """The page of the summary, for the README; Poppler draws it."""
    page = str(SHOWN)
    to = str(PICTURE.with_suffix(""))
    subprocess.run(
        ["pdftoppm", "-png", "-r", "110", "-f", page, "-l", page, "-singlefile", str(SAMPLE / FILES[0]), to], check=True
    )


if __name__ == "__main__":
    sys.exit(main())
