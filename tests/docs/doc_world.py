"""Runs what a page shows, from its top to its end, in a folder of its own. CONTRIBUTING.md tells how pages are written.

A line that only calls `intlstrat` is run in this process, as all the tests of the command line do; other lines go to
bash, where `intlstrat` is the same. The day is always the same one.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from cli_world import EKSEMPELVIK, REPOSITORY, Cli
from doc_pages import Block
from git_runs import run_git

DAY = "2026-11-25"
WITH_A_DAY = ("check", "report", "explain")
MAY_FIND = ("check", "fix", "rules")
"""The commands that may end with 1 when they have done what they should."""

PATH = re.compile(r"# ([\w./-]+\.ya?ml)")
INTO = re.compile(r"# (?:i|in) ([\w./-]+\.ya?ml)")
EXTRACT = "# …"
EDITOR = "# yaml-language-server: "


class Untrue(AssertionError):
    """Something that a page shows is not so."""


@dataclass
class Reader:
    """Somebody who does what a page says: in which folder, in which language, and how the last command ended."""

    here: Path
    lang: str
    last: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def does(self, block: Block) -> None:
        """Follows one block; what is not as it says raises `Untrue`."""
        if block.language == "console":
            for line, shown in lines_of(block):
                self._types(line, shown, block)
        elif block.language == "yaml":
            self._writes(block)

    def _types(self, line: str, shown: str | None, block: Block) -> None:
        if line == "echo $?":
            said = f"{self.last}\n"
        else:
            self.last, said = self._run(line)
            allowed = {0, 1} if any(f"intlstrat {command}" in line for command in MAY_FIND) else {0}
            if block.text.partition(f"$ {line}\n")[2].find("$ echo $?\n") < 0 and self.last not in allowed:
                raise Untrue(f"{block.place}: “{line}” ended with {self.last}:\n{said}")
        if shown is not None and not is_as_shown(said, shown):
            raise Untrue(f"{block.place}: “{line}” shows\n{said}\nand not\n{shown}")

    def _run(self, line: str) -> tuple[int, str]:
        words = shlex.split(line) if not re.search(r"[|<>&;$`*]", line) else []
        if words[:1] == ["cd"]:
            self.here = self.here / words[1]
            return int(not self.here.is_dir()), ""
        if words[:1] == ["intlstrat"]:
            ran = Cli(self.here)(*dated(words[1:]), INTLSTRAT_LANG=self.lang, **self.environment)
            return ran.exit, ran.err + ran.out
        outer = Cli(self.here).outer(INTLSTRAT_LANG=self.lang, **self.environment)
        done = subprocess.run(
            ["bash", "--norc", "-c", line], cwd=self.here, env=outer, encoding="utf-8", timeout=60,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, done.stdout

    def _writes(self, block: Block) -> None:
        first, _, rest = block.text.lstrip().partition("\n")
        if first.startswith(EDITOR) and not rest.strip():
            return
        if first == EXTRACT:
            if not yaml.safe_load(block.text):
                raise Untrue(f"{block.place}: there is nothing in it")
            return
        whole, part = PATH.fullmatch(first), INTO.fullmatch(first)
        if part is not None:
            self._puts_into(part[1], rest, block)
            self._is_sound(part[1], block)
        elif whole is not None:
            target = self.here / whole[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
            self._is_sound(whole[1], block)
        else:
            raise Untrue(f"{block.place}: its first line must say which file it is: # PATH, # in PATH or {EXTRACT}")

    def _puts_into(self, path: str, text: str, block: Block) -> None:
        """Puts top-level keys into a record, in the place of those of the same name."""
        target = self.here / path
        if not target.is_file():
            raise Untrue(f"{block.place}: there is no {path}")
        there = target.read_text(encoding="utf-8")
        for key in yaml.safe_load(text):
            there = re.sub(rf"(?ms)^{re.escape(key)}:.*?(?=^[^\s#-]|\Z)", "", there)
        target.write_text(f"{there.rstrip()}\n{text}", encoding="utf-8")

    def _is_sound(self, path: str, block: Block) -> None:
        """A record and its waivers are valid, rules do what their examples say, and the rest is YAML."""
        kind = path.partition("/")[0]
        if kind == "data":
            said = self._run(f"intlstrat check {path} --select validity --quiet")
            expected: tuple[int, str] = (0, "")
        elif kind == "rules":
            code, text = self._run("intlstrat rules test")
            said, expected = (code, text if code else ""), (0, "")
        else:
            said, expected = (0, ""), (0, "")
            yaml.safe_load((self.here / path).read_text(encoding="utf-8"))
        if said != expected:
            raise Untrue(f"{block.place}: {path} is not sound:\n{said[1]}")


def lines_of(block: Block) -> list[tuple[str, str | None]]:
    """The commands of a block, each with what is shown below it; None where nothing is."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:].strip(), []))
        elif not found:
            raise Untrue(f"{block.place}: a block of a console begins with “$ ” and a command")
        else:
            found[-1][1].append(line)
    return [(line, "\n".join(shown).strip("\n") or None) for line, shown in found]


def is_as_shown(said: str, shown: str) -> bool:
    """Whether the output is what is shown, where … stands for any text, and on a line of its own for any lines."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + r"[ \t]*\n"
    return re.fullmatch(rf"\n*{pattern}\n*", said.rstrip("\n") + "\n") is not None


def dated(arguments: Sequence[str]) -> list[str]:
    """The arguments with the day, where the command has one and none is named."""
    wants = arguments[:1] and arguments[0] in WITH_A_DAY and not {"--as-of", "--help"} & set(arguments)
    return [*arguments, "--as-of", DAY] if wants else [*arguments]


def reader(folder: Path, start: str, lang: str) -> Reader:
    """Somebody in an empty folder (`empty`), or in a copy of records and rules with a past in git."""
    here = folder / "arbeid"
    here.mkdir()
    origin = {"shipped": REPOSITORY, "eksempelvik": EKSEMPELVIK}.get(start)
    if origin is not None:
        for name in ("data", "rules", "schemas"):
            shutil.copytree(origin / name, here / name)
        run_git(here, "init", "-q")
        run_git(here, "add", "-A")
        run_git(here, "commit", "-q", "-m", "Alt", day="2026-06-01")
        run_git(here, "update-ref", "refs/remotes/origin/main", "HEAD")
    program = folder / "bin" / "intlstrat"
    program.parent.mkdir()
    imports = "import sys; from intlstrat.cli.main import main; from doc_world import dated"
    calls = f"{imports}; sys.exit(main(dated(sys.argv[1:])))"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(calls)} "$@"\n')
    program.chmod(0o755)
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "Kari Nordmann"),
            ("EMAIL", "kari@example.invalid"),
            ("DATE", f"{DAY}T12:00:00+01:00"),
        )
    }
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    tests = Path(__file__).parent
    seen = os.pathsep.join(map(str, (REPOSITORY, tests, tests.parent, tests.parent / "cli")))
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return Reader(here, lang, environment={**who, **quiet, "PATH": path, "PYTHONPATH": seen})
