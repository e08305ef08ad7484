"""The peers, and how each is run over a portfolio."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring.running import Contender
from benchmarks.measuring.tool import HERE
from benchmarks.peers import nac, spectral
from benchmarks.peers.installing import program
from benchmarks.peers.rules import python_rules

RELAXED = "{extends: relaxed, rules: {new-lines: disable, line-length: disable}}"
"""Its own relaxed settings, without remarks on long lines or on files saved on Windows: else it has much to print."""
SPECTRAL_RECORDS = 100
"""Spectral compiles the schema for every file; a thousand files are more than anybody wants to wait for."""


@dataclass(frozen=True)
class Peer:
    """A peer: its name, what it does, its program, what to run over a portfolio, and how to count what it has read.

    `commands` is given the program, the portfolio, a folder to put things in, and whether files are to be counted.
    """

    name: str
    does: str
    program: str
    commands: Callable[[Path, Path, Path, bool], tuple[Path, list[list[str]]]]
    count: Callable[[str], int]
    most: int | None = None

    def contender(
        self, peers: Path, portfolio: Path, work: Path, records: int, counting: bool = False
    ) -> Contender | None:
        """None where it is not installed, or where these are more records than it is run over."""
        path = program(peers, self.program)
        if path is None or (self.most is not None and records > self.most):
            return None
        folder, commands = self.commands(path, portfolio, work, counting)
        exits = frozenset({0, 1, 2, 3}) if counting else frozenset({0})
        return Contender(f"{self.name} {records}", commands, folder, exits=exits)


def _yamllint(path: Path, portfolio: Path, work: Path, counting: bool) -> tuple[Path, list[list[str]]]:
    return portfolio, [[str(path), *(["--list-files"] if counting else []), "-d", RELAXED, "data"]]


def _check_jsonschema(path: Path, portfolio: Path, work: Path, counting: bool) -> tuple[Path, list[list[str]]]:
    commands = []
    for kind in ("partner", "project"):
        files = sorted(str(each.relative_to(portfolio)) for each in (portfolio / "data" / f"{kind}s").rglob("*.yaml"))
        schema = str(HERE / "schemas" / f"{kind}.schema.json")
        commands.append([str(path), *(["-vv"] if counting else []), "--schemafile", schema, *files])
    return portfolio, commands


def _nac(path: Path, portfolio: Path, work: Path, counting: bool) -> tuple[Path, list[list[str]]]:
    folder = nac.prepare(portfolio, work / f"nac-{portfolio.name}", python_rules())
    return folder, [[str(path), "--schema", "schema.yaml", "--rules", "rules", "data"]]


def _spectral(path: Path, portfolio: Path, work: Path, counting: bool) -> tuple[Path, list[list[str]]]:
    spectral.prepare(work / "spectral", HERE / "schemas")
    more = ["--verbose"] if counting else []
    return portfolio, [
        [str(path), "lint", *more, "--ruleset", str(work / "spectral" / f"{kind}.json"), f"data/{kind}s/**/*.yaml"]
        for kind in spectral.KINDS
    ]


def _spectral_rules(path: Path, portfolio: Path, work: Path, counting: bool) -> tuple[Path, list[list[str]]]:
    spectral.prepare(work / "spectral", HERE / "schemas")
    more = ["--verbose"] if counting else []
    return portfolio, [[str(path), "lint", *more, "--ruleset", str(work / "spectral" / "rules.json"), "data/**/*.yaml"]]


def _lines(pattern: str) -> Callable[[str], int]:
    return lambda out: len(re.findall(pattern, out, re.MULTILINE))


def _nac_count(out: str) -> int:
    found = re.search(r"([0-9]+) files?", out)
    return int(found[1]) if found else 0


PEERS = (
    Peer("yamllint", "the layout of the YAML", "yamllint", _yamllint, _lines(r"\.yaml$")),
    Peer("check-jsonschema", "schema", "check-jsonschema", _check_jsonschema, _lines(r"^  data/.*\.yaml$")),
    Peer("nac-validate", "schema and rules", "nac-validate", _nac, _nac_count),
    Peer("spectral", "schema and rules", "spectral", _spectral, _lines(r"^Linting "), SPECTRAL_RECORDS),
    Peer("spectral, without schema", "rules", "spectral", _spectral_rules, _lines(r"^Linting ")),
)
COMPARABLE = "schema and rules"
