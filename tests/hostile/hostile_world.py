"""A small portfolio in which everything is in order or wrong in a known way, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

HEALTHY: Mapping[str, str] = {
    "data/partners/nordby.yaml": "name: Nordby\ncountry: DK\nrelation: sister_city\nstatus: active\nsince: 1950\n",
    "data/projects/havna.yaml": (
        "title: Havna\nstatus: active\npartners: [nordby]\nbudget: {total: 900000}\ngoals: [{statement: Flere besøk}]\n"
        "waivers: [{rule: project-plan, reason: Er på vei., decided_by: Bystyret, until: 2030-01-01}]\n"
    ),
    "data/projects/kaia.yaml": "title: Kaia\nstatus: completed\npartners: [sorby]\nbudjet: {total: 5}\n",
    "data/projects/torget.yaml": "title: [\n",
    "data/waivers.yaml": (
        "- {rule: portfolio-nordic-neighbours, item: SE, reason: Letes., decided_by: Bystyret, until: 2030-01-01}\n"
    ),
}
"""Breaches, unknowns, waived breaches and every kind of trouble that a file can be."""


def put_healthy(root: Path) -> Path:
    for name, content in HEALTHY.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return root


def of_healthy(verdict: Any) -> tuple[list[Any], list[Any]]:
    """The findings and outcomes of the healthy records; a stranger's file may neither add to them nor take away."""
    findings = [each for each in verdict["findings"] if each["location"]["path"] in HEALTHY]
    ids = {(name.split("/")[1].removesuffix("s"), Path(name).stem) for name in HEALTHY}
    outcomes = [each for each in verdict["outcomes"] if (each["subject"]["kind"], each["subject"]["id"]) in ids]
    return (
        [each for each in findings if each["subject"]["kind"] != "portfolio"],
        outcomes,
    )


def of_file(verdict: Any, path: str) -> list[Any]:
    """What is said of one file's validity, and of the waivers in it."""
    layers = [each for each in verdict["findings"] if each["layer"] == "validity"]
    return [each for each in layers if each["location"]["path"] == path]


def short(findings: list[Any]) -> tuple[tuple[str, str, int, int], ...]:
    """Rule, pointer, line and column of each finding that is not a note."""
    return tuple(
        (each["rule"], each["location"]["pointer"], each["location"]["line"], each["location"]["column"])
        for each in findings
        if each["severity"] == "error"
    )
