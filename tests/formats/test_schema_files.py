"""Every file that is shipped names its schema, and holds what the schema asks, whichever YAML reader reads it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from schema_world import READERS, ROOT

FOLDERS = (ROOT, ROOT / "intlstrat/authoring/eksempelvik")
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def _files() -> list[Path]:
    found = [path for root in FOLDERS for folder in ("data", "rules") for path in (root / folder).rglob("*.y*ml")]
    return sorted(found)


def _kind(path: Path) -> str:
    """What the file must be, by where it lies."""
    if path.name in ("strategy.yaml", "waivers.yaml"):
        return path.stem
    if "rules" in path.parts:
        return "rule"
    return "partner" if "partners" in path.parts else "project"


@cache
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")), format_checker=FormatChecker())


def test_there_are_files_of_every_kind() -> None:
    assert {_kind(path) for path in _files()} == {"partner", "project", "rule", "strategy", "waivers"}
    assert len(_files()) > 100


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_names_its_schema_and_holds_what_it_asks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    line = LINE.match(text)
    assert line is not None, "the first line must name the schema"
    schema = (path.parent / line[1]).resolve()
    root = next(root for root in reversed(FOLDERS) if path.is_relative_to(root))
    assert schema == root / "schemas" / f"{_kind(path)}.schema.json"
    for name, read in READERS.items():
        errors = [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(read(text))]
        assert errors == [], name
