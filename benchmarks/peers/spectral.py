"""Spectral: our own JSON Schema through its function `schema`, and rules with a function in JavaScript.

Spectral compiles a schema again for each file, so that ours is made as lean as it can be: without titles and
descriptions, and with `enum` for a choice of constants. What it accepts is the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.peers.rules import DEMANDS, EACH

KINDS = ("partner", "project")
PROSE = {"$comment", "$id", "default", "defaultSnippets", "description", "examples", "markdownDescription", "title"}
NAMED = ("properties", "patternProperties", "$defs")
DEMAND = """
export default function demand(record, { project, statuses, paths }) {
  if (("title" in record) !== project || !statuses.includes(record.status)) return [];
  const found = [];
  for (const path of paths) {
    let value = record;
    for (const key of path) value = value === undefined || value === null ? value : value[key];
    if (value === undefined || value === null) found.push({ message: `${path.join(".")} is missing` });
  }
  return found;
}
"""


def prepare(folder: Path, schemas: Path) -> None:
    """Writes the rulesets: `rules.json` for both kinds, and one for each kind with its schema and the rules."""
    (folder / "functions").mkdir(parents=True, exist_ok=True)
    (folder / "functions" / "demand.js").write_text(DEMAND, encoding="utf-8")
    _write(folder / "rules.json", rules())
    for kind in KINDS:
        schema = lean(json.loads((schemas / f"{kind}.schema.json").read_text(encoding="utf-8")))
        shape = _rule("$", {"function": "schema", "functionOptions": {"schema": schema}})
        _write(folder / f"{kind}.json", {"record-invalid": shape, **rules()})


def rules() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for demand in DEMANDS:
        paths = [path.split(".") for path in demand.keys.split()]
        options = {"project": demand.kind == "project", "statuses": list(demand.statuses), "paths": paths}
        found[demand.id] = _rule("$", {"function": "demand", "functionOptions": options})
    for id_, _, path, wanted in EACH:
        found[id_] = _rule(f"$.{path}[*]", [{"field": key, "function": "defined"} for key in wanted])
    return found


def lean(node: Any) -> Any:
    """A schema that accepts the same and says less."""
    if isinstance(node, list):
        return [lean(each) for each in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key in NAMED:
            made[key] = {name: lean(schema) for name, schema in value.items()}
        elif key == "anyOf" and all("const" in each and set(each) <= {"const", *PROSE} for each in value):
            made["enum"] = [each["const"] for each in value]
        elif key not in PROSE:
            made[key] = value if key in ("enum", "const", "required") else lean(value)
    return made


def _rule(given: str, then: Any) -> dict[str, Any]:
    return {"given": given, "severity": "error", "message": "{{error}}", "then": then}


def _write(path: Path, rules: dict[str, Any]) -> None:
    # Years are numbers in YAML, and Spectral would rather have texts as keys.
    ruleset = {"parserOptions": {"incompatibleValues": "off"}, "functions": ["demand"], "rules": rules}
    path.write_text(json.dumps(ruleset, ensure_ascii=False), encoding="utf-8")
