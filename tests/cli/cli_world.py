"""A small data repo with its own small strategy, and a way to run the command line inside this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intlstrat.cli.main import main

REPOSITORY = Path(__file__).parents[2]
EKSEMPELVIK = REPOSITORY / "intlstrat" / "authoring" / "eksempelvik"
DAY = "2026-11-23"
CLEAN, FINDINGS, NOT_CHECKED, INTERRUPTED = 0, 1, 2, 130
"""The exits, as the specification has them; not taken from the code that they test."""

Files = Mapping[str, str | bytes]

STRATEGY = """\
id: prove
title: Prøvestrategi
municipality: Prøve kommune
version: "3"
language: nb
clauses:
  - {id: "1a", chapter: "1", force: must, summary: {nb: Prosjekter har mål., en: Projects have goals.}}
  - {id: "1b", chapter: "1", force: aim, summary: {nb: Vi bidrar til FNs mål., en: We serve the UN goals.}}
  - {id: "2", chapter: "2", force: must, summary: {nb: Store prosjekter evalueres., en: Large ones are evaluated.}}
parameters:
  large: {value: 500, interpretation: true, why: {nb: Sies ikke., en: Not said.}}
"""


def rule(id_: str, require: str, clauses: str = '["1a"]', severity: str = "error", **more: str) -> str:
    """The text of a rule file; a layer of quality where there are no clauses."""
    parts = {
        "id": id_,
        "subject": id_.partition("-")[0],
        "layer": "strategy" if clauses != "[]" else "quality",
        "clauses": clauses,
        "severity": severity,
        "require": require,
        "title": f"{{nb: Tittel {id_}, en: Title {id_}}}",
        "message": f'{{nb: "Brudd på {id_}.", en: "Breach of {id_}."}}',
        "why": "{nb: Derfor., en: Therefore.}",
        "fix": '{nb: "Rett det.", en: "Put it right."}',
        **more,
    }
    return "".join(f"{key}: {value}\n" for key, value in parts.items())


PACK: Files = {
    "rules/strategy.yaml": STRATEGY,
    "rules/project/project-goals.yaml": rule("project-goals", "size(project.goals) > 0", at="goals"),
    "rules/project/project-targets.yaml": rule(
        "project-targets", "has(item.target)", severity="warning", for_each="project.goals", at="goals[item].target"
    ),
    "rules/project/project-sdg.yaml": rule("project-sdg", "size(project.sdgs) > 0", '["1b"]', "warning", at="sdgs"),
    "rules/project/project-large.yaml": rule(
        "project-large",
        "has(project.evaluation.completed) || project.budget.total < params.large",
        '["2"]',
        when='project.status == "completed"',
        needs="[budget.total]",
    ),
    "rules/project/quality-unit.yaml": rule(
        "quality-unit", "has(project.responsible.unit)", "[]", "note", subject="project"
    ),
    "rules/partner/partner-areas.yaml": rule("partner-areas", "size(partner.areas) > 0", '["1b"]', "note", at="areas"),
    "rules/portfolio/portfolio-many.yaml": rule("portfolio-many", "count <= 1", '["2"]', among="partner", where="true"),
}
"""One rule for every severity, layer and subject, and one that can be unknown."""

GOOD_PROJECT = """\
title: Godt prosjekt
status: active
goals: [{statement: Flere besøk, target: "3"}]
sdgs: [{goal: 8}]
responsible: {unit: Kultur}
"""
GOOD_PARTNER = "name: Nordby\ncountry: DK\nrelation: sister_city\nstatus: active\nareas: [{other: Kultur}]\n"
BARE_PROJECT = "title: Bart prosjekt\nstatus: active\n"
"""Breaks project-goals (error), project-sdg (warning) and quality-unit (note)."""
WARNED_PROJECT = "title: Varsel\nstatus: active\ngoals: [{statement: A, target: 3}]\nresponsible: {unit: Kultur}\n"
"""Breaks project-sdg (warning)."""
NOTED_PROJECT = "title: Merknad\nstatus: active\ngoals: [{statement: A, target: 3}]\nsdgs: [{goal: 8}]\n"
"""Breaks quality-unit (note)."""
UNKNOWN_PROJECT = GOOD_PROJECT.replace("active", "completed")
"""Without a budget project-large cannot be judged."""

GOOD: Files = {**PACK, "data/projects/godt.yaml": GOOD_PROJECT, "data/partners/nordby.yaml": GOOD_PARTNER}
"""Everything well."""
BARE: Files = {**GOOD, "data/projects/bart.yaml": BARE_PROJECT}
"""One finding of every severity."""


def write(root: Path, files: Files) -> Path:
    """Writes files below a folder, and gives the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        """The rules of the findings of JSON output."""
        return [finding["rule"] for finding in self.json["findings"]]


@dataclass
class Cli:
    """Runs `intlstrat` in this process, in a folder of its own, as a pipe would see it."""

    folder: Path
    encoding: str = "utf-8"
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str | Path, encoding: str | None = None, **environment: str) -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding or self.encoding, newline="\n") for _ in "ab")
        before, folder = dict(os.environ), os.getcwd()
        inner = {**_plain(), **self.environment, **environment}
        os.environ.clear()
        os.environ.update(inner)
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                exit_ = main([str(argument) for argument in arguments])
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(before)
        return Ran(int(exit_), *(_written(stream) for stream in (out, err)))

    def check(self, *arguments: str | Path, **environment: str) -> Ran:
        """`check` as of a fixed day, unless the arguments name one."""
        day = () if "--as-of" in arguments else ("--as-of", DAY)
        return self("check", *arguments, *day, **environment)

    def findings(self, *arguments: str | Path) -> Ran:
        """`check --format json`."""
        return self.check("--format", "json", *arguments)

    def process(
        self, *arguments: str | Path, encoding: str = "utf-8", python: tuple[str, ...] = (), **environment: str
    ) -> subprocess.Popen[str]:
        """The same in a process of its own, for what only a process shows."""
        return subprocess.Popen(
            [sys.executable, *python, "-m", "intlstrat", *map(str, arguments)],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            encoding=encoding, env=self.outer(encoding, **environment),
        )  # fmt: skip

    def outer(self, encoding: str = "utf-8", **environment: str) -> dict[str, str]:
        """The environment of a process that finds this very code."""
        here = {"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": encoding}
        return {**_plain(), **here, **self.environment, **environment}


def _plain() -> dict[str, str]:
    """80 columns, a terminal with colours, and nothing else asked for."""
    asked = {"NO_COLOR", "FORCE_COLOR", "INTLSTRAT_LANG", "INTLSTRAT_NO_CACHE", "GIT_DIR", "GIT_WORK_TREE"}
    asked |= {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"}  # the language of help pages
    asked.add("PYTHONUNBUFFERED")  # it hides what is left in a buffer
    of_ci = ("GITHUB_", "GITLAB_", "CI_")
    kept = {name: value for name, value in os.environ.items() if name not in asked and not name.startswith(of_ci)}
    return {**kept, "COLUMNS": "80", "TERM": "xterm-256color"}


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)


def one_line(text: str) -> str:
    """The text with its wrapping undone."""
    return re.sub(r"\s+", " ", text).strip()


def unquoted(text: str) -> str:
    """The text without quotation marks."""
    return text.translate(dict.fromkeys(map(ord, "«»“”")))
