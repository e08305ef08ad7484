"""Small data repos with small strategies of their own, built from text; what `intlstrat` says of them, as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import os
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intlstrat.cli.main import main

REPOSITORY = Path(__file__).parents[1]
SHIPPED = REPOSITORY / "rules"
EKSEMPELVIK = REPOSITORY / "intlstrat" / "authoring" / "eksempelvik"
DAY = "2026-06-30"
CLEAN, FINDINGS, NOT_CHECKED = 0, 1, 2
"""The exits as the specification has them; not taken from the code that they test."""

STRATEGY = """\
id: prove
title: Prøvestrategi
municipality: Prøve kommune
version: "1"
language: nb
clauses:
  - {id: "1a", chapter: "1", force: must, summary: {nb: Prosjekter har mål., en: Projects have goals.}}
  - {id: "1b", chapter: "1", force: must, summary: {nb: Vi ser nytten., en: We see the use.}}
  - {id: "2", chapter: "2", force: aim, summary: {nb: Vi vokser., en: We grow.}}
principles: [{code: "2.1", clause: "2", name: {nb: Bærekraft, en: Sustainability}}]
goals:
  - {code: "1", clause: "2", name: {nb: Kunnskap, en: Knowledge}}
  - {code: "2", clause: "2", name: {nb: Solidaritet, en: Solidarity}}
areas: [{code: culture, name: {nb: Kultur, en: Culture}}]
programmes: [{code: norec, name: {nb: Norec, en: Norec}, kind: state}]
"""
WHY = "why: {nb: Derfor., en: Therefore.}"
PARAMETERS: Mapping[str, str] = {
    "limit": "{value: 500, interpretation: true, why: {nb: Sies ikke., en: Not said.}}",
    "most": "{value: 2, why: {nb: Sies., en: Said.}}",
    "frame": "{why: {nb: Ikke satt., en: Not set.}}",
    "levels": "{value: [high], interpretation: true, why: {nb: Sies ikke., en: Not said.}}",
    "countries": "{value: [SE, DK], why: {nb: Sies., en: Said.}}",
    "each": "{value: {GT: 1, SE: 2}, why: {nb: Sies., en: Said.}}",
    "named": "{value: [{name: Rivne, country: UA}], why: {nb: Sies., en: Said.}}",
    "term": "{value: {start: 2023-10-01, end: 2027-09-30}, why: {nb: Sies., en: Said.}}",
    "exchange_rates": "{value: {NOK: 1, SEK: 1.02, EUR: 11.6}, interpretation: true, why: {nb: Sies ikke., en: No.}}",
}
"""The parameters of every small strategy, as YAML: of each type, set and unset, said and interpreted."""

PARTNER = "name: Nordby\ncountry: DK\nrelation: sister_city\nstatus: active\n"
PROJECT = "title: Havna\nstatus: active\n"


def rule(id_: str, require: str = "true", **more: str | None) -> str:
    """The text of a rule's file. The rest of its keys are given as YAML; None leaves one out."""
    kind = id_.partition("-")[0]
    layer = more.get("layer") or ("quality" if kind == "quality" else "strategy")
    parts: dict[str, str | None] = {
        "id": id_,
        "subject": "project" if kind == "quality" else kind,
        "layer": layer,
        "clauses": '["1a"]' if layer == "strategy" else None,
        "severity": "error",
        "require": require if "\n" in require else json.dumps(require, ensure_ascii=False),
        "title": f"{{nb: Tittel {id_}, en: Title {id_}}}",
        "message": f"{{nb: Brudd på {id_}., en: Breach of {id_}.}}",
        "why": "{nb: Derfor., en: Therefore.}",
        "fix": "{nb: Rett det., en: Put it right.}",
        **more,
    }
    return "".join(f"{key}: {value}\n" for key, value in parts.items() if value is not None)


@dataclass(frozen=True)
class Ran:
    """What a run of the command line came to."""

    exit: int
    out: str
    err: str


class Verdict:
    """What `check --format json --show all` says."""

    def __init__(self, ran: Ran) -> None:
        self.exit, self.err, self.text = ran.exit, ran.err, ran.out
        self.json: dict[str, Any] = json.loads(ran.out)

    @property
    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json["findings"]
        return found

    @property
    def rules(self) -> list[str]:
        """The rules of the findings, in their order."""
        return [finding["rule"] for finding in self.findings]

    def of(self, rule_id: str, subject: str | None = None) -> list[dict[str, Any]]:
        """The findings of one rule, about one subject where one is named."""
        found = [finding for finding in self.findings if finding["rule"] == rule_id]
        return found if subject is None else [each for each in found if each["subject"]["id"] == subject]

    def one(self, rule_id: str, subject: str | None = None) -> dict[str, Any]:
        """The only finding of one rule."""
        (found,) = self.of(rule_id, subject)
        return found

    def message(self, rule_id: str, subject: str | None = None) -> str:
        return str(self.one(rule_id, subject)["message"])

    def place(self, rule_id: str, subject: str | None = None) -> tuple[str, str, int, int, int]:
        """Where the only finding of one rule stands: path, pointer, line, first and last column."""
        at = self.one(rule_id, subject)["location"]
        return at["path"], at["pointer"], at["line"], at["column"], at["end_column"]

    def outcomes(self, rule_id: str | None = None) -> dict[Any, str]:
        """Every outcome of the rules of the strategy and quality layers, by (rule,) subject's id and item.

        An item is in the key only where there is one, the rule only where none is named.
        """
        found: dict[Any, str] = {}
        told = [finding for finding in self.findings if finding["layer"] != "validity"]
        for each in [*told, *self.json["outcomes"]]:
            if rule_id not in (None, each["rule"]):
                continue
            names = [] if rule_id is not None else [each["rule"]]
            names += [each["subject"]["id"]] + ([each["item"]] if each["item"] is not None else [])
            key = tuple(names) if len(names) > 1 else names[0]
            assert key not in found, f"two outcomes for {key}"
            found[key] = each["outcome"]
        return found

    def outcome(self, rule_id: str) -> str | None:
        """The only outcome of one rule, or None where it has none."""
        found = list(self.outcomes(rule_id).values())
        assert len(found) <= 1, found
        return found[0] if found else None


class World:
    """A data repo in a folder of its own, with its own rules. Text is dedented, and a path's folders are made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.parameters = dict(PARAMETERS)
        self.strategy = STRATEGY
        root.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).encode())
        return path

    def parameter(self, name: str, value: str | None, interpretation: bool = False) -> World:
        """Sets a parameter of the strategy, or unsets it with None."""
        shown = f"value: {value}, " if value is not None else ""
        marked = "interpretation: true, " if interpretation else ""
        self.parameters[name] = f"{{{shown}{marked}why: {{nb: Derfor., en: Therefore.}}}}"
        return self

    def rule(self, id_: str, require: str = "true", **more: str | None) -> World:
        kind = id_.partition("-")[0]
        self.write(f"rules/{more.get('subject') or kind}/{id_}.yaml", rule(id_, require, **more))
        return self

    def partner(self, id_: str = "nordby", more: str = "", base: str = PARTNER) -> World:
        self.write(f"data/partners/{id_}.yaml", base + textwrap.dedent(more))
        return self

    def project(self, id_: str = "havna", more: str = "", base: str = PROJECT) -> World:
        self.write(f"data/projects/{id_}.yaml", base + textwrap.dedent(more))
        return self

    def waivers(self, content: str) -> World:
        self.write("data/waivers.yaml", content)
        return self

    def run(self, *arguments: str, **environment: str) -> Ran:
        """The command line in this process and this folder, as a pipe would see it."""
        parameters = "".join(f"  {name}: {value}\n" for name, value in self.parameters.items())
        if not (self.root / "rules" / "strategy.yaml").exists():
            self.write("rules/strategy.yaml", f"{self.strategy}parameters:\n{parameters}")
        return run(self.root, *arguments, **environment)

    def check(self, *arguments: str, as_of: str = DAY, lang: str = "en") -> Verdict:
        """The verdict as of a day, with every outcome."""
        ran = self.run("check", "--format", "json", "--show", "all", "--as-of", as_of, "--lang", lang, *arguments)
        assert ran.out, ran.err
        return Verdict(ran)

    def outcome(self, require: str, of: str = "project", **more: str) -> str | None:
        """What a rule with this `require` comes to, in a repo with one record or more."""
        self.rule(f"{of}-asked", require, **more)
        return self.check().outcome(f"{of}-asked")


def run(folder: Path, *arguments: str, **environment: str) -> Ran:
    """Runs the command line in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in "ab")
    before, here = dict(os.environ), os.getcwd()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            exit_ = int(main(list(arguments)))
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)
    return Ran(exit_, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(stream.encoding)
