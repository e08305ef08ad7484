"""A shell's question to the command line, and its answer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from cli_world import REPOSITORY, Cli


def ask(cli: Cli, line: str, shell: str = "fish", **environment: str) -> tuple[str, dict[str, str]]:
    """What paths the shell is to add, and the candidates with their meanings, where the cursor stands at the end."""
    *words, word = line.split(" ")
    ran = cli(*words, _INTLSTRAT_COMPLETE=shell, _INTLSTRAT_WORD=word, **environment)
    assert (ran.exit, ran.err) == (0, "")
    paths, *lines = ran.out.splitlines()
    return paths, {value: meaning for value, _, meaning in (each.partition("\t") for each in lines)}


def values(cli: Cli, line: str, shell: str = "powershell", **environment: str) -> list[str]:
    """The candidates alone."""
    return list(ask(cli, line, shell, **environment)[1])


def shipped(folder: Path) -> Cli:
    """The command line in a copy of the shipped records and rules, which have been found good."""
    for name in ("data", "rules"):
        shutil.copytree(REPOSITORY / name, folder / name)
    cli = Cli(folder)
    assert cli("rules").exit == 0
    return cli


def found(program: str) -> str:
    """The path of a shell; the test is skipped where it is not installed."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


def on_path(folder: Path) -> str:
    """A PATH on which this very code is called `intlstrat`."""
    import sys

    program = folder / "bin" / "intlstrat"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m intlstrat "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"
